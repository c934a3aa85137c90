"""Reading the daily counts, and the cases behind each figure; every page starts from `organs_overseen`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from tongban.kernel.cases.queries import SEES_ALL, Case, every_case
from tongban.kernel.clock.days import SHANGHAI
from tongban.kernel.identity.queries import Organ, Person, organs, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.law.queries import in_force
from tongban.kernel.overview.models import DailyCount
from tongban.kernel.overview.rules import Key

FLOWS = ("received", "accepted", "decided", "delivered")
"""Figures of a span of days, from the daily counts."""
FIGURES = (*FLOWS, "in_hand", "soon", "late")
"""收件, 受理, 办结, 送达, 在办, 即将到期, 逾期: the last three are of this very day."""
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


def stored() -> dict[Key, int]:
    """Return every daily count as it is stored, for the operator's own commands; never for a page."""
    rows = DailyCount.objects.values_list("home", "organ", "matter", "kind", "day", "count")
    return {Key(*row[:5]): row[5] for row in rows.iterator(chunk_size=2000)}


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


def tallies(asked: Asked) -> dict[tuple[int, int], dict[str, int]]:
    """Return the figures by organ and matter; where there is nothing to count, there is no entry."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    for organ, matter, figure, count in (*_flows(asked), *_in_hand(asked), *_due(asked)):
        if count:
            found.setdefault((organ, matter), {})[figure] = count
    return found


def by_day(asked: Asked) -> dict[tuple[date, str], int]:
    """Return how many cases were received, accepted, decided and delivered on each day."""
    rows = _counts(asked).values_list("day", "kind").annotate(total=Sum("count")).order_by()
    return {(day, kind): total for day, kind, total in rows if total}


def cases_behind(figure: str, asked: Asked) -> QuerySet[Case]:
    """Return exactly the cases that a figure counts, the soonest promised day first."""
    rows = every_case().filter(organ__in=asked.ids).exclude(state="void")
    return rows.filter(_CONDITIONS[figure](asked)).order_by("promised_on", "received_on", "id")


def matter_names(organ_ids: Iterable[int]) -> dict[int, str]:
    """Return what each matter was called in its last case at one of these organs."""
    rows = every_case().filter(organ__in=list(organ_ids)).order_by("matter", "-id")
    return dict(rows.distinct("matter").values_list("matter", "title"))


def _counts(asked: Asked) -> QuerySet[DailyCount]:
    return DailyCount.objects.filter(
        organ__in=asked.ids, day__range=(asked.first, asked.last), kind__in=FLOWS
    )


def _flows(asked: Asked) -> Iterable[tuple[int, int, str, int]]:
    rows = _counts(asked).values_list("organ", "matter", "kind")
    return rows.annotate(total=Sum("count")).order_by()


def _in_hand(asked: Asked) -> Iterable[tuple[int, int, str, int]]:
    """Return what was ever received less what is over."""
    rows = DailyCount.objects.filter(organ__in=asked.ids).values_list("organ", "matter")
    sums = rows.annotate(
        came=Sum("count", filter=Q(kind="received"), default=0),
        went=Sum("count", filter=Q(kind="over"), default=0),
    )
    return [
        (organ, matter, "in_hand", came - went) for organ, matter, came, went in sums.order_by()
    ]


def _due(asked: Asked) -> Iterable[tuple[int, int, str, int]]:
    """Count what depends on today from the limits as they stand in the rows of the cases."""
    for figure in ("soon", "late"):
        rows = cases_behind(figure, asked).order_by().values_list("organ", "matter")
        for organ, matter, count in rows.annotate(count=Count("number")):
            yield organ, matter, figure, count


def _during(column: str) -> Callable[[Asked], Q]:
    def condition(asked: Asked) -> Q:
        since = datetime.combine(asked.first, time(), SHANGHAI)
        until = datetime.combine(asked.last + timedelta(days=1), time(), SHANGHAI)
        return Q(**{f"{column}__gte": since, f"{column}__lt": until})

    return condition


_OPEN = Q(decided_at__isnull=True, closed_at__isnull=True)


def _soon(asked: Asked) -> Q:
    """Return what is due soon, by the calendar of each county."""
    law, due = in_force(), Q(pk__in=[])
    for home in sorted({organ.home for organ in asked.organs}):
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
    "in_hand": lambda _asked: _OPEN,
    "soon": _soon,
    "late": lambda asked: _OPEN & Q(promised_on__lt=asked.today),
}
