"""A real browser looking at a mail: contrast by pixel, width, accessibility."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
SCHEME = re.compile(r'<meta name="(?:supported-)?color-schemes?"[^>]*>')

LINES = """() => {
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 3 && box.height > 3)
        lines.push([node.data.trim().slice(0, 40), box.x, box.y + scrollY, box.width, box.height]);
  }
  return lines;
}"""

# The ground is the commonest colour of a line's box, the ink the one that differs most from it.
CONTRAST = """async ([picture, lines, scale]) => {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext("2d", {willReadFrequently: true});
  pen.drawImage(image, 0, 0);
  const light = key => {
    const part = shift => {
      const c = ((key >> shift) & 255) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
  };
  return lines.map(([words, x, y, width, height]) => {
    const box = [x, y, width, height].map(n => Math.round(n * scale));
    const dots = pen.getImageData(box[0], box[1], Math.max(1, box[2]), Math.max(1, box[3])).data;
    const seen = new Map();
    for (let i = 0; i < dots.length; i += 4) {
      const key = (dots[i] << 16) | (dots[i + 1] << 8) | dots[i + 2];
      seen.set(key, (seen.get(key) || 0) + 1);
    }
    const ground = light([...seen].sort((a, b) => b[1] - a[1])[0][0]);
    let best = 1;
    for (const key of seen.keys()) {
      const [low, high] = [light(key), ground].sort((a, b) => a - b);
      best = Math.max(best, (high + 0.05) / (low + 0.05));
    }
    return [Math.round(best * 100) / 100, words];
  });
}"""
SCALE = 3


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which a client colours a mail."""

    name: str
    dark: bool = False
    forced: bool = False
    auto: bool = False
    invert: bool = False
    bare: bool = False


MODES = (
    Mode("light"),
    Mode("dark", dark=True),
    Mode("dark without style", dark=True, bare=True),
    Mode("auto dark", auto=True, bare=True),
    Mode("forced dark", dark=True, forced=True),
    Mode("full invert", invert=True),
)


@contextmanager
def opened(over: Browser, html: str, width: int = 700, **context: Any) -> Iterator[Page]:
    """*html* in a window of its own that reaches no network."""
    window = over.new_context(viewport={"width": width, "height": 900}, **context)
    page = window.new_page()
    page.route("http*://**", lambda route: route.abort())
    page.set_content(html, wait_until="load")
    yield page
    window.close()


def contrasts(over: Browser, html: str, mode: Mode, width: int = 700) -> list[tuple[float, str]]:
    """Each line's contrast as drawn in *mode*, worst first."""
    html = SCHEME.sub("", STYLE.sub("", html)) if mode.auto else html
    html = STYLE.sub("", html) if mode.bare else html
    scheme = "dark" if mode.dark else "light"
    given = {"color_scheme": scheme, "device_scale_factor": SCALE}
    with opened(
        over, html, width, forced_colors="active" if mode.forced else "none", **given
    ) as page:
        if mode.auto:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setAutoDarkModeOverride", {"enabled": True})
        if mode.invert:
            page.add_style_tag(content="html{background:#fff;filter:invert(1) hue-rotate(180deg)}")
        lines = page.evaluate(LINES)
        shot = base64.b64encode(page.screenshot(full_page=True)).decode()
    with opened(over, "<!doctype html><title>-</title>") as page:
        found = page.evaluate(CONTRAST, [f"data:image/png;base64,{shot}", lines, SCALE])
    return sorted((ratio, words) for ratio, words in found)


def overflow(over: Browser, html: str, width: int = 320) -> int:
    """Pixels that have to be reached by scrolling sideways."""
    with opened(over, html, width) as page:
        wide = page.evaluate("document.scrollingElement.scrollWidth")
    return max(0, int(wide) - width)


def accessibility(over: Browser, html: str, *, dark: bool) -> list[str]:
    """What axe finds. Two rules ask for the landmarks of a page, which a mail inside one is not."""
    with opened(over, html, color_scheme="dark" if dark else "light") as page:
        page.add_script_tag(path=str(AXE))
        found = page.evaluate(
            """axe.run({rules: {"landmark-one-main": {enabled: false}, region: {enabled: false}}})
            .then(done => done.violations.map(each => each.id + ": " + each.nodes[0].html))"""
        )
    return list(found)


def without_media(html: str) -> str:
    """As clients see it that know no @media."""
    return MEDIA.sub("", html)
