"""What the verb "audience" tells: who is there, what they follow, what --setup would do."""

from __future__ import annotations

from collections.abc import Iterator

from .joining import trap_of
from .personal import Personal
from .settings import DigestSettings
from .transports.mailchimp_audience import AudienceFacts, Category
from .transports.mailchimp_setup import State

REMARKS = {
    "pending": "have not confirmed yet",
    "cleaned": "their addresses bounce",
    "transactional": "get no editions",
}


def describe(facts: AudienceFacts, settings: DigestSettings) -> Iterator[str]:
    """The audience itself: a line for each status that has members, and for what sign-ups need."""
    yield f"{facts.name} ({facts.id})"
    for status, count in facts.members.items():
        if count or status == "subscribed":
            yield _row(status, count, REMARKS.get(status, ""))
    how = "on" if facts.double_optin else "off: nobody is asked whether it was really them"
    yield f"  double opt-in: {how}"
    form = facts.page.replace("/subscribe?", "/subscribe/post?", 1)
    if form and trap_of(form) != trap_of(settings.form):
        has = "DIGEST has the form of another audience" if settings.form else "DIGEST has no form"
        yield f'  {has}; that of this one is "{form}"'


def tell_choices(state: State, personal: Personal) -> Iterator[str]:
    """How many of the subscribed follow what."""
    yield f"{personal.category}, of {state.heads.all} subscribers"
    for name in (*personal.themes, personal.everything):
        if name not in state.missing:
            yield _row(name, state.heads.whole((name,)))
    if state.category:
        yield _row("nothing", state.heads.undecided, "get titles with links only")
        if state.category.kind != "checkboxes":
            yield f"  readers see it as {state.category.kind}: only checkboxes let them choose some"


def tell_plan(state: State, personal: Personal) -> Iterator[str]:
    """What --setup would do, and what it leaves to a person."""
    if not state.category:
        yield f"invoke audience --setup would add the category {personal.category}"
    for name in state.missing:
        yield f"invoke audience --setup would add the group {name}"
    if state.idle:
        many = f"{len(state.idle)} without a choice"
        yield f"invoke audience --setup would put {many} into {personal.everything}"
    yield from tell_foreign(state)


def tell_foreign(state: State) -> Iterator[str]:
    """What would have to be removed, and is not."""
    for name, count in state.foreign:
        follow = f"followed by {count}" if count else "nobody follows it"
        what = f'no theme of the settings is called "{name}", a group of the audience ({follow})'
        yield f"{what}: remove it in Mailchimp if nobody should choose it; nothing is removed here"


def tell_categories(categories: tuple[Category, ...]) -> Iterator[str]:
    """What readers can choose, where the settings have no themes."""
    for each in categories:
        groups = ", ".join(group.name for group in each.groups) or "no groups"
        yield f"{each.title}: {groups}"
    yield 'DIGEST has no "themes": everybody gets the edition whole'


def _row(name: str, count: int, remark: str = "") -> str:
    return f"  {name:<22}{count:>7}" + (f"   {remark}" if remark else "")
