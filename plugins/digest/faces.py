"""Two faces of one edition: what the HTML of a mail tells, its text tells too, each link once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..blog.problems import Problem
from .case import HTML, TEXT, Case
from .filters import harmless_text, safe_url
from .pieces import Edition
from .prose import blocks_of
from .reading import Reading, links_of, shown, squeezed


def says_the_same(case: Case, reading: Reading) -> Iterator[Problem]:
    """Titles, order, links, question, answers, replies: HTML and text tell what the edition is."""
    edition, text = case.edition, case.message.text
    hrefs = [tag.attributes.get("href", "") for tag in reading.named("a")]
    titled = [
        (tag.text, link.attributes.get("href", ""))
        for tag, link in zip(reading.tags, reading.tags[1:], strict=False)
        if tag.name == "h2" and link.name == "a"
    ]
    wanted = [(shown(piece.title), safe_url(piece.url)) for piece in edition.pieces]
    if titled != wanted:
        what = "the titles or links of the mail are not those of the edition, in its order"
        yield Problem(HTML, 1, what)
    if [tag.text for tag in reading.named("title")] != [shown(edition.subject)]:
        yield Problem(HTML, 1, "the title of the mail is not its subject")
    links, flat = links_of(text), squeezed(text)
    yield from _names_each_piece_once(edition, links, flat)
    if edition.question:
        if squeezed(harmless_text(edition.question.text)) not in flat:
            yield Problem(TEXT, 1, "the text does not ask the question")
        if shown(edition.question.text) not in shown("".join(reading.words)):
            yield Problem(HTML, 1, "the mail does not ask the question")
        for href in (each for each in hrefs if each.startswith("mailto:")):
            if href not in links:
                yield Problem(TEXT, 1, f"the text lacks a mail link that the HTML has: {href[:60]}")
    words = shown("".join(reading.words))
    for reply in edition.tally.replies if edition.tally else ():
        if squeezed(harmless_text(reply.text)) not in flat:
            yield Problem(TEXT, 1, f'the text lacks the reply "{reply.text[:60]}"')
        if shown(reply.text) not in words:
            yield Problem(HTML, 1, f'the mail lacks the reply "{reply.text[:60]}"')
    if edition.url not in hrefs or edition.url not in links:
        yield Problem(HTML, 1, f"no link to the page of this edition, {edition.url}")


def _names_each_piece_once(edition: Edition, links: Sequence[str], flat: str) -> Iterator[Problem]:
    """The text, by its *links* and *flat* by its words, has each title with its link below it, in
    order. Where authors typed an address in so many words, it stands there too."""
    typed = "\n".join(_typed(edition))
    ours = [safe_url(piece.url) for piece in edition.pieces]
    found = [link for link in links if link in ours and link not in typed]
    moved = found != [link for link in ours if link not in typed] and set(ours) <= set(links)
    ended = 0
    for number, (piece, address) in enumerate(zip(edition.pieces, ours, strict=True), 1):
        if not 1 <= links.count(address) <= 1 + typed.count(address):
            yield Problem(TEXT, 1, f"the text has {address} {links.count(address)} times, not once")
        row = squeezed(f"{number}. {harmless_text(piece.title)} {address}")
        if row not in flat:
            yield Problem(TEXT, 1, f'the text has no title "{piece.title[:60]}" as number {number}')
        else:
            at = flat.find(row, ended)
            moved, ended = moved or at < 0, max(ended, at + len(row))
    if moved:
        yield Problem(TEXT, 1, "the articles of the text are not in the order of the edition")


def _typed(edition: Edition) -> Iterator[str]:
    """The words of all who wrote something for the edition, addresses behind words left out."""
    for html in (edition.word, *(piece.html for piece in edition.pieces)):
        yield from (block.text for block in blocks_of(html))
    yield from (piece.summary for piece in edition.pieces)
    yield from (each.text for each in (edition.tally.replies if edition.tally else ()))
