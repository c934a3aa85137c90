"""人员: the staff in reach, found by name and by how their accounts stand; and one person's page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import actions
from tongban.kernel.identity.actions import securing
from tongban.kernel.identity.labels import LockReason
from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.accounts import (
    STATES,
    codes_left,
    failures_of,
    found_people,
    has_factor,
    holdings_of,
    lines_of,
    mandates_of,
    visits_of,
)
from tongban.kernel.identity.queries.reach import organs_within
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.administration.entry import (
    SECURITY,
    SYSTEM,
    Standing,
    admin_act,
    for_administrators,
    organ_of,
    page,
    person_of,
    standing_of,
    tried,
)
from tongban.portal.staff.administration.handing import left_with
from tongban.portal.staff.posted import Posted

PER_PAGE = 50
STATE_NAMES = {
    "locked": gettext_lazy("Locked"),
    "no_post": gettext_lazy("Without a post"),
    "ending": gettext_lazy("A post ends within 30 days"),
    "ended": gettext_lazy("Account ended"),
}


@for_administrators(SYSTEM, SECURITY)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the staff in reach."""
    standing = standing_of(request)
    words, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    state = state if state in STATES else ""
    found = found_people(standing.seen, words=words, state=state, on=today())
    pages = Paginator(found, PER_PAGE)
    number = request.GET.get("page", "")
    shown = pages.get_page(int(number) if number.isdecimal() and len(number) < 9 else 1)
    context = {
        "standing": standing,
        "rows": lines_of(list(shown.object_list), on=today()),
        "number": shown.number,
        "total": pages.num_pages,
        "count": pages.count,
        "words": words,
        "state": state,
        "states": STATE_NAMES.items(),
    }
    return page(request, "people", context, tab="people")


@for_administrators(SYSTEM)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register one of the staff, kept by one of the organs in reach."""
    standing = standing_of(request)
    posted = Posted(request.POST)
    fault = ""
    if request.method == "POST":
        organ = organ_of(standing.paths[SYSTEM], posted.number("organ"))
        try:
            person = actions.register_staff(
                organ.pk,
                admin_act(request, SYSTEM),
                username=posted.text("username", 30),
                name=posted.text("name", 120),
            )
            return HttpResponseRedirect(reverse("administration:person", args=[person.pk]))
        except Refusal as refusal:
            fault = spoken(refusal)
    context = {
        "standing": standing,
        "organs": organs_within(standing.paths[SYSTEM]).filter(until__isnull=True),
        "typed": posted.fields,
        "fault": fault,
        "chosen": posted.number("organ") or _number(request.GET.get("organ", "")),
    }
    return page(request, "register", context, tab="people", status=422 if fault else 200)


@for_administrators(SYSTEM, SECURITY)
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show one of the staff: posts, mandates, visits, and how the account stands."""
    standing = standing_of(request)
    return person_page(request, standing, person_of(standing.seen, person_id))


@sensitive_variables("given")
def person_page(
    request: HttpRequest, standing: Standing, one: Person, *, given: str = ""
) -> HttpResponse:
    """Return the page of one person; `given` is a password that is shown this once."""
    holdings = holdings_of([one.pk], on=today())[one.pk]
    context: dict[str, Any] = {
        "standing": standing,
        "person": one,
        "holdings": holdings,
        "mandates": mandates_of(one, [each.post for each in holdings], on=today()),
        "visits": visits_of(one, most=10),
        "factor": has_factor(one),
        "codes": codes_left(one),
        "failures": failures_of(one.username),
        "reasons": LockReason.choices,
        "given": given,
        "myself": one.pk == standing.person.pk,
        "today": today(),
        "left": left_with(one, standing.paths[SECURITY]) if standing.security else 0,
    }
    return page(request, "person", context, tab="people")


@for_administrators(SYSTEM)
@require_POST
def keep(request: HttpRequest, person_id: int, verb: str) -> HttpResponse:
    """Rename a person, or end the account: the system administrator's part."""
    one = person_of(standing_of(request).paths[SYSTEM], person_id)
    doing = KEEPING.get(verb)
    if doing is None:
        raise Http404
    posted, act = Posted(request.POST), admin_act(request, SYSTEM)
    back = reverse("administration:person", args=[one.pk])
    return tried(request, lambda: doing(one, posted, act), words=gettext("Done."), back=back)


@for_administrators(SECURITY)
@require_POST
@sensitive_variables("given")
def secure(request: HttpRequest, person_id: int, verb: str) -> HttpResponse:
    """Lock, unlock, reset or forget: the security administrator's part."""
    standing = standing_of(request)
    one = person_of(standing.paths[SECURITY], person_id)
    posted, act = Posted(request.POST), admin_act(request, SECURITY)
    back = reverse("administration:person", args=[one.pk])
    if verb == "password":
        try:
            given = securing.reset_password(one.pk, act)
        except Refusal as refusal:
            messages.error(request, spoken(refusal))
            return HttpResponseRedirect(back)
        return person_page(request, standing, person_of(standing.seen, one.pk), given=given)
    doing = SECURING.get(verb)
    if doing is None:
        raise Http404
    return tried(request, lambda: doing(one, posted, act), words=gettext("Done."), back=back)


def _lock(one: Person, posted: Posted, act: Act) -> None:
    why = posted.text("why", 12)
    if why not in LockReason.values:
        words = "Locking an account needs a reason. Choose one."
        raise Refusal("identity.lock_without_reason", words)
    securing.lock(one.pk, act, why=why)


def _dismiss(one: Person, posted: Posted, act: Act) -> None:
    on = posted.day("on") if posted.text("on") else None
    actions.dismiss(one.pk, act, post_id=posted.number("post"), on=on)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


KEEPING: Mapping[str, Callable[[Person, Posted, Act], object]] = {
    "rename": lambda one, posted, act: actions.rename_person(
        one.pk, act, name=posted.text("name", 120)
    ),
    "end": lambda one, posted, act: actions.end_person(one.pk, act),
}
SECURING: Mapping[str, Callable[[Person, Posted, Act], object]] = {
    "lock": _lock,
    "unlock": lambda one, posted, act: securing.unlock(one.pk, act),
    "factor": lambda one, posted, act: securing.reset_factor(one.pk, act),
    "tries": lambda one, posted, act: securing.forget_tries(one.pk, act),
    "dismiss": _dismiss,
}
