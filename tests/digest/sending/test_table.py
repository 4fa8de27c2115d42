"""Every sentence that sending can end with has its row: "it says X: do Y" leaves nobody alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DIGEST, VERBS = ROOT / "plugins" / "digest", ROOT / "plugins" / "verbs"
LOOKS = ("mailchimp_doctor", "mailchimp_audience", "mailchimp_setup", "mailchimp_people")
"""These send nothing, and say themselves what to do."""
FILES = [
    *(path for path in sorted((DIGEST / "transports").glob("*.py")) if path.stem not in LOOKS),
    *(
        DIGEST / f"{name}.py"
        for name in (
            *("amends", "claims", "delivery", "due", "judging"),
            *("keeping", "live", "moment", "press"),
        )
    ),
    *(VERBS / f"{name}.py" for name in ("correcting", "editions", "told")),
]
WHILE_IT_RUNS = {
    "looking for the draft that was begun",
    "waiting for Mailchimp to start sending",
    "the draft cannot be found",
    "the campaign cannot be found",
    "Mailchimp's list does not show the draft yet",
    "making the campaign ...",
    "filling campaign ... and reading it back",
    "telling Mailchimp to send to ...",
    "telling Mailchimp when to send to ...",
    "building the site, to compare the live one with what is right",
    "comparing what was sent with what is right now",
    "asking Mailchimp what its readers can choose",
    "composing the edition",
    "asking Mailchimp who received it",
    "asking the live site for every page that the mail leads to",
    "reading the articles",
}
"""Progress: shown for a moment, and nothing ends with it."""
PARTS_OF_OTHERS = {
    "it goes to the audience ...",
    "it does not go to the readers it was made for",
    "in its HTML, ...",
    "in its plain text, ...",
    "... was not ours",
    "letters and digits, a hyphen, us and a number",
    "put into the outbox",
    "made ready as a draft in Mailchimp, for a person to send",  # it would be ...
    "made ready as a draft in Mailchimp, and mailed to ... alone",
    "sent by Mailchimp on ... (...)",
    "waits there as a draft",  # ... is not sent yet
    "waits there for its time",
    "does not answer",  # the live site
    '"..." (...)',  # how a campaign is named
}
"""Stand inside a sentence that has a row."""
NEVER_SHOWN = {
    "not a Mailchimp key",  # the shape is looked at before
    "no whole answer in time",  # told as a connection that broke off
    "this is ..., as it was published: ...",  # invoke verify
    "there is no such file (--mail)",  # invoke verify
    "preview   .../index.html (the mail has ... bytes)",
    "Mailchimp: no campaign of this edition",  # --status
    "nothing was submitted yet",  # --status
}
TAIL = re.compile(r"^(\.\.\.)?[;,:] |^\.\.\. \(\.\.\.\): |^ (?! )")
"""Continues another sentence."""


def sentences(path: Path) -> Iterator[str]:
    """What a module may say: its texts of three words and more, "..." for what is put in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # a docstring
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(each) for each in node.values}
            parts = [
                str(each.value) if isinstance(each, ast.Constant) else "..." for each in node.values
            ]
            yield "".join(parts)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node.value


def told() -> dict[str, str]:
    """Every sentence, and the module that says it."""
    found = {}
    for path in FILES:
        for each in sentences(path):
            if len(each.replace("...", " ").split()) > 2 and not TAIL.match(each):
                found[each.strip()] = path.name
    return found


def rows() -> list[str]:
    lines = (ROOT / "docs" / "sending.md").read_text(encoding="utf-8").splitlines()
    return [
        quote
        for line in lines
        if line[:3] == "| `"
        for quote in re.findall("`(.*?)`", line.split(" | ")[0])
    ]


def parts(text: str) -> list[str]:
    return [each.strip(" ;:,") for each in text.split("...") if len(each.strip(" ;:,")) > 3]


def has_row(sentence: str, quotes: list[str]) -> bool:
    """Whether a quotation says the same: all its words are in the sentence, or the reverse."""
    return any(
        (all(each in sentence for each in parts(quote)) and parts(quote))
        or (all(each in quote for each in parts(sentence)) and parts(sentence))
        for quote in quotes
        if len(quote) > 12
    )


EXEMPT = WHILE_IT_RUNS | PARTS_OF_OTHERS | NEVER_SHOWN
QUOTES = rows()


@pytest.mark.parametrize("sentence", sorted(set(told()) - EXEMPT))
def test_each_sentence_has_its_row(sentence: str) -> None:
    assert has_row(sentence, QUOTES), f"{told()[sentence]} says it, docs/sending.md has no row"


def test_what_is_excused_is_still_said() -> None:
    assert EXEMPT - set(told()) == set()


def test_the_judge_can_find_fault() -> None:
    assert len(told()) > 60
    assert not has_row("the campaign was eaten by a goat", QUOTES)
