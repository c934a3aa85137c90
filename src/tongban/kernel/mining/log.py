"""事件日志: what happened in many cases, held in columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tongban.kernel import Refusal
from tongban.kernel.mining.refusing import short

ACTIVITY, TIME = "concept:name", "time:timestamp"
LIFECYCLE, RESOURCE, GROUP, ROLE = "lifecycle:transition", "org:resource", "org:group", "org:role"
STANDARD = (LIFECYCLE, RESOURCE, GROUP, ROLE)
"""What analyses ask beyond activity and time; the names are those of the XES extensions."""
NEVER = np.iinfo(np.int64).min
"""The instant of an event whose time is not known."""
SECOND = 1_000_000

Numbers: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.int32]
Choice: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """列: texts by their place in `values`, -1 where there is none; `kind` is the type that XES has for them."""

    codes: Codes
    values: tuple[str, ...]
    kind: str = "string"

    def at(self, number: int) -> str | None:
        """Return one text."""
        code = int(self.codes[number])
        return None if code < 0 else self.values[code]


@dataclass(frozen=True, eq=False)
class Log:
    """事件日志: the events of case after case, in each in the order of their times.

    Events of case `i` are those from `starts[i]` up to `starts[i + 1]`. `time` is in microseconds since 1970 in UTC, `NEVER`
    where unknown; in a case with such an event the order is that of the file. Columns of events and of cases have the
    keys of XES, and are there only where something stands in them.
    """

    names: tuple[str, ...]
    starts: Numbers
    activity: Column
    time: Numbers
    of_events: Mapping[str, Column]
    of_cases: Mapping[str, Column]

    @property
    def cases(self) -> int:
        """Return how many cases there are."""
        return len(self.names)

    @property
    def events(self) -> int:
        """Return how many events there are."""
        return len(self.time)

    @cached_property
    def case(self) -> Codes:
        """Return for every event the number of its case."""
        return np.repeat(np.arange(self.cases, dtype=np.int32), np.diff(self.starts))

    @cached_property
    def before(self) -> Numbers:
        """Return the events that another one of the same case follows directly."""
        return np.flatnonzero(self.case[1:] == self.case[:-1])

    @cached_property
    def bounds(self) -> tuple[Numbers, Numbers]:
        """Return the first and the last known instant of every case, `NEVER` where it has none."""
        if not self.events:
            return self.time, self.time
        early = np.where(self.time == NEVER, np.iinfo(np.int64).max, self.time)
        filled = np.diff(self.starts) > 0
        first, last = (np.full(self.cases, NEVER, np.int64) for _ in range(2))
        at = self.starts[:-1][filled]
        last[filled] = np.maximum.reduceat(self.time, at)
        first[filled] = np.minimum.reduceat(early, at)
        return np.where(last == NEVER, NEVER, first), last

    def chosen(self, cases: Choice) -> "Log":
        """Return the log of some cases alone."""
        events = cases[self.case]
        sizes = np.diff(self.starts)[cases]
        return Log(
            names=tuple(name for name, kept in zip(self.names, cases, strict=True) if kept),
            starts=np.concatenate([[0], np.cumsum(sizes)]),
            activity=_narrowed(self.activity, events),
            time=self.time[events],
            of_events={key: _narrowed(one, events) for key, one in self.of_events.items()},
            of_cases={key: _narrowed(one, cases) for key, one in self.of_cases.items()},
        )

    def having(self, events: Choice) -> "Log":
        """Return the log of some events alone; every case stays, with those that are left of it."""
        sizes = np.bincount(self.case[events], minlength=self.cases)
        return replace(
            self,
            starts=np.concatenate([[0], np.cumsum(sizes)]),
            activity=_narrowed(self.activity, events),
            time=self.time[events],
            of_events={key: _narrowed(one, events) for key, one in self.of_events.items()},
        )

    def of_case(self, key: str) -> Column | None:
        """Return what is said of cases under `key`; where only events say it, all events of a case must say the same.

        Raises Refusal where two events of a case differ.
        """
        if key in self.of_cases or key not in self.of_events:
            return self.of_cases.get(key)
        column = self.of_events[key]
        said = np.flatnonzero(column.codes >= 0)
        codes = np.full(self.cases, -1, np.int32)
        codes[self.case[said]] = column.codes[said]
        differing = said[codes[self.case[said]] != column.codes[said]]
        if len(differing):
            raise Refusal(
                "mining.differs_within_case",
                "Case {case} has two values of {key}: “{one}” and “{other}”. Name an attribute that is the same in all its events.",
                case=short(self.names[self.case[differing[0]]]),
                key=key,
                one=short(column.values[column.codes[differing[0]]]),
                other=short(column.values[codes[self.case[differing[0]]]]),
            )
        return replace(column, codes=codes)


def _narrowed(column: Column, kept: Choice) -> Column:
    return replace(column, codes=column.codes[kept])
