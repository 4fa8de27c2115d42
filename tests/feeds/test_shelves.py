"""Which article is in which feed, and on which of its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from plugins.blog import Article, ProblemsFound, Site, Topic
from plugins.feeds.feed import Feed
from plugins.feeds.settings import Pattern
from plugins.feeds.shelves import Label, Labels, archive_address, divide, require_apart, shelve
from tests.feeds.conftest import URL, Ready

LABELS: Labels = {
    "topic": lambda article: [
        Label(each.slug, each.title, f"{URL}/topics/{each.slug}/") for each in article.topics
    ],
    "lang": lambda article: [Label(article.lang, article.lang.upper(), f"{URL}/")],
}
TRUST_EN, TRUST_NL = Topic("trust", "Trust"), Topic("trust", "Vertrouwen")


@pytest.fixture
def mixed(ready: Ready) -> list[Article]:
    return [
        ready(guid="own-nl", lang="nl", topics=(TRUST_NL,)),
        ready(guid="en", topics=(TRUST_EN, Topic("ease", "Ease"))),
        ready(guid="nl-of-en", lang="nl", original=False, topics=(TRUST_NL,)),
    ]


def test_one_feed_has_originals_in_every_language(mixed: list[Article], site: Site) -> None:
    [shelf] = shelve(Pattern("all.xml", "rss"), mixed, LABELS, site)
    assert [each.guid for each in shelf.articles] == ["own-nl", "en"]
    assert (shelf.title, shelf.page, shelf.lang, shelf.kind) == (
        site.title,
        f"{URL}/",
        "en",
        "site",
    )


def test_a_feed_for_each_other_language_has_translations_too(
    mixed: list[Article], site: Site
) -> None:
    [shelf] = shelve(Pattern("{lang}/all.xml", "rss", ("lang",)), mixed, LABELS, site)
    assert shelf.path == "nl/all.xml"
    assert shelf.lang == "nl"
    assert shelf.title == "NL: Kept & Sound"
    assert [each.guid for each in shelf.articles] == ["own-nl", "nl-of-en"]


def test_a_feed_for_each_topic_is_named_in_the_main_language(
    mixed: list[Article], site: Site
) -> None:
    ease, trust = shelve(Pattern("t/{topic}.xml", "rss", ("topic",)), mixed, LABELS, site)
    assert (ease.path, trust.path) == ("t/ease.xml", "t/trust.xml")
    assert trust.title == "Trust: Kept & Sound"
    assert trust.page == f"{URL}/topics/trust/"
    assert (trust.kind, trust.slugs) == ("topic", ("trust",))
    assert [each.guid for each in trust.articles] == ["own-nl", "en"]


def test_two_placeholders_give_a_feed_for_each_pair(mixed: list[Article], site: Site) -> None:
    pattern = Pattern("{lang}/{topic}.xml", "rss", ("lang", "topic"))
    [shelf] = shelve(pattern, mixed, LABELS, site)
    assert shelf.path == "nl/trust.xml"
    assert shelf.title == "NL: Vertrouwen: Kept & Sound"


def test_a_site_without_articles_has_an_empty_feed(site: Site) -> None:
    [shelf] = shelve(Pattern("all.xml", "rss"), [], LABELS, site)
    assert shelf.articles == ()
    assert list(shelve(Pattern("{topic}.xml", "rss", ("topic",)), [], LABELS, site)) == []


def feed_of(count: int, ready: Ready, site: Site) -> Feed:
    """A feed of *count* articles, "1" the oldest, given in no order."""
    first = ready()
    articles = [
        ready(guid=str(n), published=first.published + timedelta(days=n))
        for n in range(1, count + 1)
    ]
    url = f"{URL}/feeds/all.rss.xml"
    return Feed(site, site.title, url, f"{URL}/", tuple(articles[1::2] + articles[::2]), "en")


@pytest.mark.parametrize(
    ("count", "pages"),
    [
        (0, [[]]),
        (3, [[3, 2, 1]]),
        (4, [[4, 3, 2], [3, 2, 1]]),
        (6, [[6, 5, 4], [3, 2, 1]]),
        (7, [[7, 6, 5], [6, 5, 4], [3, 2, 1]]),
        (9, [[9, 8, 7], [6, 5, 4], [3, 2, 1]]),
    ],
)
def test_archive_pages_are_full_and_counted_from_the_oldest(
    count: int, pages: list[list[int]], ready: Ready, site: Site
) -> None:
    made = list(divide(feed_of(count, ready, site), 3))
    assert [[int(each.guid) for each in page.articles] for page in made] == pages


def test_pages_know_their_neighbours(ready: Ready, site: Site) -> None:
    feed, newest, middle, oldest = divide(feed_of(10, ready, site), 3)
    assert (feed.current, feed.older, feed.newer) == ("", newest.url, "")
    assert newest.url == f"{URL}/feeds/all.archive-3.rss.xml"
    assert (newest.current, newest.older, newest.newer) == (feed.url, middle.url, "")
    assert (middle.older, middle.newer) == (oldest.url, newest.url)
    assert (oldest.older, oldest.newer) == ("", middle.url)
    assert {each.id for each in (feed, newest, middle, oldest)} == {feed.url}


def test_a_new_article_changes_no_full_page_but_the_newest(ready: Ready, site: Site) -> None:
    before = list(divide(feed_of(9, ready, site), 3))
    after = list(divide(feed_of(10, ready, site), 3))
    assert after[-1] == before[-1]
    assert after[-2].articles == before[-2].articles


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("feeds/all.rss.xml", "feeds/all.archive-2.rss.xml"),
        ("https://a.example/x/all.json", "https://a.example/x/all.archive-2.json"),
        ("all", "all.archive-2"),
    ],
)
def test_archive_addresses(address: str, page: str) -> None:
    assert archive_address(address, 2) == page


def test_two_feeds_with_one_path_are_refused(mixed: list[Article], site: Site) -> None:
    patterns = [Pattern("{topic}.xml", "rss", ("topic",)), Pattern("trust.xml", "atom")]
    shelves = [each for one in patterns for each in shelve(one, mixed, LABELS, site)]
    with pytest.raises(ProblemsFound, match=r'"trust\.xml" is the path of two feeds'):
        require_apart(shelves)
