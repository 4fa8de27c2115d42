"""Looks at what the site remembers of its editions: is it safe, and is an edition half sent?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..blog.findings import Finding, bites, missing, ok, unasked
from ..blog.history import History
from .frozen import FOUND, HELD

RECORDS = "records"
COMMIT = "git add content && git commit && git push"


@dataclass(frozen=True, slots=True)
class Records:
    """Where they are, as paths from the repository; *locked* are those that cannot be written,
    *left* the files of runs that may still be at work or were broken off."""

    ledger: str
    register: str
    locked: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def judge_records(records: Records, history: History) -> Iterator[Finding]:
    """Whether the ledger and the register would survive this machine."""
    names = f"{records.ledger} and {records.register}"
    for path in records.locked:
        words = f"{path} cannot be written: nothing is sent that cannot be remembered"
        yield missing(RECORDS, words, "give yourself the right to write there")
    if history.here is None:
        do = "look yourself whether they are committed and pushed"
        yield unasked(RECORDS, f"git is not here to say whether {names} are kept", do)
    elif not history.here:
        words = f"no version control keeps {names}: lost with this machine, a mail could go twice"
        yield bites(RECORDS, words, "put the folder under git and push it somewhere")
    else:
        yield from _judge_history(names, history)
    for path in records.left:
        yield _judge_left(path)


def _judge_history(names: str, history: History) -> Iterator[Finding]:
    if history.ignored:
        words = f"git is told to ignore {' and '.join(history.ignored)}"
        yield missing(RECORDS, words, "take that line out of .gitignore, then commit them")
    if history.changed:
        first = ", ".join(history.changed[:3])
        more = len(history.changed) - 3
        words = f"not committed: {first}{f' and {more} more' if more > 0 else ''}"
        yield bites(RECORDS, f"{words}; another machine does not know of it", COMMIT)
    if not history.ignored and not history.changed:
        yield ok(RECORDS, f"{names} are under version control")


def _judge_left(path: str) -> Finding:
    if path.endswith(HELD):
        what, verb = "edition", "digest"
        if "correction" in path.rpartition("/")[2]:
            what, verb = "correction", "correct"
        words = f"{path}: a run broke off while it was sending this {what}"
        return bites(what, words, f"run invoke {verb} --send for that month: it finishes it")
    if path.endswith(FOUND):
        words = f"{path}: an edition was sent that this folder did not have; only its mail is known"
        name = path.removesuffix(FOUND)
        do = f"restore {name} from version control if it has it, and remove this file"
        return bites("edition", words, do)
    words = f"{path}: another run is at work, or was killed on another machine"
    return bites("edition", words, "wait; if there is no other run, remove the file")


def left_over(names: Sequence[str]) -> tuple[str, ...]:
    """Of the files in the editions' folder, those that a finished run takes away, and the mails of
    which nothing else is known."""
    return tuple(sorted(each for each in names if each.endswith((HELD, FOUND, ".lock"))))
