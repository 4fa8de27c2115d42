"""Pictures of the pages as readers see them, left in ``var/screens/`` to look at after a change."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from .conftest import Served

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
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},
}


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_has_its_paper_and_its_ink(served: Served, root: Path, look: str) -> None:
    """Dark is dark, paper is light, and on each there is something to read."""
    folder = root / "var" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    with served.window(**LOOKS[look]) as window:
        if look == "print":
            window.page.emulate_media(media="print")
        for name, address in PAGES.items():
            taken = window.open(address).page.screenshot(full_page=True)
            (folder / f"{name}-{look}.png").write_bytes(taken)
            with Image.open(io.BytesIO(taken)) as picture:
                grey = picture.convert("L")
            paper = grey.getpixel((2, 2))
            darkest, lightest = grey.getextrema()
            assert isinstance(paper, int)
            assert (paper < 64) == (look == "dark"), f"{name}: {paper}"
            assert lightest - darkest > 150, name
