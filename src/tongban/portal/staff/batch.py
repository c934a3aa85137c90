"""批量办理页: what was ticked on the desk, looked through with its days, done together, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from tongban.kernel import Refusal
from tongban.kernel.cases.batching import (
    MOST,
    Done,
    Pick,
    Row,
    Wish,
    carried_out,
    counted,
    laid_out,
)
from tongban.kernel.cases.queries.own import phrases_of
from tongban.kernel.identity.queries import Person, people_of, posts_of
from tongban.portal.dues import due_of
from tongban.portal.moments import now, today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import act_of, signed_in
from tongban.ui.pieces import Due

TITLES = {
    "complete": gettext_lazy("Complete together"),
    "claim": gettext_lazy("Claim together"),
    "transfer": gettext_lazy("Hand on together"),
    "circulate": gettext_lazy("Give to read together"),
}
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """批量一行: a row with how its days stand, the value that goes back with it, and why it is left out or was refused."""

    row: Row
    due: Due | None
    value: str
    why: str
    done: bool = False


@for_staff
@require_POST
def batch(request: HttpRequest) -> HttpResponse:
    """Show what was ticked before anything is done; what cannot be done together is named and left out."""
    verb = request.POST.get("verb", "")
    verb = verb if verb in TITLES else "complete"
    return _confirming(request, verb, _picks(request))


@for_staff
@require_POST
def batch_done(request: HttpRequest) -> HttpResponse:
    """Do it, each item by itself, and show what became of each."""
    person, verb = signed_in(request), request.POST.get("verb", "")
    picks, wish = _picks(request), _wish(request)
    if verb not in TITLES or not picks or (fault := _unsaid(wish)):
        return _confirming(
            request, verb if verb in TITLES else "complete", picks, fault=fault if picks else ""
        )
    act = act_of(person, key=request.POST.get("key", "")[:80] or uuid4().hex)
    done = carried_out(person, picks, wish, act)
    shown = [_result(one) for one in done]
    context = {
        "title": TITLES[verb],
        "rows": shown,
        "done": sum(one.done for one in shown),
        "refused": sum(not one.done for one in shown),
    }
    return render(request, "portal/staff/batch_done.html", context)


def _confirming(
    request: HttpRequest, verb: str, picks: Sequence[Pick], *, fault: str = ""
) -> HttpResponse:
    person, rows = signed_in(request), list[Row]()
    try:
        counted(picks)
        rows = laid_out(person, picks, verb, at=now())
    except Refusal as refusal:
        fault = spoken(refusal)
    shown = [_shown(one) for one in rows]
    context = {
        "title": TITLES[verb],
        "verb": verb,
        "rows": shown,
        "ready": [one for one in shown if not one.why],
        "left": sum(bool(one.why) for one in shown),
        "fault": fault,
        "words": request.POST.get("words", "")[:LONGEST],
        "key": uuid4().hex,
        "colleagues": _colleagues(person) if verb in {"transfer", "circulate"} else (),
        "chosen": request.POST.getlist("to"),
        "phrases": phrases_of(person) if verb == "complete" else (),
        "most": MOST,
    }
    return render(request, "portal/staff/batch.html", context, status=422 if fault else 200)


def _colleagues(person: Person) -> list[tuple[str, str]]:
    """Return who works in the reader's organs, once each."""
    organs = dict.fromkeys(post.organ_id for post in posts_of(person, on=today()))
    near = [one for organ in organs for one in people_of(organ, on=today())]
    return list({one.actor_id: one.name for one in near if one.pk != person.pk}.items())


def _picks(request: HttpRequest) -> list[Pick]:
    """Return what was ticked: `number:item`, from the confirmation also with the version and for whom it is done."""
    found: dict[tuple[str, str], Pick] = {}
    for text in request.POST.getlist("pick")[: MOST * 2]:
        number, item, version, behalf = (*text[:120].split(":"), "", "", "")[:4]
        if item.isascii() and item.isdecimal() and len(item) < 19:
            seen = (
                int(version)
                if version.isascii() and version.isdecimal() and len(version) < 19
                else 0
            )
            found[number, item] = Pick(number, int(item), seen, behalf)
    return list(found.values())


def _wish(request: HttpRequest) -> Wish:
    return Wish(
        verb=request.POST.get("verb", ""),
        outcome=request.POST.get("outcome", "")[:20],
        words=request.POST.get("words", "").strip()[:LONGEST],
        to=tuple(request.POST.getlist("to"))[:50],
    )


def _unsaid(wish: Wish) -> str:
    """Say what is missing for all of them at once."""
    if wish.verb == "complete" and wish.outcome == "refused" and not wish.words:
        return gettext("A refusal must state its reasons. Please write them and submit again.")
    if wish.verb in {"transfer", "circulate"} and not any(wish.to):
        return gettext("Please choose a colleague.")
    if wish.verb == "transfer" and not wish.words:
        return gettext("Please write why the items are handed on.")
    return ""


def _shown(row: Row) -> Shown:
    pick = row.pick
    value = f"{pick.number}:{pick.item}:{pick.version}:{pick.behalf}"
    due = due_of(row.line.deadline) if row.line is not None else None
    return Shown(row, due, value, spoken(row.why) if row.why is not None else "")


def _result(one: Done) -> Shown:
    shown = _shown(one.row)
    why = spoken(one.why) if one.why is not None else ""
    return Shown(one.row, shown.due, shown.value, why, done=one.receipt is not None)
