"""Writes /admin/: the page, the configuration, and the script that it runs."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator

from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import Site
from .config import make_config, policy_of
from .form import House
from .settings import CONF, AdminSettings

FOLDER = "admin"
SCRIPT, SIGNS = "sveltia-cms.js", "symbols.woff2"
PAGE = """<!doctype html>
<html lang="en" data-pagefind-ignore="all">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Write: {title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="cms-config-url" type="application/json" href="config.json">
<style>
@font-face{{font-family:Signs;src:url({signs});font-display:block}}
.material-symbols-outlined{{font-family:Signs!important}}
</style>
</head>
<body>
<noscript><p>Writing here needs JavaScript. Articles are files in the repository, and can be
written there too.</p></noscript>
<script src="{script}" integrity="{integrity}"></script>
</body>
</html>
"""
"""The script would fetch its signs from a host that is none of ours; the style gives it a copy."""


class AdminGenerator(Generator):  # type: ignore[misc]
    """Writes nothing unless ADMIN names where the articles are kept."""

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 - Pelican passes it
        section = AdminSettings.from_pelican(self.settings)
        if not section.backend:
            return
        folder = Path(self.output_path, FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for name in (SCRIPT, SIGNS):
            source = Path(section.folder, name)
            if not source.is_file():
                what = f"ADMIN: there is no {source}; docs/browser.md says how to get it"
                raise ProblemsFound([Problem(CONF, 1, what)])
            shutil.copyfile(source, folder / name)
        site = Site.from_pelican(self.settings)
        address = urlsplit(site.url)
        origin = f"{address.scheme}://{address.netloc}" if address.netloc else ""
        digest = base64.b64encode(hashlib.sha384((folder / SCRIPT).read_bytes()).digest()).decode()
        page = PAGE.format(
            title=escape(site.title),
            policy=policy_of(section, origin),
            script=SCRIPT,
            signs=SIGNS,
            integrity=f"sha384-{digest}",
        )
        (folder / "index.html").write_text(page, encoding="utf-8")
        config = json.dumps(self._config(section, site), ensure_ascii=False, indent=1)
        (folder / "config.json").write_text(config + "\n", encoding="utf-8")

    def _config(self, section: AdminSettings, site: Site) -> dict[str, Any]:
        content = _shown(Path(self.settings["PATH"]))
        digest = self.settings.get("DIGEST") or {}
        editions = _shown(Path(digest.get("folder") or f"{content}/editions")) if digest else ""
        return make_config(section, self._house(site), site.url, content, editions=editions)

    def _house(self, site: Site) -> House:
        """What the site knows by now: what articles hold, and what other rooms put beside them."""
        subjects = getattr(self.context.get("taxonomy"), "subjects", {})
        words = self.context.get("WORDS") or {}
        others = sorted(set(words) - {site.language})
        names = {
            each: str((words.get(each) or {}).get("name") or each)
            for each in (site.language, *others)
        }
        authors = {str(author) for author, _ in self.context.get("authors") or ()}
        categories = {str(category) for category, _ in self.context.get("categories") or ()}
        return House(
            topics={slug: subject.label(site.language) for slug, subject in subjects.items()},
            authors=tuple(sorted({site.author, *authors})),
            categories=tuple(sorted(categories)),
            languages=names if others else {},
        )


def _shown(path: Path) -> str:
    """*path* from the top of the repository, which is where the site is built from."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
