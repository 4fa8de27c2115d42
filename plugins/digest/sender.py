"""Whether the address that mails are written from can be known for ours by mail servers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..blog.domains import is_here, is_reserved
from ..blog.findings import Finding, bites, missing, ok

SUBJECT = "sender"
PROVIDERS = """
aol.com bluewin.ch btinternet.com caiway.nl casema.nl chello.nl comcast.net duck.com
fastmail.com free.fr freenet.de gmail.com googlemail.com hetnet.nl hey.com home.nl hushmail.com
icloud.com kpn.com kpn.nl kpnmail.nl kpnplanet.nl laposte.net libero.it mac.com mail.com mail.de
mail.ru me.com msn.com onsbrabantnet.nl orange.fr planet.nl pm.me posteo.de proton.me
protonmail.com proximus.be quicknet.nl rocketmail.com sfr.fr skynet.be solcon.nl t-online.de
tele2.nl telenet.be telfort.nl tiscali.nl tuta.com tutanota.com upcmail.nl verizon.net
versatel.nl wanadoo.fr wanadoo.nl web.de xs4all.nl ymail.com zeelandnet.nl ziggo.nl zoho.com
zonnet.nl
"""
"""Domains of mail that anybody can have, free or with a subscription."""
FREE_ANYWHERE = re.compile(
    r"(gmx|hotmail|live|outlook|windowslive|yahoo|yandex)\.[a-z]+(\.[a-z]+)?"
)
"""Providers that give out addresses in many countries: hotmail.nl, yahoo.co.uk."""
AUTHENTICATE = (
    "in Mailchimp: Account, Domains, Authenticate; put the records it shows (two CNAME for DKIM, "
    "one TXT for DMARC) into the DNS of the domain"
)


@dataclass(frozen=True, slots=True)
class Domain:
    """What Mailchimp knows of a domain: *verified* lets us send from it, *authenticated* lets mail
    servers know it for ours (DKIM)."""

    name: str
    verified: bool
    authenticated: bool


def domain_of(address: str) -> str:
    """What follows the last @, in small letters."""
    return address.rpartition("@")[2].strip().rstrip(".").casefold()


def is_free(domain: str) -> bool:
    """Whether anybody may have an address there, so that none of them can speak for the domain."""
    return domain in PROVIDERS.split() or FREE_ANYWHERE.fullmatch(domain) is not None


def judge_address(address: str) -> Finding | None:
    """What is wrong with *address* as a sender, whoever sends; None where nothing is."""
    domain = domain_of(address)
    if is_reserved(domain) or is_here(domain):
        return missing(
            SUBJECT,
            f'"reply_to" is {address}, an address that nobody can have',
            "set it in DIGEST in pelicanconf.py: answers to the question arrive there",
        )
    if is_free(domain):
        return bites(
            SUBJECT,
            f"{domain} is a provider's: a mail from there by Mailchimp cannot be authenticated, so "
            "Gmail, Yahoo and others may refuse it or show another sender",
            'write from a domain of your own, and make it "reply_to" in DIGEST',
        )
    return None


def judge_domain(address: str, domains: Iterable[Domain]) -> Finding:
    """What Mailchimp's own list of *domains* says of the sender's."""
    wrong = judge_address(address)
    if wrong:
        return wrong
    name = domain_of(address)
    found = next((each for each in domains if each.name.casefold() == name), None)
    if found is None or not found.verified:
        seen = "does not know" if found is None else "has not verified"
        return missing(
            SUBJECT,
            f"Mailchimp {seen} the domain {name}: it refuses a campaign from {address}",
            "in Mailchimp: Account, Domains, Add & verify domain; then authenticate it there",
        )
    if not found.authenticated:
        return bites(
            SUBJECT,
            f"{name} is verified and not authenticated: mails show another sender or go to spam",
            AUTHENTICATE,
        )
    return ok(SUBJECT, f"{address}; {name} is verified and authenticated")
