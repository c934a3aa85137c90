"""办理: one verb on one case: seen, held, unchanged since, and done by the command of the kernel."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from tongban.api.keys import act_of
from tongban.api.moments import today
from tongban.api.problems import not_found
from tongban.api.queries import Client
from tongban.api.shapes.kinds import Body
from tongban.api.standing import empowered
from tongban.api.tags import changed, seen_event, tag_of
from tongban.kernel import Act
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.fold import replayed
from tongban.kernel.cases.queries import Case, case_by_number
from tongban.kernel.cases.queries.keys import case_held, first_use, version_of_item
from tongban.kernel.cases.state import State
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.ledger.queries import events_of


@dataclass(frozen=True, slots=True)
class Seen:
    """所见: a case as the client saw it when it made up its mind."""

    client: Client
    case: Case
    n: int
    repeated: bool

    def state_then(self) -> State:
        """Return the case as it stood at that time, whatever happened since."""
        return replayed(events_of(self.case.home, f"case/{self.case.number}")[: self.n])

    def version(self, item: int | None) -> int:
        """Return the version of an item's round at that time, 0 where there was no such item; without one, the event seen."""
        if item is None:
            return self.n
        if not self.repeated:
            return version_of_item(self.case, item)
        # The round has moved on since; the command compares with what it was asked then.
        state = self.state_then()
        found = state.items.get(item)
        return 0 if found is None else state.rounds[found.round].version


def plainly(body: Body, _seen: Seen) -> dict[str, Any]:
    """Return a body as the arguments of a command that has the same names."""
    return {name: getattr(body, name) for name in type(body).model_fields if name != "behalf"}


@dataclass(frozen=True, slots=True)
class Verb:
    """动作: its name in the address, what the document says of it, its shape, the command, and the shape as its arguments."""

    name: str
    words: str
    shape: type[Body]
    command: Callable[..., Receipt]
    given: Callable[[Any, Seen], dict[str, Any]] = plainly

    @property
    def title(self) -> str:
        """Return what it is called in Chinese: the part of its words before the colon."""
        return self.words.partition(": ")[0]


def acted(
    verb: Verb, body: Body, client: Client, number: str, *, match: str | None, key: str
) -> Receipt:
    """Do it in a case that the client sees, if nothing happened since it looked; a repeated key is answered first.

    What the command is given is made ready before the case is locked: a file takes time. Under its lock the case must
    still be as it was seen, so all that was read of it meanwhile holds.
    """
    act = _named(act_of(client, key=key), body)
    case = case_by_number(number, client.person, on=today())
    if case is None:
        raise not_found()
    empowered(client, verb.name, act=verb.title, party=case.party)
    seen = Seen(client, case, seen_event(match), first_use(act.by, act.key) is not None)
    _unchanged(seen, case, match)
    given = {"version": seen.version(getattr(body, "item", None)), **verb.given(body, seen)}
    with transaction.atomic():
        if not seen.repeated:
            _unchanged(seen, case_held(case), match)
        return verb.command(number, act, **given)


def _named(act: Act, body: Body) -> Act:
    """Return the act in the name of whom the body says; whom nobody knows has given no proxy either."""
    username = getattr(body, "behalf", "")
    giver = person_by_username(username) if username else None
    named = giver.actor_id if giver is not None else "person/0"
    return replace(act, behalf=named) if username else act


def _unchanged(seen: Seen, case: Case, match: str | None) -> None:
    if not seen.repeated and (match or "").strip() != tag_of(case):
        raise changed()
