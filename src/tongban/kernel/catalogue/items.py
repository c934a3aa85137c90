"""Reads one line of a file of matters, or says what is wrong with it and how to mend it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongban.kernel.catalogue.sheets import Line
from tongban.kernel.sheets.reading import is_rounded
from tongban.standards.codes import (
    Fault,
    credit_code,
    divisions,
    matter_code,
    organisation_code,
)

UNCLASSIFIED = "未分类"
POWER_TYPES: Mapping[str, int] = {
    "行政许可": 1,
    "行政处罚": 2,
    "行政强制": 3,
    "行政征收": 4,
    "行政给付": 5,
    "行政检查": 6,
    "行政确认": 7,
    "行政奖励": 8,
    "行政裁决": 9,
    "其他行政权力": 10,
    "公共服务": 20,
}
_LONGEST = {"department": 60, "main_item": 300, "name": 300, "item_code": 120, "dept_code": 40}
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was noticed at a line: the field, a code for programs, the reason and the remedy in English with places.

    Where a code is odd, `fault` says in what, and fills the place of that name in the reason.
    """

    line: int
    field: str
    code: str
    reason: str
    remedy: str
    facts: Mapping[str, int | str]
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """事项 as delivered. `area_code` has 6 to 12 digits; `dept_code` may be empty."""

    line: int
    department: str
    main_item: str
    name: str
    area_code: str
    item_code: str
    power_type: int
    dept_code: str

    @property
    def home(self) -> int:
        """Return the county division."""
        return int(self.area_code[:6])

    @property
    def delivered(self) -> dict[str, int | str]:
        """Return what is compared with the next delivery: all but the line."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "line"}


@dataclass(frozen=True, slots=True)
class CodeSpelling:
    """部门代码: the scheme a code belongs to, how it is compared, and what is odd about it."""

    scheme: str
    value: str
    given: str
    odd: bool


def read(line: Line) -> Item | Remark:
    """Return the item on a line, or the first thing that is wrong there."""
    cells = {"main_item": "", "dept_code": "", **line.cells}
    remark = _unreadable(line) or _wrong_cell(line, cells) or _wrong_codes(line, cells)
    if remark is not None:
        return remark
    main_item = cells["main_item"]
    return Item(
        line=line.number,
        department=cells["department"],
        main_item="" if main_item == UNCLASSIFIED else main_item,
        name=cells["name"],
        area_code=cells["area_code"],
        item_code=cells["item_code"],
        power_type=_power_type(cells["task_type"]) or 0,
        dept_code=cells["dept_code"],
    )


def dept_code(text: str) -> CodeSpelling:
    """Return how a department code is kept: a credit code, an organisation code, a system number, or something else."""
    raised = text.upper()
    bare = raised.replace("-", "")
    if credit_code.check(text) is None:
        return CodeSpelling("credit-code", raised, text, odd=False)
    if organisation_code.check(text) is None:
        return CodeSpelling("organisation-code", bare, text, odd=False)
    if re.fullmatch(r"[0-9]{18,22}", text):
        return CodeSpelling("system", text, text, odd=True)
    return CodeSpelling("other", raised, text, odd=True)


def odd_dept_code(item: Item) -> Remark:
    """Return the remark on a department code that is neither credit nor organisation code."""
    return Remark(
        item.line,
        "dept_code",
        "odd_dept_code",
        "The department code {code} of {department} is neither a credit code nor an organisation code.",
        "It was kept as it is. Enter the unified social credit code when it is known.",
        {"code": item.dept_code, "department": item.department},
    )


def odd_item_code(item: Item) -> Remark | None:
    """Return the remark on an item code that follows no known scheme, with its fault; `None` if it does."""
    fault = matter_code.check(item.item_code)
    if fault is None and item.item_code != item.item_code.upper():
        fault = Fault("code.lower_case", "It has lower-case letters.")
    if fault is None:
        return None
    return Remark(
        item.line,
        "item_code",
        "odd_item_code",
        "The item code {code} is unusual: {fault}",
        "It was kept as it is. Compare it with the source.",
        {"code": item.item_code},
        fault,
    )


def not_in_force(item: Item, day: date) -> Remark:
    """Return the remark on a row of a matter that was cancelled, or whose first day is still to come."""
    return Remark(
        item.line,
        "item_code",
        "not_in_force",
        "The matter {code} is not in force on {day}; the row says something new.",
        "It was left as it is. Publish a version by hand if the matter is to be in force.",
        {"code": item.item_code, "day": day.isoformat()},
    )


def prepared(item: Item, day: date) -> Remark:
    """Return the remark on a row whose change holds only until a day that is settled already."""
    return Remark(
        item.line,
        "item_code",
        "prepared",
        "For the matter {code} something else is settled from {day}: a successor, or its end.",
        "The change holds until then. Enter it in the successor too if it is to last.",
        {"code": item.item_code, "day": day.isoformat()},
    )


def _unreadable(line: Line) -> Remark | None:
    if line.surplus:
        return _wrong(
            line,
            "",
            "surplus",
            "The row has {surplus} more cells than the header.",
            "Put a name that holds a comma between quotes, so that the columns do not shift.",
            surplus=line.surplus,
        )
    for field, text in line.cells.items():
        if _UNSAFE.search(text):
            return _wrong(
                line,
                field,
                "control",
                "The cell holds a control character.",
                "Type the cell anew; it was damaged on the way.",
            )
    return None


def _wrong_cell(line: Line, cells: Mapping[str, str]) -> Remark | None:
    for field in ("department", "name", "area_code", "item_code", "task_type"):
        if not cells[field]:
            return _wrong(line, field, "empty", "The cell is empty.", "Fill it in.")
    for field, most in _LONGEST.items():
        if len(cells[field]) > most:
            return _wrong(
                line,
                field,
                "too_long",
                "The cell has {length} characters; at most {most} fit.",
                "Shorten it, and see whether a quote was left open above.",
                length=len(cells[field]),
                most=most,
            )
    return None


def _wrong_codes(line: Line, cells: Mapping[str, str]) -> Remark | None:
    for field in ("area_code", "item_code", "dept_code"):
        if is_rounded(cells[field]):
            return _wrong(
                line,
                field,
                "rounded",
                "{value} is a number that Excel has rounded; its last digits are lost.",
                "Format the column as text, enter the code again and save.",
                value=cells[field],
            )
    area = cells["area_code"]
    if len(area) not in (6, 9, 12) or divisions.check(area) is not None:
        return _wrong(
            line,
            "area_code",
            "area",
            "{value} is no division that is known.",
            "Enter the division code of the organ in 6 or 12 digits.",
            value=area,
        )
    if _power_type(cells["task_type"]) is None:
        return _wrong(
            line,
            "task_type",
            "task_type",
            "{value} is no power type.",
            "Enter 1 to 10 or 20, or the name, such as 行政许可 or 公共服务.",
            value=cells["task_type"],
        )
    return None


def _power_type(text: str) -> int | None:
    if text in POWER_TYPES:
        return POWER_TYPES[text]
    number = int(text) if re.fullmatch(r"[0-9]{1,2}", text, re.ASCII) else 0
    return number if number in POWER_TYPES.values() else None


def _wrong(
    line: Line, field: str, code: str, reason: str, remedy: str, **facts: int | str
) -> Remark:
    return Remark(line.number, field, code, reason, remedy, facts)
