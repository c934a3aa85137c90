"""Many questions as lines of JSON. Usual spellings take a quick way over tables, all others the plain way of `lines`."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.clock.counting import HOUR, months_later, target
from tongban.kernel.clock.days import MICROSECOND
from tongban.kernel.clock.limits import Limit, Unit
from tongban.kernel.clock.lines import DECODER, answered, refused, said
from tongban.kernel.clock.tables import DAY, Tables
from tongban.standards.calendars import Calendar

# What the quick way meets in a line that is not for it; the plain way then answers or refuses in words.
UNUSUAL = (
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    Refusal,
    TypeError,
    ValueError,
)
REMEMBERED = 1000
MARK_NUMBER = b"-7046029"
MARK = b"," + MARK_NUMBER + b","

Counting: TypeAlias = Callable[[str, int, list[Any]], str]


class Batch:
    """Answers blocks of lines by one calendar; remembers the limits that it has read."""

    def __init__(self, calendar: Calendar) -> None:
        """Build the tables of the quick way."""
        self.calendar = calendar
        self.tables = Tables(calendar)
        self.limits: dict[str, tuple[Counting, int]] = {}
        self.counting: dict[Unit, Counting] = {
            Unit.WORKING_DAYS: self._working_days,
            Unit.CALENDAR_DAYS: self._calendar_days,
            Unit.MONTHS: self._months,
            Unit.YEARS: self._years,
            Unit.HOURS: self._hours,
        }

    def answers(self, block: bytes) -> bytes:
        """Return one answer line for each line of the block, which ends in a line feed. Best at some 500 lines."""
        lines = block.split(b"\n")[:-1]
        try:
            asked = _decoded(block, len(lines))
        except UNUSUAL:
            found = [self._line(line) for line in lines]
        else:
            quick, plain = self.quick, self._plain
            found = [quick(one) or plain(line) for one, line in zip(asked, lines, strict=True)]
        return "\n".join([*found, ""]).encode()

    def _line(self, line: bytes) -> str:
        try:
            return self.quick(DECODER.decode(line.decode())) or self._plain(line)
        except UNUSUAL:
            return self._plain(line)

    def _plain(self, line: bytes) -> str:
        try:
            return answered(line.decode(), self.calendar)
        except UnicodeDecodeError as fault:
            return refused(
                Refusal(
                    "clock.not_utf8",
                    "The line is not UTF-8 text: {reason} at byte {at}.",
                    reason=fault.reason,
                    at=fault.start,
                )
            )

    def quick(self, asked: Any) -> str:  # noqa: ANN401
        """Answer a decoded line of the usual spelling; return nothing for any other."""
        try:
            pauses = asked.get("pauses")
            if len(asked) != 2 and (len(asked) != 3 or pauses.__class__ is not list):
                return ""
            limit = asked["limit"]
            if limit not in self.limits:
                self._learn(limit)
            counting, amount = self.limits[limit]
            return counting(asked["start"], amount, pauses or [])
        except UNUSUAL:
            return ""

    def _learn(self, text: str) -> None:
        limit = Limit.parse(text)
        if len(self.limits) >= REMEMBERED:
            self.limits.clear()
        self.limits[text] = (self.counting[limit.unit], limit.amount)

    def _working_days(self, start: str, amount: int, pauses: list[Any]) -> str:
        tables = self.tables
        first, spans = tables.day(start), tables.paused_days(pauses)
        wanted = target(first, amount, spans, tables.through.__getitem__)
        return tables.answers[tables.nth[wanted]]

    def _calendar_days(self, start: str, amount: int, pauses: list[Any]) -> str:
        tables = self.tables
        reached = target(tables.day(start), amount, tables.paused_days(pauses))
        return tables.answers[tables.rolled(reached)]

    def _months(self, start: str, amount: int, pauses: list[Any]) -> str:
        day = self.tables.days[self.tables.day(start)]
        return self._calendar_days(start, (months_later(day, amount) - day).days, pauses)

    def _years(self, start: str, amount: int, pauses: list[Any]) -> str:
        return self._months(start, 12 * amount, pauses)

    def _hours(self, start: str, amount: int, pauses: list[Any]) -> str:
        tables = self.tables
        at = target(tables.instant(start), amount * HOUR, tables.paused_time(pauses))
        day, moment = divmod(at, DAY)
        instant = datetime.combine(tables.days[day], time()) + moment * MICROSECOND
        return said(f"{instant.isoformat()}+08:00", provisional=False)


def _decoded(block: bytes, count: int) -> list[Any]:
    """Decode all lines as one array, a mark between each two; raises one of `UNUSUAL` unless each line is one value.

    No line contains the mark, and JSON spells a whole number in one way only: marks found in every second place prove
    that no value begins in one line and ends in another.
    """
    if MARK_NUMBER in block:
        raise ValueError
    text = block[:-1].replace(b"\n", MARK).decode()
    found: list[Any] = DECODER.decode(f"[{text}]")
    if len(found) != 2 * count - 1 or found[1::2] != [int(MARK_NUMBER)] * (count - 1):
        raise ValueError
    return found[::2]
