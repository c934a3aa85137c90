"""Reading the log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tongban.kernel.ledger import registry, rules
from tongban.kernel.ledger.events import Head, Record
from tongban.kernel.ledger.models import Event, Outbox, StreamHead


def record_of(row: Event) -> Record:
    """Return the stored row as a record."""
    return Record(
        row.home, row.subject, row.stream, row.n, row.type, row.at, row.by, row.behalf, row.organ,
        data=row.data, prev=row.prev, hash=row.hash,
    )  # fmt: skip


def events_of(home: int, stream: str, *, after: int = 0) -> list[Record]:
    """Return the events of one stream in order, from the one after `after`."""
    rows = Event.objects.filter(home=home, stream=stream, n__gt=after).order_by("n")
    return [record_of(row) for row in rows]


def events_of_streams(home: int, streams: Iterable[str]) -> list[Record]:
    """Return the events of several streams in one statement, those of a stream together and in order."""
    rows = Event.objects.filter(home=home, stream__in=set(streams)).order_by("stream", "n")
    return [record_of(row) for row in rows]


def event_hash(home: int, stream: str, n: int) -> str:
    """Return the hash of one event."""
    return Event.objects.values_list("hash", flat=True).get(home=home, stream=stream, n=n)


def waiting() -> QuerySet[Outbox]:
    """Return the outbox rows that somebody has not been told of yet."""
    return Outbox.objects.order_by("home", "stream", "first")


def stuck() -> int:
    """Return how many commands a follower has failed on; told by /healthz."""
    return Outbox.objects.filter(attempts__gt=0).count()


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything within as of one instant, so that a log that grows meanwhile raises no false alarm."""
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def every_stream() -> Iterator[tuple[int, str, Iterator[Record]]]:
    """Yield each stream with its events in order, in bounded memory."""
    names = Event.objects.values_list("home", "stream").distinct().order_by("home", "stream")
    for home, stream in names.iterator(chunk_size=2000):
        rows = Event.objects.filter(home=home, stream=stream).order_by("n")
        yield home, stream, (record_of(row) for row in rows.iterator(chunk_size=2000))


def faults() -> Iterator[tuple[str, int, str]]:
    """Yield what is wrong with the log as (stream, n, reason); nothing when every chain holds."""
    heads = {(home, stream): head for home, stream, head in _every_head()}
    for home, stream, records in every_stream():
        head = Head()
        broken = False
        for record in records:
            reason = rules.fault(head, record)
            if reason is not None:
                yield stream, record.n, reason
                broken = True
                break
            head = Head(record.n, record.hash, record.at)
        known = heads.pop((home, stream), None)
        if not broken and known != head:
            yield stream, head.n, _end_fault(known)
    for (_home, stream), head in heads.items():
        if head.n:
            yield stream, head.n, "the whole stream is gone"


def _end_fault(known: Head | None) -> str:
    if known is None:
        return "no row keeps the end of this stream"
    return f"the stream should end at {known.n} with the hash {known.hash[:12]}…: its end was cut off, added to or altered"


def _every_head() -> Iterator[tuple[int, str, Head]]:
    for row in StreamHead.objects.iterator(chunk_size=2000):
        yield row.home, row.stream, Head(row.n, row.hash, row.at)
    for source in registry.heads:
        yield from import_string(source)()


def subjects() -> Iterator[tuple[int, int, str]]:
    """Yield (home, case id, stream) of every stream that a case owns."""
    rows = Event.objects.filter(subject__gt=0, n=1).values_list("home", "subject", "stream")
    yield from rows.order_by("home", "subject").iterator(chunk_size=2000)


def size() -> tuple[int, int]:
    """Return how many streams and events there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT (home, stream)), count(*) FROM ledger_event")
        streams, events = cursor.fetchone()
    return int(streams), int(events)
