"""登记和变更: the form of an entry, typed values kept whatever is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel import Refusal
from tongban.kernel.identity.queries import may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.registers import actions, exporting
from tongban.kernel.registers.actions import Written
from tongban.kernel.registers.declaring import Facts, Field, Known, Register, Sort
from tongban.kernel.registers.importing.cells import read_cell
from tongban.kernel.registers.queries import entry_visible_to, shown
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.registers.asking import (
    kept_organs,
    names_of_organs,
    register_of,
    wanted_of,
)
from tongban.portal.staff.registers.entry import acting, crumbs, gone, posted_day, version_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Fault


@dataclass(frozen=True, slots=True)
class Asked:
    """表单问题: a field with what is typed in it, and the choices where it has some."""

    field: Field
    value: str
    choices: Sequence[tuple[str, object]]
    fault: str

    @property
    def kind(self) -> str:
        """Return the type of its input."""
        return "date" if self.field.sort is Sort.DAY else "text"


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, register: str) -> HttpResponse:
    """登记: ask for a new entry, and keep it."""
    found = register_of(request, register)
    organs = kept_organs(request, found)
    if not organs:
        raise Http404
    if request.method != "POST":
        return _form(request, found, _texts(found, {}), [])
    values, faults = _values(request, found, found.fields)
    organ = next((each for each in organs if str(each.pk) == request.POST.get("organ")), None)
    try:
        on = posted_day(request, "on") or today()
        if faults:
            raise faults[0]
        written = Written(
            on=on,
            reason=request.POST.get("reason", ""),
            values=values,
            organ=organ.pk if organ else None,
            confidential=request.POST.get("confidential") == "1",
        )
        by = acting(request, request.POST.get("key", ""), written.organ)
        row = actions.enter(found.kind, by, written)
    except Refusal as refusal:
        return _form(request, found, _posted(request, found), faults or [refusal])
    messages.success(request, gettext("Recorded."))
    return HttpResponseRedirect(reverse("registers:entry", args=[found.kind, row.pk]))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, register: str, entry_id: int) -> HttpResponse:
    """变更登记: show the values of a day, and let what is changed hold from that day."""
    found = register_of(request, register)
    reader = signed_in(request)
    row = entry_visible_to(reader, found.kind, entry_id, on=today())
    if row is None:
        return gone(request, found)
    if not may_use(reader.actor_id, Power(found.keep), row.organ, on=today()):
        raise Http404
    day = wanted_of(found, request.POST if request.method == "POST" else request.GET).as_of
    (seen,) = shown(reader, found.kind, [row], on=today(), as_of=day or today())
    fields = [each for each in found.fields if each.name not in seen.masked]
    more = {"entry": row, "on": day or today(), "fields": fields}
    if request.method != "POST":
        return _form(request, found, _texts(found, seen.facts), [], **more)
    values, faults = _values(request, found, fields)
    try:
        if faults:
            raise faults[0]
        written = Written(
            on=day or today(),
            reason=request.POST.get("reason", ""),
            values=values,
            organ=_organ(request),
            confidential=request.POST.get("confidential") == "1",
        )
        by = acting(request, request.POST.get("key", ""), row.organ_id)
        actions.amend(found.kind, row.pk, by, version=version_of(request), written=written)
    except Refusal as refusal:
        return _form(request, found, _posted(request, found), faults or [refusal], **more)
    messages.success(request, gettext("Recorded."))
    return HttpResponseRedirect(reverse("registers:entry", args=[found.kind, row.pk]))


def _form(
    request: HttpRequest,
    register: Register,
    typed: Mapping[str, str],
    faults: Sequence[Refusal],
    **more: object,
) -> HttpResponse:
    wrong = {str(each.facts.get("field", "")): spoken(each) for each in faults}
    names = names_of_organs(register)
    fields = more.pop("fields", register.fields)
    entry = more.get("entry")
    name = str(getattr(entry, "key", "")) or gettext("New entry")
    context = {
        "register": register,
        "questions": [
            Asked(each, typed.get(each.name, ""), _choices(each, names), wrong.get(each.name, ""))
            for each in register.fields
            if each in list(fields)  # type: ignore[call-overload]
        ],
        "organs": kept_organs(request, register),
        "faults": [Fault(f"f-{field}" if field in register.names else field, words) for field, words in wrong.items()],
        "posted": request.POST,
        "key": request.POST.get("key") or uuid4().hex,
        "on": today(),
        "today": today(),
        "crumbs": crumbs(register, name),
        **more,
    }  # fmt: skip
    status = 422 if faults else 200
    return render(request, "portal/staff/registers/form.html", context, status=status)


def _texts(register: Register, facts: Facts) -> dict[str, str]:
    """Return the values as a form shows them: choices and organs by their own name or number."""
    found: dict[str, str] = {}
    for each in register.fields:
        value = facts.get(each.name)
        if each.sort in {Sort.CHOICE, Sort.ORGAN} or value is None:
            found[each.name] = "" if value is None else str(value)
        elif isinstance(value, bool):
            found[each.name] = "是" if value else "否"
        else:
            found[each.name] = exporting.told(each, value, {})
    return found


def _posted(request: HttpRequest, register: Register) -> dict[str, str]:
    return {name: request.POST.get(f"f-{name}", "")[:2000] for name in register.names}


def _values(
    request: HttpRequest, register: Register, fields: Sequence[Field]
) -> tuple[dict[str, Known], list[Refusal]]:
    values: dict[str, Known] = {}
    faults: list[Refusal] = []
    known = {str(pk): pk for pk in names_of_organs(register)}
    for each in fields:
        said = request.POST.get(f"f-{each.name}", "").replace("\0", "")[:2000]
        try:
            values[each.name] = read_cell(each, said, known)
        except Refusal as refusal:
            faults.append(refusal)
    return values, faults


def _choices(field: Field, names: Mapping[int, str]) -> Sequence[tuple[str, object]]:
    if field.sort is Sort.ORGAN:
        return [(str(pk), name) for pk, name in names.items()]
    if field.sort is Sort.YES_NO:
        return [("是", gettext("Yes")), ("否", gettext("No"))]
    return list(field.choices.items())


def _organ(request: HttpRequest) -> int | None:
    said = request.POST.get("organ", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None
