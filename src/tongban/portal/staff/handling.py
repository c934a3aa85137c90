"""本环节办理: doing one's step of a case, looking behind the mask, taking a file along."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.queries.keys import first_use, version_of_item
from tongban.kernel.cases.story import story_of
from tongban.kernel.parties.actions import unmasked
from tongban.portal.moments import now
from tongban.portal.refusals import spoken
from tongban.portal.staff.case import Typed, case_page
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case, unmask_post
from tongban.portal.staff.step_form import Filled, asked_at, filled_in, marked_by, readable
from tongban.portal.visitors import act_of, signed_in

ROWS = frozenset({"_add", "_remove"})
LONGEST_WORDS = 2000
DONE = {
    ("accept", ""): gettext_lazy("Accepted: {case}."),
    ("review", "agreed"): gettext_lazy("Agreed: {case}."),
    ("review", "refused"): gettext_lazy("Not agreed: {case}."),
    ("review", "abstained"): gettext_lazy("Abstained: {case}."),
    ("decide", "abstained"): gettext_lazy("Abstained: {case}."),
    ("decide", "agreed"): gettext_lazy("Approved: {case}."),
    ("decide", "refused"): gettext_lazy("Not approved: {case}."),
    ("approve", "agreed"): gettext_lazy("Request approved: {case}."),
    ("approve", "refused"): gettext_lazy("Request not approved: {case}."),
}


@for_staff
@require_POST
def handle(request: HttpRequest, number: str) -> HttpResponse:
    """Do the step that was opened; a refusal comes back on the page with all that was typed."""
    person = signed_in(request)
    found = staff_case(person, number)
    key, behalf = _text(request, "key", 100) or uuid4().hex, _text(request, "behalf", 40)
    act, filled = act_of(person, key=key, behalf=behalf), _filled(request, found)
    if filled is not None and ROWS & set(request.POST):
        return case_page(request, found, typed=_typed(request, "", filled))
    try:
        receipt = _done(request, found, act, filled)
    except Refusal as refusal:
        if refusal.code == "case.not_found":
            raise Http404 from None
        if refusal.code == "case.key" and _clicked_twice(found, act):
            return _first_answer(request, found)
        marked = None if filled is None else marked_by(refusal, filled)
        typed = _typed(request, spoken(refusal), marked)
        return case_page(request, found, typed=typed, status=422)
    if "_fill" in request.POST:
        messages.success(request, gettext("Kept. The step is still open."))
        return HttpResponseRedirect(f"{reverse('staff:case', args=[found.number])}#handle")
    messages.success(request, _report(request, found, receipt))
    return HttpResponseRedirect(reverse("staff:desk"))


def _clicked_twice(found: Case, act: Act) -> bool:
    """Tell whether this click did a step that fills something in; what it filled in then can no longer be compared."""
    whole, filling = (first_use(act.by, key) for key in (act.key, f"{act.key}/fill"))
    fills = filling is not None or (whole is not None and whole.verb == "fill")
    return fills and whole is not None and (whole.home, whole.case_id) == (found.home, found.id)


def _first_answer(request: HttpRequest, found: Case) -> HttpResponse:
    """Lead on from a second click as from the first, and say that only the first one counts."""
    words = gettext(
        "{case} was done with your first click. What you changed after it is not in it."
    )
    messages.success(request, format_html(words, case=f"{found.title} {found.number}"))
    if "_fill" in request.POST:
        return HttpResponseRedirect(f"{reverse('staff:case', args=[found.number])}#handle")
    return HttpResponseRedirect(reverse("staff:desk"))


@for_staff
@require_POST
def unmask(request: HttpRequest, number: str) -> HttpResponse:
    """查看（留痕）: show personal data this once, to a post that may, for a purpose that goes into the log."""
    person = signed_in(request)
    found = staff_case(person, number)
    post = unmask_post(person, story_of(found, None, at=now()))
    if post is None:
        raise Http404
    act = act_of(person, key=uuid4().hex, organ=f"organ/{post.organ_id}")
    purpose = _text(request, "purpose", 40)
    try:
        seen = unmasked(found.party, act, purpose=purpose, about=f"case/{found.number}")
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
        return HttpResponseRedirect(reverse("staff:case", args=[found.number]))
    return case_page(request, found, unmasked=seen)


def _filled(request: HttpRequest, found: Case) -> Filled | None:
    """Return what was filled in of the form at the step; `None` where the step fills in nothing."""
    person, item = signed_in(request), _number(request, "item")
    story = story_of(found, person, at=now())
    task = next((one for one in story.tasks if one.item == item), None)
    asked = asked_at(story, task)
    return None if asked is None else filled_in(request, asked, act_of(person, key=uuid4().hex))


def _typed(request: HttpRequest, fault: str, filled: Filled | None) -> Typed:
    return Typed(
        words=_text(request, "words", LONGEST_WORDS),
        happened=_text(request, "happened", 10),
        fault=fault,
        item=_number(request, "item"),
        filled=filled,
    )


def _done(request: HttpRequest, found: Case, act: Act, filled: Filled | None) -> Receipt:
    """Do the step; what it fills in of the form goes with it, before an acceptance by a command of its own."""
    number = found.number
    seen, item = _number(request, "version"), _number(request, "item")
    if filled is None:
        return _completed(request, number, act, seen)
    given: dict[str, Any] = {"item": item, "fields": readable(filled)}
    verb = request.POST.get("act", "")
    if "_fill" in request.POST:
        return actions.fill(number, act, version=seen, **given)
    if verb in {"review", "decide"}:
        outcome, words = _text(request, "outcome", 20), _text(request, "words", LONGEST_WORDS)
        then = actions.Completing(outcome, words)
        return actions.fill(number, act, version=seen, then=then, **given)
    with transaction.atomic():
        actions.fill(number, replace(act, key=f"{act.key}/fill"), version=seen, **given)
        return _completed(request, number, act, version_of_item(found, item))


def _completed(request: HttpRequest, number: str, act: Act, seen: int) -> Receipt:
    item = _number(request, "item")
    words, outcome = _text(request, "words", LONGEST_WORDS), _text(request, "outcome", 20)
    match request.POST.get("act", ""):
        case "accept":
            on = _day(request)
            return actions.accept(number, act, version=seen, item=item, happened=on)
        case "review":
            return actions.complete(
                number, act, version=seen, item=item, outcome=outcome, opinion=words
            )
        case "decide":
            return actions.decide(
                number, act, version=seen, item=item, outcome=outcome, reasons=words
            )
        case "approve":
            return actions.approve(
                number, act, version=seen, item=item, outcome=outcome, words=words
            )
        case _:
            raise Http404


def _report(request: HttpRequest, found: Case, receipt: Receipt) -> str:
    """Return what was done, with a link to the case and the number of its last entry in the log."""
    key = (request.POST.get("act", ""), request.POST.get("outcome", ""))
    link = format_html(
        '<a href="{}">{} {}</a>',
        reverse("staff:case", args=[found.number]),
        found.title,
        found.number,
    )
    entry = gettext("Entry {n} of its log, {hash}").format(n=receipt.n, hash=receipt.hash[:12])
    return format_html("{} {}", format_html(str(DONE.get(key, "{case}")), case=link), entry)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("happened", ""))
    except ValueError:
        raise Refusal(
            "portal.no_day", "This is no date. Please enter the day of acceptance and try again."
        ) from None


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _text(request: HttpRequest, name: str, longest: int) -> str:
    return request.POST.get(name, "").strip()[:longest]
