"""What ADMIN may say, and what it is told when it says something else."""

from __future__ import annotations

from typing import Any

import pytest

from plugins.admin.settings import AdminSettings
from plugins.blog import ProblemsFound


def test_without_a_backend_there_is_none() -> None:
    assert AdminSettings.from_pelican({}).backend == ""
    assert AdminSettings.from_pelican({"ADMIN": {"repo": "nonsense"}}).backend == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"backend": "githib"}, 'is "githib"; did you mean "github"?'),
        ({"backend": "ftp"}, 'is "ftp"; choose github, gitlab, gitea, test-repo'),
        ({"backend": "github"}, '"repo" is ""; write it as "owner/name"'),
        ({"backend": "github", "repo": "greetz"}, 'write it as "owner/name"'),
        ({"backend": "gitea", "repo": "/greetz"}, 'write it as "owner/name"'),
        ({"backend": "gitlab", "repo": "a/b", "api_root": "git.example"}, '"api_root" must be'),
        ({"backend": "github", "repo": "a/b", "base_url": "http://x.example"}, "https://"),
        ({"backend": "test-repo", "branches": "main"}, 'unknown key "branches"'),
    ],
)
def test_what_cannot_be_is_told(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        AdminSettings.from_pelican({"ADMIN": given})
    (problem,) = found.value.problems
    assert str(problem).startswith("pelicanconf.py:1: ADMIN: ")
    assert said in problem.message


def test_a_gitlab_of_ones_own_is_talked_to() -> None:
    given = {"backend": "gitlab", "repo": "a/b/c", "api_root": "https://git.example/api/v4"}
    section = AdminSettings.from_pelican({"ADMIN": given})
    assert section.hosts == ("https://gitlab.com", "https://git.example")
    assert "https://git.example" in section.faces
