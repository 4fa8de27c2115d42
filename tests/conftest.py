"""What the tests share: the repository, its sample site built once, real input where it lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from blinker import ANY, NamedSignal
from hypothesis import settings
from pelican import signals

from tests.compiling import compiled_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("no clock", deadline=None)  # a busy machine is no failure
settings.load_profile("no clock")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TODAY = 1795262400  # 2026-11-21 12:00 UTC: after the last sample article
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""For a program that runs for seconds: to compile it well would take longer than it runs."""
SPARE = "SpareRendererForSitePerProcess"
LONG = (
    *("digest/sending/test_faults.py", "theme/test_in_a_browser.py", "verbs/test_sequences.py"),
    *("digest/sending/test_setup.py", "test_verbs.py", "digest/sending/test_on_a_runner.py"),
    *("theme/test_other_pages.py", "verbs/test_memory.py", "verbs/test_looking.py"),
    *("digest/sending/test_correct_by_hand.py", "digest/sending/test_mutants.py"),
    *("theme/test_hard_input.py", "theme/test_sign_up.py", "verbs/test_gathering.py"),
    *("verbs/test_checkup.py", "theme/test_screens.py", "digest/sending/test_killed.py"),
)
"""Files that begin first: for one of these, begun last, all others' process would wait."""
RUN: list[Path] = []
"""The folder of this run of tests, while one is under way."""
IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    first = {ROOT / "tests" / name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


@pytest.fixture(scope="session", autouse=True)
def whole_run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Say where the processes of this run of tests meet: above the folder of each."""
    own = tmp_path_factory.getbasetemp()
    RUN.append(own.parent if hasattr(request.config, "workerinput") else own)
    yield
    RUN.clear()


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """In this process; what the verbs are run in compiles for itself."""
    with compiled_once():
        yield


@pytest.fixture(scope="module", autouse=True)
def own_plugins() -> Iterator[None]:
    """What a module's tests leave in the process leaves with it: plugins that they connect to
    Pelican, and a site's pelicanconf.py, which another site's publishconf.py would import."""
    named = [each for each in vars(signals).values() if isinstance(each, NamedSignal)]
    before = [[*each.receivers_for(ANY)] for each in named]
    yield
    for signal, known in zip(named, before, strict=True):
        for receiver in [*signal.receivers_for(ANY)]:
            if receiver not in known:
                signal.disconnect(receiver)
    for name in ("pelicanconf", "publishconf"):
        sys.modules.pop(name, None)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))


def need(what: str | Path) -> str:
    """The path of a tool or a file from npm; where tests must be whole, its lack is a failure."""
    found = shutil.which(what) if isinstance(what, str) else what.exists() and str(what)
    if found:
        return str(found)
    message = f"missing: {what} (tests/install-tools brings it)"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. One for all tests of a process: Playwright drives one at a time."""
    from playwright.sync_api import sync_playwright  # it takes long to load, and few tests need it

    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=need("chromium"),
            # No process stands by for a page that nobody asks for.
            args=["--no-sandbox", "--disable-gpu", f"--disable-features={SPARE}"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_articles() -> Path:
    """Two articles by real authors, where they lie beside the checkout."""
    return _real("articles")


@pytest.fixture(scope="session")
def real_posts() -> Path:
    """211 posts of a real blog, where they lie beside the checkout."""
    return _real("data/digitalgov")


def _real(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"no real input beside the checkout ({name})")
    return folder


Invoke = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def invoke() -> Invoke:
    """Run a verb as a user does: ``invoke("check", "--json")``. ``cwd=`` for a copied site."""

    def run(*words: str | Path, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "invoke", *map(str, words)],
            cwd=cwd,
            env=_environment(env),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )

    return run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the repository's site, for tests that change it."""
    return copy_site(tmp_path / "site")


def copy_site(folder: Path) -> Path:
    """The whole site without what was built or remembered, but for the pictures: to make those
    takes longer than all else."""
    copied = _copy(folder)
    shutil.copytree(_pictures(), copied / "var" / "cache" / "images")
    return copied


def _pictures() -> Path:
    """The sample's pictures and cards in all their sizes."""

    def make(folder: Path) -> None:
        words = [sys.executable, "-m", "invoke", "build"]
        site = _copy(folder / "site")
        subprocess.run(words, cwd=site, env=_environment({}), capture_output=True, check=True)

    return made_once("pictures", make) / "site" / "var" / "cache" / "images"


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder that all processes of this run of tests have in common, to be looked at only: made
    by the first that asks for it, while others wait."""
    (home,) = RUN
    folder = home / f"made-{name}"
    with (home / f"{name}.lock").open("a") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)  # whoever began it has failed
            folder.mkdir()
            make(folder)
            (folder / "whole").touch()
    return folder


def _environment(more: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": str(TODAY), "PYTHONUTF8": "1", **more}


def _copy(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("content", "theme", "plugins"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pelicanconf.py", "publishconf.py", "tasks.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def published(invoke: Invoke) -> Path:
    """A copy of the sample site, published once, for tests that only look."""

    def make(folder: Path) -> None:
        done = invoke("publish", cwd=copy_site(folder / "site"))
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once("published", make) / "site"


@pytest.fixture(scope="session")
def built_site(published: Path) -> Path:
    """The sample site's output folder."""
    return published / "output"
