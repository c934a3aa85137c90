"""看得见的承诺: how many cases were decided of late and whether within what was promised, for everybody to read."""

from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.cases.queries.promises import Kept, altogether, kept_by_organ
from tongban.kernel.identity.queries import organs
from tongban.portal.moments import now
from tongban.portal.place import home
from tongban.ui.pieces import Crumb

DAYS = 30
KEPT_SECONDS = 10 * 60


@dataclass(frozen=True, slots=True)
class Counted:
    """统计口径: which days were counted and when, the figures of each organ, and those of all together."""

    since: date
    until: date
    at: datetime
    by_organ: dict[int, Kept]

    @property
    def days(self) -> int:
        """Return how many days were counted."""
        return DAYS

    @property
    def whole(self) -> Kept:
        """Return the figures of all organs together."""
        return altogether(self.by_organ.values()) if self.by_organ else Kept()


@dataclass(frozen=True, slots=True)
class Row:
    """部门履约: one organ and how it kept what it promised."""

    organ_id: int
    name: str
    kept: Kept


def counted(at: datetime) -> Counted:
    """Return the figures of the last thirty days, today included; they are counted anew every ten minutes."""
    until = at.date()
    since = until - timedelta(days=DAYS - 1)
    key = f"promises/{home()}/{until}"
    found = cache.get(key)
    if found is None:
        figures = kept_by_organ(home(), since=since, until=until)
        found = (at, {organ: astuple(kept) for organ, kept in figures.items()})
        cache.set(key, found, KEPT_SECONDS)
    counted_at, by_organ = found
    return Counted(since, until, counted_at, {organ: Kept(*row) for organ, row in by_organ.items()})


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show what each figure counts, and how it comes out for every department."""
    found = counted(now())
    names = dict(organs().filter(pk__in=found.by_organ).values_list("pk", "short_name"))
    rows = [Row(organ, names.get(organ, ""), kept) for organ, kept in found.by_organ.items()]
    context = {
        "counted": found,
        "whole": found.whole,
        "rows": sorted(rows, key=lambda row: (-row.kept.decided, row.organ_id)),
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("Promises kept")),
        ],
    }
    return render(request, "portal/public/promises.html", context)
