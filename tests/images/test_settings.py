"""IMAGES in pelicanconf.py."""

from __future__ import annotations

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.images.settings import ImagesSettings


def test_every_mistake_is_told_at_once() -> None:
    wrong = {
        "widths": [],
        "formats": ["avfi"],
        "avif_quality": 0,
        "card_colours": ["red"],
        "card_font": "nowhere.ttf",
    }
    with pytest.raises(ProblemsFound) as found:
        ImagesSettings.from_pelican({"IMAGES": wrong})
    told = str(found.value)
    for word in ('"widths"', 'did you mean "avif"?', '"avif_quality"', '"card_colours"', "nowhere"):
        assert word in told


def test_nothing_needs_to_be_said() -> None:
    assert ImagesSettings.from_pelican({}).largest == 1600
