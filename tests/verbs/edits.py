"""What people do to a site between two builds: one function an edit, on a small site of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image

from bench.corpus import article
from plugins.blog.files import differences
from plugins.blog.opening import Run, open_run
from plugins.incremental.lock import alone
from plugins.verbs import building
from plugins.verbs.memory import Memory, Told
from plugins.verbs.patching import patch

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 7
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Crash(Exception):
    """The power went off."""


@dataclass
class World:
    """A site in *folder*, and how often a build was a patch."""

    folder: Path
    random: Random
    now: datetime = NOW
    patched: int = 0
    built: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def place(self) -> Path:
        return self.folder / "memory"

    def articles(self) -> list[Path]:
        return sorted((self.content / "articles").glob("*.md"))

    def pick(self) -> Path:
        return self.random.choice(self.articles())

    def open(self) -> Run:
        os.environ["SOURCE_DATE_EPOCH"] = str(int(self.now.timestamp()))
        return open_run(self.folder / "pelicanconf.py")

    def build(self) -> Told:
        """As "invoke build" does it."""
        run = self.open()
        with alone(self.place):
            told = patch(Memory.open(run, self.place))
            if told:
                self.patched += 1
                return told
            self.built += 1
            return building._whole(run, Memory.open(run, self.place))

    def wrong(self) -> list[str]:
        """What a full build would bring otherwise: files, and what is said."""
        with TemporaryDirectory() as name:
            run = self.open()
            told = self.build()
            apart = replace(run, output=Path(name) / "output")
            full = building._whole(apart, None)
            found = [f"{path} {what}" for path, what in differences(run.output, apart.output)]
            said, expected = (
                [line.split(", in ")[0] for line in each.said] for each in (told, full)
            )
            return found + ([f"said {said}, not {expected}"] if said != expected else [])

    def add(self, path: Path, text: str) -> None:
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def change(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def head(self, path: Path, key: str, value: str) -> None:
        """Set a header of an article."""
        lines = path.read_text(encoding="utf-8").split("\n")
        end = lines.index("")
        kept = [line for line in lines[:end] if not line.startswith(f"{key}:")]
        path.write_text("\n".join([*kept, f"{key}: {value}", *lines[end:]]), encoding="utf-8")


def new_world(folder: Path, seed: int, *, cards: bool = False) -> World:
    """Seven articles with links, a draft, one that waits for its date, a picture, pages."""
    world = World(folder, Random(seed))  # noqa: S311 - the same edits each time
    articles = world.content / "articles"
    articles.mkdir(parents=True)
    for number in range(NUMBER):
        text = article(number, NUMBER)
        if number:
            text += f"\nSee [the one before]({{filename}}article-{number - 1:06}.md).\n"
        (articles / f"article-{number:06}.md").write_text(text, encoding="utf-8")
    waiting = f"Title: Waiting\nDate: {NOW + timedelta(days=2):%Y-%m-%d %H:%M}\n\nIt waits.\n"
    (articles / "waiting.md").write_text(waiting, encoding="utf-8")
    (world.content / "images").mkdir()
    picture(world)
    shown = world.articles()[2]
    shown.write_text(
        shown.read_text(encoding="utf-8") + "\n![A shop](shop.png)\n", encoding="utf-8"
    )
    (world.content / "pages").mkdir()
    (world.content / "pages" / "about.md").write_text("Title: About\n\nUs.\n", encoding="utf-8")
    (world.content / "editions").mkdir()
    shutil.copy(ROOT / "content" / "taxonomy.toml", world.content)
    shutil.copytree(ROOT / "theme", folder / "theme")
    conf = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    cards = "" if cards else 'IMAGES = {"cards": False}\n'  # drawing them is most of the time
    summaries = 'DIGEST["body"] = "summary"\n'  # an edition of one article would carry it whole
    (folder / "pelicanconf.py").write_text(f"{conf}\n{cards}{summaries}", encoding="utf-8")
    return world


def body(world: World) -> None:
    world.add(world.pick(), f"\nOne more line {world.random.random()}.\n")


def words(world: World) -> None:
    """Words of the trade, so that topics may change."""
    more = "\nThe complaint got an apology, a refund and a call back; loyal customers stayed.\n"
    world.add(world.pick(), more * world.random.randint(1, 9))


def quiet(world: World) -> None:
    """An edit that a tool hides by setting the time back, of the same length."""
    path = world.pick()
    known = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:-3] + text[-3:].swapcase(), encoding="utf-8")
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def title(world: World) -> None:
    world.head(world.pick(), "Title", f"A new name {world.random.randint(1, 99)}")


def slug(world: World) -> None:
    """Links to it follow."""
    world.head(world.pick(), "Slug", f"moved-{world.random.randint(1, 10**6)}")


def date(world: World) -> None:
    day = NOW - timedelta(days=world.random.randint(1, 900))
    world.head(world.pick(), "Date", f"{day:%Y-%m-%d %H:%M}")


def topic(world: World) -> None:
    world.head(world.pick(), "Topics", world.random.choice(["trust", "loyalty, metrics"]))


def author(world: World) -> None:
    world.head(world.pick(), "Author", world.random.choice(["Ada Archer", "Somebody New"]))


def category(world: World) -> None:
    world.head(world.pick(), "Category", world.random.choice(["Service", "A new shelf"]))


def summary(world: World) -> None:
    world.head(world.pick(), "Summary", f"In short: {world.random.randint(1, 99)}.")


def deletion(world: World) -> None:
    if len(world.articles()) > 4:
        world.pick().unlink()


def rename(world: World) -> None:
    path = world.pick()
    path.rename(path.with_name(f"renamed-{world.random.randint(1, 10**6)}.md"))


def status(world: World) -> None:
    world.head(world.pick(), "Status", world.random.choice(["draft", "published", "hidden"]))


def translation(world: World) -> None:
    path = world.random.choice([each for each in world.articles() if "-nl" not in each.name])
    text = path.read_text(encoding="utf-8").replace("\n\n", "\nLang: nl\n\n", 1)
    if "\nLang: nl" not in path.read_text(encoding="utf-8"):
        path.with_name(f"{path.stem}-nl.md").write_text(text, encoding="utf-8")


def template(world: World) -> None:
    path = world.folder / "theme" / "templates" / world.random.choice(["base.html", "parts.html"])
    mark = "<main" if path.name == "base.html" else "<h2>{{ w.share }}"
    world.change(path, mark, f"<!-- {world.random.randint(1, 10**6)} -->{mark}")


def setting(world: World) -> None:
    path = world.folder / "pelicanconf.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\nSITESUBTITLE = "Number {world.random.random()}"\n', encoding="utf-8")


def taxonomy(world: World) -> None:
    path = world.content / "taxonomy.toml"
    world.change(path, 'en = "', 'en = "New ')


def picture(world: World) -> None:
    colour = tuple(world.random.randrange(256) for _ in range(3))
    Image.new("RGB", (64, 48), colour).save(world.content / "images" / "shop.png")


def word(world: World) -> None:
    """The editor's."""
    month = world.random.choice(["2026-10", "2026-11", "2026-08"])
    text = f"---\ntitle: A month {world.random.randint(1, 99)}\n---\nHello.\n"
    (world.content / "editions" / f"{month}.md").write_text(text, encoding="utf-8")


def clock(world: World) -> None:
    world.now += timedelta(hours=world.random.choice([1, 13, 60]))


def crash(world: World) -> None:
    """An edit whose build breaks off somewhere."""
    body(world)
    left = world.random.randint(0, 4)

    def write(path: Path, data: bytes) -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            raise Crash
        return real(path, data)

    def move(source: Path, target: Path) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Crash
        moved(source, target)

    from plugins.blog import files
    from plugins.verbs import patching

    real, moved = files.write_if_changed, files.move
    with swapped((files, patching), "write_if_changed", write), swapped((files,), "move", move):
        try:
            world.build()
        except Crash:
            world.log.append("(it broke off)")


@contextmanager
def swapped(modules: tuple[object, ...], name: str, other: object) -> Iterator[None]:
    before = [getattr(module, name) for module in modules]
    for module in modules:
        setattr(module, name, other)
    try:
        yield
    finally:
        for module, was in zip(modules, before, strict=True):
            setattr(module, name, was)


def damage(world: World) -> None:
    """A disk that forgets: something of what builds keep is cut or changed."""
    kept = [each for each in world.place.rglob("*") if each.is_file() and each.name != "lock"]
    kept += [world.folder / "var" / "cache" / "topics.jsonl"]
    path = world.random.choice([each for each in kept if each.is_file()] or [world.folder / "none"])
    if path.is_file() and path.stat().st_size:
        data = bytearray(path.read_bytes())
        at = world.random.randrange(len(data))
        if world.random.random() < 0.5:
            del data[at:]
        else:
            data[at] ^= 0xFF
        path.write_bytes(bytes(data))
    body(world)


def meddle(world: World) -> None:
    """Somebody writes into a page of the site, and into a title."""
    pages = sorted((world.folder / "output").rglob("*.html"))
    path = world.random.choice(pages)
    path.write_text(path.read_text(encoding="utf-8") + "<!-- by hand -->", encoding="utf-8")
    title(world)


def about(world: World) -> None:
    world.add(world.content / "pages" / "about.md", f"\nWe are {world.random.randint(1, 99)}.\n")


def target(world: World) -> None:
    """A link to an article that is not there, or that comes now."""
    path = world.content / "articles" / "later.md"
    if not path.exists() and world.random.random() < 0.5:
        path.write_text("Title: Later\nDate: 2026-01-02\n\nHere it is.\n", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    for each in world.articles()[:2]:
        if "later.md" not in each.read_text(encoding="utf-8"):
            world.add(each, "\nSee [what comes]({filename}later.md) and [beside](later.md).\n")


def together(world: World) -> None:
    """Two builds at once, while somebody writes."""
    title(world)
    if not hasattr(os, "fork"):
        return
    other = os.fork()
    if not other:
        try:
            world.build()
        finally:
            os._exit(0)
    body(world)
    world.build()
    os.waitpid(other, 0)


def touch(world: World) -> None:
    """Nothing, but later."""
    world.pick().touch()


EDITS: tuple[Callable[[World], None], ...] = (
    *(body, body, body, words, words, quiet, touch),
    *(title, slug, date, topic, author, category, summary, deletion, rename, status, translation),
    *(template, setting, taxonomy, picture, word, clock, crash, damage),
    *(meddle, about, target, together),
)


def step(world: World) -> None:
    """One random edit."""
    edit = world.random.choice(EDITS)
    world.log.append(edit.__name__)
    edit(world)
