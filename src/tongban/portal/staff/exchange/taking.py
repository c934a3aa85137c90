"""导入: bring a file, say which column holds what, look at what it would do, and take it over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.catalogue.exchange import actions
from tongban.kernel.catalogue.exchange.actions.applying import planned
from tongban.kernel.catalogue.exchange.fields import COLUMNS, UNITS
from tongban.kernel.catalogue.exchange.mapping import UNIT, checked
from tongban.kernel.catalogue.exchange.planning import Outcome, Plan, Planned
from tongban.kernel.catalogue.exchange.queries.batches import WaitingFile, waiting_file
from tongban.kernel.catalogue.exchange.reading import Book, Row, read
from tongban.kernel.catalogue.exchange.rejecting import rejected_rows
from tongban.kernel.catalogue.telling import reason, remedy
from tongban.kernel.sheets.reading import LARGEST_FILE
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.exchange.front import download, front
from tongban.portal.staff.exchange.reader import keeper_act, keeper_of, page_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Crumb, Fault, Stage

SIZE: Final = 50
SAMPLES: Final = 3
NAMES: Final[Mapping[Outcome, tuple[object, str]]] = {
    Outcome.CREATED: (gettext_lazy("New drafts"), "ok"),
    Outcome.CHANGED: (gettext_lazy("Changed"), "soon"),
    Outcome.UNCHANGED: (gettext_lazy("Unchanged"), ""),
    Outcome.REFUSED: (gettext_lazy("Refused"), "late"),
}


@dataclass(frozen=True, slots=True)
class Title:
    """文件列: one column of the file with the first of its cells, and the fact that it holds."""

    place: int
    name: str
    samples: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Figure:
    """预览数字: how many rows have one outcome; it leads to them."""

    outcome: Outcome
    name: object
    tone: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """预览行: one row as the page shows it, with what is wrong with it in words."""

    row: Planned
    wrong: tuple[tuple[int, str, str, str], ...]


@for_the_keeper
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """上传: take a file in, and go on to its columns."""
    keeper, upload = keeper_of(request), request.FILES.get("file")
    if upload is None:
        return front(request, [Fault("file", gettext("Choose a file."))], status=422)
    content = upload.read(LARGEST_FILE + 1)
    try:
        act = keeper_act(request, keeper)
        file = actions.bring(upload.name or "", content, act, homes=keeper.homes)
    except Refusal as refusal:
        return front(request, [Fault("file", spoken(refusal))], status=422)
    step = "staff:exchange_columns" if _book(file).tables else "staff:exchange_preview"
    return HttpResponseRedirect(reverse(step, args=[file.pk]))


@for_the_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, file_id: int) -> HttpResponse:
    """对应列: say which column of the file holds which fact."""
    file = _file(request, file_id)
    book = _book(file)
    if not book.tables:
        raise Http404
    chosen: Mapping[str, int] = file.mapping or {}
    if request.method != "POST":
        return _columns(request, file, book, chosen)
    keeper = keeper_of(request)
    chosen, fault = _chosen(request, book)
    try:
        if fault is not None:
            raise fault
        act = keeper_act(request, keeper)
        actions.map_columns(file.pk, act, mapping=chosen, homes=keeper.homes)
    except Refusal as refusal:
        return _columns(request, file, book, chosen, spoken(refusal))
    return HttpResponseRedirect(reverse("staff:exchange_preview", args=[file.pk]))


@for_the_keeper
@require_safe
def preview(request: HttpRequest, file_id: int) -> HttpResponse:
    """预览: show what the file would do, row by row; nothing is written."""
    file = _file(request, file_id)
    keeper = keeper_of(request)
    try:
        book, plan = planned(file, keeper.ids, keeper_act(request, keeper))
        if book.tables:
            checked(file.mapping or {}, book.header)
    except Refusal:
        return HttpResponseRedirect(reverse("staff:exchange_columns", args=[file.pk]))
    shown = _shown(request, plan)
    rows = plan.of(shown)
    pages = -(-len(rows) // SIZE) or 1
    page = page_of(request, pages)
    context = {
        "file": file,
        "figures": [
            Figure(each, name, tone, plan.counts[each], each is shown)
            for each, (name, tone) in NAMES.items()
        ],
        "shown": NAMES[shown][0],
        "lines": [line_of(row) for row in rows[(page - 1) * SIZE : page * SIZE]],
        "page": page,
        "pages": pages,
        "todo": plan.counts["created"] + plan.counts["changed"],
        "refused": plan.counts["refused"],
        "seal": plan.seal,
        **_frame(file, book, "preview"),
    }
    return render(request, "portal/staff/exchange/preview.html", context)


@for_the_keeper
@require_safe
def rejected(request: HttpRequest, file_id: int) -> HttpResponse:
    """退回行: hand out the rows that are refused, with line, column, reason and remedy before them."""
    file = _file(request, file_id)
    keeper = keeper_of(request)
    book, plan = planned(file, keeper.ids, keeper_act(request, keeper))
    content = rejected_rows(book, plan).encode("utf-8-sig")
    return download(content, "csv", f"{file.name.rpartition('.')[0] or 'file'}-rejected.csv")


@for_the_keeper
@require_POST
def apply(request: HttpRequest, file_id: int) -> HttpResponse:
    """导入: write the drafts, or drop the file."""
    file = _file(request, file_id)
    keeper = keeper_of(request)
    act = keeper_act(request, keeper)
    if request.POST.get("do") == "discard":
        actions.discard(file.pk, act)
        messages.success(request, gettext("The file was discarded. Nothing was changed."))
        return HttpResponseRedirect(reverse("staff:exchange"))
    try:
        done = actions.apply(file.pk, act, kept=keeper.ids, seen=request.POST.get("seen", "")[:64])
    except Refusal as refusal:
        messages.warning(request, spoken(refusal))
        return HttpResponseRedirect(reverse("staff:exchange_preview", args=[file.pk]))
    words = gettext("{created} drafts entered, {changed} drafts changed; {unchanged} rows unchanged, {refused} refused.")  # fmt: skip
    messages.success(request, words.format(**done.plan.counts))
    if len(done.batches) == 1:
        url = reverse("staff:exchange_batch", args=[done.batches[0].pk])
    else:
        url = reverse("staff:exchange")
    return HttpResponseRedirect(url)


def line_of(row: Planned) -> Line:
    """Return a row with its remarks in words."""
    wrong = tuple((each.line, each.field, reason(each), remedy(each)) for each in row.remarks)
    return Line(row, wrong)


def _file(request: HttpRequest, file_id: int) -> WaitingFile:
    file = waiting_file(file_id, signed_in(request).actor_id)
    if file is None:
        raise Http404
    return file


def _book(file: WaitingFile) -> Book:
    return read(file.name, bytes(file.content))


def _frame(file: WaitingFile, book: Book, step: str) -> dict[str, object]:
    url = reverse("staff:exchange_columns", args=[file.pk]) if book.tables else ""
    return {
        "crumbs": [Crumb(gettext("Import and export"), reverse("staff:exchange"))],
        "stages": [
            Stage(gettext("File"), "", done=True, current=False),
            Stage(gettext("Columns"), url, done=step == "preview", current=step == "columns"),
            Stage(gettext("Preview"), "", done=False, current=step == "preview"),
        ],
    }


def _columns(
    request: HttpRequest,
    file: WaitingFile,
    book: Book,
    chosen: Mapping[str, int],
    fault: str = "",
) -> HttpResponse:
    table = book.tables[0]
    held = {place: key for key, place in chosen.items()}
    context = {
        "file": file,
        "table": table,
        "further": book.tables[1:],
        "titles": [
            Title(place, name, _samples(table.rows, place), held.get(place, ""))
            for place, name in enumerate(table.header)
        ],
        "choices": choices(),
        "faults": [Fault("column-0", fault)] if fault else [],
        **_frame(file, book, "columns"),
    }
    status = 422 if fault else 200
    return render(request, "portal/staff/exchange/columns.html", context, status=status)


def choices() -> list[tuple[str, str]]:
    """Return the facts that a column can hold, by key."""
    units = [
        (f"{UNIT}{key}", gettext("Unit of: {name}").format(name=column.title))
        for column in COLUMNS
        if (key := column.key) in UNITS.values()
    ]
    return [*((column.key, column.title) for column in COLUMNS), *units]


def _samples(rows: Sequence[Row], place: int) -> tuple[str, ...]:
    cells = (row.cells[place] for row in rows if place < len(row.cells) and row.cells[place])
    return tuple(cell[:60] for cell, _turn in zip(cells, range(SAMPLES), strict=False))


def _chosen(request: HttpRequest, book: Book) -> tuple[dict[str, int], Refusal | None]:
    """Return the column chosen for each fact, and a refusal where two are chosen for one."""
    found: dict[str, int] = {}
    fault = None
    for place, title in enumerate(book.header):
        key = request.POST.get(f"column-{place}", "")
        if key and key in found:
            fault = Refusal(
                "catalogue.fact_twice",
                "The columns “{first}” and “{second}” are chosen for the same fact. Leave one of them out.",
                first=book.header[found[key]],
                second=title,
            )
        elif key:
            found[key] = place
    return found, fault


def _shown(request: HttpRequest, plan: Plan) -> Outcome:
    asked = request.GET.get("show", "")
    if asked in set(Outcome):
        return Outcome(asked)
    order = (Outcome.CHANGED, Outcome.CREATED, Outcome.REFUSED)
    return next((each for each in order if plan.counts[each]), Outcome.UNCHANGED)
