"""A month of six articles, its editor's word and its settings, for every digest test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment

from plugins.blog import Article, Site, Topic
from plugins.digest.case import Case
from plugins.digest.edition import Edition, compose
from plugins.digest.message import Message
from plugins.digest.month import Month
from plugins.digest.notes import Notes, parse_notes
from plugins.digest.personal import Personal
from plugins.digest.render import environment, render
from plugins.digest.settings import DigestSettings

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "digest"
URL = "https://kept.example.net"
NOVEMBER = Month(2026, 11)
NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)

SITE = Site(
    title="Kept Promises",
    subtitle="Essays on promises",
    url=URL,
    author="Sam Sample",
    language="en",
    timezone=ZoneInfo("Europe/Amsterdam"),
)
SETTINGS = DigestSettings(
    name="CX Greetz",
    slug="greetz",
    sender="Sam Sample, CX Greetz",
    reply_to="hello@kept-promises.org",
    sign_up="One mail a month, on the first Thursday: every new essay and one question.",
    postal="Kept Promises, 12 Sample Street, 1234 AB Exampletown",
    themes={
        "Promises kept": ("consistency", "expectations"),
        "Courage": ("sacrifice", "leadership"),
        "Loyalty and trust": ("loyalty", "trust"),
        "Service": ("service-recovery", "complaints"),
        "People": ("employee-empowerment",),
        "Insight": ("metrics", "emotion-empathy"),
        "Design": ("journey-mapping", "ease-effort"),
        "Digital": ("ai-automation",),
    },
)
THEMES = Personal.from_settings(SETTINGS)
assert THEMES is not None

CONSISTENCY, SACRIFICE = Topic("consistency", "Consistency"), Topic("sacrifice", "Sacrifice")
RECOVERY, COMPLAINTS = (
    Topic("service-recovery", "Service recovery"),
    Topic("complaints", "Complaints"),
)
EMPOWERMENT = Topic("employee-empowerment", "Employee empowerment")
MAPPING, CHATBOTS = (
    Topic("journey-mapping", "Journey mapping"),
    Topic("ai-automation", "AI and automation"),
)


def article(slug: str = "one", **changed: Any) -> Article:
    """A published article; what a test is about is given by name."""
    made = Article(
        path=Path(f"articles/{slug}.md"),
        title=slug.replace("-", " ").capitalize(),
        url=f"{URL}/{slug}/",
        guid=f"urn:{slug}",
        published=datetime(2026, 11, 10, 8, tzinfo=UTC),
        updated=datetime(2026, 11, 10, 8, tzinfo=UTC),
        authors=("Sam Sample",),
        summary=f"What {slug} is about.",
        html=f'<p>The whole of {slug}.</p><h2 id="end">The end</h2>',
        lang="en",
        slug=slug,
        words=700,
    )
    return replace(made, **changed)


def november(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


ARTICLES = (
    article(
        "the-wall-by-the-showers",
        title="The wall by the showers",
        published=november(19),
        topics=(COMPLAINTS, RECOVERY),
        question="Would you hang your complaints on a wall?",
        answers=("Yes", "No", "Only the answered ones"),
        summary="A municipal swimming pool hangs up every complaint it receives, with the answer "
        "below it, where all swimmers pass. One card has been there for fourteen months.",
    ),
    article(
        "een-belofte-per-jaar",
        title="Eén belofte per jaar, en die dan ook houden",
        published=november(17),
        lang="nl",
        topics=(Topic("consistency", "Consistentie"),),
        authors=("Vera Voorbeeld",),
        summary="Een bakker in Zutphen belooft zijn klanten ieder jaar één ding, hangt het naast "
        "de kassa en vraagt in december of het gelukt is.",
    ),
    article(
        "a-uniform-without-pockets",
        title="A uniform without pockets",
        published=november(12),
        topics=(EMPOWERMENT, SACRIFICE),
        authors=("Vera Voorbeeld",),
        summary="The director of a ferry company worked one shift on deck and found in forty "
        "minutes what her crew had been telling her for three years. She was not proud of it.",
    ),
    article(
        "fourteen-sentences",
        title="Fourteen sentences",
        published=november(10),
        topics=(CHATBOTS,),
        authors=("Ella Example",),
        summary="An energy supplier’s chatbot answers seven questions in ten. The most careful "
        "work its makers did was on fourteen sentences it is not allowed to answer at all.",
    ),
    article(
        "the-caretakers-hour",
        title="The caretaker’s hour",
        published=november(6),
        topics=(CONSISTENCY,),
        authors=("Vera Voorbeeld",),
        image=f"{URL}/images/one-open-door.jpg",
        image_alt="A long corridor of green doors, one of them open, with warm light on the floor.",
        summary="A housing association replaced its caretaker’s office with a helpline that never "
        "sleeps. The tenants wanted one hour back, as long as it was always the same one.",
    ),
    article(
        "following-the-green-coat",
        title="Following the green coat",
        published=november(3),
        topics=(MAPPING,),
        authors=("Ella Example", "Sam Sample"),
        summary="A hospital had a handsome map of its patients’ visit, with eleven boxes. We "
        "followed one patient for a morning with a notebook and found what lies between the boxes.",
    ),
)
WORD = """---
title: The Wednesday that nobody comes
preheader: An open door, a green coat, fourteen sentences and a complaint that hung for months.
picks: [the-caretakers-hour, fourteen-sentences]
editor: Sam Sample
---
My father ran a stationery shop, and on snow days he opened at nine like any other day. Once I
asked him why, as there wasn't a footprint in the street. He said that somebody might be looking
from a window.

I thought of him when Vera sent in [her piece](https://kept.example.net/the-caretakers-hour/#end)
about the caretaker who sat beside an *open door* for a week without a single visitor. Read that
one first, if you only have time for one this month.
"""
NOTES = parse_notes(WORD, "content/editions/2026-11.md")
TEMPLATES = environment(ROOT / "theme")


def edition(*articles: Article, notes: Notes | None = NOTES, **changed: Any) -> Edition:
    """November's edition, of these articles or of the six."""
    settings = replace(SETTINGS, **changed.pop("settings", {}))
    given: dict[str, Any] = {"now": NOW, "notes": notes, "number": 4, **changed}
    return compose(articles or ARTICLES, NOVEMBER, settings, SITE, **given)


def mailed(made: Edition, templates: Environment = TEMPLATES) -> Message:
    """As Mailchimp gets it, conditions of the themes included."""
    return render(made, templates, tags=True, personal=THEMES)


def case(made: Edition | None = None, *, tags: bool = True, **changed: Any) -> Case:
    """The edition on the table, sound unless a test changes it."""
    made = made or edition()
    message = mailed(made) if tags else render(made, TEMPLATES)
    addresses = {each.url: frozenset(("end",)) for each in ARTICLES}
    addresses |= {
        piece.url: frozenset[str]() for piece in made.pieces if piece.url not in addresses
    }
    addresses |= {f"{URL}/": frozenset(), made.url: frozenset()}
    given: dict[str, Any] = {
        "edition": made,
        "message": message,
        "addresses": addresses,
        "tags": tags,
        "personal": THEMES if tags else None,
        "notes": NOTES,
    }
    return Case(**{**given, **changed})
