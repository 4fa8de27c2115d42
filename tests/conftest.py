"""What the tests share: the repository, its sample site built once, real input where it lies."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from blinker import ANY, NamedSignal
from hypothesis import settings
from pelican import signals
from playwright.sync_api import Browser, sync_playwright

settings.register_profile("no clock", deadline=None)  # a busy machine is no failure
settings.load_profile("no clock")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TODAY = 1795262400  # 2026-11-21 12:00 UTC: after the last sample article
IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")


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
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=need("chromium"), args=["--no-sandbox", "--disable-gpu"]
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


@cache
def _pictures() -> Path:
    """The sample's pictures and cards in all their sizes, made once for a test process."""
    home = Path(tempfile.mkdtemp(prefix="greetz-pictures-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folder = _copy(home / "site")
    words = [sys.executable, "-m", "invoke", "build"]
    subprocess.run(words, cwd=folder, env=_environment({}), capture_output=True, check=True)
    return folder / "var" / "cache" / "images"


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
def published(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """A copy of the sample site, published once, for tests that only look."""
    folder = copy_site(tmp_path_factory.mktemp("published") / "site")
    done = invoke("publish", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def built_site(published: Path) -> Path:
    """The sample site's output folder."""
    return published / "output"
