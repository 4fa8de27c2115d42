"""Pieces in review: their pages, what waits for whom, and what a contribution may not say."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from plugins.blog.problems import Problem
from plugins.blog.review import Review, soften, sum_up
from tests.conftest import Invoke
from tests.people.conftest import Put

HEAD = "date: 2026-11-12\nsummary: Some.\nstatus: review\nextra: It is short.\nauthor: "
FIRST = Review(Path("/a.md"), "a.md", ("Vera Voorbeeld", "Ella Example"))
SECOND = Review(Path("/b.md"), "b.md", ("Ella Example",))
BROKEN = Review(Path("/c.md"), "c.md", (), 1)


def wrong(path: str, line: int = 1, warning: bool = False) -> Problem:
    return Problem(path, line, "what", warning)


def test_what_has_a_problem_waits_for_its_author_and_all_else_for_the_editor() -> None:
    told = sum_up([wrong("a.md"), wrong("b.md", warning=True)], [FIRST, SECOND], "Sam Sample")
    assert told.split("\n") == [
        "in review, for Sam Sample: b.md (by Ella Example, 1 warning to judge)",
        "in review, for Vera Voorbeeld and Ella Example: a.md (1 problem to mend)",
    ]
    assert (
        sum_up([], [SECOND], "Sam") == "in review, for Sam: b.md (by Ella Example, nothing to mend)"
    )
    assert sum_up([], [BROKEN], "Sam") == "in review, for Sam: c.md (1 problem to mend)"
    assert sum_up([wrong("d.md")], [], "Sam") == ""


def test_it_stops_nobody_else() -> None:
    found = soften([wrong("a.md"), wrong("d.md")], [FIRST])
    assert [(each.path, each.warning) for each in found] == [("a.md", True), ("d.md", False)]


@pytest.fixture(scope="module")
def content(put: Put) -> Path:
    folder = put(
        None,
        one="title: One\ndate: 2026-11-02\nauthor: Sam Sample\nsummary: First.\nextra: Short.",
        two=f"title: Two desks\n{HEAD}Vera Voorbeeld",
        three=f"title: Three desks\n{HEAD}Ella Example",
        four=f"title: Four desks\n{HEAD}Ella Example\nslug: not an address",
    )
    path = folder / "articles" / "two.md"
    body = "A [link](nowhere.md) & a *word*.\n\n## Part <b>\n"
    path.write_text(path.read_text(encoding="utf-8") + body, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def house(content: Path, invoke: Invoke) -> Path:
    output = content.parent / "output"
    done = invoke("build", "--content", content, "--output", output)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def page(house: Path, slug: str) -> str:
    text = (house / "drafts" / slug / "index.html").read_text(encoding="utf-8")
    return html.unescape(text)


def test_its_page_shows_what_is_to_be_mended(house: Path) -> None:
    shown = page(house, "two")
    assert "In review: not published yet." in shown
    assert "To mend before it is published, by line" in shown
    items = re.findall(r"<li>(\d+): (.*?)</li>", shown)
    assert any('"nowhere.md"' in words or "nowhere.md" in words for _, words in items)
    assert '<meta name="robots" content="noindex">' in shown


def test_another_says_that_it_waits_for_the_editor(house: Path) -> None:
    shown = page(house, "three")
    assert "Nothing to mend: this waits for the editor." in shown


def test_no_list_names_it(house: Path) -> None:
    told = [
        path.relative_to(house).as_posix()
        for path in sorted(house.rglob("*"))
        if path.is_file() and b"desks" in path.read_bytes()
    ]
    assert told == ["drafts/three/index.html", "drafts/two/index.html"]


def test_check_sums_it_up_and_is_content(content: Path, invoke: Invoke) -> None:
    done = invoke("check", "--content", content)
    assert done.returncode == 0, done.stdout
    lines = [each for each in done.stdout.splitlines() if each.startswith("in review")]
    assert len(lines) == 3
    assert "for Sam Sample: " in lines[1]
    assert "three.md (by Ella Example, nothing to mend)" in lines[1]
    assert "two.md (1 problem to mend)" in lines[2]
    assert "for Ella Example: " in lines[0]
    assert "four.md (1 problem to mend)" in lines[0]


def test_publish_goes_on(content: Path, invoke: Invoke) -> None:
    done = invoke("publish", "--content", content, "--output", content.parent / "world")
    assert done.returncode == 0, done.stdout
    assert "nowhere.md" in page(content.parent / "world", "two")


def test_an_edit_of_its_text_brings_a_new_list(content: Path, house: Path, invoke: Invoke) -> None:
    path = content / "articles" / "two.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("(nowhere.md)", "(elsewhere.md)"), encoding="utf-8")
    done = invoke("build", "--content", content, "--output", house)
    assert done.returncode == 0, done.stdout
    assert "elsewhere.md" in page(house, "two").split("</section>")[0]
    path.write_text(before, encoding="utf-8")


def contribution(put: Put, line: str, folder: str = "guests/may") -> Path:
    content = put(None, one="title: One\ndate: 2026-11-02\nsummary: First.")
    place = content / "articles" / folder
    place.mkdir(parents=True)
    text = f"---\ntitle: Guest\ndate: 2026-11-03\nsummary: Second.\n{line}\n---\nSomebody.\n"
    (place / "guest.md").write_text(text, encoding="utf-8")
    return content


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("template: base", "template"),
        ("save_as: index.html", "save_as"),
        ("url: about/", "url"),
        ("Template: base", "template"),
    ],
)
def test_a_contribution_may_not_choose_how_and_where(put: Put, line: str, key: str) -> None:
    from plugins.blog.contributions import refuse
    from plugins.blog.headers import parse_header

    content = contribution(put, line)
    path = content / "articles" / "guests" / "may" / "guest.md"
    header = parse_header(path.read_text(encoding="utf-8"))

    def told(**blog: tuple[str, ...]) -> list[str]:
        settings = {"PATH": str(content), "BLOG": blog}
        return [str(each) for each in refuse(path, "guest.md", header, settings)]

    (problem,) = told(contributors=("articles/guests",))
    assert problem.startswith(f'guest.md:5: a contribution may not set "{key}"; take the line out')
    assert told(contributors=("articles/guests",), contributors_may=(key,)) == []
    assert told(contributors=("articles/guest", "articles/other")) == []
    assert told() == []


def test_such_a_file_is_left_out(site: Path, invoke: Invoke) -> None:
    conf = site / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8").replace(
        "BLOG = {", 'BLOG = {"contributors": ["articles/guests"], '
    )
    conf.write_text(text, encoding="utf-8")
    folder = site / "content" / "articles" / "guests"
    folder.mkdir()
    head = "---\ntitle: Guest\ndate: 2026-11-03\nsave_as: index.html\n---\nI am the front page.\n"
    (folder / "guest.md").write_text(head, encoding="utf-8")
    done = invoke("build", cwd=site)
    assert done.returncode == 1
    assert 'guest.md:4: a contribution may not set "save_as"' in done.stdout
    front = (site / "output" / "index.html").read_text(encoding="utf-8")
    assert "I am the front page" not in front
    assert "Kept Promises" in front
    assert invoke("publish", cwd=site).returncode == 1
