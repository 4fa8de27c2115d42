"""The headers that something reads: docs/author.md says what each is for."""

from __future__ import annotations

PELICAN_KEYS = frozenset(
    {
        "author",
        "authors",
        "category",
        "date",
        "date_format",
        "keywords",
        "lang",
        "modified",
        "save_as",
        "slug",
        "status",
        "summary",
        "tags",
        "template",
        "timezone",
        "title",
        "translation",
        "url",
    }
)
OUR_KEYS = frozenset(
    {
        "answers",
        "categories",
        "extra",
        "id",
        "image",
        "image_alt",
        "kind",
        "not_topics",
        "posted_by",
        "question",
        "series",
        "source",
        "topics",
        "written_for",
    }
)
KNOWN_KEYS = PELICAN_KEYS | OUR_KEYS
