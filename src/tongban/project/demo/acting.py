"""How the demo acts: as the platform, or as one of its people, at an instant that is handed in."""

from datetime import datetime, timedelta

from tongban.kernel import Act
from tongban.kernel.identity.queries import Person

SINCE = timedelta(days=600)
"""How long before the demo is loaded its people and matters are in place: before its first case."""


def as_platform(at: datetime, key: str) -> Act:
    """Return an act of the platform itself."""
    return Act("system", "", at, f"demo/{key}")


def as_person(person: Person, at: datetime, key: str) -> Act:
    """Return an act of one of the demo's people."""
    return Act(person.actor_id, "", at, f"demo/{key}")
