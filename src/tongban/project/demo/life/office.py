"""Working days and office hours of the life, counted from one list."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from random import Random

from tongban.kernel.clock import SHANGHAI, day_of
from tongban.standards.calendars import Calendar

MORNING, NOON, AFTERNOON, EVENING = time(9, 5), time(11, 55), time(13, 5), time(16, 50)


class Office:
    """The hours in which the district's offices work."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        """List the working days from the first day to the last."""
        span = (last - first).days
        every = (first + timedelta(days=one) for one in range(span + 1))
        self.days = [day for day in every if calendar.is_working(day)]

    def day(self, after: date, count: int) -> date:
        """Return the working day so many after `after`; 0 is that day itself, or the next that is worked."""
        place = bisect_left(self.days, after)
        on = place < len(self.days) and self.days[place] == after
        place += count if on or count == 0 else count - 1
        return self.days[min(max(place, 0), len(self.days) - 1)]

    def later(self, at: datetime, count: int, rng: Random) -> datetime:
        """Return an instant in office hours so many working days later; on the same day some minutes later."""
        local = at.astimezone(SHANGHAI)
        if count == 0:
            soon = local + timedelta(minutes=rng.randint(6, 40))
            if self.day(day_of(at), 0) == day_of(at) and soon.date() == local.date():
                clock = max(soon.time(), MORNING)
                clock = AFTERNOON if NOON < clock < AFTERNOON else clock
                if local.time() < clock < EVENING:
                    return datetime.combine(local.date(), clock, SHANGHAI)
            count = 1
        on = self.day(day_of(at), count)
        hour = rng.choice((9, 9, 10, 10, 11, 13, 14, 14, 15, 15, 16))
        return datetime.combine(on, time(hour, rng.randint(5, 50)), SHANGHAI)
