"""What ``invoke digest`` says of the ways to leave, as one types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Invoke
from tests.digest.test_due_verb import KEYS, at
from tests.test_verbs import snapshot

NOW = {**at("2026-12-04T10:00"), **KEYS}
WITHOUT_THEMES = '\nDIGEST = {**DIGEST, "themes": {}}\n'


@pytest.mark.parametrize(
    ("words", "both"),
    [
        (["--draft", "--send"], "--send and --draft"),
        (["--send", "--schedule", "2026-12-05T08:00"], "--send and --schedule"),
        (["--draft", "--test", "me@example.org"], "--draft and --test"),
    ],
)
def test_one_way_at_a_time(site: Path, invoke: Invoke, words: list[str], both: str) -> None:
    done = invoke("digest", *words, cwd=site, **NOW)
    assert done.returncode == 1
    assert done.stdout.endswith(f": {both} are different ways to leave; choose one\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--draft"], "made ready as a draft in Mailchimp, for a person to send"),
        (
            ["--schedule", "2026-12-05T08:00"],
            "sent by Mailchimp on Saturday 5 December 2026, 08:00 (Europe/Amsterdam)",
        ),
        (
            ["--test", "me@example.org"],
            "made ready as a draft in Mailchimp, and mailed to me@example.org alone",
        ),
        (["--send", "--via", "mailchimp"], "submitted through mailchimp"),
        (["--send"], "put into the outbox"),
    ],
)
def test_a_dry_run_says_what_it_would_do(
    site: Path, invoke: Invoke, words: list[str], said: str
) -> None:
    conf = site / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + WITHOUT_THEMES, encoding="utf-8")
    before = snapshot(site, "content")
    done = invoke("digest", *words, "--dry-run", "--skip-live-check", cwd=site, **NOW)
    assert done.stdout.endswith(f"it would be {said}; nothing was\n"), done.stdout
    assert (done.returncode, snapshot(site, "content")) == (0, before)


def test_it_speaks_of_files_as_one_types_them(site: Path, invoke: Invoke) -> None:
    word = site / "content" / "editions" / "2026-11.md"
    sound = word.read_text(encoding="utf-8")
    assert invoke("digest", "--send", cwd=site, **NOW).returncode == 0
    status = invoke("digest", "--status", cwd=site, **NOW).stdout
    assert status.endswith(" put into the outbox var/outbox/cx-greetz-2026-11\n")
    word.write_text(f"{sound}\nRead on [hier](https://maps.example.org/).\n", encoding="utf-8")
    (site / "content" / "editions" / "november.md").write_text("x", encoding="utf-8")
    done = invoke("digest", cwd=site, **NOW)
    assert done.returncode == 1
    line = len(sound.splitlines()) + 2
    assert f'content/editions/2026-11.md:{line}: a link says "hier"' in done.stdout
    assert "\ncontent/editions/november.md:1: warning: " in done.stdout
    assert str(site) not in done.stdout
