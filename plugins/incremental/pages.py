"""What each page was made of: one whose parts are all as they were is not made again.

While a page is rendered, every name that its template asks for and every content that anything
looks at is noted. A page stands as long as those names have the same values, those contents are
the same to the last attribute, and nobody touched its file. That is sound whatever a template does,
since what it does next depends on nothing but what it has seen.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jinja2 import Template
from jinja2.runtime import Context
from jinja2.utils import missing
from pelican.contents import Content

from ..blog.files import Kept
from .inputs import Look, look_at
from .recall import TEXTS, Counter, Recalled, Targets
from .sleepers import Sleepers
from .values import UNKNOWN, Values

NEVER = b""
"""The key of a page that is made again each time."""
MISSING = b"missing"


class Made(NamedTuple):
    """One page: its template, the *names* that were asked for, the contents that were *seen*, the
    files that were looked for and *absent*, a *key* of all that the names meant, and how its file
    looked when it was in place."""

    template: str
    names: tuple[str, ...]
    seen: tuple[str, ...]
    absent: tuple[tuple[str, str], ...]
    key: bytes
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Album:
    """The pages of a build. *world* is a hash of what decides all of them: program, theme and
    settings. *sums* are the hashes of its contents; *names* are those that templates take from
    outside, by the templates."""

    world: bytes = b""
    sums: Mapping[str, bytes] = field(default_factory=dict)
    pages: Mapping[str, Made] = field(default_factory=dict)
    names: Mapping[tuple[str, ...], frozenset[str] | None] = field(default_factory=dict)


@dataclass(slots=True)
class Pages:
    """The pages of this build, while they are written. *last* is what is known of the build before,
    and *kept* are pages of it that stay as they are. *summaries* and *parts* are what many of them
    show; a file that has no template, as a feed, is a page too."""

    kept: Kept
    last: Album
    values: Values
    sleepers: Sleepers
    targets: Mapping[str, Targets]
    summaries: Recalled
    parts: Recalled
    warned: Counter
    sums: dict[str, bytes] = field(default_factory=dict)
    names: dict[tuple[str, ...], frozenset[str] | None] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    made: dict[str, Made] = field(default_factory=dict)
    _asked: dict[str, None] = field(default_factory=dict)
    _names: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _last: dict[str, tuple[object, bytes]] = field(default_factory=dict)
    _context: type[Context] | None = None

    def sum_up(self) -> None:
        """Hash all contents as they are before any is shown; all are asleep."""
        self.sums = {
            name: self.values.content(kind, state) for name, kind, state in self.sleepers.states()
        }

    def compare(self) -> None:
        """Find out which contents are not what they were."""
        before = self.last.sums
        self.changed = {
            name
            for name in self.sums.keys() | before.keys()
            if self.sums.get(name, UNKNOWN) != before.get(name) or not before[name]
        }

    @property
    def stand(self) -> frozenset[str]:
        """Contents that are what they were."""
        return frozenset(self.sums.keys() & self.last.sums.keys()) - self.changed

    @property
    def many(self) -> bool:
        """Whether most pages have to be made."""
        return not self.last.pages or len(self.changed) > len(self.sums) / 4

    def stands(self, name: str, template: Template, given: Mapping[str, Any]) -> bool:
        """Whether the page *name* need not be made: *given* is what its template is given."""
        made = self.last.pages.get(name)
        return bool(
            made
            and made.template == template.name
            and self._untouched(name, made)
            and made.key == self._key(template, made.names, given)
            and self._leave(name, made)
        )

    def stands_made(self, name: str, given: object) -> bool:
        """The same of a file that is made of *given*."""
        made = self.last.pages.get(name)
        return bool(
            made
            and not made.template
            and self._untouched(name, made)
            and made.key == self.values.sum(given)
            and self._leave(name, made)
        )

    def render(self, name: str, template: Template, given: Mapping[str, Any]) -> bytes:
        """Make a page, and note of what."""
        template.environment.context_class = self._watching()
        self._asked.clear()
        warned = self._begin()
        text: str = template.render(given)
        asked = tuple(sorted(self._asked))
        names = self._names.setdefault(asked, asked)
        key = self._key(template, names, given) if warned == self.warned.count else NEVER
        self._note(name, template.name or "", names, key)
        return text.encode()

    def make(self, name: str, make: Callable[[], bytes], given: object) -> bytes:
        """Make a file that is no template's, and note of what."""
        warned = self._begin()
        found = make()
        key = self.values.sum(given) if warned == self.warned.count else NEVER
        self._note(name, "", (), key)
        return found

    def same(self, name: str, found: bytes) -> bool:
        """Whether the page stands there already, byte for byte."""
        if not self.last.pages:
            return False  # nothing is known of what lies there, which is mostly nothing
        path = self._file(name)
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - for every page of a site
                alike = file.read() == found
        except OSError:
            return False
        if alike:
            self.kept.names.add(name)
        return alike

    def go_back(self, made: dict[str, Made], kept: set[str]) -> None:
        """Forget all but these: the rest is made otherwise."""
        self.made = made
        self.kept.names.intersection_update(kept)

    def _untouched(self, name: str, made: Made) -> bool:
        return (
            made.key != NEVER
            and made.look is not None
            and self.changed.isdisjoint(made.seen)
            and not any(dict.get(self.targets[shelf], path) for shelf, path in made.absent)
            and look_at(self._file(name)) == made.look
        )

    def _leave(self, name: str, made: Made) -> bool:
        self.made[name] = made
        self.kept.names.add(name)
        return True

    def _begin(self) -> int:
        """Nothing was looked at yet; answers how often somebody was warned."""
        vars(Content)[TEXTS].cache.clear()  # what is remembered there would be looked at unseen
        self.summaries.reset()
        self.parts.reset()
        self.sleepers.begin()
        for targets in self.targets.values():
            targets.absent.clear()
        return self.warned.count

    def _note(self, name: str, template: str, names: tuple[str, ...], key: bytes) -> None:
        absent = tuple(each for targets in self.targets.values() for each in targets.absent)
        self.made[name] = Made(template, names, tuple(self.sleepers.looks()), absent, key)

    def album(self) -> Album:
        """What is to be known of this build, when all its files are in place."""
        pages = {
            name: made._replace(look=look_at(self._file(name))) for name, made in self.made.items()
        }
        return Album(self.last.world, self.sums, pages, self.names)

    def _file(self, name: str) -> str:
        return os.path.join(self.kept.folder, name)  # noqa: PTH118 - as above

    def _key(self, template: Template, names: tuple[str, ...], given: Mapping[str, Any]) -> bytes:
        found = hashlib.blake2b(digest_size=16)
        for name in names:
            value = given.get(name, missing)
            if value is missing:
                value = template.globals.get(name, missing)
            before, known = self._last.get(name, (None, UNKNOWN))
            if value is missing:
                known = MISSING
            elif before is not value or value is None:
                known = self.values.sum(value)
                self._last[name] = value, known  # most names mean the same on every page
            if known == UNKNOWN:
                return NEVER
            found.update(known)
        return found.digest()

    def _watching(self) -> type[Context]:
        """Jinja's own class, but for noting each name that a template asks for."""
        if self._context is None:
            asked = self._asked

            class Watching(Context):
                def resolve_or_missing(self, key: str) -> Any:
                    asked[key] = None
                    found = self.vars.get(key, missing)  # as Jinja does it, without a call more
                    return self.parent.get(key, missing) if found is missing else found

            self._context = Watching
        return self._context


def hidden(template: Template) -> bool:
    """Whether a template may see more than the names it asks for: some function of the site's own
    takes all that it was given."""
    environment = template.environment
    kinds = (environment.filters, environment.tests, template.globals)
    return any(_takes_all(each) for kind in kinds for each in kind.values())


def _takes_all(function: object) -> bool:
    wants = getattr(function, "jinja_pass_arg", None)
    ours = not str(getattr(function, "__module__", "")).startswith("jinja2.")
    return ours and getattr(wants, "name", "") == "context"
