"""变更清单: what was changed here of what an upper list delivered, between two days, to be read and sent up."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.exchange.queries.upward import LocalChange, local_changes
from tongban.kernel.identity.queries import names_of
from tongban.kernel.sheets.writing import workbook
from tongban.portal.moments import day_in, today
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.exchange.front import download
from tongban.portal.staff.exchange.reader import keeper_of, page_of
from tongban.ui.pieces import Crumb

SIZE = 50
QUARTER = timedelta(days=90)
HEADER = (
    "事项编码", "事项名称", "实施主体", "变更字段", "下发内容", "本地内容", "修订人", "生效日期", "修订理由",
)  # fmt: skip


@for_the_keeper
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show the changes between two days."""
    since, until, fault = _days(request)
    found = local_changes(keeper_of(request).ids, since=since, until=until)
    pages = -(-len(found) // SIZE) or 1
    page = page_of(request, pages)
    shown = found[(page - 1) * SIZE : page * SIZE]
    names = names_of({change.by for change in shown})
    context = {
        "since": since,
        "until": until,
        "fault": fault,
        "changes": [(each, names.get(each.by, gettext("Platform"))) for each in shown],
        "total": len(found),
        "page": page,
        "pages": pages,
        "crumbs": [Crumb(gettext("Import and export"), reverse("staff:exchange"))],
    }
    return render(request, "portal/staff/exchange/changes.html", context)


@for_the_keeper
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the changes between two days as Excel."""
    since, until, _fault = _days(request)
    with override("zh-hans"):
        found = local_changes(keeper_of(request).ids, since=since, until=until)
        names = names_of({change.by for change in found})
        rows = [_row(change, names) for change in found]
    content = workbook([("变更清单", HEADER, rows)])
    return download(content, "xlsx", f"变更清单-{since:%Y%m%d}-{until:%Y%m%d}.xlsx")


def _row(change: LocalChange, names: dict[str, str]) -> list[str]:
    return [
        change.code,
        change.name,
        change.organ,
        change.label,
        "未下发" if change.delivered is None else change.delivered,
        change.ours,
        names.get(change.by, gettext("Platform")),
        change.on.isoformat(),
        change.reason,
    ]


def _days(request: HttpRequest) -> tuple[date, date, str]:
    """Return the two days asked for, the last ninety if none are; and what is wrong with them."""
    until = _day(request.GET.get("until", "")) or today()
    since = _day(request.GET.get("since", "")) or until - QUARTER
    if any(text and _day(text) is None for text in map(request.GET.get, ("since", "until"))):
        return since, until, gettext("This is not a date. Write it as 2026-11-25.")
    if since <= until:
        return since, until, ""
    return until, since, gettext("The first day was after the last; they were exchanged.")


def _day(text: str) -> date | None:
    try:
        return day_in(text)
    except ValueError:
        return None
