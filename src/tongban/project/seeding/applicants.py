"""Applicants for the copies: invented names and numbers, each a party with a log of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from zlib import crc32

from pypinyin import lazy_pinyin

from tongban.kernel import Act
from tongban.kernel.ledger.events import Head, Record
from tongban.kernel.ledger.rules import chained
from tongban.kernel.parties.events import PartyRegistered, entry
from tongban.kernel.parties.queries import index_of
from tongban.kernel.parties.rules import PartyKind, default_number_kind
from tongban.kernel.sealing import seal
from tongban.project.demo.life import names
from tongban.project.demo.life.names import Applicant

SHARE = 3
"""So many cases has an applicant on average."""
BODIES = frozenset({PartyKind.ENTERPRISE})


@dataclass(frozen=True, slots=True)
class Known:
    """已登记申请人: who applies, and the id of the party."""

    id: int
    name: str


@dataclass(slots=True)
class Crowd:
    """申请人群: those registered so far, by kind; every third case brings somebody new."""

    rng: Random
    part: int
    parts: int
    next_id: Callable[[], int]
    known: dict[PartyKind, list[Known]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def one(self, kind: PartyKind, at: datetime) -> tuple[Known, "Registered | None"]:
        """Return who applies, and what registered him where he is new."""
        there = self.known.setdefault(kind, [])
        if there and self.rng.randrange(SHARE):
            return self.rng.choice(there), None
        new = registered(self.next_id(), kind, self._invented(kind, at), at)
        there.append(Known(new.id, new.name))
        return there[-1], new

    def _invented(self, kind: PartyKind, at: datetime) -> Applicant:
        """Return somebody whose number nobody has; each process takes numbers of its own."""
        while True:
            if kind in BODIES:
                made = names.body(self.rng, "bench", at.date())
            else:
                made = names.citizen(self.rng, "bench", oldest=88, youngest=19, today=at.date())
            mine = crc32(made.number.encode()) % self.parts == self.part
            if mine and made.number not in self.seen:
                self.seen.add(made.number)
                return made


@dataclass(frozen=True, slots=True)
class Registered:
    """申请人登记: a new party as its row says it, and the record that registered it."""

    id: int
    name: str
    cells: Sequence[str]
    records: Sequence[Record]


def registered(party: int, kind: PartyKind, who: Applicant, at: datetime) -> Registered:
    """Return a party of that id."""
    number_kind = default_number_kind(kind)
    cells = [
        str(party), kind.value, who.name, " ".join(lazy_pinyin(who.name)), number_kind.value,
        *_sealed(("party.number", who.number)), index_of(number_kind, who.number),
        *_sealed(("party.phone", who.phone), ("party.address", who.address)), at.isoformat(),
    ]  # fmt: skip
    act = Act("system", "", at, f"bench/party/{party}")
    told = chained(Head(), [entry(PartyRegistered(party, kind.value, number_kind.value), act)])
    return Registered(party, who.name, cells, told)


def _sealed(*texts: tuple[str, str]) -> Iterator[str]:
    for purpose, text in texts:
        yield rf"\\x{seal(text.encode(), purpose=purpose).hex()}"
