"""A small vocabulary and small sites, so that these tests judge the code and not the lexicon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.blog.opening import open_run
from plugins.blog.survey import Survey, survey
from plugins.topics.reading import read_text
from plugins.topics.tagger import tag
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.taxonomy_file import parse_taxonomy

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(2026, 11, 21, tzinfo=UTC)

SMALL = """\
# A vocabulary of three topics.

[words.en]
customer = ["customer*", "guest"]

[words.nl]
customer = ["klant*", "gast"]

[[groups]]
id = "outcomes"
labels = { en = "Outcomes", nl = "Uitkomsten" }

[[topics]]
id = "trust"
labels = { en = "Trust", nl = "Vertrouwen" }
definition = { en = "Whether customers believe a company.", nl = "Of klanten een bedrijf geloven." }
broader = "outcomes"
related = ["complaints"]

[topics.en]
strong = [
  "kept its|her promise",  # the deed
  "believe the company",
]
weak = ["honest*", "trust"]
not = ["trust fund"]

[topics.nl]
strong = ["houdt woord", "belofte"]
weak = ["eerlijk*"]

# Complaints come last.
[[topics]]
id = "complaints"
labels = { en = "Complaints", nl = "Klachten" }
definition = { en = "How customers complain." }
related = ["trust"]

[topics.en]
strong = ["complain*"]

[topics.nl]
strong = ["klacht*", "*klacht"]

[[topics]]
id = "contact-centre"
labels = { en = "Contact centre", nl = "Contactcenter" }

[topics.en]
strong = ["call centre", "contact centre"]
"""


@pytest.fixture(scope="session")
def small() -> Taxonomy:
    """Three topics: trust, complaints, contact-centre; the last knows English alone."""
    return parse_taxonomy(SMALL, "taxonomy.toml")


Look = Callable[..., tuple[dict[str, Any], Survey]]


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Write articles, given by name, and the small vocabulary; answer the settings and the look
    at every file. Paths are shown from the content folder."""

    def write(taxonomy: str = SMALL, **articles: str) -> tuple[dict[str, Any], Survey]:
        content = tmp_path / "content"
        (content / "articles").mkdir(parents=True, exist_ok=True)
        (content / "taxonomy.toml").write_text(taxonomy, encoding="utf-8")
        for name, text in articles.items():
            (content / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
        monkeypatch.chdir(content)
        run = open_run(ROOT / "pelicanconf.py", str(content), str(tmp_path / "out"), TODAY)
        return run.settings, survey(run.settings, content)

    return write


def article(text: str, title: str = "A shop", **headers: str) -> str:
    """Headers and text of an article that is about customers."""
    fields = {"Title": title, "Date": "2026-11-01", **headers}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"{head}\n{text}\n"


def with_bar(text: str, slug: str, share: float, taxonomy: str = SMALL) -> str:
    """*taxonomy* with the bar of *slug* set so that *text* reaches *share* of it, whatever the
    tagger's weights are."""
    parsed = parse_taxonomy(taxonomy, "taxonomy.toml")
    tagging = tag(read_text(article(text)).document("en"), parsed)
    every = (*tagging.topics, *tagging.suggested, *tagging.others)
    score = next(each.score for each in every if each.topic.slug == slug)
    head = f'id = "{slug}"\n'
    return taxonomy.replace(head, f"{head}threshold = {score / share:.4f}\n")


NEARLY = "A guest is honest. The customer is a guest too, and has some trust.\n"
ALMOST = 0.8
"""The share of its bar at which a topic is suggested and not published."""
TRUSTED = "The shop kept its promise to every customer. Customers believe the company.\n"
COMPLAINED = "Every customer may complain. The customer who complains is a guest.\n"
"""Three lines of head stand above a text that ``article`` is given: it begins on line 4."""
