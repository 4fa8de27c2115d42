"""What was made is found again, unless anything that decides it changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plugins.images.cache import Cache
from plugins.images.picture import Source
from plugins.images.settings import ImagesSettings

FILES = [("plain.jpg", b"12345"), ("40.webp", b"w"), ("80.webp", b"ww"), ("40.avif", b"a")]


def test_what_was_kept_is_found_best_kind_first(section: ImagesSettings) -> None:
    kept = Cache(section).keep("k" * 32, FILES)
    assert Cache(section).find("k" * 32) == kept
    assert (kept.plain, kept.size) == ("plain.jpg", 5)
    assert kept.sources == (
        Source("image/avif", ((40, "40.avif"),)),
        Source("image/webp", ((40, "40.webp"), (80, "80.webp"))),
    )


def test_whatever_is_in_doubt_is_made_anew(section: ImagesSettings) -> None:
    cache = Cache(section)
    assert cache.find("k" * 32) is None
    for spoil in (
        lambda: cache.file("k" * 32, "80.webp").unlink(),
        lambda: cache.file("k" * 32, "plain.jpg").write_bytes(b"1"),
        lambda: cache.file("k" * 32, "made.json").write_text("{", encoding="utf-8"),
        lambda: cache.file("k" * 32, "made.json").write_text("[]", encoding="utf-8"),
        lambda: cache.file("k" * 32, "made.json").write_text('{"a": "b"}', encoding="utf-8"),
    ):
        cache.keep("k" * 32, FILES)
        assert cache.find("k" * 32)
        spoil()
        assert cache.find("k" * 32) is None


def test_a_key_knows_the_bytes_and_the_settings(tmp_path: Path, section: ImagesSettings) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"one")
    key = Cache(section).key(path, offered=True)
    assert Cache(section).key(path, offered=True) == key
    assert Cache(section).key(path, offered=False) != key
    for change in ({"widths": (40,)}, {"formats": ("webp",)}, {"avif_quality": 46}):
        assert Cache(replace(section, **change)).key(path, offered=True) != key
    path.write_bytes(b"two")
    assert Cache(section).key(path, offered=True) != key
    assert Cache(section).card_key("a", "bc") != Cache(section).card_key("ab", "c")
    colours = replace(section, card_colours=("#000000", "#ffffff", "#ff0000"))
    assert Cache(colours).card_key("a") != Cache(section).card_key("a")
