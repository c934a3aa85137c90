"""开放时间、预约时段: the opening hours of a hall, and the slots into which they are cut. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """预约时段: from an instant up to, and without, another, both in Shanghai."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        """Return it as people read it: 09:00–09:30."""
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


def opening(text: str) -> list[tuple[time, time]]:
    """Return the hours of a text such as `09:00-12:00 13:00-17:00`, in order; refuse what is turned round or overlaps."""
    spans = text.split()
    found = [_SPAN.fullmatch(one) for one in spans]
    hours = [
        (time(int(one[1]), int(one[2])), time(int(one[3]), int(one[4]))) for one in found if one
    ]
    edges = [edge for span in hours for edge in span]
    if not spans or len(hours) < len(spans) or edges != sorted(set(edges)):
        raise Refusal(
            "hall.hours",
            "“{text}” are no opening hours. Write them as 09:00-12:00 13:00-17:00, one after the other.",
            text=text[:60],
        )
    return hours


def slots(day: date, hours: str, minutes: int) -> list[Slot]:
    """Return the slots of a day, each of so many minutes; what is left of a span is no slot."""
    step, found = timedelta(minutes=minutes), []
    for begins, ends in opening(hours):
        start = datetime.combine(day, begins, SHANGHAI)
        while start + step <= datetime.combine(day, ends, SHANGHAI):
            found.append(Slot(start, start + step))
            start += step
    return found


def is_open(at: datetime, hours: str) -> bool:
    """Tell whether the hall is open at that time of a working day."""
    now = at.astimezone(SHANGHAI).time()
    return any(begins <= now < ends for begins, ends in opening(hours))


def spare(places: Sequence[int], taken: Sequence[tuple[int, Slot]], slot: Slot) -> int:
    """Return how many of the places are free in a slot, of what is taken when."""
    busy = {place for place, held in taken if held.start < slot.end and slot.start < held.end}
    return len(set(places) - busy)
