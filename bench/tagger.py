"""Times the tagger on one core: ``python -m bench.tagger``."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from plugins.topics.tagger import prepare, tag
from plugins.topics.taxonomy_file import parse_taxonomy
from plugins.topics.text import Document, parse_document

ROOT = Path(__file__).parents[1]
TAXONOMY = ROOT / "content" / "taxonomy.toml"
TEXTS = ROOT / "tests" / "topics" / "labelled"
WORDS = 450
ROUNDS = 5
START = """
from pathlib import Path
from time import perf_counter
started = perf_counter()
from plugins.topics.tagger import prepare
from plugins.topics.taxonomy_file import parse_taxonomy
imported = perf_counter()
path = Path("content/taxonomy.toml")
prepare(parse_taxonomy(path.read_text(encoding="utf-8"), str(path)), "en")
print(perf_counter() - imported, imported - started)
"""


def read_articles(lang: str) -> tuple[str, ...]:
    """The labelled texts of a language end to end, cut into bodies of *WORDS* words."""
    bodies = [
        path.read_text(encoding="utf-8").split("\n\n", 1)[-1]
        for path in sorted(TEXTS.glob(f"{lang}-*.md"))
    ]
    articles: list[str] = []
    held: list[str] = []
    for paragraph in "\n\n".join(bodies).split("\n\n"):
        held.append(paragraph)
        if sum(len(each.split()) for each in held) >= WORDS:
            articles.append("\n\n".join(held))
            held = []
    return tuple(articles)


def time_articles(lang: str) -> tuple[float, float]:
    """Articles of *WORDS* words in a second of one core: Markdown to topics, and tagging alone.

    The best of *ROUNDS*, after one that fills the memory of words.
    """
    taxonomy = parse_taxonomy(TAXONOMY.read_text(encoding="utf-8"), str(TAXONOMY))
    prepare(taxonomy, lang)
    bodies = read_articles(lang)
    words = sum(len(body.split()) for body in bodies)
    whole, alone = [], []
    for _ in range(ROUNDS + 1):
        start = time.process_time()
        documents: list[Document] = [parse_document(body, lang=lang) for body in bodies]
        parsed = time.process_time()
        for document in documents:
            tag(document, taxonomy)
        end = time.process_time()
        whole.append(end - start)
        alone.append(end - parsed)
    articles = words / WORDS
    return articles / min(whole[1:]), articles / min(alone[1:])


def time_start() -> tuple[float, float]:
    """Seconds to parse the taxonomy and index English, and to import; new processes, best of 5."""
    found = []
    for _ in range(5):
        run = subprocess.run(
            [sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True
        )
        made, imported = map(float, run.stdout.split())
        found.append((made, imported))
    return min(found)


def main() -> None:
    for lang in ("en", "nl"):
        whole, alone = time_articles(lang)
        print(f"{lang}: {whole:.0f} articles of {WORDS} words a second, {alone:.0f} once parsed")
    made, imported = time_start()
    print(f"start: {made:.3f} s for taxonomy and index, {imported:.3f} s for imports")


if __name__ == "__main__":
    main()
