"""What stands under an article on its page, for those who read it in a feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from html import escape
from urllib.parse import quote

from ..blog.article import Article, Credit, Told
from ..blog.dates import long_date


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the interface that a feed needs; the theme's words.toml has them too."""

    name: str = "English"
    written_for: str = "This article was written for"
    written_on: str = "and published on {date}."
    source: str = "Source"
    posted_by: str = "Posted by"
    whole_report: str = "Read the whole report"
    event_when: str = "When"
    event_where: str = "Where"
    event_online: str = "Online"
    event_organiser: str = "Organised by"
    event_deadline: str = "Sign up by"
    ask_answers: str = "Choose an answer: your own mail program opens."
    ask_story: str = "Tell us what you have seen: your own mail program opens."
    ask_hand: str = "Or write to {mail} with this subject:"
    ask_hand_answers: str = "Or write to {mail} with your answer as the subject."
    tell: str = "Tell your story"
    because: str = "Because "
    told: str = "What readers answered"
    told_one: str = "One answer"
    told_number: str = "{number} answers"
    reader: str = "A reader"


def words_in(lang: str, languages: Mapping[str, Mapping[str, str]]) -> Words:
    """The theme's words in *lang*, else in English, else our own; the name is the language's."""
    code = lang.split("-", maxsplit=1)[0].lower()
    table = {**languages.get("en", {}), "name": lang, **languages.get(code, {})}
    known = {each.name for each in fields(Words)}
    return Words(**{key: str(value) for key, value in table.items() if key in known})


def end(article: Article, mail: str, words: Words) -> str:
    """HTML of where the article comes from, what it asks and what readers answered, or nothing.
    *mail* is where answers go; without it the question stands alone."""
    blocks = [*_event(article, words), *_report(article, words), *_credits(article, words)]
    blocks += _question(article, mail, words)
    return "".join(f"\n{block}" for block in ("<hr>", *blocks)) if blocks else ""


def _event(article: Article, words: Words) -> Iterator[str]:
    event = article.event
    if event is None:
        return
    zone = "" if event.whole else f" ({event.zone.key})"
    rows = [(words.event_when, escape(f"{event.when(article.lang)}{zone}", quote=False))]
    rows += [(words.event_where, escape(event.place, quote=False))] if event.place else []
    rows += [(words.event_online, _linked(Credit(event.online, event.online)))] * bool(event.online)
    if article.organiser:
        rows.append((words.event_organiser, _linked(article.organiser)))
    if event.deadline:
        rows.append((words.event_deadline, long_date(event.deadline, article.lang)))
    yield "".join(f"<p>{escape(name, quote=False)}: {told}</p>" for name, told in rows)


def _report(article: Article, words: Words) -> Iterator[str]:
    if article.report:
        yield f"<p>{_linked(Credit(words.whole_report, article.report))}</p>"


def _credits(article: Article, words: Words) -> Iterator[str]:
    for person in article.people:
        if person.signed:
            ways = (_linked(Credit(each.name, each.url)) for each in person.ways)
            where = ", ".join(ways)
            yield f"<p>{escape(person.signature, quote=False)}{': ' if where else ''}{where}</p>"
    credit = article.written_for
    if credit:
        when = long_date(credit.date, article.lang) if credit.date else ""
        on = f" {escape(words.written_on.format(date=when))}" if when else "."
        yield f"<p>{escape(words.written_for)} {_linked(credit)}{on}</p>"
    if article.source:
        yield f"<p>{escape(words.source)}: {_linked(article.source)}</p>"
    if article.posted_by:
        yield f"<p>{escape(words.posted_by)} {escape(article.posted_by, quote=False)}</p>"


def _linked(credit: Credit) -> str:
    name = escape(credit.name, quote=False)
    if not credit.url.startswith(("https://", "http://", "mailto:")):
        return name
    return f'<a href="{escape(credit.url)}">{name}</a>'


def _question(article: Article, mail: str, words: Words) -> Iterator[str]:
    if not article.question:
        return
    yield f"<h2>{escape(article.question, quote=False)}</h2>"
    if mail:
        yield from _buttons(article, mail, words)
    elif article.answers:
        yield f"<p>{escape(' / '.join(article.answers), quote=False)}</p>"
    for each in article.told:
        yield from _told(each, words)


def _buttons(article: Article, mail: str, words: Words) -> Iterator[str]:
    answers = article.answers
    yield f"<p>{escape(words.ask_answers if answers else words.ask_story, quote=False)}</p>"
    links = [
        (answer, f"{answer}: {article.title}", f"&body={quote(words.because)}")
        for answer in answers
    ] or [(words.tell, article.title, "")]
    buttons = (
        f'<a href="{escape(f"mailto:{mail}?subject={quote(subject)}{body}")}">'
        f"<strong>{escape(shown, quote=False)}</strong></a>"
        for shown, subject, body in links
    )
    yield f"<p>{' · '.join(buttons)}</p>"
    by_hand = (words.ask_hand_answers if answers else words.ask_hand).format(mail=mail)
    subject = "" if answers else f" <q>{escape(article.title, quote=False)}</q>"
    yield f"<p>{escape(by_hand, quote=False)}{subject}</p>"


def _told(told: Told, words: Words) -> Iterator[str]:
    counts = ", ".join(f"{answer} {count}" for answer, count in told.counts if answer)
    number = words.told_one if told.number == 1 else words.told_number.format(number=told.number)
    said = " ".join(f"{each}." for each in (counts, number if told.counts else "") if each)
    edition = f'<a href="{escape(told.url)}">{escape(told.title, quote=False)}</a>'
    tail = f" {escape(said, quote=False)}" if said else ""
    yield f"<p>{escape(words.told, quote=False)} ({edition}):{tail}</p>"
    for reply in told.replies:
        text, name = reply.text, reply.name or words.reader
        yield f"<blockquote><p>{escape(text, quote=False)}</p></blockquote>"
        yield f"<p>{escape(name, quote=False)}</p>"
