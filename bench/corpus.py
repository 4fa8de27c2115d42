"""Makes a site of any size: prose-like articles, always the same for the same number.

``python -m bench.corpus 1000 FOLDER`` writes it. Ten years, eight categories, six authors,
headings, lists, quotes, links between articles, a few translations, and topics as skewed as a
real archive has them: each article takes its sentences from one or two of the subjects below.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

CATEGORIES = (
    "Customer First",
    "Service",
    "Loyalty",
    "Stores",
    "Contact",
    "Insight",
    "People",
    "Notes",
)
AUTHORS = ("Ada Archer", "Bo Baker", "Cleo Carter", "Dirk Dyer", "Eva Ebner", "Finn Fuller")
SUBJECTS = (
    "Customers who complained got an apology and a refund before they had to ask for it.",
    "Every branch kept the same promise in the same words, and that consistency was the product.",
    "We gave up the profit of a quarter rather than charge loyal customers for our own mistake.",
    "The contact centre let its agents decide, so nobody was put on hold for a supervisor.",
    "The Net Promoter Score rose two points, and nobody could say which customer had been helped.",
    "The journey map hung in the corridor, with each step of a customer's day and each pain point.",
    "Employees who were listened to listened better to customers, the survey of the staff said.",
    "The chatbot answered in a second, and customers rang all the same to ask a person.",
)
OPENINGS = ("On Tuesday", "In the end", "For years", "At the counter", "That winter", "As a rule")
WHO = ("the owner", "a clerk", "the buyer", "our neighbour", "the driver", "a retired teacher")
DID = ("counted", "remembered", "moved", "wrapped", "explained", "repaired", "promised", "forgot")
WHAT = (
    "the shelves",
    "an old ledger",
    "the wet boxes",
    "a list of names",
    "both invoices",
    "the keys",
)
WHY = (
    "because the van was late", "before anybody asked", "and said nothing of it",
    "although it was closing time", "as one does among friends", "while the kettle sang",
)  # fmt: skip
SKEW = (30, 22, 15, 11, 8, 6, 5, 3)
WORDS = 540
START = datetime(2016, 11, 1, 8, 0)  # noqa: DTZ001 - a date as an author types it
DAYS = 3650
TRANSLATED = 40
"""Each article of this number has a Dutch version."""


def sentence(random: Random, subjects: list[str]) -> str:
    """One sentence, every fifth about what the article is about."""
    if random.random() < 0.2:
        return random.choice(subjects)
    parts = (random.choice(each) for each in (OPENINGS, WHO, DID, WHAT, WHY))
    return "{} {} {} {} {}.".format(*parts)


def paragraph(random: Random, subjects: list[str]) -> str:
    return " ".join(sentence(random, subjects) for _ in range(random.randint(3, 7)))


def body(random: Random, number: int, total: int) -> str:
    """About *WORDS* words of Markdown."""
    subjects = random.choices(SUBJECTS, SKEW, k=2)
    blocks: list[str] = []
    words = 0
    while words < WORDS:
        text = paragraph(random, subjects)
        words += len(text.split())
        kind = random.random()
        if kind < 0.08:
            blocks.append(f"## {sentence(random, subjects).rstrip('.')}")
        elif kind < 0.14:
            blocks.append("\n".join(f"- {sentence(random, subjects)}" for _ in range(4)))
        elif kind < 0.2:
            blocks.append(f"> {sentence(random, subjects)}")
        elif kind < 0.3:
            other = random.randrange(total)
            text += f" See [what was written before]({{filename}}{name(other)}), *and why*."
        elif kind < 0.32:
            text += f" There is [more of it](https://example.org/{number})."
        blocks.append(text)
    return "\n\n".join(blocks)


def name(number: int) -> str:
    return f"article-{number:06}.md"


def article(number: int, total: int) -> str:
    """One file's text."""
    random = Random(f"greetz {number}")
    day = START + timedelta(days=number * DAYS / total, minutes=number % 600)
    head = [
        f"Title: {random.choice(OPENINGS)} {random.choice(WHO)} {random.choice(DID)} {number}",
        f"Date: {day:%Y-%m-%d %H:%M}",
        f"Category: {random.choices(CATEGORIES, SKEW)[0]}",
        f"Author: {random.choice(AUTHORS)}",
        f"Slug: article-{number}",
    ]
    if random.random() < 0.5:
        head.append(f"Summary: {sentence(random, list(SUBJECTS))}")
    if number % 25 == 0:
        head += ["Question: Would you have done the same?", "Answers: Yes, No"]
    return "\n".join(head) + "\n\n" + body(random, number, total) + "\n"


def write_corpus(folder: Path, total: int) -> None:
    """Write *total* articles below *folder*."""
    articles = folder / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for number in range(total):
        text = article(number, total)
        (articles / name(number)).write_text(text, encoding="utf-8")
        if number % TRANSLATED == 0:
            dutch = text.replace("\n\n", "\nLang: nl\n\n", 1)
            (articles / f"{Path(name(number)).stem}-nl.md").write_text(dutch, encoding="utf-8")


if __name__ == "__main__":
    write_corpus(Path(sys.argv[2]), int(sys.argv[1]))
