"""The nouns every room shares, and how articles are read. Nothing here writes to the site."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pelican import signals

from .addresses import read_register
from .article import Article, Credit, Reply, Told, Topic
from .categories import file_under_categories
from .dates import long_date, month_and_year, month_name, newest_day
from .links import find
from .people import People, Person
from .people_file import known_people
from .problems import Problem, ProblemsFound, nearest
from .reader import ArticleReader, Remembered
from .settings import BlogSettings, Site, read_section
from .text import compact_json, count_words, part_opening, plain, policy_hash, short_names

__all__ = [
    "Article",
    "BlogSettings",
    "Credit",
    "Person",
    "Problem",
    "ProblemsFound",
    "Reply",
    "Site",
    "Told",
    "Topic",
    "nearest",
    "read_section",
]


def use_reader(readers: Any) -> None:
    """Read every Markdown file with our headers."""
    for extension in ArticleReader.file_extensions:
        readers.reader_classes[extension] = ArticleReader


def prepare_settings(pelican: Any) -> None:
    """Give templates the site, the theme's words and a few filters."""
    settings = pelican.settings
    words = Path(settings["THEME"], "words.toml")
    if words.is_file():
        settings["WORDS"] = tomllib.loads(words.read_text(encoding="utf-8"))
    settings["SITE"] = Site.from_pelican(settings)
    settings["PEOPLE"] = known_people(settings)
    settings["JINJA_FILTERS"] = {
        **settings["JINJA_FILTERS"],
        "long_date": long_date,
        "month_name": month_name,
        "month_and_year": month_and_year,
        "newest_day": newest_day,
        "part_opening": part_opening,
        "plain": plain,
        "policy_hash": policy_hash,
        "compact_json": compact_json,
        "short_names": short_names,
    }


def prepare_articles(generator: Any) -> None:
    """Give each article its guid, its length, its picture's address, those of its authors of whom
    something is known, and its original."""
    settings = generator.settings
    people: People = settings["PEOPLE"]
    section = read_section(settings, "BLOG", BlogSettings)
    register = read_register(Path(section.register))
    content_folder = Path(settings["PATH"])
    bodies: Remembered | None = settings.get("BODIES")
    for content in (
        *generator.articles,
        *generator.translations,
        *generator.drafts,
        *generator.drafts_translations,
        *generator.hidden_articles,
        *generator.hidden_translations,
    ):
        own_id = str(getattr(content, "id", "") or "")
        content.guid = register.guid(content.relative_source_path, f"/{content.url}", own_id)
        words = bodies.words(Path(content.source_path), content._content) if bodies else None
        content.words = count_words(plain(content._content)) if words is None else words
        known = (people.of(str(each)) for each in getattr(content, "authors", ()))
        content.people = tuple(each for each in known if each)
        image = str(getattr(content, "image", "") or "")
        found = find(image, Path(content.source_path), content_folder) if image else None
        if found:
            content.image = found.relative_to(content_folder.resolve()).as_posix()
            generator.context["static_links"].add(content.image)
    originals = {id(each) for each in generator.articles}
    for translation in generator.translations:
        translation.translation_of = next(
            (each for each in translation.translations if id(each) in originals), None
        )


def register() -> None:
    signals.initialized.connect(prepare_settings)
    signals.readers_init.connect(use_reader)
    signals.article_generator_pretaxonomy.connect(prepare_articles)
    signals.article_generator_finalized.connect(file_under_categories)
