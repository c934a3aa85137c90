"""Templates: cases that the real actions played, cut into what all copies share and what each has of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.queries import Case, contents_of, every_case
from tongban.kernel.cases.state import CaseRow
from tongban.kernel.cases.store import load
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of, events_of_streams
from tongban.kernel.ledger.rules import canonical, instant, written
from tongban.kernel.papers.events import stream_of
from tongban.kernel.papers.queries import papers_of
from tongban.kernel.parties.queries import Party, party_by_id
from tongban.kernel.parties.rules import PartyKind
from tongban.project.seeding.blanks import Blank, Cutter
from tongban.project.seeding.tables import (
    CASE,
    HASH,
    NOTHING,
    PARTY,
    PREV,
    TABLES,
    key_of,
)

LEFT_OUT = frozenset({"case.certificate_given", "case.archived"})
"""A certificate is numbered, renewed and ended in tables of its own, and an archived file carries a digest of all its
papers; such cases are not copied."""
OPEN = frozenset({"submitted", "supplementing", "accepted", "decided"})
IDS = re.compile(r'("(?:paper|by|successor)"):(\d+)(?=[,}])')
APPLICANT = re.compile(r'("party"):(\d+)(?=[,}])')


@dataclass(frozen=True, slots=True)
class Step:
    """样板日志: one event of a template: the form that is hashed, and its line for COPY."""

    form: Blank
    line: Blank


@dataclass(frozen=True, slots=True)
class Stream:
    """样板日志链: one stream of a template, with the home and instant of its end."""

    home: int
    name: Blank
    steps: Sequence[Step]
    last: Blank


@dataclass(frozen=True, slots=True)
class Sheet:
    """样板文书: one paper of a template: its id, the day it was issued, and how its number reads."""

    id: int
    on: date
    number: str


@dataclass(frozen=True, slots=True)
class Template:
    """样板办件: one case as it is copied: its rows by table, its streams, contents and papers, and its days."""

    case: CaseRow
    kind: PartyKind
    rows: Mapping[str, Blank]
    streams: Sequence[Stream]
    contents: Mapping[int, tuple[str, Blank]]
    papers: Sequence[Sheet]
    keys: Sequence[str]
    days: frozenset[str]
    actors: frozenset[str]
    words: Mapping[str, str]
    last: datetime

    @property
    def open(self) -> bool:
        """Tell whether somebody still has to do something: to decide it, or to hand out the result."""
        return self.case.state in OPEN


def templates() -> list[Template]:
    """Return the cases of this database that can be copied."""
    found = (_template(case) for case in list(every_case()))
    return [each for each in found if each is not None]


def _template(case: Case) -> Template | None:
    party = party_by_id(case.party)
    records = events_of(case.home, f"case/{case.number}")
    whole = not contents_of(case.home, case.id).filter(sealed__isnull=True).exists()
    plain = case.certificate is None and LEFT_OUT.isdisjoint(each.type for each in records)
    if party is None or party.kind == PartyKind.GOVERNMENT or not (whole and plain):
        return None
    return _Cut(case, party, records).template()


class _Cut:
    """Cuts one case."""

    def __init__(self, case: Case, party: Party, records: Sequence[Record]) -> None:
        """Read what the case has besides its rows."""
        self.case, self.party, self.records = case, party, records
        self.papers = [
            Sheet(one.pk, one.issued_on, one.number) for one in papers_of(f"case/{case.number}")
        ]
        self.digests = dict(contents_of(case.home, case.id).values_list("id", "digest"))
        words = [case.number, party.name, *(one.number for one in self.papers)]
        self.cutter = Cutter([*words, *self.digests.values()])

    def template(self) -> Template:
        """Return the case, cut."""
        rows = dict(self._rows())
        contents = dict(self._contents())
        keys = [piece for piece in rows["cases_commandkey"].pieces if piece.startswith("\x02key")]
        return Template(
            case=load(self.case.home, self.case.id).row,
            kind=PartyKind(self.party.kind),
            rows=rows,
            streams=list(self._streams()),
            contents=contents,
            papers=self.papers,
            keys=keys,
            days=frozenset(self.cutter.days),
            actors=frozenset(self.cutter.actors),
            words={"number": self.case.number, "name": self.party.name},
            last=self.records[-1].at,
        )

    def _cut(self, text: str) -> Blank:
        return self.cutter.cut(text)

    def _rows(self) -> Iterator[tuple[str, Blank]]:
        for table in TABLES:
            columns = table.columns()
            found = table.rows(key_of(table, self.case), columns)
            if lines := "".join(table.marked(row) for row in found):
                yield table.name, self._cut(lines)

    def _streams(self) -> Iterator[Stream]:
        yield self._stream(f"case/{self.case.number}", self.records)
        for paper in self.papers:
            told = events_of_streams(self.case.home, [stream_of(paper.id)])
            yield self._stream(f"paper/\x02paper {paper.id}\x03", told)

    def _stream(self, name: str, records: Sequence[Record]) -> Stream:
        steps = [self._step(name, record) for record in records]
        return Stream(self.case.home, self._cut(name), steps, self._cut(instant(records[-1].at)))

    def _step(self, stream: str, record: Record) -> Step:
        form = self._own(canonical(written(record)).decode())
        form = form.replace(f'"stream":"{record.stream}"', f'"stream":"{stream}"')
        form = form.replace(f'"prev":"{record.prev}"', f'"prev":"{PREV}"')
        data = self._own(canonical(record.data).decode()).replace("\\", "\\\\")
        cells = [
            str(record.home), CASE if record.subject else "0", stream, str(record.n), record.type,
            instant(record.at), record.by, NOTHING if record.behalf is None else record.behalf,
            record.organ, data, PREV, HASH,
        ]  # fmt: skip
        return Step(self._cut(form), self._cut("\t".join(cells) + "\n"))

    def _own(self, text: str) -> str:
        """Mark the applicant and the papers in an event's form."""
        return APPLICANT.sub(f"\\1:{PARTY}", IDS.sub(self._marked, text))

    def _marked(self, found: re.Match[str]) -> str:
        known = int(found[2]) in {paper.id for paper in self.papers}
        return f"{found[1]}:\x02paper {found[2]}\x03" if known else found[0]

    def _contents(self) -> Iterator[tuple[int, tuple[str, Blank]]]:
        kept: Mapping[int, Any] = bodies(self.case.home, self.case.id, self.digests)
        for key in sorted(kept):
            yield key, (self.digests[key], self._cut(canonical(kept[key]).decode()))
