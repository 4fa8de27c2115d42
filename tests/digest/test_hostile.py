from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from plugins.digest.correction import correct
from plugins.digest.differences import differences
from plugins.digest.edition import Edition
from plugins.digest.erratum import freeze_erratum, thaw_erratum
from plugins.digest.frozen import freeze, thaw
from plugins.digest.severity import Severity
from tests.digest.hostile import TEXT, editions, judge
from tests.digest.samples import NOW


@settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(editions())
def test_author_text_never_becomes_a_merge_tag_html_or_a_header(made: Edition):
    judge(made)


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(editions())
def test_whatever_it_says_it_thaws_as_it_was(made: Edition):
    assert thaw(freeze(made, NOW), "x.json").edition == made


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(editions(), editions(), TEXT)
def test_a_correction_of_a_hostile_edition_is_as_harmless(sent: Edition, right: Edition, why: str):
    """Every difference between two strangers is told, and none of it becomes more than words."""
    found = differences(sent, right)
    made = correct(sent, right, found, why, at=NOW, wish=Severity.MAIL)
    assert made.mail
    judge(made.mail)
    assert thaw_erratum(freeze_erratum(made), "x.json") == made
    one_each = len({piece.guid for piece in right.pieces}) == len(right.pieces)
    assert differences(right, right) == () or not one_each
