"""What the headers of a Hugo post are called here, and which stay behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..blog.headers import Header, Value
from ..blog.problems import Problem
from .front import one, several
from .hugo_site import HugoSite
from .post import Post, loss

OWN = frozenset(
    [
        "title",
        "date",
        "publishdate",
        "lastmod",
        "modified",
        "draft",
        "slug",
        "url",
        "aliases",
        "author",
        "authors",
        "tags",
        "categories",
        "summary",
        "description",
        "expirydate",
        "image",
        "images",
        "cover",
        "featured_image",
        "featuredimage",
        "thumbnail",
        "featured_image_alt",
        "image_alt",
        "type",
        "layout",
        "markup",
        "id",
        "linktitle",
        "language",
        "languagecode",
    ]
)
"""Headers that are brought along under a name of this house, or mean nothing here."""
MEANT_ELSE = frozenset(
    [
        "topics",
        "not_topics",
        "kind",
        "extra",
        "source",
        "series",
        "question",
        "answers",
        "written_for",
        "posted_by",
        "template",
        "url",
        "save_as",
        "translation",
        "category",
        "status",
        "lang",
        "timezone",
        "date_format",
        "keywords",
    ]
)


def filed(fields: Mapping[str, Value], site: HugoSite) -> Iterator[str]:
    """The words of shelves that this house does not have: they become tags."""
    for key in (*site.taxonomies, "topics"):
        yield from several(fields.get(key))


def authors_of(fields: Mapping[str, Value]) -> tuple[str, ...]:
    for key in ("authors", "author"):
        value = fields.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, list):
            value = [each.get("name", "") if isinstance(each, dict) else each for each in value]
        if several(value):
            return several(value)
    return ()


def picture_of(fields: Mapping[str, Value]) -> tuple[str, str]:
    cover = fields.get("cover")
    if isinstance(cover, dict):
        return one(cover.get("image")), one(cover.get("alt"))
    alt = one(fields.get("featured_image_alt")) or one(fields.get("image_alt"))
    keys = ("image", "featured_image", "featuredimage", "primary_image", "cover", "thumbnail")
    for key in (*keys, "images"):
        value = fields.get(key)
        if isinstance(value, dict):
            return one(value.get("src") or value.get("path")), one(value.get("alt")) or alt
        if several(value):
            return several(value)[0], alt
    return "", alt


def stayed(post: Post, header: Header) -> Iterator[Problem]:
    for key in post.more:
        if key in MEANT_ELSE and key != "topics":
            words = one(post.more[key]) or "a list or a mapping"
            what = f'the header "{key}: {words}" means something else here and stayed behind'
            yield loss(post.shown, header.line(key), what, "header")
