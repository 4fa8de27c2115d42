"""Fits the hints, bars and gates of content/taxonomy.toml anew: ``python -m tests.topics.fit``.

(nothing)   fit to all open texts and write the file
--cross     write nothing; judge texts by fits that left their pool out
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence

from plugins.topics.taxonomy_file import parse_taxonomy
from tests.topics.score import TAXONOMY

LANGUAGES = ("en", "nl")


def main(words: Sequence[str]) -> None:
    if importlib.util.find_spec("sklearn") is None:
        sys.exit("Fitting needs scikit-learn, which no site does: pip install --group dev")
    # Only now: without scikit-learn these cannot be imported.
    from .cross import report
    from .features import tabulate
    from .fitting import fit
    from .texts import read_open
    from .write import write

    unknown = [word for word in words if word != "--cross"]
    if unknown:
        sys.exit(f"{unknown[0]}: not known; write python -m tests.topics.fit [--cross]")
    text = TAXONOMY.read_text(encoding="utf-8")
    taxonomy = parse_taxonomy(text, str(TAXONOMY))
    texts = read_open()
    tables = {lang: tabulate(texts, taxonomy, lang) for lang in LANGUAGES}
    if words:
        for table in tables.values():
            print("\n".join(report(table, taxonomy)))
        return
    topics, gates = fit(tables)
    made = write(text, topics, gates)
    parse_taxonomy(made, str(TAXONOMY))
    TAXONOMY.write_text(made, encoding="utf-8")
    hints = sum(len(each.hints) for own in topics.values() for each in own.values())
    print(
        f"{TAXONOMY.name}: {hints} hints fitted to {len(texts)} texts, {len(made.encode())} bytes"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
