"""事项: searching the catalogue and reading one guide."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.cases.quantity import quantity_of
from tongban.kernel.catalogue import queries as catalogue
from tongban.kernel.catalogue.keeper.queries import suspension_of
from tongban.kernel.catalogue.queries import Guide
from tongban.kernel.remembering import remembering
from tongban.portal.limits import limits_of
from tongban.portal.moments import today
from tongban.portal.public.choosing import wish_of
from tongban.portal.public.described import described
from tongban.portal.public.pictures import flow_of
from tongban.portal.public.searching import asked_by, filters_of, note_miss
from tongban.portal.public.terms import terms_of
from tongban.portal.visitors import visitor
from tongban.ui.pieces import Crumb


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Show a page of the matters that answer `q`, narrowed to what is chosen in the filters."""
    day, asked = today(), asked_by(request)
    question, narrowing = asked.question, asked.narrowing
    with remembering():
        found = catalogue.search(question, on=day, narrowing=narrowing, page=asked.page)
        offered = catalogue.filters(question, on=day, narrowing=narrowing)
    note_miss(asked, found)
    context = {
        "found": found,
        "question": question,
        "filters": filters_of(offered, narrowing),
        "narrowed": bool(narrowing),
    }
    return render(request, "portal/public/matters.html", context)


@require_safe
def guide(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show the guide in force today: what to bring, how long it takes, who decides, on which law."""
    read = catalogue.guide(matter_id, on=today())
    if read is None:
        return _suspended(request, matter_id)
    version = read.version
    context = {
        "guide": read,
        "version": version,
        "limits": limits_of(version),
        "terms": terms_of(version),
        "said": described(version),
        "places": quantity_of(version, on=today()),
        "key": uuid4().hex,
        "wish": wish_of(visitor(request), version, request.GET.dict(), on=today()),
        "flow": flow_of(version, url=reverse("public:flow", args=[matter_id])),
        "crumbs": [
            Crumb(gettext("Home"), reverse("public:home")),
            Crumb(gettext("Matters"), reverse("public:matters")),
            Crumb(version.name),
        ],
    }
    return render(request, "portal/public/guide.html", context)


@require_safe
def flow(_request: HttpRequest, matter_id: int) -> HttpResponse:
    """Hand out the flow picture of the guide in force as BPMN."""
    document = _guide(matter_id).version.flow
    if not document:
        raise Http404
    return HttpResponse(document, content_type="application/xml; charset=utf-8")


def _suspended(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Say since when and why a matter is suspended; any other that is not in force does not exist."""
    found = suspension_of(matter_id, on=today())
    if found is None:
        raise Http404
    return render(
        request, "portal/public/suspended.html", {"found": found, "version": found.version}
    )


def _guide(matter_id: int) -> Guide:
    found = catalogue.guide(matter_id, on=today())
    if found is None:
        raise Http404
    return found
