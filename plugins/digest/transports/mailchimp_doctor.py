"""Looks at a Mailchimp account before a first edition: what is missing, and what will bite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ...blog.findings import Finding, bites, missing, ok, unasked
from ...blog.patience import gather
from ...blog.problems import ProblemsFound
from ..sender import SUBJECT as SENDER
from ..sender import Domain, judge_address, judge_domain
from ..settings import DigestSettings
from .mailchimp_account import Account, Clock
from .mailchimp_answers import Answer, Fate
from .mailchimp_audience import Audience, AudienceFacts
from .mailchimp_client import SHAPE_OF_ID, SHAPE_OF_KEY, Edge, Timeouts
from .mailchimp_keys import read_keys
from .mailchimp_people import People

IMPATIENT = Timeouts(connect=3.05, read=6.0, look=6.0, act=6.0)
WHOLE = 8.0  # seconds after which no further question of an audience is begun
KEY, AUDIENCE, PLAN = "key", "audience", "plan"
AGAIN = "run this again when Mailchimp can be reached; see status.mailchimp.com"
NEW_KEY = "make one in Mailchimp: Profile, Extras, API keys; put it into MAILCHIMP_API_KEY"
WHERE_ID = "it stands in Mailchimp: Audience, Settings, Audience name and defaults, Audience ID"
SETTINGS_PAGE = "in Mailchimp: Audience, Settings, Audience name and defaults"
POWERLESS = ("viewer", "author")
"""Roles that may look and write, and not send."""


class Vitals(Edge):
    """Mailchimp, with what an account is asked for."""

    def ping(self) -> Answer:
        return self._look({"health_status": str}, self._client.ping.get)

    def plan(self) -> Answer:
        wanted = ["pricing_plan_type", "total_subscribers", "role"]
        return self._look({"pricing_plan_type": str}, self._client.root.get_root, fields=wanted)

    def domains(self) -> Answer:
        return self._look({"domains": list}, self._client.verifiedDomains.get_verified_domains_all)


def examine(
    settings: DigestSettings,
    environment: Mapping[str, str] = os.environ,
    *,
    host: str = "",
    timeouts: Timeouts = IMPATIENT,
) -> list[Finding]:
    """Ask Mailchimp, changing nothing there; in bounded time. *host* stands in for it in tests."""
    found = list(_unset(settings, environment))
    key = environment.get("MAILCHIMP_API_KEY", "").strip()
    if SHAPE_OF_KEY.fullmatch(key) is None:
        return [*found, *_nobody_to_ask(settings, "without a key")]
    vitals = Vitals(key, timeouts, host)
    answer = vitals.ping()
    found.append(judge_key(answer))
    if not answer.done:
        return [*found, *_nobody_to_ask(settings, "as the key did not get through")]
    ident = environment.get("MAILCHIMP_LIST_ID", "").strip() or settings.audience
    asked: list[Callable[[], list[Finding]]] = [
        lambda: list(judge_plan(vitals.plan())),
        lambda: [judge_sender(settings.reply_to, vitals.domains())],
    ]
    if SHAPE_OF_ID.fullmatch(ident):
        people = People(key, timeouts, host)
        account = Account(people, Clock(), tries=1)
        account.deadline = account.clock.now() + WHOLE
        audience = Audience(account, people, ident)
        asked.append(lambda: _ask_audience(audience, settings))
    late = [unasked("Mailchimp", "it took too long to answer", AGAIN)]
    for group in gather(asked, WHOLE + 2 * timeouts.look):
        found += late if group is None else group
    return found


def _unset(settings: DigestSettings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """What the environment lacks, in the words that sending has for it."""
    try:
        read_keys(settings, environment)
    except ProblemsFound as wrong:
        for problem in wrong.problems:
            if "two different" in problem.message:
                yield missing(AUDIENCE, problem.message, "keep one of them")
            elif "API_KEY" in problem.message:
                yield missing(KEY, problem.message, NEW_KEY)
            else:
                yield missing(AUDIENCE, problem.message, f"{WHERE_ID}; set it in the environment")


def _nobody_to_ask(settings: DigestSettings, why: str) -> Iterator[Finding]:
    wrong = judge_address(settings.reply_to)
    if wrong:
        yield wrong
    yield unasked(
        "Mailchimp",
        f"{why} nobody could be asked for the audience, the plan and the sender's domain",
        "mend the key, then run this again",
    )


def judge_key(answer: Answer) -> Finding:
    """Whether Mailchimp takes the key for one of its own."""
    if answer.done:
        return ok(KEY, "Mailchimp accepts it")
    if answer.fate is Fate.REFUSED:
        return missing(KEY, f"Mailchimp refuses it: {answer.words}", NEW_KEY)
    return unasked(KEY, answer.words, AGAIN)


def judge_plan(answer: Answer) -> Iterator[Finding]:
    """What the account may do. How much of the plan is used, the API does not say."""
    if answer.done:
        yield from _judge_account(answer.body)
    else:
        yield unasked(PLAN, answer.words, AGAIN)
    yield unasked(
        "contacts, sends",
        "what is left of the plan's contacts and sends, Mailchimp's API does not tell; an edition "
        "takes one send a reader, a test mail one",
        "look yourself in Mailchimp: Account, Billing; who unsubscribed still counts as a contact "
        "until you archive them",
    )


def _judge_account(body: Mapping[str, Any]) -> Iterator[Finding]:
    role = str(body.get("role") or "")
    if role.casefold() in POWERLESS:
        do = "let its owner make you a manager, or make the key in the owner's account"
        yield missing(KEY, f'it belongs to a user of the role "{role}", who may not send', do)
    kind = str(body["pricing_plan_type"])
    people = body.get("total_subscribers")
    known = f"; {people} subscribed in all its audiences" if isinstance(people, int) else ""
    if kind == "forever_free":
        yield bites(
            PLAN,
            f"free{known}: Mailchimp puts its badge under each mail and schedules none",
            "live with the badge or take a paid plan; use --due or --draft, not --schedule",
        )
    else:
        yield ok(PLAN, f"{kind.replace('_', ' ')}{known}")


def judge_sender(address: str, answer: Answer) -> Finding:
    """The sender's domain, by the list of domains that Mailchimp has verified."""
    wrong = judge_address(address)
    if wrong or answer.done:
        return wrong or judge_domain(address, _domains(answer.body["domains"]))
    do = "look yourself in Mailchimp: Account, Domains"
    return unasked(SENDER, f"whether its domain is authenticated: {answer.words}", do)


def _domains(rows: Iterable[Any]) -> Iterator[Domain]:
    for row in rows:
        if isinstance(row, dict):
            verified, authenticated = row.get("verified") is True, row.get("authenticated") is True
            yield Domain(str(row.get("domain") or ""), verified, authenticated)


def _ask_audience(audience: Audience, settings: DigestSettings) -> list[Finding]:
    try:
        facts = audience.facts()
    except ProblemsFound as wrong:
        if audience.account.patient(audience.people.described, audience.id).gone:
            do = f"{WHERE_ID}; or the key is another account's"
            return [missing(AUDIENCE, f"the account has no audience {audience.id}", do)]
        words = "; ".join(problem.message for problem in wrong.problems)
        return [unasked(AUDIENCE, words, AGAIN)]
    return list(judge_audience(facts, settings))


def judge_audience(facts: AudienceFacts, settings: DigestSettings) -> Iterator[Finding]:
    """Whom an edition would go to, and whether the law and the settings agree with that."""
    waiting = facts.members.get("pending", 0)
    who = f'"{facts.name}" ({facts.id}): {facts.subscribed} subscribed'
    who += f", {waiting} not confirmed yet" if waiting else ""
    if facts.subscribed == 0:
        yield bites(AUDIENCE, f"{who}: an edition to nobody is refused", "subscribe yourself")
    elif facts.subscribed < settings.fewest or 0 < settings.most < facts.subscribed:
        band = f"{settings.fewest} to {settings.most or 'any number'}"
        do = 'look at the audience; if the number is right, change "fewest" or "most" in DIGEST'
        yield bites(AUDIENCE, f"{who}; the settings allow {band}, so nothing would be sent", do)
    else:
        yield ok(AUDIENCE, who)
    if facts.double_optin:
        yield ok("double opt-in", "on: who signs up has to confirm it")
    else:
        words = "off: anybody can sign up somebody else, and nobody can prove that readers agreed"
        yield bites("double opt-in", words, f"{SETTINGS_PAGE}, Enable double opt-in")
    if facts.postal:
        yield ok("postal address", facts.postal)
    else:
        do = f"{SETTINGS_PAGE}, Required email footer content"
        yield missing("postal address", "the audience has none, and the law wants one in mails", do)
    if settings.themes:
        yield judge_themes(facts, settings)


def judge_themes(facts: AudienceFacts, settings: DigestSettings) -> Finding:
    """Whether readers can follow the themes that the mail is cut by."""
    whole = "so everybody gets the edition whole"
    try:
        category = facts.category(settings.category)
    except ProblemsFound as wrong:
        words = "; ".join(problem.message for problem in wrong.problems)
        return bites("themes", f"{words}; {whole}", "do that, then run this again")
    if category is None:
        words = f"the audience has no category {settings.category}, {whole}"
        return bites("themes", words, "run invoke audience --setup if readers shall choose")
    wanted = (settings.everything, *settings.themes)
    absent = [each for each in wanted if category.group(each) is None]
    if absent:
        words = f"under {settings.category} the audience lacks {', '.join(absent)}, {whole}"
        return bites("themes", words, "run invoke audience --setup")
    return ok("themes", f"the audience has {settings.category} with all {len(wanted)} groups")
