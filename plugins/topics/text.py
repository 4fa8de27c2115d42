"""From an author's Markdown to sentences, each with its line in the file."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

LONGEST_SENTENCE = 90
"""Words; a text without full stops is cut here, so that matching stays linear."""
LONGEST_WORD = 40
"""Letters; what is longer is no word that a lexicon could hold."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
END = re.compile(
    r"[.!?…:;](?:(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])|(?<=[:;])\s+(?=[-–—]\s))"
)
"""Where a sentence ends: the text between is passed over quickly, since a sign must come first."""
INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\u00ad\ufeff\u034f]")
BLANK = re.compile(r"\n[ \t]*\n")

FENCE = re.compile(
    r"^(?P<fence> {0,3}(?:```+|~~~+)).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<tag>script|style|pre|code|svg|iframe|noscript|template)\b[^>]*>"
    r".*?(?:</(?P=tag)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
SHORTCODE = re.compile(r"\{\{[<%]?[^{}]*?[%>]?\}\}|\{%[^{}]*?%\}|\*\|[^|\n]*\|\*")
INLINE_CODE = re.compile(r"(`+)(?!`)[^`]+\1(?!`)")
IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
LINK = re.compile(
    r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])(?:\{[^{}\n]*\})?"
)
REFERENCE = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:.*$", re.MULTILINE)
FOOTNOTE = re.compile(r"\[\^[^\[\]\n]+\]")
ADDRESS = re.compile(
    r"<?(?:https?://|www\.)[^\s<>]+>?|<?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+>?"
)
ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}")
EMPHASIS = re.compile(r"[*_](?:(?<!\w[*_])[*_]{0,2}(?=\S)|(?<=\S[*_])[*_]{0,2}(?!\w)|(?<=\*)\*)")
ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|\w{2,8});")
MARK = re.compile(
    r"^(?P<quote>(?:[ \t]*>)+)?[ \t]*"
    r"(?:(?P<heading>#{1,6})[ \t]+|(?P<list>[-*+]|\d{1,3}[.)])[ \t]+)?"
)
UNDERLINE = re.compile(r"^(?:=+|-+|\*[ *]+|_[ _]+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """*where* is title, summary, heading, quote or text; *line* counts from 1 in the file."""

    text: str
    line: int
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """What the tagger reads: sentences in their order, and the language they are in."""

    lang: str
    sentences: tuple[Sentence, ...]


def parse_document(
    body: str,
    *,
    lang: str,
    title: str = "",
    summary: str = "",
    body_line: int = 1,
    title_line: int = 1,
    summary_line: int = 1,
) -> Document:
    """Read Markdown without code, shortcodes, HTML tags and addresses. Linear in its length."""
    found: list[Sentence] = []
    for text, line, where in ((title, title_line, "title"), (summary, summary_line, "summary")):
        if text.strip():
            found += _split(_strip(text), line, where)
    found += _blocks(_strip(body), body_line)
    return Document(lang, tuple(found))


def words_of(text: str) -> list[str]:
    """Lower-case words. Letter case is folded word by word where folding could split one."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [word.lower() for word in WORD.findall(text)]


def _gone(found: re.Match[str]) -> str:
    """As many line breaks as were taken out, so that every later line keeps its number."""
    return "\n" * found[0].count("\n") or " "


def _strip(text: str) -> str:
    """Leave the words that a reader of the page sees, on the lines where they stood."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = INVISIBLE.sub("", text).replace("\u00a0", " ")
    if "```" in text or "~~~" in text:
        text = FENCE.sub(_gone, text)
    if "{{" in text or "{%" in text or "*|" in text:
        text = SHORTCODE.sub(_gone, text)
    if "`" in text:
        text = INLINE_CODE.sub(_gone, text)
    if "<" in text:
        text = ADDRESS.sub(" ", text) if "://" in text or "@" in text else text
        text = TAG.sub(_gone, HIDDEN.sub(_gone, text))
    if "[" in text:
        text = FOOTNOTE.sub("", IMAGE.sub(_gone, text))
        text = REFERENCE.sub("", LINK.sub(r"\1", text))
        text = text.replace("[", "").replace("]", "")
    if "://" in text or "www." in text or "@" in text:
        text = ADDRESS.sub(" ", text)
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    if "*" in text or "_" in text:
        lines = text.split("\n")
        text = "\n".join([EMPHASIS.sub("", e) if "*" in e or "_" in e else e for e in lines])
    if "&" in text:
        text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _blocks(text: str, first_line: int) -> list[Sentence]:
    found: list[Sentence] = []
    held: list[str] = []
    held_line, held_where = first_line, "text"
    in_list = after_blank = False

    def let_go() -> None:
        if held:
            found.extend(_split("\n".join(held), held_line, held_where))
            held.clear()

    for number, line in enumerate(text.split("\n"), first_line):
        bare = line.strip()
        if not bare:
            let_go()
            after_blank = True
            continue
        if line[0] in " \t" and not in_list and not held and after_blank and _indented(line):
            continue  # code
        mark = None if bare[0].isalpha() else MARK.match(line)
        if mark and UNDERLINE.match(bare):
            if held and bare[0] in "=-" and held_where == "text":
                held_where = "heading"
            let_go()
            continue
        after_blank_before, after_blank = after_blank, False
        rest = line[mark.end() :] if mark else bare
        if mark and mark["heading"]:
            let_go()
            found += _split(rest.rstrip("# "), number, "heading")
            in_list = False
            continue
        where = "quote" if mark and mark["quote"] else "text"
        listed = bool(mark and mark["list"])
        if listed or where != held_where:
            let_go()
        if listed:
            in_list = True
        elif after_blank_before and line[0] not in " \t":
            in_list = False
        if bare[0] == "|" or " | " in bare:
            let_go()
            for cell in rest.split("|"):
                found += _split(cell, number, where)
            continue
        if not held:
            held_line, held_where = number, where
        held.append(rest)
    let_go()
    return found


def _indented(line: str) -> bool:
    return line.startswith(("    ", "\t"))


def _split(block: str, line: int, where: str) -> list[Sentence]:
    """Cut a block into sentences; each keeps the line on which it begins."""
    found: list[Sentence] = []
    start = 0
    lines = "\n" in block
    for cut in [*[each.start() + 1 for each in END.finditer(block)], len(block)]:
        piece = block[start:cut]
        start = cut
        text = " ".join(piece.split())
        if text:
            lead = piece[: len(piece) - len(piece.lstrip())].count("\n") if lines else 0
            if len(text) < LONGEST_SENTENCE * 3:
                found.append(Sentence(text, line + lead, where))
            else:
                found += [Sentence(part, line + lead, where) for part in _cut(text)]
        if lines:
            line += piece.count("\n")
    return found


def _cut(text: str) -> list[str]:
    words = text.split(" ")
    return [
        " ".join(words[n : n + LONGEST_SENTENCE]) for n in range(0, len(words), LONGEST_SENTENCE)
    ]
