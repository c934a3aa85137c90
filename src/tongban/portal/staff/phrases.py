"""常用语: the phrases that a member of the staff keeps for his opinions."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.cases.actions import drop_phrase, keep_phrase
from tongban.kernel.cases.actions.phrasing import LONGEST_PHRASE
from tongban.kernel.cases.queries.own import phrases_of
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import act_of, signed_in


@for_staff
@require_safe
def phrases(request: HttpRequest) -> HttpResponse:
    """Show one's own phrases, and where to add one."""
    return _page(request)


@for_staff
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the phrase that was typed; a refusal comes back with it."""
    words = request.POST.get("words", "").replace("\x00", "")[: 4 * LONGEST_PHRASE]
    try:
        keep_phrase(act_of(signed_in(request), key=uuid4().hex), words=words)
    except Refusal as refusal:
        return _page(request, words=words, fault=spoken(refusal), status=422)
    messages.success(request, gettext("The phrase was kept."))
    return HttpResponseRedirect(reverse("staff:phrases"))


@for_staff
@require_POST
def drop(request: HttpRequest, phrase_id: int) -> HttpResponse:
    """Delete a phrase of one's own."""
    drop_phrase(act_of(signed_in(request), key=uuid4().hex), phrase_id=phrase_id)
    messages.success(request, gettext("The phrase was deleted."))
    return HttpResponseRedirect(reverse("staff:phrases"))


def _page(
    request: HttpRequest, *, words: str = "", fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "phrases": phrases_of(signed_in(request)),
        "words": words,
        "fault": fault,
        "most": LONGEST_PHRASE,
    }
    return render(request, "portal/staff/phrases.html", context, status=status)
