"""办理: one verb on one case: seen, held, unchanged since, and done by the command of the kernel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from django.db import transaction

from tongban.api.keys import act_of
from tongban.api.moments import today
from tongban.api.problems import not_found
from tongban.api.queries import Client
from tongban.api.tags import changed, seen_event, tag_of
from tongban.kernel import Act
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.fold import replayed
from tongban.kernel.cases.queries import Case, case_by_number
from tongban.kernel.cases.seen.queries import case_held, first_use, version_of_item
from tongban.kernel.ledger.queries import events_of


@dataclass(frozen=True, slots=True)
class Seen:
    """所见: a case as the client saw it when it made up its mind."""

    case: Case
    n: int
    repeated: bool

    def round_version(self, item: int) -> int:
        """Return the version of an item's round at that time; 0, which none has, where there was no such item."""
        if not self.repeated:
            return version_of_item(self.case, item)
        # The round has moved on since; the command compares with what it was asked then.
        state = replayed(events_of(self.case.home, f"case/{self.case.number}")[: self.n])
        found = state.items.get(item)
        return 0 if found is None else state.rounds[found.round].version


Verb: TypeAlias = Callable[[Act, Seen], Receipt]


def acted(client: Client, number: str, verb: Verb, *, match: str | None, key: str) -> Receipt:
    """Run a verb on a case that the client sees, if nothing happened since it looked; a repeated key is answered first."""
    act = act_of(client, key=key)
    with transaction.atomic():
        case = case_by_number(number, client.person, on=today())
        if case is None:
            raise not_found()
        n = seen_event(match)
        repeated = first_use(act.by, act.key) is not None
        held = case if repeated else case_held(case)
        if not repeated and (match or "").strip() != tag_of(held):
            raise changed()
        return verb(act, Seen(held, n, repeated))
