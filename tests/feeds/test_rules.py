"""Each rule must be able to fail: a sound feed is broken in one way at a time."""

from __future__ import annotations

import pytest

from plugins.feeds.feed import Feed
from plugins.feeds.xml_feeds import write_atom, write_rss
from tests.feeds.rules import faults

RSS = [
    ("<language>en<", "<language>English, UK<", "is no language"),
    (' isPermaLink="false"', "", "isPermaLink"),
    ("Thu, 19 Nov 2026", "Fri, 19 Nov 2026", "another day"),
    ("08:00:00 +0100</pubDate>", "08:00</pubDate>", "no date"),
    ("000000000002</guid>", "000000000001</guid>", "two entries with one id"),
    ('rel="hub"', 'rel="self"', "not one link to itself"),
    ("<link>https://site.example/the-wall/", "<link>/the-wall/", "not a whole address"),
    ('href="https://site.example/late', 'href="/late', "href in the text"),
    ("&lt;p&gt;Complaints", '&lt;p onclick="x()"&gt;Complaints', "onclick"),
    ("&lt;p&gt;Complaints", '&lt;p style="color:red"&gt;Complaints', "style"),
    ("&lt;p&gt;Complaints", "&lt;script&gt;x()&lt;/script&gt;Complaints", "<script>"),
    ("&lt;p&gt;Complaints", "&lt;/p&gt;Complaints", "invalid HTML"),
    ('length="98765"', 'length=""', "without its length"),
    ("<dc:creator>Sam Sample</dc:creator>", "<author>Sam</author>", "mail address"),
    ("Complaints", "Com\x7fplaints", "control character"),
]
ATOM = [
    ('xml:lang="en"', "", "is no language"),
    ('type="html"', 'type="CDATA"', "type is CDATA"),
    ('rel="enclosure"', 'rel="alternate"', "2 alternate links"),
    ("000000000002</id>", "000000000001</id>", "two entries with one id"),
    ("2026-11-19T08:00:00+01:00", "2026-11-19T08:00:00", "no date"),
    ("<summary>", "<rights>x</rights><summary/><summary>", "2 times"),
]


@pytest.mark.parametrize(("sound", "broken", "said"), RSS)
def test_rss_rules(feed: Feed, sound: str, broken: str, said: str) -> None:
    data = write_rss(feed)
    assert faults(data) == []
    assert sound in data.decode()
    assert any(said in fault for fault in faults(data.decode().replace(sound, broken, 1).encode()))


@pytest.mark.parametrize(("sound", "broken", "said"), ATOM)
def test_atom_rules(feed: Feed, sound: str, broken: str, said: str) -> None:
    data = write_atom(feed)
    assert faults(data) == []
    assert sound in data.decode()
    assert any(said in fault for fault in faults(data.decode().replace(sound, broken, 1).encode()))
