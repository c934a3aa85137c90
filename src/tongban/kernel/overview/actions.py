"""Writing the daily counts."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction

from tongban.kernel.overview.models import DailyCount
from tongban.kernel.overview.rules import Key

_ADD = (
    "INSERT INTO overview_dailycount (home, organ, hall, matter, kind, day, count)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (home, organ, hall, matter, kind, day)"
    " DO UPDATE SET count = overview_dailycount.count + excluded.count"
)


def add(changes: Mapping[Key, int]) -> None:
    """计入: add these changes to the counts, in the caller's transaction.

    Rows are locked in the order of their keys, so that two writers never wait for each other in a ring.
    """
    with connection.cursor() as cursor:
        for key in sorted(changes):
            cursor.execute(_ADD, [*key, changes[key]])


def rebuild(counted: Callable[[], Counter[Key]]) -> int:
    """重算: put what `counted` finds in the log in the place of all counts; return how many rows there are."""
    with _standing_still():
        found = counted()
        DailyCount.objects.all().delete()
        DailyCount.objects.bulk_create(
            [DailyCount(**key._asdict(), count=found[key]) for key in sorted(found)],
            batch_size=1000,
        )
    return len(found)


@contextmanager
def _standing_still() -> Iterator[None]:
    """Let nobody else count meanwhile, and see the log as it is once they wait."""
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("LOCK TABLE overview_dailycount IN EXCLUSIVE MODE")
        yield
