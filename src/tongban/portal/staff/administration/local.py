"""本地设置: working days and legal numbers of the county, set while the house runs; the operator's settings, to be read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import organs
from tongban.kernel.identity.queries.reach import Paths
from tongban.kernel.law.actions import set_day, set_parameter
from tongban.kernel.law.queries import in_force, local_days, local_parameters
from tongban.kernel.law.rules import Ground
from tongban.portal.moments import today
from tongban.portal.place import county, home
from tongban.portal.staff.administration.entry import (
    SYSTEM,
    admin_act,
    for_administrators,
    page,
    standing_of,
    tried,
)
from tongban.portal.staff.posted import Posted
from tongban.standards.parameters import Confidence, Fault, Unit, Value, names, parameter

COUNTED = {
    Unit.WORKING_DAYS: pgettext_lazy("unit", "working days"),
    Unit.CALENDAR_DAYS: pgettext_lazy("unit", "calendar days"),
    Unit.MONTHS: pgettext_lazy("unit", "months"),
    Unit.YEARS: pgettext_lazy("unit", "years"),
    Unit.HOURS: pgettext_lazy("unit", "hours"),
    Unit.PEOPLE: pgettext_lazy("unit", "people"),
    Unit.TIMES: pgettext_lazy("unit", "times"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """法定数值一行: a legal number as it holds here today."""

    title: str
    name: str
    value: Value
    unit: object


def region() -> str:
    """Return the county that this house serves."""
    return f"{home():06d}"


def keeps_the_county(paths: Paths) -> bool:
    """Tell whether the reach has the whole county in it: its topmost organs and all below them."""
    mine = organs().filter(division__startswith=region(), until__isnull=True)
    found = list(mine.values_list("path", flat=True))
    return bool(found) and all(path.startswith(paths) for path in found)


@for_administrators(SYSTEM)
@require_safe
def local(request: HttpRequest) -> HttpResponse:
    """Show what is set, and where it is set."""
    standing = standing_of(request)
    context = {
        "standing": standing,
        "county": county(),
        "may_set": keeps_the_county(standing.paths[SYSTEM]),
        "days": local_days(region())[:50],
        "numbers": _numbers(),
        "own": local_parameters(region())[:50],
        "variables": settings.TONGBAN_SHOWN,
        "today": today(),
    }
    return page(request, "local", context, tab="local")


@for_administrators(SYSTEM)
@require_POST
def set_local(request: HttpRequest, what: str) -> HttpResponse:
    """Set a working day, or a legal number; only for whoever keeps the whole county."""
    standing = standing_of(request)
    setting = SETTINGS.get(what)
    if setting is None or not keeps_the_county(standing.paths[SYSTEM]):
        raise Http404
    posted, act = Posted(request.POST), admin_act(request, SYSTEM)
    back = f"{reverse('administration:local')}#{what}"
    return tried(request, lambda: setting(posted, act), words=gettext("It was set."), back=back)


def _numbers() -> list[Number]:
    """Return the legal numbers that count something, as they hold here today."""
    law, found = in_force(), []
    for name in names():
        one = parameter(name)
        if one.unit not in COUNTED:
            continue
        try:
            value = law.parameter(name, on=today(), region=region())
        except Fault:
            continue
        found.append(Number(one.title, name, value, COUNTED[one.unit]))
    return found


def _set_day(posted: Posted, act: Act) -> None:
    set_day(
        region(),
        act,
        day=posted.day("day"),
        working=posted.text("working") == "1",
        name=posted.text("name", 60),
        notice=posted.text("notice", 200),
    )


def _set_number(posted: Posted, act: Act) -> None:
    value = posted.text("value", 6)
    if not value.isdecimal():
        raise Refusal("portal.no_number", "The value is a whole number. Enter it anew.")
    ground = Ground(
        law=posted.text("law", 200), article=posted.text("article", 100), confidence=Confidence.READ
    )
    set_parameter(
        region(),
        act,
        name=posted.text("number", 100),
        since=posted.day("since"),
        value=int(value),
        ground=ground,
    )


SETTINGS: dict[str, Callable[[Posted, Act], None]] = {"days": _set_day, "numbers": _set_number}
