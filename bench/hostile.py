"""5,000 hostile editions: author text never becomes a merge tag, HTML or a header.

``python -m bench.hostile [how many]``; the tests do 500 of the same.
"""

from __future__ import annotations

import sys
import time

from hypothesis import HealthCheck, given, settings

from plugins.digest.edition import Edition
from tests.digest.hostile import editions, judge


def run(many: int) -> float:
    """Judge *many* editions; answers the seconds it took. Raises at the first that breaks out."""

    @settings(
        max_examples=many, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(editions())
    def each(made: Edition) -> None:
        judge(made)

    began = time.perf_counter()
    each()
    return time.perf_counter() - began


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    print(f"{wanted} hostile editions, none broke out, {run(wanted):.1f} s")
