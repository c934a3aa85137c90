"""Reading the log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Q, QuerySet
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


def streams_beginning(words: str) -> list[str]:
    """Return the names of the streams, owned by no case, that begin with these words."""
    rows = StreamHead.objects.filter(stream__startswith=words, n__gt=0)
    return list(rows.values_list("stream", flat=True))


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
    """Yield each stream with its events in order, in one pass over the log and bounded memory.

    A stream's events are there until the next stream is asked for.
    """
    rows = Event.objects.order_by("home", "stream", "n").iterator(chunk_size=2000)
    for (home, stream), group in groupby(rows, key=lambda row: (row.home, row.stream)):
        yield home, stream, map(record_of, group)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """查阅条件: what of the log is asked for; what is empty does not narrow. Days are instants, the last one left out."""

    first: datetime
    last: datetime
    by: tuple[str, ...] = ()
    stream: str = ""
    type: str = ""
    organ: str = ""


@dataclass(frozen=True, slots=True)
class Readable:
    """可查范围: which entries somebody may read: of whole counties, of acts of these organs, of these streams of nobody's.

    With `nowhere` also the streams that belong to no county, but for those of `strangers`.
    """

    homes: tuple[int, ...] = ()
    organs: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    nowhere: bool = False
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """链证: whether an entry's hash fits what is stored, whether it follows the one before, and is followed rightly."""

    fits: bool
    follows: bool
    followed: bool
    last: int

    @property
    def holds(self) -> bool:
        """Tell whether all of it holds."""
        return self.fits and self.follows and self.followed


def entries_read(readable: Readable, asked: Asked) -> QuerySet[Event]:
    """Return the entries that may be read and are asked for, the newest first."""
    rows = Event.objects.filter(_let_in(readable), at__gte=asked.first, at__lt=asked.last)
    if asked.by:
        rows = rows.filter(by__in=asked.by)
    if asked.stream:
        rows = rows.filter(stream=asked.stream)
    if asked.type:
        rows = rows.filter(type=asked.type)
    if asked.organ:
        rows = rows.filter(organ=asked.organ)
    return rows.order_by("-at", "stream", "-n")


def entry_read(readable: Readable, home: int, stream: str, n: int) -> Event | None:
    """Return one entry if it may be read."""
    return Event.objects.filter(_let_in(readable), home=home, stream=stream, n=n).first()


def proof_of(row: Event) -> Proof:
    """Prove one entry by what stands before and after it in its stream."""
    beside = Event.objects.filter(home=row.home, stream=row.stream)
    before = beside.filter(n=row.n - 1).first()
    after = beside.filter(n=row.n + 1).first()
    last = beside.order_by("-n").values_list("n", flat=True)[0]
    record = record_of(row)
    head = Head(before.n, before.hash, before.at) if before else Head()
    known = {(home, stream): each for home, stream, each in _heads_of(row)}
    end = known.get((row.home, row.stream))
    return Proof(
        fits=rules.digest(record) == record.hash,
        follows=rules.fault(head, record) is None,
        followed=after.prev == row.hash
        if after
        else end is None or (end.n, end.hash) == (row.n, row.hash),
        last=last,
    )


def _heads_of(row: Event) -> Iterator[tuple[int, str, Head]]:
    """Yield the head of a stream that no case owns; those of cases are compared by `faults`."""
    for head in StreamHead.objects.filter(home=row.home, stream=row.stream):
        yield head.home, head.stream, Head(head.n, head.hash, head.at)


def _let_in(readable: Readable) -> Q:
    let = Q(home__in=readable.homes) | Q(organ__in=readable.organs)
    let |= Q(home=0, stream__in=readable.streams)
    if readable.nowhere:
        let |= Q(home=0) & ~Q(stream__in=readable.strangers)
    return let
