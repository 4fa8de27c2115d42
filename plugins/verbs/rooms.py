"""What every room says of the texts and of the site: read file by file, then judged together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..authoring import hunspell
from ..authoring.checks import House, check_links
from ..authoring.ease import Ease, judge_ease, measure
from ..authoring.extras import find_extras, tell_extras
from ..authoring.links import Places
from ..authoring.site import Grounds, house_of, judge_together, places_of
from ..authoring.spelling import Odd, judge_words, look_up, odd_ones, read_accepted, words_of
from ..authoring.syllables import LANGUAGES, Syllables
from ..authoring.texts import Text, read_texts
from ..blog.categories import judge_categories
from ..blog.opening import Run
from ..blog.problems import Problem
from ..blog.survey import Survey, settle
from ..reports.check import check_reports
from .voices import (
    ONCE,
    asked,
    judge_addresses,
    judge_people,
    judge_pictures,
    judge_site,
    judge_topics,
    published_at,
    section_of,
    show_pictures,
)

READING = "blog"
"""The one room of ours that has a part in what a text holds."""
OF_HEADERS = ("unknown-topic", "no-lexicon")
"""What the room of topics says of the headers alone."""
UNPUBLISHED = "suggested-topics"
"""What is told only of what nobody has read yet."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A text with what each room says of it alone; *odd* are its words that no dictionary has.
    *tagged* is false where nobody asked what it is about: it is published, and no more is told."""

    text: Text
    told: tuple[Problem, ...] = ()
    odd: tuple[Odd, ...] = ()
    ease: Ease | None = None
    tagged: bool = True

    @property
    def shown(self) -> str:
        """Its file, as an author would type it."""
        return self.text.place.source.shown


@dataclass(slots=True)
class Book:
    """What dictionaries said of words, by language, and how many syllables those have that were
    counted."""

    known: dict[str, dict[str, tuple[str, ...] | None]] = field(default_factory=dict)
    counted: dict[str, Syllables] = field(
        default_factory=lambda: {lang: Syllables(lang) for lang in LANGUAGES}
    )

    @property
    def size(self) -> int:
        """How many words it holds; it only grows."""
        counted = sum(len(each.known) for each in self.counted.values())
        return counted + sum(map(len, self.known.values()))

    def look_up(self, lang: str, words: Iterable[str]) -> Mapping[str, tuple[str, ...] | None]:
        """What is known of *words* and of all others that were asked before."""
        those = hunspell.chosen(lang)
        known = self.known.setdefault(lang.casefold(), {})
        if those:
            look_up(words, known, lambda fresh: hunspell.ask(those, fresh))
        return known


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts that were read. *wrong* is what is the matter with a room itself, so that it could not
    judge them; *unused* what it is with pictures that none of them shows."""

    seen: tuple[Seen, ...]
    wrong: tuple[Problem, ...] = ()
    unused: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is told: *own* by the path of a text, *site* of everything together. *places* is
    where links may lead; *extras* a line on the little extra."""

    own: Mapping[str, tuple[Problem, ...]]
    site: tuple[Problem, ...]
    places: Places
    found: Survey
    extras: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything, sorted."""
        return tuple(sorted({*self.site, *(each for own in self.own.values() for each in own)}))


def read(
    run: Run,
    found: Survey,
    grounds: Grounds,
    book: Book,
    *,
    few: bool = False,
    tagged: bool = True,
) -> Reading:
    """Each file of *found*. *few*: these are not all of the site's files, and nothing is to be
    concluded from what is not among them. Not *tagged*: the topics are not asked for."""
    settings = run.settings
    if few:
        ours = __name__.split(".", maxsplit=1)[0]
        kept = [each for each in settings["PLUGINS"] if _matters(str(each), ours)]
        settings = {**settings, "PLUGINS": kept, "STATIC_PATHS": []}
    texts, loose = read_texts(settings, found, grounds.promise)
    told: dict[str, list[Problem]] = {text.place.source.shown: [*text.own] for text in texts}
    wrong, unused = list(loose), list[Problem]()
    for problem in asked(lambda: judge_topics(settings, found, few)) if tagged else ():
        told.get(problem.path, wrong).append(problem)
    for problem in judge_pictures(settings, found) if not few or show_pictures(found) else ():
        told.get(problem.path, unused).append(problem)
    section = section_of(settings)
    odd = _odd(found, str(settings["DEFAULT_LANG"]), book) if section.spelling else {}
    seen = []
    for place, text in zip(found.places, texts, strict=True):
        header, shown = place.source.header, place.source.shown
        language = place.lang or str(settings["DEFAULT_LANG"])
        article = place.kind == "article" and place.source.sound
        ease = None
        if article:
            ease = measure(header.body, header.body_line, language, book.counted)
        own = (*told[shown], *judge_ease(place.source, ease, section))
        seen.append(Seen(text, own, odd.get(shown, ()), ease, tagged))
    return Reading(tuple(seen), tuple(wrong), tuple(unused))


def judge(run: Run, seen: Sequence[Seen], grounds: Grounds, more: Iterable[Problem] = ()) -> Whole:
    """Everything, out of what each text says of itself. *more* is known already."""
    settings = run.settings
    found = settle([each.text.place for each in seen], settings)
    texts = [each.text for each in seen]
    places = places_of(settings, found, texts, grounds)
    house = house_of(settings, places)
    accepted = read_accepted(run.content)
    published = published_at(run.register)
    own, languages = {}, set[str]()
    for each in seen:
        lang = each.text.place.lang
        own[each.shown] = judge_alone(
            each, house, accepted, each.text.place.url in published, lang not in languages
        )
        languages.update({lang} if any(told.code == ONCE for told in each.told) else ())
    site = {
        *more,
        *found.problems,
        *judge_together(settings, found, texts, grounds, Path.cwd()),
        *asked(lambda: judge_addresses(settings, found)),
        *asked(lambda: judge_people(settings, found)),
        *asked(lambda: judge_categories(settings, found)),
        *asked(lambda: check_reports(settings, found)),
        *judge_site(run),
    }
    extras = tell_extras(find_extras(found)) if Path(settings["BLOG"]["promise"]).is_file() else ""
    return Whole(own, tuple(sorted(site)), places, found, extras)


def judge_alone(
    seen: Seen,
    house: House,
    accepted: frozenset[str],
    published: bool,
    first: bool,
) -> tuple[Problem, ...]:
    """What is told of one text. *first*: no other article before it is in its language."""
    silent = {*((UNPUBLISHED,) if published else ()), *(() if first else (ONCE,))}
    return (
        *(each for each in seen.told if each.code not in silent),
        *check_links(seen.text.checked, house),
        *judge_words(seen.shown, seen.odd, accepted),
    )


def explained(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Each with a kind, so that a section explains it: some rooms give none."""
    for each in problems:
        yield each if each.code else _with_code(each)


def _with_code(problem: Problem) -> Problem:
    name = problem.path.rsplit("/", maxsplit=1)[-1]
    code = "edition-notes"
    if name.endswith(".py"):
        code = "settings"
    elif name.endswith(".jsonl"):
        code = "register"
    elif name.endswith(".toml"):
        code = "taxonomy" if name == "taxonomy.toml" else "promise-file"
    return Problem(problem.path, problem.line, problem.message, problem.warning, code)


def unused_pictures(run: Run, seen: Iterable[Seen]) -> tuple[Problem, ...]:
    """What is wrong with pictures that are published because of where they lie, and that no text
    shows; what a text shows is told there."""
    told = {problem.message for each in seen for problem in each.told}
    problems = judge_pictures(run.settings, Survey())
    return tuple(each for each in problems if each.message not in told)


def _matters(plugin: str, ours: str) -> bool:
    return not plugin.startswith(f"{ours}.") or plugin == f"{ours}.{READING}"


def _odd(found: Survey, default: str, book: Book) -> dict[str, tuple[Odd, ...]]:
    """The words of each text that are in no dictionary. All words of a language are looked up at
    once: it takes the program longer to start than to answer."""
    if not hunspell.dictionaries():
        return {}
    words = {
        place.source.shown: (place.lang or default, words_of(place.source))
        for place in found.places
    }
    for lang in sorted({lang for lang, _ in words.values()}):
        book.look_up(
            lang, [word for each, those in words.values() if each == lang for word in those]
        )
    return {
        shown: tuple(odd_ones(those, book.look_up(lang, ())))
        for shown, (lang, those) in words.items()
    }
