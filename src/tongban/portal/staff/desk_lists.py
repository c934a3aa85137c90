"""已办, 我发起, 传阅, 关注: the lists of cases at the desk, each with the cases that the reader may still see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.cases.lists import PAGE, Line, lines
from tongban.kernel.cases.narrowing import Wanted, narrowed
from tongban.kernel.cases.queries import Case
from tongban.kernel.identity.queries import Person, names_of
from tongban.portal.dues import due_of
from tongban.portal.moments import now, today
from tongban.portal.staff.desk_asking import asking, wanted_of
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.tabs import LISTS, NAMES, tabs_of
from tongban.portal.staff.wording import Standing, standing_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Due

# By list: in which order it stands, what it says when it is empty, and how something gets into it.
WORDS = {
    "done": (
        gettext_lazy("Cases in which you acted, the last one first"),
        gettext_lazy("Nothing done yet"),
        gettext_lazy("Cases in which you have acted appear here."),
    ),
    "opened": (
        gettext_lazy("Cases that you took in, by the promised day, those that are over last"),
        gettext_lazy("Nothing taken in yet"),
        gettext_lazy("Applications that you take in at the counter appear here."),
    ),
    "reading": (
        gettext_lazy("Cases that others ask you to read, by the day they set"),
        gettext_lazy("Nothing to read"),
        gettext_lazy(
            "Cases that are given to you to read appear here, until you say that you have."
        ),
    ),
    "followed": (
        gettext_lazy("Cases that you follow, by the promised day, those that are over last"),
        gettext_lazy("You follow no case"),
        gettext_lazy("Press “Follow” on the page of a case, and it appears here."),
    ),
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """办件一行: one case as the lists of the desk show it."""

    line: Line
    standing: Standing
    organ: str
    due: Due | None
    read_until: date | None


@for_staff
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """已办: the cases in which the reader did a work item, the last one first."""
    return _page(request, "done")


@for_staff
@require_safe
def opened(request: HttpRequest) -> HttpResponse:
    """我发起: the cases that the reader took in, the soonest promised day first."""
    return _page(request, "opened")


@for_staff
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """传阅: the cases that the reader was asked to read and has not read yet."""
    return _page(request, "reading")


@for_staff
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """关注: the cases that the reader follows, the soonest promised day first."""
    return _page(request, "followed")


def _page(request: HttpRequest, name: str) -> HttpResponse:
    reader = signed_in(request)
    tabs = tabs_of(reader, name)
    wanted = wanted_of(request.GET)
    pages = Paginator(wanted_cases(reader, name, wanted), PAGE)
    page = pages.get_page(request.GET.get("page"))
    about, nothing, remedy = WORDS[name]
    context = {
        **asking(reader, name, wanted),
        "rows": case_rows(page.object_list),
        "narrowed": wanted.narrowed,
        "shown": pages.count,
        "title": NAMES[name],
        "about": about,
        "nothing": nothing,
        "remedy": remedy,
        "page": page,
        "pages": pages,
        "tabs": tabs,
        "open_items": tabs[0].count,
    }
    return render(request, "portal/staff/desk_list.html", context)


def wanted_cases(reader: Person, name: str, wanted: Wanted) -> QuerySet[Case]:
    """Return what the reader asks for of one of his lists, in its order."""
    return narrowed(LISTS[name](reader, on=today()), wanted, today=today())


def case_rows(cases: Iterable[Case]) -> list[CaseRow]:
    """Return the rows of cases that the reader was found to see, in a constant number of queries."""
    found = lines(cases, at=now())
    names = names_of(f"organ/{line.case.organ}" for line in found)
    return [
        CaseRow(
            line=line,
            standing=standing_of(line.case),
            organ=names.get(f"organ/{line.case.organ}", ""),
            due=due_of(line.deadline),
            read_until=getattr(line.case, "read_until", None),
        )
        for line in found
    ]
