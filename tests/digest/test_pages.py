from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.digest.notes import Correction
from plugins.digest.pages import as_article, show
from tests.digest.samples import TEMPLATES, edition

ROOT = Path(__file__).parents[2]
CONF = """
SITENAME = "Kept Promises"
SITEURL = ""
FEED_DOMAIN = "https://kept.example.net"
PATH = "content"
TIMEZONE = "Europe/Amsterdam"
DEFAULT_LANG = "en"
THEME = {theme!r}
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["plugins.digest", "listening"]
DIGEST = {{
    "name": "CX Greetz",
    "slug": "greetz",
    "sender": "Sam",
    "reply_to": "sam@kept-promises.org",
    "sign_up": "Monthly.",
}}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
# Another room, which looks at what this one offers once output begins.
LISTENING = """
import json
from pathlib import Path

class Listening:
    def __init__(self, context, output_path, **_):
        self.context, self.output = context, Path(output_path)

    def generate_output(self, writer):
        found = [
            [each.title, each.url, each.guid, str(each.published), each.html]
            for each in self.context["edition_articles"]
        ]
        (self.output / "found.json").write_text(json.dumps(found), encoding="utf-8")

def give(pelican):
    return Listening

def register():
    from pelican import signals
    signals.get_generators.connect(give)
"""
EDITION = (
    """{{ shown.edition.title }}|{{ older.url }}|{{ newer.url }}|{{ shown.html_at(SITEURL) }}"""
)
EDITIONS = """{% for each in editions %}{{ each.url }} {{ each.edition.title }}\n{% endfor %}"""


def build(folder: Path, theme: str) -> subprocess.CompletedProcess[str]:
    (folder / "content").mkdir(parents=True)
    (folder / "plugins").symlink_to(ROOT / "plugins")
    for number in (9, 10, 11):
        head = f"Title: Piece <{number}>\nDate: 2025-{number:02}-07 08:00\nSlug: piece-{number}"
        text = f"{head}\n\nWhole [text](https://a.example/)."
        (folder / "content" / f"{number}.md").write_text(text, encoding="utf-8")
    (folder / "pelicanconf.py").write_text(CONF.format(theme=theme), encoding="utf-8")
    (folder / "listening.py").write_text(LISTENING, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "site"
    theme = folder.parent / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates" / "edition.html").write_text(EDITION, encoding="utf-8")
    (theme / "templates" / "editions.html").write_text(EDITIONS, encoding="utf-8")
    done = build(folder, str(theme))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def test_lists_the_editions_newest_first(output: Path):
    assert (output / "greetz" / "index.html").read_text(encoding="utf-8").split("\n")[:3] == [
        "greetz/2025-11/ CX Greetz, November 2025",
        "greetz/2025-10/ CX Greetz, October 2025",
        "greetz/2025-09/ CX Greetz, September 2025",
    ]


def test_an_edition_knows_its_neighbours(output: Path):
    page = (output / "greetz" / "2025-10" / "index.html").read_text(encoding="utf-8")
    title, older, newer, html = page.split("|", 3)
    assert (title, older, newer) == (
        "CX Greetz, October 2025",
        "greetz/2025-09/",
        "greetz/2025-11/",
    )
    assert "Piece &lt;10&gt;" in html
    assert 'href="/piece-10.html"' in html


def test_the_plain_text_stands_beside_it(output: Path):
    text = (output / "greetz" / "2025-11" / "index.txt").read_text(encoding="utf-8")
    assert "1. Piece <11>\nhttps://kept.example.net/piece-11.html" in text


def test_feeds_find_the_editions_as_articles_with_full_addresses(output: Path):
    found = json.loads((output / "found.json").read_text(encoding="utf-8"))
    assert [row[:2] for row in found] == [
        ["CX Greetz, November 2025", "https://kept.example.net/greetz/2025-11/"],
        ["CX Greetz, October 2025", "https://kept.example.net/greetz/2025-10/"],
        ["CX Greetz, September 2025", "https://kept.example.net/greetz/2025-09/"],
    ]
    assert len({row[2] for row in found}) == 3
    assert found[0][3] == "2025-11-07 08:00:00+01:00"
    assert 'href="https://kept.example.net/piece-11.html"' in found[0][4]


def test_a_theme_without_these_templates_gets_ours(tmp_path: Path):
    done = build(tmp_path / "site", "simple")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "site" / "output" / "greetz"
    pages = sorted(folder.rglob("index.html"))
    assert pages[-1] == folder / "index.html"
    assert len(pages) > 1
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "CX Greetz" in html.partition("<main")[2]  # inside the theme's own page
    assert (tmp_path / "site" / "output" / "found.json").exists()


def test_a_correction_makes_the_entry_newer_and_never_older_than_itself():
    made = replace(edition(), corrections=(Correction("2026-12-04", "It was 85 euros."),))
    entry = as_article(show(made, TEMPLATES, None))
    assert (entry.published.day, entry.updated.date().isoformat()) == (19, "2026-12-04")
    early = replace(made, corrections=(Correction("2026-11-01", "Too early."),))
    entry = as_article(show(early, TEMPLATES, None))
    assert entry.updated == entry.published
