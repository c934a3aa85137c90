"""登记册列表: the entries as of a day, searched, filtered, exported, labelled, and the filters that were saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.papers.press.labels import Label, labels_of
from tongban.kernel.registers import exporting
from tongban.kernel.registers.actions import label
from tongban.kernel.registers.actions.filters import drop_filter, save_filter
from tongban.kernel.registers.declaring import Field, Register, Sort
from tongban.kernel.registers.queries import Entry, Kept, Shown, entries_visible_to, shown
from tongban.kernel.registers.queries.filters import filters_of
from tongban.portal.moments import now, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.registers.asking import (
    filter_fields,
    kept_organs,
    names_of_organs,
    query_of,
    register_of,
    wanted_of,
)
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Crumb

SIZE = 50
MOST_ROWS = 20_000
MOST_LABELS = 240
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Line:
    """列表一行: an entry and its cells, each with the title of its column."""

    entry: Entry
    cells: Sequence[tuple[object, str]]


AT_ONCE = 2
"""How many choices stand beside the search at once; the others are folded away until one is used."""


@dataclass(frozen=True, slots=True)
class Choice:
    """筛选项: a field by which the list is narrowed, its values, and the one that is chosen."""

    name: str
    label: object
    values: Sequence[tuple[str, object]]
    chosen: str


@for_staff
@require_safe
def entries(request: HttpRequest, register: str) -> HttpResponse:
    """Show the entries."""
    found, reader = register_of(request, register), signed_in(request)
    wanted, query = wanted_of(found, request.GET), query_of(found, request.GET)
    rows = entries_visible_to(reader, found.kind, on=today(), wanted=wanted)
    pages = Paginator(rows, SIZE)
    page = pages.get_page(request.GET.get("page"))
    names = names_of_organs(found)
    seen = shown(reader, found.kind, page.object_list, on=today(), as_of=wanted.as_of)
    saved = filters_of(reader.actor_id, found.kind)
    every = _choices(found, request, names)
    first = [one for place, one in enumerate(every) if one.chosen or place < AT_ONCE]
    context = {
        "register": found,
        "lines": [_line(found, each, names) for each in seen],
        "columns": _columns(found),
        "key_label": found[found.key].label,
        "page": page,
        "pages": pages,
        "wanted": wanted,
        "query": query,
        "narrowed": bool(query),
        "every_choice": every,
        "choices": first,
        "more": [one for one in every if one not in first],
        "kepts": kepts(),
        "saved": saved,
        "chosen": next((each for each in saved if each.query == query and query), None),
        "may_keep": bool(kept_organs(request, found)),
        "crumbs": [
            Crumb(gettext("Registers"), reverse("registers:front")),
            Crumb(str(found.title)),
        ],
        "today": today(),
    }
    return render(request, "portal/staff/registers/entries.html", context)


@for_staff
@require_safe
def export(request: HttpRequest, register: str, form: str) -> HttpResponse:
    """导出: hand out exactly the rows of the list of the same query, all pages of it."""
    found, reader = register_of(request, register), signed_in(request)
    if form not in TYPES:
        raise Http404
    wanted = wanted_of(found, request.GET)
    rows = entries_visible_to(reader, found.kind, on=today(), wanted=wanted)[:MOST_ROWS]
    names = names_of_organs(found)
    seen = shown(reader, found.kind, rows, on=today(), as_of=wanted.as_of)
    cells = (exporting.cells(found, each, names) for each in seen)
    written = exporting.as_excel if form == "xlsx" else exporting.as_csv
    day = (wanted.as_of or today()).isoformat()
    return download(written(found, cells), TYPES[form], f"{found.title}{day}.{form}")


@for_staff
@require_POST
def labels(request: HttpRequest, register: str) -> HttpResponse:
    """标签: hand out a sheet of labels of the list of the same query, as PDF, drawing the codes that are not drawn yet."""
    found, reader = register_of(request, register), signed_in(request)
    wanted = wanted_of(found, request.GET)
    rows = entries_visible_to(reader, found.kind, on=today(), wanted=wanted)
    open_ = [each for each in rows[:MOST_LABELS] if not each.confidential]
    if not open_:
        messages.warning(request, gettext("None of these entries has a label: what is confidential has no public page."))  # fmt: skip
        return HttpResponseRedirect(reverse("registers:entries", args=[found.kind]))
    made = [
        Label(
            str(found.title),
            each.key,
            each.organ.name,
            public_address(request, label(found.kind, each.pk)),
        )
        for each in open_
    ]
    content = labels_of(made, fonts=settings.TONGBAN_TYPE, at=now())
    return download(content, "application/pdf", f"{found.title}.pdf")


@for_staff
@require_POST
def save(request: HttpRequest, register: str) -> HttpResponse:
    """保存筛选: keep how the list is narrowed, under a name."""
    found = register_of(request, register)
    query = query_of(found, request.POST)
    act = act_of(signed_in(request), key=uuid4().hex)
    try:
        save_filter(act, found.kind, name=request.POST.get("name", ""), query=query)
        messages.success(request, gettext("The filter was saved."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(f"{reverse('registers:entries', args=[found.kind])}?{query}")


@for_staff
@require_POST
def drop(request: HttpRequest, register: str, filter_id: int) -> HttpResponse:
    """删除筛选: delete a filter of one's own."""
    found = register_of(request, register)
    act = act_of(signed_in(request), key=uuid4().hex)
    drop_filter(act, found.kind, filter_id=filter_id)
    messages.success(request, gettext("The saved filter was deleted."))
    return HttpResponseRedirect(reverse("registers:entries", args=[found.kind]))


def public_address(request: HttpRequest, code: str) -> str:
    """Return the address of the public page behind a label."""
    return request.build_absolute_uri(reverse("public:labelled", args=[code]))


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to be saved."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def kepts() -> list[tuple[str, str]]:
    """Return the words for what a list holds of entries that were closed."""
    return [
        (Kept.OPEN.value, pgettext("register", "Kept on the day")),
        (Kept.CLOSED.value, pgettext("register", "Closed by then")),
        (Kept.ALL.value, pgettext("register", "Both")),
    ]


def _line(register: Register, row: Shown, names: Mapping[int, str]) -> Line:
    cells = [
        (each.label, exporting.told(each, row.facts[each.name], names))
        if each.name not in row.masked or row.facts[each.name] is None
        else (each.label, exporting.MASK)
        for each in _columns(register)
    ]
    return Line(row.entry, cells)


def _columns(register: Register) -> list[Field]:
    return [each for each in register.listed if each.name != register.key]


def _choices(register: Register, request: HttpRequest, names: Mapping[int, str]) -> list[Choice]:
    yes_no = [("是", pgettext("register", "Yes")), ("否", pgettext("register", "No"))]
    found = []
    for each in filter_fields(register):
        if each.sort is Sort.ORGAN:
            values: Sequence[tuple[str, object]] = [(str(pk), name) for pk, name in names.items()]
        else:
            values = yes_no if each.sort is Sort.YES_NO else list(each.choices.items())
        found.append(Choice(each.name, each.label, values, request.GET.get(each.name, "")))
    return found
