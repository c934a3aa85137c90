"""Counts the decided cases of a stretch of days, organ by organ, with how their limits ended."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, OuterRef, Q

from tongban.kernel.cases.models import Case, Limit
from tongban.kernel.clock import SHANGHAI, end_of


@dataclass(frozen=True, slots=True)
class Kept:
    """履约情况: how many cases were decided, how their limits ended, and how many came in over the portal.

    A case whose matter promises nothing has neither kept nor broken a promise, and so for the limit of the law.
    """

    decided: int = 0
    kept: int = 0
    broken: int = 0
    lawful: int = 0
    unlawful: int = 0
    online: int = 0

    @property
    def share(self) -> str:
        """Return what share of the promises was kept, such as `96.4%`."""
        return _share(self.kept, self.kept + self.broken)

    @property
    def lawful_share(self) -> str:
        """Return what share was decided within the limit of the law."""
        return _share(self.lawful, self.lawful + self.unlawful)

    @property
    def online_share(self) -> str:
        """Return what share was applied for over the portal."""
        return _share(self.online, self.decided)


def kept_by_organ(home: int, *, since: date, until: date) -> dict[int, Kept]:
    """Return by accepting organ how the cases fared that were decided on these days, both included; one query."""
    decided = Case.objects.filter(
        home=home,
        decided_at__gte=datetime.combine(since, time.min, SHANGHAI),
        decided_at__lte=end_of(until),
    ).annotate(**{f"was_{name}": _ended(*how) for name, how in _ENDS.items()})
    counted = (
        decided.order_by()
        .values_list("organ")
        .annotate(
            decided=Count("id"),
            **{name: Count("id", filter=Q(**{f"was_{name}": True})) for name in _ENDS},
            online=Count("id", filter=Q(channel="portal")),
        )
        .order_by("organ")
    )
    return {organ: Kept(*counts) for organ, *counts in counted}


def altogether(parts: Iterable[Kept]) -> Kept:
    """Return the sum of the parts."""
    return Kept(*(sum(column) for column in zip(*map(astuple, parts), strict=True)))


_ENDS = {
    "kept": ("promised", "met"),
    "broken": ("promised", "late"),
    "lawful": ("statutory", "met"),
    "unlawful": ("statutory", "late"),
}


def _ended(kind: str, state: str) -> Exists:
    """Ask whether a limit of the case ended so."""
    of_case = Limit.objects.filter(home=OuterRef("home"), case_id=OuterRef("id"))
    return Exists(of_case.filter(kind=kind, state=state))


def _share(part: int, whole: int) -> str:
    """Return a share that is never rounded up: what is not all is not 100%. Of nothing there is no share."""
    if not whole:
        return ""
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"
