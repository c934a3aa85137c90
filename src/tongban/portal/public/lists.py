"""事项清单: the public lists of the county as they are on a day, on the page and as Excel."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.list_labels import KINDS, MEANINGS
from tongban.kernel.catalogue.listing import public_list, rows_in_force
from tongban.kernel.catalogue.lists import OFFICIAL, ListKind, Selection, select
from tongban.kernel.catalogue.queries import PublishedList, published_lists
from tongban.portal.moments import today
from tongban.portal.place import county, home
from tongban.portal.public.list_asking import (
    Asked,
    asked_of,
    crumbs,
    departments,
    kind_of,
    paged,
    themes,
)
from tongban.portal.public.list_sealing import offered
from tongban.portal.public.list_sheets import Print, answer


@dataclass(frozen=True, slots=True)
class Overview:
    """清单概览: one kind of list, how much it holds today, and what was published of it last."""

    kind: ListKind
    name: str | Promise
    meaning: str | Promise
    matters: int
    unknown: int
    last: PublishedList | None


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show every list with what it holds today, and all numbered versions."""
    rows = rows_in_force(home(), on=today())
    published = list(published_lists(home()).defer("rows"))
    last = {each.kind: each for each in reversed(published)}
    found = (select(kind, rows) for kind in ListKind)
    context = {
        "lists": [_overview(one, last.get(one.kind)) for one in found],
        "published": published,
        "day": today(),
        "crumbs": crumbs(),
    }
    return render(request, "portal/public/lists.html", context)


@require_safe
def one(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the rows of one list on a day, page by page; the keeper may publish it from here."""
    asked = asked_of(request, today=today())
    found = public_list(kind_of(kind), home(), on=asked.day)
    rows = [row for row in found.rows if asked.fits(row)]
    context = {
        "found": found,
        "name": KINDS[found.kind],
        "meaning": MEANINGS[found.kind],
        "asked": asked,
        "today": today(),
        "page": paged(request, rows),
        "departments": departments(found.rows, asked),
        "themes": themes(found.rows, asked),
        "published": list(published_lists(home()).filter(kind=found.kind).defer("rows")),
        "offered": offered(request, found, asked),
        "faults": asked.faults,
        "crumbs": crumbs(found.kind),
    }
    status = 422 if asked.faults else 200
    return render(request, "portal/public/list.html", context, status=status)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out the list as Excel, narrowed as it was asked for; it has no number."""
    which, asked = kind_of(kind), asked_of(request, today=today())
    if asked.faults:
        raise Http404
    return answer(_view(public_list(which, home(), on=asked.day), asked))


def _view(found: Selection, asked: Asked) -> Print:
    rows = [row for row in found.rows if asked.fits(row)]
    return Print(found.kind, f"{county()}{OFFICIAL[found.kind]}", asked.day, rows)


def _overview(found: Selection, last: PublishedList | None) -> Overview:
    kind = found.kind
    return Overview(kind, KINDS[kind], MEANINGS[kind], len(found.rows), found.unknown, last)
