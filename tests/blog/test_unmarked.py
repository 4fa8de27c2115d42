"""Text without a mark is not looked into, and becomes what it would have become."""

from __future__ import annotations

import random
import re
from itertools import product
from xml.etree.ElementTree import Element

import pytest
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from plugins.blog import unmarked
from plugins.blog.unmarked import UnmarkedExtension

EXTENSIONS = ["extra", "sane_lists", "toc"]
PIECES = (
    *("*a*", "__b__", "`d`", "[x](y)", "![p](q.png)", "<b>e</b>", "&amp;", "a  ", "\\*", "[^1]"),
    *("[^1]: A note", "*[HTML]: Hypertext", "HTML", "# Head {#one}", "| a | b |", "|---|---|"),
    *("- x", "1. y", "> q", "    code", "```", "<div markdown=1>", "</div>", "<http://x.example>"),
    *("a_b_c", "***", "term", ": what it is", "[r]: http://x.example", "[r]", "&lt;", "2 < 3", ""),
    *("plain words", "more of them, and a comma", "é – “so”", "", ""),
)


def made(text: str, *more: UnmarkedExtension) -> tuple[str, object]:
    markdown = Markdown(extensions=[*EXTENSIONS, *more], output_format="html")
    return markdown.convert(text), markdown.toc_tokens


def test_the_html_is_the_same() -> None:
    chance = random.Random(7)  # noqa: S311 - the same texts each time
    plain = Markdown(extensions=EXTENSIONS, output_format="html")
    quick = Markdown(extensions=[*EXTENSIONS, UnmarkedExtension()], output_format="html")
    for _ in range(400):
        text = "\n".join(" ".join(chance.choices(PIECES, k=2)) for _ in range(8))
        assert quick.reset().convert(text) == plain.reset().convert(text)
        assert quick.toc_tokens == plain.toc_tokens


@pytest.mark.parametrize(
    ("first", "second"), list(product(("*[HTML]: Hypertext", "[^1]: See"), ("HTML", "it[^1] is")))
)
def test_what_comes_later_looks_into_it(first: str, second: str) -> None:
    text = f"# HTML & more\n\nOne {second} two.\n\n{first}\n"
    assert made(text, UnmarkedExtension()) == made(text)


def test_nothing_is_looked_into_that_holds_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    run = unmarked.Plain.run

    def noted(self: unmarked.Plain, root: Element) -> None:
        run(self, root)
        given.extend(str(getattr(element, name)) for element, name in self.given)

    monkeypatch.setattr(unmarked.Plain, "run", noted)
    made("One two.\n\nThree *four*.\n", UnmarkedExtension())
    assert "One two." in given
    assert "Three *four*." not in given


@pytest.mark.parametrize("name", ["shout", "link"])
def test_with_a_pattern_of_somebodys_own_all_is_looked_into(name: str) -> None:
    def shouting(*more: UnmarkedExtension) -> str:
        markdown = Markdown(extensions=[*more])
        markdown.inlinePatterns.register(Shout(r"()!(.+?)!", "b"), name, 175)
        return markdown.convert("One !two! three.")

    assert shouting(UnmarkedExtension()) == shouting() == "<p>One <b>two</b> three.</p>"


class Shout(SimpleTagInlineProcessor):  # type: ignore[misc]
    """One that is not Markdown's, also under the name of one that is."""


def test_each_mark_stands_in_what_its_pattern_matches() -> None:
    markdown = Markdown(extensions=EXTENSIONS)
    names = [each.name for each in markdown.inlinePatterns._priority]
    assert set(names) <= unmarked.MARKS.keys()
    marks = re.compile("|".join(unmarked.MARKS.values()))
    for name in names:
        assert not markdown.inlinePatterns[name].getCompiledRegExp().search("plain words, 2 (a)")
    assert not marks.search("plain words, 2 (a)\nand more")
