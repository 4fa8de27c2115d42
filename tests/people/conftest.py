"""A small site of several people, built once as a user does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Invoke

PEOPLE = """
[vera]
name = "Vera Voorbeeld"
role = "guest writer"
firm = "Dockside & Sons"
mail = "vera@dockside.example"
about = "Writes about ferries."
picture = "vera.jpg"
languages = ["nl", "en"]
links = {LinkedIn = "https://linkedin.example/vera"}

[sam]
name = "Sam Sample"
about = "Keeps this house."
"""
ARTICLES = {
    "one": "title: One\ndate: 2026-11-02\nauthors: [vera voorbeeld, Sam Sample]\n"
    "posted_by: sam sample\nsummary: First.",
    "two": "title: Two\ndate: 2026-11-03\nauthor: Sam Sample\nsummary: Second.",
    "three": "title: Three\ndate: 2026-11-04\nauthor: Vera Vorbeeld\nsummary: Third.",
}
Put = Callable[..., Path]


@pytest.fixture(scope="session")
def put(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Put:
    """Write a small site: ``put(people, one="title: ...")`` gives its content folder."""

    def write(people: str | None = PEOPLE, **articles: str) -> Path:
        folder = tmp_path_factory.mktemp("site") / "content"
        (folder / "articles").mkdir(parents=True)
        (folder / "images").mkdir()
        picture = root / "content" / "images" / "one-open-door.jpg"
        (folder / "images" / "vera.jpg").write_bytes(picture.read_bytes())
        if people is not None:
            (folder / "people.toml").write_text(people, encoding="utf-8")
        for name, header in (articles or ARTICLES).items():
            text = f"---\n{header}\nslug: {name}\n---\nSomebody did something on a Tuesday.\n"
            (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def house(put: Put, invoke: Invoke) -> Path:
    """The output of the small site."""
    content = put()
    output = content.parent / "output"
    done = invoke("build", "--content", content, "--output", output)
    assert done.returncode == 0, done.stdout + done.stderr
    return output
