"""我的账号: the own password, authenticator and visits, in the frame of the staff or of the public."""

from collections.abc import Mapping
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel import Refusal
from tongban.kernel.identity.actions.passwords import change_password, expired
from tongban.kernel.identity.actions.visits import end_visits
from tongban.kernel.identity.queries import Person, PersonKind
from tongban.kernel.identity.queries.accounts import codes_left, has_factor, open_visits_of
from tongban.portal.moments import now
from tongban.portal.public.tries import count, exhausted, keys_of
from tongban.portal.refusals import spoken
from tongban.portal.sessions import MUST, come_in_again, done, entry_act, factor_required
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.ui.pieces import Fault

MOST = 5


def framed(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Return a page of the account in the frame of the side of the counter on which its person stands."""
    staff = signed_in(request).kind == PersonKind.STAFF
    frame = "portal/staff/page.html" if staff else "portal/public/page.html"
    whole = {"frame": frame, "must": request.session.get(MUST, []), **context}
    return render(request, f"portal/account/{template}.html", whole, status=status)


@behind_the_door
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show how the own account stands."""
    person = signed_in(request)
    context = {
        "person": person,
        "has_password": person.has_usable_password(),
        "expired": expired(person, now(), days=settings.TONGBAN_PASSWORD_DAYS),
        "factor": has_factor(person),
        "required": factor_required(person),
        "codes": codes_left(person),
        "visits": open_visits_of(person),
        "session": request.session.session_key,
    }
    return framed(request, "front", context)


@sensitive_post_parameters()
@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Let somebody choose another password."""
    person = signed_in(request)
    faults: list[Fault] = []
    if request.method == "POST" and not (faults := _changed(request, person)):
        messages.success(request, gettext("Your password was changed."))
        return HttpResponseRedirect(reverse("account:front"))
    context = {"faults": faults, "days": settings.TONGBAN_PASSWORD_DAYS}
    return framed(request, "password", context, status=422 if faults else 200)


@behind_the_door
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End the visits of all other browsers."""
    person = signed_in(request)
    key = request.session.session_key or ""
    number = end_visits(person, act_of(person, key=uuid4().hex), why="own", but=key)
    words = gettext("{n} other visits were ended.") if number else gettext("There was no other.")
    messages.success(request, words.format(n=number))
    return HttpResponseRedirect(reverse("account:front") + "#visits")


def _changed(request: HttpRequest, person: Person) -> list[Fault]:
    """Change the password; return what is wrong."""
    keys = keys_of(request, door="password", number=str(person.pk))
    if exhausted(keys, most=MOST):
        return [Fault("old", gettext("Too many wrong tries. Try again in a quarter of an hour."))]
    old, new, again = (request.POST.get(name, "")[:200] for name in ("old", "new", "again"))
    if new != again:
        return [Fault("again", gettext("The two new passwords differ. Type both once more."))]
    try:
        changed = change_password(
            person.pk,
            entry_act(person),
            old=old,
            new=new,
            session=request.session.session_key or "",
        )
    except Refusal as refusal:
        wrong = refusal.code == "identity.wrong_password"
        if wrong:
            count(keys)
        return [Fault("old" if wrong else "new", spoken(refusal))]
    come_in_again(request, changed)
    done(request, "password")
    return []
