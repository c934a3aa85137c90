"""Says what a file would do to the catalogue, row by row, before anything is written. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.catalogue import content as contents
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.exchange import fields, records, rows
from tongban.kernel.catalogue.exchange.cells import Unreadable
from tongban.kernel.catalogue.exchange.changes import Change, changes
from tongban.kernel.catalogue.exchange.entries import Entry, entries
from tongban.kernel.catalogue.exchange.ground import Ground, Standing
from tongban.kernel.catalogue.exchange.plain import as_plain
from tongban.kernel.catalogue.exchange.reading import Book
from tongban.kernel.catalogue.exchange.remarks import Wrong, column_of, refused, wrong
from tongban.kernel.catalogue.items import Remark


class Outcome(StrEnum):
    """结果: what becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """预览行: one row of a file and what would become of it; a refused one has its remarks."""

    line: int
    code: str
    name: str
    outcome: Outcome
    raw: tuple[str, ...] = ()
    standing: Standing | None = None
    content: Content | None = None
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def matter_id(self) -> int | None:
        """Return the matter that the row is about, where it is known."""
        return self.standing.matter_id if self.standing else None


@dataclass(frozen=True, slots=True)
class Plan:
    """预览: all rows of a file and what would become of each."""

    rows: tuple[Planned, ...]

    def of(self, outcome: Outcome) -> list[Planned]:
        """Return the rows with this outcome."""
        return [row for row in self.rows if row.outcome is outcome]

    @property
    def counts(self) -> dict[str, int]:
        """Return the figures that are shown and recorded."""
        return {"rows": len(self.rows)} | {str(each): len(self.of(each)) for each in Outcome}

    @property
    def seal(self) -> str:
        """Return what changes when the file would do something else, or do it to other words."""
        told = [
            (row.line, row.outcome, row.standing and as_plain(row.standing.content), as_plain(row.content))
            for row in self.rows
            if row.content is not None
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def plan(book: Book, mapping: Mapping[str, int], ground: Ground) -> Plan:
    """Return what the file would do to what stands."""
    matters: dict[int, int] = {}
    return Plan(tuple(_planned(entry, ground, matters) for entry in entries(book, mapping)))


def _planned(entry: Entry, ground: Ground, matters: dict[int, int]) -> Planned:
    standing = ground.matters.get(entry.code)
    shown = standing if standing and standing.kept else None
    before = shown.content if shown else None
    name = str(before.name if before else entry.cells.get("name") or "".join(entry.raw[1:2]))
    try:
        _its_own(entry, standing, matters)
        start = before or _new(entry, ground)
        after = _after(entry, start, ground, standing.home if standing else None)
        _may_stand(entry, after, ground, standing)
    except Wrong as fault:
        return Planned(
            entry.line,
            entry.code,
            name,
            Outcome.REFUSED,
            entry.raw,
            shown,
            remarks=fault.remarks,
        )
    if before is not None and after == before:
        return Planned(entry.line, entry.code, name, Outcome.UNCHANGED, entry.raw, standing)
    outcome = Outcome.CREATED if standing is None else Outcome.CHANGED
    told = changes(None if standing is None else start, after, ground)
    return Planned(
        entry.line, entry.code, after.name, outcome, entry.raw, standing, after, told
    )  # fmt: skip


def _its_own(entry: Entry, standing: Standing | None, matters: dict[int, int]) -> None:
    """Refuse a row without a code, a second row of a matter, and a matter that somebody else keeps."""
    title = fields.CODE_COLUMN.title
    if not entry.code:
        raise wrong(
            entry.line,
            title,
            "no_code",
            "The row has no item code, so nobody knows which matter is meant.",
            "Enter the item code of the matter.",
        )
    try:
        fields.CODE_COLUMN.kind.read(entry.code)
    except Unreadable as fault:
        raise Wrong([refused(entry.line, title, fault)]) from fault
    first = matters.setdefault(standing.matter_id, entry.line) if standing else entry.line
    if entry.repeats or first != entry.line:
        raise wrong(
            entry.line,
            title,
            "twice",
            "The matter stands on line {first} already.",
            "Keep the row that is right.",
            first=entry.repeats or first,
        )
    if standing is not None and not standing.kept:
        raise wrong(
            entry.line,
            title,
            "not_kept",
            "The matter {code} belongs to an organ whose catalogue you do not keep.",
            "Leave the row out, or ask that organ's keeper.",
            code=entry.code,
        )


def _new(entry: Entry, ground: Ground) -> Content:
    """Return what a matter that is not listed yet begins with; refuse one without organ, name and power type."""
    given = records.basics(entry) if entry.record is not None else entry.cells
    missing = [
        column.title
        for column in (fields.ORGAN, fields.BY_KEY["name"], fields.BY_KEY["power_type"])
        if not given.get(column.key)
    ]
    if missing:
        raise wrong(
            entry.line,
            fields.CODE_COLUMN.title,
            "unknown_code",
            "No matter has the code {code}, and for a new one these are missing: {missing}.",
            "Correct the code, or enter what is missing.",
            code=entry.code,
            missing="、".join(missing),
        )
    place = ground.place(given["organ"], given.get("area_code", ""), None)
    level = place.level if place else 0
    return Content(name="", power_type=0, organ_id=0, level=level)


def _after(entry: Entry, before: Content, ground: Ground, home: int | None) -> Content:
    if entry.record is not None:
        return records.after(entry, before, ground, home)
    return rows.after(entry, before, ground, home)


def _may_stand(entry: Entry, after: Content, ground: Ground, standing: Standing | None) -> None:
    place = ground.places.get(after.organ_id)
    if place is None or not place.kept:
        raise wrong(
            entry.line,
            fields.ORGAN.title,
            "organ_not_kept",
            "{organ} is no organ whose catalogue you keep.",
            "Enter the full name of the organ, and its division where several have that name.",
            organ=place.name if place else entry.cells.get("organ", ""),
        )
    if standing is not None and int(place.division[:6].ljust(6, "0")) != standing.home:
        raise wrong(
            entry.line,
            fields.ORGAN.title,
            "other_county",
            "The matter would move to another county.",
            "Enter the matter anew there, and cancel this one.",
        )
    fault = _fault(after)
    if fault is not None:
        facts: dict[str, Any] = {
            key: fact if isinstance(fact, int) else str(fact) for key, fact in fault.facts.items()
        }
        title = column_of(fault)
        remark = Remark(entry.line, title, fault.code, fault.words, "Correct the row.", facts)
        raise Wrong([remark])


def _fault(content: Content) -> Refusal | None:
    try:
        return contents.fault(content)
    except Refusal as refusal:
        return refusal
