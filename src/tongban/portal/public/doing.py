"""申请人可办: withdrawing, making a statement, asking for the hearing that was offered, signing for originals."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt
from tongban.portal.public.mine import own_case
from tongban.portal.public.own import own_page
from tongban.portal.refusals import spoken
from tongban.portal.visitors import act_of, behind_the_door, signed_in

LONGEST_REASON = 500
LONGEST_WORDS = 4000


@behind_the_door
@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """撤回申请: take an application back before it is decided."""
    reason = _text(request, "reason", LONGEST_REASON)

    def work(number: str, act: Act, version: int) -> Receipt:
        return actions.withdraw(number, act, version=version, reason=reason)

    return _done(request, number, work, gettext("The application was withdrawn."))


@behind_the_door
@require_POST
def state(request: HttpRequest, number: str) -> HttpResponse:
    """陈述申辩: add a statement that the decision must weigh."""
    words = _text(request, "statement", LONGEST_WORDS)

    def work(number: str, act: Act, version: int) -> Receipt:
        return actions.hear(number, act, version=version, role="applicant", words=words)

    told = gettext("Your statement was added. Whoever decides must weigh it.")
    return _done(request, number, work, told)


@behind_the_door
@require_POST
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """催办: remind the departments, once a day."""
    words = _text(request, "urgent", LONGEST_REASON)

    def work(number: str, act: Act, version: int) -> Receipt:
        return actions.urge(number, act, version=version, words=words)

    told = gettext("The departments see that you wait. Their limits stay as they are.")
    return _done(request, number, work, told)


@behind_the_door
@require_POST
def ask_hearing(request: HttpRequest, number: str) -> HttpResponse:
    """要求听证: ask for the hearing that was offered, until its day."""
    words = _text(request, "grounds", LONGEST_WORDS)
    special = _number(request, "special")

    def work(number: str, act: Act, version: int) -> Receipt:
        return actions.ask_hearing(number, act, version=version, special=special, words=words)

    told = gettext("The hearing was asked for. You are told time and place in writing.")
    return _done(request, number, work, told)


@behind_the_door
@require_POST
def sign(request: HttpRequest, number: str, handover_id: int) -> HttpResponse:
    """签收原件: sign for the originals that were handed back."""

    def work(number: str, act: Act, version: int) -> Receipt:
        return actions.sign_handover(number, act, version=version, handover=handover_id)

    return _done(request, number, work, gettext("Signed: you have the originals back."))


def _done(
    request: HttpRequest, number: str, work: Callable[[str, Act, int], Receipt], told: str
) -> HttpResponse:
    """Do one thing in an own case; a refusal comes back on its page with what was typed."""
    person = signed_in(request)
    found = own_case(person, number)
    act = act_of(person, key=_text(request, "key", 100) or uuid4().hex)
    try:
        work(found.number, act, _number(request, "version"))
    except Refusal as refusal:
        typed = {name: str(value) for name, value in request.POST.items()}
        return own_page(request, own_case(person, number), fault=spoken(refusal), typed=typed)
    messages.success(request, told)
    return HttpResponseRedirect(reverse("public:own", args=[found.number]))


def _text(request: HttpRequest, name: str, longest: int) -> str:
    return str(request.POST.get(name, "")).strip()[:longest]


def _number(request: HttpRequest, name: str) -> int:
    text = _text(request, name, 18)
    return int(text) if text.isascii() and text.isdecimal() else 0
