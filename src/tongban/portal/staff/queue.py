"""今日待办: what the counter has to do today, each figure with exactly its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.cases.lists import Line, lines
from tongban.kernel.cases.queries import Case, cases_visible_to
from tongban.kernel.cases.queries.custody import open_handovers
from tongban.kernel.identity.queries import Person, posts_of
from tongban.portal.moments import now
from tongban.portal.staff.entry import for_the_counter
from tongban.portal.staff.intake import CHANNELS
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.wording import Standing, standing_of
from tongban.portal.visitors import signed_in
from tongban.standards.procedures import names, procedure

PAGE, LONGEST = 50, 40
TODAY, UNACCEPTED, SUPPLEMENT = "today", "unaccepted", "supplement"
RESULTS, CUSTODY = "results", "custody"
NAMES = {
    TODAY: gettext_lazy("Taken in today"),
    UNACCEPTED: gettext_lazy("To be accepted"),
    SUPPLEMENT: gettext_lazy("Waiting for supplements"),
    RESULTS: gettext_lazy("Results to hand out"),
    CUSTODY: gettext_lazy("Hand-over lists to be signed"),
}
ACCEPTED = [name for name in names() if "accept" in procedure(name).moves]
"""受理程序: an enquiry is answered without acceptance, so it waits for none."""
URLS = {
    RESULTS: "staff:results",
    CUSTODY: "staff:custody",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """今日待办的一个数: how many there are, and the address of exactly these."""

    name: str
    label: object
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Taken:
    """今日待办一行: one case and how it stands."""

    line: Line
    standing: Standing


@dataclass(frozen=True, slots=True)
class Rows:
    """今日待办的一页: its rows, and how many there are on all pages."""

    rows: Sequence[Taken]
    page: Page[Case]
    count: int


def figures(clerk: Person, *, at: datetime) -> list[Figure]:
    """Return what the counter has to do, as far as the clerk may see it."""
    found = {name: cases_in(name, clerk, at=at).count() for name in (*SIEVES, RESULTS)}
    found[CUSTODY] = len(open_handovers(clerk, on=at.date()))
    return [Figure(name, label, found[name], _url(name)) for name, label in NAMES.items()]


def cases_in(name: str, clerk: Person, *, at: datetime) -> QuerySet[Case]:
    """Return the cases of the counter's county behind a figure, those first that need somebody first."""
    homes = {post.home for post in posts_of(clerk, on=at.date())}
    seen = cases_visible_to(clerk, on=at.date()).filter(home__in=homes)
    if name == RESULTS:
        return seen.filter(state="decided").order_by("decided_at", "id")
    return SIEVES[name](seen, at)


def page_of(clerk: Person, name: str, number: str, page: int, *, at: datetime) -> Rows:
    """Return one page of the cases behind a figure; a number, or part of one, narrows them."""
    found = cases_in(name, clerk, at=at)
    pages = Paginator(found.filter(number__contains=number) if number else found, PAGE)
    shown = pages.get_page(page)
    rows = [Taken(one, standing_of(one.case)) for one in lines(shown.object_list, at=at)]
    return Rows(rows, shown, pages.count)


@for_the_counter
@require_safe
def queue(request: HttpRequest, name: str) -> HttpResponse:
    """Show the rows behind one figure."""
    if name not in SIEVES:
        raise Http404
    clerk, asked, at = signed_in(request), Posted(request.GET), now()
    number = asked.text("number", LONGEST).replace(" ", "")
    context = {
        "name": name,
        "title": NAMES[name],
        "number": number,
        "figures": figures(clerk, at=at),
        "queue": page_of(clerk, name, number, asked.number("page"), at=at),
    }
    return render(request, "portal/staff/queue.html", context)


def _today(seen: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    midnight = datetime.combine(at.date(), time.min, tzinfo=at.tzinfo)
    found = seen.filter(channel__in=CHANNELS, submitted_at__gte=midnight)
    return found.order_by("-submitted_at", "-id")


def _unaccepted(seen: QuerySet[Case], _at: datetime) -> QuerySet[Case]:
    return seen.filter(state="submitted", procedure__in=ACCEPTED).order_by("submitted_at", "id")


def _supplement(seen: QuerySet[Case], _at: datetime) -> QuerySet[Case]:
    return seen.filter(state="supplementing").order_by("submitted_at", "id")


SIEVES: dict[str, Callable[[QuerySet[Case], datetime], QuerySet[Case]]] = {
    TODAY: _today,
    UNACCEPTED: _unaccepted,
    SUPPLEMENT: _supplement,
}


def _url(name: str) -> str:
    return reverse(URLS[name]) if name in URLS else reverse("staff:queue", args=[name])
