"""How the demo acts: as the platform, or as one of its people, at an instant that is handed in."""

from datetime import datetime, timedelta

from tongban.kernel import Act
from tongban.kernel.identity.queries import Person, person_by_username

SINCE = timedelta(days=600)
HOME = 511602
MATTER = "Z-000901-001-511602000000-000-1251130100877TB901-1-00"


def as_platform(at: datetime, key: str) -> Act:
    """Return an act of the platform itself."""
    return Act("system", "", at, f"demo/vehicles/{key}")


def acting(username: str, at: datetime, key: str) -> Act:
    """Return an act of one of the demo's people."""
    return Act(person(username).actor_id, "", at, f"demo/vehicles/{key}")


def person(username: str) -> Person:
    """Return one of the demo's people."""
    found = person_by_username(username)
    if found is None:
        raise LookupError(username)
    return found
