"""The pages on the built site: there, linked, in both languages, and only where something is
promised."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.blog.opening import open_run
from plugins.blog.survey import survey
from tests.conftest import ROOT, Invoke, copy_site


def test_both_pages_are_there_and_lead_to_each_other(built_site: Path) -> None:
    english = (built_site / "promise" / "index.html").read_text(encoding="utf-8")
    dutch = (built_site / "nl" / "promise" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    assert '<html lang="nl">' in dutch
    for page in (english, dutch):
        for lang, url in (("en", "promise/"), ("nl", "nl/promise/")):
            assert f'hreflang="{lang}" href="https://kept-promises.example/{url}"' in page
    assert "first Thursday" in english
    assert "eerste donderdag" in dutch
    assert '<a href="https://kept-promises.example/without-asking/">' in english
    assert "In an interview the other one has the last word." in english
    assert 'lang="en"' in dutch.split("<dl>")[1]


def test_every_page_leads_there_in_its_own_language(built_site: Path) -> None:
    home = (built_site / "index.html").read_text(encoding="utf-8")
    dutch = (built_site / "nl" / "raise-your-hand" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://kept-promises.example/promise/">What we promise</a>' in home
    assert 'href="https://kept-promises.example/nl/promise/">Wat we beloven</a>' in dutch
    sitemap = (built_site / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count("/promise/</loc>") == 2


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The site with one English article and no pages."""
    folder = copy_site(tmp_path / "site")
    for name in ("articles", "pages", "editions"):
        shutil.rmtree(folder / "content" / name)
    (folder / "content" / "published.jsonl").unlink()
    (folder / "content" / "articles").mkdir()
    (folder / "content" / "articles" / "a.md").write_text(
        "Title: A\nDate: 2026-11-01\n\nText.\n", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("promise", [None, "# nothing yet\nrecord = true\n"])
def test_where_nothing_is_promised_there_is_no_page_and_no_link(
    small: Path, invoke: Invoke, promise: str | None
) -> None:
    path = small / "content" / "promise.toml"
    path.unlink()
    if promise:
        path.write_text(promise, encoding="utf-8")
    done = invoke("build", cwd=small)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (small / "output" / "promise").exists()
    assert "What we promise" not in (small / "output" / "index.html").read_text(encoding="utf-8")
    assert "/promise/" not in (small / "output" / "sitemap.xml").read_text(encoding="utf-8")
    assert "the little extra" not in invoke("check", cwd=small).stdout


def test_a_site_in_one_language_has_one_page(small: Path, invoke: Invoke) -> None:
    assert invoke("build", cwd=small).returncode == 0
    page = (small / "output" / "promise" / "index.html").read_text(encoding="utf-8")
    assert "hreflang" not in page
    assert "Nederlands" not in page
    assert not (small / "output" / "nl").exists()


def test_a_broken_promise_is_told_in_one_line_by_every_verb(small: Path, invoke: Invoke) -> None:
    (small / "content" / "promise.toml").write_text("[rythm]\n", encoding="utf-8")
    for verb in ("check", "build", "publish", "digest"):
        done = invoke(verb, cwd=small)
        assert done.returncode == 1, verb
        assert done.stdout.count("content/promise.toml:1: unknown clause") == 1, verb
        assert "Traceback" not in done.stdout + done.stderr, verb


def test_publish_refuses_what_a_clause_refuses_and_a_reason_lets_it_pass(
    small: Path, invoke: Invoke
) -> None:
    (small / "content" / "promise.toml").write_text(
        '[length]\nwords = "at least 9"\nhold = "refuse"\n', encoding="utf-8"
    )
    done = invoke("publish", cwd=small)
    assert done.returncode == 1
    assert "content/articles/a.md:4: promised length: this article has 1 word, and" in done.stdout
    assert not (small / "output").exists()
    (small / "content" / "articles" / "a.md").write_text(
        "Title: A\nDate: 2026-11-01\nExtra: It is a word.\n\nText.\n", encoding="utf-8"
    )
    done = invoke("publish", cwd=small)
    assert done.returncode == 0, done.stdout + done.stderr
    check = invoke("check", cwd=small)
    assert check.stdout.splitlines()[-1] == (
        "the little extra: 1 article steps outside the promise on purpose: "
        "content/articles/a.md (It is a word.)"
    )
    assert "the little extra" not in invoke("check", "--json", cwd=small).stdout


def test_its_addresses_are_the_sites_own(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name, lang in (("a", "en"), ("b", "nl")):
        (tmp_path / "articles" / f"{name}.md").write_text(
            f"Title: A\nDate: 2026-11-01\nSlug: promise\nLang: {lang}\n\nText.\n", encoding="utf-8"
        )
    run = open_run(ROOT / "pelicanconf.py", str(tmp_path), str(tmp_path / "out"))
    problems = survey(run.settings, tmp_path).problems
    assert [(each.path, each.code) for each in problems] == [
        ("articles/a.md", "address-reserved"),
        ("articles/b.md", "address-reserved"),
    ]
