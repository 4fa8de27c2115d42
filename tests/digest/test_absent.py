"""An article with a problem is told of, stops the edition that it belongs to, and is not lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog.opening import open_run
from plugins.digest.absent import Absent, find_absent
from plugins.digest.frozen import freeze
from plugins.digest.month import Month
from plugins.digest.press import Press
from plugins.digest.shelf import Sent
from plugins.verbs.told import look
from tests.conftest import Invoke
from tests.digest.samples import NOVEMBER, NOW, SITE, article, edition
from tests.digest.test_due_verb import at
from tests.test_verbs import snapshot

WRONG = (
    'content/articles/2026-11-12-a-uniform-without-pockets.md:3: the date "2026-11-32" cannot be '
    "read; write it as 2026-11-20 or 2026-11-20 08:00; until it is mended, no edition holds this "
    "article"
)
UNFIT = "this edition cannot leave yet: mend what is named above"
OCTOBER, CUT = Month(2026, 10), datetime(2026, 11, 5, 8, tzinfo=UTC)


def spoil(site: Path, name: str = "2026-11-12-a-uniform-without-pockets.md") -> Path:
    """Misspell the date of an article."""
    path = site / "content" / "articles" / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = (n for n, line in enumerate(lines) if line.lower().startswith("date:"))
    lines[number] = "date: 2026-11-32\n"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_it_is_told_and_nothing_leaves(site: Path, invoke: Invoke) -> None:
    path = site / "content" / "articles" / "2026-11-12-a-uniform-without-pockets.md"
    sound = path.read_text(encoding="utf-8")
    spoil(site)
    before = snapshot(site, "content")
    now = at("2026-12-03T07:00")
    wrong = WRONG.replace(".md:3:", f".md:{_line_of_date(path)}:")
    for words in ([], ["--send"], ["--due"], ["--draft"], ["--schedule", "2026-12-04T08:00"]):
        done = invoke("digest", *words, cwd=site, **now)
        assert (done.returncode, wrong in done.stdout.splitlines()) == (1, True), done.stdout
        assert UNFIT in done.stdout.splitlines()
        assert "cx-greetz-2026-11: " in done.stdout
    assert snapshot(site, "content") == before
    assert not (site / "var" / "outbox").exists()
    shown = (site / "var" / "preview" / "cx-greetz-2026-11" / "index.html").read_text("utf-8")
    assert "no edition holds this article" in shown
    assert "Not ready: 1 to mend" in shown
    path.write_text(sound.replace("title:", "status: draft\ntitle:", 1), encoding="utf-8")
    assert invoke("digest", "--due", cwd=site, **now).returncode == 0


def _line_of_date(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.lower().startswith("date:"))


def test_a_month_of_nothing_sound_is_due_and_refused(site: Path, invoke: Invoke) -> None:
    for path in sorted((site / "content" / "articles").glob("2026-11-*.md")):
        if "uniform" in path.name:
            spoil(site)
        else:
            path.unlink()
    done = invoke("digest", "--due", cwd=site, **at("2026-12-03T07:00"))
    assert (done.returncode, "2026-11 is due" in done.stdout) == (1, True)
    assert done.stdout.endswith(f"no edition holds this article\n{UNFIT}\n")


def test_what_is_mended_comes_in_the_next_edition_and_once(site: Path) -> None:
    """Published in November, unreadable when November's edition left, mended in December."""
    register = site / "content" / "published.jsonl"
    path = "articles/2026-11-12-a-uniform-without-pockets.md"
    sound = _press(site, datetime(2026, 12, 20, tzinfo=UTC))
    (mended,) = (each for each in sound.shelf.articles[NOVEMBER] if "uniform" in each.slug)
    assert mended.guid
    row = {"url": "/x/", "path": path, "id": "", "guid": mended.guid, "first": "2026-11-12"}
    register.write_text(json.dumps(row) + "\n", encoding="utf-8")
    made = sound.shelf.composed(NOVEMBER)
    without = replace(made, pieces=tuple(p for p in made.pieces if p.guid != mended.guid))
    frozen = site / "content" / "editions" / "2026-11.json"
    frozen.write_text(freeze(without, datetime(2026, 12, 3, 7, tzinfo=UTC)), encoding="utf-8")
    december = Month(2026, 12)
    shelf = _press(site, datetime(2027, 1, 7, tzinfo=UTC)).shelf
    assert december in shelf.months()
    assert [each.guid for each in shelf.edition(december).pieces] == [mended.guid]
    text = freeze(shelf.edition(december), datetime(2027, 1, 7, tzinfo=UTC))
    (site / "content" / "editions" / "2026-12.json").write_text(text, encoding="utf-8")
    shelf = _press(site, datetime(2027, 2, 4, tzinfo=UTC)).shelf
    assert not shelf.composed(Month(2027, 1)).pieces


def _press(site: Path, now: datetime) -> Press:
    run = open_run(site / "publishconf.py", today=now)
    return Press.open(run.settings, look(run), run.output)


ABSENT = Absent((), frozenset({"urn:a"}), datetime(2026, 11, 3, tzinfo=UTC), None)
PAST = Sent(OCTOBER, CUT, ("urn:b",))


@pytest.mark.parametrize(
    ("changed", "month", "past", "belongs"),
    [
        ({}, NOVEMBER, (), True),
        ({}, Month(2026, 12), (), False),
        ({}, Month(2026, 12), (PAST,), True),
        ({}, OCTOBER, (), False),
        ({"guids": frozenset({"urn:b"})}, NOVEMBER, (PAST,), False),
        ({"published": None}, OCTOBER, (), True),
        ({"published": None, "guids": frozenset({"urn:b"})}, NOVEMBER, (PAST,), False),
        ({"published": datetime(2026, 12, 2, tzinfo=UTC)}, Month(2026, 12), (), False),
        ({"published": datetime(2026, 9, 3, tzinfo=UTC)}, NOVEMBER, (PAST,), False),
        (
            {"published": datetime(2026, 9, 3, tzinfo=UTC), "appeared": CUT.date()},
            NOVEMBER,
            (PAST,),
            True,
        ),
    ],
)
def test_it_stops_only_an_edition_that_may_hold_it(
    changed: Mapping[str, object], month: Month, past: tuple[Sent, ...], belongs: bool
) -> None:
    made = replace(ABSENT, **changed)  # type: ignore[arg-type]
    assert made.belongs(month, past, SITE, NOW) == belongs


def test_what_a_sent_edition_carried_or_what_was_composed_for_good_stops_nothing(
    site: Path,
) -> None:
    spoil(site)
    now = datetime(2026, 12, 3, 8, tzinfo=UTC)
    assert _press(site, now).kept_out(NOVEMBER)
    carried = edition(article("x"))
    register = site / "content" / "published.jsonl"
    path = "articles/2026-11-12-a-uniform-without-pockets.md"
    row = {"url": "/x/", "path": path, "id": "", "guid": "urn:x", "first": "2026-11-12"}
    register.write_text(json.dumps(row) + "\n", encoding="utf-8")
    folder = site / "content" / "editions"
    sent = freeze(replace(carried, month=OCTOBER), CUT)
    (folder / "2026-10.json").write_text(sent, encoding="utf-8")
    assert not _press(site, now).kept_out(NOVEMBER)
    (folder / "2026-10.json").unlink()
    assert _press(site, now).kept_out(NOVEMBER)
    (folder / "2026-11.json.held").write_text(freeze(carried, CUT), encoding="utf-8")
    assert not _press(site, now).kept_out(NOVEMBER)


def test_it_knows_by_the_register_what_cannot_be_read(site: Path) -> None:
    spoil(site)
    run = open_run(site / "publishconf.py", today=NOW)
    (made,) = find_absent(look(run), run.settings)
    assert made.published is None
    assert made.problems[0].message.endswith("no edition holds this article")
