"""What the project says of itself is true: verbs, flags, doors, addresses, settings."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from plugins.admin.settings import AdminSettings
from plugins.authoring.settings import CheckSettings
from plugins.blog.settings import BlogSettings
from plugins.digest.settings import DigestSettings
from plugins.feeds.settings import FeedOptions
from plugins.finding.settings import FindingSettings
from plugins.hosting.settings import HostingSettings
from plugins.images.settings import ImagesSettings
from plugins.topics.settings import TopicsSettings

from .conftest import LONG, Invoke

TICKED = re.compile(r"`([^`]+)`")
SLUGS = {
    "/<slug>/": ["/the-late-bread/", "/about/"],
    "/nl/<slug>/": ["/nl/raise-your-hand/"],
    "/topics/<slug>/": ["/topics/service-recovery/"],
    "/category/<slug>/": ["/category/customer-first/"],
    "/author/<slug>/": ["/author/vera-voorbeeld/"],
    "/series/<slug>/": ["/series/the-frame-and-the-extra/"],
    "/feeds/topics/<slug>.rss.xml": ["/feeds/topics/service-recovery.rss.xml"],
    "/feeds/category/<slug>.rss.xml": ["/feeds/category/service.rss.xml"],
    "/feeds/author/<slug>.rss.xml": ["/feeds/author/ella-example.rss.xml"],
    "/events/<slug>.ics": ["/events/an-evening-at-the-counter.ics"],
    "/drafts/<slug>/": [],  # the sample has no draft: tests/test_verbs.py makes one
    "/tag/<slug>/": [],  # nor a tag
}


def table(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table below *heading*, cells stripped."""
    rows = text.split(heading, 1)[1].split("\n| --- |", 1)[1].splitlines()[1:]
    found = []
    for row in rows:
        if not row.startswith("|"):
            break
        found.append([cell.strip() for cell in row.strip().strip("|").split(" | ")])
    return found


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def contract(root: Path) -> str:
    return (root / "docs" / "contract.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def verbs(invoke: Invoke) -> dict[str, set[str]]:
    """Every verb with its flags, as the program itself tells them."""
    done = invoke("--list", "--list-format=json")
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout)
    found = {}
    for task in listed["tasks"]:
        told = invoke("--help", task["name"]).stdout
        found[task["name"]] = set(re.findall(r"(--[a-z][a-z-]*)", told.split("Options:", 1)[1]))
    return found


def test_every_verb_and_flag_of_the_contract_is_true(
    contract: str, verbs: dict[str, set[str]]
) -> None:
    told = {}
    for verb, flags in table(contract, "## Commands"):
        name, *positional = TICKED.findall(verb)[0].split()
        told[name] = set(TICKED.findall(flags)) | {f"--{word.lower()}" for word in positional}
    assert told == verbs


def test_every_verb_of_the_readme_exists(readme: str, verbs: dict[str, set[str]]) -> None:
    named = set(re.findall(r"invoke ([a-z]+)", readme))
    assert named <= set(verbs)
    assert {"new", "check", "preview", "topics", "digest", "publish", "init"} <= named


def test_every_door_of_the_readme_is_there(root: Path, readme: str) -> None:
    told = [TICKED.findall(row[-1]) for row in table(readme, "## Where things are")]
    doors = [
        path
        for row in told
        for path in row
        if "/" in path or path in {"tasks.py", "pelicanconf.py"}
    ]
    assert all(any(path in doors for path in row) for row in told)
    assert len(doors) >= 12
    assert [door for door in doors if not (root / door).exists()] == []


def test_every_address_of_the_contract_is_built(contract: str, built_site: Path) -> None:
    addresses: list[str] = []
    for _, told in table(contract, "## Addresses"):
        for address in TICKED.findall(told):
            addresses += SLUGS.get(address, [address] if "<" not in address else ["?" + address])
    addresses = [each for each in addresses if each != "page/2/"] + ["/page/2/"]
    missing = []
    for address in addresses:
        path = built_site / address.lstrip("/")
        if not (path / "index.html" if address.endswith("/") else path).is_file():
            missing.append(address)
    assert missing == []
    assert len(addresses) > 25


def test_the_files_of_an_edition_are_where_the_contract_says(published: Path) -> None:
    for folder in ("var/outbox/cx-greetz-2026-11",):
        found = {path.name for path in (published / folder).iterdir()}
        assert found == {"message.html", "message.txt", "message.eml"}
    assert (published / "var" / "ledger.jsonl").is_file()
    assert (published / "content" / "published.jsonl").is_file()


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("BLOG", BlogSettings),
        ("CHECK", CheckSettings),
        ("TOPICS", TopicsSettings),
        ("IMAGES", ImagesSettings),
        ("DIGEST", DigestSettings),
        ("FEED_OPTIONS", FeedOptions),
        ("FINDING", FindingSettings),
        ("HOSTING", HostingSettings),
        ("ADMIN", AdminSettings),
    ],
)
def test_settings_are_documented(root: Path, section: str, kind: Any) -> None:
    text = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    part = text.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
    told = {TICKED.findall(row[0])[0] for row in table("x" + part, "x")}
    assert told == {field.name for field in fields(kind)}


def test_links_between_the_documents_lead_somewhere(root: Path) -> None:
    broken = []
    documents = [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md"))]
    for document in documents:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(
            r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        ):
            path = target.split("#")[0]
            if "://" in target or target.startswith(("mailto:", "{")) or not path:
                continue
            if not (document.parent / path).exists():
                broken.append(f"{document.relative_to(root)}: {target}")
    assert broken == []


def test_the_gate_runs_what_the_readme_tells(root: Path, readme: str) -> None:
    assert "make test" in (root / ".ci" / "run").read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for target in ("publish", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_nothing_tells_of_the_machine_it_was_made_on(root: Path) -> None:
    mine = re.compile(r"(?<![\w.])/(?:work|root|farm|home)/(?=\w)")
    told = []
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if inside[0] in {".git", ".venv", "var", "output"} or "node_modules" in inside:
            continue
        if path.suffix in {".py", ".md", ".toml", ".txt", ".html", ".json", ".css", ".yml"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            told += [
                f"{path}: {found[0]}"
                for found in mine.finditer(text)
                if path.name != Path(__file__).name
            ]
    assert told == []


def test_files_that_begin_first_are_there(root: Path) -> None:
    assert [each for each in LONG if not (root / "tests" / each).is_file()] == []
