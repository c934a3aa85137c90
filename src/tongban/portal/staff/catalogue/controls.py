"""编辑控件: what the page draws for each input: its value, its choices, what is wrong and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel.catalogue.completeness import Completeness
from tongban.kernel.catalogue.queries import Unit
from tongban.portal.staff.catalogue.inputs import Input, Name
from tongban.portal.staff.catalogue.sections import INPUTS, SECTIONS, anchor
from tongban.portal.staff.catalogue.typed import Typed

Extra = Mapping[str, Sequence[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Option:
    """选项: a choice, and whether it is taken."""

    value: str
    label: Name
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """编辑控件: one control of the editor, or a list with a control for each cell."""

    asks: Input
    id: str
    name: str
    value: str = ""
    unit: str = ""
    options: tuple[Option, ...] = ()
    fault: str = ""
    missing: Name = ""
    used: bool = False
    rows: tuple[tuple["Control", ...], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Part:
    """编辑分区: a heading with its controls, and how many of them want something."""

    name: str
    label: Name
    controls: tuple[Control, ...]

    @property
    def wanting(self) -> int:
        """Return how many controls lack something."""
        return sum(1 for one in self.controls if one.missing)


def parts_of(typed: Typed, extra: Extra, found: Completeness) -> list[Part]:
    """Return the whole editor; `extra` gives the organs that may be chosen."""
    missing = {anchor(one.check.field): one.check.why for one in reversed(found.missing)}
    return [
        Part(
            section.name,
            section.label,
            tuple(_control(one, typed, extra, missing) for one in section.inputs),
        )
        for section in SECTIONS
    ]


def controls_of(names: Iterable[str], typed: Typed, used: Iterable[str]) -> list[Control]:
    """Return the controls of a change to many matters; `used` are those that are to be changed."""
    taken = set(used)
    return [_control(INPUTS[name], typed, {}, {}, used=name in taken) for name in names]


def _control(
    one: Input, typed: Typed, extra: Extra, missing: Mapping[str, Name], *, used: bool = False
) -> Control:
    place = f"f-{one.name}"
    value = typed.values.get(one.name, "")
    drawn = _drawn(one, value, one.name, place, extra)
    rows: tuple[tuple[Control, ...], ...] = ()
    if one.kind == "rows":
        rows = tuple(
            _cells(one, row, number, typed, extra) for number, row in enumerate(value or ())
        )
    return Control(
        asks=one,
        id=place,
        name=one.name,
        fault=typed.faults.get(place, ""),
        missing=missing.get(place, ""),
        used=used,
        rows=rows,
        **drawn,
    )


def _cells(
    one: Input, row: Mapping[str, str], number: int, typed: Typed, extra: Extra
) -> tuple[Control, ...]:
    cells = []
    for column in one.columns:
        place = f"f-{one.name}-{number}-{column.name}"
        drawn = _drawn(column, row.get(column.name, ""), column.name, place, extra)
        name = f"{one.name}-{number}-{column.name}"
        cells.append(Control(column, place, name, fault=typed.faults.get(place, ""), **drawn))
    return tuple(cells)


def _drawn(one: Input, value: Any, name: str, _place: str, extra: Extra) -> dict[str, Any]:  # noqa: ANN401
    if one.kind == "limit":
        digits = str(value).rstrip("wdcmoyh")
        unit = str(value)[len(digits) :] or "wd"
        options = tuple(Option(each, label, each == unit) for each, label in Unit.choices)
        return {"value": digits, "unit": unit, "options": options}
    if one.kind in ("one", "many"):
        chosen = set(value) if one.kind == "many" else {str(value)}
        choices = extra.get(name) or (one.choices() if one.choices else ())
        return {
            "options": tuple(Option(str(each), text, str(each) in chosen) for each, text in choices)
        }
    return {"value": "" if one.kind == "rows" else str(value)}
