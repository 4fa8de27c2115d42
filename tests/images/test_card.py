"""Cards: they hold their title whatever it is, and are the same on every machine."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from plugins.images.card import SIDE, SIZE, Font, Words, draw
from plugins.images.lines import fit
from plugins.images.settings import ImagesSettings
from tests.images.conftest import picture

SECTION = ImagesSettings()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(
    "title", ["The late bread", "word " * 60, "x" * 300, "I", "Wałęsa’s “déjà vu” – 100 %"]
)
def test_a_title_stays_inside_its_margins(title: str) -> None:
    card = opened(draw(Words(title, "Kept Promises", "Consistency", "Sam"), None, SECTION))
    assert card.size == SIZE
    paper = card.getpixel((0, 0))
    left, top, right, bottom = inked(card, paper)
    assert left >= 60
    assert top >= 30
    assert right <= SIZE[0] - 60
    assert bottom <= SIZE[1] - 60


def inked(card: Image.Image, paper: Any) -> tuple[int, int, int, int]:
    box = ImageChops.difference(card, Image.new("RGB", card.size, paper)).getbbox()
    assert box
    return box


def test_the_picture_stands_at_the_right(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    picture(900, 600).save(path)
    data = draw(Words("The late bread", "Kept Promises"), path, SECTION)
    assert Image.open(io.BytesIO(data)).format == "JPEG"
    red, _, blue = opened(data).getpixel((SIZE[0] - SIDE + 20, 20))
    assert red > 150 > blue
    assert min(opened(data).getpixel((20, 20))) > 230


def test_emoji_are_left_out_and_a_script_without_letters_has_no_card() -> None:
    assert Font(SECTION.font).spell("Party 👩‍🚒🎉 at the ☎️ desk") == "Party at the desk"
    assert Font(SECTION.font).spell("Cafe\u0301") == "Caf\u00e9"
    assert draw(Words("שלום עולם", "Kept Promises"), None, SECTION) == b""
    assert draw(Words("🎉", "Kept Promises"), None, SECTION) == b""
    assert draw(Words("Peace, שלום", "Kept Promises"), None, SECTION) == b""


def test_the_same_card_each_time() -> None:
    card = opened(draw(Words("AVA, To We", "Kept Promises"), None, SECTION))
    again = opened(draw(Words("AVA, To We", "Kept Promises"), None, SECTION))
    assert card.tobytes() == again.tobytes()


def test_lines_are_as_large_as_fits_and_of_about_one_length() -> None:
    setting = fit("aaaa bbbb cccc d", lambda text, size: len(text) * size, 150, 40, (20, 10, 5))
    assert setting.size == 10
    assert setting.lines == ("aaaa bbbb", "cccc d")


def test_what_fits_at_no_size_is_cut() -> None:
    setting = fit("aaa bbb ccc, ddd", lambda text, size: len(text) * size, 40, 24, (10,))
    assert setting.lines == ("aaa", "bbb…")
    assert fit("a" * 9, lambda text, size: len(text) * size, 40, 24, (10,)).lines == (
        "aaaa",
        "aaa…",
    )
