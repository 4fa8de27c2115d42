"""Fitting the vocabulary anew: what it may read, and what it leaves alone in the file."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from plugins.topics.taxonomy_file import parse_taxonomy

from .conftest import SMALL
from .fit.__main__ import main
from .fit.fitted import Fitted
from .fit.texts import read_open
from .fit.write import write
from .labelled_set import read_labelled

HEADED = SMALL.replace('labels = { en = "Trust"', 'threshold = 1\nlabels = { en = "Trust"').replace(
    '[topics.nl]\nstrong = ["klacht', '# Rare in Dutch.\n[topics.nl]\nstrong = ["klacht'
)  # fmt: skip
FITTED = Fitted({"reliab*": 0.3, "promise": 0.3, "prices": -0.05}, 1.234)
NONE = Fitted({}, 1.0)
TOPICS = {
    "trust": {"en": FITTED, "nl": Fitted({"eerlijk": 0.1}, 2.0)},
    "complaints": {"en": NONE, "nl": NONE},
    "contact-centre": {"en": NONE},
}
GATES = {"en": Fitted({"shop": 0.5}, 1.5, about=0.25)}


def test_what_was_fitted_is_read_back_from_the_file() -> None:
    taxonomy = parse_taxonomy(write(HEADED, TOPICS, GATES), "taxonomy.toml")
    trust = taxonomy.subjects["trust"]
    assert trust.thresholds == {"en": 1.23, "nl": 2.0}
    assert dict(trust.lexicons["en"].hints) == FITTED.hints
    assert dict(trust.lexicons["nl"].hints) == {"eerlijk": 0.1}
    gate = taxonomy.gates["en"]
    assert (gate.about, gate.bar, dict(gate.hints)) == (0.25, 1.5, {"shop": 0.5})


def test_every_other_line_stays_and_a_second_fit_changes_nothing() -> None:
    made = write(HEADED, TOPICS, GATES)
    kept = [line for line in HEADED.split("\n") if line and not line.startswith("threshold")]
    lines = iter(made.split("\n"))
    assert all(line in lines for line in kept), "a line was lost or moved"
    assert write(made, TOPICS, GATES) == made


def test_no_text_of_the_holdout_half_is_open() -> None:
    names = {text.name for text in read_open()}
    assert len(names) > 2000
    assert names.isdisjoint(text.name for text in read_labelled(tuning=False))


def test_every_open_label_is_a_topic(root: Any) -> None:
    path = root / "content" / "taxonomy.toml"
    known = set(parse_taxonomy(path.read_text(encoding="utf-8"), path.name).subjects)
    wrong = {text.name: text.topics for text in read_open() if not known.issuperset(text.topics)}
    assert wrong == {}


def test_without_scikit_learn_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match=r"needs scikit-learn.*pip install --group dev"):
        main([])
