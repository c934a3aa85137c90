"""事项编辑: every field of a matter in sections; saving makes or rewrites the draft, and nothing typed is lost."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.completeness import completeness
from tongban.kernel.catalogue.dossiers import LARGEST
from tongban.kernel.catalogue.keeper.queries import content_of
from tongban.kernel.catalogue.queries import MatterVersion, base_of
from tongban.kernel.flows import FlowFault, compiled
from tongban.kernel.identity.queries import organs
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.catalogue.controls import Extra, parts_of
from tongban.portal.staff.catalogue.finding import kept_matter
from tongban.portal.staff.catalogue.sections import anchor
from tongban.portal.staff.catalogue.typed import Typed, read, typed_of, with_row, without_row
from tongban.portal.staff.catalogue.typed import content_of as typed_content
from tongban.portal.staff.entry import for_the_keeper, kept_organs
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Crumb, Fault

FIELD_OF = {
    "catalogue.visits_without_reason": "visits_reason",
    "catalogue.promise_too_long": "promised",
    "catalogue.catch_all_material": "materials",
    "catalogue.material_key_twice": "materials",
    "catalogue.purposes_without_certificate": "purposes",
    "catalogue.no_purpose": "purposes",
    "catalogue.renewal_without_end": "certificate_valid",
    "catalogue.no_delivery": "delivery",
    "catalogue.special_twice": "special",
    "catalogue.limit_unreadable": "special",
}
"""Where a refusal is told, by its code."""


@dataclass(frozen=True, slots=True)
class Edited:
    """编辑中的事项: the version one goes on from, what was typed, and the stamp that was seen."""

    base: MatterVersion
    typed: Typed
    seen: str
    reason: str


@for_the_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show the editor; a post adds or removes a row, or saves the draft, and may submit it for review."""
    kept_matter(signed_in(request), matter_id)
    base = base_of(matter_id, on=today())
    if base is None:
        raise Http404
    if request.method != "POST":
        typed = typed_of(content_of(base))
        return _page(
            request, Edited(base, typed, base.stamp, base.reason if base.status == "draft" else "")
        )
    edited = Edited(
        base,
        read(request.POST),
        request.POST.get("seen", "")[:60] or "-",
        request.POST.get("reason", "").strip()[:1000],
    )
    _uploaded(request, edited.typed)
    action, _, place = request.POST.get("do", "").partition(":")
    if action in ("add", "remove"):
        (with_row if action == "add" else without_row)(edited.typed, place)
        return _page(request, edited, focus=place.partition(":")[0])
    return _saved(request, edited, submit=action == "submit")


def _saved(request: HttpRequest, edited: Edited, *, submit: bool) -> HttpResponse:
    typed, base = edited.typed, edited.base
    _bind(typed)
    content = typed_content(typed, content_of(base))
    if typed.faults:
        return _page(request, edited)
    act = act_of(signed_in(request), key=uuid4().hex, organ=base.matter.organ.actor_id)
    try:
        draft = actions.draft_version(
            base.matter_id, act, content=content, seen=edited.seen, reason=edited.reason
        )
    except Refusal as refusal:
        field = FIELD_OF.get(refusal.code) or str(refusal.facts.get("field", ""))
        typed.faults[anchor(field) if field else ""] = spoken(refusal)
        return _page(request, edited)
    if submit:
        return _submitted(request, draft, act.key)
    messages.success(request, gettext("The draft is saved. What is in force stays as it is."))
    return HttpResponseRedirect(reverse("staff:matter", args=[base.matter_id]))


def _submitted(request: HttpRequest, draft: MatterVersion, key: str) -> HttpResponse:
    act = act_of(signed_in(request), key=f"{key}-submit", organ=draft.matter.organ.actor_id)
    try:
        actions.submit_for_review(draft.pk, act)
        messages.success(request, gettext("Submitted. Another keeper sees it under Reviews."))
    except Refusal as refusal:
        words = gettext("The draft is saved, not submitted: {reason}").format(
            reason=spoken(refusal)
        )
        messages.warning(request, words)
    return HttpResponseRedirect(reverse("staff:matter", args=[draft.matter_id]))


def _uploaded(request: HttpRequest, typed: Typed) -> None:
    """Let an uploaded form or flow take the place of the text; what cannot be text is told."""
    for name in ("form", "flow"):
        file = request.FILES.get(f"{name}-file")
        if not isinstance(file, UploadedFile):
            continue
        if (file.size or 0) > LARGEST:
            typed.faults[f"f-{name}"] = gettext("The file is too large.")
            continue
        try:
            typed.values[name] = file.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            typed.faults[f"f-{name}"] = gettext("The file is not UTF-8 text.")


def _bind(typed: Typed) -> None:
    """Add a row for each performer that the flow names and nobody is bound to."""
    try:
        flow = compiled(typed.values["flow"].encode())
    except FlowFault:
        return
    named = {key for node in flow.nodes.values() for key in node.manner.bound}
    bound = {row["key"] for row in typed.values["performers"]}
    for key in sorted(named - bound):
        typed.values["performers"].append({"key": key, "organ": "", "duty": "officer"})


def _page(request: HttpRequest, edited: Edited, *, focus: str = "") -> HttpResponse:
    base, typed = edited.base, edited.typed
    content = content_of(base)
    context = {
        "base": base,
        "edited": edited,
        "parts": parts_of(typed, _choices(request, base), completeness(content)),
        "faults": [Fault(place, words) for place, words in typed.faults.items()],
        "focus": focus,
        "score": base.completeness,
        "crumbs": [
            Crumb(gettext("Matters"), reverse("staff:matters")),
            Crumb(base.name, reverse("staff:matter", args=[base.matter_id])),
            Crumb(gettext("Edit")),
        ],
    }
    status = 422 if typed.faults else 200
    return render(request, "portal/staff/catalogue/edit.html", context, status=status)


def _choices(request: HttpRequest, base: MatterVersion) -> Extra:
    """Return the organs that may be chosen: the keeper's own, and every living one of the county for a step."""
    kept = [(organ.pk, organ.name) for organ in kept_organs(signed_in(request))]
    county = organs().filter(division__startswith=str(base.matter.home), until__isnull=True)
    return {"organ_id": kept, "organ": [(organ.pk, organ.short_name) for organ in county]}
