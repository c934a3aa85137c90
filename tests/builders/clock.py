"""Instants, pauses and due days in one readable line."""

import sys
from datetime import UTC, date, datetime, timedelta
from importlib import util
from pathlib import Path
from types import ModuleType

from hypothesis import strategies as st

from tongban.kernel.clock import SHANGHAI, Limit, Pause, Unit, due
from tongban.standards.calendars import Calendar, national

ROOT = Path(__file__).parent.parent.parent
VECTORS = ROOT / "docs/reference/vectors/clock.jsonl"


def at(text: str) -> datetime:
    """An instant on Shanghai's wall clock, such as `2026-02-13 10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def pause(start: str, end: str) -> Pause:
    return Pause(at(start), at(end))


def due_on(
    start: str, limit: str, *pauses: Pause, calendar: Calendar | None = None, lane: object = 1
) -> date | None:
    """The due day of a limit such as `20wd` by the national calendar."""
    asked = Limit.parse(limit)
    return due(at(start), asked, calendar or national(), pauses=pauses, lane=lane).on


def checker() -> ModuleType:
    """The stand-alone checker, loaded as the module that it is."""
    spec = util.spec_from_file_location("clock_checker", ROOT / "checkers/clock.py")
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


days = st.dates(date(1995, 1, 1), date(2040, 1, 1))
instants = st.datetimes(datetime(1984, 1, 1), datetime(2040, 1, 1), timezones=st.just(SHANGHAI))
_most = {"wd": 200, "cd": 400, "mo": 24, "y": 3, "h": 2000}
limits = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Limit, st.integers(1, _most[unit]), st.just(unit))
)
working_limits = st.builds(Limit, st.integers(1, 200), st.just(Unit.WORKING_DAYS))


@st.composite
def near_pauses(draw: st.DrawFn, start: datetime) -> list[Pause]:
    """Up to five pauses about a start, many of which overlap."""
    minutes = st.integers(-20 * 1440, 300 * 1440)
    pairs = draw(st.lists(st.tuples(minutes, minutes), max_size=5))
    return [Pause(_later(start, min(pair)), _later(start, max(pair))) for pair in pairs]


def _later(start: datetime, minutes: int) -> datetime:
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(SHANGHAI)
