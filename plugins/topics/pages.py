"""The pages of the topics, and the articles that each article names as related."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from pelican.generators import Generator, PelicanTemplateNotFound

from ..blog.article import Topic
from ..blog.library import published
from .related import Profile, relate
from .settings import TopicsSettings
from .taxonomy import Taxonomy

FOLDER = "topics/"
WEIGHTS = (2.0, 1.5, 1.25, *[1.0] * 20)
"""What a topic counts for nearness, the first the most. Not its score: that moves with every word
an author changes, and other articles' pages would move with it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A topic as the templates get it: *articles* newest first, *related* those with a page."""

    slug: str
    title: str
    definition: str
    articles: tuple[Any, ...]
    related: tuple[Topic, ...] = ()

    @property
    def url(self) -> str:
        """Its page, relative to the site."""
        return f"{FOLDER}{self.slug}/"


class TopicsGenerator(Generator):  # type: ignore[misc]
    """Writes ``/topics/`` and a page for each topic that has articles."""

    shelves: tuple[Shelf, ...] = ()

    def generate_context(self) -> None:
        """Give templates ``topics`` (every shelf), ``topic_pages`` (the slugs that have a page),
        and each article ``related``."""
        articles = list(published(self.context))
        originals = {id(each) for each in self.context["articles"]}
        taxonomy, lang = self.context["taxonomy"], self.settings["DEFAULT_LANG"]
        self.shelves = shelve(articles, originals, taxonomy, lang)
        self.context["topics"] = self.shelves
        self.context["topic_pages"] = tuple(each.slug for each in self.shelves)
        set_related(articles, self.context.get("hidden_articles", ()))

    def generate_output(self, writer: Any) -> None:
        """Nothing, where the theme has no templates for it or the settings say so."""
        if not TopicsSettings.from_pelican(self.settings).pages:
            return
        try:
            one, many = self.get_template("topic"), self.get_template("topics")
        except PelicanTemplateNotFound:
            return  # a theme that knows nothing of topics
        shared = {"relative_urls": self.settings["RELATIVE_URLS"]}
        writer.write_file(f"{FOLDER}index.html", many, self.context, url=FOLDER, **shared)
        for shelf in self.shelves:
            articles = list(shelf.articles)
            writer.write_file(
                f"{shelf.url}index.html",
                one,
                self.context,
                url=shelf.url,
                topic=shelf,
                articles=articles,
                paginated={"articles": articles},
                template_name="topic",
                page_name=f"{FOLDER}{shelf.slug}/index",
                **shared,
            )


def shelve(
    articles: Iterable[Any], originals: Container[int], taxonomy: Taxonomy, lang: str
) -> tuple[Shelf, ...]:
    """The topics that *articles* have, by title in *lang*. *originals* are the ids of those that
    are no translation; a translation stands on a shelf only where its original does not, so that
    every topic that a page names has one."""
    shelved: dict[str, list[Any]] = {}
    for content in articles:
        for topic in content.topics:
            shelved.setdefault(topic.slug, []).append(content)
    shelves = []
    for slug, contents in shelved.items():
        subject = taxonomy.subjects[slug]
        here = {id(each) for each in contents if id(each) in originals}
        kept = tuple(
            each
            for each in contents
            if id(each) in here or here.isdisjoint(map(id, each.translations))
        )
        related = tuple(
            Topic(other, taxonomy.subjects[other].label(lang))
            for other in subject.related
            if other in shelved
        )
        shelves.append(Shelf(slug, subject.label(lang), subject.define(lang), kept, related))
    return tuple(sorted(shelves, key=lambda each: (each.title.casefold(), each.slug)))


def set_related(articles: Iterable[Any], hidden: Iterable[Any]) -> None:
    """Set ``related`` of each; hidden articles have related ones and are nobody's."""
    listed, unlisted = list(articles), list(hidden)
    by_name = {each.source_path: each for each in listed}
    profiles = [_profile(each, listed=True) for each in listed]
    found = relate([*profiles, *(_profile(each, listed=False) for each in unlisted)])
    for content in (*listed, *unlisted):
        content.related = tuple(by_name[name] for name in found[content.source_path])


def _profile(content: Any, *, listed: bool) -> Profile:
    return Profile(
        name=content.source_path,
        group=min([content.source_path, *(each.source_path for each in content.translations)]),
        lang=content.lang,
        scores=dict(zip((topic.slug for topic in content.topics), WEIGHTS, strict=False)),
        listed=listed,
    )
