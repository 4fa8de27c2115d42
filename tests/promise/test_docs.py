"""docs/promise.md is true: every clause and key is named, and its sample is a promise."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.authoring.starters import PROMISE
from plugins.blog.promise import HOLDS, PARTS
from plugins.blog.promise_file import CLAUSES, TOP, parse_promise

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "promise.md").read_text(encoding="utf-8")
ZONE = ZoneInfo("UTC")


def test_every_clause_and_every_key_is_told() -> None:
    ticked = set(re.findall(r"`([^`\n]+)`", GUIDE))
    keys = {key for keys in CLAUSES.values() for key in keys} - {"hold"}
    assert keys | {*CLAUSES} | {*TOP} <= ticked
    assert all(f'hold = "{each}"' in GUIDE for each in HOLDS)
    assert all(f'"{part}"' in GUIDE for part in PARTS)


def test_its_sample_has_every_clause() -> None:
    (sample,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    promise = parse_promise(sample, "promise.toml", ZONE)
    assert all(getattr(promise, name) for name in CLAUSES)


def test_a_site_begun_has_promised_nothing_and_can_uncomment_each_clause() -> None:
    for lang, text in PROMISE.items():
        assert not parse_promise(text, lang, ZONE).anything
        bare = re.sub(r'^# (?=\[|\w+ = |")', "", text, flags=re.MULTILINE)
        promise = parse_promise(bare, lang, ZONE)
        assert all(getattr(promise, name) for name in CLAUSES)
        assert promise.record


def test_a_promise_is_put_aside_with_the_sample() -> None:
    from plugins.authoring.beginning import Answers, plan

    answers = Answers("N", "https://n.example", "A", "nl", "D", "a@n.example")
    sample = {"promise.toml": "1", "articles/a.md": "2"}
    planned = plan(sample, sample, "", answers)
    assert planned.away == ("articles/a.md", "promise.toml")
    assert planned.pages["promise.toml"] == PROMISE["nl"]
    mine = plan({**sample, "promise.toml": "3"}, sample, "", answers)
    assert mine.own == ("promise.toml",)
    assert "promise.toml" not in mine.pages
    assert "promise.toml" not in plan({}, {}, "", answers).pages
