"""Writing the log, and handing it on after commit."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.utils.module_loading import import_string
from psycopg.types.json import Jsonb

from tongban.kernel.ledger import registry, rules
from tongban.kernel.ledger.events import Entry, Head, Record
from tongban.kernel.ledger.models import Outbox
from tongban.kernel.ledger.queries import events_of

PATIENCE = 5  # tries before an outbox row is left aside for a person to look at
_COLUMNS = "home, subject, stream, n, type, at, by, behalf, organ, data, prev, hash"
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def insert(records: Sequence[Record]) -> tuple[str, list[Any]]:
    """Return the one statement that stores `records`, with its values."""
    values: list[Any] = []
    for r in records:
        values += [r.home, r.subject, r.stream, r.n, r.type, r.at, r.by, r.behalf, r.organ]
        values += [Jsonb(r.data), r.prev, r.hash]
    rows = ", ".join([_ROW] * len(records))
    return f"INSERT INTO ledger_event ({_COLUMNS}) VALUES {rows}", values  # noqa: S608 - only our own words


def announce(records: Sequence[Record]) -> tuple[str, list[Any]]:
    """Return the statement that leaves one outbox row for `records`, all of one stream."""
    first, last = records[0], records[-1]
    statement = (
        "INSERT INTO ledger_outbox (home, subject, stream, first, last) VALUES (%s, %s, %s, %s, %s)"
    )
    return statement, [first.home, first.subject, first.stream, first.n, last.n]


def append(entries: Sequence[Entry]) -> list[Record]:
    """记入日志: chain and store entries of streams that no case owns, inside the caller's transaction.

    Streams are locked in name order, so that two commands never wait for each other in a ring.
    """
    ordered = sorted(entries, key=lambda entry: (entry.home, entry.stream))
    stored: list[Record] = []
    with transaction.atomic(), connection.cursor() as cursor:
        for (home, stream), group in groupby(ordered, key=lambda entry: (entry.home, entry.stream)):
            records = rules.chained(_locked_head(cursor, home, stream), group)
            last = records[-1]
            cursor.execute(
                "UPDATE ledger_streamhead SET n = %s, hash = %s, at = %s WHERE home = %s AND stream = %s",
                [last.n, last.hash, last.at, home, stream],
            )
            cursor.execute(*insert(records))
            cursor.execute(*announce(records))
            stored += records
    return stored


def _locked_head(cursor: Any, home: int, stream: str) -> Head:  # noqa: ANN401 - Django's cursor wrapper has no public type
    empty = Head()
    cursor.execute(
        "INSERT INTO ledger_streamhead (home, stream, n, hash) VALUES (%s, %s, 0, %s) ON CONFLICT DO NOTHING",
        [home, stream, empty.hash],
    )
    cursor.execute(
        "SELECT n, hash, at FROM ledger_streamhead WHERE home = %s AND stream = %s FOR UPDATE",
        [home, stream],
    )
    return Head(*cursor.fetchone())


def drain(most: int = 100) -> int:
    """Hand waiting events to every follower; return how many outbox rows were done.

    A row is deleted in the transaction in which its followers wrote, so nothing is told twice and nothing is
    skipped, however late it committed. A row that fails keeps its error and is tried again, then left aside.
    """
    done = 0
    while done < most and _drain_one():
        done += 1
    return done


def _drain_one() -> bool:
    with transaction.atomic():
        row = (
            Outbox.objects.select_for_update(skip_locked=True)
            .filter(attempts__lt=PATIENCE)
            .order_by("attempts", "id")
            .first()
        )
        if row is None:
            return False
        records = events_of(row.home, row.stream, after=row.first - 1)[: row.last - row.first + 1]
        try:
            with transaction.atomic():
                for follower in registry.followers:
                    import_string(follower)(records)
        except Exception as error:
            Outbox.objects.filter(pk=row.pk).update(
                attempts=row.attempts + 1, error=repr(error)[:2000]
            )
        else:
            row.delete()
    return True
