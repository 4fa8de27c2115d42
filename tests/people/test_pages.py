"""People as readers, feeds, search engines and the mail name them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import html5lib


def page(house: Path, address: str) -> Any:
    html = (house / address / "index.html").read_text(encoding="utf-8")
    return html5lib.parse(html, namespaceHTMLElements=False)


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_signature_stands_below_what_a_person_of_note_wrote(house: Path) -> None:
    below = page(house, "one").find(".//*[@class='credits']")
    signature, posted = below.findall("p")
    assert words(signature) == (
        "Vera Voorbeeld, guest writer, Dockside & Sons: vera@dockside.example, LinkedIn"
    )
    links = [each.get("href") for each in signature.iter("a")]
    assert links == ["mailto:vera@dockside.example", "https://linkedin.example/vera"]
    assert words(posted) == "Posted by Sam Sample"


def test_nothing_stands_there_where_nothing_is_to_be_said(house: Path) -> None:
    assert page(house, "two").find(".//*[@class='credits']") is None
    assert page(house, "three").find(".//*[@class='credits']") is None


def test_names_are_spelled_as_in_the_file_and_in_the_articles_order(house: Path) -> None:
    meta = page(house, "one").find(".//*[@class='meta']/span")
    assert words(meta) == "Vera Voorbeeld and Sam Sample"
    data = json.loads(page(house, "one").find(".//script").text)["@graph"][0]
    assert [each["name"] for each in data["author"]] == ["Vera Voorbeeld", "Sam Sample"]
    assert all(each["@type"] == "Person" for each in data["author"])


def test_who_posts_it_is_no_author(house: Path) -> None:
    listed = [words(each) for each in page(house, "author/sam-sample").findall(".//article//h2")]
    assert listed == ["Two", "One"]
    assert "Posted" not in (house / "feeds" / "author" / "sam-sample.rss.xml").read_text(
        encoding="utf-8"
    ).replace("Posted by Sam Sample", "")


def test_the_authors_page_has_all_of_it(house: Path) -> None:
    shown = page(house, "author/vera-voorbeeld")
    header = shown.find(".//header[@class='opening']")
    assert words(header.find("h1")) == "Vera Voorbeeld"
    assert words(header.find("p[@class='standfirst']")) == "Writes about ferries."
    told = words(header.find("p[@class='meta']"))
    assert told == (
        "guest writer, Dockside & Sons Nederlands, English vera@dockside.example LinkedIn"
    )
    portrait = header.find("p[@class='portrait']//img")
    assert (house / portrait.get("src").lstrip("/")).is_file()
    assert portrait.get("alt") == ""
    about = json.loads(shown.find(".//script").text)["mainEntity"]
    assert about == {
        "@type": "Person",
        "name": "Vera Voorbeeld",
        "url": "https://kept-promises.example/author/vera-voorbeeld/",
        "jobTitle": "guest writer",
        "worksFor": {"@type": "Organization", "name": "Dockside & Sons"},
        "email": "vera@dockside.example",
        "description": "Writes about ferries.",
        "sameAs": ["https://linkedin.example/vera"],
        "knowsLanguage": ["nl", "en"],
        "image": "https://kept-promises.example/images/vera.jpg",
    }


def test_who_is_not_in_the_file_has_a_page_all_the_same(house: Path) -> None:
    shown = page(house, "author/vera-vorbeeld")
    assert shown.find(".//*[@class='portrait']") is None
    assert shown.find(".//script") is None


def test_feeds_name_them_in_every_format(house: Path) -> None:
    both = ["Vera Voorbeeld", "Sam Sample"]
    told = json.loads((house / "feeds" / "all.json").read_text(encoding="utf-8"))["items"]
    one = next(each for each in told if each["title"] == "One")
    assert [each["name"] for each in one["authors"]] == both
    assert "<p>Vera Voorbeeld, guest writer, Dockside &amp; Sons: " in one["content_html"]
    assert "<p>Posted by Sam Sample</p>" in one["content_html"]
    for name in ("all.rss.xml", "all.atom.xml"):
        entries = feedparser.parse((house / "feeds" / name).read_bytes()).entries
        entry = next(each for each in entries if each.title == "One")
        assert [each["name"] for each in entry.authors] == both, name


def test_the_digest_names_them(house: Path) -> None:
    page = house / "greetz" / "2026-11" / "index.txt"
    text = page.read_text(encoding="utf-8")
    assert re.search(r"Vera Voorbeeld and Sam Sample", text)
    assert "Posted" not in text


def test_the_sample_has_a_contributor_with_a_signature(built_site: Path) -> None:
    below = page(built_site, "the-caretakers-hour").find(".//*[@class='credits']")
    assert words(below).startswith("Vera Voorbeeld, guest writer, Dockside Letters")
