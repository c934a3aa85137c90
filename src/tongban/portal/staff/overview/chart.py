"""逐日: what was received and decided on each day of the month, drawn here, with the same in words and in a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext

from tongban.kernel.overview.queries import FLOWS, Asked, by_day
from tongban.portal.staff.overview.asking import NAMES, Chosen, days_of
from tongban.portal.staff.overview.figures import Group, figures
from tongban.ui.templatetags.look import day as shown
from tongban.ui.templatetags.look import full_day

HEIGHT, SLOT, BAR = 100, 12, 4
DRAWN = ("received", "decided")


@dataclass(frozen=True, slots=True)
class Bar:
    """柱: one day's count of one kind, as a rectangle."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """逐日图: the bars of a month, what they say in words, and the table of its days."""

    first: date
    last: date
    most: int
    bars: Sequence[Bar]
    words: str
    groups: Sequence[Group]

    height = HEIGHT
    labels = tuple(NAMES[name] for name in FLOWS)

    @property
    def width(self) -> int:
        """Return how wide the days of the month are together."""
        return self.last.day * SLOT


def chart_of(asked: Asked) -> Chart:
    """Return the chart of the month in which the period ends."""
    first, last = days_of("month", asked.border)
    counts = by_day(replace(asked, first=first, last=last))
    most = max((counts[key] for key in counts if key[1] in DRAWN), default=0)
    return Chart(
        first, last, most, _bars(counts, first, most), _words(counts, first, last), _days(counts)
    )


def _bars(counts: Mapping[tuple[date, str], int], first: date, most: int) -> list[Bar]:
    found = []
    for place in range(31):
        on = first + timedelta(days=place)
        for side, kind in enumerate(DRAWN):
            if count := counts.get((on, kind), 0):
                tall = max(1, HEIGHT * count // most)
                x = place * SLOT + 2 + side * BAR
                found.append(Bar(kind, x, HEIGHT - tall, BAR, tall))
    return found


def _words(counts: Mapping[tuple[date, str], int], first: date, last: date) -> str:
    sums = {kind: sum(n for (_on, of), n in counts.items() if of == kind) for kind in DRAWN}
    words = gettext("{received} received, {decided} decided, from {first} to {last}.")
    return words.format(**sums, first=full_day(first), last=full_day(last))


def _days(counts: Mapping[tuple[date, str], int]) -> list[Group]:
    days = sorted({on for on, _kind in counts})
    return [
        Group(
            shown(on),
            figures(
                {kind: counts.get((on, kind), 0) for kind in FLOWS},
                {kind: NAMES[kind] for kind in FLOWS},
                Chosen("day", on).address,
            ),
        )
        for on in days
    ]
