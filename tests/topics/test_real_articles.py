"""The two articles by real authors get the topics that a reader gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.blog.opening import open_run
from plugins.blog.survey import survey
from plugins.topics.answers import show_json

from .conftest import ROOT, TODAY

WANTED = {
    "putting-the-customer-first": {"consistency", "standards-frameworks", "extra-mile"},
    "how-genuine-customer-first": {
        "sacrifice",
        "service-recovery",
        "loyalty",
        "customer-centric-culture",
    },
}


@pytest.mark.real_input
@pytest.mark.parametrize("name", sorted(WANTED))
def test_a_real_article_gets_its_topics(real_articles: Path, tmp_path: Path, name: str) -> None:
    run = open_run(ROOT / "pelicanconf.py", str(real_articles), str(tmp_path / "out"), TODAY)
    found = survey(run.settings, real_articles)
    rows = map(json.loads, show_json(run.settings, found).splitlines())
    topics = {Path(row["path"]).stem: set(row["topics"]) for row in rows}
    assert topics[name] >= WANTED[name]
