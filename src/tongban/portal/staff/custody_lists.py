"""原件保管清单: the hand-over lists that wait for a signature, and the originals that lie at this window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.cases.lists import Line, lines
from tongban.kernel.cases.originals import name_of
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.cases.queries.custody import (
    OpenHandover,
    Original,
    open_handovers,
    originals_with,
)
from tongban.kernel.catalogue.queries import version_by_id
from tongban.kernel.identity.queries import Person, names_of
from tongban.portal.moments import now, today
from tongban.portal.staff.custody import PARTY
from tongban.portal.staff.entry import for_the_counter
from tongban.portal.staff.queue import figures
from tongban.portal.visitors import signed_in

MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """未签收一行: one list, its case, from whom to whom."""

    list: OpenHandover
    line: Line
    giver: str
    to: str


@dataclass(frozen=True, slots=True)
class Lying:
    """窗口保管一行: one original that this clerk keeps, and its case."""

    name: str
    copies: int
    since: datetime
    line: Line


@for_the_counter
@require_safe
def custody(request: HttpRequest) -> HttpResponse:
    """Show the open lists, and what the clerk keeps without one."""
    clerk = signed_in(request)
    opened = open_handovers(clerk, on=today())
    kept = list(originals_with(clerk, on=today())[:MOST])
    cases = _lines(clerk, [*(one.case_id for one in opened), *(one.case_id for one in kept)])
    names = _names(opened)
    context = {
        "figures": figures(clerk, at=now()),
        "rows": [
            Waiting(one, cases[one.case_id], names[one.giver], names[one.to]) for one in opened
        ],
        "kept": [_lying(one, cases[one.case_id]) for one in kept],
    }
    return render(request, "portal/staff/custody.html", context)


def _lying(original: Original, line: Line) -> Lying:
    name = name_of(original, version_by_id(line.case.version))
    return Lying(name, original.copies, original.taken_at, line)


def _lines(clerk: Person, ids: Sequence[int]) -> Mapping[int, Line]:
    found = cases_visible_to(clerk, on=today()).filter(id__in=set(ids))
    return {one.case.id: one for one in lines(found, at=now())}


def _names(opened: Sequence[OpenHandover]) -> Mapping[str, str]:
    people = {each for one in opened for each in (one.giver, one.to)} - {PARTY}
    found = names_of(people) if people else {}
    return {each: found.get(each, each) for each in people} | {PARTY: gettext("the applicant")}
