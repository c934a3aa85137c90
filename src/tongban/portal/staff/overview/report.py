"""日报、周报、月报: the figures of the overview as Excel, to be sent and printed."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tongban.kernel.overview.queries import FLOWS, Asked, by_day, tallies
from tongban.kernel.sheets.writing import workbook
from tongban.portal.staff.exchange.front import download
from tongban.portal.staff.overview.asking import (
    NAMES,
    Chosen,
    asked_of,
    chosen_of,
    for_overseers,
    labels_of,
)
from tongban.portal.staff.overview.figures import Group, groups, total

TITLES = {"day": "日报", "week": "周报", "month": "月报"}
SHEETS = {
    "organ": ("按机关", "机关"),
    "hall": ("按收件单位", "收件单位"),
    "matter": ("按事项", "事项"),
    "level": ("按层级", "层级"),
}


@for_overseers
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Hand out the figures of the day, week or month that was chosen."""
    chosen = chosen_of(request)
    asked = asked_of(request, chosen)
    with override("zh-hans"):
        content = _written(asked, chosen)
    name = f"办件{TITLES[chosen.span]}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"
    return download(content, "xlsx", name)


def _written(asked: Asked, chosen: Chosen) -> bytes:
    found, labels = tallies(asked), labels_of(asked)
    names = [str(label) for label in labels.values()]
    sums = total(found.values())
    days = f"{asked.first.isoformat()} 至 {asked.last.isoformat()}"
    whole = [[days, asked.border.isoformat(), *(str(sums[name]) for name in labels)]]
    parts = groups(found, asked, chosen)
    return workbook(
        [
            ("合计", ["统计时段", "截至", *names], whole),
            *((title, [first, *names], _rows(parts[by])) for by, (title, first) in SHEETS.items()),
            ("逐日", ["日期", *(str(NAMES[name]) for name in FLOWS)], _days(asked)),
        ]
    )


def _rows(found: Iterable[Group]) -> list[list[str]]:
    return [[group.name, *(str(one.count) for one in group.figures)] for group in found]


def _days(asked: Asked) -> list[list[str]]:
    found = by_day(asked)
    days = sorted({day for day, _kind in found})
    return [[day.isoformat(), *(str(found.get((day, kind), 0)) for kind in FLOWS)] for day in days]
