"""Any site of Pelican's, built as Pelican builds it, but for what is known from the build before.

Three things are remembered: that nothing changed, what became of each Markdown file, and of what
each page was made. Where anything is at work that cannot be known, Pelican builds as ever.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.log import console
from pelican.readers import MarkdownReader

from ..blog.files import Kept
from .doubts import doubts, leaves_to_chance
from .inputs import Look, fingerprint, look_at
from .keep import Watched, contents_of
from .lock import alone
from .pages import Album
from .scene import inputs_of, see, templates_of, theme_of, world_of
from .texts import Texts
from .traces import Said, album_of, forget, place_of, read_last, stands, write

OWN = __name__.rpartition(".")[0]
READERS = ("markdown", "html", "static")
"""What they read is in the file alone; others may follow directives into other files."""

logger = logging.getLogger(__name__)


def connect() -> None:
    """Look at each site that Pelican opens."""
    signals.initialized.connect(remember)


def remember(pelican: Any) -> None:
    """Let *pelican* remember, if nothing in its site is beyond knowing."""
    if type(pelican) is not Pelican:
        return  # a class of the site's own does as it likes
    why = next(doubts(pelican.settings, pelican.plugins, OWN), None)
    if why:
        logger.info("Nothing is remembered of this site: %s cannot be known", why)
    else:
        pelican.__class__ = Remembering


class Remembering(Watched):
    """Pelican with a memory, in one process, into the very output folder."""

    texts: Texts
    album: Album | None = None
    sure: bool = False
    """Whether the templates leave nothing to chance or to the clock."""

    def run(self) -> None:
        """Build what is not known to be there."""
        place = place_of(self.settings)
        with ExitStack() as stack:
            try:
                place.mkdir(parents=True, exist_ok=True)
                stack.enter_context(alone(place))
            except OSError as error:
                logger.info("Nothing is remembered of this site: %s", error)
                self.__class__ = Pelican
                self.run()
                return
            self._run(place)

    def _run(self, place: Path) -> None:
        began = datetime.now().astimezone()
        besides = {self.settings["OUTPUT_PATH"], str(place.parent)}
        inputs, theme = see(inputs_of(self.settings), besides), see(theme_of(self.settings))
        MarkdownReader(self.settings)  # the first one fills in its setting
        world = world_of(self.settings)
        # What a date leaves open is filled in with today's.
        built = fingerprint(inputs | theme, [world, str(began.date())])
        last = read_last(place)
        if last and stands(last, built, self.settings):
            for name, level, message in last[-1]:
                logging.getLogger(name).log(level, "%s", message)
            console.print("Done: nothing changed since the last build.")
            return
        forget(place)
        self.pages = None
        self.sure = not leaves_to_chance(templates_of(self.settings))
        if not self.sure:
            logger.info("Every page is made: a template asks for chance or the time")
        self.album = album_of(place, fingerprint(theme, world).encode()) if self.sure else None
        said = self._build(place, world)
        beyond = self._beyond(inputs.keys() | theme.keys(), began)
        last = None
        if self.sure and beyond is not None and not said.lost:
            outputs = fingerprint(see([self.output_path]))
            last = (built, outputs, sorted(beyond), fingerprint(beyond), said.warned)
        write(place, self.pages.album() if self.pages else None, last)

    def _build(self, place: Path, world: str) -> Said:
        """Have Pelican do it; answer what it warned of."""
        said, root = Said(), logging.getLogger()
        self.texts = Texts.open(place, world.encode(), said)
        signals.readers_init.connect(self.texts.use)
        root.addHandler(said)
        try:
            super().run()
        finally:
            root.removeHandler(said)
            signals.readers_init.disconnect(self.texts.use)
            self.texts.store.close()
        return said

    def _get_writer(self) -> Any:
        """All is read. The memory of pages is put where no template sees it."""
        self.texts.close()
        self.settings |= {"ALBUM": self.album, "KEPT": Kept(Path(self.output_path))}
        try:
            return super()._get_writer()
        finally:
            del self.settings["ALBUM"], self.settings["KEPT"]

    def _share(self, *_: Any) -> None:
        """Pelican's feeds are written by the same loops as its pages: one process does both."""

    def _beyond(self, seen: Iterable[str], began: datetime) -> dict[str, Look] | None:
        """The files that were read beside those *seen*, and how they look; None where the next
        build may differ although no file does."""
        contents = contents_of(self.generators)
        static = [each for part in self.generators for each in getattr(part, "staticfiles", ())]
        if any(each.reader not in READERS for each in contents.values()):
            return None
        if not any(getattr(part, "articles", ()) for part in self.generators):
            return None  # a feed without entries tells the time
        if not self.settings["WITH_FUTURE_DATES"] and any(map(_waits, contents.values())):
            return None
        others = {str(each.source_path) for each in (*contents.values(), *static)}.difference(seen)
        looks = {path: look for path in others if (look := look_at(path))}
        changed = max((look[2] for look in looks.values()), default=0)
        return looks if changed < began.timestamp() * 1e9 else None


def _waits(content: Any) -> bool:
    date = getattr(content, "date", None)
    return bool(date and date > datetime.now(date.tzinfo))
