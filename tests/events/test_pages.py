"""Events on the built site: the list, the page, calendars, the digest, and time passing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import html5lib
import icalendar
import pytest

from tests.conftest import Invoke

NOVEMBER, DURING, AFTER = 1795262400, 1796844600, 1796848200
"""21 November 2026; 9 December 2026, 20:30 in Amsterdam, and 21:30."""
ARTICLES = {
    "evening": "start: 2026-12-09 19:30\nend: 21:30\nplace: Eastgate baths, Exampletown\n"
    "online: https://talk.example/evening\ndeadline: 2026-12-02\n"
    "organiser: {name: The Desk, url: https://desk.example/}\nsummary: Four people tell.",
    "far": "start: 2027-01-08 18:00\nzone: America/New_York",
    "sea": "start: 2026-09-09\nend: 2026-09-10\nplace: Bergen",
    "summer": "start: 2027-07-01 12:00\nend: 13:00",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("events") / "content"
    (folder / "articles").mkdir(parents=True)
    for name, header in ARTICLES.items():
        text = f"---\ntitle: {name.title()}\ndate: 2026-11-05 08:00\nslug: {name}\nkind: event\n"
        path = folder / "articles" / f"{name}.md"
        path.write_text(f"{text}{header}\n---\nCome.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def house(content: Path, invoke: Invoke) -> Path:
    output = content.parent / "output"
    done = invoke("build", "--content", content, "--output", output, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


ROOT = Path(__file__).resolve().parents[2]


def listed(output: Path, section: str) -> list[str]:
    tree = html5lib.parse(
        (output / "events" / "index.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    return [
        "".join(each.itertext())
        for each in tree.findall(f".//section[@aria-labelledby='{section}']//h3")
    ]


def events_in(path: Path) -> Iterator[icalendar.Event]:
    yield from icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_the_next_comes_first_and_the_past_is_apart(house: Path) -> None:
    assert listed(house, "coming") == ["Evening", "Far", "Summer"]
    assert listed(house, "past") == ["Sea"]


def test_each_has_its_file_and_all_are_in_one(house: Path) -> None:
    names = [path.name for path in sorted((house / "events").glob("*.ics"))]
    assert names == ["evening.ics", "events.ics", "far.ics", "sea.ics", "summer.ics"]
    told = [str(each["summary"]) for each in events_in(house / "events" / "events.ics")]
    assert sorted(told) == ["Evening", "Far", "Sea", "Summer"]


@pytest.mark.parametrize(
    ("name", "zone", "start"),
    [
        ("evening", "Europe/Amsterdam", datetime(2026, 12, 9, 18, 30, tzinfo=UTC)),
        ("summer", "Europe/Amsterdam", datetime(2027, 7, 1, 10, tzinfo=UTC)),
        ("far", "America/New_York", datetime(2027, 1, 8, 23, tzinfo=UTC)),
    ],
)
def test_the_hour_is_right_in_its_own_zone(
    house: Path, name: str, zone: str, start: datetime
) -> None:
    data = (house / "events" / f"{name}.ics").read_bytes().decode()
    assert f"DTSTART;TZID={zone}:" in data
    assert f"TZID:{zone}" in data.split("BEGIN:VTIMEZONE")[1]
    (event,) = events_in(house / "events" / f"{name}.ics")
    assert event["dtstart"].dt.astimezone(UTC) == start


def test_whole_days_end_on_the_day_after(house: Path) -> None:
    (event,) = events_in(house / "events" / "sea.ics")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 9, 9), date(2026, 9, 11))


def test_a_file_says_all_there_is_to_know(house: Path) -> None:
    (event,) = events_in(house / "events" / "evening.ics")
    assert str(event["location"]) == "Eastgate baths, Exampletown"
    assert str(event["uid"]).startswith("urn:uuid:")
    for words in ("Four people tell.", "Organised by The Desk.", "Sign up by 2 December 2026."):
        assert words in str(event["description"])
    assert str(event["url"]) == "https://kept-promises.example/evening/"


def test_the_page_says_when_and_where(house: Path) -> None:
    html = (house / "evening" / "index.html").read_text(encoding="utf-8")
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    told = [
        " ".join("".join(e.itertext()).split()) for e in tree.findall(".//dl[@class='event']/dd")
    ]
    assert told == [
        "Wednesday 9 December 2026, 19:30 to 21:30 (Europe/Amsterdam)",
        "Eastgate baths, Exampletown",
        "Online",
        "The Desk",
        "2 December 2026",
        "Put it into your calendar (.ics)",
        "All events",
    ]
    assert "This is over." in (house / "sea" / "index.html").read_text(encoding="utf-8")


def test_search_engines_read_it(house: Path) -> None:
    html = (house / "evening" / "index.html").read_text(encoding="utf-8")
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0]
    event = json.loads(data)["@graph"][2]
    assert event["@type"] == "Event"
    assert event["startDate"] == "2026-12-09T19:30:00+01:00"
    assert event["endDate"] == "2026-12-09T21:30:00+01:00"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in event["location"]] == ["Place", "VirtualLocation"]
    assert event["organizer"]["name"] == "The Desk"


def test_feeds_say_it_too(house: Path) -> None:
    told = json.loads((house / "feeds" / "all.json").read_text(encoding="utf-8"))["items"]
    html = next(each["content_html"] for each in told if each["title"] == "Evening")
    assert "<p>When: Wednesday 9 December 2026, 19:30 to 21:30 (Europe/Amsterdam)</p>" in html
    assert 'Organised by: <a href="https://desk.example/">The Desk</a>' in html


def block(output: Path) -> str:
    text = (output / "greetz" / "2026-11" / "index.txt").read_text(encoding="utf-8")
    return text.partition("Coming up")[2].partition("-----")[0]


def test_the_digest_tells_what_falls_before_the_next_edition(house: Path) -> None:
    # That of December is promised for the first Thursday of January: the 7th.
    told = " ".join(block(house).split())
    assert told == (
        "Wednesday 9 December 2026, 19:30 to 21:30: Evening, Eastgate baths, Exampletown "
        "https://kept-promises.example/evening/"
    )


def test_time_passes_and_each_build_knows_it(content: Path, house: Path, invoke: Invoke) -> None:
    for moment, coming, in_block in ((DURING, True, False), (AFTER, False, False)):
        done = invoke(
            *("build", "--content", content, "--output", house),
            cwd=ROOT,
            SOURCE_DATE_EPOCH=str(moment),
        )
        assert done.returncode == 0, done.stdout
        assert ("Evening" in listed(house, "coming")) is coming
        assert ("Evening" in listed(house, "past")) is not coming
        assert ("Evening" in block(house)) is in_block
