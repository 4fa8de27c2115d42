"""The proof proves something: mistakes made on purpose are caught by the tests that are named.

These are the worst; ``python -m tests.digest.sending.mutants`` makes them all.
"""

from __future__ import annotations

import pytest

from .mutants import HERE, MUTANTS, ROOT, Mutant, run

WORST = (
    "no_thread_limit",
    "any_audience",
    "not_asked_before_it_is_sent",
    "no_band",
    "sending_after_the_call",
    "a_second_campaign_after_an_attempt",
    "done_is_any_200",
    "content_not_read_back",
    "key_in_an_error",
    "correction_for_everybody",
)
CHOSEN = [each for each in MUTANTS if each.name in WORST]


@pytest.mark.parametrize("mutant", CHOSEN, ids=lambda each: each.name)
def test_a_mistake_is_caught(mutant: Mutant) -> None:
    done = run(mutant)
    assert done.returncode == 1, f"{mutant.caught_by} passes although {mutant.name}"
    assert "FAILED " in done.stdout
    assert "ERROR " not in done.stdout


def test_every_mistake_has_a_name_and_its_test() -> None:
    assert len(CHOSEN) == len(WORST)
    for mutant in MUTANTS:
        file, _, name = mutant.caught_by.partition("::")
        text = (ROOT / HERE / file).read_text(encoding="utf-8")
        assert f"def {name.partition('[')[0]}(" in text
