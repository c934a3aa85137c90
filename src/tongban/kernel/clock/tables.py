"""The same counting over tables of some forty years, for the spellings that nearly every question uses."""

from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from tongban.kernel.clock.lines import said
from tongban.kernel.clock.pauses import Span, touched
from tongban.standards.calendars import Calendar

# China gave up summer time in 1991, so that from 1992 a time at +08:00 shows Shanghai's own date.
FIRST_YEAR = 1992
YEARS = 40
SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 1440 * MINUTE


class Ends(dict[str, int]):
    """What follows the minute in an instant at +08:00, such as `:30+08:00`, in microseconds of the minute."""

    def __missing__(self, text: str) -> int:
        """Read an end with a fraction of a second; raises `KeyError` or `ValueError` for any other spelling."""
        instant = datetime.fromisoformat(f"2000-01-01T00:00{text}")
        if instant.utcoffset() != timedelta(hours=8):
            raise KeyError(text)
        return instant.second * SECOND + instant.microsecond


class Tables:
    """Each day's text, number and answer, and its working days. Days are numbered from 0 on the first of the table.

    The years run from the calendar's first notice on. A look-up outside raises `KeyError` or `IndexError`.
    """

    def __init__(self, calendar: Calendar) -> None:
        """Build the tables: some hundredths of a second."""
        year = max(FIRST_YEAR, min(calendar.years, default=FIRST_YEAR))
        self.days = _days(year, calendar)
        self.texts = [day.isoformat() for day in self.days]
        self.numbers = {text: number for number, text in enumerate(self.texts)}
        self.answers = [
            said(text, provisional=calendar.provisional(day))
            for text, day in zip(self.texts, self.days, strict=True)
        ]
        self.minutes = {f"T{n // 60:02}:{n % 60:02}": n * MINUTE for n in range(1440)}
        self.ends = Ends({f":{n:02}+08:00": n * SECOND for n in range(60)} | {"+08:00": 0})
        self.works = [calendar.is_working(day) for day in self.days]
        self.through = list(accumulate(self.works))
        self.nth = [-1, *(number for number, works in enumerate(self.works) if works)]

    def instant(self, text: str) -> int:
        """Return an instant in microseconds since the first day began."""
        return self.numbers[text[:10]] * DAY + self.minutes[text[10:16]] + self.ends[text[16:]]

    def day(self, text: str) -> int:
        """Return the number of the day on which the instant lies."""
        self.minutes[text[10:16]]
        self.ends[text[16:]]
        return self.numbers[text[:10]]

    def paused_days(self, pauses: list[Any]) -> list[Span]:
        """Return the spans of days that pauses, as decoded from JSON, touch; `ValueError` for one that runs backwards."""
        numbers, minutes, ends = self.numbers, self.minutes, self.ends
        spans = []
        for pair in pauses:
            start, end = pair
            first, last = numbers[start[:10]], numbers[end[:10]]
            begin = minutes[start[10:16]] + ends[start[16:]]
            if minutes[end[10:16]] + ends[end[16:]] < begin and last <= first:
                raise ValueError
            if last < first or pair.__class__ is not list:
                raise ValueError
            spans.append((first, last))
        return touched(spans) if spans else spans

    def paused_time(self, pauses: list[Any]) -> list[Span]:
        """Return the spans of microseconds that pauses take, likewise."""
        spans = []
        for pair in pauses:
            start, end = pair
            first, last = self.instant(start), self.instant(end)
            if last < first or pair.__class__ is not list:
                raise ValueError
            spans.append((first, last))
        return touched(spans)

    def rolled(self, number: int) -> int:
        """Return the first working day from that day on."""
        return self.nth[self.through[number] + (not self.works[number])]


def _days(year: int, calendar: Calendar) -> list[date]:
    """Return the days of the table: first those with a notice, then those without, and no further."""
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + YEARS, 1, 1) - first).days)]
    published = [calendar.published(day) for day in days]
    edge = published.index(False) if False in published else len(days)
    again = published.index(True, edge) if True in published[edge:] else len(days)
    return days[:again]
