"""Reading the seals, and checking them against the log."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.db import connection
from django.db.models import QuerySet

from tongban.kernel.ledger import seals
from tongban.kernel.ledger.merkle import root_of
from tongban.kernel.ledger.models import Seal, Sealed, SealHead
from tongban.kernel.ledger.seals import Kept, SealRecord
from tongban.kernel.remembering import remembered
from tongban.kernel.sealing import is_signed, public_key

WIDTH = 32
# One row for each event that the seals, what waits for one, and the log do not tell alike.
_UNLIKE = """
WITH spans AS (
  SELECT home, stream, first, k, hashes FROM ledger_sealed
  UNION ALL SELECT home, stream, first, NULL, hashes FROM ledger_unsealed
), held AS (
  SELECT home, stream, first + i AS n, k, encode(substr(hashes, i * 32 + 1, 32), 'hex') AS hash
  FROM spans CROSS JOIN LATERAL generate_series(0, length(hashes) / 32 - 1) AS i
)
SELECT coalesce(held.stream, event.stream), coalesce(held.n, event.n), held.k,
       held.hash IS NOT NULL, event.hash IS NOT NULL
FROM held FULL JOIN ledger_event AS event USING (home, stream, n)
WHERE held.hash IS DISTINCT FROM event.hash ORDER BY 1, 2
"""
_TWICE = """
SELECT one.stream, other.first, other.k FROM ledger_sealed AS one JOIN (
  SELECT home, stream, first, k FROM ledger_sealed
  UNION ALL SELECT home, stream, first, NULL FROM ledger_unsealed
) AS other ON other.home = one.home AND other.stream = one.stream
WHERE (other.first, coalesce(other.k, 0)) <> (one.first, one.k)
  AND other.first BETWEEN one.first AND one.first + length(one.hashes) / 32 - 1 ORDER BY 1, 2
"""


def seal_record(row: Seal) -> SealRecord:
    """Return the stored row as a record."""
    return SealRecord(
        row.k, row.first, row.count, row.root, row.prev, row.at, row.hash, row.signature
    )


def every_seal() -> QuerySet[Seal]:
    """Return all seals, the newest first."""
    return Seal.objects.order_by("-k")


def newest_seal() -> SealRecord | None:
    """Return the newest seal."""
    row = every_seal().first()
    return None if row is None else seal_record(row)


@remembered
def newest_seal_named() -> str:
    """Return number and hash of the newest seal as receipts print them, 12:HASH; nothing while there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT k, hash FROM ledger_seal ORDER BY k DESC LIMIT 1")
        return _named(cursor.fetchone())


def _named(seal: tuple[int, str] | None) -> str:
    return f"{seal[0]}:{seal[1]}" if seal else ""


def seal_named_at(home: int, stream: str, n: int) -> str:
    """Return the seal that was the newest when an event was recorded, as `newest_seal_named` does, whenever it is asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k, hash FROM ledger_seal WHERE at <="
            " (SELECT at FROM ledger_event WHERE home = %s AND stream = %s AND n = %s)"
            " ORDER BY k DESC LIMIT 1",
            [home, stream, n],
        )
        return _named(cursor.fetchone())


def seal_by_number(k: int) -> SealRecord | None:
    """Return one seal."""
    row = Seal.objects.filter(k=k).first()
    return None if row is None else seal_record(row)


def seals_from(k: int) -> Iterator[SealRecord]:
    """Yield the seals from the number `k` on in order, in bounded memory."""
    rows = Seal.objects.filter(k__gte=k).order_by("k")
    return map(seal_record, rows.iterator(chunk_size=2000))


def seal_key() -> str:
    """Return the public key of the seals, in lower hex."""
    return public_key(purpose=seals.SEALS).hex()


def leaves_of(k: int) -> Iterator[bytes]:
    """Yield the hashes under one seal in the order of its tree."""
    for _leaf, hashes in _noted_under(k):
        yield from split(hashes)


def _noted_under(k: int) -> Iterator[tuple[int, bytes]]:
    rows = Sealed.objects.filter(k=k).order_by("leaf").values_list("leaf", "hashes")
    for leaf, hashes in rows.iterator(chunk_size=2000):
        yield leaf, bytes(hashes)


def split(hashes: bytes) -> Iterator[bytes]:
    """Yield hashes that stand one after the other."""
    return (hashes[place : place + WIDTH] for place in range(0, len(hashes), WIDTH))


def waiting_to_be_sealed() -> int:
    """Return how many events no seal holds yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(length(hashes)), 0) / 32 FROM ledger_unsealed")
        return int(cursor.fetchone()[0])


def places_of(home: int, streams: Iterable[str]) -> Sequence[Sealed]:
    """Return where the events of these streams are sealed, those of a stream together and in order."""
    rows = Sealed.objects.filter(home=home, stream__in=set(streams))
    return list(rows.order_by("stream", "first"))


def seal_faults(kept: Iterable[Kept] = ()) -> Iterator[tuple[str, int, str]]:
    """Yield what is wrong with the seals as (`seals` or stream, number, reason), also against seals that somebody kept."""
    last, broken = SealRecord(), False
    signed = partial(is_signed, key=bytes.fromhex(seal_key()))
    for seal in seals_from(0):
        reason = seals.fault(last, seal, signed) or _root_fault(seal)
        if reason is not None:
            yield seals.PLACE, seal.k, reason
            broken = True
            break
        last = seal
    if not broken:
        yield from _end_faults(last)
    yield from _event_faults()
    for each in kept:
        found = seal_by_number(each.k)
        if found is None:
            yield seals.PLACE, each.k, "the seal that was kept is not there"
        elif seals.digest(found) != each.hash:
            yield seals.PLACE, each.k, "it is not the seal that was kept"


def _root_fault(seal: SealRecord) -> str | None:
    place, moved = 0, False

    def walked() -> Iterator[bytes]:
        nonlocal place, moved
        for leaf, hashes in _noted_under(seal.k):
            moved = moved or leaf != place
            place += len(hashes) // WIDTH
            yield from split(hashes)

    root = root_of(walked())
    if place != seal.count:
        return f"{seal.count} events were sealed and {place} are noted under it"
    if moved:
        return "the events noted under it were moved"
    return None if root.hex() == seal.root else "the events noted under it have another root"


def _end_faults(last: SealRecord) -> Iterator[tuple[str, int, str]]:
    end = SealHead.objects.first()
    known = (end.k, end.hash) if end else (0, SealRecord().hash)
    if known != (last.k, last.hash):
        yield (
            seals.PLACE,
            max(known[0], last.k),
            "the seals end elsewhere: their end was cut off, added to or altered",
        )


def _event_faults() -> Iterator[tuple[str, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_UNLIKE)
        for stream, n, k, held, there in cursor.fetchall():
            yield stream, n, _unlike(k, held=held, there=there)
        cursor.execute(_TWICE)
        for stream, n, _k in cursor.fetchall():
            yield stream, n, "it is noted to be sealed twice"


def _unlike(k: int | None, *, held: bool, there: bool) -> str:
    where = "what waits to be sealed" if k is None else f"seal {k}"
    if not held:
        return "no seal holds it and it does not wait for one"
    return f"it is not as {where} holds it" if there else f"{where} holds it and it is gone"
