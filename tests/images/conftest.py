"""Pictures made on the spot, and a small site that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pelican
import pytest
from PIL import Image, ImageDraw

from plugins.blog.log import collected_log, problems_of
from plugins.blog.opening import open_run
from plugins.blog.problems import Problem
from plugins.blog.survey import survey
from plugins.images.settings import ImagesSettings

TODAY = datetime(2026, 11, 21, tzinfo=UTC)
TEMPLATES = {
    name: "{% if pictures is defined %}"
    "{% set leads = subject.image and subject.image not in subject.content %}"
    "{% if leads %}"
    "{{ pictures.lead(subject.image, subject.image_alt or '', SITEURL)|safe }}{% endif %}"
    '{{ pictures.show(subject.content, SITEURL, "92vw", not leads)|safe }}{% endif %}'
    "|{{ subject.card.path if subject.card }}".replace("subject", name.removesuffix(".html"))
    for name in ("article.html", "page.html")
}


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Red above, blue below, with a few lines so that it does not shrink to nothing."""
    image = Image.new("RGB", (width, height), "#3050c0")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, height // 2), "#c03020")
    for x in range(0, width, 7):
        pen.line((x, 0, width - x, height), fill=(x % 256, 128, 60), width=1)
    pen.rectangle((0, 0, width, height // 4), "#c03020")
    return image.convert(mode)


@pytest.fixture
def section(tmp_path: Path) -> ImagesSettings:
    """Small widths, so that tests are quick."""
    return ImagesSettings(widths=(40, 80), cache=str(tmp_path / "cache"))


Build = Callable[..., "tuple[Path, tuple[Problem, ...]]"]


@pytest.fixture
def build(tmp_path: Path, root: Path) -> Build:
    """Build ``tmp_path/content`` with this room; answers the output and the build's problems."""

    def run(plugins: Iterable[str] = ("plugins.blog", "plugins.images"), **chosen: Any) -> Any:
        content, output = tmp_path / "content", tmp_path / "output"
        shown = tmp_path / "templates"
        shown.mkdir(exist_ok=True)
        for name, template in TEMPLATES.items():
            (shown / name).write_text(template, encoding="utf-8")
        settings = open_run(root / "publishconf.py", str(content), str(output), TODAY).settings
        settings |= {
            "PLUGINS": list(plugins),
            "IMAGES": {"widths": [40, 80], "cache": str(tmp_path / "cache"), **chosen},
            "THEME": str(Path(pelican.__file__).with_name("themes") / "simple"),
            "THEME_TEMPLATES_OVERRIDES": [str(shown)],
            "DIRECT_TEMPLATES": [],
        }
        found = survey(settings, content)
        with collected_log() as records:
            pelican.Pelican({**settings, "LEFT_OUT": found.left_out}).run()
        return output, tuple(problems_of(records, found))

    (tmp_path / "content" / "articles").mkdir(parents=True)
    return run
