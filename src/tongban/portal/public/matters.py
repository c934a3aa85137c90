"""事项: searching the catalogue and reading one guide."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue import queries as catalogue
from tongban.kernel.catalogue.queries import Guide
from tongban.portal.limits import limits_of
from tongban.portal.moments import today
from tongban.portal.public.pictures import flow_of
from tongban.ui.pieces import Crumb

LONGEST_QUESTION = 60


@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Show a page of the matters that answer `q`, within a department and a power type if they are chosen."""
    day = today()
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    organ, power_type = _number(request, "department"), _number(request, "type")
    found = catalogue.search(
        question, on=day, organ_id=organ, power_type=power_type, page=_number(request, "page") or 1
    )
    context = {
        "found": found,
        "question": question,
        "organ": organ,
        "power_type": power_type,
        "departments": catalogue.departments(day),
        "power_types": catalogue.power_types(day),
        "narrowed": organ is not None or power_type is not None,
    }
    return render(request, "portal/public/matters.html", context)


@require_safe
def guide(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show the guide in force today: what to bring, how long it takes, who decides, on which law."""
    read = _guide(matter_id)
    version = read.version
    context = {
        "guide": read,
        "version": version,
        "limits": limits_of(version),
        "key": uuid4().hex,
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


def _guide(matter_id: int) -> Guide:
    found = catalogue.guide(matter_id, on=today())
    if found is None:
        raise Http404
    return found


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None
