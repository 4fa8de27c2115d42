"""A move can be made again: nothing is overwritten, nothing comes twice, nothing is mailed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog.addresses import Address, as_line, read_register, record_published
from plugins.blog.library import read_articles
from plugins.blog.opening import open_run
from plugins.blog.survey import survey
from plugins.digest.month import Month
from plugins.digest.shelf import read_shelf
from plugins.moving import carry
from plugins.verbs.told import HOME

from .conftest import EXPORTS, Move, Moved

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ALL = ("hugo", "jekyll", "wordpress")


def published(moved: Moved) -> None:
    """What ``publish`` writes down."""
    run = open_run(HOME, str(moved.content), str(moved.output), NOW)
    record_published(run.register, survey(run.settings, Path.cwd()), NOW.date())


@pytest.mark.parametrize("home", ALL)
def test_a_second_run_changes_nothing(move: Move, home: str) -> None:
    first = move(home, EXPORTS / home)
    register = (first.state / "published.jsonl").read_bytes()
    second = move(home, EXPORTS / home)
    assert "0 articles came along" in second.said
    assert "were here already and stay as they are" in second.said
    assert second.files() == first.files()
    assert (second.state / "published.jsonl").read_bytes() == register


@pytest.mark.parametrize("home", ALL)
def test_a_dry_run_writes_nothing(move: Move, home: str) -> None:
    moved = move(home, EXPORTS / home, dry=True)
    assert "would come along" in moved.said
    assert moved.files() == {}
    assert not moved.state.exists()


@pytest.mark.parametrize("stop", [0, 1, 2, 3])
def test_a_run_that_was_broken_off_is_finished_by_the_next(
    move: Move, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    class Power(Exception):
        pass

    left = [stop]
    whole = carry.write_if_changed

    def failing(path: Path, data: bytes) -> bool:
        if not left[0]:
            raise Power
        left[0] -= 1
        return whole(path, data)

    monkeypatch.setattr(carry, "write_if_changed", failing)
    with pytest.raises(Power):
        move("wordpress", EXPORTS / "wordpress")
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    moved = move("wordpress", EXPORTS / "wordpress")
    assert len([name for name in moved.files() if name.endswith(".md")]) == 4
    assert len(moved.register) == 3
    for path, text in moved.files().items():
        assert text.strip(), path


def test_what_the_author_changed_or_renamed_stays_so(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    here = moved.content / "articles" / "2019-05-03-the-late-bread.md"
    text = here.read_text(encoding="utf-8").replace("was **late**", "was early")
    here.rename(here.with_name("bread.md")).write_text(text, encoding="utf-8")
    again = move("wordpress", EXPORTS / "wordpress")
    assert "0 articles came along" in again.said
    assert "was early" in again.text("articles/bread.md")
    assert not here.exists()


def test_what_was_taken_away_after_it_was_published_stays_away(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    published(moved)
    (moved.content / "articles" / "2019-05-03-the-late-bread.md").unlink()
    again = move("wordpress", EXPORTS / "wordpress")
    assert "1 were here once and were taken away: they stay away" in again.said
    assert "articles/2019-05-03-the-late-bread.md" not in again.files()


def test_files_and_addresses_that_are_here_are_left_alone(move: Move, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "articles").mkdir()
    (content / "images" / "2019" / "05").mkdir(parents=True)
    (content / "images" / "2019" / "05" / "bread.png").write_bytes(b"mine")
    mine = "Title: Mine\nDate: 2020-05-01\nSlug: the-late-bread\n\nMine.\n"
    (content / "articles" / "mine.md").write_text(mine, encoding="utf-8")
    (content / "articles" / "2020-01-02-nine-oclock.md").write_text(
        "Title: Other\nDate: 2020-01-02\n\nOther.\n", encoding="utf-8"
    )
    moved = move("wordpress", EXPORTS / "wordpress")
    assert moved.text("articles/mine.md") == mine
    assert "Other." in moved.text("articles/2020-01-02-nine-oclock.md")
    assert moved.files()["images/2019/05/bread.png"] == b"mine"
    bread = moved.text("articles/2019-05-03-the-late-bread-2.md")
    assert "\nslug: the-late-bread-2\n" in bread
    assert "(2019/05/bread-2.png)" in bread
    assert "the address /the-late-bread/ is taken; it got /the-late-bread-2/" in moved.reports[0]
    nine = moved.text("articles/2020-01-02-nine-oclock-2.md")
    assert "\nslug: nine-oclock\n" in nine


def test_two_posts_with_one_address_get_two(move: Move, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for day in ("2019-01-02", "2019-01-01"):
        text = f"---\ntitle: The same\nslug: same\ndate: {day}\n---\nOf {day}.\n"
        (posts / f"{day}.md").write_text(text, encoding="utf-8")
    moved = move("hugo", posts)
    assert "\nslug: same\n" in moved.text("articles/2019-01-01-same.md")
    assert "\nslug: same-2\n" in moved.text("articles/2019-01-02-same-2.md")


def test_a_guid_that_two_posts_have_is_the_first_ones(move: Move, tmp_path: Path) -> None:
    item = "<item><title>{}</title><guid>a:1</guid><description>{}</description></item>"
    items = "".join(item.format(title, title * 3) for title in ("One", "Two", "One"))
    feed = tmp_path / "feed.xml"
    feed.write_text(f'<rss version="2.0"><channel>{items}</channel></rss>', encoding="utf-8")
    moved = move("feed", feed)
    ids = [text.split(b"id: ")[1].split(b"\n")[0] for text in moved.files().values()]
    assert sorted(ids) == [b'"a:1"', b"undated-en-two"]
    assert "it came once" in moved.reports[0]
    assert "it got one of its own" in moved.reports[0]
    again = move("feed", feed)
    assert "2 were here already" in again.said
    assert again.files() == moved.files()


def test_no_edition_carries_what_readers_had_and_no_month_is_made_of_it(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    fresh = "Title: New\nDate: 2026-11-20\n\nNew here.\n"
    (moved.content / "articles" / "new.md").write_text(fresh, encoding="utf-8")
    draft = moved.content / "articles" / "2026-10-01-not-yet.md"
    text = draft.read_text(encoding="utf-8").replace("status: draft\n", "")
    draft.write_text(text, encoding="utf-8")
    run = open_run(HOME, str(moved.content), str(moved.output), NOW)
    for _ in range(2):
        shelf = read_shelf(read_articles(run.settings), run.settings, NOW)
        assert shelf.months() == (Month(2026, 10), Month(2026, 11))
        titles = [[piece.title for piece in shelf.edition(each).pieces] for each in shelf.months()]
        assert titles == [["Not yet"], ["New"]]
        assert f"{shelf.site.url}/the-late-bread/" in shelf.addresses()
        published(moved)


def test_the_days_of_a_first_publish_stay_each_articles_own(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    published(moved)
    days = {each.url: each.first for each in moved.register}
    assert days["/the-late-bread/"] == "2019-05-03"
    assert days["/2019/05/the-late-bread/"] == "2019-05-03"


def test_an_address_of_the_sites_own_is_not_taken(move: Move, tmp_path: Path) -> None:
    site = shutil.copytree(EXPORTS / "jekyll", tmp_path / "site")
    post = site / "_posts" / "2016" / "2016-05-06-nine-o-clock.markdown"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("permalink: /nine/", "permalink: /topics/nine/"), "utf-8")
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8").replace("baseurl: /blog", "baseurl: ''"), "utf-8")
    moved = move("jekyll", site)
    assert "/topics/nine/" not in {each.url for each in moved.register}
    assert "its old address /topics/nine/ is not sent on" in moved.reports[0]


def test_the_mark_of_the_register_is_read_and_written(tmp_path: Path) -> None:
    marked = Address("/a/", "articles/a.md", "", "urn:a", "2019-01-01", mailed="imported")
    path = tmp_path / "published.jsonl"
    path.write_text(as_line(marked) + "\n", encoding="utf-8")
    register = read_register(path)
    assert register.addresses == (marked,)
    assert register.was_mailed("urn:a", "elsewhere.md")
    assert register.was_mailed("urn:other", "articles/a.md")
    assert not register.was_mailed("urn:other", "articles/b.md")
