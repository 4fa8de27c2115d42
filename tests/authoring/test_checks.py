"""The rules one by one, without a site."""

from __future__ import annotations

from pathlib import Path

from plugins.authoring.checks import Checked, House, check
from plugins.authoring.facts import read_facts
from plugins.authoring.links import Places, Target
from plugins.blog import Problem
from plugins.blog.headers import parse_header
from plugins.blog.source import Source


def checked(text: str, name: str = "a.md", *, image_found: bool = True) -> Checked:
    header = parse_header(text)
    source = Source(Path(name), name, header)
    return Checked(source, name, read_facts("", header.body, header.body_line), image_found)


def told(*articles: Checked, house: House | None = None) -> list[Problem]:
    places = Places.of({each.path: Target(each.path, "/x/") for each in articles})
    return list(check(articles, house or House(places)))


def test_a_sound_article_is_passed_over() -> None:
    assert told(checked("Title: A\nDate: 2026-11-20\nLang: pt-BR\n\nText")) == []


def test_a_hundred_characters_are_enough_for_a_title() -> None:
    assert told(checked(f"Title: {'x' * 100}\n\nText")) == []
    (problem,) = told(checked(f"Date: 2026-11-20\nTitle: {'x' * 101}\n\nText"))
    assert (problem.line, problem.code, problem.warning) == (2, "long-title", True)


def test_the_picture_on_top_is_there_and_described() -> None:
    bare = "Title: A\nImage: a.png\n\nText"
    assert [each.code for each in told(checked(bare))] == ["alt"]
    assert [each.code for each in told(checked(bare, image_found=False))] == ["picture"]
    assert told(checked("Title: A\nImage: a.png\nImage_alt: A clock\n\nText")) == []


def test_a_near_miss_is_told_in_each_file_and_a_habit_once() -> None:
    files = [checked("Title: A\nSumary: x\nMood: glad\n\nText", f"{n}.md") for n in range(6)]
    problems = told(*files)
    assert sum('did you mean "summary"?' in each.message for each in problems) == 6
    (habit,) = [each for each in problems if "mood" in each.message]
    assert "(nor in 5 other files)" in habit.message
    few = told(*files[:3])
    assert sum("mood" in each.message for each in few) == 3


def test_headers_and_shortcodes_of_ones_own_are_known() -> None:
    article = checked("Title: A\nMood: glad\n\n{{< youtube x >}}")
    places = Places.of({"a.md": Target("a.md", "/a/")})
    assert {each.code for each in told(article)} == {"unknown-key", "shortcode"}
    assert told(article, house=House(places, ("youtube",), ("mood",))) == []


def test_one_id_for_two_articles_is_a_problem_in_the_later_one() -> None:
    (problem,) = told(
        checked("Title: A\nId: x\n\n", "a.md"), checked("Title: B\nId: x\n\n", "b.md")
    )
    assert (problem.path, problem.line, problem.warning) == ("b.md", 2, False)


def test_a_prompt_may_stay_in_a_draft() -> None:
    text = "Title: A\nStatus: {}\n\nText\n\n<!-- ✎ Who? -->\n"
    assert told(checked(text.format("Draft"))) == []
    (problem,) = told(checked(text.format("published")))
    assert (problem.line, problem.code) == (6, "prompt")


def test_a_hugo_reference_is_told_by_whether_its_file_is_here() -> None:
    text = 'Title: A\n\n[one]({{< ref "a.md" >}}) [two]({{< ref "b.md" >}})'
    first, second = told(checked(text))
    assert first.message == "this Hugo reference is not followed; write [the words](a.md) instead"
    assert second.message.startswith('the Hugo reference "b.md" leads to no article here')
