"""Links as a writer types them, made into Pelican's.

``![a counter](counter.jpg)`` and ``[the other piece](other.md)`` are enough: a relative address
that leads to a file beside the article, or to one in ``images/``, becomes ``{static}`` or
``{filename}``, which Pelican follows wherever the page ends up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

REF = re.compile(
    r"""\[(?P<words>[^\]\n]*)\]\(\s*\{\{[<%]\s*(?:rel)?ref\s+["'](?P<target>[^"'\n]*)["']\s*[>%]\}\}"""
    r"""(?P<anchor>\#[^\s)]*)?(?:\s+"[^"\n]*")?\s*\)"""
)
"""A link of Hugo's, as in ``[words]({{< ref "2016-a-post.md" >}})``."""
HREF = re.compile(
    r"""\s+href=(["'])\s*\{\{[<%]\s*(?:rel)?ref\s+["'](?P<target>[^"'\n]*)["']\s*[>%]\}\}"""
    r"""(?P<anchor>\#[^\s"'>]*)?\1"""
)
"""The same inside an HTML tag."""
ELSEWHERE = ("/", "#", "{", "|", "?")
SOURCES = (".md", ".markdown", ".mkd", ".mdown")


def local(address: str) -> bool:
    """Whether *address* is a plain relative path: no scheme, host, anchor alone or placeholder."""
    scheme = address.split("/", maxsplit=1)[0].split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return bool(address) and not address.startswith(ELSEWHERE) and ":" not in scheme


def find(address: str, source: Path, content: Path) -> Path | None:
    """The file that a relative *address* in *source* means, if it is inside *content*."""
    name = unquote(address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    root = content.resolve()
    for folder in (source.parent, content, content / "images"):
        path = (folder / name).resolve()
        if root in path.parents and path.is_file():
            return path
    return None


def follow_refs(body: str, source: Path, content: Path) -> str:
    """Make links of Hugo's references to files that are here; of the others keep the words."""
    if "{{" not in body:
        return body

    def address(found: re.Match[str]) -> str:
        target = found["target"]
        path = find(target, source, content) if local(target) else None
        inside = path.relative_to(content.resolve()).as_posix() if path else ""
        return f"{{filename}}/{inside}{found['anchor'] or ''}" if path else ""

    def link(found: re.Match[str]) -> str:
        there = address(found)
        return f"[{found['words']}]({there})" if there else found["words"]

    def attribute(found: re.Match[str]) -> str:
        there = address(found)
        return f' href="{there}"' if there else ""

    return HREF.sub(attribute, REF.sub(link, body))


class PlainLinks(Treeprocessor):  # type: ignore[misc]
    """Rewrites each link and picture whose file is found; leaves the rest for the checks."""

    source: Path
    content: Path
    asked: list[tuple[str, str]]
    """Each relative address met since it was emptied, and where it led."""

    def run(self, root: Element) -> None:
        for element, name in _addresses(root):
            address = element.get(name, "")
            if not local(address):
                continue
            target = find(address, self.source, self.content)
            self.asked.append((address, str(target) if target else ""))
            if target:
                kind = "{filename}" if target.suffix.lower() in SOURCES else "{static}"
                path = target.relative_to(self.content.resolve()).as_posix()
                name_only = address.split("#")[0].split("?")[0]
                element.set(name, f"{kind}/{path}{address[len(name_only) :]}")


def _addresses(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter():
        if element.tag == "a" and element.get("href"):
            yield element, "href"
        elif element.tag == "img" and element.get("src"):
            yield element, "src"


class PlainLinksExtension(Extension):  # type: ignore[misc]
    """Carries the one treeprocessor, whose source path the reader sets before each article."""

    def __init__(self, processor: PlainLinks) -> None:
        super().__init__()
        self.processor = processor

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        self.processor.md = md
        # After inline patterns (20) have made the links, before the tree is written.
        md.treeprocessors.register(self.processor, "plain_links", 5)
