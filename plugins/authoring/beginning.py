"""Empties the sample into a site of one's own; the sample is put aside, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import count
from pathlib import Path

from ..blog.files import write_if_changed
from ..blog.problems import Problem, ProblemsFound
from .checks import LANGUAGE
from .conf import change, values_of
from .draft import quoted, slug_of
from .starters import promise_of, starters, themes

SAMPLE = "sample.sha256"
"""In the content folder: every file of the sample with its SHA-256, as sha256sum writes it."""
FOLDERS = ("articles", "images", "editions", "pages")
PROMISE = "promise.toml"
PEOPLE = "people.toml"
WORDS = "words.txt"
REGISTER = "published.jsonl"
SIGN_UP = {
    "en": "One mail a month with all that is new, and nothing else.",
    "nl": "Eén mail per maand met alles wat nieuw is, en verder niets.",
}
MAIL = re.compile(r"[^@\s\"'<>()]+@[^@\s\"'<>()]+\.[^@\s\"'<>()]+")
ADDRESS = re.compile(r"https?://[^\s/\"'<>?#]+(/[^\s\"'<>?#]*)?")


@dataclass(frozen=True, slots=True)
class Answers:
    """What only the owner of a new site knows.

    *address* is where the world will find it. *postal* is where the sender of the mail can be
    found, which the law asks for in many countries; it may come later.
    """

    name: str
    address: str
    author: str
    language: str
    digest: str
    mail: str
    postal: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done in the content folder. *own* are files that are not the sample's, or no
    longer: they stay where they are."""

    away: tuple[str, ...]
    own: tuple[str, ...]
    pages: Mapping[str, str]
    register: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What was done: how many files of the sample went into the folder *aside*."""

    moved: int
    aside: Path
    own: tuple[str, ...]


def begin(root: Path, answers: Answers, *, force: bool = False) -> Begun:
    """Make the repository at *root* a site of one's own.

    Raises ProblemsFound, with nothing touched, for answers that cannot be, and for a content
    folder that holds more than the sample, unless *force* says to keep that and empty the rest.
    """
    content, conf = root / "content", root / "pelicanconf.py"
    settings = conf.read_text(encoding="utf-8")
    wrong = [*_judge(answers), *(() if force else _not_a_sample(content))]
    if wrong:
        raise ProblemsFound(wrong)
    planned = plan(_hashes(content), _sample(content), _register(content), answers)
    if planned.own and not force:
        raise ProblemsFound(_kept(planned.own))
    changed = settle(settings, answers)
    places = (root / "var" / f"sample-{number}" for number in count(1))
    aside = next(each for each in places if not each.exists())
    for name in planned.away:
        _move(content / name, aside / name)
    # The register is copied whole before the sample's lines leave it.
    if (content / REGISTER).exists():
        write_if_changed(aside / REGISTER, (content / REGISTER).read_bytes())
        write_if_changed(content / REGISTER, planned.register.encode())
    for folder in FOLDERS:
        (content / folder).mkdir(parents=True, exist_ok=True)
    for name, text in planned.pages.items():
        write_if_changed(content / name, text.encode())
    write_if_changed(conf, changed.encode())
    # Last, so that a run that was cut short can be run again.
    if (content / SAMPLE).exists():
        _move(content / SAMPLE, aside / SAMPLE)
    return Begun(len(planned.away), aside, planned.own)


def plan(
    found: Mapping[str, str], sample: Mapping[str, str], register: str, answers: Answers
) -> Plan:
    """*found* and *sample* are hashes by path in the content folder."""
    away = tuple(name for name in sorted(found) if sample.get(name) == found[name])
    own = tuple(name for name in sorted(found) if name not in away)
    facts = {
        "name": answers.name,
        "author": answers.author,
        "digest": answers.digest,
        "mail": answers.mail,
    }
    pages = {
        f"pages/{name}": _filled(text, facts)
        for name, text in starters(answers.language).items()
        if f"pages/{name}" not in own
    }
    if PROMISE in away:  # nobody is bound by what the sample promised
        pages[PROMISE] = promise_of(answers.language)
    lines = register.splitlines(keepends=True)
    kept = "".join(line for line in lines if _path_of(line) not in sample)
    return Plan(away, own, pages, kept)


def settle(conf: str, answers: Answers) -> str:
    """The text of pelicanconf.py with the owner's values."""
    before = values_of(conf)
    slug, old = slug_of(answers.digest), before.get("DIGEST.slug", "")
    values = {
        "SITENAME": answers.name,
        "SITESUBTITLE": "",
        "AUTHOR": answers.author,
        "FEED_DOMAIN": answers.address.rstrip("/"),
        "DEFAULT_LANG": answers.language,
        "BLOG.mail": answers.mail,
        "DIGEST.name": answers.digest,
        "DIGEST.sender": f"{answers.author}, {answers.digest}",
        "DIGEST.reply_to": answers.mail,
        "DIGEST.sign_up": SIGN_UP["nl" if answers.language.startswith("nl") else "en"],
    }
    if "DIGEST.postal" in before:
        values["DIGEST.postal"] = answers.postal
    # The digest's pages and its feed are named after it.
    words = {old: slug, f"feeds/{old}.atom.xml": f"feeds/{slug}.atom.xml"} if old else {}
    return change(conf, values, {**themes(answers.language), **words})


def list_sample(content: Path) -> str:
    """The text of the sample's list, for whoever changes the sample."""
    return "".join(f"{sha}  {name}\n" for name, sha in sorted(_hashes(content).items()))


def _judge(answers: Answers) -> Iterator[Problem]:
    for key in (each.name for each in fields(Answers) if each.name != "postal"):
        if not getattr(answers, key).strip() or "\n" in getattr(answers, key):
            yield Problem("init", 1, f"the {key} is missing; give one line of text")
    if answers.address and not ADDRESS.fullmatch(answers.address):
        what = f'the address "{answers.address}" is not one; write it as https://www.example.com'
        yield Problem("init", 1, what)
    if answers.mail and not MAIL.fullmatch(answers.mail):
        yield Problem("init", 1, f'the mail address "{answers.mail}" is not one')
    if answers.language and not LANGUAGE.fullmatch(answers.language):
        what = f'the language "{answers.language}" is not a code; write it as en or nl'
        yield Problem("init", 1, what)
    if answers.digest and not slug_of(answers.digest):
        what = f'of the name "{answers.digest}" no address can be made; use a few letters'
        yield Problem("init", 1, what)


def _not_a_sample(content: Path) -> Iterator[Problem]:
    if not (content / SAMPLE).exists():
        what = "this is a site of its own already; --force changes its settings and its pages"
        yield Problem("content", 1, f"{what}, and keeps every article")


def _kept(own: tuple[str, ...]) -> Iterator[Problem]:
    for name in own:
        what = "this is not a file of the sample, or was changed; put it elsewhere, or let --force"
        yield Problem(f"content/{name}", 1, f"{what} keep it here and empty the rest")


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """Titles may need quotation marks, the text below does not."""
    head, line, body = text.partition("\n---\n")
    titles = (
        f"title: {quoted(row.removeprefix('title: ').format_map(facts))}"
        if row.startswith("title: ")
        else row
        for row in head.split("\n")
    )
    return "\n".join(titles) + line + body.format_map(facts)


def _hashes(content: Path) -> dict[str, str]:
    found = [path for folder in FOLDERS for path in (content / folder).rglob("*")]
    return {
        path.relative_to(content).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*found, content / PROMISE, content / PEOPLE, content / WORDS)
        if path.is_file() and not path.name.startswith(".")
    }


def _sample(content: Path) -> dict[str, str]:
    path = content / SAMPLE
    if not path.exists():
        return {}
    rows = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines())
    return {name.strip(): sha for sha, name in rows}


def _register(content: Path) -> str:
    path = content / REGISTER
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _path_of(line: str) -> str:
    try:
        return str(json.loads(line)["path"])
    except (ValueError, KeyError, TypeError):
        return ""


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)
