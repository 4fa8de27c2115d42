"""Looks at what the site remembers of its editions: is it safe, and is an edition half sent?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..blog.findings import Finding, bites, missing, ok, unasked
from ..blog.history import History
from .erratum import SEEN, number_of
from .frozen import FOUND, HELD
from .month import month_of

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
    name = Path(path)
    erratum = number_of(name)
    what = "correction" if erratum else "edition"
    kept = path.removesuffix(FOUND)
    if path.endswith(HELD):
        words = f"{path}: a run broke off while it was sending this {what}"
        month = erratum[0] if erratum else month_of(name)
        verb = "correct" if erratum else "digest"
        do = f"run invoke {verb} --month {month} --send --via mailchimp: it finishes it"
        return bites(what, words, do)
    if path.endswith(FOUND) and erratum:
        words = f"{path}: a correction was mailed that this folder did not have"
        do = f"restore {kept} from version control if it has it, and remove this file; else read "
        do += f"it, and rename it to {kept}{SEEN} if there is another mistake to correct"
        return bites(what, words, do)
    if path.endswith(FOUND):
        words = f"{path}: an edition was sent that this folder did not have; only its mail is known"
        do = f"restore {kept} from version control if it has it, and remove this file"
        return bites(what, words, do)
    words = f"{path}: another run is at work, or was killed on another machine"
    return bites("edition", words, "wait; if there is no other run, remove the file")


def left_over(names: Sequence[str]) -> tuple[str, ...]:
    """Of the files in the editions' folder, those that a finished run takes away, and the mails of
    which nothing else is known."""
    return tuple(sorted(each for each in names if each.endswith((HELD, FOUND, ".lock"))))
