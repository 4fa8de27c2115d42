"""What readers answered stands under the article whose question they were asked."""

from __future__ import annotations

from pathlib import Path

import html5lib

from tests.conftest import Invoke


def test_the_tally_of_an_edition_stands_under_the_article_that_asked(
    site: Path, invoke: Invoke
) -> None:
    notes = site / "content" / "editions" / "2026-11.md"
    tally = "---\ntally: {No: 12, Yes: 81}\n"
    notes.write_text(notes.read_text(encoding="utf-8").replace("---\n", tally, 1), "utf-8")
    assert invoke("build", cwd=site).returncode == 0
    told = {}
    for page in sorted((site / "output").glob("*/index.html")):
        tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        asked = tree.find(".//*[@class='ask']")
        words = " ".join("".join(asked.itertext()).split()) if asked is not None else ""
        if "What readers answered" in words:
            told[page.parent.name] = words
    assert list(told) == ["the-card-turned-round"]  # October asked its question
    said = told["the-card-turned-round"]
    assert "What readers answered: Yes 81, No 12. 93 answers (The Wednesday" in said
