"""What Sveltia CMS asks of a writer: a field for each header, in the words of the author's guide.

Shapes are those of Sveltia's configuration (its package brings them as schema/sveltia-cms.json).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Field = dict[str, Any]

LEFT_OUT = frozenset(
    {
        "authors",  # one field for one author or several: "author" is read as both
        "categories",
        "date_format",
        "id",  # made from the address; a form would make two alike when an article is copied
        "keywords",
        "not_topics",
        "save_as",
        "template",
        "timezone",
        "url",
    }
)
"""Headers that stay as they are in the file: who needs them opens it."""
DAY = "YYYY-MM-DD HH:mm"
"""How the site's headers write a moment, on a clock in the site's own zone."""


@dataclass(frozen=True, slots=True)
class House:
    """What the site knows and a form offers. *topics* are titles by slug, *languages* names by
    code, the site's own first."""

    topics: Mapping[str, str]
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    languages: Mapping[str, str]


def article_fields(house: House) -> list[Field]:
    """The form of an article: what each one needs first, then what some have."""
    return [
        _field("title", "Title"),
        _field("date", "Date", "datetime", format=DAY, **_hint("Still to come: it waits.")),
        _choice("author", "Author", house.authors, several=True),
        _choice("category", "Category", house.categories, several=True),
        _field("summary", "Summary", "text", **_maybe("One or two sentences, for lists and mail")),
        _field("body", "Text", "markdown"),
        _field(
            "status",
            "Status",
            "select",
            options=[
                {"label": "Draft", "value": "draft"},
                {"label": "Review: a draft to be looked at", "value": "review"},
                {"label": "Published", "value": "published"},
                {"label": "Hidden: published, in no list", "value": "hidden"},
            ],
            default="draft",
        ),
        _field("image", "Picture", "image", **_maybe("On top, and where the article is shared")),
        _field("image_alt", "What the picture shows", **_maybe("For those who cannot see it")),
        _field("question", "Question to the reader", **_maybe("At the end, and in the mail")),
        _field("answers", "Answers to choose from", "list", **_maybe("None invites a story")),
        _choice("topics", "Topics", house.topics, several=True, hint="They are found in the text."),
        _choice("lang", "Language", house.languages, hint="If it is not the site's own"),
        _field("kind", "Kind", **_maybe("essay, interview, case, note, report, event, roundup")),
        _field("series", "Series", **_maybe("What it belongs to")),
        _credit("written_for", "Written for", dated=True),
        _credit("source", "Source"),
        _field("posted_by", "Posted by", **_maybe("If it is not the author")),
        _field("slug", "Address", **_maybe("The end of it: the-late-bread. Made from the title")),
        _field("translation", "Translation of", **_maybe("true for a translation")),
        _field("modified", "Updated", "datetime", format=DAY, **_maybe("When readers should know")),
        _field("tags", "Your own words", "list", **_maybe("Nothing is done to them")),
        _field("extra", "Why it steps outside the promise", **_maybe("Readers can read it")),
        *_report_fields(),
        *_event_fields(),
        _field("links", "Roundup: links", "list", **_mention(), **_maybe("What others wrote")),
    ]


def _report_fields() -> list[Field]:
    return [
        _field("report", "Report: file", **_maybe("A file beside the article, or an address")),
        _field("public_from", "Report: for everybody from", **_maybe("As 2026-12-03")),
    ]


def _event_fields() -> list[Field]:
    return [
        _field("start", "Event: start", **_maybe("As 2026-12-09 19:30, or a day alone")),
        _field("end", "Event: end", **_maybe("The same, or an hour: 21:30")),
        _field("zone", "Event: time zone", **_maybe("If not the site's: America/New_York")),
        _field("place", "Event: place", **_maybe("Where it is")),
        _field("online", "Event: online", **_maybe("An address with https://")),
        _field("deadline", "Event: last day to sign up", **_maybe("As 2026-12-02")),
        _credit("organiser", "Event: organiser"),
    ]


def _mention() -> Field:
    """The fields of one link of a roundup."""
    return {
        "fields": [
            _field("title", "Title"),
            _field("url", "Address"),
            _field("source", "Source", **_maybe("Who wrote it")),
            _field("note", "Why it is worth reading", **_maybe("One sentence")),
        ]
    }


def page_fields(house: House) -> list[Field]:
    """The form of a page: about, privacy, subscribe."""
    return [
        _field("title", "Title"),
        _field("slug", "Address", **_maybe("The end of it: about")),
        _choice("lang", "Language", house.languages, hint="If it is not the site's own"),
        _field("summary", "Summary", "text", **_maybe("For search engines")),
        _field("body", "Text", "markdown"),
    ]


def edition_fields() -> list[Field]:
    """The form of the editor's word for a month's mail."""
    words = {
        "fields": [_field("text", "What they wrote", "text"), _field("name", "Who", **_maybe(""))]
    }
    return [
        _field("title", "Title", **_maybe("The subject of the mail")),
        _field("preheader", "Line below the subject", **_maybe("What an inbox shows beside it")),
        _field("editor", "Editor", **_maybe("Who signs")),
        _field("picks", "First articles", "list", **_maybe("Their addresses, in order")),
        _field("question", "Question", **_maybe("Else that of the first article that asks one")),
        _field("answers", "Answers to choose from", "list", **_maybe("None invites a story")),
        _field("tally", "Answers to last month's", "list", **_maybe("As: Yes 81")),
        _field("replies", "Replies to show", "list", **words, **_maybe("")),
        _field("missed", "Why this month broke the promise", **_maybe("Readers can read it")),
        _field("body", "Your word", "markdown", required=False),
    ]


def _field(name: str, label: str, widget: str = "string", **more: Any) -> Field:
    return {"name": name, "label": label, "widget": widget, **more}


def _hint(words: str) -> Field:
    return {"hint": words} if words else {}


def _maybe(words: str) -> Field:
    return {"required": False, **_hint(words)}


def _choice(
    name: str,
    label: str,
    options: Mapping[str, str] | Iterable[str],
    *,
    several: bool = False,
    hint: str = "",
) -> Field:
    """A choice of *options*; a line to write on, where there are none to choose from."""
    named = options.items() if isinstance(options, Mapping) else ((each, each) for each in options)
    offered = [{"label": shown, "value": value} for value, shown in named]
    if not offered:
        return _field(name, label, **_maybe(hint))
    more = {"multiple": True} if several else {}
    return _field(name, label, "select", options=offered, **more, **_maybe(hint))


def _credit(name: str, label: str, *, dated: bool = False) -> Field:
    fields = [_field("name", "Name"), _field("url", "Address", **_maybe("https://..."))]
    if dated:
        fields.append(_field("date", "Published on", **_maybe("As 2026-11-22")))
    return _field(name, label, "object", fields=fields, collapsed=True, **_maybe(""))
