"""The one way a dispatch is written: its event is logged, and its row stored as it then is."""

from tongban.domains.vehicles.dispatches.events import Happening, entry
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.kernel import Act, Refusal
from tongban.kernel.ledger.actions import append


def record_first(row: Dispatch, event: Happening, act: Act) -> None:
    """Store a new dispatch, which then has a stream, and log how it began."""
    row.n, row.last_by, row.last_key = 0, act.by, act.key
    row.save()
    record(row, event, act)


def record(row: Dispatch, event: Happening, act: Act) -> None:
    """Log what happened to a locked dispatch and store its row."""
    [logged] = append([entry(event, act, home=row.home, stream=row.stream)])
    row.n, row.last_by, row.last_key = logged.n, act.by, act.key
    row.save()


def held(dispatch_id: int) -> Dispatch:
    """Return a dispatch under its lock, with what belongs to it; refuse one that is not there."""
    rows = Dispatch.objects.select_for_update(of=("self",))
    row = rows.select_related("keeper", "car", "driver").filter(pk=dispatch_id).first()
    if row is None:
        raise no_dispatch()
    return row


def done(row: Dispatch, act: Act) -> bool:
    """Tell whether this very act was the last that changed it: a repeated click."""
    return (row.last_by, row.last_key) == (act.by, act.key)


def unchanged(row: Dispatch, version: int) -> None:
    """Refuse what was decided on a page that is stale."""
    if row.n != version:
        raise Refusal(
            "vehicles.dispatch_stale",
            "This trip was changed meanwhile. Load the page again to see how it stands.",
        )


def no_dispatch() -> Refusal:
    """Return the refusal of a trip that does not exist, or not for this actor."""
    return Refusal(
        "vehicles.no_dispatch",
        "There is no such trip for you. Go back to the list and choose another.",
    )
