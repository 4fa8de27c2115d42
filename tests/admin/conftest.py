"""A site on which writing in the browser is switched on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Invoke, copy_site

MODULES = Path(__file__).parents[1] / "node_modules"
CMS = MODULES / "@sveltia" / "cms" / "dist" / "sveltia-cms.js"
SIGNS = (
    MODULES / "@fontsource-variable" / "material-symbols-outlined" / "files"
) / "material-symbols-outlined-latin-wght-normal.woff2"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """The sample site with /admin/, built."""
    folder = copy_site(tmp_path_factory.mktemp("admin") / "site")
    home = folder / "content" / "admin"
    home.mkdir()
    shutil.copy(CMS, home / "sveltia-cms.js")
    shutil.copy(SIGNS, home / "symbols.woff2")
    conf = folder / "pelicanconf.py"
    switched = conf.read_text(encoding="utf-8") + '\nADMIN = {"backend": "test-repo"}\n'
    conf.write_text(switched, encoding="utf-8")
    done = invoke("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
