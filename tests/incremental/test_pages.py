"""A page stands only where all that it was made of is as it was; each look is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, Template, pass_context
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG

from plugins.blog.files import Kept
from plugins.incremental.pages import Album, Pages, hidden
from plugins.incremental.recall import Counter, Recalled, Targets, recalled
from plugins.incremental.sleepers import Sleepers
from plugins.incremental.values import Values

NAMES = "first", "second", "third"


class House:
    """A site of three articles whose one page is made again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = {**DEFAULT_CONFIG, "SITEURL": "https://a.example"}
        self.given: dict[str, Any] = {"SITENAME": "A site", "unused": 1}
        self.titles = {name: name.title() for name in NAMES}
        self.texts = dict.fromkeys(NAMES, "<p>A text of some words.</p>")
        self.album = Album()

    def build(self, source: str, shown: str = "first") -> bool:
        """Whether the page stood; what is in its file is as it should be, either way."""
        context: dict[str, Any] = {**self.settings, "localsiteurl": ""}
        contents = {f"{name}.md": self._article(name, context) for name in self.titles}
        targets = {"generated_content": Targets(contents, "generated_content")}
        context |= targets | {"static_content": {}}
        sleepers = Sleepers(contents)
        warned = Counter()
        summaries, parts = (Recalled(sleepers, targets, warned) for _ in range(2))
        with sleepers.sleeping(), recalled(summaries):
            values = Values({"settings": self.settings, "context": context}, contents)
            kept = Kept(self.folder)
            pages = Pages(kept, self.album, values, sleepers, targets, summaries, parts, warned)
            pages.sum_up()
            pages.compare()
            loader = DictLoader({"article.html": source})
            template = Environment(autoescape=True, loader=loader).get_template("article.html")
            article = contents.get(f"{shown}.md")
            given = {**self.given, "article": article, "articles": list(contents.values())}
            stood = pages.stands("page.html", template, given)
            text = pages.render("page.html", template, given).decode()
        file = self.folder / "page.html"
        if stood:
            assert file.read_text(encoding="utf-8") == text
            assert kept.names == {"page.html"}
        file.write_text(text, encoding="utf-8")
        self.album = pages.album()
        return stood

    def _article(self, name: str, context: dict[str, Any]) -> Article:
        header = {"title": self.titles[name], "slug": name}
        made = Article(self.texts[name], {}, self.settings, f"{name}.md", context)
        vars(made).update(header, relative_source_path=f"{name}.md", relative_dir="")
        return made


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def stands_after(house: House, source: str, change: Any) -> bool:
    house.build(source)
    assert house.build(source)
    change()
    return house.build(source)


def test_what_is_not_shown_may_change(house: House) -> None:
    assert stands_after(
        house,
        "{{ article.title }} {{ SITENAME }} {{ more }}",
        lambda: (house.given.update(unused=2), house.titles.update(second="Other")),
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda house: house.titles.update(first="Other"),
        lambda house: house.given.update(SITENAME="Another"),
        lambda house: house.given.update(more="is here"),
        lambda house: house.given.pop("SITENAME"),
        lambda house: (house.folder / "page.html").write_text("by hand", encoding="utf-8"),
        lambda house: (house.folder / "page.html").unlink(),
        lambda house: house.titles.pop("first"),
    ],
    ids=["article", "name", "new name", "no name", "meddled", "removed", "gone"],
)
def test_what_is_shown_is_made_again(house: House, change: Any) -> None:
    source = "{{ article.title }} {{ SITENAME }} {{ more }}"
    assert not stands_after(house, source, lambda: change(house))


@pytest.mark.parametrize(
    "source",
    [
        "{% for each in articles %}{{ each.title }}{% endfor %}",
        "{{ articles|map(attribute='title')|join }}",
        "{{ articles|sort(attribute='title')|first }}",
        "{% macro m(x) %}{{ x.title }}{% endmacro %}{{ m(articles[1]) }}",
        "{{ 'title' in articles[1].metadata }}{{ articles[1].title }}",
    ],
)
def test_every_way_to_look_at_another_is_noticed(house: House, source: str) -> None:
    assert not stands_after(house, source, lambda: house.titles.update(second="Other"))


def test_a_link_in_the_text_is_a_look_at_its_target(house: House) -> None:
    house.texts["first"] = '<a href="{filename}second.md">it</a>'
    source = "{{ article.content }}"
    assert not stands_after(house, source, lambda: house.titles.update(second="Other"))
    assert stands_after(house, source, lambda: house.titles.update(third="Other"))


def test_a_summary_told_again_brings_its_looks(house: House) -> None:
    """Pelican keeps it: the second who asks looks at nothing itself."""
    house.texts["first"] = '<a href="{filename}second.md">it</a>'
    source = "{{ articles[2].title }}{{ article.summary }}{{ article.get_summary(SITENAME) }}"
    again = "{{ article.summary }}"
    house.build(source + again)
    assert house.build(source + again)
    house.titles["second"] = "Other"
    assert not house.build(source + again)


def test_a_file_that_was_missing_and_comes(house: House) -> None:
    house.texts["first"] = '<a href="{filename}fourth.md">it</a>'
    del house.titles["third"]
    house.build("{{ article.content }}")

    def comes() -> None:
        house.texts["fourth"], house.titles["fourth"] = "<p>Here.</p>", "Fourth"

    comes()
    assert not house.build("{{ article.content }}")


def test_another_template_makes_another_page(house: House) -> None:
    house.build("{{ article.title }}")
    before = next(iter(house.album.pages.values()))
    house.album = Album(b"", house.album.sums, {"page.html": before._replace(template="other")})
    assert not house.build("{{ article.title }}")


def test_a_function_that_takes_everything_hides_what_it_sees() -> None:
    @pass_context
    def nosy(context: Any) -> str:
        return str(context)

    environment = Environment()  # noqa: S701 - nothing is written
    assert not hidden(environment.from_string("x"))
    environment.filters["nosy"] = nosy
    assert hidden(environment.from_string("x"))
    assert isinstance(environment.from_string("x"), Template)


def test_all_are_awake_when_it_is_over(house: House) -> None:
    house.build("{{ article.title }}")
    articles = {name: house._article(name, {}) for name in NAMES}
    before = {name: dict(vars(each)) for name, each in articles.items()}
    sleepers = Sleepers(articles)
    with sleepers.sleeping():
        assert sleepers.awake == {}
        articles["second"].title = "Changed"
        assert list(sleepers.awake) == ["second"]
    assert all(type(each) is Article for each in articles.values())
    assert vars(articles["first"]) == before["first"]
    assert articles["second"].title == "Changed"
