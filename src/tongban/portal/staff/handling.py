"""本环节办理: doing one's step of a case, looking behind the mask, taking a file along."""

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import story_of
from tongban.kernel.parties.actions import unmasked
from tongban.portal.moments import now
from tongban.portal.refusals import spoken
from tongban.portal.staff.case import Typed, case_page
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.reading import staff_case, unmask_post
from tongban.portal.visitors import act_of, signed_in

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
    act = act_of(person, key=key, behalf=behalf)
    try:
        receipt = _done(request, found.number, act)
    except Refusal as refusal:
        if refusal.code == "case.not_found":
            raise Http404 from None
        typed = Typed(
            words=_text(request, "words", LONGEST_WORDS),
            happened=_text(request, "happened", 10),
            fault=spoken(refusal),
            item=_number(request, "item"),
        )
        return case_page(request, found, typed=typed, status=422)
    messages.success(request, _report(request, found, receipt))
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


def _done(request: HttpRequest, number: str, act: Act) -> Receipt:
    seen, item = _number(request, "version"), _number(request, "item")
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
