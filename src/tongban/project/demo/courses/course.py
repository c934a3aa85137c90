"""One case on its way: who does what, how many working days before the demo is loaded, and at what time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake, Receipt
from tongban.kernel.cases.rules import APPROVE, parsed_number
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.cases.store import first_result, load
from tongban.kernel.catalogue import dossiers
from tongban.kernel.catalogue.queries import MatterVersion, guide, matter_by_code
from tongban.kernel.clock import SHANGHAI, Limit, before, day_of, due
from tongban.kernel.documents.actions import keep
from tongban.kernel.identity.queries import Person, person_by_username, posts_of
from tongban.kernel.law.queries import in_force
from tongban.kernel.parties.queries import Party, party_of
from tongban.project.demo.acting import as_person, as_platform
from tongban.project.demo.courses.answers import answers
from tongban.project.demo.papers import paper

HOME = 511602
MATTERS = Path(__file__).parent.parent / "matters"
LARGEST_PAPER = 100_000
When = tuple[int, str]
"""How many working days ago, and the time: `(3, "10:20")`."""


@dataclass(slots=True)
class Course:
    """A case that steps are taken on; each is asked for as a page would, with what its reader saw."""

    name: str
    today: date
    number: str = ""
    taken: int = field(default=0)

    def at(self, when: When) -> datetime:
        """Return the instant so many working days ago."""
        ago, clock = when
        on = before(self.today, Limit.parse(f"{ago}wd"), in_force().calendar(str(HOME)))
        return datetime.combine(on, time.fromisoformat(clock), SHANGHAI)

    def ago(self, days: int) -> date:
        """Return the day so many working days ago."""
        return day_of(self.at((days, "12:00")))

    def ahead(self, days: int) -> date:
        """Return the day so many working days ahead of today."""
        noon = datetime.combine(self.today, time(12), SHANGHAI)
        reached = due(noon, Limit.parse(f"{days}wd"), in_force().calendar(str(HOME)))
        return reached.on or day_of(reached.at)

    def submit(
        self,
        folder: str,
        applicant: str,
        when: When,
        changes: Mapping[str, Any] | None = None,
        **intake: Any,  # noqa: ANN401 - what an Intake takes
    ) -> None:
        """Hand the matter in for the applicant: by himself, or by the one of the staff named as `by`."""
        act = self._act(str(intake.pop("by", applicant)), when)

        def attached(name: str) -> str:
            content = BytesIO(paper(name))
            kept = keep(
                content, name=f"{name}.pdf", act=act, allowed=["pdf"], max_bytes=LARGEST_PAPER
            )
            return kept.reference

        values = answers(folder, applicant, changes or {}, attached)
        given = {"channel": "portal", "received_on": day_of(act.at), **intake}
        version = version_of(folder, self.today)
        wish = Intake(version.pk, party(applicant).pk, values, **given)
        self.number = actions.submit(wish, act).number

    def accept(self, who: str, when: When) -> None:
        """Let the window accept, on the day on which it notes so."""
        self.item(actions.accept, who, when, happened=self.ago(when[0]))

    def review(self, who: str, when: When, words: str, *, outcome: str = "agreed") -> None:
        """Let an officer give an opinion, or the answer to a question."""
        self.item(actions.complete, who, when, outcome=outcome, opinion=words)

    def decide(self, who: str, when: When, words: str, *, outcome: str = "agreed") -> None:
        """Let the leader decide."""
        self.item(actions.decide, who, when, outcome=outcome, reasons=words)

    def collected(self, who: str, when: When, by: str) -> None:
        """Let the window hand the result out to the person named."""
        proof = {"recipient": by}
        self.whole(
            actions.deliver, who, when, mode="window", happened=self.ago(when[0]), proof=proof
        )

    def item(
        self,
        verb: Callable[..., Receipt],
        who: str,
        when: When,
        **asked: Any,  # noqa: ANN401 - what the verb takes
    ) -> None:
        """Do something at the open item of the case that waits for this person."""
        act, state = self._act(who, when), self.state()
        found = _open_item(state, person(who), day_of(act.at), approving=verb is actions.approve)
        version = state.rounds[found.round].version
        verb(self.number, act, item=found.id, version=version, **asked)

    def whole(
        self,
        verb: Callable[..., Receipt],
        who: str,
        when: When,
        **asked: Any,  # noqa: ANN401 - what the verb takes
    ) -> None:
        """Do something with the case as it stands."""
        verb(self.number, self._act(who, when), version=self.state().row.n, **asked)

    def let_time_pass(self, kind: str) -> None:
        """Let the platform do, a minute after the timer of that kind is over, what comes about by itself."""
        timers = self.state().timers.values()
        over = next(each.due_at for each in timers if each.kind == kind and each.state == "set")
        actions.fire(self.number, as_platform(over + timedelta(minutes=1), f"{self.name}-{kind}"))

    def state(self) -> State:
        """Return all rows of the case."""
        return load(*parsed_number(self.number))

    def _act(self, who: str, when: When) -> Act:
        """Return the next act of the course; the first has the course's own key, by which it is known later."""
        key = f"{self.name}-{self.taken}" if self.taken else self.name
        self.taken += 1
        return as_person(person(who), self.at(when), key)


def run(name: str, first: str, tell: Callable[[Course], None], today: date) -> bool:
    """Take all steps of a course or none; return whether they were taken now. `first` is who hands it in."""
    if first_result(HOME, person(first).actor_id, f"demo/{name}") is not None:
        return False
    with transaction.atomic():
        tell(Course(name, today))
    return True


def person(username: str) -> Person:
    """Return one of the demo's people."""
    found = person_by_username(username)
    if found is None:
        raise LookupError(username)
    return found


def party(username: str) -> Party:
    """Return the applicant for whom one of the demo's people signs in."""
    found = party_of(person(username))
    if found is None:
        raise LookupError(username)
    return found


def version_of(folder: str, on: date) -> MatterVersion:
    """Return the version in force of the matter of a dossier folder."""
    matter = matter_by_code("item_code", _item_code(folder))
    found = guide(matter.pk, on=on) if matter is not None else None
    if found is None:
        raise LookupError(folder)
    return found.version


@lru_cache
def _item_code(folder: str) -> str:
    return dossiers.read(MATTERS / folder).item_code


def _open_item(state: State, who: Person, on: date, *, approving: bool) -> ItemRow:
    posts = {post.pk for post in posts_of(who, on=on)}
    for each in state.items.values():
        mine = each.state == "open" and each.post in posts
        if mine and (state.rounds[each.round].act == APPROVE) is approving:
            return each
    raise LookupError(who.username)
