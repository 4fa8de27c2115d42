"""What becomes of a save while a preview runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest

from plugins.authoring.preview import Channel
from plugins.authoring.watching import Round, Show


@dataclass(frozen=True)
class Said:
    said: tuple[str, ...]
    code: int = 0


@dataclass
class Desk:
    """Patches what is called *small*; a build ends when it may."""

    log: list[str] = field(default_factory=list)
    may_end: Event = field(default_factory=Event)
    code: int = 0
    blind: bool = False
    fails: bool = False

    def begin(self) -> Said:
        self.log.append("build")
        self.may_end.wait(30)
        if self.fails:
            raise OSError("no more processes")
        return Said(("built",), self.code)

    def open(self) -> None:
        self.log.append("open")

    def patch(self, paths: Iterable[str], show: Show) -> Said | None:
        wanted = sorted(paths)
        self.log.append(f"patch {' '.join(wanted)}")
        if not all("small" in each for each in wanted):
            return None
        show({f"{each}.html": f"<p>{each}" for each in wanted if "same" not in each})
        return Said(("patched",), self.code)

    def glance(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        return (
            {} if self.blind else {path: (f"{path}.html", f"<p>{path}") for path in sorted(paths)}
        )

    def rest(self) -> None:
        self.log.append("rest")

    def stop(self) -> None:
        self.may_end.set()

    def about(self, address: str, page: str) -> str:
        return f"{address} {page}"


@dataclass
class Watched:
    desk: Desk = field(default_factory=Desk)
    channel: Channel = field(default_factory=Channel)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.round = Round(self.desk, self.channel, self.said.append)

    def finish(self) -> None:
        """Let the build end."""
        assert self.round.build
        self.desk.may_end.set()
        self.round.build.join(30)
        self.desk.may_end.clear()


@pytest.fixture
def watched() -> Iterator[Watched]:
    made = Watched()
    yield made
    made.round.end()


def test_a_patch_is_all_there_is(watched: Watched) -> None:
    watched.round.saved({"small"})
    assert watched.desk.log == ["patch small"]
    assert (watched.channel.number, watched.channel.ahead, watched.said) == (1, {}, ["patched"])


def test_a_page_is_shown_before_its_patch_is_in_place(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(Channel, "settle", lambda channel: seen.append(dict(channel.ahead)))
    watched.round.saved({"small"})
    assert seen == [{"small.html": "<p>small"}]


def test_what_was_saved_as_it_was_is_told_too(watched: Watched) -> None:
    watched.round.saved({"small same"})
    assert watched.channel.number == 1


def test_what_is_to_be_mended_stays_in_sight(watched: Watched) -> None:
    watched.desk.code = 1
    watched.round.saved({"small"})
    assert watched.channel.number == 2  # its page, and then what was complained of before
    assert watched.channel.complaints == ("patched",)
    assert watched.channel.ahead == {}


def test_its_own_page_is_shown_before_the_others_follow(watched: Watched) -> None:
    watched.round.saved({"large"})
    assert watched.channel.number == 1
    assert watched.channel.ahead == {"large.html": "<p>large"}
    watched.finish()
    assert watched.channel.number == 2
    assert watched.channel.ahead == {}
    assert watched.desk.log == ["patch large", "build", "open"]
    assert watched.said == ["built"]


def test_what_is_saved_meanwhile_is_shown_and_built_later(watched: Watched) -> None:
    watched.round.saved({"large"})
    watched.round.saved({"small"})
    watched.round.saved({"other"})
    assert set(watched.channel.ahead) == {"large.html", "small.html", "other.html"}
    watched.finish()
    assert set(watched.channel.ahead) == {"small.html", "other.html"}  # newer than what was built
    watched.round.saved(set())
    assert watched.desk.log[-2:] == ["patch other small", "build"]
    assert set(watched.channel.ahead) == {"small.html", "other.html"}
    watched.finish()
    assert watched.channel.ahead == {}
    watched.round.saved(set())
    assert watched.desk.log[-1] == "rest"


def test_what_is_saved_meanwhile_may_be_a_patch_later(watched: Watched) -> None:
    watched.round.saved({"large"})
    watched.round.saved({"small"})
    watched.finish()
    watched.round.saved({"small too"})
    assert watched.desk.log[-1] == "patch small small too"
    assert watched.channel.ahead == {}
    assert watched.said == ["built", "patched"]


def test_nobody_rests_while_a_build_is_at_work(watched: Watched) -> None:
    watched.round.saved({"large"})
    watched.round.saved(set())
    assert "rest" not in watched.desk.log


def test_a_build_that_complains_is_heard(watched: Watched) -> None:
    watched.desk.code = 1
    watched.round.saved({"large"})
    assert watched.channel.complaints == ()
    watched.finish()
    assert watched.channel.complaints == ("built",)


@pytest.mark.parametrize("fails", [False, True])
def test_at_the_end_nothing_more_is_said(watched: Watched, fails: bool) -> None:
    watched.desk.fails = fails
    watched.round.saved({"large"})
    watched.round.end()
    assert watched.said == []
    assert watched.desk.log == ["patch large", "build", "rest"]


def test_a_text_that_was_broken_meanwhile_is_not_shown_as_it_was_before(watched: Watched) -> None:
    watched.round.saved({"large"})
    watched.round.saved({"other"})
    watched.desk.blind = True
    watched.round.saved({"other", "large"})
    assert watched.channel.ahead == {}
    watched.finish()
    assert watched.channel.ahead == {}


def test_a_build_that_fails_is_heard_of(watched: Watched) -> None:
    watched.desk.fails = True
    watched.round.saved({"large"})
    watched.finish()
    assert watched.channel.complaints == ("the build broke off: no more processes",)
    watched.desk.fails = False
    watched.round.saved({"other"})
    assert watched.desk.log[-2:] == ["patch other", "build"]


def test_nothing_begins_at_the_end(watched: Watched) -> None:
    watched.round.over = True
    watched.round.whole()
    assert watched.desk.log == []
