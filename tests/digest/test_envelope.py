from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from plugins.digest.envelope import as_eml
from plugins.digest.message import Message
from plugins.digest.render import render
from tests.conftest import IN_CI
from tests.digest.samples import TEMPLATES, article, edition

DAY = datetime(2026, 11, 19, 8, 0, 0, 5, tzinfo=UTC)
MESSAGE = render(edition(), TEMPLATES)
LEAVE = "mailto:hello@kept-promises.org?subject=unsubscribe"


def whole(text: str) -> Message:
    """One article that is carried whole."""
    return render(edition(article("one", html=f"<p>{text}</p>"), notes=None), TEMPLATES)


def test_reads_back_as_it_was_written():
    mail = message_from_bytes(as_eml(MESSAGE, "k", DAY, LEAVE), policy=default)
    assert mail["Subject"] == MESSAGE.subject
    assert str(mail["From"]) == '"Sam Sample, CX Greetz" <hello@kept-promises.org>'
    assert mail["List-Unsubscribe"] == f"<{LEAVE}>"
    for kind, wanted in (("plain", MESSAGE.text), ("html", MESSAGE.html)):
        part = mail.get_body((kind,))
        assert part is not None
        assert part.get_content().replace("\r\n", "\n") == wanted
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_message_gives_the_same_bytes():
    assert as_eml(MESSAGE, "k", DAY) == as_eml(MESSAGE, "k", DAY)


def test_no_header_can_be_smuggled_in():
    hostile = replace(
        MESSAGE, subject="Hi\r\nBcc: a@b.example", sender='Sam "x\r\nTo: c@d.example" Sample'
    )
    mail = message_from_bytes(as_eml(hostile, "k", DAY), policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hi Bcc: a@b.example"
    assert [address.addr_spec for address in mail["To"].addresses] == ["hello@kept-promises.org"]


def test_a_sender_of_90_letters_keeps_its_address():
    mail = message_from_bytes(
        as_eml(replace(MESSAGE, sender="&#42;|UNSUB|*" + "x" * 90), "k", DAY), policy=default
    )
    assert [address.addr_spec for address in mail["From"].addresses] == ["hello@kept-promises.org"]


def test_lines_are_short():
    assert max(map(len, as_eml(MESSAGE, "k", DAY, LEAVE).splitlines())) <= 78


LONG = "顾客的承诺就是信任，它约束着我们每天的工作。" * 200


@pytest.mark.parametrize("message", [MESSAGE, whole(LONG)], ids=["six", "without spaces"])
def test_spamassassin_has_nothing_to_say(message: Message):
    if not shutil.which("spamassassin"):
        assert not IN_CI, "spamassassin is missing"
        pytest.skip("spamassassin is not here")
    done = subprocess.run(
        ["spamassassin", "-L", "-t", "-e"],
        input=as_eml(message, "k", DAY, LEAVE),
        capture_output=True,
        check=False,
        timeout=120,
    )
    report = done.stdout.decode(errors="replace").rpartition("Content analysis details:")[2]
    assert done.returncode == 0, report
    points = float(report.split()[0].lstrip("("))
    assert points <= 0.1, report
