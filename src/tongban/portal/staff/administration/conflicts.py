"""冲突和到期: what is in one hand and must not be, and which posts and mandates end soon; and who is kept out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tongban.kernel.identity.queries.accounts import (
    SOON,
    Tries,
    ending_holdings,
    found_people,
    tries_within,
)
from tongban.kernel.identity.queries.conflicts import standing_clashes
from tongban.kernel.identity.queries.reach import mandates_within
from tongban.portal.moments import now, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.administration.entry import (
    SECURITY,
    for_administrators,
    page,
    standing_of,
)
from tongban.portal.staff.administration.mandates import matter_name

KEPT_OUT = timedelta(minutes=15)
LOOKED_BACK = timedelta(days=1)
OF_ONE, OF_ALL = 5, 20


@dataclass(frozen=True, slots=True)
class Knock:
    """登录失败一行: whose name wrong passwords were typed for; names that are nobody's are masked: people mistype."""

    tries: Tries
    shown: str
    kept_out: bool


@for_administrators(SECURITY)
@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """Show all conflicts, and what ends within a month."""
    standing = standing_of(request)
    paths, on = standing.paths[SECURITY], today()
    ending = mandates_within(paths).filter(until__gt=on, until__lte=on + SOON).order_by("until")
    context = {
        "standing": standing,
        "clashes": [(each.person, spoken(each.refusal)) for each in standing_clashes(paths, on=on)],
        "holdings": ending_holdings(paths, on=on),
        "mandates": [(each, matter_name(each)) for each in ending],
    }
    return page(request, "conflicts", context, tab="conflicts")


@for_administrators(SECURITY)
@require_safe
def lockouts(request: HttpRequest) -> HttpResponse:
    """Show for whom wrong passwords were typed in the last day, and whose accounts are locked."""
    standing = standing_of(request)
    paths, at = standing.paths[SECURITY], now()
    locked = found_people(paths, words="", state="locked", on=today())
    context = {
        "standing": standing,
        "knocks": _knocks(tries_within(paths, since=at - LOOKED_BACK), at),
        "locked": locked,
    }
    return page(request, "lockouts", context, tab="lockouts")


def _knocks(tries: Sequence[Tries], at: datetime) -> list[Knock]:
    return [
        Knock(
            each,
            each.username if each.person else f"{each.username[:2]}***",
            kept_out=each.last_at > at - KEPT_OUT
            and (each.worst >= OF_ONE or each.tries >= OF_ALL),
        )
        for each in tries
    ]
