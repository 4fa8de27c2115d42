"""Is this mail the published edition? Compares a received mail with what was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from ..blog.problems import Problem
from .filters import harmless_text, safe_url
from .pieces import Edition
from .reading import Reading, links_of, shown, squeezed


def verify(
    mail: bytes, name: str, editions: Iterable[Edition]
) -> tuple[Edition | None, list[Problem]]:
    """The edition that *mail* says it is, and every difference from it; None if it is none of
    *editions*. What a provider adds around it, and what a reader's choice leaves out, is no
    difference: titles, order, links, question and answers are compared. *name* is shown."""
    parsed = message_from_bytes(mail, policy=default)
    html, text = _part(parsed, "html"), _part(parsed, "plain")
    reading = Reading(html)
    links = {tag.attributes.get("href", "") for tag in reading.named("a")} | set(links_of(text))
    linked = [each for each in editions if each.url in links]
    if not linked:
        what = "this mail links to the page of no edition known here"
        return None, [Problem(name, 1, what)]
    # A correction leads to the page of the edition that it corrects.
    subject = _subject_of(parsed)
    edition = next((each for each in linked if each.subject == subject), linked[0])
    found = [*_subject(parsed, edition), *(_html(reading, edition) if html else ())]
    found += _text(text, edition) if text else ()
    return edition, [Problem(name, 1, what) for what in found]


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""


def _subject(mail: EmailMessage, edition: Edition) -> Iterator[str]:
    subject = _subject_of(mail)
    if subject != edition.subject:
        yield f'the subject is "{subject}", it was sent as "{edition.subject}"'


def _subject_of(mail: EmailMessage) -> str:
    return " ".join(str(mail["Subject"] or "").split())


def _html(reading: Reading, edition: Edition) -> Iterator[str]:
    titled = [
        (tag.text, link.attributes.get("href", ""))
        for tag, link in zip(reading.tags, reading.tags[1:], strict=False)
        if tag.name == "h2" and link.name == "a"
    ]
    wanted = [(shown(piece.title), safe_url(piece.url)) for piece in edition.pieces]
    yield from _compared(titled, wanted)
    if edition.question and shown(edition.question.text) not in shown("".join(reading.words)):
        yield f'the question "{edition.question.text}" is not in the HTML'


def _compared(found: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> Iterator[str]:
    for title, url in wanted:
        if (title, url) not in found:
            yield f'"{title}" at {url} is not in the HTML'
    for title, url in found:
        if (title, url) not in wanted:
            yield f'"{title}" at {url} was not in the edition'
    if sorted(found) == sorted(wanted) and found != wanted:
        yield "the articles are in another order"


def _text(text: str, edition: Edition) -> Iterator[str]:
    links = links_of(text)
    for piece in edition.pieces:
        if safe_url(piece.url) not in links:
            yield f"{piece.url} is not in the plain text"
    flat = squeezed(text)
    if edition.question and squeezed(harmless_text(edition.question.text)) not in flat:
        yield f'the question "{edition.question.text}" is not in the plain text'
