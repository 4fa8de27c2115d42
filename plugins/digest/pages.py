"""The editions on the site: /greetz/ and /greetz/2026-11/ with its plain text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from pelican.generators import Generator, PelicanTemplateNotFound

from ..blog.addresses import name_for
from ..blog.article import Article, Told
from ..blog.dates import now
from ..blog.files import write_with
from ..blog.library import folded, mailed
from ..blog.settings import Site
from ..blog.text import count_words, plain
from .assembly import titles_of
from .frozen import Frozen
from .joining import form_of
from .lines import shorten
from .pieces import Edition
from .promised import read_record
from .render import STOCK, environment, render_page
from .shelf import read_shelf
from .words import words_in

BLOCK = "content"
"""What themes call the part of base.html that each page fills."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as the templates of the site get it. *html* is what stands in its page, below
    its title; *url* is relative to the site. *issued* is when it went out, or would have. *told*
    is its HTML as feeds have it: without what is for subscribers until a day; so is *summary*."""

    edition: Edition
    html: Markup
    text: str
    url: str
    summary: str
    issued: datetime
    told: str = ""

    def html_at(self, home: str) -> Markup:
        """*html* with the links to this site beginning at *home*, so that a trial stays at home."""
        ours = f'="{self.edition.site_url}/'
        return Markup(self.html.replace(Markup(ours), Markup(f'="{home}/')))  # noqa: S704


class EditionsGenerator(Generator):  # type: ignore[misc]
    """Writes the pages, with templates of ours where the theme has none."""

    shown: tuple[Shown, ...] = ()

    def gather(self) -> None:
        """Compose every edition, for this room's pages and for the feeds."""
        site = Site.from_pelican(self.settings)
        contents = tuple(mailed(self.context))
        articles = [folded(each, site) for each in contents]
        shelf = read_shelf(articles, self.settings, self.settings.get("NOW") or now())
        self.context["sign_up_form"] = form_of(shelf.settings)
        templates = environment(Path(self.theme))
        withheld = frozenset(each.guid for each in articles if each.withheld)
        self.shown = tuple(
            show(each, templates, shelf.frozen.get(each.month), withheld)
            for each in shelf.editions()
        )
        self.context["editions"] = self.shown
        self.context["promise_record"] = read_record(shelf, self.settings)
        self.context["edition_articles"] = tuple(map(as_article, self.shown))
        guids = [article.guid for article in articles]
        by_guid = dict(zip(guids, contents, strict=True))
        for guid, told in answers_told(self.shown):
            if guid in by_guid:
                content = by_guid[guid]
                content.told = (*getattr(content, "told", ()), told)

    def generate_output(self, writer: Any) -> None:
        """The list, each edition with its neighbours, and the same as plain text."""
        if not self.shown:
            return
        one, many = self._template("edition"), self._template("editions")
        folder = f"{self.shown[0].edition.slug}/"
        self._write(writer, folder, many)
        for at, each in enumerate(self.shown):
            newer = self.shown[at - 1] if at else None
            older = self.shown[at + 1] if at + 1 < len(self.shown) else None
            self._write(writer, each.url, one, shown=each, newer=newer, older=older)
            name, output = f"{each.url}index.txt", Path(self.output_path)
            write_with(writer, output, name, partial(str.encode, each.text), each.text)

    def _template(self, name: str) -> Any:
        """The theme's, else ours, which stands inside the theme's base.html if it can."""
        try:
            return self.get_template(name)
        except PelicanTemplateNotFound:
            loader = ChoiceLoader([self.env.loader, FileSystemLoader(STOCK / "site")])
            stock = self.env.overlay(loader=loader)
            fits = BLOCK in stock.get_template("base.html").blocks
            ground = "base.html" if fits else "edition_ground.html"
            return stock.get_template(f"{name}.html", globals={"ground": ground})

    def _write(self, writer: Any, folder: str, template: Any, **given: Any) -> None:
        relative = self.settings["RELATIVE_URLS"]
        lang = given["shown"].edition.lang if given else self.settings["DEFAULT_LANG"]
        writer.write_file(
            f"{folder}index.html",
            template,
            self.context,
            relative_urls=relative,
            url=folder,
            edition_words=words_in(lang),
            **given,
        )


def answers_told(shown: Sequence[Shown]) -> Iterator[tuple[str, Told]]:
    """What readers answered, with the guid of the article that asked: each edition, newest first,
    tells of the question that the one before it asked."""
    for newer, older in pairwise(shown):
        question, tally = older.edition.question, newer.edition.tally
        for piece in older.edition.pieces if question and tally else ():
            if question and tally and piece.url == question.url:
                title, url = newer.edition.title, newer.url
                yield piece.guid, Told(tally.counts, tally.replies, title, url)


def show(
    edition: Edition, templates: Any, frozen: Frozen | None, withheld: Collection[str] = ()
) -> Shown:
    """*edition* with its page made. *withheld* are the guids of articles that only its readers are
    to find: what lists the edition does not tell of them."""
    page = render_page(edition, templates)
    public = without(edition, withheld)
    newest = max(piece.published for piece in edition.pieces)
    return Shown(
        edition=edition,
        html=Markup(page.html),  # noqa: S704 - made by our template, every value escaped
        text=page.text,
        url=f"{edition.slug}/{edition.month}/",
        summary=shorten(public.preheader, 300),
        issued=frozen.cut if frozen else newest,
        told=page.html if public is edition else render_page(public, templates).html,
    )


def without(edition: Edition, withheld: Collection[str]) -> Edition:
    """*edition* as those may see it to whom *withheld* articles are not open yet."""
    hidden = [each for each in edition.pieces if each.guid in withheld]
    if not hidden:
        return edition
    pieces = tuple(each for each in edition.pieces if each not in hidden)
    question = edition.question
    if question and question.url in {each.url for each in hidden}:
        question = None
    preheader = edition.preheader
    if preheader == titles_of(edition.pieces) or any(each.title in preheader for each in hidden):
        preheader = titles_of(pieces) or edition.title
    return replace(edition, pieces=pieces, question=question, preheader=preheader)


def as_article(shown: Shown) -> Article:
    """An edition as one entry of a feed."""
    edition = shown.edition
    zone = shown.issued.tzinfo
    corrected = [datetime.fromisoformat(each.at or each.day) for each in edition.corrections]
    updated = [each if each.tzinfo else each.replace(tzinfo=zone) for each in corrected]
    html = shown.told
    return Article(
        path=Path("editions", f"{edition.month}.md"),
        title=edition.title,
        url=edition.url,
        guid=name_for(edition.key),
        published=shown.issued,
        updated=max((*updated, shown.issued)),
        authors=(edition.editor,) if edition.editor else (edition.site_title,),
        summary=shown.summary,
        html=html,
        lang=edition.lang,
        slug=str(edition.month),
        words=count_words(plain(html)),
    )
