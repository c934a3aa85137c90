"""证照的提议与核准: proposing that a certificate ends, and deciding on it as a second person."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.certificates import actions
from tongban.kernel.certificates.powers import DECIDE, PROPOSE, acting_post
from tongban.kernel.certificates.queries import Certificate
from tongban.kernel.certificates.rules import Kind
from tongban.kernel.identity.rules import Power
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.certificates import Typed, certificate_page_of, staff_certificate
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import act_of, signed_in

LONGEST_WORDS = 2000


@for_staff
@require_POST
def propose(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """提议取消证照: propose it on a ground; a refusal comes back on the page with all that was typed."""
    found = staff_certificate(signed_in(request), certificate_id)
    kind, _slash, ground = request.POST.get("choice", "")[:60].partition("/")
    if kind and kind not in set(Kind):
        raise Http404
    act = _act(request, found, PROPOSE)
    reasons = _words(request)

    def done() -> object:
        if not kind:
            raise Refusal(
                "certificate.no_choice",
                "No ground was chosen. Choose what is proposed and on which ground.",
            )
        return actions.propose_revocation(found.pk, act, kind=kind, ground=ground, reasons=reasons)

    return _answered(request, found, done, said=gettext("Proposed; a second person decides."))


@for_staff
@require_POST
def confirm(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """核准取消证照: confirm or decline what somebody else proposed."""
    found = staff_certificate(signed_in(request), certificate_id)
    outcome = request.POST.get("outcome", "")
    if outcome not in {"agreed", "declined"}:
        raise Http404
    act, words = _act(request, found, DECIDE), _words(request)
    agreed = outcome == "agreed"
    given = request.POST.get("proposal", "")
    seen = int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0

    def done() -> object:
        return actions.confirm_revocation(
            found.pk, act, proposal_id=seen, agreed=agreed, words=words
        )

    said = gettext("Confirmed.") if agreed else gettext("Declined; the certificate stays as it is.")
    return _answered(request, found, done, said=said)


def _answered(
    request: HttpRequest, found: Certificate, done: Callable[[], object], *, said: str
) -> HttpResponse:
    try:
        done()
    except Refusal as refusal:
        typed = Typed(request.POST.get("choice", "")[:60], _words(request), spoken(refusal))
        return certificate_page_of(request, found, typed=typed, status=422)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("staff:certificate", args=[found.pk]))


def _act(request: HttpRequest, found: Certificate, powers: tuple[Power, ...]) -> Act:
    """Return the act in the name of the organ of the post that allows it; the action refuses who has none."""
    person = signed_in(request)
    post = acting_post(person, found, powers, on=today())
    key = request.POST.get("key", "")[:100] or uuid4().hex
    return act_of(person, key=key, organ=f"organ/{post.organ_id}" if post else "")


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "").strip()[: LONGEST_WORDS + 1]
