"""导入: bring a file to a register, map its columns, look at what it would do, write it, and take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel import Refusal
from tongban.kernel.registers import actions, exporting
from tongban.kernel.registers.declaring import Register
from tongban.kernel.registers.importing.planning import Planned, Verdict
from tongban.kernel.registers.importing.tables import ORGAN, ORGAN_TITLES, checked
from tongban.kernel.registers.queries.batches import (
    Batch,
    BatchStep,
    batch_of,
    batches_of,
    plan,
    read_batch,
    steps_of,
    went_on,
)
from tongban.kernel.sheets.reading import LARGEST_FILE
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.registers.asking import kept_organs, names_of_organs, register_of
from tongban.portal.staff.registers.entry import acting, crumbs, posted_day
from tongban.portal.staff.registers.listing import TYPES, download
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Fault

SHOWN = 200
SAMPLES = 3
VERDICTS: Mapping[Verdict, tuple[object, str]] = {
    Verdict.ENTER: (gettext_lazy("To enter"), "ok"),
    Verdict.AMEND: (gettext_lazy("To amend"), "soon"),
    Verdict.SAME: (gettext_lazy("As registered"), ""),
    Verdict.ERROR: (gettext_lazy("To correct"), "late"),
}
PAST: Mapping[Verdict, tuple[object, str]] = {
    Verdict.ENTER: (gettext_lazy("entered"), "ok"),
    Verdict.AMEND: (gettext_lazy("changed"), "soon"),
    Verdict.SAME: (gettext_lazy("As registered"), ""),
    Verdict.ERROR: (pgettext_lazy("register", "left out"), "late"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """预览行: a row of the file, what would change, what stays for it is masked, and what is wrong with it, in words."""

    row: Planned
    changes: Sequence[tuple[object, str, str]]
    left: Sequence[object]
    wrong: Sequence[tuple[object, str]]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, register: str) -> HttpResponse:
    """上传: show the template and the files brought before, and take a file in."""
    found = register_of(request, register)
    organs = kept_organs(request, found)
    if not organs:
        raise Http404
    faults: list[Fault] = []
    if request.method == "POST":
        upload = request.FILES.get("file")
        organ = next((each for each in organs if str(each.pk) == request.POST.get("organ")), None)
        try:
            if upload is None or organ is None:
                raise Refusal("register.nothing_brought", "Choose a file and the organ.")
            content = upload.read(LARGEST_FILE + 1)
            act = acting(request, "", organ.pk)
            batch = actions.bring(found.kind, upload.name or "", content, act, organ=organ.pk)
            return HttpResponseRedirect(reverse("registers:columns", args=[found.kind, batch.pk]))
        except Refusal as refusal:
            faults = [Fault("file", spoken(refusal))]
    context = {
        "register": found,
        "organs": organs,
        "faults": faults,
        "batches": batches_of(signed_in(request).actor_id, found.kind)[:20],
        "crumbs": crumbs(found, gettext("Import")),
    }
    status = 422 if faults else 200
    return render(request, "portal/staff/registers/bring.html", context, status=status)


@for_staff
@require_safe
def template(request: HttpRequest, register: str) -> HttpResponse:
    """模板: hand out the empty form."""
    found = register_of(request, register)
    name = gettext("{register} template").format(register=found.title)
    return download(exporting.template(found), TYPES["xlsx"], f"{name}.xlsx")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, register: str, batch_id: int) -> HttpResponse:
    """对应列: say which column of the file holds which field."""
    found = register_of(request, register)
    batch = _batch(request, found, batch_id)
    if batch.state != Batch.State.BROUGHT:
        raise Http404
    read, chosen, fault = read_batch(batch), dict(batch.mapping), ""
    if request.method == "POST":
        chosen = _chosen(request, len(read.table.header))
        try:
            actions.map_columns(batch.pk, found.kind, acting(request, ""), mapping=chosen)
            return HttpResponseRedirect(reverse("registers:batch", args=[found.kind, batch.pk]))
        except Refusal as refusal:
            fault = spoken(refusal)
    held = {place: name for name, place in chosen.items()}
    context = {
        "register": found,
        "batch": batch,
        "titles": [
            (place, title, _samples(read.table.rows, place), held.get(place, ""))
            for place, title in enumerate(read.table.header)
        ],
        "choices": [(ORGAN, ORGAN_TITLES[0]), *((each.name, each.label) for each in found.fields)],
        "faults": [Fault("column-0", fault)] if fault else [],
        "crumbs": crumbs(found, gettext("Import")),
    }
    status = 422 if fault else 200
    return render(request, "portal/staff/registers/columns.html", context, status=status)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, register: str, batch_id: int) -> HttpResponse:
    """导入批次: show what the file would do, how far it is written, or what it did; write it, drop it, take it back."""
    found = register_of(request, register)
    one = _batch(request, found, batch_id)
    if request.method == "POST":
        return _done(request, found, one)
    if one.state != Batch.State.BROUGHT:
        return _past(request, found, one)
    read = read_batch(one)
    try:
        checked(found, read.mapping, read.table.header)
    except Refusal:
        return HttpResponseRedirect(reverse("registers:columns", args=[found.kind, one.pk]))
    rows = plan(read, read.table.rows, on=today(), today=today())
    asked = request.GET.get("show", "")
    wanted = Verdict(asked) if asked in set(Verdict) else _first(rows)
    of_it = [each for each in rows if each.verdict is wanted]
    context = {
        "register": found,
        "batch": one,
        "figures": [
            (each, name, tone, sum(row.verdict is each for row in rows), each is wanted)
            for each, (name, tone) in VERDICTS.items()
        ],
        "lines": [_line(found, each) for each in of_it[:SHOWN]],
        "more": max(0, len(of_it) - SHOWN),
        "todo": sum(row.verdict in {Verdict.ENTER, Verdict.AMEND} for row in rows),
        "today": today(),
        "crumbs": crumbs(found, gettext("Import")),
    }
    return render(request, "portal/staff/registers/preview.html", context)


def _done(request: HttpRequest, register: Register, one: Batch) -> HttpResponse:
    act, reason = acting(request, "", one.organ), request.POST.get("reason", "")
    there = reverse("registers:batch", args=[register.kind, one.pk])
    try:
        match request.POST.get("do"):
            case "discard":
                actions.discard(one.pk, register.kind, act)
                messages.success(request, gettext("The file was discarded. Nothing was changed."))
                there = reverse("registers:bring", args=[register.kind])
            case "undo":
                stay = actions.take_back(one.pk, register.kind, act, reason=reason)
                _told_undone(request, stay)
            case _:
                on = posted_day(request, "on") or today()
                actions.start(one.pk, register.kind, act, on=on, reason=reason)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(there)


def _told_undone(request: HttpRequest, stay: Sequence[BatchStep]) -> None:
    if not stay:
        messages.success(request, gettext("The import was taken back."))
        return
    words = gettext(
        "Taken back, but for what was changed since or is no longer yours to keep: {keys}. Have those amended by hand."
    )
    keys = "、".join(each.key for each in stay[:20])
    messages.warning(request, words.format(keys=keys))


def _past(request: HttpRequest, register: Register, one: Batch) -> HttpResponse:
    steps = steps_of(one)
    open_ = (
        one.state == Batch.State.DONE and steps.filter(undone=False, fault__isnull=True).exists()
    )
    context = {
        "register": register,
        "batch": one,
        "running": one.state == Batch.State.RUNNING,
        "figures": [
            (name, tone, one.counts.get(each.value, 0)) for each, (name, tone) in PAST.items()
        ],
        "steps": [(each, _told(each)) for each in steps[:SHOWN]],
        "more": max(0, steps.count() - SHOWN),
        "stay": went_on(one) if open_ else [],
        "open": open_,
        "crumbs": crumbs(register, gettext("Import")),
    }
    return render(request, "portal/staff/registers/batch.html", context)


def _told(step: BatchStep) -> str:
    fault = step.fault
    return gettext(fault["words"]).format(**fault["facts"]) if fault else ""


def _batch(request: HttpRequest, register: Register, batch_id: int) -> Batch:
    found = batch_of(signed_in(request).actor_id, register.kind, batch_id)
    if found is None:
        raise Http404
    return found


def _first(rows: Sequence[Planned]) -> Verdict:
    order = (Verdict.ERROR, Verdict.AMEND, Verdict.ENTER)
    seen = {row.verdict for row in rows}
    return next((each for each in order if each in seen), Verdict.SAME)


def _line(register: Register, row: Planned) -> Line:
    names = names_of_organs(register)
    changes = [
        (
            register[name].label,
            exporting.told(register[name], row.before.get(name), names),
            exporting.told(register[name], value, names),
        )
        for name, value in row.values.items()
    ]
    wrong = [
        (_label(register, str(each.facts.get("field", ""))), spoken(each)) for each in row.faults
    ]
    return Line(row, changes, [register[name].label for name in row.left], wrong)


def _label(register: Register, name: str) -> object:
    return (
        register[name].label if name in register.names else ORGAN_TITLES[0] if name == ORGAN else ""
    )


def _samples(rows: Sequence[tuple[int, tuple[str, ...]]], place: int) -> list[str]:
    cells = [cells[place] for _line, cells in rows[:50] if place < len(cells) and cells[place]]
    return [cell[:60] for cell in cells[:SAMPLES]]


def _chosen(request: HttpRequest, width: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in range(width):
        name = request.POST.get(f"column-{place}", "")
        if name:
            found.setdefault(name, place)
    return found
