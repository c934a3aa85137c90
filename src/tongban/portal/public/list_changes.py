"""清单变更: what came, went and reads differently between two days, or between two published versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.list_labels import KINDS
from tongban.kernel.catalogue.listing import public_list
from tongban.kernel.catalogue.lists import Difference, ListKind, Row, difference
from tongban.kernel.catalogue.queries import PublishedList, published_lists
from tongban.portal.moments import today
from tongban.portal.place import home
from tongban.portal.public.list_asking import crumbs, day_of, kind_of, paged
from tongban.portal.public.list_sealing import opened
from tongban.portal.public.list_words import Said, said
from tongban.ui.pieces import Fault
from tongban.ui.templatetags.look import full_day


@dataclass(frozen=True, slots=True)
class Change:
    """变更: one matter that was added or removed, or reads differently in the fields that are said."""

    what: str
    row: Row
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """清单比对: two lists by their names, and what leads from the first to the second."""

    before: str
    after: str
    found: Difference


@require_safe
def changes(request: HttpRequest, kind: str) -> HttpResponse:
    """Compare the list of two days, `from` and `to`, or two published versions, `old` and `new`."""
    which = kind_of(kind)
    published = list(published_lists(home()).filter(kind=which).defer("rows"))
    first, last, faults = _days(request, default=_usual_first(published))
    compared = _of_versions(request, which) or _of_days(which, first, last)
    context = {
        "kind": which,
        "name": KINDS[which],
        "first": first,
        "last": last,
        "compared": compared,
        "page": paged(request, _listed(compared.found)),
        "published": published,
        "old": request.GET.get("old", ""),
        "new": request.GET.get("new", ""),
        "faults": faults,
        "crumbs": crumbs(which, here=gettext("What has changed")),
    }
    status = 422 if faults else 200
    return render(request, "portal/public/list_changes.html", context, status=status)


def _usual_first(published: Sequence[PublishedList]) -> date:
    """Return the day of the version published last, or, before the first one, a year ago."""
    return published[0].day if published else today() - timedelta(days=365)


def _days(request: HttpRequest, *, default: date) -> tuple[date, date, list[Fault]]:
    """Return the two days; without them, up to today."""
    first, wrong = day_of(request.GET.get("from", ""), "from", default=default)
    last, wrong_too = day_of(request.GET.get("to", ""), "to", default=today())
    return first, last, wrong + wrong_too


def _of_days(kind: ListKind, first: date, last: date) -> Compared:
    before, after = (public_list(kind, home(), on=on).rows for on in (first, last))
    return Compared(full_day(first), full_day(last), difference(before, after))


def _of_versions(request: HttpRequest, kind: ListKind) -> Compared | None:
    """Return the comparison of two published versions of that kind, if it is asked for."""
    asked = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(asked):
        return None
    if not all(text.isascii() and text.isdecimal() and len(text) < 19 for text in asked):
        raise Http404
    old, new = (opened(int(text)) for text in asked)
    if {old.kind, new.kind} != {kind.value}:
        raise Http404
    return Compared(old.title, new.title, difference(old.entries, new.entries))


def _listed(found: Difference) -> Sequence[Change]:
    return [
        *(Change("added", row) for row in found.added),
        *(Change("removed", row) for row in found.removed),
        *(Change("changed", each.after, tuple(said(each))) for each in found.changed),
    ]
