"""列表导出: a list of the desk as Excel, narrowed as its address says, all pages of it up to `MOST_ROWS`; applicants stay masked."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.cases.lists import MOST_ROWS, inbox_rows
from tongban.kernel.identity.queries import Person
from tongban.kernel.sheets.writing import workbook
from tongban.portal.dues import due_words
from tongban.portal.moments import now, today
from tongban.portal.staff.desk import rows
from tongban.portal.staff.desk_asking import wanted_of
from tongban.portal.staff.desk_lists import case_rows, wanted_cases
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.tabs import LISTS, NAMES
from tongban.portal.visitors import signed_in
from tongban.ui.templatetags.look import full_day

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = list[str]


@for_staff
@require_safe
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out one of the reader's lists as Excel: exactly the rows that the page of the same query has."""
    reader = signed_in(request)
    if name not in NAMES:
        raise Http404
    title = str(NAMES[name])
    if name in LISTS:
        content = workbook([(title, _case_header(), _cases(reader, name, request.GET))])
    else:
        content = workbook([(title, _todo_header(), _todo(reader, request.GET))])
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{title}{today().isoformat()}.xlsx"
    )
    return answer


def _case_header() -> Cells:
    return [*_common(), gettext("State"), *_days()]


def _todo_header() -> Cells:
    return [*_common(), gettext("This step"), *_days()]


def _common() -> Cells:
    return [
        gettext("Case number"),
        gettext("Matter"),
        gettext("Applicant"),
        gettext("Department"),
        gettext("Received"),
    ]


def _days() -> Cells:
    return [gettext("Promised day"), gettext("Statutory day"), gettext("How long is left")]


def _cases(reader: Person, name: str, query: QueryDict) -> Iterator[Cells]:
    for row in case_rows(wanted_cases(reader, name, wanted_of(query))[:MOST_ROWS]):
        case, applicant = row.line.case, row.line.applicant
        yield [
            case.number,
            case.title,
            applicant.name if applicant else "",
            row.organ,
            full_day(case.received_on),
            row.standing.name,
            _day(case.promised_on),
            _day(case.statutory_on),
            due_words(row.line.deadline),
        ]


def _todo(reader: Person, query: QueryDict) -> Iterator[Cells]:
    found = inbox_rows(reader, at=now(), wanted=wanted_of(query), group=query.get("only", ""))
    for row in rows(reader, found):
        item, applicant = row.work.row, row.work.applicant
        yield [
            item.number,
            item.title,
            applicant.name if applicant else "",
            row.organ,
            full_day(item.received_on),
            item.node,
            _day(item.promised_on),
            _day(item.statutory_on),
            due_words(row.work.deadline),
        ]


def _day(day: date | None) -> str:
    return full_day(day) if day else ""
