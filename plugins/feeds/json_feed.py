"""JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from ..blog.article import Article
from .feed import Feed, categories

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """The feed as JSON Feed; what is not known is left out."""
    whole = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.lang,
        "authors": [{"name": feed.site.author}],
        "next_url": feed.older,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    whole = {key: value for key, value in whole.items() if value}
    whole["items"] = [_entry(article, feed) for article in feed.articles]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(article: Article, feed: Feed) -> dict[str, Any]:
    entry = {
        "id": article.guid,
        "url": article.url,
        "title": article.title,
        "summary": article.summary,
        "image": article.image,
        "date_published": article.published.isoformat(),
        "date_modified": article.updated.isoformat(),
        "authors": [{"name": name} for name in article.authors],
        "tags": [label for _term, label in categories(article)],
        "language": article.lang,
    }
    return {key: value for key, value in entry.items() if value} | {
        "content_html": feed.html(article)
    }
