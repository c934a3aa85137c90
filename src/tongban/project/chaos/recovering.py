"""How one sees that a killed part is back: by what only its successor can have done."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.core.cache import cache
from django.db import Error, connection

from tongban.project.chaos.house import is_well
from tongban.project.chaos.parts import DATABASE, WORKER
from tongban.project.health import HEARTBEAT


def signs_of(part: str, port: int) -> Callable[[], bool]:
    """Return what tells, from now on, whether the part was killed and is well again."""
    if part == DATABASE:
        connection.ensure_connection()
        broken = _once(lambda: not _database_answers())
        return lambda: broken() and _database_answers() and is_well(port)
    if part == WORKER:
        since = datetime.now(UTC)
        return lambda: _last_beat() > since and is_well(port)
    return lambda: is_well(port)


def _once(holds: Callable[[], bool]) -> Callable[[], bool]:
    """Return what holds from the first time on that `holds` did."""
    seen: list[bool] = []

    def held() -> bool:
        if not seen and holds():
            seen.append(True)
        return bool(seen)

    return held


def _database_answers() -> bool:
    """Say whether the database answers on this connection, which is opened anew after it did not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return False
    return True


def _last_beat() -> datetime:
    """Return the worker's last sign of life; long ago where nobody can say."""
    try:
        beat: datetime | None = cache.get(HEARTBEAT)
    except Error:
        connection.close()
        return datetime.min.replace(tzinfo=UTC)
    return beat or datetime.min.replace(tzinfo=UTC)
