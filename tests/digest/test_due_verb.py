"""``invoke digest --due`` as cron types it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import Invoke
from tests.test_verbs import snapshot

RHYTHM = '[rhythm]\nday = "first Thursday"\ntime = "08:00"\n'
KEYS = {"MAILCHIMP_API_KEY": "", "MAILCHIMP_LIST_ID": ""}


def at(moment: str) -> dict[str, str]:
    """A moment in UTC, for the environment of a verb."""
    return {"SOURCE_DATE_EPOCH": f"{datetime.fromisoformat(f'{moment}+00:00').timestamp():.0f}"}


def test_it_leaves_when_it_is_due_and_once(site: Path, invoke: Invoke) -> None:
    before = invoke("digest", "--due", cwd=site, **at("2026-12-03T06:59"))
    assert before.returncode == 0
    assert before.stdout == (
        "nothing is due before Thursday 3 December 2026, 08:00 (Europe/Amsterdam): "
        "then 2026-11 goes out\n"
    )
    trial = invoke("digest", "--due", "--dry-run", cwd=site, **at("2026-12-03T07:00"))
    assert trial.returncode == 0
    assert trial.stdout.startswith("2026-11 is due: it was promised for Thursday 3 December 2026")
    assert trial.stdout.endswith("nothing was\n")
    assert not (site / "var" / "outbox").exists()
    late = invoke("digest", "--due", cwd=site, **at("2026-12-04T10:00"))
    assert late.returncode == 0
    assert (site / "var" / "outbox" / "cx-greetz-2026-11" / "message.eml").is_file()
    kept = snapshot(site, "var", "content")
    again = invoke("digest", "--due", cwd=site, **at("2026-12-04T10:15"))
    assert again.returncode == 0
    assert again.stdout.startswith("nothing is due: 2026-11 was sent already; 2026-12 is promised")
    assert snapshot(site, "var", "content") == kept
    (entry,) = (site / "var" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(entry)["key"] == "cx-greetz-2026-11"


def test_without_a_rhythm_nothing_is_due(site: Path, invoke: Invoke) -> None:
    path = site / "content" / "promise.toml"
    path.write_text("[number]\nmax_articles = 6\n", encoding="utf-8")
    said = "nothing is due: no rhythm is promised ([rhythm] in promise.toml)\n"
    assert invoke("digest", "--due", cwd=site, **at("2026-12-04T10:00")).stdout == said
    path.unlink()
    done = invoke("digest", "--due", cwd=site, **at("2026-12-04T10:00"))
    assert (done.returncode, done.stdout) == (0, said)


def test_a_month_without_articles_is_told(site: Path, invoke: Invoke) -> None:
    done = invoke("digest", "--due", cwd=site, **at("2027-01-08T10:00"))
    assert (done.returncode, done.stdout) == (0, "nothing is due: 2026-12 has no articles\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2026-11"], "leave --month out"),
        (["--month", "2026-11", "--early"], "leave --month, --early out"),
        (["--schedule", "2026-12-03T08:00"], "leave --schedule out"),
        (["--test", "me@example.org"], "leave --test out"),
        (["--status", "--report"], "leave --status, --report out"),
        (["--via", "pigeon"], "pigeon"),
    ],
)
def test_what_does_not_go_with_it_is_refused(
    site: Path, invoke: Invoke, words: list[str], said: str
) -> None:
    done = invoke("digest", "--due", *words, cwd=site, **at("2026-12-04T10:00"))
    assert (done.returncode, said in done.stdout) == (1, True)
    assert not (site / "var" / "outbox").exists()


def test_it_is_as_careful_as_a_send(site: Path, invoke: Invoke) -> None:
    """Without a deployed site and without a key nothing leaves, nothing is frozen and no ledger is
    written."""
    now = {**at("2026-12-04T10:00"), **KEYS}
    for words, said in (([], "no build has made"), (["--skip-live-check"], "_KEY is not set")):
        done = invoke("digest", "--due", "--via", "mailchimp", *words, cwd=site, **now)
        assert done.returncode == 1
        assert said in done.stdout or "_KEY is not set" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr
    assert [path.suffix for path in (site / "content" / "editions").glob("2026-11*")] == [".md"]
    assert not (site / "content" / "editions" / "sent.jsonl").exists()


def test_too_few_articles_never_keep_the_site_from_being_published(
    site: Path, invoke: Invoke
) -> None:
    (site / "content" / "promise.toml").write_text(
        RHYTHM + '[number]\nmin_articles = 9\nhold = "refuse"\n', encoding="utf-8"
    )
    now = at("2026-12-04T10:00")
    done = invoke("digest", "--due", cwd=site, **now)
    assert done.returncode == 0
    assert "warning: promised number: this edition has " in done.stdout
    assert invoke("publish", cwd=site, **now).returncode == 0


@pytest.mark.parametrize("hold", ["warn", "refuse"])
def test_by_hand_before_its_moment_it_says_so(site: Path, invoke: Invoke, hold: str) -> None:
    (site / "content" / "promise.toml").write_text(f'\n{RHYTHM}hold = "{hold}"\n', encoding="utf-8")
    now = {**at("2026-12-01T10:00"), **KEYS}
    done = invoke("digest", "--send", "--via", "mailchimp", cwd=site, **now)
    kind = "warning: promised" if hold == "warn" else "promised"
    assert f"content/promise.toml:2: {kind} rhythm: readers were promised 2026-11" in done.stdout
    assert done.returncode == 1
    assert ("--early" in done.stdout) == (hold == "refuse")
    assert ("cx-greetz-2026-11" in done.stdout) == (hold == "warn")
    early = invoke("digest", "--send", "--early", "--via", "mailchimp", cwd=site, **now)
    assert "promised rhythm" not in early.stdout
    outbox = invoke("digest", "--send", "--via", "outbox", cwd=site, **now)
    assert (outbox.returncode, "promised rhythm" in outbox.stdout) == (0, False)
