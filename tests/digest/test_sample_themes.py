"""The themes that the sample's readers can follow: few, readable, and every topic has its place."""

from __future__ import annotations

import runpy
import tomllib
from dataclasses import replace
from pathlib import Path

from plugins.digest.message import tags_in
from plugins.digest.personal import Personal, judge_themes
from plugins.digest.render import render
from plugins.digest.settings import DigestSettings
from tests.digest.samples import SETTINGS, TEMPLATES, edition

LARGEST = 12_000  # bytes of a mail with six articles, conditions included


def themes(root: Path) -> Personal:
    conf = runpy.run_path(str(root / "pelicanconf.py"))
    made = Personal.from_settings(DigestSettings.from_pelican({"DIGEST": conf["DIGEST"]}))
    assert made is not None
    return made


def test_every_topic_has_one_theme(root: Path):
    taxonomy = tomllib.loads((root / "content" / "taxonomy.toml").read_text(encoding="utf-8"))
    told = [slug for slugs in themes(root).themes.values() for slug in slugs]
    assert sorted(told) == sorted(topic["id"] for topic in taxonomy["topics"])
    assert len(told) == 26


def test_a_mail_of_six_articles_stays_small_with_them(root: Path):
    made = render(edition(), TEMPLATES, tags=True, personal=themes(root))
    assert sum("INTERESTED:" in tag for tag in tags_in(made.html)) == 6
    assert len(made.html.encode()) <= LARGEST


def test_a_word_that_is_no_topic_is_told_and_so_is_a_topic_without_a_theme():
    settings = replace(SETTINGS, themes={"Courage": ["sacrifice", "leadershp"]})
    unknown, missing = judge_themes(settings, ["sacrifice", "leadership", "trust"])
    assert unknown.warning
    assert '"Courage" has "leadershp", which is no topic; did you mean "l' in str(unknown)
    assert "no theme has leadership, trust: such pieces are whole for everybody" in str(missing)
    assert list(judge_themes(replace(SETTINGS, themes={}), ["trust"])) == []
