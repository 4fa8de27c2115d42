"""All that an editor sees beside one article: each room says its part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..authoring.sheet import Entry, Mail, Sheet, Subject, card_of, proof_of, render
from ..authoring.texts import read_contents
from ..blog.article import Article
from ..blog.dates import full_moment, long_date
from ..blog.library import from_content
from ..blog.log import collected_log
from ..blog.opening import Run
from ..blog.problems import ProblemsFound
from ..blog.settings import Site
from ..blog.survey import Place, Survey, survey
from ..incremental.store import Doubt, open_store
from .looking import check_up
from .recall import load_places, load_text
from .rooms import Seen, explained

PROOFS = 3
"""Sentences that are shown for a topic."""
FEED_STYLE = (
    "<style>body{font:16px/1.55 Georgia,serif;margin:1rem;max-width:38rem;color:#222;"
    "background:#fff}img{max-width:100%;height:auto}</style>"
)


def sheet_of(run: Run, memory: Path, address: str, page: str) -> str:
    """The sheet of the article at *address*, whose finished *page* is there; empty where no article
    stands there. *memory* is that of checks."""
    result = check_up(run, memory)
    try:
        with open_store(memory) as store:
            target = load_places(store).by_url.get(address)
            seen = load_text(store, target.shown) if target else None
    except Doubt:
        return ""  # what cannot be judged has been told
    if seen is None or seen.text.place.kind != "article":
        return ""
    article, found = _article(run, seen)
    site = Site.from_pelican(run.settings)
    problems = (each for each in result.problems if each.path == seen.shown)
    words = seen.text.facts.words
    sheet = Sheet(
        seen.shown,
        words,
        replace(article, words=words).minutes if article else max(1, round(words / 238)),
        seen.ease,
        tuple(sorted(explained(problems), key=lambda each: (each.warning, each.line))),
        _subjects(run, found),
        card_of(page, site.url),
        _entry(run, article) if article else None,
        _mail(run, article, site) if article else None,
        _waits(seen.text.place),
    )
    return render(sheet)


def _article(run: Run, seen: Seen) -> tuple[Article | None, Survey]:
    """The article as its page has it, read alone, and its file."""
    name = seen.text.place.source.path.relative_to(run.content.absolute()).as_posix()
    settings = {**run.settings, "ARTICLE_PATHS": [name], "PAGE_PATHS": []}
    settings["TOPICS"] = {**settings["TOPICS"], "cache": ""}
    found = survey(settings, Path.cwd())
    with collected_log():  # that other articles are not there is no news
        contents = read_contents({**settings, "LEFT_OUT": found.left_out})
        content = contents.get(seen.text.place.source.path)
        article = from_content(content, Site.from_pelican(settings)) if content else None
    return article, found


def _subjects(run: Run, found: Survey) -> tuple[Subject, ...]:
    from ..topics.reading import open_desk
    from ..topics.report import read_entries

    try:
        settings = {**run.settings, "TOPICS": {**run.settings["TOPICS"], "cache": ""}}
        entries = read_entries(open_desk(settings), found)
    except ProblemsFound:
        return ()  # the check tells of it
    subjects = []
    for entry in entries:
        choice = entry.choice
        proven = {each.topic.slug: each for each in (*choice.assignments, *choice.suggested)}
        standing = "named" if choice.by_author else "found"
        those = [(topic, standing) for topic in choice.topics]
        those += [(each.topic, "suggested") for each in choice.suggested]
        for topic, how in those:
            known = proven.get(topic.slug)
            proofs = known.evidence[:PROOFS] if known else ()
            subjects.append(
                Subject(
                    topic.title,
                    how,
                    tuple(proof_of(each.sentence, each.words, each.line) for each in proofs),
                )
            )
    return tuple(subjects)


def _entry(run: Run, article: Article) -> Entry:
    from ..feeds.ending import words_in
    from ..feeds.entry import prepare

    site = Site.from_pelican(run.settings)
    known: Any = run.settings.get("WORDS", {})
    made = prepare(article, site, words_in(article.lang, known))
    return Entry(
        made.title,
        ", ".join(made.authors),
        long_date(made.published, made.lang),
        tuple(dict.fromkeys((*made.categories, *(topic.title for topic in made.topics)))),
        FEED_STYLE + _at_home(made.html, site.url),
    )


def _mail(run: Run, article: Article, site: Site) -> Mail | None:
    from ..digest.edition import compose
    from ..digest.month import Month
    from ..digest.render import environment, render
    from ..digest.settings import DigestSettings

    section = DigestSettings.from_pelican(run.settings)
    if section.body == "auto":  # alone it would be carried whole
        section = replace(section, body="summary")
    month = Month.of(article.published, site.timezone)
    now: datetime = max(run.settings["NOW"], article.published)
    edition = compose((replace(article, original=True),), month, section, site, now=now)
    message = render(edition, environment(Path(run.settings["THEME"])), tags=False)
    return Mail(month.named("en"), _at_home(message.html, site.url))


def _waits(place: Place) -> str:
    if place.waits:
        return f"It waits: readers see it from {full_moment(place.waits, 'en')} on."
    return (
        "It is a draft: readers see it when you take that line out."
        if place.status == "draft"
        else ""
    )


def _at_home(html: str, home: str) -> str:
    """Pictures of the site are those of this preview."""
    return html.replace(f'src="{home}/', 'src="/') if home else html
