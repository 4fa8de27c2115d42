"""The digest of real authors' articles, where they lie beside the checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, Invoke


@pytest.mark.real_input
@pytest.mark.parametrize(
    ("month", "words"),
    [("2019-10", "written for CustomerFirst"), ("2020-07", "source: L&S platform")],
)
def test_an_old_month_of_one_article_is_previewed_whole(
    month: str, words: str, real_articles: Path, tmp_path: Path, invoke: Invoke
):
    output = tmp_path / "out"
    done = invoke("digest", "--content", real_articles, "--output", output, "--month", month)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Articles are carried whole, as there is one." in done.stdout
    found = re.search(r"^preview\s+(\S+)", done.stdout, re.MULTILINE)
    assert found
    text = (ROOT / found[1]).with_name("message.txt").read_text(encoding="utf-8")
    assert len(text.split()) > 400
    assert words in " ".join(text.split())
