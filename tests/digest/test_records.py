"""The ledger and the register: kept, writable, and nothing half sent."""

from __future__ import annotations

import pytest

from plugins.blog.findings import Finding, Group
from plugins.blog.history import History
from plugins.digest.records import Records, judge_records, left_over

WHOLE = Records("content/editions/sent.jsonl", "content/published.jsonl")
KEPT = History(True)


def judged(records: Records, history: History) -> list[Finding]:
    return list(judge_records(records, history))


def test_all_is_well() -> None:
    (found,) = judged(WHOLE, KEPT)
    assert (found.group, found.words) == (
        Group.OK,
        "content/editions/sent.jsonl and content/published.jsonl are under version control",
    )


@pytest.mark.parametrize(
    ("history", "group", "words"),
    [
        (History(None), Group.UNASKED, "git is not here"),
        (History(False), Group.BITES, "no version control"),
        (History(True, ignored=("content/editions",)), Group.MISSING, "ignore content/editions"),
        (History(True, changed=("a", "b", "c", "d", "e")), Group.BITES, "a, b, c and 2 more"),
        (History(True, changed=("a",)), Group.BITES, "not committed: a;"),
    ],
)
def test_what_version_control_says(history: History, group: Group, words: str) -> None:
    (found,) = judged(WHOLE, history)
    assert (found.group, words in found.words, bool(found.do)) == (group, True, True)


def test_what_cannot_be_written_is_missing() -> None:
    records = Records(WHOLE.ledger, WHOLE.register, locked=(WHOLE.ledger,))
    first, second = judged(records, KEPT)
    assert (first.group, second.group) == (Group.MISSING, Group.OK)
    assert WHOLE.ledger in first.words


def test_what_a_broken_run_left_is_told() -> None:
    correction = "2026-10-correction.json.held"
    again = "2026-10-correction-2.json"
    strange = f"{again}.found"
    names = [
        *("2026-10.json", "2026-11.json.held", correction, "2026-09.json.found", strange),
        *("cx.mailchimp.lock", "sent.jsonl", "2026-12.md", "2026-08-correction.json.seen"),
    ]
    left = left_over(names)
    found = ("2026-09.json.found", strange)
    assert left == (*found, correction, "2026-11.json.held", "cx.mailchimp.lock")
    found = judged(Records(WHOLE.ledger, WHOLE.register, left=left), KEPT)[1:]
    assert [each.group for each in found] == [Group.BITES] * 5
    assert [each.do for each in found] == [
        "restore 2026-09.json from version control if it has it, and remove this file",
        (
            f"restore {again} from version control if it has it, and remove this file; else read "
            f"it, and rename it to {again}.seen if there is another mistake to correct"
        ),
        "run invoke correct --month 2026-10 --send --via mailchimp: it finishes it",
        "run invoke digest --month 2026-11 --send --via mailchimp: it finishes it",
        "wait; if there is no other run, remove the file",
    ]
