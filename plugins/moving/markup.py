"""HTML as Markdown that a writer can go on with; what Markdown has no sign for stays HTML."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

KEPT = frozenset({"iframe", "object", "embed", "audio", "video", "script", "sub", "sup", "kbd"})
"""Elements that whoever rewrites links looks at next, or that Markdown has no sign for."""
KEPT_WHOLE = frozenset({"iframe", "object", "embed", "audio", "video", "script"})
DEEPEST = 60
"""Elements inside each other. What unclosed tags pile up goes far beyond, and words do not."""
BLANK_LINES = re.compile(r"\n{3,}")
ESCAPED = re.compile(r"([\\`\[\]<>~|{])")
LINE_START = re.compile(
    r"^(\s*)(#|~{3,}|[-+](?=\s|$)|:(?=\s|$)|=+\s*$|-[-\s]*$|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE
)
REFERENCE = re.compile(r"&(?=#?\w{1,31};)")
LANGUAGE = re.compile(r"(?:language|lang|brush:)[-\s]*([\w#+]+)")
SIMPLE_CELLS = frozenset(
    {"a", "b", "strong", "i", "em", "code", "img", "br", "span", "p", "del", "s", "sup", "sub"}
)


def as_markdown(html: str) -> str:
    """*html* in this house's Markdown; no word of it is lost."""
    soup = BeautifulSoup(html, "html.parser")
    _flatten(soup)
    _place_anchors(soup)
    _nest_lists(soup)
    text: str = _Converter(heading_style="ATX", bullets="-", autolinks=False).convert_soup(soup)
    return BLANK_LINES.sub("\n\n", text).strip()


def words_of(html: str) -> str:
    """The text of a piece of HTML, on one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def _flatten(soup: BeautifulSoup) -> None:
    """Without elements so deep inside others that nobody can have meant it; their words stay."""
    deep = []
    stack: list[tuple[Tag, int]] = [(soup, 0)]
    while stack:
        element, depth = stack.pop()
        inside = [each for each in element.contents if isinstance(each, Tag)]
        stack += [(each, depth + 1) for each in inside]
        if depth > DEEPEST:
            deep.append(element)
    for element in deep:
        element.unwrap()


def _place_anchors(soup: BeautifulSoup) -> None:
    """Each place that a link on the page leads to gets an anchor that Markdown can carry."""
    wanted = {str(each["href"])[1:] for each in soup.select('a[href^="#"]')}
    for each in soup.find_all(id=True) if wanted else ():
        name = str(each["id"])
        if name not in wanted or re.fullmatch(r"h[1-6]", each.name):
            continue
        if each.name == "a" and not each.get("href"):
            continue
        anchor = soup.new_tag("a", attrs={"id": name})
        if each.name in {"a", "img", "ul", "ol", "table", "sup", "sub"}:
            each.insert_before(anchor)
        else:
            each.insert(0, anchor)


def _nest_lists(soup: BeautifulSoup) -> None:
    """A list right inside a list belongs to the point before it, as browsers show it."""
    for each in soup.select("ul > ul, ul > ol, ol > ul, ol > ol"):
        before = each.find_previous_sibling("li")
        if isinstance(before, Tag):
            before.append(each.extract())


class _Converter(MarkdownConverter):
    """What markdownify does otherwise than our Markdown wants it, or loses. Its own description of
    itself names none of the methods that this builds on."""

    def process_tag(self, node: Any, parent_tags: Any = None) -> str:
        if node.name in KEPT_WHOLE:
            return f"\n\n{node}\n\n" if node.name != "script" else str(node)
        if node.name == "table" and not _simple(node):
            return f"\n\n{_one_block(str(node))}\n\n"
        made: str = super().process_tag(node, parent_tags=parent_tags)  # type: ignore[misc]
        return made

    def escape(self, text: str, parent_tags: Any) -> str:
        if not text or "_noformat" in parent_tags:
            return text or ""
        text = ESCAPED.sub(r"\\\1", REFERENCE.sub("&amp;", text))
        text = text.replace(r"\<", "&lt;").replace(r"\>", "&gt;").replace(r"\~", "~")
        text = text.replace(r"\|", "&#124;" if {"td", "th"} & set(parent_tags) else "|")
        text = text.replace("*", r"\*")
        text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
        if "_inline" in parent_tags:  # a heading may end in signs of its own
            return text.replace("#", r"\#")
        return LINE_START.sub(_started, text)

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        name = el.get("id") or el.get("name")
        if not el.get("href"):
            return f'<a id="{name}"></a>{text}' if name else text
        if not text.strip():
            return ""
        made: str = super().convert_a(el, text, parent_tags)  # type: ignore[misc]
        return made

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: Any) -> str:  # noqa: N802
        made: str = super().convert_hN(n, el, text, parent_tags)  # type: ignore[misc]
        name = el.get("id")
        named = name and re.fullmatch(r"[\w:.-]+", name) and made.strip()
        return f"\n\n{made.strip()} {{#{name}}}\n\n" if named else made

    def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        text = (text or "").strip()
        if not text:
            return "\n"
        bullet = "-"
        if el.parent is not None and el.parent.name == "ol":
            start = str(el.parent.get("start") or "1")
            first = int(start) if start.isdecimal() else 1
            bullet = f"{first + len(el.find_previous_siblings('li'))}."
        lines = text.split("\n")
        inner = "\n".join(f"    {line}" if line.strip() else "" for line in lines[1:])
        return f"{bullet} {lines[0]}\n" + (f"{inner}\n" if len(lines) > 1 else "")

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        source = el.get("src") or el.get("data-src") or ""
        alt = " ".join(str(el.get("alt") or "").split())
        alt = ESCAPED.sub(r"\\\1", alt)
        return f"![{alt}](<{source}>)" if re.search(r"[\s()]", source) else f"![{alt}]({source})"

    def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:
        if not text:
            return ""
        code = el.find("code") or el
        names = " ".join([*(el.get("class") or []), *(code.get("class") or [])])
        found = LANGUAGE.search(names)
        language = found[1] if found else str(code.get("lang") or el.get("lang") or "")
        # Ours knows no fences inside lists and quotations.
        if {"li", "blockquote"} & set(parent_tags):
            inner = text.strip("\n").replace("\n", "\n    ")
            return f"\n\n    {inner}\n\n"
        fence = "~~~" if "```" in text else "```"
        return f"\n\n{fence}{language}\n{text.strip(chr(10))}\n{fence}\n\n"

    def convert_figure(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        words = text.strip()
        return f"\n\n*{words}*\n\n" if words and "*" not in words else f"\n\n{words}\n\n"

    def convert_del(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"<del>{text}</del>" if text.strip() else ""

    convert_s = convert_strike = convert_del

    def convert_sub(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"<sub>{text}</sub>" if text.strip() else ""

    def convert_sup(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"<sup>{text}</sup>" if text.strip() else ""

    def convert_abbr(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        title = el.get("title")
        return f"{text} ({title})" if title else text

    def convert_q(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"“{text}”"

    def convert_dl(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"\n\n{text.strip()}\n\n"

    def convert_details(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"\n\n{text.strip()}\n\n"

    def convert_summary(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_cite(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
        inside = el.parent is not None and el.parent.name == "blockquote"
        return f"\n\n— {text.strip()}\n\n" if inside and text.strip() else text

    convert_address = convert_center = convert_figure
    convert_header = convert_footer = convert_aside = convert_main = convert_figure


def _started(found: re.Match[str]) -> str:
    """A sign at the start of a line that Markdown would read as its own."""
    space, sign = found[1], found[2]
    if sign[0] in "~:=":  # ours has no backslash for these
        return f"{space}&#{ord(sign[0])};{sign[1:]}"
    return f"{space}{sign}\\" if sign[0].isdecimal() else f"{space}\\{sign}"


def _simple(table: Any) -> bool:
    """Whether Markdown can say *table*: one row of headings, one line in a cell, nothing spans."""
    if table.find(["table", "ul", "ol", "pre", "blockquote", "caption", "tfoot"]):
        return False
    if table.find(attrs={"rowspan": True}) or table.find(attrs={"colspan": True}):
        return False
    rows = table.find_all("tr")
    cells = [row.find_all(["td", "th"]) for row in rows]
    if len({len(each) for each in cells}) != 1 or not rows:
        return False
    heads = [each for each in cells[0] if each.name == "th"]
    if len(heads) != len(cells[0]) and table.find("thead") is None:
        return False
    inside = (child for row in cells for cell in row for child in cell.find_all(True))
    return all(child.name in SIMPLE_CELLS for child in inside) and not table.find("br")


def _one_block(html: str) -> str:
    """HTML without empty lines, at which Markdown would end it."""
    return re.sub(r"\n\s*\n", "\n", html)
