"""Looks at the whole site and reads only what changed since the last look.

Three ways lead to the same list. Nothing changed: it is told again. Only the words of texts did,
and nothing that others see of them: those are read and judged. Anything else: what changed is read,
with what names a file that came or went, and everything is judged out of what is remembered.
Whatever is in doubt is read from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ..authoring.ease import spoken
from ..authoring.links import Places
from ..authoring.site import Grounds, house_of, read_grounds
from ..authoring.spelling import read_accepted
from ..authoring.syllables import Syllables
from ..blog.opening import Run
from ..blog.problems import Problem, ProblemsFound
from ..blog.promise_file import read_promise
from ..blog.quiet import collected
from ..blog.settings import Site
from ..blog.survey import survey
from ..incremental.inputs import Look, changed, walk
from ..incremental.store import Doubt, Store, open_store
from .recall import (
    Recall,
    Result,
    keep_all,
    keep_book,
    keep_retouched,
    keep_texts,
    known_rows,
    load,
    load_places,
    load_text,
    load_words,
    numbers_of,
    review_rows,
    rows_of,
)
from .rooms import (
    OF_HEADERS,
    UNPUBLISHED,
    Book,
    Seen,
    judge,
    judge_alone,
    read,
    unused_pictures,
)
from .surveying import OF_ALL, kinds_of, narrowed, roots_of, world_of
from .told import look
from .voices import ONCE, is_published, published_at


def check_up(run: Run, place: Path) -> Result:
    """Everything that is wrong, by the memory in the folder *place* as far as it holds."""
    looks, world = walk(roots_of(run), (str(run.output),)), world_of(run)
    now = run.settings["NOW"].timestamp()
    try:
        with open_store(place) as store:
            known = load(store)
            paths = changed(known.looks, looks)
            if known.world != world or now < known.since:
                raise Doubt("another world")
            if any(path.endswith(OF_ALL) for path in paths):
                raise Doubt("by this every text is judged")
            known.looks = looks
            alone = now < known.until and paths <= known.texts.keys() & looks.keys()
            if alone and (not paths or _retouch(run, known, store, sorted(paths))):
                return known.result()
            with collected():
                return _rejudge(run, known, store, paths)
    except (Doubt, OSError):  # or a folder that cannot be written
        with collected():
            return _anew(run, place, looks, world)


def texts_of(run: Run, place: Path) -> tuple[Seen, ...]:
    """Every text, as ``check_up`` has just left it."""
    try:
        with open_store(place) as store:
            return tuple(load_text(store, shown) for shown in sorted(load(store).texts.values()))
    except (Doubt, OSError):
        return read(run, look(run), read_grounds(run.settings, Path.cwd()), Book()).seen


def _retouch(run: Run, known: Recall, store: Store, paths: Sequence[str]) -> bool:
    """Judge the texts at *paths* alone; answer whether that was all there was to do."""
    before = {path: load_text(store, known.texts[path]) for path in paths}
    grounds, kinds = Grounds(frozenset(), ()), {}
    for path in paths:
        kinds[path] = before[path].text.place.kind
    # Of what is published nobody is told what else it may be about: that is half of the time.
    settled = all(is_published(run.register, each.text.place.url) for each in before.values())
    after, book = _read(run, store, kinds, grounds, tagged=not settled)
    if any(path not in after or before[path].text.face != after[path].text.face for path in paths):
        return False
    if settled:
        after = {path: _carried(before[path], seen) for path, seen in after.items()}
    house, accepted = house_of(run.settings, load_places(store)), read_accepted(run.content)
    for seen in after.values():
        first = any(row[4] == ONCE for row in known.own[seen.shown])
        waits = any(each.code == UNPUBLISHED for each in seen.told)
        silent = waits and is_published(run.register, seen.text.place.url)
        known.own[seen.shown] = rows_of(judge_alone(seen, house, accepted, silent, first))
    known.numbers |= dict(numbers_of(after.values()))
    with store.change():
        keep_texts(store, after.values())
        keep_book(store, book)
        keep_retouched(store, known, paths)
    return True


def _carried(before: Seen, after: Seen) -> Seen:
    """*after* with what topics said *before* of headers that did not change."""
    told = (each for each in before.told if each.code in OF_HEADERS)
    return replace(after, told=(*after.told, *told))


def _rejudge(run: Run, known: Recall, store: Store, paths: set[str]) -> Result:
    """Read what changed and whom that touches, and judge everything."""
    kinds = kinds_of(run)
    before = {path: load_text(store, shown) for path, shown in known.texts.items()}
    moved = {path.rpartition("/")[2] for path in paths}
    now, published = run.settings["NOW"], published_at(run.register)

    def stands(path: str) -> bool:
        if path not in before or path in paths:
            return False
        text = before[path].text
        if not before[path].tagged and text.place.url not in published:
            return False
        waits = text.place.waits
        # What another file kept from being read may be free now.
        return text.read and not (waits and waits <= now) and not text.names & moved

    grounds = read_grounds(run.settings, Path.cwd())
    stale = {path: kind for path, kind in kinds.items() if not stands(path)}
    fresh, book = _read(run, store, stale, grounds)
    if fresh.keys() != stale.keys():
        raise Doubt("a file went away meanwhile")
    seen = [fresh.get(path) or before[path] for path in kinds]
    texts = all(path in known.texts or path.endswith(".md") for path in paths)
    unused = [Problem(*row) for row in known.unused] if texts else unused_pictures(run, seen)
    known, places = _settle(run, Recall(known.world, known.looks), seen, grounds, (), unused)
    with store.change():
        keep_texts(store, fresh.values())
        keep_book(store, book)
        keep_all(store, known, places, seen)
    return known.result()


def _anew(run: Run, place: Path, looks: dict[str, Look], world: str) -> Result:
    """Read every file. Where a room could judge no text there is nothing to remember."""
    grounds, book = read_grounds(run.settings, Path.cwd()), Book()
    reading = read(run, look(run), grounds, book)
    known, places = _settle(
        run, Recall(world, looks), reading.seen, grounds, reading.wrong, reading.unused
    )
    if not reading.wrong and known.texts.keys() <= looks.keys():
        try:
            with open_store(place) as store, store.change():
                store.clear()
                keep_texts(store, reading.seen)
                keep_book(store, book)
                keep_all(store, known, places, reading.seen)
        except (Doubt, OSError):
            return known.result()  # it costs time at the next run, and nothing else
    return known.result()


def _read(
    run: Run, store: Store, kinds: Mapping[str, str], grounds: Grounds, *, tagged: bool = True
) -> tuple[dict[str, Seen], Book]:
    """The texts at some paths, by path, and what dictionaries say of their words; raises Doubt."""
    settings = narrowed(run, kinds)
    if not kinds:
        return {}, Book()
    found = survey(settings, Path.cwd())
    default = str(settings["DEFAULT_LANG"])
    languages = sorted({(place.lang or default).casefold() for place in found.places})
    spoken_here = sorted({spoken(lang) for lang in languages} - {""})
    book = Book(
        {lang: load_words(store, "words", lang) for lang in languages},
        {lang: Syllables(lang, load_words(store, "syllables", lang)) for lang in spoken_here},
    )
    size = book.size
    try:
        promise = read_promise(settings, Path.cwd())
    except ProblemsFound:
        promise = None
    few = replace(run, settings=settings)
    reading = read(few, found, replace(grounds, promise=promise), book, few=True, tagged=tagged)
    if reading.wrong:
        raise Doubt("a room cannot judge")
    learnt = book if book.size != size else Book()
    return {str(each.text.place.source.path): each for each in reading.seen}, learnt


def _settle(
    run: Run,
    known: Recall,
    seen: Sequence[Seen],
    grounds: Grounds,
    wrong: Iterable[Problem],
    unused: Iterable[Problem],
) -> tuple[Recall, Places]:
    """Judge everything, and make *known* hold it."""
    whole = judge(run, seen, grounds, wrong)
    known.texts = {str(each.text.place.source.path): each.shown for each in seen}
    known.own, known.site = known_rows(whole.own), rows_of(whole.site)
    known.unused, known.numbers = rows_of(unused), dict(numbers_of(seen))
    known.extras, known.reviews = whole.extras, review_rows(seen)
    now = run.settings["NOW"]
    local = now.astimezone(Site.from_pelican(run.settings).timezone)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    waits = (each.text.place.waits for each in seen)
    known.since = now.timestamp()
    known.until = min([midnight, *(each for each in waits if each and each > now)]).timestamp()
    return known, whole.places
