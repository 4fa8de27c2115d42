"""Which files a check reads, and where each text lives, as far as that is remembered."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..authoring import hunspell
from ..blog.opening import Run
from ..blog.survey import Survey, settle, source_paths, survey
from ..incremental.inputs import changed, fingerprint, walk
from ..incremental.stamp import around
from ..incremental.store import Doubt, open_store
from .recall import load, load_survey
from .told import look

OF_ALL = ("people.toml", "promise.toml", "taxonomy.toml")
"""By these every text is read or judged."""


def survey_of(run: Run, place: Path) -> Survey:
    """Every file with its headers, without its text: those that changed since the last check are
    read, of the others it is remembered. *run* then leaves out what cannot be published."""
    looks, now = walk(roots_of(run), (str(run.output),)), run.settings["NOW"].timestamp()
    try:
        with open_store(place) as store:
            known = load(store)
            paths = changed(known.looks, looks)
            if known.world != world_of(run) or not known.since <= now < known.until:
                raise Doubt("another world, or another day")
            if any(path.endswith(OF_ALL) for path in paths):
                raise Doubt("these decide how a header is read")
            before = {str(each.source.path): each for each in load_survey(store)}
    except (Doubt, OSError):
        return look(run)
    kinds = kinds_of(run) if paths else {path: each.kind for path, each in before.items()}
    stale = [path for path in kinds if path in paths or path not in before]
    fresh = survey(narrowed(run, {path: kinds[path] for path in stale}), Path.cwd())
    every = before | {str(each.source.path): each for each in fresh.places}
    found = settle([every[path] for path in kinds if path in every], run.settings)
    run.settings["LEFT_OUT"] = found.left_out
    return found


def kinds_of(run: Run) -> dict[str, str]:
    """Every file that is a text, in the order in which they are judged."""
    return {
        str(path): kind for kind in ("article", "page") for path in source_paths(run.settings, kind)
    }


def narrowed(run: Run, kinds: Mapping[str, str]) -> dict[str, Any]:
    """The settings of a site that has only these files."""
    names: dict[str, list[str]] = {"article": [], "page": []}
    content = run.content.absolute()
    for path, kind in kinds.items():
        names[kind].append(Path(path).relative_to(content).as_posix())
    # Whose address it is, all files decide together: these few need not look it up.
    blog = {**run.settings["BLOG"], "register": os.devnull}
    paths = {"ARTICLE_PATHS": names["article"], "PAGE_PATHS": names["page"]}
    return {**run.settings, **paths, "BLOG": blog}


def roots_of(run: Run) -> list[str]:
    """What a check may read, but for code."""
    if run.own:
        return [str(run.content)]
    state = run.register.parent
    shared = sorted(map(str, run.root.glob("content/*.toml")))
    return [str(run.content), *shared, str(run.register), str(state / "editions")]


def world_of(run: Run) -> str:
    """A hash of the code, the settings and the programs that a check is made with."""
    code = walk([str(Path(__file__).parents[1]), *map(str, run.root.glob("*.py"))])
    code = {path: seen for path, seen in code.items() if path.endswith((".py", ".toml"))}
    spelling = [[lang, *names] for lang, names in hunspell.dictionaries().items()]
    return fingerprint(code, [around(), str(run.content), str(run.output), spelling])
