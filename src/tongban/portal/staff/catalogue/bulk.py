"""批量: the same values for many matters, seen before they are entered; many submitted or published at once."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.actions import Amended, Outcome, Refused
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.portal.refusals import spoken
from tongban.portal.staff.catalogue.controls import controls_of
from tongban.portal.staff.catalogue.finding import found, wanted_of
from tongban.portal.staff.catalogue.outcomes import outcome_page
from tongban.portal.staff.catalogue.saying import Told, told
from tongban.portal.staff.catalogue.sections import BULK, PARTS
from tongban.portal.staff.catalogue.typed import Typed, changed, read
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.posted import Posted
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Fault

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """批量预览一项: what would change in one matter, or why nothing can."""

    matter_id: int
    name: str
    changes: list[Told]
    refusal: str


@for_the_keeper
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Take what was ticked, or the whole result, and do with it what was asked."""
    chosen = _chosen(request)
    back = f"{reverse('staff:matters')}?{request.POST.get('query', '')[:500]}"
    if not chosen:
        messages.warning(request, gettext("Tick the matters first, or take the whole result."))
        return HttpResponseRedirect(back)
    do = request.POST.get("do", "")
    act = act_of(signed_in(request), key=uuid4().hex)
    if do in ("submit", "publish"):
        return _moved(request, chosen, act, back)
    return _amending(request, chosen, act, do=do, back=back)


def _chosen(request: HttpRequest) -> list[MatterVersion]:
    """Return the kept matters that were ticked, or all that the list was narrowed to."""
    query = QueryDict(request.POST.get("query", "")[:500])
    person = signed_in(request)
    if request.POST.get("all"):
        return list(found(person, wanted_of(query)))
    ids = Posted(request.POST).numbers("matter")
    return list(found(person, wanted_of(QueryDict())).filter(matter__in=ids))


def _moved(request: HttpRequest, chosen: list[MatterVersion], act: Act, back: str) -> HttpResponse:
    """Submit or publish the drafts among what was chosen."""
    ids = [one.pk for one in chosen]
    if request.POST.get("do") == "submit":
        outcome = actions.submit_all(ids, act)
        words = ngettext("{n} draft was submitted.", "{n} drafts were submitted.", outcome.done)
    else:
        try:
            day = Posted(request.POST).day("on")
        except Refusal as refusal:
            messages.warning(request, spoken(refusal))
            return HttpResponseRedirect(back)
        outcome = actions.publish_all(ids, act, on=day)
        words = ngettext("{n} draft was published.", "{n} drafts were published.", outcome.done)
    if outcome.refused:
        return outcome_page(request, outcome, back)
    messages.success(request, words.format(n=outcome.done))
    return HttpResponseRedirect(back)


def _amending(
    request: HttpRequest, chosen: list[MatterVersion], act: Act, *, do: str, back: str
) -> HttpResponse:
    """Ask for the values, show what would change, or enter it."""
    typed = read(request.POST, tuple(BULK))
    used = [name for name in BULK if f"use-{name}" in request.POST] if do != "edit" else []
    changes = changed(typed, _whole(used))
    reason = request.POST.get("reason", "").strip()[:1000]
    if do in ("preview", "apply") and not changes and not typed.faults:
        typed.faults[""] = gettext("Tick at least one field that is to change.")
    if do == "apply" and not reason:
        typed.faults["reason"] = gettext("Say why; it is kept with each matter.")
    ids = [one.matter_id for one in chosen]
    if do == "apply" and not typed.faults:
        done = actions.amend(ids, act, changes=changes, reason=reason)
        return _applied(request, done, back)
    seen = []
    if do in ("preview", "apply") and changes:
        seen = actions.amend(ids, act, changes=changes, reason="", dry_run=True)
    return _page(
        request,
        typed,
        {"chosen": chosen, "used": used, "seen": seen, "reason": reason, "back": back},
    )


def _whole(used: list[str]) -> list[str]:
    """Return the inputs with the other parts of the fields among them, for a field is entered as a whole."""
    fields = {PARTS[name] for name in used if name in PARTS}
    return [name for name in BULK if name in used or PARTS.get(name) in fields]


def _applied(request: HttpRequest, done: list[Amended], back: str) -> HttpResponse:
    refused = tuple(
        Refused(one.matter_id, one.name, one.refusal) for one in done if one.refusal is not None
    )
    count = sum(1 for one in done if one.changes and one.refusal is None)
    if refused:
        return outcome_page(request, Outcome(count, refused), back)
    words = ngettext("{n} draft was written.", "{n} drafts were written.", count)
    messages.success(request, words.format(n=count))
    return HttpResponseRedirect(back)


def _page(request: HttpRequest, typed: Typed, given: dict[str, object]) -> HttpResponse:
    seen: list[Amended] = given["seen"]  # type: ignore[assignment]
    context = (
        given
        | {
            "controls": controls_of(BULK, typed, given["used"]),  # type: ignore[arg-type]
            "faults": [Fault(place, words) for place, words in typed.faults.items()],
            "query": request.POST.get("query", "")[:500],
            "all": bool(request.POST.get("all")),
            "changing": sum(1 for one in seen if one.changes and one.refusal is None),
            "same": sum(1 for one in seen if not one.changes and one.refusal is None),
            "seen": [
                Seen(
                    one.matter_id,
                    one.name,
                    told(one.changes),
                    spoken(one.refusal) if one.refusal is not None else "",
                )
                for one in [each for each in seen if each.changes or each.refusal is not None][
                    :SHOWN
                ]
            ],
            "previewed": bool(seen),
        }
    )
    status = 422 if typed.faults else 200
    return render(request, "portal/staff/catalogue/bulk.html", context, status=status)
