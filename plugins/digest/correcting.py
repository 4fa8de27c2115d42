"""What the mail of a correction must say before it leaves."""

from __future__ import annotations

from collections.abc import Iterator

from ..blog.problems import Problem
from .case import HTML, TEXT, Case
from .filters import harmless_html, harmless_text
from .prose import blocks_of
from .reading import Reading, shown, squeezed
from .words import words_in


def puts_right(case: Case, reading: Reading) -> Iterator[Problem]:
    """A correction says so first, and tells in both faces what was wrong."""
    if not case.corrects:
        return
    words = words_in(case.edition.lang)
    if not case.message.subject.startswith(f"{words.correction}:"):
        what = f'the subject of a correction begins with "{words.correction}:"'
        yield Problem(case.written, 1, what)
    told = [block.text for block in blocks_of(case.edition.word, words.picture)]
    if not told:
        yield Problem(case.written, 1, "the correction does not say what was wrong")
    html, flat = squeezed(shown("".join(reading.words))), squeezed(case.message.text)
    for text in told:
        if squeezed(shown(harmless_html(text))) not in html:
            yield Problem(HTML, 1, f'the mail does not say "{text[:60]}"')
        if squeezed(harmless_text(text)) not in flat:
            yield Problem(TEXT, 1, f'the text does not say "{text[:60]}"')
