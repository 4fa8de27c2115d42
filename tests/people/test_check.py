"""Names that nobody has, and a file that cannot be read, as ``check`` and ``build`` tell them."""

from __future__ import annotations

from pathlib import Path

from plugins.blog.headers import parse_header
from plugins.blog.people import People, Person
from plugins.people.check import judge_names
from tests.conftest import Invoke
from tests.people.conftest import Put

KNOWN = People((Person("Vera Voorbeeld"), Person("Sam Sample")), "people.toml")


def judge(*headers: str, people: People = KNOWN) -> list[str]:
    files = ((f"{number}.md", parse_header(text)) for number, text in enumerate(headers, 1))
    return [str(each) for each in judge_names(files, people)]


def test_an_unknown_name_comes_with_the_nearest_known_one() -> None:
    told = 'people.toml does not know "Vera Vorbeeld"; did you mean "Vera Voorbeeld"?'
    assert judge("Title: A\nAuthor: Vera Vorbeeld\n\nText\n") == [f"1.md:2: warning: {told}"]


def test_every_name_is_looked_at() -> None:
    header = "---\ntitle: A\nauthors: [Sam Sample, Ann Other]\nposted_by: Nobody\n---\n"
    found = judge(header)
    assert [each.split('"')[1] for each in found] == ["Ann Other", "Nobody"]
    assert "1.md:3:" in found[0]
    assert "1.md:4:" in found[1]
    assert "give them a part of their own there" in found[1]


def test_a_name_that_is_known_may_be_typed_otherwise() -> None:
    assert judge("Title: A\nAuthor: vera  voorbeeld\n\nText\n") == []


def test_a_name_of_many_files_is_told_once() -> None:
    found = judge(*["Title: A\nAuthor: Ann Other\n\nText\n"] * 5)
    assert len(found) == 1
    assert "(nor in 4 other files)" in found[0]


def test_check_warns_and_build_goes_on(put: Put, invoke: Invoke) -> None:
    content = put()
    told = invoke("check", "--content", content)
    assert told.returncode == 0
    assert 'does not know "Vera Vorbeeld"; did you mean "Vera Voorbeeld"?' in told.stdout


def test_nobody_is_unknown_where_there_is_no_file(put: Put, invoke: Invoke) -> None:
    told = invoke("check", "--content", put(None))
    assert "does not know" not in told.stdout


def test_a_person_listed_twice_stops_what_is_published(put: Put, invoke: Invoke) -> None:
    content = put('[a]\nname = "Sam Sample"\n\n[b]\nname = "sam sample"\n')
    for verb in ("check", "build", "publish"):
        output = content.parent / verb
        told = invoke(verb, "--content", content, "--output", output)
        assert told.returncode == 1, verb
        assert 'people.toml:5: "sam sample" is listed twice, on line 1 too' in told.stdout
        assert not (Path(output) / "index.html").exists()
