"""One case on its way: each step is the real command of the one whose turn it is, at an instant of the past."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

from django.db import connection

from tongban.kernel import Act
from tongban.kernel.cases import actions, rules
from tongban.kernel.cases.actions import Intake, Receipt
from tongban.kernel.cases.fields import rights_at
from tongban.kernel.cases.standing import IN_THE_ORGANS_NAME
from tongban.kernel.cases.state import ItemRow, RoundRow, State
from tongban.kernel.cases.store import load
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.identity.queries import Person, mandate_for, organ_by_id, post_by_id
from tongban.project.demo.life import words
from tongban.project.demo.life.arrival import Arrival, Enough
from tongban.project.demo.life.filling import Writer, filled, noted
from tongban.project.demo.life.world import Known, Trade, World
from tongban.project.demo.papers import paper

LARGEST_PAPER = 100_000
FINISHING = (actions.accept, actions.complete, actions.decide, actions.add)
OFFICERS = ("reviewer", "officer", "leader")


class Walk:
    """A case that takes its steps; a step beyond the end of the life raises `Enough`."""

    def __init__(self, world: World, arrival: Arrival, first_id: int) -> None:
        """Begin before the case is there; cases after the first get the numbers behind the whole life."""
        self.world, self.arrival, self.at = world, arrival, arrival.at
        self.rng = Random(f"{world.seed}/{arrival.n}")
        self.trade: Trade = world.trades[arrival.folder]
        self.known: Known = world.known[arrival.applicant]
        self.ids = [first_id]
        self.numbers: list[str] = []
        self.taken = 0
        self.steps = 0
        self.events: list[int] = []
        self.whole = False
        self.values: dict[str, Any] = {}
        self._state: State | None = None

    @property
    def number(self) -> str:
        """Return the number of the newest case."""
        return self.numbers[-1]

    @property
    def state(self) -> State:
        """Return all rows of the case, read anew after each step."""
        if self._state is None:
            self._state = load(*rules.parsed_number(self.number))
        return self._state

    def act(self, person: Person | None) -> Act:
        """Return the next act, of a person or of the platform."""
        self.taken += 1
        key = f"demo/life/{self.arrival.n}/{self.taken}"
        return Act(person.actor_id if person else "system", "", self.at, key)

    def do(self, verb: Callable[..., Receipt], person: Person, **asked: Any) -> None:  # noqa: ANN401 - what the verb takes
        """Do something with the case as a whole."""
        verb(self.number, self.act(person), version=self.state.row.n, **asked)
        self.done()

    def done(self) -> None:
        """Note that a step was taken."""
        self._state, self.steps = None, self.steps + 1

    def pass_days(self, low: int, high: int | None = None) -> None:
        """Go on to another working day; timers that are over by then have their effect first."""
        days = self.rng.randint(low, low if high is None else high)
        self.pass_to(self.world.office.later(self.at, days, self.rng))

    def pass_to(self, at: datetime) -> None:
        """Go on to an instant, as the sweeper would in between."""
        while self.numbers and (over := self._next_timer(min(at, self.world.end))):
            self.at = max(self.at, over + timedelta(minutes=1))
            actions.fire(self.number, self.act(None))
            self.done()
        if at >= self.world.end:
            raise Enough
        self.at = max(self.at, at)

    def pass_timer(self, kind: str) -> None:
        """Let the timer of that kind run out."""
        timers = [one for one in self.state.timers.values() if one.kind == kind]
        over = next(one.due_at for one in timers if one.state == "set")
        self.pass_to(over + timedelta(minutes=2))

    def _next_timer(self, at: datetime) -> datetime | None:
        waiting = [one.due_at for one in self.state.timers.values() if one.state == "set"]
        return min((one for one in waiting if one < at), default=None)

    def submit(self, **intake: Any) -> None:  # noqa: ANN401 - what an Intake takes
        """Hand the matter in, by the arrival's own way."""
        channel = self.arrival.channel
        on = day_of(self.at)
        person = self._hands_in(channel)
        act = self.act(person)
        self.values = values = self.answers(act, intake.pop("fixed", {}))
        taken = self._taken() if channel == "counter" else ()
        given = {
            "channel": channel, "received_on": on, "delivery": self._delivery(), "taken": taken, **intake,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('pg_temp.cases_case_number', %s, false)", [self.ids[-1]])
        wish = Intake(self.trade.version.pk, self.known.party, values, **given)
        receipt = actions.submit(wish, act)
        self.numbers.append(receipt.number)
        self.done()
        if self.state.row.n != receipt.n:
            raise LookupError(f"another process has told {receipt.number}")

    def _taken(self) -> tuple[tuple[str, str], ...]:
        """Say of each required material that the window saw the original and kept a copy."""
        materials = self.trade.version.materials.all()
        return tuple((one.key, "copy") for one in materials if one.necessity == "required")

    def answers(self, act: Act, fixed: dict[str, Any], mark: str = "") -> dict[str, Any]:
        """Return the form filled in on that day."""

        def attached(name: str) -> str:
            key = (act.by, f"{name}{mark}")
            if key not in self.world.papers:
                made = keep(
                    BytesIO(paper(name)), name=f"{name}{mark}.pdf", act=act, allowed=["pdf"],
                    max_bytes=LARGEST_PAPER,
                )  # fmt: skip
                self.world.papers[key] = made.reference
            return self.world.papers[key]

        rng = Random(f"{self.world.seed}/{self.arrival.n}/form")
        writer = Writer(self.trade.folder, self.known.who, day_of(self.at), rng, attached, fixed)
        values = filled(self.trade.form, writer)
        if values is None:
            raise LookupError(self.trade.folder)
        return values

    def _hands_in(self, channel: str) -> Person:
        if channel == "portal" and self.known.login is not None:
            return self.known.login
        return self.rng.choice(self.world.agents if channel == "agent" else self.world.clerks)

    def _delivery(self) -> str:
        ways = self.trade.deliveries
        if self.arrival.channel == "counter" and "window" in ways and self.rng.random() < 0.7:
            return "window"
        return self.rng.choice(list(ways))

    def turn(self, act: str) -> tuple[ItemRow, RoundRow, Person] | None:
        """Return an open item of a round that is there for `act`, and who does it."""
        for round_ in self.state.rounds.values():
            if round_.state != "open" or round_.act != act:
                continue
            items = [
                i for i in self.state.items.values() if i.round == round_.id and i.state == "open"
            ]
            for item in items:
                person = self.world.holders.get(item.post or 0)
                if (
                    person is not None
                    and self._may(person.actor_id, act)
                    and self._has_mandate(item, act)
                ):
                    return item, round_, person
        return None

    def _has_mandate(self, item: ItemRow, act: str) -> bool:
        """Tell whether the post acts for the case's organ: of several windows often only one may decide."""
        row, post, organ = (
            self.state.row,
            post_by_id(item.post or 0),
            organ_by_id(self.state.row.organ),
        )
        if act not in IN_THE_ORGANS_NAME or post is None or organ is None:
            return True
        on = day_of(self.at)
        return (
            mandate_for(post=post, power=act, organ=organ, matter_id=row.matter, on=on) is not None
        )

    def _may(self, actor: str, act: str) -> bool:
        """Tell whether nothing that somebody did before keeps him from this part; approving is none."""
        if act == rules.READ:
            return actor != getattr(self.known.login, "actor_id", "")
        if act == rules.APPROVE:
            return all(
                one.by != actor for one in self.state.requests.values() if one.state == "open"
            )
        chairs = {one.chair for one in self.state.specials.values()}
        rounds = self.state.rounds
        done = {
            rounds[i.round].act
            for i in self.state.items.values()
            if i.state == "done" and i.by == actor and i.kind not in rules.BESIDE_VOICES
        }
        return done - rules.BESIDE <= {act} and not (act == "review" and actor in chairs)

    def item(self, act: str, verb: Callable[..., Receipt], **asked: Any) -> bool:  # noqa: ANN401 - what the verb takes
        """Do something at the item that waits for `act`; tell whether there was one."""
        found = self.taken_up(act)
        if found is None:
            return False
        item, round_, person = found
        if verb in FINISHING and self._noted(item, round_, person):
            round_ = self.state.rounds[round_.id]
        verb(self.number, self.act(person), item=item.id, version=round_.version, **asked)
        self.done()
        return True

    def taken_up(self, act: str) -> tuple[ItemRow, RoundRow, Person] | None:
        """派单、认领: return what `turn` does, once the work is handed out and claimed where the step asks for it."""
        found = self.turn(act)
        if found is None:
            return None
        item, round_, person = found
        given = {"version": round_.version, "item": item.id}
        if item.kind == rules.DISPATCH:
            items = self.state.items.values()
            posts = [i.post or 0 for i in items if i.round == round_.id and i.state == "waiting"]
            able = [self.world.holders[one].actor_id for one in posts if one in self.world.holders]
            actions.assign(self.number, self.act(person), **given, people=able[:1])
        elif round_.hand == "claim" and item.holder is None:
            actions.claim(self.number, self.act(person), **given)
        else:
            return found
        self.done()
        return self.taken_up(act)

    def _noted(self, item: ItemRow, round_: RoundRow, person: Person) -> bool:
        """Fill in what the step must before it is done; tell whether it must."""
        must = rights_at(self.trade.version, round_.node).must
        if not must:
            return False
        rng = Random(f"{self.world.seed}/{self.arrival.n}/{item.id}")
        writer = Writer(self.trade.folder, self.known.who, day_of(self.at), rng, str, {})
        fields = noted(self.trade.form, must, writer)
        actions.fill(
            self.number, self.act(person), item=item.id, version=round_.version, fields=fields
        )
        self.done()
        return True

    def handler(self, *but: str) -> Person:
        """Return who leads the case at its organ, or who took it in."""
        found = [*self._of_the_organ(*but)]
        if found:
            return found[0]
        done = [one.by for one in self.state.items.values() if one.state == "done"]
        return next(one for one in self.world.clerks if one.actor_id in done)

    def _of_the_organ(self, *but: str) -> list[Person]:
        organ = self.state.row.organ
        posts = [post for duty in OFFICERS for post in self.world.posts.get((organ, duty), ())]
        people = [self.world.holders[post] for post in posts if post in self.world.holders]
        return [one for one in people if one.actor_id not in but]

    def readers(self, *but: str) -> list[str]:
        """Return two people of the organ, or fewer, who may be asked to read the case."""
        applicant = self.known.login.actor_id if self.known.login else ""
        found = dict.fromkeys(one.actor_id for one in self._of_the_organ(*but, applicant))
        return list(found)[-2:]

    def colleagues(self, organ: int, *but: str) -> list[str]:
        """Return the people of an organ besides these, each once."""
        posts = [post for duty in OFFICERS for post in self.world.posts.get((organ, duty), ())]
        people = [self.world.holders[post].actor_id for post in posts if post in self.world.holders]
        return [one for one in dict.fromkeys(people) if one not in but]

    def leader(self) -> Person | None:
        """Return the head of the case's organ."""
        posts = self.world.posts.get((self.state.row.organ, "leader"), ())
        return next((self.world.holders[one] for one in posts if one in self.world.holders), None)

    def said(self, what: str, **facts: str) -> str:
        """Return words that fit the matter."""
        return words.said(what, self.trade.version, self.rng, **facts)

    def rest_of(self, number: str) -> None:
        """Let the timers of a case that took its last step run until the end of the life."""
        self.numbers.remove(number)
        self.numbers.append(number)
        self._state = None
        with suppress(Enough):
            self.pass_to(self.world.end)
