"""Each rule is broken once, on purpose, and must say so: a check that cannot fail is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plugins.blog import Reply
from plugins.blog.promise import NumberClause, Span
from plugins.digest.case import Case
from plugins.digest.checks import check
from plugins.digest.frozen import freeze, thaw
from plugins.digest.notes import Notes, parse_notes
from plugins.digest.pieces import Tally
from tests.digest.samples import COMPLAINTS, CONSISTENCY, URL, article, case, edition


def said(on_table: Case) -> str:
    return "\n".join(map(str, check(on_table)))


@pytest.mark.parametrize("tags", [True, False])
def test_a_sound_edition_has_no_problem(tags: bool):
    assert said(case(tags=tags)) == ""


def html(old: str, new: str, count: int = 1) -> Callable[[Case], Case]:
    def mutate(on_table: Case) -> Case:
        assert old in on_table.message.html, f"nothing to break: {old}"
        changed = on_table.message.html.replace(old, new, count)
        return replace(on_table, message=replace(on_table.message, html=changed))

    return mutate


def text(old: str, new: str, count: int = 1) -> Callable[[Case], Case]:
    def mutate(on_table: Case) -> Case:
        assert old in on_table.message.text, f"nothing to break: {old}"
        changed = on_table.message.text.replace(old, new, count)
        return replace(on_table, message=replace(on_table.message, text=changed))

    return mutate


def section(on_table: Case) -> Case:
    """Without the piece in the middle."""
    before, _, after = on_table.message.html.partition('<tr><td class="px line')
    _, _, rest = after.partition('<tr><td class="px line')
    changed = f'{before}<tr><td class="px line{rest}'
    return replace(on_table, message=replace(on_table.message, html=changed))


HERE = f"{URL}/fourteen-sentences/"
FIRST = f"{URL}/the-caretakers-hour/\n"
MUTATIONS: dict[str, tuple[Callable[[Case], Case], str]] = {
    "a dropped section": (section, "not those of the edition"),
    "a wrong link": (html(HERE, f"{URL}/fifteen-sentences/"), "leads to no page of this site"),
    "a wrong link in the text": (text(HERE, f"{URL}/x/"), "0 times, not once"),
    "a title that differs": (html("Fourteen sentences", "Fifteen"), "not those of the edition"),
    "a title lost in the text": (text("Fourteen sentences", ""), "has no title"),
    "a link twice in the text": (text(HERE, f"{HERE}\n{HERE}"), "2 times, not once"),
    "two pieces swapped in the text": (
        lambda made: text("@@", HERE)(text(HERE, FIRST)(text(FIRST, "@@\n")(made))),
        "not in the order",
    ),
    "a question lost": (html("Would you hang", "Do you"), "does not ask the question"),
    "a question lost in the text": (text("Would you hang", "Do you"), "does not ask the question"),
    "an answer lost in the text": (text("mailto:", "mail to "), "lacks a mail link"),
    "an anchor that is gone": (html("/#end", "/#start"), "no place of that page"),
    "a relative link": (html(f'href="{HERE}"', 'href="/x/"'), "has no full address"),
    "a link to this machine": (
        html(f'href="{HERE}"', 'href="http://localhost:8000/x/"'),
        "this machine",
    ),
    "no link to the page": (html("/greetz/2026-11/", "/"), "no link to the page"),
    "a lost alt": (html('alt="A long', 'title="A long'), "has no alt text"),
    "a second picture": (html("<img ", '<img src="x.gif" alt="x"><img '), "2 pictures"),
    "a picture from elsewhere": (html(f'src="{URL}', 'src="https://x.example'), "not on this site"),
    "a picture Outlook does not know": (html("one-open-door.jpg", "door.webp"), "Outlook"),
    "a foreign tag": (html("My father", "*|FNAME|*"), "*|FNAME|* stands 1 times, 0 wanted"),
    "a foreign tag in the text": (text("My father", "*|FNAME|*"), "*|FNAME|* stands 1 times"),
    "no way to unsubscribe": (html("*|UNSUB|*", "#"), "*|UNSUB|* stands 0 times, 1 wanted"),
    "no postal address": (text("*|LIST:ADDRESSLINE|*", ""), "*|LIST:ADDRESSLINE|* stands 0 times"),
    "a condition that never ends": (html("*|END:INTERESTED|*", ""), "stands 5 times, 6 wanted"),
    "a condition on another group": (html(":Service,Every", ":Every"), "stands 0 times, 1 wanted"),
    "a forgotten dark class": (
        html('class="link" style="color', 'style="color'),
        "no class for dark mode",
    ),
    "a class that dark mode does not know": (
        html('class="mute"', 'class="muted"'),
        "no class for dark",
    ),
    "a table without a role": (html(' role="presentation"', ""), 'role="presentation"'),
    "bgcolor alone": (html("background-color:#f7f1e6;", ""), "same background-color"),
    "no language": (html('<html lang="en"', "<html"), "lang and dir"),
    "a second h1": (html("<h2", "<h1"), "one h1"),
    "a link without words": (html(">Read\u00a0in\u00a0your\u00a0browser<", "><"), 'a link says ""'),
    "a vague link": (
        html(">Read\u00a0in\u00a0your\u00a0browser<", ">Read more<"),
        "where it leads",
    ),
    "another title in the head": (html("<title>", "<title>Re: "), "not its subject"),
    "a line too long": (html("My father", "x" * 901), "at most 900"),
    "too much": (html("My father", "x <br>\n" * 9000), "bytes of HTML, at most 60000"),
    "a style block too large": (
        html("<style>\n@media", f"<style>/*{'x' * 1024}*/@media"),
        "style block",
    ),
    "a wide text": (text("My father", "x" * 73), "columns; at most 72"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_caught(name: str):
    mutate, words = MUTATIONS[name]
    assert words in said(mutate(case()))


def test_a_reply_that_a_face_lacks_is_missed():
    told = Tally("", (), (Reply("Never > once, and 5 > 4 " * 6),))
    sound = case(replace(edition(), tally=told))
    assert said(sound) == ""
    assert "the mail lacks the reply" in said(html("Never", "Ever")(sound))
    assert "the text lacks the reply" in said(text("Never", "Ever")(sound))


def test_every_rule_has_a_mutation_that_only_it_catches():
    from plugins.digest import checks
    from plugins.digest.reading import Reading

    caught: set[str] = set()
    for mutate, _ in MUTATIONS.values():
        broken = mutate(case())
        reading = Reading(broken.message.html)
        caught |= {rule.__name__ for rule in checks.RULES if list(rule(broken, reading))}
    for broken in EDITIONS.values():
        made, _ = broken
        reading = Reading(made.message.html)
        caught |= {rule.__name__ for rule in checks.RULES if list(rule(made, reading))}
    sample = case(replace(edition(), reply_to="hello@kept.example"))
    reading = Reading(sample.message.html)
    caught |= {rule.__name__ for rule in checks.RULES if list(rule(sample, reading))}
    short = case(number=NumberClause(Span(7)))
    caught |= {rule.__name__ for rule in checks.RULES if list(rule(short, reading))}
    silent = replace(sample, corrects=True)
    caught |= {rule.__name__ for rule in checks.RULES if list(rule(silent, reading))}
    assert {rule.__name__ for rule in checks.RULES} == caught


def with_notes(source: str, **changed: Any) -> Case:
    notes = parse_notes(source, "content/editions/2026-11.md")
    return case(edition(notes=notes, **changed), notes=notes)


def last_sent() -> Case:
    made = edition()
    sent = thaw(freeze(made, datetime(2026, 11, 30, tzinfo=UTC)), "x")
    return case(last=sent)


EDITIONS: dict[str, tuple[Case, str]] = {
    "nothing to send": (
        case(edition(article("x", original=False))),
        "an empty edition never leaves",
    ),
    "the last one again": (last_sent(), "the one that was sent for 2026-11"),
    "a pick that is not there": (
        with_notes("---\ntitle: x\npicks: [fourteen-sentence]\n---\nHello"),
        '2026-11.md:3: the pick "fourteen-sentence" is not in this edition; did you mean',
    ),
    "a subject of 300 characters": (with_notes(f"---\ntitle: {'x' * 300}\n---\n"), "at most 150"),
    "a preheader of 300 characters": (
        with_notes(f"---\ntitle: x\npreheader: {'x' * 300}\n---\n"),
        "2026-11.md:3: the preheader has 300 characters",
    ),
    "a placeholder": (with_notes("---\ntitle: x\n---\n[a]({filename}a.md)"), '"{filename}"'),
    "dummy text": (with_notes("---\ntitle: x\n---\nLorem ipsum dolor"), "where words should"),
    "a link of the editor's to nowhere": (
        with_notes("---\ntitle: x\n---\n[a](somewhere.md)"),
        'the link "somewhere.md" in the editor\'s word leads nowhere',
    ),
    "front matter behind a fence": (
        case(edition(article("one", summary="--- title: One status: draft --- It begins"))),
        "front matter stands in a text",
    ),
    "front matter in a summary": (
        case(edition(article("one", summary="title: One date: 2026"))),
        "front matter stands in a text",
    ),
    "no address": (
        case(replace(edition(), site_url="", pieces=edition().pieces)),
        "the site has no address",
    ),
}


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_that_must_not_leave(name: str):
    made, words = EDITIONS[name]
    assert words in said(made)


def test_an_address_that_can_be_nobodys_is_a_warning():
    made = case(replace(edition(), reply_to="hello@shop.example"))
    told = [problem for problem in check(made) if '"hello@shop.example"' in problem.message]
    assert [problem.warning for problem in told] == [True]


@pytest.mark.parametrize(
    "summary",
    [
        "Summary: what we did in a year, and what it cost.",
        "Date: 3 December. Place: Utrecht. Come if you can.",
        "--- and then nobody said anything for a while.",
        "Status: open. The shop said so for nine weeks.",
    ],
)
def test_a_summary_may_begin_with_a_word_and_a_colon(summary: str):
    assert "front matter" not in said(case(edition(article("one", summary=summary))))


def test_a_long_subject_is_a_warning():
    made = with_notes(f"---\ntitle: {'word ' * 16}\npreheader: x\n---\n")
    assert [problem.warning for problem in check(made)] == [True]


def test_without_mailchimp_it_has_a_way_to_leave_and_asks_for_an_address():
    broken = html("mailto:hello@kept-promises.org?subject=Unsub", "https://x.example/")(
        case(tags=False)
    )
    assert "no way to unsubscribe" in said(broken)
    nowhere = case(edition(settings={"postal": ""}), tags=False)
    (problem,) = check(nowhere)
    assert problem.warning
    assert "postal" in problem.message


def test_no_notes_is_no_problem():
    assert said(case(edition(notes=None), notes=Notes())) == ""


LINKED = f"""---
picks: [the-caretakers-hour, fourteen-sentences]
---
Read [this one]({HERE}) first, then [a map](https://maps.example.org/a), [the same]({HERE})
again, and [the map](https://maps.example.org/a). All of it is [on the site]({URL}/greetz/2026-11/).

<{HERE}>
"""


def linked(body: str = "summary") -> Case:
    notes = parse_notes(LINKED, "2026-11.md")
    return case(edition(notes=notes, settings={"body": body}), notes=notes)


@pytest.mark.parametrize("body", ["summary", "full"])
def test_the_editor_links_to_what_stands_below_and_the_text_names_it_once(body: str):
    on_table = linked(body)
    assert said(on_table) == ""
    text = on_table.message.text
    assert text.count("<https://maps.example.org/a>") == 1
    assert f"<{HERE}>" not in text
    assert text.count(HERE) == 2  # the editor typed it once
    assert f"2. Fourteen sentences\n{HERE}" in text
    assert text.count(f"{URL}/greetz/2026-11/") == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (f"2. Fourteen sentences\n{HERE}", "2. Fourteen sentences", "has no title"),
        (f"2. Fourteen sentences\n{HERE}", f"2. Fourteen sentences\n{HERE}\n{HERE}", "3 times"),
        ("2. Fourteen sentences", "2. Fifteen sentences", "has no title"),
    ],
)
def test_an_address_that_the_editor_typed_hides_nothing(old: str, new: str, words: str):
    assert words in said(text(old, new)(linked()))


def test_what_stands_in_one_readers_piece_stands_in_anothers_too():
    html = '<p>See <a href="https://maps.example.org/a">the map</a>.</p>'
    one = article("one", html=html, topics=(CONSISTENCY,))
    two = article("two", html=html, topics=(COMPLAINTS,))
    made = edition(one, two, notes=None, settings={"body": "full"})
    assert case(made, notes=Notes()).message.text.count("<https://maps.example.org/a>") == 2
    outbox = case(made, tags=False, notes=Notes())
    assert outbox.message.text.count("<https://maps.example.org/a>") == 1


CODE = (
    "<pre><code>def keep(promise):\n    if promise:\n        return "
    + " or ".join(f"a_long_name_{number}" for number in range(9))
    + "\nrow  =  1\n</code></pre>"
)


def test_code_wider_than_the_text_is_wrapped_and_stays_indented():
    made = edition(article("one", html=CODE), notes=None)
    on_table = case(made, notes=Notes())
    assert said(on_table) == ""
    assert "\n    if promise:\n        return a_long_name_0 or" in on_table.message.text
    html = on_table.message.html.replace("\u200b", "")
    nb = "\u00a0"
    assert f"<br>{nb * 4}if promise:<br>{nb * 8}return a_long_name_0 or" in html
    assert f"<br>row{nb} ={nb} 1" in html


TYPED = """---
title: A title
picks: [the-caretakers-hour]
---
Read on [hier](https://maps.example.org/a?b=1&c=2).

See [our page](https://kept.example.net/nowhere/), [that](../there.md),
or [a machine](http://localhost:8000/) with TODO.
"""


def test_what_is_wrong_in_the_editors_word_is_named_there():
    notes = parse_notes(TYPED, "content/editions/2026-11.md")
    found = said(case(edition(notes=notes), notes=notes)).splitlines()
    named = [each.split(": ")[0] + ": " + each.split(": ")[1][:28] for each in found]
    assert named == [
        'content/editions/2026-11.md:7: the link "https://kept.examp',
        'content/editions/2026-11.md:8: the link "http://localhost:8',
        'content/editions/2026-11.md:7: the link "../there.md" in th',
        'content/editions/2026-11.md:8: "TODO" stands where words sh',
        'content/editions/2026-11.md:5: a link says "hier"; it must ',
    ]


def test_what_is_wrong_in_an_article_names_it():
    html = '<p>TODO: <a href="https://maps.example.org/">here</a></p>'
    made = edition(article("one", html=html), notes=None)
    found = said(case(made, notes=Notes()))
    assert 'a link says "here"; it must say where it leads, in "One"' in found
    assert '"TODO" stands where words should, in "One"' in found
