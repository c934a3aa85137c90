"""办不成事反映窗口: telling what could not be got done or what one suggests, and looking the answer up."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import queries as catalogue
from tongban.kernel.concerns.actions import erase_contact, raise_concern
from tongban.kernel.concerns.labels import KINDS
from tongban.kernel.concerns.queries import code_of, looked_up, opened
from tongban.kernel.concerns.rules import ConcernKind, Told
from tongban.portal.moments import now, today
from tongban.portal.place import home
from tongban.portal.public.tries import count, exhausted, keys_of
from tongban.portal.refusals import spoken
from tongban.portal.visitors import visitor
from tongban.ui.pieces import Crumb, Fault

ANYBODY = "public"
FIELDS = {
    "concern.without_words": "words",
    "concern.sent_already": "words",
    "concern.contact_too_long": "contact",
    "concern.case_number_unreadable": "case_number",
}


@sensitive_post_parameters("words", "contact")
@require_http_methods(["GET", "HEAD", "POST"])
def concerns(request: HttpRequest) -> HttpResponse:
    """Ask what happened, and give a number and a code for it; nobody needs to sign in or to leave a contact."""
    if request.method != "POST":
        return _asked(request, [])
    keys = keys_of(request, door="concern")
    if exhausted(keys):
        return _asked(request, [Fault("", _too_many())], status=429)
    try:
        raised = raise_concern(_told(request), _act(request), home=home())
    except Refusal as refusal:
        return _asked(request, [Fault(FIELDS[refusal.code], spoken(refusal))], status=422)
    count(keys)
    context = {"concern": raised, "code": code_of(raised.number), "crumbs": _crumbs()}
    return _unkept(render(request, "portal/public/concern_done.html", context))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def concern_answer(request: HttpRequest) -> HttpResponse:
    """Show the answer to who holds number and code. They are posted, so that no log or history keeps them."""
    number, code = request.POST.get("number", ""), request.POST.get("code", "")
    if request.method != "POST":
        return _sought(request, [])
    keys = keys_of(request, door="concern-answer", number=number)
    if exhausted(keys):
        return _sought(request, [Fault("", _too_many())], status=429)
    found = looked_up(number, code)
    if found is None:
        count(keys)
        words = gettext("Nothing has this number and code. Both were shown when it was sent.")
        return _sought(request, [Fault("number", words)], status=422)
    faults = _erased(request, found.pk, code) if request.POST.get("do") == "erase" else []
    found.refresh_from_db()
    context = {
        "found": opened(found),
        "matter": matter_of(found.matter),
        "crumbs": _crumbs(),
        "faults": faults,
        "erase": reverse("public:concern_answer"),
        "code": code,
    }
    return _unkept(render(request, "portal/public/concern.html", context))


def _erased(request: HttpRequest, concern_id: int, code: str) -> list[Fault]:
    """删除联系方式: erase the contact for who holds number and code; return what stood against it."""
    try:
        erase_contact(concern_id, _act(request), code=code)
    except Refusal as refusal:
        return [Fault("", spoken(refusal))]
    return []


def _told(request: HttpRequest) -> Told:
    kind = request.POST.get("kind", "")
    return Told(
        kind=ConcernKind(kind) if kind in set(ConcernKind) else ConcernKind.UNRESOLVED,
        words=request.POST.get("words", "").replace("\x00", ""),
        matter=getattr(matter_of(_number(request.POST.get("matter", ""))), "matter_id", None),
        case_number=request.POST.get("case_number", ""),
        contact=request.POST.get("contact", "").replace("\x00", ""),
    )


def _act(request: HttpRequest) -> Act:
    person = visitor(request)
    key = f"concern/{request.POST.get('key', '')[:36] or uuid4().hex}"
    return Act(by=person.actor_id if person else ANYBODY, organ="", at=now(), key=key)


def _asked(request: HttpRequest, faults: list[Fault], *, status: int = 200) -> HttpResponse:
    typed = request.POST or request.GET
    context = {
        "faults": faults,
        "wrong": faults[0].field if faults else "",
        "typed": typed,
        "kinds": KINDS,
        "kind": typed.get("kind") or ConcernKind.UNRESOLVED.value,
        "matter": matter_of(_number(typed.get("matter", ""))),
        "key": uuid4().hex,
        "crumbs": _crumbs(here=True),
    }
    return render(request, "portal/public/concerns.html", context, status=status)


def _sought(request: HttpRequest, faults: list[Fault], *, status: int = 200) -> HttpResponse:
    context = {"faults": faults, "number": request.POST.get("number", "")[:40], "crumbs": _crumbs()}
    return render(request, "portal/public/concern_answer.html", context, status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def matter_of(matter_id: int | None) -> catalogue.MatterVersion | None:
    """Return the matter in force that it is said to be about."""
    return catalogue.version_in_force(matter_id, on=today()) if matter_id is not None else None


def _too_many() -> str:
    return gettext("Too many tries. Please wait a quarter of an hour, or come to the window.")


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _crumbs(*, here: bool = False) -> list[Crumb]:
    name = gettext("Not got done, and suggestions")
    own = Crumb(name) if here else Crumb(name, reverse("public:concerns"))
    return [Crumb(gettext("Home"), reverse("public:home")), own]
