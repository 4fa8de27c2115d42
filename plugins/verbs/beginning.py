"""The verbs that begin something: a site of one's own, an article."""

from __future__ import annotations

import sys
from pathlib import Path

from ..authoring.beginning import Answers, begin
from ..authoring.desk import write_draft
from ..blog.opening import open_run
from .told import HOME, ROOT, near, plainly


def asked(flag: str, given: str, question: str) -> str:
    """What was typed after *flag*, else what the person at the terminal answers."""
    if given or not sys.stdin.isatty():
        return given
    return input(f"{question} (--{flag}) ").strip()


def init(
    name: str = "",
    address: str = "",
    author: str = "",
    language: str = "",
    digest: str = "",
    mail: str = "",
    postal: str = "",
    force: bool = False,
) -> None:
    """Empty the sample into a site of your own; the sample is kept in var/."""
    with plainly():
        answers = Answers(
            asked("name", name, "What is the site called?"),
            asked("address", address, "Where will the world find it (https://...)?"),
            asked("author", author, "Who writes?"),
            asked("language", language, "In which language, en or nl?"),
            asked("digest", digest, "What is the monthly mail called?"),
            asked("mail", mail, "To which mail address do answers go?"),
            postal,
        )
        begun = begin(ROOT, answers, force=force)
    print(f"{answers.name} is yours: pelicanconf.py and content/pages/ say so")
    print(f"{begun.moved} files of the sample were put into {near(begun.aside)}/")
    if begun.own:
        print(f"left where they were, as they are yours: {', '.join(begun.own)}")
    print('begin to write: invoke new "The title"')


def new(title: str, kind: str = "essay", lang: str = "", content: str | None = None) -> None:
    """Begin an article: a file with its headers and a skeleton to write into."""
    with plainly():
        run = open_run(HOME, content)
        path = write_draft(run.settings, title, kind, lang, run.settings["NOW"], Path.cwd())
    print(near(path))
