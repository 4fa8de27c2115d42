"""Articles as the rooms see them: read without a build, links resolved, words as typed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from plugins.blog import Article
from plugins.blog.folded import row_of
from plugins.blog.library import folded, from_content, read_articles, read_contents
from plugins.blog.opening import open_run
from plugins.blog.settings import Site
from plugins.blog.survey import survey

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(2026, 11, 21, tzinfo=UTC)

FIRST = """---
title: "Late bread"
date: 2026-11-01 23:30
authors: [Sam Sample, Ella Example]
categories: [Customer first, Service]
question: Would you?
answers: [Yes, No]
written_for: CustomerFirst
source: {name: The platform, url: "https://platform.example/"}
image: counter.jpg
---
See [the other](second.md#end), [a page](/about/) and ![a counter](counter.jpg).

2. The list starts
3. at two
"""
SECOND = "Title: Second\nDate: 2026-11-02\nSummary: A *short* one.\n\n# End {#end}\n\nWords.\n"


def read(folder: Path, **files: str) -> dict[str, Article]:
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "counter.jpg").write_bytes(b"not really a picture")
    for name, text in files.items():
        (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    run = open_run(ROOT / "publishconf.py", str(folder), str(folder.parent / "out"), TODAY)
    run.settings["PLUGINS"] = ["plugins.blog"]
    run.settings["LEFT_OUT"] = survey(run.settings, folder).left_out
    return {article.slug: article for article in read_articles(run.settings)}


def test_an_article_is_all_that_was_typed(tmp_path: Path) -> None:
    found = read(tmp_path / "c", first=FIRST, second=SECOND)
    article = found["late-bread"]
    site = "https://kept-promises.example"
    assert article.url == f"{site}/late-bread/"
    assert article.guid.startswith("urn:uuid:")
    assert article.published.isoformat() == "2026-11-01T23:30:00+01:00"
    assert article.authors == ("Sam Sample", "Ella Example")
    assert article.categories == ("Customer first", "Service")
    assert article.answers == ("Yes", "No")
    assert article.written_for is not None
    assert article.written_for.name == "CustomerFirst"
    assert article.source is not None
    assert article.source.url == "https://platform.example/"
    assert article.image == f"{site}/articles/counter.jpg"
    assert f'href="{site}/second/#end"' in article.html
    assert f'href="{site}/about/"' in article.html
    assert f'src="{site}/articles/counter.jpg"' in article.html
    assert '<ol start="2">' in article.html
    assert found["second"].summary == "A short one."


def test_translations_are_not_originals(tmp_path: Path) -> None:
    dutch = "Title: Tweede\nDate: 2026-11-02\nLang: nl\nSlug: second\n\nWoorden.\n"
    (tmp_path / "c").mkdir()
    found = read(tmp_path / "c" / "d", second=SECOND, tweede=dutch)
    # Both share one slug; the last read stands in the mapping, so look at each by language.
    assert len(found) == 1
    run = open_run(ROOT / "publishconf.py", str(tmp_path / "c" / "d"), str(tmp_path / "o"), TODAY)
    run.settings["PLUGINS"] = ["plugins.blog"]
    by_lang = {article.lang: article for article in read_articles(run.settings)}
    assert by_lang["en"].original
    assert not by_lang["nl"].original
    assert by_lang["nl"].url.endswith("/nl/second/")


def test_an_unsound_file_does_not_hide_the_others(tmp_path: Path) -> None:
    found = read(tmp_path / "c", first=FIRST, broken="---\ntitle: a: b\n---\n", empty="")
    assert set(found) == {"late-bread"}


def test_an_article_of_tomorrow_is_not_published(tmp_path: Path) -> None:
    soon = "Title: Soon\nDate: 2026-11-21 13:30\n\nText."
    past = "Title: Past\nDate: 2026-11-21 00:59\n\nText."
    assert set(read(tmp_path / "c", soon=soon, past=past)) == {"past"}


def test_hugo_references_are_followed_or_lose_their_link(tmp_path: Path) -> None:
    body = 'See [it]({{< ref "second.md" >}}) and [gone]({{< relref "nowhere.md" >}}).'
    found = read(tmp_path / "c", first=f"Title: A\nDate: 2026-11-01\n\n{body}", second=SECOND)
    assert 'See <a href="https://kept-promises.example/second/">it</a> and gone.' in found["a"].html


def test_table_alignment_is_a_class(tmp_path: Path) -> None:
    table = "| a | b |\n|---|--:|\n| 1 | 2 |\n"
    found = read(tmp_path / "c", first=f"Title: A\nDate: 2026-11-01\n\n{table}")
    assert '<td class="right">2</td>' in found["a"].html
    assert "style=" not in found["a"].html


def test_hugo_references_inside_html_are_followed_too(tmp_path: Path) -> None:
    body = '<a href="{{< ref "second.md" >}}#end">it</a> <a href="{{< ref "no.md" >}}">gone</a>'
    found = read(tmp_path / "c", first=f"Title: A\nDate: 2026-11-01\n\n{body}", second=SECOND)
    assert 'href="https://kept-promises.example/second/#end">it</a> <a>gone</a>' in found["a"].html


def test_entities_of_a_title_are_its_characters(tmp_path: Path) -> None:
    found = read(tmp_path / "c", first="Title: What&#8217;s <new> &amp; not\nDate: 2026-11-01\n\nx")
    assert next(iter(found.values())).title == "What’s <new> & not"


def test_a_folded_article_is_the_same_and_makes_its_text_when_asked(tmp_path: Path) -> None:
    read(tmp_path / "c", first=FIRST, second=SECOND)
    run = open_run(ROOT / "publishconf.py", str(tmp_path / "c"), str(tmp_path / "out"), TODAY)
    run.settings["PLUGINS"] = ["plugins.blog"]
    site = Site.from_pelican(run.settings)
    for content in read_contents(run.settings):
        whole = from_content(content, site)
        late = folded(content, site)
        assert row_of(late) == row_of(whole)
        content._content = f"{content._content}<p>added</p>"
        content.get_content.cache.clear()
        assert late.html == f"{whole.html}<p>added</p>"


def test_an_article_whose_words_nobody_counted_is_not_folded(tmp_path: Path) -> None:
    read(tmp_path / "c", second=SECOND)
    run = open_run(ROOT / "publishconf.py", str(tmp_path / "c"), str(tmp_path / "out"), TODAY)
    run.settings["PLUGINS"] = ["plugins.blog"]
    (content,) = read_contents(run.settings)
    del content.words
    assert folded(content, Site.from_pelican(run.settings)).words == 2
