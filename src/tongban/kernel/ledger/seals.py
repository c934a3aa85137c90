"""封签规则: how seals are written down, chained, signed and compared with one that somebody kept (design 4.2): pure."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.ledger.events import GENESIS, Value
from tongban.kernel.ledger.rules import canonical, instant

SEALS = "ledger-seals"
"""What the signing key is for; see `kernel/sealing`."""
PLACE = "seals"
"""Where the seals stand among the streams when something is wrong with one."""
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
WRITTEN = ("k", "first", "count", "root", "prev", "at")
_SHORT = re.compile(r"\s*(\d{1,15})\s*[:\s]\s*([0-9a-f]{64})\s*", re.ASCII)

Signed: TypeAlias = Callable[[bytes, bytes], bool]
"""Tells whether a message bears this signature."""


@dataclass(frozen=True, slots=True)
class SealRecord:
    """封签记录: one seal over `count` events, from the event `first` of all that were ever sealed, as hashed and signed."""

    k: int = 0
    first: int = 1
    count: int = 0
    root: str = ""
    prev: str = ""
    at: datetime = BEFORE_ALL
    hash: str = GENESIS
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """留存的封签: the number and the hash of a seal that somebody kept."""

    k: int
    hash: str


def written(seal: SealRecord) -> dict[str, Value]:
    """Return a seal as it is hashed: the six keys of design 4.2."""
    return {
        "k": seal.k,
        "first": seal.first,
        "count": seal.count,
        "root": seal.root,
        "prev": seal.prev,
        "at": instant(seal.at),
    }


def digest(seal: SealRecord) -> str:
    """Return the lower-hex SHA-256 of the seal's RFC 8785 form."""
    return sha256(canonical(written(seal))).hexdigest()


def shown(seal: SealRecord) -> dict[str, Value]:
    """Return a seal as it is handed out: with its hash and its signature."""
    return {**written(seal), "hash": seal.hash, "signature": seal.signature}


def following(
    last: SealRecord, *, count: int, root: bytes, at: datetime, sign: Callable[[bytes], bytes]
) -> SealRecord:
    """封: return the seal after `last`, signed. The instant never goes back."""
    bare = SealRecord(
        last.k + 1,
        last.first + last.count,
        count,
        root.hex(),
        last.hash,
        max(last.at, at),
    )
    name = digest(bare)
    return replace(bare, hash=name, signature=sign(bytes.fromhex(name)).hex())


def fault(last: SealRecord, seal: SealRecord, signed: Signed) -> str | None:
    """Say what is wrong with `seal` as the one after `last`; `None` when it follows."""
    reason = _place_fault(last, seal)
    if reason is not None:
        return reason
    if digest(seal) != seal.hash:
        return "hash does not fit the seal: a field was altered"
    if not signed(bytes.fromhex(seal.hash), unhexed(seal.signature)):
        return "the signature is not that of this platform's key"
    return None


def _place_fault(last: SealRecord, seal: SealRecord) -> str | None:
    if seal.k != last.k + 1:
        return f"expected seal {last.k + 1}: a seal is missing, doubled or moved"
    if seal.first != last.first + last.count or seal.count < 1:
        return "first and count do not follow the seal before"
    if seal.prev != last.hash:
        return "prev is not the hash of the seal before"
    if seal.at < last.at:
        return "at goes back"
    return None


def unhexed(text: str) -> bytes:
    """Return the bytes of a hexadecimal text; none when it is no such text."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def kept_seals(text: str) -> list[Kept]:
    """Return the seals that a text holds: `12:HASH` as receipts print it, one seal as JSON, or the public file of all."""
    short = _SHORT.fullmatch(text)
    if short is not None:
        return [Kept(int(short[1]), short[2])]
    try:
        found = list(_in(json.loads(text)))
    except (ValueError, KeyError, TypeError, RecursionError):
        found = []
    if not found:
        raise Refusal(
            "ledger.no_seal",
            "This is no seal. Give the file or the text that the page of seals hands out, or number and hash as 12:HASH.",
        )
    return found


def _in(value: Any) -> Iterator[Kept]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, Mapping) and "seals" in value:
        value = value["seals"]
    for each in value if isinstance(value, list) else [value]:
        own = {key: each[key] for key in WRITTEN}
        name = sha256(canonical(own)).hexdigest()
        if type(each["k"]) is not int or each.get("hash", name) != name:
            raise ValueError
        yield Kept(each["k"], name)
