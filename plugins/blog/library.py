"""Articles out of Pelican: the one module that turns Pelican's objects into ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator

from .article import Article, Credit, Topic
from .categories import categories_of
from .folded import row_of, unfold
from .headers import words_of
from .settings import Site
from .text import absolute, count_words, plain


def from_content(content: Any, site: Site, *, whole: bool = True) -> Article:
    """Our Article of a Pelican article; works on a stock Pelican site too. One that is not *whole*
    has no text and no summary, which take most of the time."""
    url = f"{site.url}/{content.url}"
    html = absolute(content.get_content(site.url), site.url, url) if whole else ""
    image = str(getattr(content, "image", "") or "")
    return Article(
        path=Path(content.relative_source_path),
        title=plain_title(content.title),
        url=url,
        guid=str(getattr(content, "guid", "") or url),
        published=content.date,
        updated=getattr(content, "modified", content.date),
        authors=tuple(str(author) for author in getattr(content, "authors", ())),
        summary=plain(content.get_summary(site.url)) if whole else "",
        html=html,
        lang=content.lang,
        slug=content.slug,
        words=count_words(plain(html)),
        categories=_categories(content),
        topics=tuple(topic for topic in getattr(content, "topics", ()) if isinstance(topic, Topic)),
        image=image if not image or ":" in image else f"{site.url}/{image.lstrip('/')}",
        image_alt=str(getattr(content, "image_alt", "") or ""),
        image_size=getattr(content, "image_size", (0, 0)),
        question=str(getattr(content, "question", "") or ""),
        answers=_words(getattr(content, "answers", ())),
        written_for=_credit(getattr(content, "written_for", None)),
        source=_credit(getattr(content, "source", None)),
        posted_by=str(getattr(content, "posted_by", "") or ""),
        people=tuple(getattr(content, "people", ())),
        roundup=bool(getattr(content, "links", ())),
        public_from=getattr(content, "public_from", None),
        withheld=bool(getattr(content, "withheld", False)),
        report=_report(content, site),
        event=getattr(content, "event", None),
        organiser=_credit(getattr(content, "organiser", None)),
        original=not getattr(content, "translation_of", None),
        told=tuple(
            replace(each, url=f"{site.url}/{each.url}") for each in getattr(content, "told", ())
        ),
    )


def folded(content: Any, site: Site) -> Article:
    """The same, but its text is made when somebody asks for it: of thousands few are."""
    words = getattr(content, "words", None)
    if not isinstance(words, int):
        return from_content(content, site)  # no plugin of ours counted them
    bare = from_content(content, site, whole=False)
    summary = plain(content.get_summary(site.url))
    row = row_of(replace(bare, summary=summary, words=words))
    return unfold(row, lambda _: absolute(content.get_content(site.url), site.url, bare.url))


def _report(content: Any, site: Site) -> str:
    address = str(getattr(content, "report_file", "") or "")
    return address if not address or ":" in address else f"{site.url}/{address}"


def plain_title(title: str) -> str:
    """A title on one line: it goes into headers of mails and elements of feeds."""
    return " ".join(str(title).split())


def read_articles(settings: dict[str, Any]) -> tuple[Article, ...]:
    """Every published article, newest first, translations included, plugins' work done on it, and
    those that are withheld for readers of the digest; no site is written. Links to pages and
    pictures are resolved as on the site."""
    return tuple(
        from_content(each, Site.from_pelican(settings)) for each in read_contents(settings)
    )


def read_contents(settings: dict[str, Any]) -> tuple[Any, ...]:
    """The same as Pelican's own objects."""
    pelican = Pelican(settings)
    context = settings | {
        "generated_content": {},
        "static_links": set(),
        "static_content": {},
        "localsiteurl": settings["SITEURL"],
    }
    generators = [
        made(
            context=context,
            settings=settings,
            path=pelican.path,
            theme=pelican.theme,
            output_path=pelican.output_path,
        )
        for made in (ArticlesGenerator, PagesGenerator, StaticGenerator)
    ]
    for generator in generators:
        generator.generate_context()
    for generator in generators:
        if hasattr(generator, "refresh_metadata_intersite_links"):
            generator.refresh_metadata_intersite_links()
    return tuple(mailed(generators[0]))


def published(generator: Any) -> Iterator[Any]:
    """The published articles of a generator or a context, translations too, newest first."""
    articles = generator["articles"] if isinstance(generator, dict) else generator.articles
    # Pelican's context has no list of translations: each hangs on its original.
    translations = {id(each): each for article in articles for each in article.translations}
    contents = [*articles, *translations.values()]
    contents.sort(key=lambda each: (each.lang, each.relative_source_path))
    contents.sort(key=lambda each: each.date, reverse=True)
    yield from contents


def mailed(generator: Any) -> list[Any]:
    """What the digest may carry: the published articles, and those that are withheld until a day
    for its readers."""
    is_context = isinstance(generator, dict)
    hidden = generator["hidden_articles"] if is_context else generator.hidden_articles
    withheld = [each for each in hidden if getattr(each, "withheld", False)]
    contents = [*published(generator), *withheld]
    contents.sort(key=lambda each: (each.lang, each.relative_source_path))
    contents.sort(key=lambda each: each.date, reverse=True)
    return contents


def _categories(content: Any) -> tuple[str, ...]:
    category = getattr(content, "category", None)
    named = (str(category),) if category else ()
    return tuple(dict.fromkeys((*named, *categories_of(content))))


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return words_of(value)
    return tuple(str(each) for each in value or ())


def _credit(value: Any) -> Credit | None:
    """On a stock site a credit is still the string that was typed."""
    if isinstance(value, str) and value.strip():
        return Credit(value.strip())
    return value if isinstance(value, Credit) else None
