"""A Jekyll site comes along: posts, drafts, pages, Liquid, and the addresses of its permalinks."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.moving.liquid import Variables, translate
from plugins.moving.post import Post

from .conftest import EXPORTS, Move

BREAD = """\
As told in [the other piece](2016-05-06-nine-o-clock.md#what-we-do) and on
[its old page](https://old.example/blog/2016/05/06/nine-o-clock.html), the bread was late.
Three things went wrong:

- the oven,
    - which was cold,
- the van.

![A loaf](bread.png)

```python
print("late")
```

![The van](van.png)

*It stood still.*

[The oven, filmed](https://www.youtube.com/watch?v=abc123)

Nothing of this {{ stays }} a secret. 

{% include newsletter.html %}

slow readers see [a picture that is gone](https://old.example/assets/img/gone.png)."""  # noqa: W291


def test_a_post_comes_along(move: Move) -> None:
    moved = move("jekyll", EXPORTS / "jekyll")
    head = moved.text("articles/2016-03-04-the-late-bread.md").split("---\n")[1].splitlines()
    assert head == [
        'title: "The late bread: a case"',
        "date: 2016-03-04 08:30+01:00",
        "author: Ella Example",
        "category: service",
        "tags: [Bread, on time]",
        "slug: the-late-bread",
        "id: https://old.example/blog/service/2016/03/04/the-late-bread",
        "image: bread.png",
        "image_alt: A loaf on a counter",
        "summary: The bread came late.",
        "reading: slow",
    ]
    assert moved.body("articles/2016-03-04-the-late-bread.md") == BREAD


def test_headings_get_the_names_that_links_want(move: Move) -> None:
    moved = move("jekyll", EXPORTS / "jekyll")
    nine = moved.body("articles/2016-05-06-nine-o-clock.md")
    assert nine.startswith("## What we do {#what-we-do}")
    assert "[the bread](2016-03-04-the-late-bread.md)" in nine


def test_old_addresses_follow_the_permalinks(move: Move) -> None:
    moved = move("jekyll", EXPORTS / "jekyll")
    assert {each.url for each in moved.register} == {
        "/blog/service/2016/03/04/the-late-bread.html",
        "/blog/bread/",
        "/blog/old/bread.html",
        "/blog/nine/",
        "/blog/about-us/",
    }


def test_drafts_and_what_stays_behind(move: Move) -> None:
    moved = move("jekyll", EXPORTS / "jekyll")
    draft = moved.text("articles/2026-11-21-not-yet.md")
    assert "\nstatus: draft\n" in draft
    assert moved.code == 1
    assert "2016-07-08-broken.md:2: " in moved.said
    (report,) = moved.reports
    assert "_drafts/not-yet.md:1: it has no date" in report
    assert "_recipes:1: a collection of 1 texts" in report
    assert 'the tag "{% include newsletter.html %}" stays as it was typed' in report


def test_a_post_that_was_mended_comes_with_the_next_run(move: Move, tmp_path: Path) -> None:
    import shutil

    site = shutil.copytree(EXPORTS / "jekyll", tmp_path / "site")
    before = move("jekyll", site).files()
    broken = site / "_posts" / "2016-07-08-broken.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace('"breaks"', "breaks"), "utf-8")
    moved = move("jekyll", site)
    assert moved.code == 0, moved.said
    fresh = set(moved.files()) - set(before)
    assert fresh == {"articles/2016-07-08-broken.md"}


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("{{ site.baseurl }}/a/", "/blog/a/"),
        ("{{ '/a.png' | absolute_url }}", "/blog/a.png"),
        ("{% raw %}{% x %}{% endraw %}", "{% x %}"),
        ("a{% comment %}b{% endcomment %}c", "ac"),
        ("[x]({% post_url 2016-03-04-a %})", "[x](moved:2016-03-04-a)"),
        ("{{ page.title }}", "A title"),
    ],
)
def test_plain_tags_are_translated(typed: str, made: str) -> None:
    post = Post("a.md", "A title", typed)
    assert translate(post, Variables("/blog")) == (made, [])


def test_other_tags_stay_and_are_told() -> None:
    post = Post("a.md", "A title", "one\n\n{% for x in y %}", body_line=7)
    text, losses = translate(post, Variables())
    assert text == post.body
    assert [each.line for each in losses] == [9]
