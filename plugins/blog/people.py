"""The people of the site, as ``content/people.toml`` knows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """Where else a person can be found: *name* is what the link says."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes, or puts here what others wrote. All but *name* may be empty.

    *about* is a sentence or two for the page of the author, *picture* a path in the content
    folder, *languages* are codes, *line* is where the file begins to tell of this person.
    """

    name: str
    role: str = ""
    firm: str = ""
    mail: str = ""
    about: str = ""
    picture: str = ""
    languages: tuple[str, ...] = ()
    links: tuple[Place, ...] = ()
    line: int = field(default=1, compare=False)

    @property
    def signed(self) -> bool:
        """Whether there is anything to say below an article that its head does not say."""
        return bool(self.role or self.firm or self.mail or self.links)

    @property
    def signature(self) -> str:
        """ "Vera Voorbeeld, travels by bus, Dockside Letters"."""
        return ", ".join(filter(None, (self.name, self.role, self.firm)))

    @property
    def ways(self) -> Iterator[Place]:
        """The mail, as a link, and the other links."""
        if self.mail:
            yield Place(self.mail, f"mailto:{self.mail}")
        yield from self.links


@dataclass(frozen=True)
class People:
    """Everybody that is known. *shown* is the file, as an author would type its path; it is empty
    where there is none, and then nobody is unknown."""

    everybody: tuple[Person, ...] = ()
    shown: str = ""

    def __iter__(self) -> Iterator[Person]:
        return iter(self.everybody)

    def of(self, name: str) -> Person | None:
        """Who has this name, however it is spaced or capitalised."""
        return self._by_name.get(folded(name))

    def spelled(self, name: str) -> str:
        """The *name* as the file spells it, else as it is."""
        person = self.of(name)
        return person.name if person else name

    @cached_property
    def _by_name(self) -> dict[str, Person]:
        return {folded(each.name): each for each in reversed(self.everybody)}


def folded(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(name.casefold().split())
