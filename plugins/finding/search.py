"""The page /search/: a list of every article, and an index of all words where one is asked for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pelican.generators import Generator, PelicanTemplateNotFound

from ..blog.files import write_if_changed
from ..blog.library import published
from ..blog.problems import Problem, ProblemsFound
from ..blog.text import policy_hash
from .settings import FindingSettings

FOLDER = "search/"
INDEX = "pagefind"
SCRIPT = "search.js"
"""In the theme's static folder; the page names its hash, so that no other can take its place."""
NEEDED = ("pagefind.js", "pagefind-entry.json")
NEEDED_KINDS = frozenset({".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter"})
TEXT = "main>article"
"""What is read of a page, as our theme has it; of a page without it nothing is."""
NO_TEXT = ".opening .meta, .contents, .ask p, .colophon"
"""Parts of an article, as our theme names them, that are not its text."""
LONGEST = 600
"""Seconds; 10,000 articles take less than half a minute."""


class SearchGenerator(Generator):  # type: ignore[misc]
    """Writes the page where the theme has a template for it, and the index.

    Generators of plugins come after Pelican's own, so the articles are on the disk by then.
    """

    def generate_context(self) -> None:
        """Tell templates whether there is such a page: ``search_page``."""
        try:
            self.template = self.get_template("search")
        except PelicanTemplateNotFound:
            self.template = None
        self.context["search_page"] = self.template is not None

    def generate_output(self, writer: Any) -> None:
        """Raises ProblemsFound where an index is asked for and cannot be made."""
        if self.template is None:
            return
        listed = list(published(self.context))
        texts = bool(listed or self.context.get("pages"))  # of nothing there is no index
        words = FindingSettings.from_pelican(self.settings).words and texts
        script = Path(self.theme, "static", SCRIPT)
        writer.write_file(
            f"{FOLDER}index.html",
            self.template,
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=FOLDER,
            searchable=policy_hash(script.read_text(encoding="utf-8")) if words else "",
            listed=listed,
        )
        if words:
            make_index(Path(self.output_path), str(self.settings["DEFAULT_LANG"]))


def make_index(output: Path, language: str) -> None:
    """Let Pagefind read every article and page below *output*, into ``pagefind/``.

    All texts go into one index, by the rules of *language*: an index for each would find a text
    from pages in its own language alone. The same pages give the same bytes. What only Pagefind's
    own user interface needs is left out.
    """
    if find_spec("pagefind") is None or find_spec("pagefind_bin") is None:
        what = 'FINDING: "words" needs Pagefind: pip install pagefind pagefind-bin'
        raise ProblemsFound([Problem("pelicanconf.py", 1, what)])
    folder = output / INDEX
    shutil.rmtree(folder, ignore_errors=True)
    options = {
        "--site": str(output),
        "--output-path": str(folder),
        "--root-selector": TEXT,
        "--exclude-selectors": NO_TEXT,
        "--force-language": language,
    }
    command = [sys.executable, "-m", "pagefind", "--silent"]
    command += [word for option in options.items() for word in option]
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    entry = folder / "pagefind-entry.json"
    if done.returncode or not entry.is_file():
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        raise ProblemsFound([Problem("pelicanconf.py", 1, f"Pagefind made no index: {said}")])
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in NEEDED and path.suffix not in NEEDED_KINDS:
            path.unlink()
    # It writes the languages in any order.
    told = json.loads(entry.read_text(encoding="utf-8"))
    write_if_changed(entry, json.dumps(told, ensure_ascii=False, sort_keys=True).encode())
