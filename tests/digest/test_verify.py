from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from plugins.digest.envelope import as_eml
from plugins.digest.month import Month
from plugins.digest.personal import filled, seen_by
from plugins.digest.pieces import Edition
from plugins.digest.render import render
from plugins.digest.verify import verify
from tests.digest.samples import TEMPLATES, URL, article, edition, mailed

DAY = datetime(2026, 12, 3, 8, tzinfo=UTC)
OTHER = replace(edition(article("other")), month=Month(2026, 10))


def differences(mail: bytes) -> tuple[Edition | None, list[str]]:
    found, problems = verify(mail, "message.eml", [OTHER, edition()])
    return found, [problem.message for problem in problems]


def test_the_mail_of_the_outbox_is_the_published_edition():
    assert differences(as_eml(render(edition(), TEMPLATES), "k", DAY)) == (edition(), [])


def test_so_is_what_a_reader_of_one_theme_got():
    message = mailed(edition())
    received = replace(
        message,
        html=filled(seen_by(message.html, ("Service",))).replace(
            "</body>", "<p>Sent by a provider</p></body>"
        ),
        text=filled(seen_by(message.text, ("Service",))) + "\nSent by a provider\n",
    )
    assert differences(as_eml(received, "k", DAY)) == (edition(), [])


def test_a_changed_mail_is_told_apart():
    message = render(edition(), TEMPLATES)
    changed = replace(
        message,
        subject="Another",
        html=message.html.replace("Fourteen sentences", "Fifteen sentences"),
        text=message.text.replace("https://kept.example.net/a-uniform-without-pockets/", ""),
    )
    _, said = differences(as_eml(changed, "k", DAY))
    assert said == [
        'the subject is "Another", it was sent as "The Wednesday that nobody comes"',
        '"Fourteen sentences" at https://kept.example.net/fourteen-sentences/ is not in the HTML',
        f'"Fifteen sentences" at {URL}/fourteen-sentences/ was not in the edition',
        "https://kept.example.net/a-uniform-without-pockets/ is not in the plain text",
    ]


def test_a_foreign_mail_is_none_of_ours():
    found, said = differences(b"Subject: Hi\n\nBuy this.")
    assert found is None
    assert said == ["this mail links to the page of no edition known here"]
