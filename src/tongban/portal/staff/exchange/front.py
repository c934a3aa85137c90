"""导入导出首页: choose what is exported, bring a file, and see what files did before."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.exchange import writing
from tongban.kernel.catalogue.exchange.queries.batches import batches, waiting_files
from tongban.kernel.catalogue.exchange.queries.standing import Wanted, exported
from tongban.kernel.catalogue.queries import PowerType
from tongban.kernel.identity.queries import names_of
from tongban.portal.moments import now, today
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.exchange.reader import Keeper, keeper_of, number_of, page_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Fault

SIZE = 20
LONGEST_WORDS = 60
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@for_the_keeper
@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """Show the doors in and out, the files that wait, and the batches."""
    return front(request)


def front(
    request: HttpRequest, faults: list[Fault] | None = None, *, status: int = 200
) -> HttpResponse:
    """Return the page, after a refusal with what was wrong."""
    keeper = keeper_of(request)
    found = batches(keeper.homes)
    pages = -(-found.count() // SIZE) or 1
    page = page_of(request, pages)
    shown = list(found[(page - 1) * SIZE : page * SIZE])
    names = names_of({batch.by for batch in shown})
    context = {
        "faults": faults or [],
        "organs": keeper.organs,
        "power_types": PowerType.choices,
        "waiting": waiting_files(signed_in(request).actor_id),
        "batches": [(batch, names.get(batch.by, gettext("Platform"))) for batch in shown],
        "page": page,
        "pages": pages,
    }
    return render(request, "portal/staff/exchange/front.html", context, status=status)


@for_the_keeper
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """导出: hand out the wanted matters of the kept organs as Excel, CSV or JSON."""
    if kind not in TYPES:
        raise Http404
    keeper = keeper_of(request)
    standings, ground = exported(_wanted(request, keeper), keeper.ids, on=today())
    if kind == "json":
        content = writing.as_json(standings, ground, at=now())
    elif kind == "xlsx":
        content = writing.as_excel(standings, ground)
    else:
        content = writing.as_csv(standings, ground)
    return download(content, kind, f"事项清单-{today():%Y%m%d}.{kind}")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file to be saved."""
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _wanted(request: HttpRequest, keeper: Keeper) -> Wanted:
    organ = number_of(request.GET.get("organ", ""))
    if organ is not None and organ not in keeper.ids:
        raise Http404
    return Wanted(
        organ,
        number_of(request.GET.get("type", "")),
        request.GET.get("q", "").strip()[:LONGEST_WORDS],
    )
