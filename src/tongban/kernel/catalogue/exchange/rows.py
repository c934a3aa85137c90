"""Takes a row of a spreadsheet over into what a matter says; only cells that differ from what goes out change anything. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import override

from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.catalogue.exchange.cells import LANGUAGES, Unreadable
from tongban.kernel.catalogue.exchange.entries import CLEAR, Entry, ListRow
from tongban.kernel.catalogue.exchange.fields import Column
from tongban.kernel.catalogue.exchange.ground import Ground, Place
from tongban.kernel.catalogue.exchange.lists import ListSheet
from tongban.kernel.catalogue.exchange.mapping import UNIT
from tongban.kernel.catalogue.exchange.remarks import Wrong, refused, wrong
from tongban.kernel.catalogue.items import UNCLASSIFIED, Remark
from tongban.kernel.sheets.reading import tidy

_NEEDED = ("name", "power_type", "level")


def after(entry: Entry, before: Content, ground: Ground, home: int | None) -> Content:
    """Return the content with what the row changes; refuse it with every cell that cannot be read."""
    remarks: list[Remark] = []
    facts: dict[str, Any] = {}
    with override(LANGUAGES[0]):
        for column in fields.FACTS:
            try:
                facts |= _fact(column, entry.cells, before)
            except Unreadable as fault:
                remarks.append(refused(entry.line, column.title, fault))
        facts_of_lists: dict[str, Any] = {}
        for field, found in entry.lists.items():
            entries = _list(lists.BY_FIELD[field], found, before, remarks)
            facts_of_lists[field] = entries
    if remarks:
        raise Wrong(remarks)
    changed = replace(fields.with_facts(before, facts), **facts_of_lists)
    return replace(changed, organ_id=_organ(entry, before, ground, home))


def _fact(column: Column, cells: Mapping[str, str], before: Content) -> dict[str, Any]:
    """Return the fact of a cell that says something new; an empty cell says nothing."""
    text = _with_unit(column.key, cells)
    if not text or text == tidy(fields.written(column, before)):
        return {}
    if text not in CLEAR:
        return {column.key: column.kind.read(text)}
    if column.key in _NEEDED:
        raise Unreadable(
            "not_empty", "This field cannot be emptied.", "Enter what the matter is to say."
        )
    return {column.key: fields.cleared(column)}


def _with_unit(key: str, cells: Mapping[str, str]) -> str:
    """Return the cell, with the unit that stands in a column of its own."""
    text, unit = cells.get(key, ""), cells.get(f"{UNIT}{key}", "")
    if key == "main_item" and text == UNCLASSIFIED:
        return ""
    return f"{text}{unit}" if text.isdecimal() and unit else text


def _list(
    sheet: ListSheet, found: list[ListRow], before: Content, remarks: list[Remark]
) -> tuple[Any, ...]:
    """Return the entries of a list as the sheet has them; the list as it was where nothing differs."""
    as_it_was: tuple[Any, ...] = getattr(before, sheet.field)
    if all(row.clears for row in found):
        return ()
    known = [[tidy(cell) for cell in cells] for cells in lists.rows(sheet, before)]
    kept = [row for row in found if not row.clears]
    if [[row.cells.get(part.key, "") for part in sheet.parts] for row in kept] == known:
        return as_it_was
    read = [_entry(row, remarks) for row in kept]
    return as_it_was if remarks else lists.entries(sheet, read, before)


def _entry(row: ListRow, remarks: list[Remark]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in row.sheet.parts:
        text, title = row.cells.get(part.key, ""), f"{row.sheet.title} · {part.title}"
        try:
            if text:
                facts[part.key] = part.kind.read(text)
            elif part.needed:
                raise Unreadable("empty", "The cell is empty.", "Fill it in.")
        except Unreadable as fault:
            remarks.append(refused(row.line, title, fault))
    return facts


def _organ(entry: Entry, before: Content, ground: Ground, home: int | None) -> int:
    """Return the organ that the row names; the one there is where it names none, or the same."""
    name, area = entry.cells.get("organ", ""), entry.cells.get("area_code", "")
    now = ground.places.get(before.organ_id)
    if not name or (now is not None and name in (now.name, now.short_name) and _same(now, area)):
        return before.organ_id
    place = ground.place(name, area, home)
    if place is None:
        raise wrong(
            entry.line,
            fields.ORGAN.title,
            "no_organ",
            "There is no organ {organ} in the division {area}.",
            "Enter the full name of the organ, and its division where several have that name.",
            organ=name,
            area=area or "–",
        )
    return place.id


def _same(place: Place, area: str) -> bool:
    return not area or area.ljust(12, "0") == place.area_code
