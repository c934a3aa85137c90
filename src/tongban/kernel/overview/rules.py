"""What of a case is counted, and on which day: pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tongban.kernel.cases.fold import folded, replayed
from tongban.kernel.cases.state import CaseRow
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import Record

KINDS = ("received", "accepted", "decided", "delivered", "over")
COUNTED = frozenset(
    {
        "case.submitted",
        "case.receipt_day_moved",
        "case.received",
        "case.accepted",
        "case.declined",
        "case.returned",
        "case.withdrawn",
        "case.voided",
        "case.terminated",
        "case.decided",
        "case.closed",
        "case.delivered",
        "case.archived",
    }
)
"""After which events a case may count otherwise than before; `overview verify` finds one that is missing here."""


class Key(NamedTuple):
    """计数项: what one daily count is about; `hall` is the organ whose window took in, 0 where the applicant did."""

    home: int
    organ: int
    hall: int
    matter: int
    kind: str
    day: date


def counted(case: CaseRow | None) -> Counter[Key]:
    """Return what a case adds to the daily counts; a receipt that is void adds nothing.

    It is over on the day of the decision, or of its end without one.
    """
    if case is None or case.state == "void":
        return Counter()
    over = case.decided_at or case.closed_at
    instants = {
        "accepted": case.accepted_at,
        "decided": case.decided_at,
        "delivered": case.delivered_at,
        "over": over,
    }
    days = {"received": case.received_on}
    days |= {kind: day_of(at) for kind, at in instants.items() if at is not None}
    return Counter(
        {
            Key(case.home, case.organ, case.hall, case.matter, kind, day): 1
            for kind, day in days.items()
        }
    )


def change(stream: Sequence[Record], first: int, last: int) -> Counter[Key]:
    """Return by how much the events `first` to `last` of a case's whole stream change the daily counts."""
    state = replayed(record for record in stream if record.n < first)
    before = counted(state.case)
    for record in stream:
        if first <= record.n <= last:
            state = folded(state, record)
    after = counted(state.case)
    after.subtract(before)
    return Counter({key: by for key, by in after.items() if by})
