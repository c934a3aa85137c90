"""填写: one step of an application, shown, kept as typed, and led on from; the same at every door."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import Answers, Fault
from tongban.portal.applications import Application, keep_answers
from tongban.portal.stages import stages
from tongban.portal.uploads import kept_files
from tongban.portal.visitors import act_of, signed_in


@dataclass(frozen=True, slots=True)
class Around:
    """页面: what a door puts around a step: its template, and where and with which words one stops for now."""

    template: str
    later: str
    kept: str


def stepped(request: HttpRequest, one: Application, name: str, around: Around) -> HttpResponse:
    """Show one step; what is posted is always kept, and leads on when nothing is wrong with it."""
    if one.form.section(name) is None:
        raise Http404
    if request.method != "POST":
        return _step_page(request, one, name, (), around.template)
    one, faults = _kept(request, one, name)
    if "_later" in request.POST:
        messages.success(request, around.kept)
        return HttpResponseRedirect(around.later)
    if "_add" in request.POST or "_remove" in request.POST:
        return _row_changed(request, one, name)
    faults = (*faults, *_unseen(forms.check_step(one.form, one.draft.values, name), faults))
    if faults:
        return _step_page(request, one, name, faults, around.template)
    return HttpResponseRedirect(_after(one, name))


def left_at(one: Application) -> str:
    """Return the address of the step on which the application was left, or of its first."""
    left = next((part for part in one.sections if part.name == one.draft.step), one.sections[0])
    return one.step_url(left.name)


def _kept(
    request: HttpRequest, one: Application, name: str
) -> tuple[Application, tuple[Fault, ...]]:
    act = act_of(signed_in(request), key=f"keep-{one.draft.id}")
    files, refused = kept_files(request, one.form, act)
    answers = _read(request, one, name, files)
    values = {**one.draft.values, name: answers.values[name]}
    kept = keep_answers(one, act, values=values, step=name)
    return replace(one, draft=kept), (*refused, *answers.faults)


def _read(request: HttpRequest, one: Application, name: str, files: dict[str, str]) -> Answers:
    fields = {key: request.POST.getlist(key) for key in request.POST}
    held = forms.references(one.form, one.draft.values)
    return forms.read(one.form, fields, files=files, kept=held, named=one.files, step=name)


def _row_changed(request: HttpRequest, one: Application, name: str) -> HttpResponse:
    added, removed = request.POST.get("_add", ""), request.POST.get("_remove", "")
    change, path = (forms.with_row, added) if added else (forms.without_row, removed)
    values = change(one.form, one.draft.values, path)
    act = act_of(signed_in(request), key=f"keep-{one.draft.id}")
    keep_answers(one, act, values=values, step=name)
    table = path if added else path.rpartition(".")[0]
    return HttpResponseRedirect(f"{one.step_url(name)}#{forms.id_of(table)}")


def _step_page(
    request: HttpRequest, one: Application, name: str, faults: Sequence[Fault], template: str
) -> HttpResponse:
    language = get_language() or ""
    names = [section.name for section in one.sections]
    place = names.index(name) if name in names else 0
    context = {
        "one": one,
        "tree": forms.shown(
            one.form, one.draft.values, faults, step=name, language=language, voice=one.voice
        ),
        "stages": stages(one, name),
        "before": one.step_url(names[place - 1]) if place else "",
        "number": place + 1,
        "total": len(names) + 1,
    }
    return render(request, template, context, status=422 if faults else 200)


def _unseen(found: Sequence[Fault], told: Sequence[Fault]) -> list[Fault]:
    """Return what was found beyond what the visitor is told of the same questions already."""
    paths = {fault.path for fault in told}
    return [fault for fault in found if fault.path not in paths]


def _after(one: Application, name: str) -> str:
    names = [section.name for section in one.sections]
    following = names[names.index(name) + 1 :] if name in names else []
    return one.step_url(following[0]) if following else one.check_url
