"""Public lists: which matters stand on which list, in what order, and how two lists differ. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from hashlib import sha256
from typing import Any

from tongban.kernel.catalogue.vocabulary import (
    BodyTheme,
    CaseType,
    Channel,
    Convenience,
    Depth,
    PersonTheme,
    PowerType,
)
from tongban.kernel.ledger.rules import admitted, canonical


class ListKind(StrEnum):
    """清单种类: what a public list gathers. The value is its address."""

    DEPARTMENTS = "departments"
    THEMES = "themes"
    PERMITS = "permits"
    POWERS = "powers"
    SERVICES = "services"
    IMMEDIATE = "immediate"
    ONLINE = "online"
    NEARBY = "nearby"
    ONCE = "once"
    ZERO = "zero"


# What a list is called where it is official: on the list itself, whatever the language of the page.
OFFICIAL: Mapping[ListKind, str] = {
    ListKind.DEPARTMENTS: "部门事项清单",
    ListKind.THEMES: "主题事项清单",
    ListKind.PERMITS: "行政许可事项清单",
    ListKind.POWERS: "权力事项清单",
    ListKind.SERVICES: "公共服务事项清单",
    ListKind.IMMEDIATE: "即办事项清单",
    ListKind.ONLINE: "网上可办事项清单",
    ListKind.NEARBY: "就近办事项清单",
    ListKind.ONCE: "最多跑一次事项清单",
    ListKind.ZERO: "零跑动事项清单",
}

_APPLIED_FOR_ONLINE = frozenset(set(Depth) - {Depth.ENQUIRY, Depth.OTHER})
_THEMES = {theme: place for place, theme in enumerate((*PersonTheme.values, *BodyTheme.values))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """清单条目: what a list says of one matter. `None`, empty text and empty lists are what nobody has entered.

    Limits are as the clock reads them (`15wd`). A sealed list keeps its rows in this form: fields are only ever
    added, with a default.
    """

    matter: int
    name: str
    power_type: int
    level: int
    organ_id: int
    organ: str
    main_item: str = ""
    code: str = ""
    basis: str = ""
    case_type: int | None = None
    promised: str | None = None
    statutory: str | None = None
    online: bool = False
    channels: tuple[str, ...] = ()
    depth: tuple[int, ...] = ()
    visits: int | None = None
    visits_reason: str = ""
    fee: str = ""
    themes: tuple[str, ...] = ()
    conveniences: tuple[str, ...] = ()
    audience: str | None = None

    def frozen(self) -> dict[str, Any]:
        """Return the row as a sealed list keeps it."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


@dataclass(frozen=True, slots=True)
class Selection:
    """清单: the rows of one kind in their order, and of how many matters nobody has entered whether they belong."""

    kind: ListKind
    rows: tuple[Row, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Changed:
    """变更事项: one matter that stands on both lists, with other words."""

    before: Row
    after: Row

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that differ."""
        return tuple(
            each.name
            for each in fields(Row)
            if getattr(self.before, each.name) != getattr(self.after, each.name)
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """清单差异: what came, what went, and what reads differently from one list to another."""

    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def thawed(kept: Mapping[str, Any]) -> Row:
    """Return the row that a sealed list keeps."""
    facts: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()}
    return Row(**facts)


def belongs(kind: ListKind, row: Row) -> bool | None:
    """Tell whether the matter stands on that list; `None` where the fact that decides it was never entered."""
    return _BELONGS[kind](row)


def select(kind: ListKind, rows: Iterable[Row]) -> Selection:
    """Return the list of that kind out of everything that is in force."""
    answers = [(row, belongs(kind, row)) for row in rows]
    return Selection(
        kind,
        ordered(kind, (row for row, answer in answers if answer)),
        sum(answer is None for _, answer in answers),
    )


def ordered(kind: ListKind, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows in the order in which that list is printed."""
    return tuple(sorted(rows, key=lambda row: (*_first(kind, row), *_then(row))))


def difference(before: Iterable[Row], after: Iterable[Row]) -> Difference:
    """Return what leads from one list to another; rows of the same matter are the same entry."""
    old, new = ({row.matter: row for row in rows} for rows in (before, after))
    return Difference(
        added=tuple(row for key, row in new.items() if key not in old),
        removed=tuple(row for key, row in old.items() if key not in new),
        changed=tuple(
            Changed(old[key], row) for key, row in new.items() if key in old and old[key] != row
        ),
    )


def applied(kind: ListKind, before: Iterable[Row], change: Difference) -> tuple[Row, ...]:
    """Return the list that comes out when the difference is carried out on the first."""
    rows = {row.matter: row for row in before}
    for gone in change.removed:
        del rows[gone.matter]
    rows |= {each.after.matter: each.after for each in change.changed}
    rows |= {row.matter: row for row in change.added}
    return ordered(kind, rows.values())


def title(county: str, kind: ListKind, *, year: int, number: int) -> str:
    """Return the official name of a sealed list, such as 广安区行政许可事项清单（2026年第1版）."""
    return f"{county}{OFFICIAL[kind]}（{year}年第{number}版）"


def digest(head: Mapping[str, str | int], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the lower-hex SHA-256 of a sealed list: its head and its rows in the RFC 8785 form."""
    whole: dict[str, Any] = {"head": dict(head), "rows": [dict(row) for row in rows]}
    admitted(whole)
    return sha256(canonical(whole)).hexdigest()


def _first(kind: ListKind, row: Row) -> tuple[int, ...]:
    match kind:
        case ListKind.THEMES:
            return (min((_THEMES.get(theme, len(_THEMES)) for theme in row.themes), default=0),)
        case ListKind.POWERS:
            return (row.power_type,)
        case _:
            return ()


def _then(row: Row) -> tuple[int | str, ...]:
    return (row.organ_id, row.power_type, row.main_item, row.code, row.name, row.matter)


def _online(row: Row) -> bool | None:
    if row.online or Channel.ONLINE in row.channels or _APPLIED_FOR_ONLINE & set(row.depth):
        return True
    return False if row.channels or row.depth else None


def _visits(most: int) -> Callable[[Row], bool | None]:
    return lambda row: None if row.visits is None else row.visits <= most


_BELONGS: Mapping[ListKind, Callable[[Row], bool | None]] = {
    ListKind.DEPARTMENTS: lambda row: True,
    ListKind.THEMES: lambda row: True if row.themes else None,
    ListKind.PERMITS: lambda row: row.power_type == PowerType.PERMIT,
    ListKind.POWERS: lambda row: row.power_type != PowerType.PUBLIC_SERVICE,
    ListKind.SERVICES: lambda row: row.power_type == PowerType.PUBLIC_SERVICE,
    ListKind.IMMEDIATE: lambda row: (
        None if row.case_type is None else row.case_type == CaseType.IMMEDIATE
    ),
    ListKind.ONLINE: _online,
    ListKind.NEARBY: lambda row: (
        Convenience.NEARBY in row.conveniences if row.conveniences else None
    ),
    ListKind.ONCE: _visits(1),
    ListKind.ZERO: _visits(0),
}
