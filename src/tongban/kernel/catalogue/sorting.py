"""Sorts the lines of a file of matters before anything is stored, and counts them after. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tongban.kernel.catalogue import items
from tongban.kernel.catalogue.items import CodeSpelling, Item, Remark
from tongban.kernel.catalogue.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Department:
    """部门 as delivered: its name and county, and each code under which its lines stand."""

    name: str
    area_code: str
    codes: tuple[CodeSpelling, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a file holds: items to store, lines that repeat one of them, lines refused, and remarks on what is odd."""

    items: tuple[Item, ...]
    repeated: tuple[Remark, ...]
    rejected: tuple[Remark, ...]
    warnings: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """导入结果. `rows` is the sum of the next four; a line that repeats another is counted as unchanged."""

    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    dry_run: bool

    @property
    def counts(self) -> dict[str, int]:
        """Return the figures that a program reads."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": len(self.rejected),
            "warnings": len(self.warnings),
        }


def sort(sheet: Sheet) -> Sorted:
    """Return the lines of a sheet, sorted; each is an item, repeated or rejected, never two of them."""
    kept: dict[str, Item] = {}
    repeated: list[Remark] = []
    rejected: list[Remark] = []
    for line in sheet.lines:
        item = items.read(line)
        if isinstance(item, Remark):
            rejected.append(item)
            continue
        first = kept.setdefault(item.item_code, item)
        if first is not item:
            same = first.delivered == item.delivered
            (repeated if same else rejected).append(_second(first, item, same=same))
    warnings = [*_odd_departments(kept.values()), *_odd_items(kept.values()), *repeated]
    return Sorted(tuple(kept.values()), tuple(repeated), tuple(rejected), tuple(warnings))


def departments(kept: Iterable[Item]) -> list[Department]:
    """Return the departments of the items in their order. A code that stands under two names stays with the first."""
    codes: dict[tuple[str, str], dict[str, CodeSpelling]] = {}
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    for item in kept:
        key = (item.department, item.area_code)
        mine = codes.setdefault(key, {})
        if item.dept_code:
            spelling = items.dept_code(item.dept_code)
            if owners.setdefault((spelling.scheme, spelling.value), key) == key:
                mine.setdefault(spelling.value, spelling)
    return [Department(name, area, tuple(mine.values())) for (name, area), mine in codes.items()]


def _second(first: Item, second: Item, *, same: bool) -> Remark:
    if same:
        reason, remedy = (
            "The row repeats line {line}.",
            "It was counted once. Nothing is left to do.",
        )
    else:
        reason, remedy = (
            "The code {code} stands on line {line} already, with other facts.",
            "Keep the row that is right, or correct the code.",
        )
    facts: dict[str, int | str] = {"line": first.line, "code": second.item_code}
    return Remark(
        second.line, "item_code", "repeated" if same else "conflict", reason, remedy, facts
    )


def _odd_departments(kept: Iterable[Item]) -> list[Remark]:
    seen: dict[tuple[str, str], Remark] = {}
    owners: dict[str, str] = {}
    for item in kept:
        if not item.dept_code:
            continue
        owner = owners.setdefault(item.dept_code, item.department)
        key = (item.department, item.dept_code)
        if owner != item.department:
            seen.setdefault(key, _shared(item, owner))
        elif items.dept_code(item.dept_code).odd:
            seen.setdefault(key, items.odd_dept_code(item))
    return list(seen.values())


def _shared(item: Item, owner: str) -> Remark:
    return Remark(
        item.line,
        "dept_code",
        "shared_dept_code",
        "The department code {code} stands under {owner} and under {department}.",
        "It was kept for the first. Enter each department's own code.",
        {"code": item.dept_code, "owner": owner, "department": item.department},
    )


def _odd_items(kept: Iterable[Item]) -> list[Remark]:
    remarks: list[Remark] = []
    names: dict[tuple[str, str], Item] = {}
    for item in kept:
        odd = items.odd_item_code(item)
        if odd is not None:
            remarks.append(odd)
        first = names.setdefault((item.department, item.name), item)
        if first is not item:
            remarks.append(_namesake(first, item))
    return remarks


def _namesake(first: Item, second: Item) -> Remark:
    return Remark(
        second.line,
        "name",
        "namesake",
        "{department} has the name {name} on line {line} already, under another code.",
        "Both were kept. See whether one of them is out of date.",
        {"department": second.department, "name": second.name, "line": first.line},
    )
