"""The mail in a real browser, and before the judges of HTML and of mail clients."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.blog import Reply
from plugins.digest.notes import Event, Notes
from plugins.digest.personal import filled, seen_by
from plugins.digest.pieces import Edition, Tally
from plugins.digest.reading import Reading
from plugins.digest.render import render
from tests.conftest import IN_CI, JAVA
from tests.digest.looking import (
    AXE,
    MODES,
    STYLE,
    Mode,
    accessibility,
    contrasts,
    overflow,
    without_media,
)
from tests.digest.samples import TEMPLATES, article, edition, mailed

MODULES = Path(__file__).parents[1] / "node_modules"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

RATED = (
    "aol.android", "aol.desktop-webmail", "aol.ios", "apple-mail.ios", "apple-mail.macos",
    "fastmail.desktop-webmail", "gmail.android", "gmail.desktop-webmail", "gmail.ios",
    "gmail.mobile-webmail", "gmx.desktop-webmail", "hey.desktop-webmail",
    "laposte.desktop-webmail", "mail-ru.desktop-webmail", "orange.android",
    "orange.desktop-webmail", "orange.ios", "outlook.android", "outlook.ios", "outlook.macos",
    "outlook.outlook-com", "outlook.windows", "outlook.windows-mail", "protonmail.android",
    "protonmail.desktop-webmail", "protonmail.ios", "samsung-email.android", "sfr.android",
    "sfr.desktop-webmail", "sfr.ios", "thunderbird.macos", "web-de.desktop-webmail",
    "yahoo.android", "yahoo.desktop-webmail", "yahoo.ios",
)  # fmt: skip
"""Every client that the library can judge a whole mail for."""

ALLOWED = {
    "color-scheme meta tag": "no dark colours of ours; the client's own",
    "color-scheme CSS property": "the same",
    "@media": "no dark colours, wider margins on a phone",
    "<style> element": "the same; the styles inline stand alone",
    "display:none": "the preheader shows above the mail",
    "aria-label attribute": "not read out",
    "role attribute": "layout tables are announced",
    "lang attribute": "read out in the voice of the mail",
    "dir attribute": "letters still run their own way",
    "<body> element": "becomes a div; our colours stand on tables",
    "width attribute": "as wide as the window",
    "text-decoration": "links are underlined",
    "mailto: links": "Orange on iOS: an answer is a reply typed by hand",
}
"""What some client lacks, and what its reader then sees."""

WHOLE = replace(
    edition(),
    tally=Tally(
        "Would you have dropped the fee?",
        (("Yes", 41), ("No", 12)),
        (Reply("We dropped ours & <lost> nobody, *|FNAME|*.", "Anna, Utrecht"), Reply("Jamais.")),
        "fr",
    ),
    events=(Event("CX Day", "3 December 2026", "Utrecht", "https://day.example/"),),
)
LONG = edition(
    article("long", title="Verantwoordelijkheids" * 14, summary="x" * 200, lang="nl"),
    article(
        "he", title="הבטחה שקוימה", summary="הבטחה שקוימה", lang="he", answers=("כן",), question="?"
    ),
    notes=Notes(title="Un" + "inter" * 12 + "rupted", word="<p>" + "y" * 90 + "</p>"),
)


def html_of(made: Edition) -> str:
    return filled(seen_by(mailed(made).html, ("Everything",)))


def need(path: Path) -> None:
    if not path.exists():
        assert not IN_CI, f"{path} is missing"
        pytest.skip(f"{path.name} is not here")


@pytest.mark.browser
@pytest.mark.parametrize("mode", MODES, ids=[mode.name for mode in MODES])
def test_every_word_has_seven_to_one(browser: Browser, mode: Mode):
    worst = contrasts(browser, html_of(WHOLE), mode)[:3]
    assert worst[0][0] >= 7, worst


@pytest.mark.browser
def test_the_measure_of_contrast_can_fail(browser: Browser):
    pale = html_of(WHOLE).replace("color:#524a42", "color:#8a8178")
    assert contrasts(browser, pale, Mode("light"))[0][0] < 4.5


@pytest.mark.browser
@pytest.mark.parametrize("made", [WHOLE, LONG], ids=["sample", "long words"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(browser: Browser, made: Edition):
    html = html_of(made)
    for face in (html, STYLE.sub("", html), without_media(html)):
        assert overflow(browser, face, 320) == 0


@pytest.mark.browser
def test_axe_finds_nothing(browser: Browser):
    need(AXE)
    for dark in (False, True):
        assert accessibility(browser, html_of(WHOLE), dark=dark) == []


@pytest.mark.browser
def test_opening_it_asks_for_one_picture_at_most(browser: Browser):
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.route("http*://**", lambda route: route.abort())
    page.set_content(html_of(WHOLE))
    page.close()
    assert asked == ["https://kept.example.net/images/one-open-door.jpg"]


def test_nu_finds_no_error(tmp_path: Path):
    need(NU)
    for name, made in (("whole", WHOLE), ("long", LONG)):
        (tmp_path / f"{name}.html").write_text(html_of(made), encoding="utf-8")
        plain = render(made, TEMPLATES).html
        (tmp_path / f"{name}-plain.html").write_text(plain, encoding="utf-8")
    command = [*JAVA, "-jar", str(NU), "--errors-only", "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert json.loads(done.stderr)["messages"] == []


def test_no_client_lacks_what_matters(tmp_path: Path):
    need(MODULES / "caniemail")
    if not shutil.which("node"):
        assert not IN_CI, "node is missing"
        pytest.skip("node is not here")
    file = tmp_path / "mail.html"
    file.write_text(mailed(WHOLE).html, encoding="utf-8")
    script = Path(__file__).with_name("clients.mjs")
    done = subprocess.run(
        ["node", str(script), str(file), *RATED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lacking = dict(map(json.loads, done.stdout.splitlines()))
    assert len(lacking) == len(RATED) >= 23
    outside = {
        (client, title)
        for client, titles in lacking.items()
        for title in titles
        if title not in ALLOWED
    }
    assert outside == set()
    assert {client for client, titles in lacking.items() if "mailto: links" in titles} <= {
        "orange.ios"
    }


def test_the_ten_rules_of_the_email_markup_consortium():
    reading = Reading(html_of(WHOLE))
    (html,) = reading.named("html")
    assert html.attributes["lang"] == "en"
    at = next(number for number, tag in enumerate(reading.tags) if tag.name == "body")
    child = reading.tags[at + 1]
    assert (child.attributes["lang"], child.attributes["dir"]) == ("en", "ltr")
    assert child.attributes["role"] == "article"
    assert child.attributes["aria-label"] == WHOLE.subject
    assert {table.attributes.get("role") for table in reading.named("table")} == {"presentation"}
    assert len(list(reading.named("h1"))) == 1
    assert [tag.text for tag in reading.named("title")] == [WHOLE.subject]
    assert all(link.text and link.attributes["href"] for link in reading.named("a"))
    assert all(picture.attributes["alt"] for picture in reading.named("img"))
    vague = {"click here", "here", "read more", "more", "link"}
    assert not vague & {link.text.casefold() for link in reading.named("a")}
