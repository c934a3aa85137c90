"""申请: beginning an application and filling it in step by step."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.actions import close_draft, keep_draft
from tongban.kernel.forms.rules import Answers, Fault
from tongban.kernel.parties.queries import party_of
from tongban.portal.moments import today
from tongban.portal.public.drafting import (
    Application,
    application,
    begin,
    not_an_applicant,
    step_url,
)
from tongban.portal.public.stages import stages
from tongban.portal.public.uploads import kept_files
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, behind_the_door, signed_in


@behind_the_door
@require_POST
def apply(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Begin an application, or go on with the one that was begun."""
    version = version_in_force(matter_id, on=today())
    if version is None or not version.online:
        raise Http404
    person = signed_in(request)
    party = party_of(person)
    if party is None:
        messages.error(request, spoken(not_an_applicant()))
        return HttpResponseRedirect(reverse("public:guide", args=[matter_id]))
    key = request.POST.get("key", "")[:100] or uuid4().hex
    return HttpResponseRedirect(step_url(begin(version, person, party, key=key)))


@behind_the_door
@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Open a draft at the step on which it was left."""
    one = own_application(request, draft_id)
    left = next((part for part in one.sections if part.name == one.draft.step), one.sections[0])
    return HttpResponseRedirect(step_url(one.draft, left.name))


@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    """Show one step; what is posted is always kept, and leads on when nothing is wrong with it."""
    one = own_application(request, draft_id)
    if one.form.section(name) is None:
        raise Http404
    if request.method != "POST":
        return _step_page(request, one, name, ())
    one, faults = _kept(request, one, name)
    if "_later" in request.POST:
        messages.success(
            request, gettext("Kept. You find it under “My cases” and can go on at any time.")
        )
        return HttpResponseRedirect(reverse("public:mine"))
    if "_add" in request.POST or "_remove" in request.POST:
        return _row_changed(request, one, name)
    faults = (*faults, *_unseen(forms.check_step(one.form, one.draft.values, name), faults))
    if faults:
        return _step_page(request, one, name, faults, status=422)
    return HttpResponseRedirect(_after(one, name))


@behind_the_door
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give a draft up; its answers are erased."""
    one = own_application(request, draft_id)
    close_draft(one.draft.id, act_of(signed_in(request), key=f"discard-{draft_id}"))
    messages.success(request, gettext("The draft was deleted."))
    return HttpResponseRedirect(reverse("public:mine"))


def own_application(request: HttpRequest, draft_id: int) -> Application:
    """Return the visitor's open draft; anything else does not exist."""
    found = application(signed_in(request), draft_id)
    if found is None:
        raise Http404
    return found


def _kept(
    request: HttpRequest, one: Application, name: str
) -> tuple[Application, tuple[Fault, ...]]:
    act = act_of(signed_in(request), key=f"keep-{one.draft.id}")
    files, refused = kept_files(request, one.form, act)
    answers = _read(request, one, name, files)
    values = {**one.draft.values, name: answers.values[name]}
    kept = keep_draft(one.draft.id, act, values=values, step=name)
    return replace(one, draft=kept), (*refused, *answers.faults)


def _read(request: HttpRequest, one: Application, name: str, files: dict[str, str]) -> Answers:
    fields = {key: request.POST.getlist(key) for key in request.POST}
    held = forms.references(one.form, one.draft.values)
    return forms.read(one.form, fields, files=files, kept=held, step=name)


def _row_changed(request: HttpRequest, one: Application, name: str) -> HttpResponse:
    added, removed = request.POST.get("_add", ""), request.POST.get("_remove", "")
    change, path = (forms.with_row, added) if added else (forms.without_row, removed)
    values = change(one.form, one.draft.values, path)
    act = act_of(signed_in(request), key=f"keep-{one.draft.id}")
    keep_draft(one.draft.id, act, values=values, step=name)
    table = path if added else path.rpartition(".")[0]
    return HttpResponseRedirect(f"{step_url(one.draft, name)}#{forms.id_of(table)}")


def _step_page(
    request: HttpRequest,
    one: Application,
    name: str,
    faults: tuple[Fault, ...],
    *,
    status: int = 200,
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
        "before": step_url(one.draft, names[place - 1]) if place else "",
        "number": place + 1,
        "total": len(names) + 1,
    }
    return render(request, "portal/public/step.html", context, status=status)


def _unseen(found: Sequence[Fault], told: Sequence[Fault]) -> list[Fault]:
    """Return what was found beyond what the visitor is told of the same questions already."""
    paths = {fault.path for fault in told}
    return [fault for fault in found if fault.path not in paths]


def _after(one: Application, name: str) -> str:
    names = [section.name for section in one.sections]
    following = names[names.index(name) + 1 :] if name in names else []
    if following:
        return step_url(one.draft, following[0])
    return reverse("public:check", args=[one.draft.id])
