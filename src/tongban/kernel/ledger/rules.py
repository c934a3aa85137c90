"""How events are written down, chained and checked (design 4.2): pure."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from tongban.kernel import Refusal
from tongban.kernel.ledger.events import Data, Entry, Head, Record, Value

LARGEST = 2**53 - 1
MOST_DEPTH = 32
LONE = re.compile("[\ud800-\udfff]")


def instant(at: datetime) -> str:
    """Return `at` in UTC with microseconds and `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: Mapping[str, Value]) -> bytes:
    """Return the RFC 8785 form of `value`, which `admitted` has let in.

    Within what is let in (ASCII keys, no floats, no lone surrogates) the standard library writes that very form.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def admitted(data: Data) -> None:
    """Refuse what has no one written form: floats, large integers, lone surrogates, keys that are not ASCII."""
    _admit(data, "data", 0)


def _admit(value: object, place: str, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise Refusal("ledger.too_deep", "{place} is nested too deeply for the log.", place=place)
    if isinstance(value, str):
        _admit_text(value, place)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _admit_key(key, place)
            _admit(inner, f"{place}.{key}", depth + 1)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _admit(inner, f"{place}.{index}", depth + 1)
    else:
        _admit_scalar(value, place)


def _admit_scalar(value: object, place: str) -> None:
    match value:
        case None | bool():
            return
        case int():
            _admit_integer(value, place)
        case _:
            kind = type(value).__name__
            raise Refusal(
                "ledger.kind",
                "{place} is a {kind}, which the log does not hold.",
                place=place,
                kind=kind,
            )


def _admit_integer(value: int, place: str) -> None:
    if abs(value) > LARGEST:
        raise Refusal("ledger.integer", "{place} is beyond 2^53-1; write it as text.", place=place)


def _admit_text(value: str, place: str) -> None:
    if "\0" in value or (not value.isascii() and LONE.search(value)):
        raise Refusal(
            "ledger.text", "{place} holds a character that cannot be written down.", place=place
        )


def _admit_key(key: object, place: str) -> None:
    if not (isinstance(key, str) and key.isascii() and "\0" not in key):
        raise Refusal("ledger.key", "A key in {place} is not plain ASCII text.", place=place)


def digest(record: Record) -> str:
    """Return the lower-hex SHA-256 of the event's RFC 8785 form."""
    return digest_of(canonical(written(record)))


def digest_of(form: bytes) -> str:
    """Return the lower-hex SHA-256 of a written form."""
    return sha256(form).hexdigest()


def written(record: Record) -> dict[str, Value]:
    """Return the event as it is hashed and handed out: the nine keys of design 4.2 without `hash`."""
    return {
        "stream": record.stream,
        "n": record.n,
        "type": record.type,
        "at": instant(record.at),
        "by": record.by,
        "behalf": record.behalf,
        "organ": record.organ,
        "data": record.data,
        "prev": record.prev,
    }


def chained(head: Head, entries: Iterable[Entry]) -> list[Record]:
    """Return `entries` as records that follow `head`, all of one stream. The instant never goes back."""
    records: list[Record] = []
    for entry in entries:
        admitted(entry.data)
        record = _following(head, entry)
        records.append(record)
        head = Head(record.n, record.hash, record.at)
    return records


def _following(head: Head, entry: Entry) -> Record:
    act = entry.act
    at = act.at if head.at is None else max(head.at, act.at)
    parts = (
        entry.home,
        entry.subject,
        entry.stream,
        head.n + 1,
        entry.type,
        at,
        act.by,
        act.behalf,
        act.organ,
    )
    bare = Record(*parts, data=entry.data, prev=head.hash, hash="")
    return Record(*parts, data=entry.data, prev=head.hash, hash=digest(bare))


def fault(head: Head, record: Record) -> str | None:
    """Say what is wrong with `record` as the one after `head`; `None` when it follows."""
    if record.n != head.n + 1:
        return f"n is {record.n}, expected {head.n + 1}: a row is missing, doubled or moved"
    if record.prev != head.hash:
        return "prev is not the hash of the row before"
    if head.at is not None and record.at < head.at:
        return "at goes back"
    if digest(record) != record.hash:
        return "hash does not fit the row: a field was altered"
    return None
