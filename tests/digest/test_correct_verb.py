"""``invoke correct``, and what ``invoke digest`` refuses before it does anything, as typed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.conftest import Invoke
from tests.test_verbs import snapshot


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["correct"], "--because:1: say what was wrong and what is right"),
        (["correct", "--because", " "], "--because:1: say what was wrong and what is right"),
        (["correct", "--because", "\u202e."], "--because:1: say what was wrong and what is right"),
        (["correct", "--month", "2026-11", "--send"], "--because:1: say what was wrong and what"),
        (["correct", "--because", "x" * 601], "--because:1: the reason has 601 characters"),
        (["correct", "--because", "x", "--as", "nothing"], '--as:1: "nothing" is not known'),
        (["correct", "--because", "x", "--month", "soon"], '--month:1: "soon" is not a month'),
        (["correct", "--because", "x", "--via", "pigeon"], '--via:1: "pigeon" is not a way'),
        (["digest", "--test", "me"], '--test:1: "me" is not a mail address'),
        (["digest", "--test", ""], '--test:1: "" is not a mail address'),
        (["digest", "--schedule", "yesterday"], '--schedule:1: "yesterday" is not a moment'),
        (["digest", "--schedule", ""], '--schedule:1: "" is not a moment'),
        (["digest", "--schedule", "2026-11-01T08:00"], "--schedule:1: 2026-11-01 07:00 UTC is"),
        (["digest", "--schedule", "2027-01-01T08:01"], "--schedule:1: 07:01 UTC is not a"),
    ],
)
def test_wrong_words_are_refused_before_anything_is_done(
    site: Path, invoke: Invoke, words: list[str], said: str
) -> None:
    before = snapshot(site, "content", "plugins", "theme")
    # An article that cannot be read would be named too, if anybody had looked so far.
    (site / "content" / "articles" / "broken.md").write_bytes(b"\xff\xfe")
    done = invoke(*words, cwd=site)
    (site / "content" / "articles" / "broken.md").unlink()
    assert done.returncode == 1
    assert done.stdout.startswith(said)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert snapshot(site, "content", "plugins", "theme") == before


def test_what_was_never_sent_has_nothing_to_correct(site: Path, invoke: Invoke) -> None:
    done = invoke("correct", "--month", "2026-10", "--because", "x", cwd=site)
    assert done.returncode == 1
    assert done.stdout == (
        "--month:1: no edition of 2026-10 was sent, so there is nothing to correct: mend it, then "
        "send it\n"
    )


def test_a_trial_from_what_lies_in_the_outbox(site: Path, invoke: Invoke) -> None:
    assert invoke("digest", "--send", "--month", "2026-10", cwd=site).returncode == 0
    right = invoke("correct", "--month", "2026-10", "--because", "x", cwd=site)
    assert right.returncode == 0
    assert "nothing to correct: what was sent is what is right now" in right.stdout
    (article,) = (site / "content" / "articles").glob("2026-10-01-*.md")
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("The rush fee: a year", "The late fee: a year"), "utf-8")
    before = snapshot(site, "content", "var")
    looked = invoke("correct", "--month", "2026-10", "--because", "It is another fee.", cwd=site)
    assert looked.returncode == 0, looked.stdout
    said = "it said “The rush fee: a year without it”; it should say “The late fee: a year without"
    assert f"mail: “The late fee: a year without it”: {said} it”." in looked.stdout
    after = snapshot(site, "content", "var")
    assert {name for name in after if after[name] != before.get(name)} == {
        name for name in after if "preview/cx-greetz-2026-10-correction" in name
    }
    words = ["correct", "--month", "2026-10", "--because", "It is another fee.", "--send"]
    assert "put into the outbox: var/outbox/cx-greetz-2026-10-correction" in (
        invoke(*words, cwd=site).stdout
    )
    time.sleep(0.01)
    kept = snapshot(site, "content", "var/outbox")
    assert "already sent: var/outbox/cx-greetz-2026-10-correction" in (
        invoke(*words, cwd=site).stdout
    )
    assert snapshot(site, "content", "var/outbox") == kept
    noted = invoke(*words, "--as", "web", cwd=site)
    assert (noted.returncode, "a trial: only a correction through a real" in noted.stdout) == (
        0,
        True,
    )
    assert snapshot(site, "content", "var/outbox") == kept


def test_a_register_with_a_day_that_is_none_is_one_sentence(site: Path, invoke: Invoke) -> None:
    register = site / "content" / "published.jsonl"
    text = register.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    lines[1] = lines[1].replace('"first": "20', '"first": "in 20')
    register.write_text("".join(lines), encoding="utf-8")
    for verb in ("digest", "publish"):
        done = invoke(verb, cwd=site)
        assert done.returncode == 1, verb
        assert 'published.jsonl:2: "first" is "in 20' in done.stdout, verb
        assert "Traceback" not in done.stdout + done.stderr


def test_a_trial_on_other_content_is_never_taken_for_what_was_sent(
    site: Path, invoke: Invoke, tmp_path: Path
) -> None:
    other, out = tmp_path / "other", tmp_path / "out"
    other.mkdir()
    for title in ("One", "Two"):
        text = f"Title: {title}\nDate: 2026-11-20\n\nText.\n"
        (other / "one.md").write_text(text, encoding="utf-8")
        done = invoke("publish", "--content", other, "--output", out, cwd=site)
        assert done.returncode == 0, done.stdout
    mail = tmp_path / "out.state" / "outbox" / "cx-greetz-2026-11" / "message.txt"
    assert "1. Two" in mail.read_text(encoding="utf-8")
    assert (tmp_path / "out.state" / "trials" / "2026-11.json").is_file()
    assert not (site / "var" / "trials").exists()
