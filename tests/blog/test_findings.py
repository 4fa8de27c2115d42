"""How a look at a set-up is told."""

from __future__ import annotations

import pytest

from plugins.blog.findings import Finding, as_text, bites, lacking, missing, ok, unasked

ALL = (
    missing("key", "it is not set", "set it"),
    ok("site", "it answers"),
    bites("plan", "it is free", "pay"),
    unasked("cron", "nobody knows", "look"),
)


def test_the_gravest_stands_last_and_the_count_names_it_first() -> None:
    lines = as_text(ALL).splitlines()
    heads = [line for line in lines if line and line[0] != " "]
    assert heads == [
        "ok",
        "could not be asked",
        "will bite",
        "missing",
        "1 missing, 1 will bite, 1 could not be asked, 1 ok",
    ]


def test_what_is_to_be_done_stands_below() -> None:
    told = as_text([missing("key", "it is not set", "set it")])
    assert f"  {'key':<17}it is not set\n{' ' * 19}-> set it\n" in told


def test_long_sentences_are_folded_between_words() -> None:
    address = "https://" + "a" * 120 + ".example"
    told = as_text([bites("site", f"{'word ' * 40}{address}", "do " * 60)])
    assert address in told
    assert all(len(line) <= 96 or address in line for line in told.splitlines())


@pytest.mark.parametrize(("findings", "code"), [(ALL, True), (ALL[1:], False), ((), False)])
def test_only_what_is_missing_counts(findings: tuple[Finding, ...], code: bool) -> None:
    assert lacking(findings) is code
