"""What the digest's mail costs: CPU for HTML, text and page of six articles, and its bytes.

``python -m bench.mail``
"""

from __future__ import annotations

import time

from plugins.digest.render import render_page
from tests.digest.samples import TEMPLATES, edition, mailed

TIMES = 500


def run() -> float:
    """Milliseconds of CPU for one edition in its three faces; asserts the same bytes each time."""
    made = edition()
    first = (mailed(made), render_page(made, TEMPLATES))
    began = time.process_time()
    for _ in range(TIMES):
        assert (mailed(made), render_page(made, TEMPLATES)) == first
    return (time.process_time() - began) / TIMES * 1000


if __name__ == "__main__":
    print(f"{len(mailed(edition()).html.encode()):,} bytes of HTML, {run():.2f} ms of CPU")
