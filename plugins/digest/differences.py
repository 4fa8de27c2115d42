"""Every difference between the edition that readers got and what would be right. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from ..blog.dates import long_date
from .facts import ADDRESS, DATE, NAME, NUMBER, bare_words, names_in
from .pieces import Edition, Piece, Question, Tally
from .prose import blocks_of
from .severity import ASKED, LABEL, LINK, PICTURE, SECTION, TITLE, Difference
from .wording import DOUBT, SPELLING, WORDS, compare

HEAD, PREHEADER, WORD, PIECE, QUESTION = "title", "preheader", "word", "piece", "question"
TALLY, REPLIES, EVENT, SITE, ANSWERS = "tally", "replies", "event", "site", "answers"
"""The parts of an edition."""
OPENING = 12  # words by which a part that is missing is known


def differences(
    sent: Edition, right: Edition, alive: Collection[str] = frozenset()
) -> tuple[Difference, ...]:
    """In the order of the edition. *alive* are addresses of the site that lead a reader on, though
    the article may stand elsewhere by now."""
    both = (sent, right)
    running = names_in(" . ".join(text for each in both for text in _running_text(each)))
    placed = (word for each in both for name in _named_by_place(each) for word in bare_words(name))
    names = running | frozenset(placed)
    return tuple(_Comparison(sent, right, alive, names).all())


def _named_by_place(edition: Edition) -> Iterator[str]:
    yield edition.editor
    for piece in edition.pieces:
        yield from (*piece.authors, piece.written_for, piece.source)
    for reply in edition.tally.replies if edition.tally else ():
        yield reply.name


def _running_text(edition: Edition) -> Iterator[str]:
    """Sentences, where a capital tells a name; not titles, which may have one for every word."""
    yield from (edition.question.text if edition.question else "", edition.preheader)
    yield from (reply.text for reply in (edition.tally.replies if edition.tally else ()))
    yield from (piece.summary for piece in edition.pieces)
    for html in (edition.word, *(piece.html for piece in edition.pieces)):
        yield from (block.text for block in blocks_of(html) if block.kind != "h")


@dataclass(frozen=True, slots=True)
class _Comparison:
    sent: Edition
    right: Edition
    alive: Collection[str]
    names: frozenset[str]

    def all(self) -> Iterator[Difference]:
        sent, right = self.sent, self.right
        if sent.site_url != right.site_url:
            yield Difference(ADDRESS, SITE, "", sent.site_url, right.site_url)
        yield from self._strict(TITLE, HEAD, "", sent.title, right.title)
        if not (_repeats_titles(sent) and _repeats_titles(right)):
            yield from self._text(PREHEADER, "", sent.preheader, right.preheader)
        yield from self._prose(WORD, "", sent.word, right.word)
        yield from _named(WORD, "", sent.editor, right.editor)
        yield from self._pieces()
        yield from self._question(sent.question, right.question)
        if sent.reply_to != right.reply_to:
            yield Difference(ADDRESS, ANSWERS, "", sent.reply_to, right.reply_to)
        yield from self._tally(sent.tally, right.tally)
        yield from self._events()

    def _text(self, part: str, of: str, was: str, now: str) -> Iterator[Difference]:
        for change in compare(was, now, self.names):
            yield Difference(change.kind, part, of, change.was, change.now)

    def _strict(self, kind: str, part: str, of: str, was: str, now: str) -> Iterator[Difference]:
        """A short text of which every word counts: other words are another *kind*."""
        if compare(was, now, self.names):
            yield Difference(self._slip(was, now) or kind, part, of, was, now)

    def _slip(self, was: str, now: str) -> str:
        """Spelling, or doubt whether it is; nothing where it is more than that."""
        kinds = {change.kind for change in compare(was, now, self.names)}
        if not kinds <= {SPELLING, DOUBT}:
            return ""
        return DOUBT if DOUBT in kinds else SPELLING

    def _prose(self, part: str, of: str, was: str, now: str) -> Iterator[Difference]:
        """HTML: its words, then where its links lead."""
        blocks = [blocks_of(each) for each in (was, now)]
        texts = [" ".join(block.text for block in each) for each in blocks]
        if bool(texts[0]) != bool(texts[1]):
            yield Difference(SECTION, part, of, *map(_opening, texts))
            return
        yield from self._text(part, of, texts[0], texts[1])
        old, new = ([run.href for b in each for run in b.runs if run.href] for each in blocks)
        lost = [each for each in old if self._here(each) not in new]
        gained = [each for each in new if each not in map(self._here, old)]
        for gone, come in zip_longest(lost, gained, fillvalue=""):
            if gone and come and gone not in self.alive:
                yield Difference(LINK, part, of, gone, come)
            elif gone and not come:
                yield Difference(WORDS, part, of, gone, "")

    def _here(self, link: str) -> str:
        """*link* as it is if only the site's own address has changed, which is told once."""
        home = f"{self.sent.site_url}/"
        return f"{self.right.site_url}/{link[len(home) :]}" if link.startswith(home) else link

    def _pieces(self) -> Iterator[Difference]:
        now = {piece.guid: piece for piece in self.right.pieces}
        for piece in self.sent.pieces:
            if piece.guid in now:
                yield from self._piece(piece, now[piece.guid])
            else:
                yield Difference(SECTION, PIECE, piece.title, piece.title, "")
        had = {piece.guid for piece in self.sent.pieces}
        for piece in self.right.pieces:
            if piece.guid not in had:
                yield Difference(SECTION, PIECE, piece.title, "", piece.title)

    def _piece(self, was: Piece, now: Piece) -> Iterator[Difference]:
        of = now.title
        yield from self._strict(TITLE, PIECE, of, was.title, now.title)
        if self._here(was.url) != now.url and was.url not in self.alive:
            yield Difference(LINK, PIECE, of, was.url, now.url)
        days = [long_date(each.published.date(), self.sent.lang) for each in (was, now)]
        if days[0] != days[1]:
            yield Difference(DATE, PIECE, of, *days)
        yield from _named(PIECE, of, ", ".join(was.authors), ", ".join(now.authors))
        yield from _named(PIECE, of, was.written_for, now.written_for)
        yield from _named(PIECE, of, was.source, now.source)
        if was.source_url and now.source_url and was.source_url != now.source_url:
            yield Difference(LINK, PIECE, of, was.source_url, now.source_url)
        if was.public_from and now.public_from and was.public_from != now.public_from:
            yield Difference(DATE, PIECE, of, was.public_from, now.public_from)
        if bool(was.html) == bool(now.html):
            yield from self._prose(PIECE, of, was.html, now.html)
        if not was.html:
            yield from self._text(PIECE, of, was.summary, now.summary)
        alike = bare_words(was.image_alt) == bare_words(now.image_alt)
        if self._here(was.image) != now.image or not alike:
            yield Difference(PICTURE, PIECE, of, was.image_alt, now.image_alt)
        topics = [", ".join(topic.title for topic in each.shown_topics) for each in (was, now)]
        if topics[0] != topics[1]:
            yield Difference(LABEL, PIECE, of, *topics)

    def _question(self, was: Question | None, now: Question | None) -> Iterator[Difference]:
        if not (was and now):
            if was or now:
                told = (was.text if was else "", now.text if now else "")
                yield Difference(SECTION, QUESTION, "", *told)
            return
        yield from self._strict(ASKED, QUESTION, "", was.text, now.text)
        if was.answers != now.answers:
            pairs = zip_longest(was.answers, now.answers, fillvalue="")
            slips = {self._slip(a, b) if a and b else "" for a, b in pairs}
            kind = ASKED if "" in slips else DOUBT if DOUBT in slips else SPELLING
            yield Difference(kind, QUESTION, "", ", ".join(was.answers), ", ".join(now.answers))

    def _tally(self, was: Tally | None, now: Tally | None) -> Iterator[Difference]:
        counted = [_counted(each) for each in (was, now)]
        if counted[0] != counted[1]:
            yield Difference(NUMBER if all(counted) else SECTION, TALLY, "", *counted)
        for old, new in zip_longest(was.replies if was else (), now.replies if now else ()):
            if not (old and new):
                told = (old.text if old else "", new.text if new else "")
                yield Difference(SECTION, REPLIES, "", *map(_opening, told))
            else:
                yield from self._text(REPLIES, "", old.text, new.text)
                yield from _named(REPLIES, "", old.name, new.name)

    def _events(self) -> Iterator[Difference]:
        """Events are known by their title; those whose titles both changed, by their order."""
        old = {event.title: event for event in self.sent.events}
        new = {event.title: event for event in self.right.events}
        pairs = [(old[title], new[title]) for title in old if title in new]
        lost = [event for title, event in old.items() if title not in new]
        gained = [event for title, event in new.items() if title not in old]
        for gone, come in zip_longest(lost, gained):
            if gone and come:
                pairs.append((gone, come))
            else:
                told = (gone.title if gone else "", come.title if come else "")
                yield Difference(SECTION, EVENT, told[0] or told[1], *told)
        for was, now in pairs:
            yield from self._strict(TITLE, EVENT, now.title, was.title, now.title)
            yield from _named(EVENT, now.title, was.place, now.place)
            if was.day != now.day:
                yield Difference(DATE, EVENT, now.title, was.day, now.day)
            if was.url != now.url:
                yield Difference(LINK, EVENT, now.title, was.url, now.url)


def _named(part: str, of: str, was: str, now: str) -> Iterator[Difference]:
    """A name: one letter of it is enough."""
    if bare_words(was) != bare_words(now):
        yield Difference(NAME, part, of, was, now)


def _repeats_titles(edition: Edition) -> bool:
    """Whether the preheader only says the titles, which are compared themselves."""
    titles = " · ".join(piece.title for piece in edition.pieces)
    return titles.startswith(edition.preheader.rstrip("…"))


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:OPENING]) + ("…" if len(words) > OPENING else "")


def _counted(tally: Tally | None) -> str:
    return ", ".join(f"{answer} {count}" for answer, count in tally.counts) if tally else ""
