"""The addresses that Jekyll gave its posts, by the words of its permalinks."""

from __future__ import annotations

import re
from datetime import datetime

from pelican.utils import slugify

from .post import Post

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's own words for the shapes of addresses."""
TOKEN = re.compile(r":(\w+)")


def address_of(post: Post, pattern: str, name: str, above: tuple[str, ...]) -> str:
    """The path of *post* by *pattern*, one of Jekyll's own words or a pattern. *name* is that of
    its file, *above* the folders that its ``_posts`` lies in."""
    pattern = STYLES.get(pattern, pattern)
    at = post.date.at if post.date else None
    shelves = [_slug(each) for each in (*above, *post.categories)]
    words = {
        "categories": "/".join(dict.fromkeys(each for each in shelves if each)),
        "title": post.slug or name,
        "slug": _slug(post.slug or name),
        "output_ext": ".html",
        **(_dated(at) if at else {}),
    }
    path = TOKEN.sub(lambda found: words.get(found[1], found[0]), pattern)
    return re.sub(r"/{2,}", "/", f"/{path}")


def _dated(at: datetime) -> dict[str, str]:
    return {
        "year": f"{at:%Y}",
        "month": f"{at:%m}",
        "day": f"{at:%d}",
        "i_month": str(at.month),
        "i_day": str(at.day),
        "short_year": f"{at:%y}",
        "y_day": f"{at:%j}",
        "hour": f"{at:%H}",
        "minute": f"{at:%M}",
        "second": f"{at:%S}",
    }


def _slug(words: str) -> str:
    """*words* as Jekyll puts them into an address."""
    kept = re.sub(r"[^\w-]+", "-", words.lower()).strip("-")
    return kept or str(slugify(words))
