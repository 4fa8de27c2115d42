"""The sign-up form as pages show it: where it posts to, its trap for robots, and the choices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from ..blog.problems import Problem, ProblemsFound
from .settings import SHAPE_OF_BOX, DigestSettings

LIST = re.compile(r"[0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Box:
    """A group as a field of the form: "group[7005][2]", whose value is its last number."""

    group: str
    field: str

    @property
    def value(self) -> str:
        return self.field[:-1].rpartition("[")[2]


@dataclass(frozen=True, slots=True)
class Form:
    """What the form posts to *address*. *trap* is the field that Mailchimp wants empty: robots
    fill it in; without a name there is none. *everything* is chosen unless a reader says
    otherwise; *themes* can be chosen where a page shows them."""

    address: str
    trap: str = ""
    everything: Box | None = None
    themes: tuple[Box, ...] = ()


def form_of(settings: DigestSettings) -> Form | None:
    """None where sign-ups come by mail."""
    if not settings.form:
        return None
    boxes = {group: Box(group, field) for group, field in settings.boxes.items()}
    return Form(
        settings.form,
        trap_of(settings.form),
        boxes.get(settings.everything),
        tuple(boxes[group] for group in settings.themes if group in boxes),
    )


def trap_of(address: str) -> str:
    """ "b_U_ID" of ".../subscribe/post?u=U&id=ID", as Mailchimp's own forms have it."""
    query = parse_qs(urlsplit(address).query)
    names = [query.get(key, [""])[0] for key in ("u", "id")]
    return f"b_{names[0]}_{names[1]}" if all(map(LIST.fullmatch, names)) else ""


def settings_of(code: str, shown: str, settings: DigestSettings) -> Iterator[str]:
    """The lines of ``DIGEST`` that belong to Mailchimp's own form: *code* is what it offers for
    embedding. Raises ProblemsFound, naming the file *shown*, for what it lacks."""
    reader = _Code()
    reader.feed(code)
    reader.close()
    wanted = (settings.everything, *settings.themes) if settings.themes else ()
    named = {" ".join(label.split()): name for name, label in reader.boxes()}
    unnamed = ", ".join(f'"{each}"' for each in wanted if each not in named)
    lacks = [f"has no box for {unnamed}"] if unnamed else []
    if not trap_of(reader.action):
        lacks.insert(0, "has no form that posts to Mailchimp")
    if lacks:
        what = "the code is not that of an embedded form of this audience with its groups: it "
        raise ProblemsFound(Problem(shown, 1, what + each) for each in lacks)
    yield f'    "form": {json.dumps(reader.action)},'
    if wanted:
        yield '    "boxes": {'
        for group in wanted:
            yield f"        {json.dumps(group, ensure_ascii=False)}: {json.dumps(named[group])},"
        yield "    },"


class _Code(HTMLParser):
    """Where a form posts to, and its boxes with their labels."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self._names: dict[str, str] = {}  # by id
        self._labels: dict[str, str] = {}  # by the id they are for
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = self.action or given.get("action", "")
        elif tag == "input" and SHAPE_OF_BOX.fullmatch(given.get("name", "")):
            self._names[given.get("id", "")] = given["name"]
        elif tag == "label":
            self._open = given.get("for", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._labels[self._open] = self._labels.get(self._open, "") + data

    def boxes(self) -> Iterator[tuple[str, str]]:
        for ident, name in self._names.items():
            yield name, self._labels.get(ident, "")
