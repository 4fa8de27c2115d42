"""Pictures of the pages as readers see them, left in ``var/screens/`` to look at after a change."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Error

from .conftest import Served, Window

pytestmark = pytest.mark.browser
PAGES = {
    "home": "/",
    "article": "/the-wall-by-the-showers/",
    "dutch": "/nl/raise-your-hand/",
    "topic": "/topics/complaints/",
    "edition": "/greetz/2026-11/",
    "search": "/search/",
    "subscribe": "/subscribe/",
    "missing": "/404.html",
}
TRIES = 3
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},
}


def capture(window: Window, address: str) -> bytes:
    """A picture of a whole page. Now and then Chromium cannot take one of what it has just drawn,
    and can when it has drawn it again."""
    for _ in range(TRIES - 1):
        with suppress(Error):
            return bytes(window.open(address).page.screenshot(full_page=True))
    return bytes(window.open(address).page.screenshot(full_page=True))


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_has_its_paper_and_its_ink(served: Served, root: Path, look: str) -> None:
    """Dark is dark, paper is light, and on each there is something to read."""
    folder = root / "var" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    with served.window(**LOOKS[look]) as window:
        if look == "print":
            window.page.emulate_media(media="print")
        for name, address in PAGES.items():
            taken = capture(window, address)
            (folder / f"{name}-{look}.png").write_bytes(taken)
            with Image.open(io.BytesIO(taken)) as picture:
                grey = picture.convert("L")
            paper = grey.getpixel((2, 2))
            darkest, lightest = grey.getextrema()
            assert isinstance(paper, int)
            assert (paper < 64) == (look == "dark"), f"{name}: {paper}"
            assert lightest - darkest > 150, name
