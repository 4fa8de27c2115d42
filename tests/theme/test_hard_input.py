"""Articles at the edge of what people write: published whole, and sound in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Invoke, copy_site

from .conftest import Served, nu

ENDLESS = "Consistency" * 28
"""308 letters without a place to break."""
WORDS = "A promise is kept on the day that nobody looks, and told of on no other. "
ARTICLES = {
    "long": "title: Twelve thousand words\n---\n" + "\n\n".join([WORDS * 10] * 80),
    "title": f"title: {'The wall by the showers and what hung there ' * 4}and why it matters\n"
    "slug: title\nsummary: Long.\n---\nText.",
    "word": f"title: {ENDLESS}\nslug: word\nsummary: {ENDLESS}\nquestion: {ENDLESS}?\n"
    f"answers: [{ENDLESS}]\n---\n{ENDLESS}\n\n## {ENDLESS}\n\n"
    f"| {ENDLESS} | b |\n|---|---|\n| a | b |",
    "hebrew": "title: הבטחה שקוימה\nslug: hebrew\nlang: he\n---\nטקסט קצר, עם **הדגשה**.",
    "arabic": "title: وعد في English ثم عاد\nslug: arabic\n---\nText.",
    "emoji": "title: 🎉🎉 👩‍👩‍👧‍👦 🏳️‍🌈\nslug: emoji\n---\nText 🎉.",
    "unsafe": "title: Pasted\n---\n"
    '<script>document.title = "ran"</script>\n\n<p onclick="x()" style="color: red">Words.</p>\n\n'
    '<iframe src="https://video.example/1" title="A talk"></iframe>\n\n'
    "![A door](https://pictures.example/door.jpg) [link](javascript:x())\n\n"
    '<img src="{static}/images/van-at-dawn.jpg" onload="document.title = 1" alt="A van">',
}
ADDRESSES = {
    "long": "/twelve-thousand-words/",
    "hebrew": "/he/hebrew/",
    "unsafe": "/pasted/",
}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """The sample's settings with nothing but hard articles, built."""
    folder = copy_site(tmp_path_factory.mktemp("hard") / "site")
    for path in (folder / "content" / "articles").glob("*.md"):
        path.unlink()
    for name, text in ARTICLES.items():
        head = "---\ndate: 2026-11-01\n"
        (folder / "content" / "articles" / f"{name}.md").write_text(head + text, encoding="utf-8")
    conf = folder / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(text.replace('SITEURL = ""', 'SITEURL = "https://kept-promises.example"'))
    done = invoke("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def visited(hard: Path, served: Served) -> Served:
    return Served(hard, served.browser)


def place(name: str) -> str:
    return ADDRESSES.get(name, f"/{name}/")


def test_every_word_of_a_long_essay_is_there(hard: Path) -> None:
    html = (hard / place("long").strip("/") / "index.html").read_text(encoding="utf-8")
    assert html.count("A promise is kept") >= 800
    assert "min\u00a0read" in html


def test_nu_finds_nothing_on_them(hard: Path) -> None:
    assert [f"{each['url']}: {each['message']}" for each in nu(hard)] == []


@pytest.mark.browser
@pytest.mark.parametrize("name", [*ARTICLES, "index"])
def test_they_fit_a_telephone_and_the_console_is_silent(visited: Served, name: str) -> None:
    address = "/" if name == "index" else place(name)
    with visited.visit(address, viewport={"width": 320, "height": 640}) as visit:
        wide = visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert (wide, visit.complaints) == (False, [])


@pytest.mark.browser
def test_nothing_that_was_pasted_runs_or_asks_elsewhere(visited: Served) -> None:
    with visited.visit(place("unsafe")) as visit:
        assert visit.page.title().startswith("Pasted")
        links = visit.page.locator(".text a").all()
        assert [(each.inner_text(), each.get_attribute("href")) for each in links] == [
            ("A talk", "https://video.example/1"),
            ("A door", "https://pictures.example/door.jpg"),
            ("link", None),
        ]
        assert visit.page.locator("[style], [onclick], [onload], iframe").count() == 0
        asked = {each.split("/")[2] for each in visit.requests}
        assert asked == {"kept-promises.example"}


@pytest.mark.browser
def test_a_right_to_left_title_begins_at_the_right(visited: Served) -> None:
    for name in ("hebrew", "arabic"):
        with visited.visit(place(name)) as visit:
            said = "getComputedStyle(document.querySelector('h1')).direction"
            assert visit.page.evaluate(said) == "rtl", name
