"""`invoke doctor` as a user types it: without a key, without a network, on a sound site."""

from __future__ import annotations

import time
from pathlib import Path

from .conftest import Invoke
from .test_verbs import snapshot

KEY = "0123456789abcdef0123456789abcdef-us21"
NOBODY = "http://127.0.0.1:9"  # a proxy where nobody listens: no question leaves this machine
CUT_OFF = {
    "HTTPS_PROXY": NOBODY,
    "HTTP_PROXY": NOBODY,
    "https_proxy": NOBODY,
    "http_proxy": NOBODY,
    "NO_PROXY": "",
    "no_proxy": "",
}
NO_KEYS = {"MAILCHIMP_API_KEY": "", "MAILCHIMP_LIST_ID": ""}
KEYS = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": "aaaa1111"}


def group(told: str, name: str) -> str:
    """What stands below the heading *name*."""
    return told.split(f"{name}\n", 1)[1].split("\n\n", 1)[0]


def settled(site: Path) -> None:
    """Make the sample a site of one's own, as far as a file can say so."""
    conf = site / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8")
    text = text.replace("https://kept-promises.example", "https://www.keptpromises.nl")
    text = text.replace('"hello@kept-promises.example"', '"hello@keptpromises.nl"')
    conf.write_text(text, encoding="utf-8")


def test_a_sample_lacks_what_only_its_owner_can_give(site: Path, invoke: Invoke) -> None:
    before = snapshot(site, ".")
    done = invoke("doctor", cwd=site, **CUT_OFF, **NO_KEYS)
    assert done.returncode == 1, done.stdout + done.stderr
    lacking = group(done.stdout, "missing")
    for words in ("MAILCHIMP_API_KEY is not set", "MAILCHIMP_LIST_ID is not set"):
        assert words in lacking
    for subject in ("key", "audience", "sender", "site"):
        assert f"\n  {subject} " in f"\n{lacking}"
    assert done.stdout.rstrip().endswith("ok")
    assert "Traceback" not in done.stdout + done.stderr
    assert snapshot(site, ".") == before, "it changed something"


def test_cut_off_from_the_world_it_says_so_in_good_time(site: Path, invoke: Invoke) -> None:
    settled(site)
    begun = time.monotonic()
    done = invoke("doctor", cwd=site, **CUT_OFF, **KEYS)
    assert time.monotonic() - begun < 30
    assert done.returncode == 0, done.stdout + done.stderr
    unasked = group(done.stdout, "could not be asked")
    assert "key " in unasked
    assert "https://www.keptpromises.nl does not answer" in unasked
    assert "0 missing" in done.stdout
    assert KEY not in done.stdout + done.stderr


def test_a_key_that_is_none_is_never_shown(site: Path, invoke: Invoke) -> None:
    secret = "hidden.example/" + "a" * 20
    done = invoke("doctor", cwd=site, **CUT_OFF, MAILCHIMP_API_KEY=secret, MAILCHIMP_LIST_ID="x")
    assert done.returncode == 1
    assert "does not look like a key" in done.stdout
    assert "hidden" not in done.stdout + done.stderr


def test_articles_with_problems_and_wrong_settings_are_told(site: Path, invoke: Invoke) -> None:
    settled(site)
    (site / "content" / "articles" / "2026-11-20-empty.md").write_text("", encoding="utf-8")
    done = invoke("doctor", cwd=site, **CUT_OFF, **KEYS)
    assert done.returncode == 1
    assert "articles" in group(done.stdout, "missing")
    conf = site / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(text.replace('"slug": "greetz"', '"slug": "Not so"'), encoding="utf-8")
    wrong = invoke("doctor", cwd=site, **CUT_OFF, **KEYS)
    assert (wrong.returncode, 'DIGEST: "slug" must be' in wrong.stdout) == (1, True)
    assert "Traceback" not in wrong.stdout + wrong.stderr
