"""Puts a log together while it is read: texts are numbered, and numbers kept in arrays."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from tongban.kernel import Refusal
from tongban.kernel.mining.log import ACTIVITY, NEVER, TIME, Codes, Column, Log, Numbers

MOST_EVENTS: Final = 50_000_000
"""So many events, and so many cases, are held at most."""


class Numbering(dict[bytes | str, int]):
    """Gives each new text the next number."""

    def __missing__(self, text: bytes | str) -> int:
        """Number it."""
        self[text] = number = len(self)
        return number

    def texts(self) -> tuple[str, ...]:
        """Return the texts by their numbers."""
        return tuple(each if isinstance(each, str) else each.decode() for each in self)


class Filling:
    """A column while it is filled."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.numbers = Numbering()
        self.codes = array("i")
        self.kind = ""

    def add(self, count: int, at: Iterable[int], texts: Iterable[bytes | str]) -> None:
        """Add `count` rows, of which those `at` have texts."""
        codes = np.full(count, -1, np.int32)
        codes[np.fromiter(at, np.int64)] = np.fromiter(
            map(self.numbers.__getitem__, texts), np.int32
        )
        self.codes.frombytes(codes.tobytes())

    def column(self) -> Column:
        """Return it as it is now."""
        codes = np.frombuffer(self.codes, np.int32) if self.codes else np.zeros(0, np.int32)
        return Column(codes, self.numbers.texts(), self.kind or "string")


class Gathered:
    """What was read of a log so far: cases in the order of the file, events of a case behind each other."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Keep, of what events and cases say, what stands under `keys`."""
        self.keys = tuple(dict.fromkeys(each for each in keys if each not in {ACTIVITY, TIME}))
        self.names: list[str] = []
        self.sizes = array("q")
        self.time = array("q")
        self.activity = Filling()
        self.of_events = {key: Filling() for key in self.keys}
        self.of_cases = {key: Filling() for key in self.keys}

    def check(self) -> None:
        """Refuse what is too much to be held."""
        if max(len(self.time), len(self.names)) > MOST_EVENTS:
            words = "The log has more than {most} events or cases. Split it."
            raise Refusal("mining.too_many_events", words, most=MOST_EVENTS)

    def log(self) -> Log:
        """Return the log, the events of every case in the order of their times."""
        starts = np.zeros(len(self.names) + 1, np.int64)
        np.cumsum(np.frombuffer(self.sizes, np.int64) if self.sizes else [], out=starts[1:])
        log = Log(
            names=tuple(self.names),
            starts=starts,
            activity=self.activity.column(),
            time=np.frombuffer(self.time, np.int64) if self.time else np.zeros(0, np.int64),
            of_events=_filled(self.of_events),
            of_cases=_filled(self.of_cases),
        )
        return log if _in_order(log) else _reordered(log, _by_time(log))


def grouped(log: Log, cases: Codes, names: Sequence[str]) -> Log:
    """Return the log of events that came in any order of `cases`, each case where its first event stands."""
    order = np.argsort(cases, kind="stable")
    sizes = np.bincount(cases, minlength=len(names))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    whole = Log(tuple(names), starts, log.activity, log.time, log.of_events, {})
    whole = _reordered(whole, order)
    return whole if _in_order(whole) else _reordered(whole, _by_time(whole))


def _filled(columns: dict[str, Filling]) -> dict[str, Column]:
    return {key: each.column() for key, each in columns.items() if each.numbers}


def _in_order(log: Log) -> bool:
    at = log.before
    return bool((log.time[at] <= log.time[at + 1]).all()) and not bool((log.time == NEVER).any())


def _by_time(log: Log) -> Numbers:
    """Return the events by case and time; where a time of a case is unknown, as they stand in the file."""
    unknown = np.zeros(log.cases, np.bool_)
    unknown[log.case[log.time == NEVER]] = True
    return np.lexsort((np.where(unknown[log.case], 0, log.time), log.case))


def _reordered(log: Log, order: Numbers) -> Log:
    def moved(column: Column) -> Column:
        return Column(column.codes[order], column.values, column.kind)

    return Log(
        names=log.names,
        starts=log.starts,
        activity=moved(log.activity),
        time=log.time[order],
        of_events={key: moved(each) for key, each in log.of_events.items()},
        of_cases=log.of_cases,
    )
