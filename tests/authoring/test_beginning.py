"""The sample becomes a site of one's own, and nothing is lost on the way."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.authoring.beginning import SAMPLE, Answers, begin, list_sample, settle
from plugins.authoring.conf import change, values_of
from plugins.authoring.site import look
from plugins.blog import ProblemsFound
from plugins.blog.opening import open_run

OURS = Answers(
    name='Notes: "on" service',
    address="https://notes.example.org/",
    author="Zoë de Vries",
    language="nl",
    digest="De Klantpost",
    mail="zoe@notes.example.org",
)


@pytest.fixture
def small(root: Path, tmp_path: Path) -> Path:
    """A repository with the real settings and a sample of three files."""
    files = {
        "content/articles/2026-11-01-a.md": "Title: A\n\nText\n",
        "content/images/a.txt": "a picture",
        "content/pages/about.md": "Title: About\n\nText\n",
        "content/taxonomy.toml": "# topics\n",
        "pelicanconf.py": (root / "pelicanconf.py").read_text(encoding="utf-8"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "content" / SAMPLE).write_text(list_sample(tmp_path / "content"), encoding="utf-8")
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_list_of_the_sample_is_true(root: Path, update: bool) -> None:
    path = root / "content" / SAMPLE
    if update:
        path.write_text(list_sample(root / "content"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == list_sample(root / "content")


def test_the_sample_is_put_aside_and_starters_take_its_place(small: Path) -> None:
    before = everything(small / "content")
    done = begin(small, OURS)
    after = everything(small / "content")
    assert everything(done.aside) == {
        name: data for name, data in before.items() if name != "taxonomy.toml"
    }
    assert (done.moved, done.own, done.aside) == (3, (), small / "var" / "sample-1")
    assert sorted(after) == [
        "pages/about.md",
        "pages/confirmed.md",
        "pages/goodbye.md",
        "pages/look-in-your-inbox.md",
        "pages/privacy.md",
        "pages/subscribe.md",
        "taxonomy.toml",
    ]
    about = after["pages/about.md"].decode()
    assert 'title: "Over Notes: \\"on\\" service"\n' in about
    assert "geschreven door Zoë de Vries." in about


def test_a_site_begun_passes_its_own_check_but_for_the_prompts(
    root: Path, small: Path, settings_of: Callable[[Path], dict[str, Any]]
) -> None:
    begin(small, OURS)
    # The small site's vocabulary is a stand-in; the room of topics may be at work in this process.
    settings = {**settings_of(small / "content"), "DEFAULT_LANG": "nl", "TOPICS": {}}
    assert {problem.code for problem in look(settings, small).problems} == {"prompt"}
    run = open_run(small / "pelicanconf.py")
    assert run.settings["SITENAME"] == OURS.name
    assert (root / "theme").is_dir()


def test_settings_change_where_they_stand_and_comments_stay(root: Path) -> None:
    before = (root / "pelicanconf.py").read_text(encoding="utf-8")
    after = settle(before, OURS)
    values = values_of(after)
    assert values["SITENAME"] == OURS.name
    assert values["FEED_DOMAIN"] == "https://notes.example.org"
    assert values["DEFAULT_LANG"] == "nl"
    assert (values["BLOG.mail"], values["DIGEST.reply_to"]) == (OURS.mail, OURS.mail)
    assert (values["DIGEST.name"], values["DIGEST.slug"]) == ("De Klantpost", "de-klantpost")
    assert '"feeds/de-klantpost.atom.xml": "atom of editions"' in after
    assert "greetz" not in after.casefold()
    assert [line.partition("#")[2] for line in after.splitlines()] == [
        line.partition("#")[2] for line in before.splitlines()
    ]
    assert "sample" not in after.casefold().replace("sample.sha256", "")
    ast.parse(after)


def test_what_is_not_the_samples_is_named_and_nothing_is_touched(small: Path) -> None:
    (small / "content/articles/mine.md").write_text("Title: Mine\n", encoding="utf-8")
    (small / "content/pages/about.md").write_text("Title: Me\n", encoding="utf-8")
    before = everything(small)
    with pytest.raises(ProblemsFound) as found:
        begin(small, OURS)
    assert [problem.path for problem in found.value.problems] == [
        "content/articles/mine.md",
        "content/pages/about.md",
    ]
    assert everything(small) == before


def test_force_keeps_what_is_ones_own_and_empties_the_rest(small: Path) -> None:
    (small / "content/articles/mine.md").write_text("Title: Mine\n", encoding="utf-8")
    (small / "content/pages/about.md").write_text("Title: Me\n", encoding="utf-8")
    done = begin(small, OURS, force=True)
    assert done.own == ("articles/mine.md", "pages/about.md")
    assert (small / "content/articles/mine.md").read_text(encoding="utf-8") == "Title: Mine\n"
    assert (small / "content/pages/about.md").read_text(encoding="utf-8") == "Title: Me\n"
    assert not (small / "content/articles/2026-11-01-a.md").exists()


def test_a_second_time_it_refuses_and_force_moves_nothing(small: Path) -> None:
    begin(small, OURS)
    before = everything(small)
    with pytest.raises(ProblemsFound, match="a site of its own already"):
        begin(small, OURS)
    assert everything(small) == before
    assert begin(small, replace(OURS, name="Other"), force=True).moved == 0
    assert values_of((small / "pelicanconf.py").read_text(encoding="utf-8"))["SITENAME"] == "Other"


def test_the_register_loses_the_samples_lines_alone(small: Path) -> None:
    rows = [
        json.dumps({"url": "/a/", "path": "articles/2026-11-01-a.md"}),
        json.dumps({"url": "/b/", "path": "articles/mine.md"}),
        "not json",
    ]
    text = "".join(f"{row}\n" for row in rows)
    (small / "content/published.jsonl").write_text(text, encoding="utf-8")
    done = begin(small, OURS)
    kept = (small / "content/published.jsonl").read_text(encoding="utf-8")
    assert kept == "".join(f"{row}\n" for row in rows[1:])
    assert (done.aside / "published.jsonl").read_text(encoding="utf-8") == text


def test_every_wrong_answer_is_told_at_once(small: Path) -> None:
    before = everything(small)
    wrong = Answers("", "notes.example.org", "Zoë", "Dutch", "🎉", "zoe")
    with pytest.raises(ProblemsFound) as found:
        begin(small, wrong)
    assert len(found.value.problems) == 5
    assert everything(small) == before


def test_a_value_is_changed_over_several_lines_and_after_letters_of_two_bytes() -> None:
    text = 'A = (\n    "één "\n    "twee"\n)\nB = {"ë": "é", "x": "y"}  # ë\n'
    changed = change(text, {"A": "drie", "B.x": "ü"}, {"é": "è"})
    assert changed == 'A = (\n    "drie"\n)\nB = {"ë": "è", "x": "ü"}  # ë\n'
    with pytest.raises(ProblemsFound, match="C is not set here"):
        change(text, {"C": "x"}, {})
