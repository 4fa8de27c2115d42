"""A Message as the file that a mail program opens, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from .lines import one_line, shorten
from .message import Message
from .settings import LONGEST_SENDER

POLICY = SMTP.clone(max_line_length=76)


def as_eml(message: Message, key: str, day: datetime, leave: str = "") -> bytes:
    """*message* with headers. *day* stands in its Date line; *leave* is the address that
    unsubscribes."""
    user, _, host = message.reply_to.partition("@")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(shorten(one_line(message.sender), LONGEST_SENDER), user, host)
    mail["To"] = Address("Readers", user, host)
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = day.replace(microsecond=0)
    mail["Message-ID"] = f"<{key}.{message.sha256[:16]}@{host}>"
    if leave:
        mail["List-Unsubscribe"] = f"<{leave}>"
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{message.sha256[:32]}")
    return mail.as_bytes()
