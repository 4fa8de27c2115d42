"""What pelicanconf.py says under ADMIN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.settings import read_section

HOSTS = {
    "github": ("https://api.github.com", "https://www.githubstatus.com"),
    "gitlab": ("https://gitlab.com",),
    "gitea": ("https://gitea.com",),
    "test-repo": (),
}
"""What the browser talks to for each place where the articles are kept."""
FACES = {
    "github": ("https://avatars.githubusercontent.com",),
    "gitlab": ("https://gitlab.com", "https://secure.gravatar.com"),
    "gitea": ("https://gitea.com",),
    "test-repo": (),
}
"""Where the picture of who has signed in comes from."""
CONF = "pelicanconf.py"


@dataclass(frozen=True, slots=True)
class AdminSettings:
    """``ADMIN`` in pelicanconf.py.

    backend    where the articles are kept: github, gitlab, gitea; or test-repo, a folder in the
               browser to try it out in. Empty: there is no /admin/
    repo       the repository, as "owner/name"
    branch     the branch that is published
    base_url   a server that signs people in; without it each writer uses a token of their own
    api_root   the address of a GitLab or Gitea of your own
    folder     where Sveltia CMS and its signs lie, which docs/browser.md says how to get
    """

    backend: str = ""
    repo: str = ""
    branch: str = "main"
    base_url: str = ""
    api_root: str = ""
    folder: str = "content/admin"

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> AdminSettings:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        section = read_section(settings, "ADMIN", cls)
        problems = [Problem(CONF, 1, f"ADMIN: {what}") for what in section.faults()]
        if problems:
            raise ProblemsFound(problems)
        return section

    def faults(self) -> list[str]:
        """What cannot be, in words."""
        if not self.backend:
            return []
        wrong = []
        if self.backend not in HOSTS:
            near = nearest(self.backend, HOSTS)
            known = ", ".join(HOSTS)
            return [f'"backend" is "{self.backend}"{near or f"; choose {known}"}']
        parts = [part for part in PurePosixPath(self.repo).parts if part != "/"]
        if self.backend != "test-repo" and ("/" not in self.repo or len(parts) < 2):
            wrong.append(f'"repo" is "{self.repo}"; write it as "owner/name"')
        for name in ("base_url", "api_root"):
            address = urlsplit(getattr(self, name))
            if getattr(self, name) and not (address.scheme == "https" and address.netloc):
                wrong.append(f'"{name}" must be an address that begins with https://')
        return wrong

    @property
    def hosts(self) -> tuple[str, ...]:
        """Whom the page may talk to besides its own site."""
        own = [
            f"https://{urlsplit(each).netloc}" for each in (self.api_root, self.base_url) if each
        ]
        return tuple(dict.fromkeys((*HOSTS[self.backend], *own)))

    @property
    def faces(self) -> tuple[str, ...]:
        """Whose pictures it may show besides its own site's."""
        own = [f"https://{urlsplit(self.api_root).netloc}"] if self.api_root else []
        return tuple(dict.fromkeys((*FACES[self.backend], *own)))
