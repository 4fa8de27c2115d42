"""What people.toml may say, and how each mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog.people import People, Person, Place
from plugins.blog.people_file import parse_people
from plugins.blog.problems import ProblemsFound

WHOLE = """
[vera]
name = "Vera Voorbeeld"
role = "guest writer"
firm = "Dockside Letters"
mail = "vera@dockside.example"
about = "Writes about ferries."
picture = "vera.jpg"
languages = ["nl", "en"]
links = {LinkedIn = "https://linkedin.example/vera"}

["sam.sample"]
name = "Sam  Sample"
links = ["https://www.sam.example/about"]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "vera.jpg").write_bytes(b"a picture")
    return tmp_path


def told(text: str, content: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        parse_people(text, "people.toml", content)
    return [f"{each.line}: {each.message} [{each.code}]" for each in found.value.problems]


def test_all_that_can_be_said(content: Path) -> None:
    vera, sam = parse_people(WHOLE, "people.toml", content)
    assert vera == Person(
        "Vera Voorbeeld",
        "guest writer",
        "Dockside Letters",
        "vera@dockside.example",
        "Writes about ferries.",
        "images/vera.jpg",
        ("nl", "en"),
        (Place("LinkedIn", "https://linkedin.example/vera"),),
    )
    assert (sam.name, sam.links, sam.line) == (
        "Sam Sample",
        (Place("sam.example", "https://www.sam.example/about"),),
        12,
    )


def test_a_name_is_found_however_it_is_typed(content: Path) -> None:
    people = parse_people(WHOLE, "people.toml", content)
    assert people.spelled("vera  VOORBEELD") == "Vera Voorbeeld"
    assert people.spelled("Ella Example") == "Ella Example"
    assert people.of("Ella Example") is None


def test_a_signature_says_what_is_known() -> None:
    assert Person("A", "editor", "B").signature == "A, editor, B"
    assert Person("A", firm="B").signature == "A, B"
    assert not Person("A", about="Keeps this house.", picture="a.jpg").signed
    known = Person("A", mail="a@b.example", links=(Place("L", "https://l.example"),))
    assert [each.url for each in known.ways] == ["mailto:a@b.example", "https://l.example"]


def test_a_person_listed_twice_by_name(content: Path) -> None:
    text = '[a]\nname = "Ella Example"\n\n[b]\nrole = "editor"\nname = "ella example"\n'
    what = '"ella example" is listed twice, on line 1 too; make one of them [person-twice]'
    assert told(text, content) == [f"6: {what}"]


def test_a_person_listed_twice_by_the_word_in_brackets(content: Path) -> None:
    text = '[ella]\nname = "Ella Example"\n\n[ella]\nname = "Ella"\n'
    what = "[ella] stands here a second time: a person is listed once; remove one of the two"
    assert told(text, content) == [f"4: {what} [person-twice]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "A"\n', '1: "name" belongs to nobody: begin each person with a line as [name]'),
        ("[a]\n", '1: [a] needs a name, as in name = "Vera Voorbeeld"'),
        ('[a]\nname = ""\n', '2: "name" is empty; write it as name = "Vera Voorbeeld"'),
        ('[a]\nname = "A"\nrol = "x"\n', '3: unknown key "rol" in [a]; did you mean "role"?'),
        ('[a]\nname = "A"\nmail = "me"\n', '3: "me" is not a mail address; write me@example.org'),
        (
            '[a]\nname = "A"\npicture = "b.jpg"\n',
            '3: the picture "b.jpg" is not there; put it into images/',
        ),
        (
            '[a]\nname = "A"\npicture = "../../secret.jpg"\n',
            '3: the picture "../../secret.jpg" is not there; put it into images/',
        ),
        (
            '[a]\nname = "A"\nlinks = {Site = "javascript:alert(1)"}\n',
            '3: the link "Site" of [a] must lead to an address with https://',
        ),
        ('[a]\nname = "A"\nlanguages = ["Dutch"]\n', '3: "Dutch" is no code of a language; write'),
        ('[a]\nname = "A"\nlanguages = "nl"\n', '3: "languages" is a list of words'),
        ("[a]\nname = A\n", '2: put the words between quotes: name = "A"'),
        ('[a]\nname = 3\nrole = "x"\n', '2: "name" must be words between quotes, not 3'),
    ],
)
def test_a_mistake_is_told_with_its_line(content: Path, text: str, expected: str) -> None:
    found = told(text, content)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_every_mistake_is_told_at_once(content: Path) -> None:
    text = '[a]\nname = "A"\nmail = "me"\n\n[b]\nrolle = "x"\n'
    assert [each.split(":")[0] for each in told(text, content)] == ["3", "5", "6"]


def test_nobody_is_known_where_there_is_no_file() -> None:
    assert People().of("Ella Example") is None
    assert People().spelled("Ella Example") == "Ella Example"
