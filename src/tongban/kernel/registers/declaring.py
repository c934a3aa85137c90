"""登记册声明: what a domain says of a register, and of each of its fields. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.identity.rules import Power

Known: TypeAlias = str | int | bool | date | Decimal | None
Facts: TypeAlias = Mapping[str, Known]
Plain: TypeAlias = str | int | bool | None
Check: TypeAlias = Callable[[Facts, date], Refusal | None]
NOTHING: Mapping[str, object] = MappingProxyType({})
KIND = re.compile(r"[a-z][a-z_]{0,19}\.[a-z][a-z_]{0,19}")


class Sort(StrEnum):
    """值的种类: what a field holds. Decimals are in its unit, an organ is its number."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ORGAN = "organ"


@dataclass(frozen=True, slots=True)
class Field:
    """登记字段: one thing that a register says of its entries; `name` is a column of its model.

    `dated`: it keeps what held from which day on. `personal`: it is kept out of the log and masked but for those whom the
    register's power lets see. `most` is the length of a text or the largest number; `places` are those of a decimal.
    `synonyms` are other titles of its column in files.
    """

    name: str
    label: object
    sort: Sort = Sort.TEXT
    required: bool = False
    dated: bool = False
    personal: bool = False
    choices: Mapping[str, object] = field(default_factory=lambda: NOTHING, hash=False)
    unit: object = ""
    least: int | None = None
    most: int | None = None
    places: int = 2
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """登记册: its kind (`vehicles.vehicle`), title and fields, what tells its entries apart, and who may what.

    `key` names the field, required and of text, by which people call an entry. `columns` are shown in lists, `public` on the page behind
    a label, `publishes` to other domains. `personal_papers` are those of `papers` that only who sees personal fields opens.
    `check` refuses facts that do not go together on that day.
    """

    kind: str
    title: object
    fields: tuple[Field, ...]
    key: str
    columns: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    publishes: tuple[str, ...] = ()
    papers: Mapping[str, object] = field(default_factory=lambda: NOTHING, hash=False)
    personal_papers: frozenset[str] = frozenset()
    read: Power = Power.READ_REGISTERS
    keep: Power = Power.KEEP_REGISTERS
    see_confidential: Power = Power.SEE_CONFIDENTIAL
    check: Check | None = None

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself, when it is made."""
        for fault in _faults(self):
            raise ValueError(f"{self.kind}: {fault}")

    def __getitem__(self, name: str) -> Field:
        """Return the field of that name; `KeyError` where there is none."""
        return {each.name: each for each in self.fields}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its fields in their order."""
        return tuple(each.name for each in self.fields)

    @property
    def dated(self) -> frozenset[str]:
        """Return the names of the fields that keep what held when."""
        return frozenset(each.name for each in self.fields if each.dated)

    @property
    def personal(self) -> frozenset[str]:
        """Return the names of the fields that the log does not hold."""
        return frozenset(each.name for each in self.fields if each.personal)

    @property
    def listed(self) -> tuple[Field, ...]:
        """Return the fields that lists show."""
        return tuple(each for each in self.fields if each.name in self.columns)


def _faults(register: Register) -> list[str]:
    """Return what is wrong with a declaration."""
    names, faults = register.names, list[str]()
    if not KIND.fullmatch(register.kind):
        faults.append("a kind is room.thing in small letters")
    if len(set(names)) < len(names):
        faults.append("a field is named twice")
    shown = {*register.columns, *register.public, *register.publishes, register.key}
    faults += [f"there is no field {name}" for name in sorted(shown - set(names))]
    if faults:
        return faults
    key = register[register.key]
    if not key.required or key.personal or key.sort is not Sort.TEXT:
        faults.append("the key is a required text that is not personal")
    shared = {*register.public, *register.publishes} & register.personal
    faults += [f"{name} is personal and cannot be published" for name in sorted(shared)]
    strange = register.personal_papers - set(register.papers)
    faults += [f"there is no paper {name}" for name in sorted(strange)]
    for each in register.fields:
        if each.personal and each.dated:
            faults.append(f"{each.name} is personal and keeps no dated values")
        if bool(each.choices) != (each.sort is Sort.CHOICE):
            faults.append(f"{each.name}: choices belong to a choice")
    return faults
