"""年度放假安排: one year's table of days off and days worked, read from YAML and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import yaml

HERE = Path(__file__).parent
KEYS = ("year", "papers", "days_off", "days_worked")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Groups: TypeAlias = Mapping[str, Iterable[date]]


class CalendarFault(ValueError):
    """A calendar that cannot be right, or a question outside the years 1 to 9999. The message says what to mend."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """One day that a notice names: the holiday it belongs to, and whether people work on it."""

    holiday: str
    works: bool


@dataclass(frozen=True, slots=True)
class YearTable:
    """放假安排: what the notices of one year say. Its days may lie in the year before or after."""

    year: int
    papers: tuple[str, ...]
    days: Mapping[date, Arranged]


def read_year(text: str, *, source: str) -> YearTable:
    """Read one year's YAML. `source` names the file in the words of a fault.

    Raises `CalendarFault` for an unknown key, a year without its notices, a day named twice or a day far from its year.
    """
    try:
        raw = yaml.load(text, Loader=LOADER)  # noqa: S506 - both loaders are the safe ones
    except (yaml.YAMLError, ValueError) as fault:
        raise CalendarFault(f"{source}: not YAML: {fault}") from fault
    if not isinstance(raw, dict) or sorted(map(str, raw)) != sorted(KEYS):
        raise CalendarFault(f"{source}: a year has exactly the keys {', '.join(KEYS)}.")
    year = raw["year"]
    if type(year) is not int or not 1 < year < 9999:
        raise CalendarFault(f"{source}: year must be a whole number, not {year!r}.")
    return YearTable(year, _papers(raw["papers"], source), _days(raw, year, source))


def shipped_years() -> list[YearTable]:
    """Return the tables that come with the product, oldest first."""
    paths = sorted((HERE / "years").glob("*.yaml"))
    return [read_year(path.read_text(encoding="utf-8"), source=path.name) for path in paths]


@cache
def fixed_days() -> Mapping[tuple[int, int], str]:
    """Return month and day of each statutory holiday on a fixed date, with its name (全国年节及纪念日放假办法 2)."""
    raw = yaml.load((HERE / "fixed_days.yaml").read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
    return {
        (int(day[:2]), int(day[3:])): name for name, days in raw["days"].items() for day in days
    }


def _papers(raw: object, source: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw or not all(_is_address(paper) for paper in raw):
        raise CalendarFault(f"{source}: papers must list the address of at least one notice.")
    return tuple(raw)


def _is_address(paper: object) -> bool:
    return isinstance(paper, str) and paper.startswith(("http://", "https://"))


def _days(raw: Mapping[str, Groups], year: int, source: str) -> Mapping[date, Arranged]:
    found: dict[date, Arranged] = {}
    for key, works in (("days_off", False), ("days_worked", True)):
        for holiday, day in _named(raw[key], f"{source}: {key}"):
            if day in found:
                raise CalendarFault(f"{source}: {day} is named twice.")
            if not date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31):
                raise CalendarFault(f"{source}: {day} lies too far from {year}.")
            found[day] = Arranged(holiday, works)
    return MappingProxyType(dict(sorted(found.items())))


def _named(groups: object, place: str) -> Iterable[tuple[str, date]]:
    if not isinstance(groups, dict):
        raise CalendarFault(f"{place} must be a table from a holiday's name to its days.")
    for holiday, days in groups.items():
        if not isinstance(days, list) or not all(type(day) is date for day in days):
            raise CalendarFault(f"{place}: {holiday} must list dates such as 2026-01-01.")
        for day in days:
            yield str(holiday), day
