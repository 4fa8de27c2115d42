"""What must be true of a Message before it leaves. Each rule is one function; all of them run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

from ..blog.problems import Problem, nearest
from ..blog.promise import broken
from . import form
from .case import HTML, TEXT, Case
from .correcting import puts_right
from .faces import says_the_same
from .filters import safe_url
from .lines import one_line
from .message import tags_in
from .reading import Reading, links_of
from .view import leave_link

__all__ = ["Case", "check"]

LONGEST_SUBJECT, LONG_SUBJECT, LONGEST_PREHEADER = 150, 70, 150
"""Characters: what Mailchimp takes, what a phone shows, what an inbox shows."""
PLACEHOLDER = re.compile(
    r"\{(?:filename|static|attach|category|tag|author|index)\}|\|(?:filename|static|attach)\||"
    r"lorem ipsum|\bTODO\b|\bTKTK\b",
    re.IGNORECASE,
)
FENCE = re.compile(r"(?:---|\+\+\+)(?:\s|$)")
HEADER = re.compile(r"(?:^|\s)(title|date|slug|author|tags|summary|status): ", re.IGNORECASE)
"""One of these may begin a sentence, "Summary: it works"; front matter has several."""
HERE = re.compile(r"localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\.local(?:$|:)", re.IGNORECASE)
LONGEST_HEADER = 400  # characters in which a text that is front matter shows it
NOBODYS = ".example"
"""What no real site and no real mailbox can have; the sample site does."""
WORD_LINK = re.compile(r'href="([^"]*)"')


def check(case: Case) -> Iterator[Problem]:
    """Every reason not to send, and every warning."""
    reading = Reading(case.message.html)
    for rule in RULES:
        yield from rule(case, reading)


def _is_worth_sending(case: Case, _: Reading) -> Iterator[Problem]:
    carried = tuple(piece.guid for piece in case.edition.pieces)
    if case.corrects:
        return  # what it must hold is a rule of its own
    if not carried:
        what = f"{case.edition.month} has nothing to send: an empty edition never leaves"
        yield Problem(case.written, 1, what)
    elif case.last and set(carried) == set(case.last.sent.carried):
        what = f"this edition is the one that was sent for {case.last.edition.month}"
        yield Problem(case.written, 1, what)


def _keeps_the_number(case: Case, _: Reading) -> Iterator[Problem]:
    """What goes to the outbox is a trial, and is only told of it."""
    clause, many = case.number, len(case.edition.pieces)
    if clause is None or not many or many in clause.articles or case.notes.missed:
        return
    articles = "1 article" if many == 1 else f"{many} articles"
    what = f"this edition has {articles}, and readers were promised {clause.articles}; if it is to "
    what += 'leave like this, tell them why in the header "missed"'
    problem = broken(clause, "number", case.written, 1, what)
    yield problem if case.tags else replace(problem, warning=True)


def _notes_are_sound(case: Case, _: Reading) -> Iterator[Problem]:
    yield from case.notes.problems
    slugs = [piece.slug for piece in (*case.edition.pieces, *case.edition.waiting)]
    for slug in case.notes.picks:
        if slug not in slugs:
            what = f'the pick "{slug}" is not in this edition{nearest(slug, slugs)}'
            yield Problem(case.written, case.notes.line("picks"), what)


def _subject_fits(case: Case, _: Reading) -> Iterator[Problem]:
    subject, preheader = case.message.subject, case.message.preheader
    line = case.notes.line("title")
    if not subject:
        yield Problem(case.written, line, "the subject is empty")
    elif len(subject) > LONGEST_SUBJECT:
        what = f"the subject has {len(subject)} characters; at most {LONGEST_SUBJECT}"
        yield Problem(case.written, line, what)
    elif len(subject) > LONG_SUBJECT:
        what = f"the subject has {len(subject)} characters; a phone shows about {LONG_SUBJECT}"
        yield Problem(case.written, line, what, warning=True)
    if not preheader:
        yield Problem(case.written, 1, "the preheader is empty", warning=True)
    elif len(preheader) > LONGEST_PREHEADER:
        what = f"the preheader has {len(preheader)} characters; at most {LONGEST_PREHEADER}"
        yield Problem(case.written, case.notes.line("preheader"), what)
    for name, text in (("subject", subject), ("preheader", preheader)):
        if text != one_line(text):
            yield Problem(case.written, 1, f"the {name} has a line break or a control character")


def _links_lead_somewhere(case: Case, reading: Reading) -> Iterator[Problem]:
    site = case.edition.site_url
    if urlsplit(site).scheme not in {"http", "https"}:
        what = "the site has no address: set SITEURL, or FEED_DOMAIN for trials"
        yield Problem("pelicanconf.py", 1, what)
    ours = {safe_url(each): anchors for each, anchors in case.addresses.items()}
    for tag in reading.named("a"):
        href = tag.attributes.get("href", "")
        if not href.startswith(("*|", "mailto:")):
            yield from _judge_link(href, *case.place(tag), case, ours)
    for href in WORD_LINK.findall(case.edition.word):
        if not href.startswith(("http://", "https://", "mailto:", "#fn")):
            what = f'the link "{href}" in the editor\'s word leads nowhere'
            yield Problem(case.written, case.notes.line_of(href) or 1, what)


def _judge_link(
    href: str, path: str, line: int, of: str, case: Case, ours: Mapping[str, Set[str]]
) -> Iterator[Problem]:
    parts = urlsplit(href)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        yield Problem(path, line, f'the link "{href[:80]}"{of} has no full address')
    elif HERE.search(parts.netloc):
        yield Problem(path, line, f'the link "{href[:80]}"{of} leads to this machine only')
    elif href.startswith(f"{case.edition.site_url}/"):
        address, anchor = urldefrag(href)
        if address not in ours:
            what = f'the link "{href[:80]}"{of} leads to no page of this site'
            yield Problem(path, line, what + nearest(address, ours))
        elif anchor and not anchor.startswith(":~:") and anchor not in ours[address]:
            yield Problem(path, line, f'the link "{href[:80]}"{of} leads to no place of that page')


def _nothing_is_left_over(case: Case, _: Reading) -> Iterator[Problem]:
    edition = case.edition
    texts = [(text, "") for text in (edition.title, edition.preheader, edition.word)]
    for piece in edition.pieces:
        of = f', in "{piece.title}"'
        texts += [(text, of) for text in (piece.title, piece.summary, piece.html)]
    for text, of in texts:
        found = PLACEHOLDER.search(text)
        if found:
            line = 0 if of else case.notes.line_of(found[0])
            yield Problem(case.written, line or 1, f'"{found[0]}" stands where words should{of}')
        elif _begins_with_front_matter(text.lstrip()):
            what = f'front matter stands in a text{of}: "{text[:40]}"'
            yield Problem(case.written, 1, what)


def _begins_with_front_matter(text: str) -> bool:
    """A fence with a header behind it, or a text that opens with two different headers."""
    found = [(each.start(), each[1].lower()) for each in HEADER.finditer(text[:LONGEST_HEADER])]
    if FENCE.match(text):
        return bool(found)
    return bool(found) and found[0][0] == 0 and len({name for _, name in found}) > 1


def _tags_are_ours(case: Case, _: Reading) -> Iterator[Problem]:
    wanted: Counter[str] = Counter()
    if case.tags:
        wanted.update(("*|UNSUB|*", "*|UPDATE_PROFILE|*", "*|LIST:ADDRESSLINE|*"))
    for piece in case.edition.pieces if case.tags and case.personal else ():
        if groups := case.personal.groups(piece) if case.personal else ():
            category = case.personal.category if case.personal else ""
            wanted.update((f"*|INTERESTED:{category}:{','.join(groups)}|*", "*|END:INTERESTED|*"))
    for path, text in ((HTML, case.message.html), (TEXT, case.message.text)):
        found = Counter(tags_in(text))
        for tag in sorted((found - wanted) | (wanted - found)):
            what = f"{tag} stands {found[tag]} times, {wanted[tag]} wanted"
            yield Problem(path, 1, what)
    for tag in tags_in(case.message.subject + "\n" + case.message.preheader):
        yield Problem(case.written, 1, f"{tag} stands in the subject or the preheader")


def _reader_can_leave(case: Case, reading: Reading) -> Iterator[Problem]:
    edition = case.edition
    if case.tags:
        host = urlsplit(edition.site_url).hostname or ""
        for name, where in (("SITEURL", host), ("reply_to", edition.reply_to)):
            if where.endswith(NOBODYS):
                what = f'{name} is "{where}", and nobody can have an address in {NOBODYS}'
                # Not a stop: the live check asks that address, and Mailchimp that sender.
                yield Problem("pelicanconf.py", 1, what, warning=True)
        return  # the rule of tags asks for the rest
    hrefs = [tag.attributes.get("href", "") for tag in reading.named("a")]
    leave = leave_link(edition)
    if leave not in hrefs or leave not in links_of(case.message.text):
        yield Problem(HTML, 1, "the mail has no way to unsubscribe")
    if not edition.postal:
        what = 'DIGEST: "postal" is empty; the law wants a postal address in a newsletter'
        yield Problem("pelicanconf.py", 1, what, warning=True)


RULES: tuple[Callable[[Case, Reading], Iterator[Problem]], ...] = (
    _is_worth_sending,
    _keeps_the_number,
    _notes_are_sound,
    _subject_fits,
    says_the_same,
    puts_right,
    _links_lead_somewhere,
    _nothing_is_left_over,
    _tags_are_ours,
    _reader_can_leave,
    *form.RULES,
)
