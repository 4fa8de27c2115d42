"""Words that may stand before the colon in a header: which are read, and what each may hold."""

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
        "deadline",
        "end",
        "extra",
        "id",
        "image",
        "image_alt",
        "kind",
        "links",
        "not_topics",
        "online",
        "organiser",
        "place",
        "posted_by",
        "public_from",
        "question",
        "report",
        "series",
        "source",
        "start",
        "topics",
        "written_for",
        "zone",
    }
)
KNOWN_KEYS = PELICAN_KEYS | OUR_KEYS
"""docs/author.md says what each is for."""
REQUIRED = ("title", "date")
ONE_VALUE = frozenset(
    {
        "lang",
        "status",
        "slug",
        "url",
        "save_as",
        "template",
        "translation",
        "timezone",
        "date_format",
        "id",
        "kind",
        "series",
        "posted_by",
        "public_from",
        "report",
        "image",
        "extra",
    }
)
"""Headers that stop Pelican, or us, when they are a list or a mapping."""
WORDS = frozenset(
    {
        "answers",
        "author",
        "authors",
        "categories",
        "category",
        "date",
        "image_alt",
        "keywords",
        "modified",
        "not_topics",
        "question",
        "summary",
        "tags",
        "title",
        "topics",
    }
)
"""Headers that may be a list or run over several lines, but not be a mapping."""
RESERVED = frozenset(
    {
        "allowed_statuses",
        "attach_to",
        "content",
        "default_status",
        "default_template",
        "event",
        "event_file",
        "event_over",
        "filename",
        "get_content",
        "get_relative_source_path",
        "get_siteurl",
        "get_static_links",
        "get_summary",
        "get_url_setting",
        "in_default_lang",
        "in_review",
        "is_valid",
        "mandatory_properties",
        "metadata",
        "override_save_as",
        "override_url",
        "refresh_metadata_intersite_links",
        "relative_dir",
        "relative_source_path",
        "report_file",
        "report_weight",
        "review_problems",
        "scheduled",
        "settings",
        "source_path",
        "toc",
        "translation_of",
        "translations",
        "url_format",
        "valid_properties",
        "withheld",
    }
)
"""Names that Pelican's articles, or ours, use for themselves: a header would break them."""
