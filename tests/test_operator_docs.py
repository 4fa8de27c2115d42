"""What the guides for operators tell to type can be typed, and what they tell to copy is sound."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from .conftest import ROOT, Invoke

GUIDES = ("operator.md", "hosting.md", "browser.md", "sending.md", "decisions/automation.md")
TEXTS = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES}


def blocks(text: str, kind: str = "") -> list[str]:
    """What stands between fences of that *kind*."""
    pieces = re.split(r"^```(\w*)\n", text, flags=re.MULTILINE)
    return [body for name, body in zip(pieces[1::4], pieces[2::4], strict=True) if name == kind]


def test_every_command_of_the_guides_exists(invoke: Invoke) -> None:
    used = {
        (verb, flag)
        for text in TEXTS.values()
        for verb, rest in re.findall(r"(?<![`$\w])(?:\.venv/bin/)?invoke ([a-z]+)([^`\n]*)", text)
        + re.findall(r"`invoke ([a-z]+)([^`\n]*)", text)
        for flag in ("", *re.findall(r"(--[a-z][a-z-]*)", rest))
    }
    assert len({verb for verb, _ in used}) >= 7
    known: set[tuple[str, str]] = set()
    for verb in sorted({verb for verb, _ in used}):
        told = invoke("--help", verb)
        assert told.returncode == 0, f"there is no verb {verb}"
        flags = re.findall(r"(--[a-z][a-z-]*)", told.stdout.split("Options:", 1)[1])
        known |= {(verb, ""), *((verb, flag) for flag in flags)}
    assert used - known == set()


@pytest.mark.parametrize(
    "script", [each for text in TEXTS.values() for each in blocks(text) if "invoke" in each]
)
def test_what_is_to_be_copied_can_be_read_by_a_shell(script: str) -> None:
    shell = re.sub(r"^7 8 \* \* \*  ", "", script)
    done = subprocess.run(["sh", "-n"], input=shell, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_nightly_script_and_the_hosting_page_copy_alike() -> None:
    flags = [
        re.findall(r"--[a-z-]+(?:=\S+)?", each[each.index("rsync") :].split("output/")[0])
        for name in ("operator.md", "hosting.md")
        for each in blocks(TEXTS[name])
        if "rsync " in each
    ]
    assert len(flags) == 2
    assert flags[0] == flags[1]
    assert {"--delay-updates", "--delete-delay", "--checksum"} <= set(flags[0])


def test_netlifys_file_is_sound_and_builds_what_we_build() -> None:
    (text,) = blocks(TEXTS["hosting.md"], "toml")
    told = tomllib.loads(text)
    assert told["build"]["publish"] == "output"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = [told["build"]["command"], told["context"]["deploy-preview"]["command"]]
    for command in commands:
        for target in re.findall(r"make (\S+)", command):
            assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target
    version = told["build"]["environment"]["PYTHON_VERSION"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={version}"


def test_the_guide_names_the_times_of_the_clock() -> None:
    daily = (ROOT / ".github" / "workflows" / "daily.yml").read_text(encoding="utf-8")
    minute, hours = re.findall(r'cron: "(\d+) ([\d,]+) \* \* \*"', daily)[0]
    told = " and ".join(f"{hour}:{int(minute):02}" for hour in hours.split(","))
    assert f"| Daily | at {told} UTC |" in TEXTS["operator.md"]


def test_the_forms_page_names_every_choice() -> None:
    form = (ROOT / ".github" / "workflows" / "edition.yml").read_text(encoding="utf-8")
    choices = re.findall(r"^          - (.+)$", form, re.MULTILINE)
    rows = re.findall(
        r"^\| ([a-z ]+) \|", TEXTS["browser.md"].split("## How it ended")[0], re.MULTILINE
    )
    assert [each for each in rows if each != "choose"] == choices


def test_what_the_script_says_stands_in_the_forms_page() -> None:
    script = (ROOT / ".github" / "edition").read_text(encoding="utf-8")
    for quoted in re.findall(r"^\|.*?`([^`|]{12,})`", TEXTS["browser.md"], re.MULTILINE):
        if quoted != "uncertain:":
            assert quoted in script.replace('\\"', '"'), quoted


@pytest.mark.parametrize("name", GUIDES)
def test_anchors_between_the_guides_exist(name: str) -> None:
    for page, anchor in re.findall(r"\]\(([\w/.-]*\.md)?#([\w-]+)\)", TEXTS[name]):
        path = (ROOT / "docs" / name).parent / page if page else ROOT / "docs" / name
        text = path.read_text(encoding="utf-8")
        headings = {
            re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-")
            for each in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        } | set(re.findall(r'<a id="([\w-]+)">', text))
        assert anchor in headings, f"{page}#{anchor}"
