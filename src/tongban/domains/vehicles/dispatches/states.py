"""派车单状态: where a dispatch stands and what may follow. Pure."""

from enum import StrEnum

from tongban.kernel import Refusal


class State(StrEnum):
    """派车单状态: asked, approved and waiting for a car, planned, out, back, or cancelled."""

    ASKED = "asked"
    APPROVED = "approved"
    PLANNED = "planned"
    OUT = "out"
    BACK = "back"
    CANCELLED = "cancelled"


NEXT = {
    State.ASKED: {State.APPROVED, State.CANCELLED},
    State.APPROVED: {State.ASKED, State.PLANNED, State.CANCELLED},
    State.PLANNED: {State.PLANNED, State.OUT, State.CANCELLED},
    State.OUT: {State.BACK},
}


def followed(state: State, to: State) -> Refusal | None:
    """Say why a dispatch cannot come into another state; `None` lets it."""
    if to in NEXT.get(state, set()):
        return None
    return Refusal(
        "vehicles.dispatch_changed",
        "This trip has changed meanwhile, so this cannot be done any more. Load the page again to see how it stands.",
    )
