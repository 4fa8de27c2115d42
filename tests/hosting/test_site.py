"""The sample site as hosts get it: an article that has moved, the headers, the copies."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.conftest import Invoke, copy_site
from tests.theme.conftest import TESTS, need

OLD, NEW = "the-late-bread", "bread-at-four"
ORIGIN = "https://kept-promises.example"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """The sample, published, and published again after an article got another slug."""
    folder = copy_site(tmp_path_factory.mktemp("moved") / "site")
    conf = folder / "publishconf.py"
    text = conf.read_text(encoding="utf-8") + 'HOSTING = {"compress": ["gz"]}\n'
    conf.write_text(text, encoding="utf-8")
    assert invoke("publish", cwd=folder).returncode == 0
    article = folder / "content" / "articles" / f"2026-09-03-{OLD}.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace(f"slug: {OLD}", f"slug: {NEW}"), encoding="utf-8")
    again = invoke("publish", cwd=folder)
    assert again.returncode == 0, again.stdout
    return folder / "output"


@pytest.fixture
def page(moved: Path) -> Callable[[str], Element]:
    def read(address: str) -> Element:
        html = (moved / address / "index.html").read_text(encoding="utf-8")
        return html5lib.parse(html, namespaceHTMLElements=False)

    return read


def test_the_old_address_sends_readers_on(moved: Path, page: Callable[[str], Element]) -> None:
    old = page(OLD)
    there = f"{ORIGIN}/{NEW}/"
    refresh = old.find(".//meta[@http-equiv='refresh']")
    canonical = old.find(".//link[@rel='canonical']")
    robots = old.find(".//meta[@name='robots']")
    assert refresh is not None
    assert canonical is not None
    assert robots is not None
    assert refresh.get("content") == f"0; url={there}"
    assert (canonical.get("href"), robots.get("content")) == (there, "noindex")
    assert there in [each.get("href") for each in old.findall(".//main//a")]
    assert list(old.iter("script")) == []
    assert page(NEW).find(".//*[@class='colophon']") is not None
    assert (moved / "_redirects").read_text() == f"/{OLD}/ /{NEW}/ 301\n"
    assert f"'/{OLD}/' '/{NEW}/';" in (moved / "_nginx" / "http.conf").read_text()


def test_feeds_know_the_new_address_alone_and_the_sitemap_not_the_old_one(moved: Path) -> None:
    for name in ("feeds/all.rss.xml", "feeds/all.json", "sitemap.xml"):
        text = (moved / name).read_text(encoding="utf-8")
        assert f"{ORIGIN}/{OLD}/" not in text
        # The sitemap never had this one: its canonical address is another site's.
        assert (f"{ORIGIN}/{NEW}/" in text) == (name != "sitemap.xml")


def test_a_redirect_page_is_valid(moved: Path) -> None:
    jar = need(TESTS / "node_modules/vnu-jar/build/dist/vnu.jar")
    judged = subprocess.run(
        [need("java"), "-jar", jar, "--stdout", "--format", "json", moved / OLD / "index.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(judged.stdout)["messages"] == []


def test_headers_allow_each_page_its_style_by_hash_and_no_script(
    moved: Path, page: Callable[[str], Element]
) -> None:
    text = (moved / "_headers").read_text(encoding="utf-8")
    policy = text.split("/*\n  Content-Security-Policy: ")[1].split("\n")[0]
    rules = {name: values for name, *values in (each.split() for each in policy.split(";"))}
    assert rules["default-src"] == ["'none'"]
    assert "script-src" not in rules
    assert "'unsafe-inline'" not in policy
    for address in ("", OLD, NEW, "topics", "greetz/2026-11"):
        meta = page(address).find(".//meta[@http-equiv='Content-Security-Policy']")
        assert meta is not None
        style = meta.get("content", "").split("style-src ")[1].split(";")[0]
        assert style in rules["style-src"], address


def test_every_text_has_its_copy_and_a_second_build_changes_none(moved: Path) -> None:
    page = moved / NEW / "index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert (moved / "feeds" / "all.rss.xml.gz").is_file()
    assert not list(moved.rglob("*.br"))


def test_at_home_nothing_is_compressed(site: Path, invoke: Invoke) -> None:
    assert invoke("build", cwd=site).returncode == 0
    assert (site / "output" / "_headers").is_file()
    assert not list((site / "output").rglob("*.gz"))
