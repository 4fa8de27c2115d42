from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from plugins.digest.edition import Edition
from plugins.digest.frozen import freeze, thaw
from tests.digest.hostile import editions, judge
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
