"""The script behind the workflows, with real repositories: the ledger is pushed before a mail goes.

In place of the program stands a stub that writes the ledger as the program does and takes a note of
what the repository on the server held at that moment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
LEDGER, REGISTER = "content/editions/sent.jsonl", "content/published.jsonl"
FROZEN, DRAFT = "content/editions/2026-11.json", "content/editions/2026-11.json.draft"
OLD = '{"key": "cx-greetz-2026-10", "state": "submitted"}'
QUIET = {
    name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB"))
}
QUIET |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
QUIET |= {"PAUSE": "0", "CI": "true"}

STUB = """\
#!/usr/bin/env bash
# Writes what was asked, and what the server knew of the ledger at that moment.
set -eu
server=$(git remote get-url origin)
number=$(($(wc -l <"$NOTES/calls") + 1))
printf '%s\\n' "$(printf '%s|' "$@")" >>"$NOTES/calls"
git --git-dir="${server#file://}" show "main:content/editions/sent.jsonl" \\
  >"$NOTES/server-$number" 2>/dev/null || :
if [ -f "$NOTES/do-$number" ]; then . "$NOTES/do-$number"; fi
"""
READY = f"""
echo '{{"state": "draft", "reference": "aa11"}}' >>{LEDGER}
echo '{{"edition": 11}}' >{DRAFT}
: >content/editions/cx.lock
echo "ready: aa11"
"""
GONE = f"""
echo '{{"state": "submitted", "reference": "aa11"}}' >>{LEDGER}
mv {DRAFT} {FROZEN}
rm content/editions/cx.lock
echo "submitted: aa11"
"""


@dataclass
class Machine:
    """A checkout of the branch, as a runner has it, and notes of what its program was asked."""

    server: Path
    folder: Path
    notes: Path
    given: dict[str, str] = field(default_factory=dict)

    def then(self, number: int, shell: str) -> None:
        """Let the program do that when it is called for the *number*-th time."""
        (self.notes / f"do-{number}").write_text(shell, encoding="utf-8")

    def run(self, what: str, **given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [".github/edition", what],
            cwd=self.folder,
            env={**QUIET, "NOTES": str(self.notes), "GITHUB_REF_NAME": "main", **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    @property
    def calls(self) -> list[list[str]]:
        lines = (self.notes / "calls").read_text(encoding="utf-8").splitlines()
        return [line.rstrip("|").split("|") for line in lines]

    def known(self, number: int) -> str:
        """What the server held of the ledger when the program was called the *number*-th time."""
        return (self.notes / f"server-{number}").read_text(encoding="utf-8")


def git(folder: Path, *words: str, check: bool = True) -> str:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *words], cwd=folder, env=QUIET, capture_output=True, text=True, check=check
    )
    return done.stdout


def on_server(machine: Machine, path: str) -> str | None:
    if path not in git(machine.server, "ls-tree", "-r", "--name-only", "main").splitlines():
        return None
    return git(machine.server, "show", f"main:{path}")


def clone(server: Path, folder: Path, depth: str = "--depth=1") -> Machine:
    git(server, "clone", "-q", depth, f"file://{server}", str(folder))
    notes = folder.with_name(f"{folder.name}.notes")
    notes.mkdir()
    (notes / "calls").touch()
    stub = folder / ".venv" / "bin" / "invoke"
    stub.parent.mkdir(parents=True)
    stub.write_text(STUB, encoding="utf-8")
    stub.chmod(0o755)
    return Machine(server, folder, notes)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A repository as a host keeps it, with one edition sent and the script in it."""
    first = tmp_path / "first"
    for path, text in (
        (LEDGER, f"{OLD}\n"),
        (REGISTER, '{"url": "/one/"}\n'),
        ("content/articles/one.md", "one\n"),
        ("content/editions/2026-12.md", "the editor's word\n"),
        (".gitignore", "/.venv/\n"),
    ):
        (first / path).parent.mkdir(parents=True, exist_ok=True)
        (first / path).write_text(text, encoding="utf-8")
    (first / ".github").mkdir()
    shutil.copy(ROOT / ".github" / "edition", first / ".github" / "edition")
    git(first, "init", "-q")
    git(first, "add", "-A")
    git(first, "commit", "-q", "-m", "one")
    server = tmp_path / "server.git"
    git(first, "clone", "-q", "--bare", str(first), str(server))
    return server


@pytest.fixture
def machine(server: Path, tmp_path: Path) -> Machine:
    return clone(server, tmp_path / "runner")


KEY = {"MAILCHIMP_API_KEY": "k-us1"}


def elsewhere(machine: Machine, tmp_path: Path, path: str, text: str) -> str:
    """A line of shell: somebody else appends *text* to *path* and pushes it."""
    other = tmp_path / "elsewhere"
    script = tmp_path / "elsewhere.sh"
    script.write_text(
        "set -e\n"
        f"rm -rf {other}; git clone -q {machine.server} {other}; cd {other}\n"
        f"mkdir -p $(dirname {path}); echo '{text}' >>{path}\n"
        "git add -A; git -c user.name=B -c user.email=b@example.org commit -q -m other\n"
        "git push -q origin HEAD:main\n",
        encoding="utf-8",
    )
    return f"\nbash {script} >&2\n"


@pytest.mark.parametrize("what", ["due", "send"])
def test_the_campaign_is_known_to_the_server_before_it_is_sent(
    machine: Machine, what: str, tmp_path: Path
) -> None:
    machine.then(1, READY)
    machine.then(2, GONE)
    outputs, summary = tmp_path / "outputs", tmp_path / "summary"
    done = machine.run(what, GITHUB_OUTPUT=str(outputs), GITHUB_STEP_SUMMARY=str(summary), **KEY)
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = machine.calls
    if what == "due":
        assert first == ["digest", "--due", "--draft", "--via=mailchimp"]
        assert second == ["digest", "--due", "--via=mailchimp"]
    else:
        assert first == ["digest", "--draft"]
        assert second == ["digest", "--send", "--via=mailchimp"]
    assert "aa11" not in machine.known(1)
    assert '"draft", "reference": "aa11"' in machine.known(2)
    ledger = on_server(machine, LEDGER)
    assert ledger is not None
    assert [json.loads(line)["state"] for line in ledger.splitlines()] == [
        "submitted",
        "draft",
        "submitted",
    ]
    assert on_server(machine, FROZEN) == '{"edition": 11}\n'
    assert on_server(machine, DRAFT) is None
    assert "lock" not in git(machine.server, "ls-tree", "-r", "--name-only", "main")
    assert "changed=true" in outputs.read_text(encoding="utf-8")
    assert "submitted: aa11" in summary.read_text(encoding="utf-8")


def test_who_was_overtaken_sends_nothing(machine: Machine, tmp_path: Path) -> None:
    theirs = '{"state": "draft", "reference": "bb22"}'
    machine.then(1, READY + elsewhere(machine, tmp_path, LEDGER, theirs))
    machine.then(2, GONE)
    done = machine.run("due", **KEY)
    assert (done.returncode, len(machine.calls)) == (1, 1)
    assert "Nothing was sent" in done.stdout
    ledger = on_server(machine, LEDGER)
    assert ledger == f"{OLD}\n{theirs}\n"


def test_an_edition_that_was_frozen_elsewhere_stops_it_too(
    machine: Machine, tmp_path: Path
) -> None:
    machine.then(1, READY + elsewhere(machine, tmp_path, FROZEN, "{}"))
    assert (machine.run("send", **KEY).returncode, len(machine.calls)) == (1, 1)


def test_of_two_machines_one_goes_on(server: Path, tmp_path: Path) -> None:
    """Both have begun with the same ledger; the second comes to push while the first is at work."""
    one, two = clone(server, tmp_path / "one"), clone(server, tmp_path / "two")
    for each in (one, two):
        each.then(1, READY)
        each.then(2, GONE)
    two.then(1, READY.replace("aa11", "bb22"))
    assert one.run("send", **KEY).returncode == 0
    late = two.run("send", **KEY)
    assert (late.returncode, len(two.calls)) == (1, 1)
    ledger = on_server(one, LEDGER)
    assert ledger is not None
    assert "bb22" not in ledger


@pytest.mark.parametrize("path", ["content/articles/two.md", "content/editions/2026-12.md"])
def test_somebody_who_writes_meanwhile_hinders_nobody_and_loses_nothing(
    machine: Machine, path: str, tmp_path: Path
) -> None:
    machine.then(1, READY + elsewhere(machine, tmp_path, path, "new"))
    machine.then(2, GONE)
    done = machine.run("due", **KEY)
    assert (done.returncode, len(machine.calls)) == (0, 2), done.stdout + done.stderr
    told = on_server(machine, path)
    assert told is not None
    assert told.endswith("new\n")
    assert on_server(machine, FROZEN) is not None
    # What was built is what is sent: nothing of it is exchanged in between.
    assert not (machine.folder / "content" / "articles" / "two.md").exists()


def test_lines_of_two_machines_are_joined_once_it_was_sent(
    machine: Machine, tmp_path: Path
) -> None:
    theirs = '{"key": "other", "state": "creating"}'
    machine.then(1, READY)
    machine.then(2, GONE + elsewhere(machine, tmp_path, LEDGER, theirs))
    done = machine.run("due", **KEY)
    assert done.returncode == 0, done.stdout + done.stderr
    ledger = on_server(machine, LEDGER)
    assert ledger is not None
    states = [json.loads(line)["state"] for line in ledger.splitlines()]
    assert states == ["submitted", "draft", "creating", "submitted"]


def test_registers_of_two_machines_are_joined(machine: Machine, tmp_path: Path) -> None:
    machine.then(1, f'echo \'{{"url": "/two/"}}\' >>{REGISTER}\n' + READY)
    machine.then(2, GONE + elsewhere(machine, tmp_path, REGISTER, '{"url": "/three/"}'))
    assert machine.run("due", **KEY).returncode == 0
    register = on_server(machine, REGISTER)
    assert register is not None
    assert sorted(register.split()) == sorted(
        ['{"url":', '"/one/"}', '{"url":', '"/two/"}', '{"url":', '"/three/"}']
    )


def refuse_pushes_after(machine: Machine, number: int) -> None:
    hook = machine.server / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    count = machine.notes / "pushes"
    hook.write_text(
        f"#!/bin/sh\necho x >>{count}\n[ $(wc -l <{count}) -le {number} ]\n", encoding="utf-8"
    )
    hook.chmod(0o755)


def test_a_branch_that_takes_no_push_is_no_place_to_send_from(machine: Machine) -> None:
    refuse_pushes_after(machine, 0)
    machine.then(1, READY)
    machine.then(2, GONE)
    done = machine.run("due", **KEY)
    assert (done.returncode, len(machine.calls)) == (1, 1)
    assert "takes no push from here. Nothing was sent" in done.stdout


def test_what_was_sent_and_cannot_be_pushed_is_a_doubt(machine: Machine) -> None:
    refuse_pushes_after(machine, 1)
    machine.then(1, READY)
    machine.then(2, GONE)
    done = machine.run("due", **KEY)
    assert (done.returncode, len(machine.calls)) == (2, 2)
    assert 'artefact "records"' in done.stdout
    assert "sends nothing twice" in done.stdout
    ledger = on_server(machine, LEDGER)
    assert ledger is not None
    assert "aa11" in ledger, "the next run must find the campaign by its id"
    assert on_server(machine, DRAFT) is not None
    assert "submitted" in (machine.folder / LEDGER).read_text(encoding="utf-8").splitlines()[-1]


@pytest.mark.parametrize("code", [1, 2])
def test_a_refusal_or_a_doubt_is_passed_on_and_written_down(machine: Machine, code: int) -> None:
    machine.then(1, READY)
    machine.then(2, f'echo \'{{"state": "uncertain"}}\' >>{LEDGER}; exit {code}')
    done = machine.run("send", **KEY)
    assert done.returncode == code
    ledger = on_server(machine, LEDGER)
    assert ledger is not None
    assert "uncertain" in ledger


def test_what_could_not_be_made_ready_is_not_sent(machine: Machine) -> None:
    machine.then(1, f'echo \'{{"state": "creating"}}\' >>{LEDGER}; exit 1')
    done = machine.run("due", **KEY)
    assert (done.returncode, len(machine.calls)) == (1, 1)
    ledger = on_server(machine, LEDGER)
    assert ledger is not None
    assert "creating" in ledger


def test_where_nothing_is_due_nothing_is_committed(machine: Machine) -> None:
    before = git(machine.server, "rev-parse", "main")
    done = machine.run("due", **KEY)
    assert done.returncode == 0
    assert git(machine.server, "rev-parse", "main") == before


def test_without_a_key_the_register_is_kept_and_nothing_is_asked(machine: Machine) -> None:
    with (machine.folder / REGISTER).open("a", encoding="utf-8") as file:
        file.write('{"url": "/two/"}\n')
    done = machine.run("due", MAILCHIMP_API_KEY="")
    assert (done.returncode, machine.calls) == (0, [])
    assert "There is no secret MAILCHIMP_API_KEY" in done.stdout
    register = on_server(machine, REGISTER)
    assert register is not None
    assert "/two/" in register


def test_pages_that_are_still_on_their_way_are_waited_for(machine: Machine) -> None:
    slow = 'echo "https://x/:1: the live site shows another page than the one built"; exit 1\n'
    machine.then(1, slow)
    machine.then(2, slow)
    machine.then(3, READY)
    machine.then(4, GONE)
    assert machine.run("due", **KEY).returncode == 0
    assert len(machine.calls) == 4
    assert [each[-1] for each in machine.calls][2:] == ["--via=mailchimp"] * 2


def test_nobody_waits_for_ever(machine: Machine) -> None:
    for number in range(1, 9):
        machine.then(number, 'echo "the live site answers 404: deploy the build first"; exit 1')
    done = machine.run("send", PATIENCE="3", **KEY)
    assert (done.returncode, len(machine.calls)) == (1, 3)


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("send", {"MONTH": "11-2026"}),
        ("send", {"MONTH": "2026-13"}),
        ("send", {"MONTH": "2026-11 --early"}),
        ("draft", {"MONTH": "$(touch hacked)"}),
        ("test", {}),
        ("test", {"ADDRESS": "nobody"}),
        ("test", {"ADDRESS": "--send@example.org"}),
        ("test", {"ADDRESS": "a@example.org b@example.org"}),
        ("test", {"ADDRESS": "a@example.org,b@example.org"}),
        ("test", {"ADDRESS": "a@example.org\n--send"}),
        ("correct", {"MONTH": "2026-11"}),
        ("correct", {"BECAUSE": "The fee was wrong."}),
        ("sends", {}),
        ("", {}),
    ],
)
def test_what_cannot_be_meant_reaches_nobody(
    machine: Machine, what: str, given: dict[str, str]
) -> None:
    done = machine.run(what, **given)
    assert (done.returncode, machine.calls, done.stderr) == (1, [], "")
    assert len(done.stdout.strip()) > 20
    assert not (machine.folder / "hacked").exists()


def test_what_was_typed_arrives_as_one_word(machine: Machine) -> None:
    because = 'The fee was "85"; --send $(touch hacked) `touch hacked` *'
    done = machine.run("correct", MONTH="2026-11", BECAUSE=because)
    assert done.returncode == 0, done.stderr
    words = ["correct", "--month=2026-11", f"--because={because}", "--send", "--via=mailchimp"]
    assert machine.calls == [words]
    assert not (machine.folder / "hacked").exists()


def test_at_home_it_keeps_its_hands_off(machine: Machine) -> None:
    done = machine.run("send", CI="", **KEY)
    assert (done.returncode, machine.calls, "At home" in done.stdout) == (1, [], True)


def test_a_test_goes_to_one_address_and_its_draft_is_kept(machine: Machine) -> None:
    machine.then(1, READY)
    done = machine.run("test", ADDRESS="me+try@example.org", MONTH="2026-11")
    assert done.returncode == 0
    assert machine.calls == [["digest", "--month=2026-11", "--test=me+try@example.org"]]
    ledger = on_server(machine, LEDGER)
    assert ledger is not None
    assert "aa11" in ledger


def test_a_check_changes_nothing_and_tells_the_worst(machine: Machine) -> None:
    before = git(machine.server, "rev-parse", "main")
    machine.then(1, "echo '::error file=a.md,line=1::no title'; exit 1")
    machine.then(3, "exit 1")
    done = machine.run("check", MONTH="2026-11")
    assert done.returncode == 1
    assert machine.calls == [["check", "--github"], ["digest", "--month=2026-11"], ["doctor"]]
    assert "\n::error file=a.md" in done.stdout
    assert git(machine.server, "rev-parse", "main") == before


def test_a_whole_clone_will_do_as_well(server: Path, tmp_path: Path) -> None:
    machine = clone(server, tmp_path / "whole", "--no-local")
    machine.then(1, READY + elsewhere(machine, tmp_path, "content/articles/two.md", "new"))
    machine.then(2, GONE)
    assert machine.run("due", **KEY).returncode == 0
    assert on_server(machine, "content/articles/two.md") == "new\n"


def test_the_same_again_after_a_doubt_finds_what_was_pushed(
    server: Path, machine: Machine, tmp_path: Path
) -> None:
    """The runner is gone; the next one begins with the id, and with the edition as it was ready."""
    refuse_pushes_after(machine, 1)
    machine.then(1, READY)
    machine.then(2, GONE)
    assert machine.run("due", **KEY).returncode == 2
    (server / "hooks" / "pre-receive").unlink()
    after = clone(server, tmp_path / "after")
    assert "aa11" in (after.folder / LEDGER).read_text(encoding="utf-8")
    after.then(2, f'echo \'{{"state": "submitted"}}\' >>{LEDGER}; mv {DRAFT} {FROZEN}')
    assert after.run("due", **KEY).returncode == 0
    assert on_server(after, FROZEN) == '{"edition": 11}\n'
    assert on_server(after, DRAFT) is None
