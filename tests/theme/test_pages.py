"""What stands in the pages of the built site, without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import tomllib
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, fromstring

from .conftest import ORIGIN, need, nu, target

SHELL, A_WORD = 3_660, 2.45
"""Bytes after brotli: all that is not the essay's text, and a word of it. 5,500 at 750 words."""
WINDOW = 14_600
"""What arrives in one round trip: ten segments."""
NEEDED = ("description", "viewport", "og:title", "og:description", "og:url", "og:type")
SIZES = """
const { brotliCompressSync } = require("node:zlib");
const { readFileSync } = require("node:fs");
const sizes = process.argv.slice(1).map((each) => brotliCompressSync(readFileSync(each)).length);
console.log(JSON.stringify(sizes));
"""

STYLE = "/every-element/"
"""A hidden article that holds every element once; no reader's essay."""

EVENT, RESERVED = "/an-evening-at-the-counter/", "/the-first-sentence/"
"""An event, and a report that is for subscribers until a day that has not come."""

Trees = dict[str, Element]


def articles(trees: Trees) -> Trees:
    return {
        address: tree
        for address, tree in trees.items()
        if any(each.get("content") == "article" for each in tree.findall(".//meta"))
        and tree.find(".//*[@class='colophon']") is not None
        and address != STYLE
    }


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_nu_finds_neither_errors_nor_warnings(built_site: Path) -> None:
    found = nu(built_site)
    assert [f"{each['url']}:{each.get('lastLine')}: {each['message']}" for each in found] == []


def test_an_essay_fits_its_budget(built_site: Path, trees: Trees) -> None:
    essays = articles(trees)
    assert len(essays) >= 12
    files = [str(built_site / address.strip("/") / "index.html") for address in essays]
    run = subprocess.run(
        [need("node"), "-e", SIZES, *files], capture_output=True, text=True, check=True
    )
    heavy = []
    for (address, tree), size in zip(essays.items(), json.loads(run.stdout), strict=True):
        text = tree.find(".//*[@class='text']")
        assert text is not None
        words = max(750, len(text_of(text).split()))
        if size > min(SHELL + A_WORD * words, WINDOW):
            heavy.append(f"{address}: {size} bytes for {words} words")
    assert heavy == []


def test_every_link_leads_somewhere(built_site: Path, trees: Trees) -> None:
    lost = []
    anchors = {
        address: {each.get("id") for each in tree.iter() if each.get("id")}
        for address, tree in trees.items()
    }
    for address, tree in trees.items():
        for element in tree.iter():
            link = element.get("href") or element.get("src") or ""
            if link.startswith("#"):
                link = ORIGIN + address + link
            if not link.startswith((ORIGIN, "/")):
                continue
            place, _, anchor = link.removeprefix(ORIGIN).partition("#")
            if target(built_site, unquote(place) or "/") is None:
                lost.append(f"{address}: {link}")
            known = anchors.get(place)
            if anchor and known is not None and not anchor.startswith(":~:"):
                lost += [] if unquote(anchor) in known else [f"{address}: {link}"]
    assert lost == []


def test_pages_carry_no_style_of_their_own_and_no_script_but_for_the_search(trees: Trees) -> None:
    for address, tree in trees.items():
        scripts = [(each.get("type"), each.get("src")) for each in tree.iter("script")]
        searching = {("module", "../theme/search.js")} if address == "/search/" else set()
        assert set(scripts) <= {("application/ld+json", None)} | searching, address
        for element in tree.iter():
            assert "style" not in element.attrib, f"{address}: {element.attrib}"
            assert not [name for name in element.attrib if name.startswith("on")], address


def test_the_policy_allows_the_pages_own_style_and_nothing_else(trees: Trees) -> None:
    for address, tree in trees.items():
        policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']")
        assert policy is not None, address
        rules = {
            name: values
            for name, *values in (each.split() for each in policy.get("content", "").split(";"))
        }
        inline = [
            hashlib.sha256((each.text or "").encode()).digest()
            for kind in ("style", "script")
            for each in tree.iter(kind)
            if "src" not in each.attrib
        ]
        allowed = [f"'sha256-{base64.b64encode(each).decode()}'" for each in inline]
        assert rules["style-src"] == allowed[:1], address
        assert rules["default-src"] == (allowed[1:] or ["'none'"]), address
        assert rules["base-uri"] == ["'none'"], address
        # What looks at a page for its owner, as Lighthouse does, may ask for robots.txt.
        assert rules["connect-src"] == ["'self'"], address
        script = tree.find(".//script[@src]")
        assert ("script-src" in rules) == (script is not None), address
        if script is not None:
            own = f"'{script.get('integrity')}'"
            assert rules["script-src"] == ["'self'", own, "'wasm-unsafe-eval'"]


def test_every_page_says_what_it_is_in_its_head(trees: Trees) -> None:
    for address, tree in trees.items():
        html = tree if tree.tag == "html" else tree.find(".//html")
        assert html is not None
        assert html.get("lang") in {"en", "nl"}, address
        title = tree.find(".//title")
        assert title is not None
        assert (title.text or "").strip(), address
        assert len(tree.findall(".//h1")) == 1, address
        names = {each.get("name") or each.get("property"): each for each in tree.iter("meta")}
        for needed in NEEDED:
            assert names[needed].get("content"), f"{address}: {needed}"
        feeds = {each.get("type") for each in tree.findall(".//link[@rel='alternate']")}
        assert feeds >= {f"application/{kind}" for kind in ("rss+xml", "atom+xml", "feed+json")}


def test_a_page_is_its_own_canonical_address_unless_it_was_written_for_another(
    trees: Trees,
) -> None:
    for address, tree in trees.items():
        link = tree.find(".//link[@rel='canonical']")
        if address == "/404.html":
            assert link is None
            continue
        assert link is not None, address
        if address == "/the-late-bread/":
            assert link.get("href") == "https://service-quarterly.example/late-bread"
        else:
            assert link.get("href") == ORIGIN + address


def test_a_topic_has_its_feed_in_its_head(trees: Trees) -> None:
    for address, tree in trees.items():
        found = re.fullmatch(r"/topics/([^/]+)/", address)
        if found:
            feeds = [each.get("href") for each in tree.findall(".//link[@rel='alternate']")]
            assert f"{ORIGIN}/feeds/topics/{found[1]}.rss.xml" in feeds


def test_articles_carry_structured_data_with_iso_dates(trees: Trees) -> None:
    for address, tree in articles(trees).items():
        script = tree.find(".//script")
        assert script is not None, address
        article, crumbs, *more = json.loads(script.text or "")["@graph"]
        assert [each["@type"] for each in more] == ["Event"] * (address == EVENT)
        heading = tree.find(".//h1")
        assert heading is not None
        assert article["headline"] == text_of(heading)
        assert datetime.fromisoformat(article["datePublished"]).tzinfo
        assert datetime.fromisoformat(article["dateModified"]).tzinfo
        assert [each["position"] for each in crumbs["itemListElement"]] == [1, 2, 3]
        assert article["author"][0]["@type"] == "Person"


def test_translations_name_each_other(trees: Trees) -> None:
    for address, other in (("/raise-your-hand/", "nl"), ("/nl/raise-your-hand/", "en")):
        links = {
            each.get("hreflang"): each.get("href")
            for each in trees[address].findall(".//link[@hreflang]")
        }
        assert links == {
            "en": f"{ORIGIN}/raise-your-hand/",
            "nl": f"{ORIGIN}/nl/raise-your-hand/",
        }
        assert trees[address].find(f".//header//a[@hreflang='{other}']") is not None


def test_a_question_has_one_letter_ready_for_each_answer(trees: Trees) -> None:
    asked = trees["/the-rush-fee/"].find(".//*[@class='ask']")
    assert asked is not None
    links = [(text_of(each), each.get("href", "")) for each in asked.iter("a")]
    assert [words for words, _ in links] == ["Yes", "No", "Only for our own mistakes"]
    for words, link in links:
        assert link.startswith("mailto:hello@kept-promises.example?subject=")
        assert unquote(link).partition("subject=")[2].startswith(f"{words}: The rush fee")
    assert "hello@kept-promises.example" in text_of(asked)


def test_a_question_without_answers_invites_a_story(trees: Trees) -> None:
    asked = trees["/raise-your-hand/"].find(".//*[@class='ask']")
    assert asked is not None
    assert [text_of(each) for each in asked.iter("a")] == ["Tell your story"]


def test_nothing_but_the_opening_stands_before_the_first_sentence(trees: Trees) -> None:
    for address, tree in articles(trees).items():
        article = tree.find(".//main/article")
        assert article is not None
        header, *facts, text = list(article)[: 3 if address == EVENT else 2]
        assert (header.tag, text.get("class")) == ("header", "text"), address
        assert [each.get("class") for each in facts] == ["event"][: len(facts)], address
        assert {each.tag for each in header} <= {"p", "h1"}, address
        assert text[0].tag not in {"figure", "details"}, address


def test_where_an_article_comes_from_is_said(trees: Trees) -> None:
    bread = text_of(trees["/the-late-bread/"])
    assert "written for The Service Quarterly and published on 3 September 2026." in bread
    assert "Source: The Oosterveld Reader" in text_of(trees["/the-chair-by-the-returns-slot/"])
    assert "Updated on 2 October 2026" in text_of(trees["/a-ten-and-goodbye/"])
    bell = text_of(trees["/a-note-on-the-bell/"])
    assert "Part 2 of the series The frame and the extra" in bell
    assert "The part before: Thirty-one points, in that order" in bell
    assert "The next part: A note on the bell" in text_of(trees["/thirty-one-points/"])


def test_every_picture_has_its_size_so_that_nothing_jumps(trees: Trees) -> None:
    lists = 0
    for address, tree in trees.items():
        pictures = list(tree.iter("img"))
        entries = next(
            (each for each in tree.iter("ol") if each.get("class", "")[:4] == "list"), ()
        )
        at_once = list(entries[0].iter("img")) if len(entries) else pictures[:1]
        for each in pictures:
            assert {"width", "height", "alt"} <= set(each.keys()), f"{address}: {each.get('src')}"
            assert (each.get("loading") == "lazy") == (each not in at_once), address
        kinds = {each.get("type") for each in tree.iter("source")}
        assert kinds == ({"image/avif", "image/webp"} if pictures else set()), address
        lists += bool(len(entries)) and bool(pictures)
    assert lists >= 3


def test_a_list_shows_a_picture_that_says_nothing_its_title_does_not(trees: Trees) -> None:
    entries = trees["/category/customer-first/"].findall(".//ol[@class='list']/li")
    shown = {text_of(each.find(".//h2")): each.find(".//img") for each in entries}  # type: ignore[arg-type]
    picture = shown["The caretaker’s hour"]
    assert picture is not None
    assert picture.get("alt") == ""
    # What is shown first comes first: a picture that arrives late would push its title down.
    assert {each.find("article")[0].tag for each in entries} == {"picture", "h2"}  # type: ignore[index]


def test_every_page_offers_the_mail(trees: Trees) -> None:
    for address, tree in trees.items():
        assert tree.find(".//*[@id='subscribe']") is not None, address


def test_the_sitemap_lists_every_canonical_page_with_its_true_date(
    built_site: Path, trees: Trees
) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = fromstring((built_site / "sitemap.xml").read_bytes())  # noqa: S314 - our own
    listed = {
        each.findtext("s:loc", "", spaces): each.findtext("s:lastmod", "", spaces)
        for each in root.findall("s:url", spaces)
    }
    for address in articles(trees):
        unlisted = address in {"/the-late-bread/", RESERVED}
        assert (ORIGIN + address in listed) != unlisted, address
    assert listed[f"{ORIGIN}/a-ten-and-goodbye/"] == "2026-10-02"
    assert all(target(built_site, each) for each in listed)
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in (built_site / "robots.txt").read_text("utf-8")


def test_both_languages_have_the_same_words(root: Path) -> None:
    words = tomllib.loads((root / "theme/words.toml").read_text(encoding="utf-8"))
    assert words["en"].keys() == words["nl"].keys()
    for key, english in words["en"].items():
        gaps = [sorted(re.findall(r"\{\w+\}", each)) for each in (english, words["nl"][key])]
        assert gaps[0] == gaps[1], key


def test_every_word_is_used_and_every_used_word_is_there(root: Path) -> None:
    words = tomllib.loads((root / "theme/words.toml").read_text(encoding="utf-8"))["en"]
    templates = (root / "theme/templates").glob("*.html")
    used = set(re.findall(r"\bw\.(\w+)", "".join(each.read_text("utf-8") for each in templates)))
    assert used - words.keys() == set()
    assert words.keys() - used == {"name"}  # a language names itself on other languages' pages


def test_the_page_of_every_element_is_as_it_was_approved(
    root: Path, built_site: Path, update: bool
) -> None:
    """What a change of the theme does to a text shows here; --update approves it."""
    page = (built_site / STYLE.strip("/") / "index.html").read_text(encoding="utf-8")
    shown = page[page.index("<main") : page.index("</main>")] + "</main>\n"
    golden = root / "tests" / "golden" / "theme" / "every-element.html"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_the_page_of_every_element_is_on_no_list(built_site: Path) -> None:
    for path in sorted(built_site.rglob("*")):
        if path.suffix in {".html", ".xml", ".json", ".txt", ".opml"} and path.parent.name != (
            STYLE.strip("/")
        ):
            assert STYLE not in path.read_text(encoding="utf-8"), path
