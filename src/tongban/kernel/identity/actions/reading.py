"""查阅日志: reading the log is itself in the log."""

from tongban.kernel import Act
from tongban.kernel.identity.events import LogRead, entry
from tongban.kernel.identity.models import Person
from tongban.kernel.ledger.actions import append


def note_reading(
    person: Person, act: Act, *, what: str, filters: tuple[str, ...], entries: int
) -> None:
    """Record that somebody read of the log: `list`, `entry` or `sheet`, by which filters, how many entries."""
    happened = LogRead(person.pk, what, filters, entries)
    append([entry(happened, act, stream=person.actor_id)])
