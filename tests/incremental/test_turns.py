"""Pages shared out between two processes: each is written once, and what is odd by one alone."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Template
from pelican import signals
from pelican.generators import Generator
from pelican.paginator import PaginationRule
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

from plugins.blog.files import write_with
from plugins.incremental import sharing
from plugins.incremental.sharing import share, usual, worth
from plugins.incremental.taken import Taken
from plugins.incremental.turns import Turns

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process here")
SETTINGS = {"RELATIVE_URLS": False, "TEMPLATE_PAGES": {}, "PAGINATED_TEMPLATES": {}}
PAGE = Template("{{ pid() }}")


class Pages(Generator):  # type: ignore[misc]
    """Writes a hundred pages that say which process wrote them."""

    def __init__(self, texts: tuple[str, ...] = ("A text.",), odd: Any = None) -> None:
        contents = {name: SimpleNamespace(_content=name) for name in texts}
        self.context = {"generated_content": contents, "localsiteurl": "", "pid": os.getpid}
        self.settings, self.odd = SETTINGS, odd or (lambda: None)
        self.home = os.getpid()

    def generate_output(self, writer: Any) -> None:
        for number in range(100):
            writer.write_file(f"{number}/index.html", PAGE, self.context)
        self.odd()

    @property
    def away(self) -> bool:
        return os.getpid() != self.home


class Late(Generator):  # type: ignore[misc]
    """Holds one of both back."""

    def __init__(self, away: bool) -> None:
        self.away, self.home = away, os.getpid()

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 - Pelican passes it
        if (os.getpid() != self.home) == self.away:
            time.sleep(1)


class Apart:
    """Says who did it."""

    def __init__(self, path: Path, *, breaks: bool = False) -> None:
        self.path, self.breaks, self.home = path, breaks, os.getpid()

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 - Pelican passes it
        if self.breaks and os.getpid() != self.home:
            raise ValueError
        self.path.write_text(str(os.getpid()), encoding="utf-8")


class Made:
    """Writes files that say which process made them."""

    def __init__(self, output: str) -> None:
        self.output = Path(output)

    def generate_output(self, writer: Any) -> None:
        for number in range(50):
            write_with(writer, self.output, f"{number}.xml", lambda: str(os.getpid()).encode())


def run(
    output: Path, pages: Any, apart: tuple[Any, ...] = (), last: tuple[Any, ...] = ()
) -> set[int]:
    """Who wrote the pages."""
    writer = Turns(str(output), SETTINGS)
    shared = pages if isinstance(pages, list) else [pages]
    asked = [*shared, *apart, *last]
    child = share(asked, writer, shared, apart)
    for each in asked:
        each.generate_output(writer)
    assert child.pid == 0
    written = list(output.rglob("*.html"))
    assert len(written) == 100
    return {int(page.read_text(encoding="utf-8")) for page in written}


def test_a_call_is_taken_once() -> None:
    taken = Taken()
    assert [taken.take(7), taken.take(7), taken.take(8)] == [True, False, True]
    taken.close()


def test_every_page_is_written(tmp_path: Path) -> None:
    assert run(tmp_path, Pages())


def test_each_takes_what_the_other_leaves(tmp_path: Path) -> None:
    home = os.getpid()
    assert run(tmp_path / "a", [Late(True), Pages()]) == {home}
    assert home not in run(tmp_path / "b", [Late(False), Pages()])


def test_what_is_apart_is_done_by_the_second(tmp_path: Path) -> None:
    apart = Apart(tmp_path / "who")
    run(tmp_path / "output", Pages(), (apart,))
    assert apart.path.read_text(encoding="utf-8") not in {"", str(os.getpid())}


def test_what_is_apart_is_done_by_the_first_where_the_second_fails(tmp_path: Path) -> None:
    apart = Apart(tmp_path / "who", breaks=True)
    run(tmp_path / "output", Pages(), (apart,))
    assert apart.path.read_text(encoding="utf-8") == str(os.getpid())


def test_a_file_without_a_template_is_made_once(tmp_path: Path) -> None:
    made = Made(str(tmp_path))
    run(tmp_path, [Pages(), made])
    assert len({path.read_bytes() for path in tmp_path.glob("*.xml")}) <= 2
    assert len(list(tmp_path.glob("*.xml"))) == 50


def test_others_are_asked_when_all_is_there(tmp_path: Path) -> None:
    seen: list[int] = []
    reads = SimpleNamespace(
        generate_output=lambda _: seen.append(len(list(tmp_path.rglob("*.html"))))
    )
    run(tmp_path, Pages(), (), (reads,))
    assert seen == [100]


@pytest.mark.parametrize("how", ["raises", "dies", "logs"])
def test_what_goes_wrong_there_is_done_here(tmp_path: Path, how: str) -> None:
    def odd() -> None:
        if not pages.away:
            return
        if how == "raises":
            raise ValueError
        if how == "dies":
            os._exit(1)
        logging.getLogger("pelican").error("A page is torn")

    pages = Pages(odd=odd)
    assert run(tmp_path, pages) == {os.getpid()}


def test_a_warning_there_is_heard_here(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def odd() -> None:
        if pages.away:
            logging.getLogger("pelican").warning("A link leads to %s", "nothing")

    pages = Pages(odd=odd)
    run(tmp_path, pages)
    assert "A link leads to nothing" in caplog.text


@pytest.mark.parametrize(
    ("texts", "settings"),
    [
        (('<img src="{attach}cup.png">',), {}),
        (("A text.",), {"RELATIVE_URLS": True}),
        (("A text.",), {"TEMPLATE_PAGES": {"a.html": "a.html"}}),
    ],
    ids=["moves a file", "depends on the page before", "is a template"],
)
def test_what_is_unusual_is_left_to_pelican(
    texts: tuple[str, ...], settings: dict[str, Any]
) -> None:
    pages = Pages(texts)
    assert usual([Pages(("A text.",))])
    pages.settings = {**SETTINGS, **settings}
    assert not usual([pages])


def test_who_wants_to_hear_of_every_page_does() -> None:
    def hear(path: str, **_: Any) -> None: ...

    with signals.content_written.connected_to(hear):
        assert not usual([Pages()])
    assert usual([Pages()])


def test_a_small_site_is_written_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "possible", lambda: True)
    assert not worth([Pages()])
    assert worth([Pages(tuple(map(str, range(sharing.FEWEST))))])


def test_pages_of_a_list_are_those_of_pelican(tmp_path: Path) -> None:
    template = Template(
        "{{ output_file }} {{ articles_page.number }} {{ articles_page.object_list }}"
        "{{ articles_previous_page.url }} {{ articles_next_page.url }} {{ more }}"
    )
    settings = {
        **DEFAULT_CONFIG,
        "PAGINATED_TEMPLATES": {"index": 2},
        "PAGINATION_PATTERNS": [
            PaginationRule(1, "{url}", "{save_as}"),
            PaginationRule(2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
        ],
    }
    for made in (Turns, Writer):
        context = {"localsiteurl": "", "articles": []}
        given = {"template_name": "index", "url": "", "articles": list("abcde"), "more": 1}
        made(str(tmp_path / made.__name__), settings).write_file(
            "index.html", template, context, **given
        )
    ours, theirs = (
        {path.relative_to(tmp_path / name): path.read_text(encoding="utf-8") for path in files}
        for name, files in (
            (name, (tmp_path / name).rglob("*.html")) for name in ("Turns", "Writer")
        )
    )
    assert ours == theirs
    assert len(ours) == 3
