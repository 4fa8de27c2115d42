"""The promise as a file: plain words in, values out, every mistake with its line."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.blog import ProblemsFound
from plugins.blog.opening import open_run
from plugins.blog.promise import Avoided, Promise, Span
from plugins.blog.promise_file import CLAUSES, TOP, parse_promise, read_promise
from plugins.blog.rhythm import Day

ROOT = Path(__file__).resolve().parents[2]
ZONE = ZoneInfo("Europe/Amsterdam")
RHYTHM = '[rhythm]\nday = "first Thursday"\ntime = "08:00"\n'


def parse(text: str) -> Promise:
    return parse_promise(text, "promise.toml", ZONE)


def problems(text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        parse(text)
    return [str(each) for each in found.value.problems]


def test_the_sample_promises_every_clause() -> None:
    promise = parse((ROOT / "content" / "promise.toml").read_text(encoding="utf-8"))
    assert all(getattr(promise, name) for name in CLAUSES)
    assert promise.record
    assert promise.rhythm
    assert promise.rhythm.rhythm.day == Day(1, 3)
    assert promise.rhythm.rhythm.zone == ZONE
    assert promise.number
    assert promise.number.articles == Span(3, 6)
    assert promise.tone
    assert {*promise.tone.avoided} == {"en", "nl"}


def test_an_empty_file_promises_nothing_and_a_missing_one_neither(tmp_path: Path) -> None:
    assert not parse("").anything
    assert not parse("# [rhythm]\nrecord = true\n").anything
    settings = open_run(ROOT / "pelicanconf.py").settings
    nowhere = {**settings["BLOG"], "promise": str(tmp_path / "promise.toml")}
    assert read_promise({**settings, "BLOG": nowhere}) is None


def test_spans_are_read_as_they_are_spoken() -> None:
    for words, span in (
        ("500 to 1,000", Span(500, 1000)),
        ("500-1000", Span(500, 1000)),
        ("At least 500", Span(500)),
        ("at most 1000", Span(0, 1000)),
        ("0 to 90", Span(0, 90)),
    ):
        length = parse(f'[length]\nwords = "{words}"\n').length
        assert length
        assert length.words == span
    assert [str(each) for each in (Span(1, 2), Span(3, 3), Span(1000), Span(0, 9))] == [
        "1 to 2",
        "3",
        "at least 1,000",
        "at most 9",
    ]
    assert (4 in Span(3, 5), 2 in Span(3, 5), 6 in Span(3), 6 in Span(0, 5)) == (1, 0, 1, 0)


def test_times_may_be_tomls_own_and_a_date_a_number() -> None:
    promise = parse('[rhythm]\nday = 5\ntime = 07:30:00\nzone = "Asia/Tokyo"\nhold = "refuse"\n')
    assert promise.rhythm
    assert promise.rhythm.refuses
    assert promise.rhythm.rhythm.due(2026, 11).isoformat() == "2026-12-05T07:30:00+09:00"


def test_clauses_may_be_written_without_tables_and_with_windows_line_ends() -> None:
    promise = parse('number.min_articles = 2\r\nanswers = { within = "a week" }\r\n')
    assert promise.number
    assert promise.number.articles == Span(2)
    assert promise.answers
    assert (promise.answers.number, promise.answers.unit) == (1, "week")
    assert problems('number.min_articles = 2\nnumber.max_articles = "x"\n') == [
        'promise.toml:2: "max_articles" must be a whole number, not "x"'
    ]


MISTAKES = {
    "an unknown clause": ("[tune]\n", 1, 'unknown clause "tune"; did you mean "tone"?'),
    "an unknown key": ("recrod = true\n", 1, 'unknown key "recrod"; did you mean "record"?'),
    "a key of another clause": (
        '[answers]\nwithin = "1 day"\nday = "5"\n',
        3,
        'unknown key "day" in [answers]',
    ),
    "a key below its place": (
        '[answers]\nwithin = "1 day"\nrecord = true\n',
        3,
        "it stands at the top of the file",
    ),
    "a clause that is a word": ('rhythm = "monthly"\n', 1, "begin it with [rhythm]"),
    "a record that is no yes or no": ("record = 1\n", 1, '"record" must be true or false, not 1'),
    "a month that is none": ('since = "2026-13"\n', 1, '"2026-13" is no month'),
    "no day": ('[rhythm]\ntime = "08:00"\n', 1, "[rhythm] needs a day"),
    "no time": ('[rhythm]\nday = "5"\n', 1, "[rhythm] needs a time"),
    "an empty day": ('[rhythm]\nday = ""\ntime = "08:00"\n', 2, '"day" is empty'),
    "a day as a list": ('[rhythm]\nday = ["5"]\ntime = "08:00"\n', 2, "not a list"),
    "a strange day": ('[rhythm]\nday = "fist Thursday"\ntime = "08:00"\n', 2, "no day of a month"),
    "a strange time": ('[rhythm]\nday = "5"\ntime = "8 am"\n', 3, "no time of the day"),
    "a strange zone": (RHYTHM + 'zone = "Amsterdam"\n', 4, 'did you mean "Europe/Amsterdam"?'),
    "an unknowable zone": (RHYTHM + 'zone = "zzz"\n', 4, "write it as Europe/Amsterdam"),
    "a strange hold": (RHYTHM + 'hold = "refsue"\n', 4, 'did you mean "refuse"?'),
    "an empty number": ("[number]\n", 1, "needs min_articles or max_articles"),
    "no articles": ("[number]\nmin_articles = 0\n", 2, '"min_articles" must be 1 or more'),
    "a number that is true": ("[number]\nmax_articles = true\n", 2, "a whole number, not true"),
    "numbers turned round": (
        "[number]\nmin_articles = 6\nmax_articles = 3\n",
        3,
        "nothing lies between 6 and 3",
    ),
    "an empty length": ("[length]\n", 1, "[length] needs words"),
    "a strange length": ('[length]\nwords = "long"\n', 2, '"long" is no length'),
    "a length that is a number": ("[length]\nwords = 500\n", 2, "words between quotes, not 500"),
    "no length at all": ('[length]\nwords = "0 to 0"\n', 2, "lets nothing be written"),
    "words and minutes apart": (
        '[length]\nwords = "500 to 1000"\nminutes = "10 to 12"\n',
        3,
        "no article can keep both",
    ),
    "an unknown part": (
        '[structure]\nparts = [\n  "an opening",\n  "a closing qestion",\n]\n',
        4,
        'did you mean "a closing question"?',
    ),
    "no parts": ("[structure]\nparts = []\n", 1, "[structure] needs parts"),
    "parts that are one word": ('[structure]\nparts = "a case"\n', 2, "is a list of words"),
    "kinds that are numbers": ('[length]\nwords = "1 to 9"\nnot_for = [1]\n', 3, "a list of words"),
    "no words": ("[tone]\n", 1, "[tone] names no words"),
    "a phrase outside a language": ('[tone]\n"so be it" = "thus"\n', 2, "below its language"),
    "a language in full": ('[tone.english]\n"so" = "thus"\n', 1, "two letters will do"),
    "a language that is a word": ('[tone]\nen = "so"\n', 2, '"en" is a table'),
    "a phrase without letters": ('[tone.en]\n"..." = "."\n', 2, "no letter to look for"),
    "a phrase that is a number": ('[tone.en]\n"so" = 1\n', 2, "between quotes; it may be empty"),
    "a phrase twice": (
        '[tone.en]\n"so be it" = ""\n"So  be it" = ""\n',
        3,
        "stands here a second time",
    ),
    "no wait": ("[answers]\n", 1, "[answers] needs a within"),
    "a strange wait": ('[answers]\nwithin = "soon"\n', 2, '"soon" is no time to wait'),
    "no time to wait": ('[answers]\nwithin = "0 days"\n', 2, "is no time to wait"),
    "bare words": ("[rhythm]\nday = first Thursday\n", 2, 'quotes: day = "first Thursday"'),
    "a bare time": ("[rhythm]\ntime = 08:00\n", 2, 'quotes: time = "08:00"'),
    "a bare phrase": ('[tone.en]\ngoing forward = "x"\n', 2, 'quotes: "going forward" = "x"'),
    "a clause twice": ("[number]\n[number]\n", 2, "stands here a second time"),
    "a key twice": ("record = true\nrecord = true\n", 2, "stands here a second time"),
    "an open quote": ('record = true\nsince = "2026', 2, "this line cannot be read"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line(name: str) -> None:
    text, line, words = MISTAKES[name]
    told = problems("# a comment with day = and [rhythm]\n" + text)
    assert any(each.startswith(f"promise.toml:{line + 1}: ") and words in each for each in told), (
        told
    )


def test_all_mistakes_are_told_at_once() -> None:
    text = 'record = 1\n[rhythm]\nday = "x"\ntime = "y"\n[length]\nwords = "z"\n[nubmer]\n'
    assert [each.split(":")[1] for each in problems(text)] == ["1", "3", "4", "6", "7"]


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "promise.toml"
    path.write_bytes(b'[tone.nl]\n"caf\xe9" = ""\n')
    settings = open_run(ROOT / "pelicanconf.py").settings
    blog = {**settings["BLOG"], "promise": str(path)}
    with pytest.raises(ProblemsFound, match=r"^promise.toml:2: this file is not saved as UTF-8"):
        read_promise({**settings, "BLOG": blog}, tmp_path)


def test_a_folder_of_its_own_has_its_own_promise_or_the_repositorys(tmp_path: Path) -> None:
    conf = ROOT / "pelicanconf.py"
    theirs = open_run(conf, str(tmp_path), str(tmp_path / "out")).settings["BLOG"]["promise"]
    assert Path(theirs) == ROOT / "content" / "promise.toml"
    (tmp_path / "promise.toml").write_text(RHYTHM, encoding="utf-8")
    run = open_run(conf, str(tmp_path), str(tmp_path / "out"))
    assert Path(run.settings["BLOG"]["promise"]) == tmp_path / "promise.toml"
    promise = read_promise(run.settings)
    assert promise
    assert promise.number is None


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("going forward", "Going\n  forward, we", "Going\n  forward"),
        ("going forward", "ongoing forwards", None),
        ("leverag*", "we LEVERAGED it", "LEVERAGED"),
        ("leverag*", "beleverage", None),
        ("it's what it is", "it’s what it is", "it’s what it is"),
        ("customer-centric", "customer-centric", "customer-centric"),
        ("C++", "in C++ now", "C++"),
        ("a.b", "a b, axb", None),
    ],
)
def test_a_phrase_is_found_on_the_borders_of_words(phrase: str, text: str, found: str) -> None:
    avoided = Avoided.of(phrase)
    match = avoided.pattern.search(text)
    assert (match[0] if match else None) == found
    assert match is None or avoided.key in text.casefold().replace("’", "'")


KEYS = st.sampled_from(["day", "time", "words", "en", "within", "parts", "hold", *TOP])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=5,
)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return "'" + "".join(each for each in value if each.isprintable() and each != "'") + "'"
    return str(value).lower() if isinstance(value, bool | int) else "''"


@given(st.dictionaries(st.sampled_from([*CLAUSES, *TOP, "x"]), VALUES, max_size=4))
def test_whatever_is_typed_is_a_promise_or_a_list_of_problems(typed: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {_toml(value)}" for key, value in typed.items())
    lines, found = text.count("\n") + 1, ()
    try:
        parse(text)
    except ProblemsFound as wrong:
        found = wrong.problems
    assert all(1 <= each.line <= lines and each.code for each in found)
