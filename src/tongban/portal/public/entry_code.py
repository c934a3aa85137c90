"""动态口令: the second step of coming in, for whom an authenticator is tied to the account."""

from time import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tongban.kernel.identity.actions.factors import try_code
from tongban.kernel.identity.queries import Person, person_by_id
from tongban.portal.public.tries import count, exhausted, keys_of
from tongban.portal.sessions import come_in, entry_act
from tongban.ui.pieces import Fault

HALF = "half"
PATIENCE_SECONDS = 300
MOST = 5


def half_way(request: HttpRequest, person: Person, wanted: str) -> HttpResponse:
    """Remember who typed the right password, and ask for the code; nobody is signed in yet."""
    request.session[HALF] = {"person": person.pk, "at": int(time()), "next": wanted}
    request.session.cycle_key()
    return HttpResponseRedirect(reverse("public:enter_code"))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the authenticator, or one of the recovery codes."""
    half = request.session.get(HALF)
    if not half or int(time()) - half["at"] > PATIENCE_SECONDS:
        return HttpResponseRedirect(reverse("public:enter"))
    person = person_by_id(half["person"])
    if person is None or not person.is_active:
        return HttpResponseRedirect(reverse("public:enter"))
    faults: list[Fault] = []
    status = 200
    if request.method == "POST":
        if _is_right(request, person, faults):
            return HttpResponseRedirect(half["next"] or reverse("public:begin_work"))
        status = 429 if exhausted(_keys(request, person), most=MOST) else 422
    answer = render(request, "portal/public/enter_code.html", {"faults": faults}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _is_right(request: HttpRequest, person: Person, faults: list[Fault]) -> bool:
    keys = _keys(request, person)
    if exhausted(keys, most=MOST):
        words = gettext("Too many wrong codes. Try again in a quarter of an hour.")
        faults.append(Fault("code", words))
        return False
    typed = request.POST.get("code", "")[:40]
    outcome = try_code(person.pk, entry_act(person), code=typed)
    if outcome == "wrong":
        count(keys)
        words = gettext("The code is wrong, over, or was used already. Type the next one.")
        faults.append(Fault("code", words))
        return False
    come_in(request, person, outcome)
    request.session.pop(HALF, None)
    return True


def _keys(request: HttpRequest, person: Person) -> tuple[str, ...]:
    return keys_of(request, door="code", number=str(person.pk))
