"""Where links lead, one rule at a time."""

from __future__ import annotations

import pytest

from plugins.authoring.facts import Link
from plugins.authoring.links import Places, Target, judge_link

OWN = "articles/a.md"
PLACES = Places.of(
    {
        OWN: Target("content/articles/a.md", "/a/", frozenset({"here"})),
        "articles/b.md": Target("content/articles/b.md", "/b/", frozenset({"there"})),
        "pages/about.md": Target("content/pages/about.md", "/about/"),
    },
    files={"images/clock.png", "articles/notes.pdf"},
    made={"/", "/archive/2026/", "/category/case/"},
    prefixes=("/feeds/",),
    home=("https://a.example",),
)


def said(address: str, *, picture: bool = False) -> str:
    problem = judge_link(Link(address, 9, picture), OWN, PLACES)
    return problem.message if problem else ""


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/x",
        "//elsewhere.example/x",
        "mailto:a@b.example",
        "tel:+31201234567",
        "#here",
        "#",
        "#top",
        "/",
        "/b/",
        "/b/#there",
        "/b/index.html",
        "/b/?from=mail",
        "../b/",
        "/archive/2026/",
        "/archive/2026/page/3/",
        "/feeds/all.rss.xml",
        "https://a.example/b/#there",
        "https://a.example",
        "{filename}b.md#there",
        "{filename}/articles/b.md",
        "|filename|b.md",
        "{filename}../pages/about.md",
        "{static}/images/clock.png",
        "{static}notes.pdf",
        "{attach}../images/clock.png",
        "{category}Case",
        "{index}",
    ],
)
def test_good_addresses(address: str) -> None:
    assert said(address) == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "this link has no address"),
        ("#their", 'stands nowhere in this page; did you mean "#here"?'),
        ("#price", "name a heading there: {#price}"),
        ("/b/#their", 'nowhere in content/articles/b.md; did you mean "#there"?'),
        ("/abuot/", 'did you mean "/about/"?'),
        ("/b", "lacks the slash at its end; write /b/"),
        ("/2019/nine.html", "there is no such page or file"),
        ("bb.md", "leads nowhere"),
        ("{filename}nobody.md", '"nobody.md" leads nowhere'),
        ("{filename}../../b.md", "leads nowhere"),
        ("{static}/images/clok.png", 'did you mean "images/clock.png"?'),
        ("https://a.example/nowhere/", "leads nowhere"),
        ("www.elsewhere.example", "write https://www.elsewhere.example"),
        ("elsewhere.com/x", "write https://elsewhere.com/x"),
        ("sam@a.example", "write mailto:sam@a.example"),
        ("notes.pdf", "write {static}/articles/notes.pdf here"),
    ],
)
def test_addresses_that_need_mending(address: str, words: str) -> None:
    assert words in said(address)


def test_the_line_the_file_and_the_kind() -> None:
    problem = judge_link(Link("clok.png", 9, True, "A"), OWN, PLACES)
    assert problem is not None
    assert (problem.path, problem.line, problem.code) == ("content/articles/a.md", 9, "picture")
    assert not problem.warning


def test_a_page_without_its_slash_is_a_warning() -> None:
    problem = judge_link(Link("/b", 9), OWN, PLACES)
    assert problem is not None
    assert (problem.warning, problem.code) == (True, "slash")
