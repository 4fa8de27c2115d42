"""SVG drawings: their size, and whether they only draw."""

from __future__ import annotations

import re
from xml.parsers import expat

from .picture import Look

ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio"}
    | {"video", "canvas"}
)
"""Elements that can run something, or show another page."""
LINKS = frozenset({"href", "src", "data", "to", "from", "values"})
RUNS = re.compile(
    r"(?:javascript|vbscript)\s*:|data\s*:(?!\s*image/(?:png|jpe?g|gif|webp))", re.IGNORECASE
)
BLANK = re.compile(r"[\x00-\x20]+")
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px)?\s*")
SCRIPT = "could run a script when it is opened ({what}); export it without, or save it as PNG"


class _Drawing:
    """Reads tag by tag; *active* is the first thing that does more than draw."""

    def __init__(self) -> None:
        self.active = ""
        self.root: dict[str, str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if self.root is None:
            self.root = attributes if name == "svg" else {}
        if name in ACTIVE:
            self.found(f"<{name}>")
        for key, value in attributes.items():
            attribute = _local(key)
            if attribute.startswith("on"):
                self.found(f"{attribute}=")
            elif attribute in LINKS and RUNS.search(BLANK.sub("", value)):
                self.found(f"a link in {attribute}=")
            elif attribute == "attributename" and _local(value).startswith(("on", "href")):
                self.found("an animated link")

    def instruction(self, target: str, _data: str) -> None:
        self.found(f"<?{target}>")

    def found(self, what: str) -> None:
        self.active = self.active or what


def look_at_drawing(data: bytes) -> Look:
    """What an SVG file is; refused if it does more than draw.

    The parser puts the document's own entities in before it is asked, and fetches no others.
    """
    drawing = _Drawing()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = drawing.start
    parser.ProcessingInstructionHandler = drawing.instruction
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        if not drawing.active:
            what = "is broken and cannot be shown; export or download it again"
            return Look("SVG", fault=what, code="picture-broken", refused=True)
    if drawing.active:
        what = SCRIPT.format(what=drawing.active)
        return Look("SVG", fault=what, code="picture-script", refused=True)
    if not drawing.root:
        what = "is not an SVG drawing; export it again"
        return Look("SVG", fault=what, code="picture-broken", refused=True)
    return Look("SVG", *_size(drawing.root), whole=True)


def _size(root: dict[str, str]) -> tuple[int, int]:
    """In pixels, or 0 and 0 where a drawing leaves it to the page."""
    lengths = [LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
    if all(lengths):
        width, height = (float(each[1]) for each in lengths if each)
    else:
        box = root.get("viewBox", "").replace(",", " ").split()
        try:
            width, height = float(box[2]), float(box[3])
        except (IndexError, ValueError):
            return 0, 0
    return (round(width), round(height)) if 1 <= min(width, height) < 1e6 else (0, 0)


def _local(name: str) -> str:
    """The name without its namespace, in small letters."""
    return re.split(r"[ :]", name)[-1].lower()
