"""Reading the daily counts, and the cases behind each figure; every page starts from `organs_overseen`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from tongban.kernel.cases.queries import SEES_ALL, Case, every_case
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Organ, Person, organs, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.law.queries import in_force
from tongban.kernel.overview.models import DailyCount
from tongban.kernel.overview.rules import Key

FLOWS = ("received", "accepted", "decided", "delivered")
"""Figures of a span of days, from the daily counts."""
OF_NOW = ("soon", "late")
"""Figures that hang on the day it is, so that a past period has none."""
FIGURES = (*FLOWS, "in_hand", *OF_NOW)
"""收件, 受理, 办结, 送达, 在办, 即将到期, 逾期."""
OVERSEERS = frozenset({Duty.LEADER, Duty.DUTY_MANAGER, Duty.SUPERVISOR})
SOON = 3
"""A case is due soon while so many working days are left to its promised day, or fewer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """概览范围: whose cases are counted, from which day through which, seen on which day."""

    organs: tuple[Organ, ...]
    first: date
    last: date
    today: date

    @property
    def ids(self) -> list[int]:
        """Return the ids of the organs."""
        return [organ.pk for organ in self.organs]

    @property
    def homes(self) -> list[int]:
        """Return the counties of the organs, by which every table begins."""
        return sorted({organ.home for organ in self.organs})

    @property
    def past(self) -> bool:
        """Tell whether the period is over."""
        return self.last < self.today

    @property
    def figures(self) -> tuple[str, ...]:
        """Return the figures that the period has."""
        return tuple(name for name in FIGURES if not self.past or name not in OF_NOW)

    @property
    def border(self) -> date:
        """Return the day at whose end cases are in hand: the last of a past period, else today."""
        return min(self.last, self.today)


@dataclass(frozen=True, slots=True)
class Share:
    """概览分项: to whom a number belongs: an organ, the hall that took in (0: none, it came online), a matter."""

    organ: int
    hall: int
    matter: int


def stored() -> dict[Key, int]:
    """Return every daily count as it is stored, for the operator's own commands; never for a page."""
    rows = DailyCount.objects.values_list("home", "organ", "hall", "matter", "kind", "day", "count")
    return {Key(*row[:6]): row[6] for row in rows.iterator(chunk_size=2000)}


def organs_overseen(reader: Person, *, on: date) -> tuple[Organ, ...]:
    """Return the organs whose cases the reader oversees; superiors first.

    Those of such posts, and all below them; for duty managers and supervisors all of their county, as for its cases.
    """
    posts = [post for post in posts_of(reader, on=on) if post.duty in OVERSEERS]
    if not posts:
        return ()
    within = Q()
    for post in posts:
        within |= Q(path__startswith=post.organ.path)
        if post.duty in SEES_ALL:
            within |= Q(division__startswith=str(post.home))
    return tuple(organs().filter(within))


def tallies(asked: Asked) -> dict[Share, dict[str, int]]:
    """Return the figures by organ, hall and matter; where there is nothing to count, there is no entry."""
    found: dict[Share, dict[str, int]] = {}
    due = () if asked.past else _due(asked)
    for *share, figure, count in (*_flows(asked), *_in_hand(asked), *due):
        if count:
            found.setdefault(Share(*share), {})[figure] = count
    return found


def by_day(asked: Asked) -> dict[tuple[date, str], int]:
    """Return how many cases were received, accepted, decided and delivered on each day."""
    rows = _in_period(asked).values_list("day", "kind").annotate(total=Sum("count")).order_by()
    return {(day, kind): total for day, kind, total in rows if total}


def cases_behind(figure: str, asked: Asked) -> QuerySet[Case]:
    """Return exactly the cases that a figure counts, the soonest promised day first."""
    rows = every_case().filter(home__in=asked.homes, organ__in=asked.ids).exclude(state="void")
    return rows.filter(_CONDITIONS[figure](asked)).order_by("promised_on", "received_on", "id")


def _counts(asked: Asked) -> QuerySet[DailyCount]:
    return DailyCount.objects.filter(home__in=asked.homes, organ__in=asked.ids)


def _in_period(asked: Asked) -> QuerySet[DailyCount]:
    return _counts(asked).filter(day__range=(asked.first, asked.last), kind__in=FLOWS)


def _flows(asked: Asked) -> Iterable[tuple[int, int, int, str, int]]:
    rows = _in_period(asked).values_list("organ", "hall", "matter", "kind")
    return rows.annotate(total=Sum("count")).order_by()


def _in_hand(asked: Asked) -> Iterable[tuple[int, int, int, str, int]]:
    """Return what was received so far less what was over by then."""
    rows = _counts(asked).filter(day__lte=asked.border).values_list("organ", "hall", "matter")
    sums = rows.annotate(
        came=Sum("count", filter=Q(kind="received"), default=0),
        went=Sum("count", filter=Q(kind="over"), default=0),
    )
    return [(*share, "in_hand", came - went) for *share, came, went in sums.order_by()]


def _due(asked: Asked) -> Iterable[tuple[int, int, int, str, int]]:
    """Count what depends on today from the limits as they stand in the rows of the cases."""
    for figure in OF_NOW:
        rows = cases_behind(figure, asked).order_by().values_list("organ", "hall", "matter")
        for organ, hall, matter, count in rows.annotate(count=Count("number")):
            yield organ, hall, matter, figure, count


def _during(column: str) -> Callable[[Asked], Q]:
    def condition(asked: Asked) -> Q:
        return Q(**{f"{column}__gte": _midnight(asked.first), f"{column}__lt": _end_of(asked.last)})

    return condition


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _end_of(day: date) -> datetime:
    return _midnight(day + timedelta(days=1))


_OPEN = Q(decided_at__isnull=True, closed_at__isnull=True)


def _in_hand_then(asked: Asked) -> Q:
    """Return what had come by the end of that day and was not over by then."""
    if not asked.past:
        return _OPEN
    over = Coalesce("decided_at", "closed_at")
    return Q(received_on__lte=asked.border) & (
        _OPEN | Q(GreaterThanOrEqual(over, _end_of(asked.border)))
    )


def _soon(asked: Asked) -> Q:
    """Return what is due soon, by the calendar of each county."""
    law, due = in_force(), Q(pk__in=[])
    for home in asked.homes:
        working = law.calendar(str(home)).working
        border = working.nth(working.through(asked.today.toordinal()) + SOON + 1)
        span = {"promised_on__gte": asked.today, "promised_on__lt": date.fromordinal(border)}
        due |= Q(home=home, **span)
    return _OPEN & due


_CONDITIONS: Mapping[str, Callable[[Asked], Q]] = {
    "received": lambda asked: Q(received_on__range=(asked.first, asked.last)),
    "accepted": _during("accepted_at"),
    "decided": _during("decided_at"),
    "delivered": _during("delivered_at"),
    "in_hand": _in_hand_then,
    "soon": _soon,
    "late": lambda asked: _OPEN & Q(promised_on__lt=asked.today),
}
