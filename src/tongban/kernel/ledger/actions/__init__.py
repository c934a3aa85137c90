"""Writing the log, and handing it on after commit."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string
from psycopg.types.json import Jsonb

from tongban.kernel.ledger import registry, rules
from tongban.kernel.ledger.events import Entry, Head, Record
from tongban.kernel.ledger.models import Outbox
from tongban.kernel.ledger.queries import events_of, events_of_streams

LONGEST_WAIT = 3600  # seconds between two tries of what failed again and again
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
    """Return the statement that leaves `records`, all of one stream, to their followers and to the sealer, a row each."""
    told, values = _told(records)
    left, others = _left(records)
    return f"WITH left_to_seal AS ({left}) {told}", [*others, *values]


def _told(records: Sequence[Record]) -> tuple[str, list[Any]]:
    first, last = records[0], records[-1]
    statement = (
        "INSERT INTO ledger_outbox (home, subject, stream, first, last) VALUES (%s, %s, %s, %s, %s)"
    )
    return statement, [first.home, first.subject, first.stream, first.n, last.n]


def _left(records: Sequence[Record]) -> tuple[str, list[Any]]:
    first, hashes = records[0], b"".join(bytes.fromhex(each.hash) for each in records)
    statement = "INSERT INTO ledger_unsealed (home, stream, first, hashes) VALUES (%s, %s, %s, %s)"
    return statement, [first.home, first.stream, first.n, hashes]


def append(entries: Sequence[Entry]) -> list[Record]:
    """记入日志: chain and store entries of streams that no case owns, inside the caller's transaction.

    Streams are locked in name order, so that two commands never wait for each other in a ring.
    """
    ordered = sorted(entries, key=lambda entry: (entry.home, entry.stream))
    stored: list[Record] = []
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for (home, stream), group in groupby(ordered, key=lambda entry: (entry.home, entry.stream)):
            records = rules.chained(_locked_head(cursor, home, stream), group)
            cursor.execute(*_stored(records))
            stored += records
    return stored


def _stored(records: Sequence[Record]) -> tuple[str, list[Any]]:
    """Return the one statement that moves the head of a stream on, and leaves, announces and stores its new records."""
    last = records[-1]
    announced, told = _told(records)
    left, hashes = _left(records)
    inserted, values = insert(records)
    moved = (
        "UPDATE ledger_streamhead SET n = %s, hash = %s, at = %s WHERE home = %s AND stream = %s"
    )
    statement = (
        f"WITH head AS ({moved}), told AS ({announced}), left_to_seal AS ({left}) {inserted}"
    )
    head = [last.n, last.hash, last.at, last.home, last.stream]
    return statement, [*head, *told, *hashes, *values]


def _locked_head(cursor: Any, home: int, stream: str) -> Head:  # noqa: ANN401 - Django's cursor wrapper has no public type
    """Return the end of a stream under its lock; the update changes nothing but gets hold of a row that is there."""
    cursor.execute(
        "INSERT INTO ledger_streamhead (home, stream, n, hash) VALUES (%s, %s, 0, %s)"
        " ON CONFLICT (home, stream) DO UPDATE SET n = ledger_streamhead.n RETURNING n, hash, at",
        [home, stream, Head().hash],
    )
    return Head(*cursor.fetchone())


def drain(at: datetime, *, most: int = 100) -> int:
    """Hand waiting events to every follower; return how many commands were handed on.

    What a follower wrote and that it was told commit together, so nothing is told twice and nothing is skipped,
    however late it committed. A stream keeps its order: after a failure its later events wait too, and it is tried
    again after a while, longer each time.
    """
    done = 0
    while done < most and (row := _next(at)) is not None:
        done += _handed_on(row, at)
    return done


def hand_on(streams: Collection[str], *, home: int, but: str = "") -> int:
    """Hand all that waits of these streams to every follower except `but`, in the caller's transaction; return how much.

    Whoever writes much at once hands it on at once; a failure takes back what was written. A stream that a follower
    has failed on keeps waiting for the worker, so that its order stays.
    """
    spans = _taken(home, sorted(streams))
    records = [
        record
        for record in events_of_streams(home, [stream for stream, _first, _last in spans])
        if any(record.stream == s and first <= record.n <= last for s, first, last in spans)
    ]
    for _stream, group in groupby(records, key=lambda record: record.stream):
        told = list(group)
        for follower in registry.followers:
            if follower != but:
                import_string(follower)(told)
    return len(spans)


def _taken(home: int, streams: Sequence[str]) -> list[tuple[str, int, int]]:
    """Take what waits of these streams from the outbox, under locks in one order, but for streams that failed."""
    mine = Outbox.objects.filter(home=home, stream__in=streams).order_by("stream", "first")
    rows = list(mine.select_for_update())
    failed = {row.stream for row in rows if row.attempts}
    taken = [row for row in rows if row.stream not in failed]
    Outbox.objects.filter(pk__in=[row.pk for row in taken]).delete()
    return [(row.stream, row.first, row.last) for row in taken]


def _next(at: datetime) -> tuple[int, str, int] | None:
    """Return the key of a row that is the first of its stream and may be tried at `at`."""
    earlier = Outbox.objects.filter(
        home=OuterRef("home"), stream=OuterRef("stream"), first__lt=OuterRef("first")
    )
    rows = Outbox.objects.filter(Q(next_at__isnull=True) | Q(next_at__lte=at), ~Exists(earlier))
    return rows.order_by("home", "stream", "first").values_list("home", "stream", "first").first()


def _handed_on(key: tuple[int, str, int], at: datetime) -> int:
    home, stream, first = key
    mine = Outbox.objects.filter(home=home, stream=stream, first=first)
    with transaction.atomic():
        row = mine.select_for_update().first()
        if row is None:
            return 0
        records = events_of(home, stream, after=first - 1)[: row.last - first + 1]
        told, errors = list(row.told), []
        for follower in registry.followers:
            if follower not in told:
                failed = _tell(follower, records)
                errors += failed
                told += [] if failed else [follower]
        if not errors:
            mine.delete()
            return 1
        wait = timedelta(seconds=min(2**row.attempts, LONGEST_WAIT))
        mine.update(told=told, attempts=row.attempts + 1, next_at=at + wait, error=errors[0])
        return 0


def _tell(follower: str, records: Sequence[Record]) -> list[str]:
    try:
        with transaction.atomic():
            import_string(follower)(records)
    except Exception as error:
        return [f"{follower}: {error!r}"[:2000]]
    return []
