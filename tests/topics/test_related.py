"""Related articles share topics, the rarer the better."""

from __future__ import annotations

from plugins.topics.related import Profile, relate


def profile(name: str, lang: str = "en", group: str = "", **scores: float) -> Profile:
    return Profile(name, group or name, lang, scores)


def test_more_shared_topics_are_nearer() -> None:
    found = relate(
        [
            profile("one", trust=2.0, loyalty=2.0),
            profile("two", trust=2.0),
            profile("three", trust=2.0, loyalty=2.0),
            profile("four", metrics=2.0),
        ]
    )
    assert found["one"] == ("three", "two")
    assert found["four"] == ()


def test_a_rare_topic_counts_more() -> None:
    common = [profile(f"c{n}", trust=1.0) for n in range(10)]
    found = relate([*common, profile("a", trust=1.0, loyalty=1.0), profile("b", loyalty=1.0)])
    assert found["a"][0] == "b"


def test_the_lesser_score_counts() -> None:
    found = relate([profile("a", trust=2.0), profile("weak", trust=1.0), profile("b", trust=1.9)])
    assert found["a"] == ("b", "weak")


def test_equally_near_ones_keep_their_order_and_three_are_enough() -> None:
    assert relate([profile(name, trust=1.0) for name in "abcde"])["a"] == ("b", "c", "d")


def test_neither_a_translation_nor_another_language_is_related() -> None:
    found = relate(
        [
            profile("a", trust=1.0),
            profile("a-us", group="a", trust=1.0),
            profile("nl", lang="nl", trust=1.0),
            profile("b", trust=1.0),
        ]
    )
    assert found["a"] == ("b",)
    assert found["nl"] == ()


def test_one_that_is_not_listed_is_nobodys() -> None:
    hidden = Profile("hidden", "hidden", "en", {"trust": 1.0}, listed=False)
    assert relate([profile("a", trust=1.0), hidden]) == {"a": (), "hidden": ("a",)}


def test_in_a_large_archive_the_work_grows_with_its_size() -> None:
    class Counting(dict[str, float]):
        asked = 0

        def get(self, slug: str, default: float | None = None) -> float | None:  # type: ignore[override]
            Counting.asked += 1
            return super().get(slug, default)

    def work(size: int) -> int:
        Counting.asked = 0
        relate([Profile(str(n), str(n), "en", Counting(trust=1.0)) for n in range(size)])
        return Counting.asked

    assert 0 < work(2000) < 2.2 * work(1000)
