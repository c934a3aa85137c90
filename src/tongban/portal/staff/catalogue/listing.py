"""事项工作台: the matters that a keeper keeps, the least complete first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.keeper.queries import kept_versions, open_reviews
from tongban.kernel.catalogue.queries import PowerType, Status
from tongban.portal.moments import today
from tongban.portal.staff.catalogue.finding import BANDS, LABELS, STATES, found, wanted_of
from tongban.portal.staff.entry import for_the_keeper, kept_organs
from tongban.portal.visitors import signed_in

PAGE = 20
FACTS = ("completeness", "status", "agreed", "prepared")


@for_the_keeper
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """Show the matters, narrowed as the address says, each to be ticked for a change to many."""
    person, wanted = signed_in(request), wanted_of(request.GET)
    organs = kept_organs(person)
    ids = [organ.pk for organ in organs]
    pages = Paginator(found(person, wanted), PAGE)
    page = pages.get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "rows": page.object_list,
        "page": page,
        "pages": pages,
        "wanted": wanted,
        "query": query.urlencode(),
        "figures": _figures(ids),
        "waiting": open_reviews(ids).count(),
        "organs": organs,
        "power_types": PowerType.choices,
        "missing": sorted(LABELS.items(), key=lambda pair: str(pair[1])),
        "states": STATES.items(),
        "labels": LABELS,
        "today": today().isoformat(),
    }
    return render(request, "portal/staff/catalogue/matters.html", context)


def _figures(organ_ids: list[int]) -> dict[str, int]:
    """Return how many matters there are, and how many want what."""
    rows = kept_versions(organ_ids, on=today())
    facts = list(rows.values_list(*FACTS))
    return {
        "all": len(facts),
        "low": sum(score <= BANDS["low"][1] for score, *_rest in facts),
        "draft": sum(status == Status.DRAFT for _score, status, *_rest in facts),
        "agreed": sum(agreed for *_rest, agreed, _prepared in facts),
        "prepared": sum(prepared for *_rest, prepared in facts),
    }
