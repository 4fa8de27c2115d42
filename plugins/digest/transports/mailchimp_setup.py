"""Makes the audience fit for themes: the category, its groups, and a choice for everybody.

Whatever fails, it can be run again: it looks first, adds what is missing, looks again, and never
makes a thing of which it cannot know whether it was made before. It removes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ...blog.problems import Uncertain
from ..delivery import in_silence
from ..personal import Heads, Personal
from .mailchimp_answers import Answer, Fate
from .mailchimp_audience import Audience, Category, Group, Untold, only
from .mailchimp_readback import same
from .mailchimp_run import refusal

AGAIN = 3.0  # seconds between two looks that must agree before anything is added
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)  # between looks for what was added, the last for all others
SHOWN = 150.0  # seconds it may take to appear; Mailchimp gives a request up after 120
ROUNDS = 4  # looks at all members, with everybody found without a choice given one in between
EACH = 2.0  # seconds that one member may take, on average
FEW = 10  # refusals after which nobody else is tried, if no one got through
STEP = 50  # members between two lines of progress


@dataclass(frozen=True, slots=True)
class State:
    """An audience beside what the settings want of it. *heads* counts who is subscribed; *idle*
    are those who follow none of our groups; *foreign* are groups that no setting names, each with
    how many follow it."""

    category: Category | None
    missing: tuple[str, ...]
    foreign: tuple[tuple[str, int], ...]
    heads: Heads
    idle: tuple[str, ...]


@dataclass(slots=True)
class Setup:
    """One run for one audience. *tell* is told how far it is."""

    audience: Audience
    personal: Personal
    tell: Callable[[str], None] = in_silence
    added: list[str] = field(default_factory=list)

    @property
    def wanted(self) -> tuple[str, ...]:
        return (*self.personal.themes, self.personal.everything)

    def look(self) -> State:
        """How it is. Raises ProblemsFound where Mailchimp does not tell, or where what is there
        cannot be told from what is wanted."""
        category = self._category()
        ours = self._ours(category)
        groups = category.groups if category else ()
        foreign = [each for each in groups if each.id not in ours]
        choices: Counter[tuple[str, ...]] = Counter()
        others: Counter[str] = Counter()
        idle = []
        for member in self.audience.members():
            choices[tuple(name for ident, name in ours.items() if ident in member.follows)] += 1
            others.update(member.follows)
            if not member.follows.intersection(ours):
                idle.append(member.hash)
        return State(
            category,
            self._missing(category),
            tuple((each.name, others[each.id]) for each in foreign),
            Heads(tuple(sorted(choices.items()))),
            tuple(idle),
        )

    def run(self) -> State:
        """Add what is missing, give everybody a choice, and answer how it is then.

        Raises ProblemsFound where something has to be mended first, Uncertain where nobody knows
        whether a category or a group was added.
        """
        category = self._with_category()
        while missing := self._missing(category):  # another machine may be at work too
            category = self._with_group(category, missing[0])
        self._give_choices(category)
        return self.look()

    def _category(self) -> Category | None:
        category = only(self.audience.categories(), self.personal.category)
        doubled = category.doubled(self.wanted) if category else ()
        if doubled:
            words = f"the category {self.personal.category} has several groups {doubled[0]}"
            raise refusal(f"{words}: rename or delete the others in Mailchimp")
        for group in category.groups if category else ():
            for name in self.wanted:
                # Mailchimp takes the two for one name, and a mail's conditions do not.
                if group.name.casefold() == name.casefold() and not same(group.name, name):
                    words = f'the audience has a group "{group.name}", the settings say "{name}"'
                    raise refusal(f"{words}: make them alike")
        return category

    def _ours(self, category: Category | None) -> dict[str, str]:
        """Ids of the groups that are wanted, with their names, in our order."""
        found = {name: category.group(name) for name in self.wanted} if category else {}
        return {group.id: name for name, group in found.items() if group}

    def _missing(self, category: Category | None) -> tuple[str, ...]:
        return tuple(name for name in self.wanted if not category or category.group(name) is None)

    def _surely(self, lacks: Callable[[Category | None], bool]) -> Category | None:
        """The category; if it lacks something, that was seen twice, as one look may be stale."""
        category = self._category()
        if lacks(category):
            self.audience.account.clock.sleep(AGAIN)
            category = self._category()
        return category

    def _with_category(self) -> Category:
        title = self.personal.category
        found = self._surely(lambda each: bool(self._missing(each)))
        if found:
            return found
        self.tell(f"adding the category {title}")
        account, people = self.audience.account, self.audience.people
        answer = account.until_heard(people.add_category, self.audience.id, title)
        found = self._appeared(answer, f"the category {title}", self._category)
        self.added.append(f"the category {title}")
        return found

    def _with_group(self, category: Category, name: str) -> Category:
        def look() -> Category | None:
            found = self._category()
            return found if found and found.group(name) else None

        self.tell(f"adding the group {name}")
        account, people = self.audience.account, self.audience.people
        answer = account.until_heard(people.add_group, self.audience.id, category.id, name)
        found = self._appeared(answer, f"the group {name}", look)
        self.added.append(f"the group {name}")
        return found

    def _appeared(self, answer: Answer, what: str, look: Callable[[], Category | None]) -> Category:
        """The category once it shows what was added. Only what is seen counts, and what may have
        been added is not added again: it might come twice."""
        perhaps = answer.fate in (Fate.DONE, Fate.UNKNOWN)
        clock = self.audience.account.clock
        began, looks = clock.now(), 0
        while True:
            words = ""
            try:
                found = look()
            except Untold as untold:
                found, words = None, untold.problems[0].message
            if found:
                return found
            if not perhaps:
                raise refusal(f"Mailchimp did not add {what}: {answer.words}")
            if clock.now() - began > SHOWN:
                now = f"; now: {words}" if words else " and does not show it"
                hint = "look under Audience, Groups in some minutes, then run this again"
                raise Uncertain(f"Mailchimp was told to add {what}{now}: {hint}")
            self.tell(f"waiting until Mailchimp shows {what}")
            clock.sleep(PAUSES[min(looks, len(PAUSES) - 1)])
            looks += 1

    def _give_choices(self, category: Category) -> None:
        """Put every subscriber who follows none of our groups into Everything, and nobody else:
        who waits for their confirmation chooses on the form, who left or bounced gets no mail."""
        everything = category.group(self.personal.everything)
        assert everything is not None  # noqa: S101 - seen by _with_group
        ours = set(self._ours(category))
        refused: dict[str, str] = {}
        given: set[str] = set()
        for number in range(ROUNDS):
            idle = [
                each.hash
                for each in self.audience.members()
                if each.status == "subscribed" and not each.follows & ours
            ]
            idle = [each for each in idle if each not in refused]
            if not idle:
                break
            if number:  # a list may be stale for a moment
                self.audience.account.clock.sleep(PAUSES[number])
            self.audience.account.deadline += EACH * len(idle)
            self._enrol(idle, everything, given, refused)
        else:
            words = f"Mailchimp still shows {len(idle)} subscribers without a choice"
            raise refusal(f"{words}, though they were put into {everything.name}: run this again")
        if given:
            self.added.append(f"{len(given)} subscribers put into {everything.name}")
        if refused:
            words = "; ".join(dict.fromkeys(refused.values()))
            count = f"{len(refused)} of the subscribers could not be put into {everything.name}"
            raise refusal(f"{count}: {words}")

    def _enrol(
        self, idle: Iterable[str], everything: Group, given: set[str], refused: dict[str, str]
    ) -> None:
        members = list(idle)
        account, people = self.audience.account, self.audience.people
        for number, member in enumerate(members, 1):
            if account.late:
                raise self._unfinished(len(given), everything, "there was no time left")
            answer = account.patient(people.put_into, self.audience.id, member, [everything.id])
            if answer.done:
                given.add(member)
            elif answer.fate is Fate.REFUSED and not answer.gone:
                refused[member] = answer.words
                if len(refused) > FEW and not given:
                    raise self._unfinished(0, everything, answer.words)
            elif not answer.gone:
                raise self._unfinished(len(given), everything, answer.words)
            if number % STEP == 0 or number == len(members):
                self.tell(f"into {everything.name}: {number} of {len(members)} subscribers")

    def _unfinished(self, done: int, everything: Group, words: str) -> Exception:
        so_far = f"{done} subscribers were put into {everything.name}"
        return refusal(f"{words}; {so_far}, the others were not: run this again")
