"""时点一览: what happens by itself and when, in the cases and to the certificates that the reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.cases.queries import cases_visible_to, timers_visible_to
from tongban.kernel.certificates.queries import next_events
from tongban.kernel.identity.queries import Person
from tongban.portal.moments import today
from tongban.portal.staff.desk import Group
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.running import timer_words
from tongban.portal.visitors import signed_in

PAGE = 50
MOST = 2000
WEEK = 7
CERTIFICATES = {
    "reminder": gettext_lazy("Holder is reminded"),
    "expiry": gettext_lazy("Certificate expires"),
    "answer": gettext_lazy("Renewal to be answered"),
}
GROUPS = {
    "today": gettext_lazy("Today or over"),
    "week": gettext_lazy("Within a week"),
    "later": gettext_lazy("Later"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """时点一行: on which last day, what happens after it, and to which case or certificate."""

    on: date
    what: str
    words: str
    title: str
    number: str
    url: str


@for_staff
@require_safe
def timers(request: HttpRequest) -> HttpResponse:
    """Show what is due when, the next first; the figures above choose a part."""
    chosen = request.GET.get("only", "")
    kind = request.GET.get("kind", "")
    rows = _sorted(signed_in(request))
    shown = [
        row
        for row in rows
        if (chosen not in GROUPS or _group(row.on) == chosen) and kind in ("", row.what)
    ]
    pages = Paginator(shown, PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "rows": page.object_list,
        "count": len(shown),
        "page": page,
        "pages": pages,
        "kinds": sorted({row.what for row in rows}),
        "kind": kind,
        "narrowed": bool(kind) or chosen in GROUPS,
        "groups": [
            Group(
                name,
                str(label),
                "late" if name == "today" else "",
                sum(_group(row.on) == name for row in rows),
                name == chosen,
            )
            for name, label in GROUPS.items()
        ],
    }
    return render(request, "portal/staff/timers.html", context)


def _sorted(reader: Person) -> list[Row]:
    rows = [*_cases(reader), *_certificates(reader)]
    return sorted(rows, key=lambda row: (row.on, row.number, row.what))


def _cases(reader: Person) -> Iterable[Row]:
    due = list(timers_visible_to(reader, on=today())[:MOST])
    seen = cases_visible_to(reader, on=today()).filter(id__in={one.case_id for one in due})
    found = {(case.home, case.id): case for case in seen}
    for one in due:
        case = found.get((one.home, one.case_id))
        if case is not None:
            what, words = timer_words(one.kind)
            url = reverse("staff:case", args=[case.number])
            yield Row(one.due_on, what, words, case.title, case.number, url)


def _certificates(reader: Person) -> Sequence[Row]:
    return [
        Row(
            on=one.on,
            what=str(CERTIFICATES[one.what]),
            words="",
            title=one.certificate.title,
            number=one.certificate.number,
            url=reverse("staff:certificate", args=[one.certificate.pk]),
        )
        for one in next_events(reader, on=today(), most=MOST)
    ]


def _group(on: date) -> str:
    left = (on - today()).days
    if left <= 0:
        return "today"
    return "week" if left <= WEEK else "later"
