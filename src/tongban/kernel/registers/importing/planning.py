"""What each row of a file would do: enter, amend, nothing, or nothing because something is wrong. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import NOTHING, Facts, Known, Register
from tongban.kernel.registers.importing.cells import read_cell
from tongban.kernel.registers.importing.tables import ORGAN
from tongban.kernel.registers.rules import before_it_began, missing


class Verdict(StrEnum):
    """导入结果: what a row would do."""

    ENTER = "enter"
    AMEND = "amend"
    SAME = "same"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Standing:
    """在册情况: an entry that is kept already, as it stands on the day of the import; `mine` if the importer may keep it.

    `masked` are the fields that he may not see of it.
    """

    entry: int
    version: int
    opened_on: date
    facts: Facts
    mine: bool
    masked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """导入依据: the entries by key, the organs by name, and which of them the importer may keep entries for."""

    standing: Mapping[str, Standing]
    organs: Mapping[str, int]
    kept: Mapping[str, int]
    organ: int
    on: date


@dataclass(frozen=True, slots=True)
class Planned:
    """导入行: what a row of the file would do. `values` are those that would change, `before` what they are now.

    `left` are the fields that the row says something of and that stay as they are: the importer may not see them.
    """

    line: int
    key: str
    verdict: Verdict
    values: Mapping[str, Known] = field(default_factory=lambda: NOTHING)  # type: ignore[arg-type, return-value]
    before: Mapping[str, Known] = field(default_factory=lambda: NOTHING)  # type: ignore[arg-type, return-value]
    organ: int = 0
    entry: int = 0
    version: int = 0
    left: tuple[str, ...] = ()
    faults: tuple[Refusal, ...] = ()


Row = tuple[int, tuple[str, ...]]


def key_of(register: Register, mapping: Mapping[str, int], row: Row) -> str:
    """Return by what a row calls its entry; an empty text where that cannot be read."""
    try:
        value = read_cell(register[register.key], _cell(row, mapping[register.key]), {})
    except Refusal:
        return ""
    return str(value or "")


def planned(
    register: Register,
    mapping: Mapping[str, int],
    rows: Iterable[Row],
    ground: Ground,
    twice: Mapping[str, int],
) -> list[Planned]:
    """Return what each row would do; `twice` are the lines on which keys stand first that the file has more than once."""
    return [_planned(register, mapping, row, ground, twice) for row in rows]


def _planned(
    register: Register,
    mapping: Mapping[str, int],
    row: Row,
    ground: Ground,
    twice: Mapping[str, int],
) -> Planned:
    key, faults = key_of(register, mapping, row), list[Refusal]()
    values = _values(register, mapping, row, ground, faults)
    organ = _organ(mapping, row, ground, faults)
    if key in twice and twice[key] != row[0]:
        faults.append(
            Refusal(
                "register.row_twice",
                "{key} stands on line {line} already. Keep one of the two rows.",
                field=register.key,
                key=key,
                line=twice[key],
            )
        )
    standing = ground.standing.get(key)
    if standing is None:
        entering = Planned(row[0], key, Verdict.ENTER, values, organ=organ)
        return _entering(register, entering, ground.on, faults)
    amending = Planned(row[0], key, Verdict.AMEND, values)
    return _amending(register, amending, standing, ground.on, faults)


def _entering(register: Register, row: Planned, on: date, faults: list[Refusal]) -> Planned:
    values = {name: value for name, value in row.values.items() if value is not None}
    unread = {str(each.facts.get("field", "")) for each in faults}
    lacking = missing(register, values)
    if lacking is not None and lacking.facts["field"] not in unread:
        faults.append(lacking)
    _check(register, {**dict.fromkeys(register.names), **values}, on, faults)
    if faults:
        return Planned(row.line, row.key, Verdict.ERROR, faults=tuple(faults))
    return Planned(row.line, row.key, Verdict.ENTER, values, organ=row.organ)


def _amending(
    register: Register, row: Planned, standing: Standing, on: date, faults: list[Refusal]
) -> Planned:
    if not standing.mine:
        faults.append(
            Refusal(
                "register.row_of_another",
                "{key} is kept by an organ for which you may not keep this register. Leave the row out.",
                field=register.key,
                key=row.key,
            )
        )
    elif on < standing.opened_on:
        faults.append(before_it_began(on, standing.opened_on))
    said = {name: value for name, value in row.values.items() if value is not None}
    new = {
        name: value
        for name, value in said.items()
        if name not in standing.masked and value != standing.facts[name]
    }
    _check(register, {**standing.facts, **new}, on, faults)
    if faults:
        return Planned(row.line, row.key, Verdict.ERROR, faults=tuple(faults))
    return Planned(
        line=row.line,
        key=row.key,
        verdict=Verdict.AMEND if new else Verdict.SAME,
        values=new,
        before={name: standing.facts[name] for name in new},
        entry=standing.entry,
        version=standing.version,
        left=tuple(name for name in said if name in standing.masked),
    )


def _check(register: Register, facts: Facts, on: date, faults: list[Refusal]) -> None:
    """Ask the register's own rule, where nothing else is wrong."""
    if register.check is not None and not faults:
        refusal = register.check(facts, on)
        if refusal is not None:
            faults.append(refusal)


def _values(
    register: Register,
    mapping: Mapping[str, int],
    row: Row,
    ground: Ground,
    faults: list[Refusal],
) -> dict[str, Known]:
    """Return the values that can be read, and leave what is wrong with the others among the faults."""
    found: dict[str, Known] = {}
    for each in register.fields:
        if each.name not in mapping:
            continue
        try:
            found[each.name] = read_cell(each, _cell(row, mapping[each.name]), ground.organs)
        except Refusal as refusal:
            faults.append(refusal)
    return found


def _organ(mapping: Mapping[str, int], row: Row, ground: Ground, faults: list[Refusal]) -> int:
    """Return the organ that is to keep the entry: that of the row, or that of the file."""
    name = _cell(row, mapping[ORGAN]) if ORGAN in mapping else ""
    if not name:
        return ground.organ
    if name not in ground.kept:
        faults.append(
            Refusal(
                "register.row_of_no_organ",
                "There is no organ {name} for which you may keep this register. Correct its name, or leave it out.",
                field=ORGAN,
                name=name[:60],
            )
        )
    return ground.kept.get(name, 0)


def _cell(row: Row, place: int) -> str:
    return row[1][place] if place < len(row[1]) else ""
