"""Finds what each article is about, and shows the words that say so.

Works on any Pelican site: ``PLUGINS = ["plugins.topics"]`` with ``TOPICS = {"as_tags": True}``
tags its articles.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.urlwrappers import Tag

from ..blog.headers import words_of
from .choice import Choice
from .known import Known, choose_at
from .pages import TopicsGenerator
from .reading import Desk, Text, open_desk, read_text
from .settings import TopicsSettings

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")

logger = logging.getLogger(__name__)


def assign_topics(generator: Any) -> None:
    """Give every article its topics, with the sentences that speak for them.

    Sets ``topics`` (Topic, titled in the article's language), ``assignments`` (with evidence),
    ``suggested_topics`` and ``topics_by_author``. What the author typed stays in ``metadata``.
    """
    known: Known | None = generator.settings.get("KNOWN_TOPICS")
    desk = known.desk if known else open_desk(generator.settings)
    as_tags = TopicsSettings.from_pelican(generator.settings).as_tags
    unread: dict[str, None] = {}
    for content in _contents(generator):
        if not desk.language(content.lang):
            unread[content.lang] = None
        choice = _choose(content, desk, known)
        content.topics = choice.topics
        content.assignments = choice.assignments
        content.suggested_topics = tuple(each.topic for each in choice.suggested)
        content.topics_by_author = choice.by_author
        if as_tags:
            _add_tags(content, generator.settings)
    for lang in unread:
        logger.warning('Topics: the taxonomy has no words for the language "%s"', lang)
    if not known:
        desk.cache.save(whole=True)
    generator.context["taxonomy"] = desk.taxonomy


def _contents(generator: Any) -> Iterator[Any]:
    for shelf in ("articles", "translations", "drafts", "drafts_translations"):
        yield from getattr(generator, shelf)
    for shelf in ("hidden_articles", "hidden_translations"):
        yield from getattr(generator, shelf, ())


def _choose(content: Any, desk: Desk, known: Known | None) -> Choice:
    # Not content.topics: an article out of Pelican's own cache has ours there already.
    wanted, forbidden = (words_of(content.metadata.get(key)) for key in ("topics", "not_topics"))
    found = known.take(content.source_path, (content.lang, wanted, forbidden)) if known else None
    return found or choose_at(desk, _text(content), content.lang, wanted, forbidden)


def _text(content: Any) -> Text:
    """The author's Markdown; of other formats the HTML that Pelican made."""
    path = Path(content.source_path or "")
    if path.suffix.lower() in MARKDOWN:
        try:
            text = read_text(path.read_text(encoding="utf-8-sig"))
            return text if text.title else replace(text, title=content.title)
        except (OSError, UnicodeDecodeError):
            pass  # an article that another plugin made, or read in its own way
    return Text(content._content, title=content.title, lines=False)


def _add_tags(content: Any, settings: dict[str, Any]) -> None:
    """Topics after the author's own tags; one that is there already is not added again."""
    tags = list(content.metadata.get("tags", ()))
    known = {tag.slug for tag in tags}
    for topic in content.topics:
        tag = Tag(topic.title, settings)
        if tag.slug not in known:
            known.add(tag.slug)
            tags.append(tag)
    if tags:
        content.tags = tags


def topics_generator(pelican: Any) -> type[TopicsGenerator]:  # noqa: ARG001 - Pelican passes it
    return TopicsGenerator


def register() -> None:
    signals.article_generator_pretaxonomy.connect(assign_topics)
    signals.get_generators.connect(topics_generator)
