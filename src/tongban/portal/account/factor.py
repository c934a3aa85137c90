"""双因素认证: tying an authenticator to the own account, and untying it."""

from urllib.parse import quote, urlencode
from uuid import uuid4

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tongban.kernel import Refusal
from tongban.kernel.identity.actions.factors import begin_factor, confirm_factor, drop_factor
from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.accounts import has_factor
from tongban.portal.account.pages import MOST, framed
from tongban.portal.place import place
from tongban.portal.public.tries import count, exhausted, keys_of
from tongban.portal.refusals import spoken
from tongban.portal.sessions import done, factor_required
from tongban.portal.visitors import act_of, behind_the_door, signed_in
from tongban.ui.pieces import Fault, Square


@sensitive_post_parameters()
@behind_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Show the secret as a square to be read by an authenticator, and ask for its first code."""
    person = signed_in(request)
    if has_factor(person):
        return HttpResponseRedirect(reverse("account:front"))
    faults: list[Fault] = []
    if request.method == "POST":
        codes = _confirmed(request, person, faults)
        if codes:
            done(request, "factor")
            return framed(request, "codes", {"codes": codes})
    secret = begin_factor(person.pk, act_of(person, key=uuid4().hex))
    context = {
        "faults": faults,
        "square": square_of(person, secret),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return framed(request, "factor", context, status=422 if faults else 200)


@sensitive_post_parameters()
@behind_the_door
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Untie the authenticator, by one of its codes; who must have one keeps it."""
    person = signed_in(request)
    keys = keys_of(request, door="code", number=str(person.pk))
    if factor_required(person):
        words = gettext("Your duty needs a second factor. A security administrator can reset it.")
        messages.error(request, words)
    elif exhausted(keys, most=MOST):
        messages.error(request, gettext("Too many wrong tries. Try again in a quarter of an hour."))
    elif drop_factor(person.pk, act_of(person, key=uuid4().hex), code=request.POST.get("code", "")):
        messages.success(request, gettext("The authenticator was untied from your account."))
    else:
        count(keys)
        messages.error(request, gettext("The code is wrong, over, or was used already."))
    return HttpResponseRedirect(reverse("account:front"))


def square_of(person: Person, secret: str) -> Square:
    """二维码: what an authenticator reads: the secret, whose it is and of which site."""
    issuer = place().name
    query = urlencode({"secret": secret, "issuer": issuer, "digits": 6, "period": 30})
    address = f"otpauth://totp/{quote(f'{issuer}:{person.username}')}?{query}"
    rows = segno.make(address, error="m", micro=False).matrix
    return Square(size=len(rows), rows=tuple(bytes(row) for row in rows))


def _confirmed(request: HttpRequest, person: Person, faults: list[Fault]) -> list[str]:
    keys = keys_of(request, door="code", number=str(person.pk))
    if exhausted(keys, most=MOST):
        words = gettext("Too many wrong tries. Try again in a quarter of an hour.")
        faults.append(Fault("code", words))
        return []
    typed = request.POST.get("code", "").replace(" ", "")[:20]
    try:
        return confirm_factor(person.pk, act_of(person, key=uuid4().hex), code=typed)
    except Refusal as refusal:
        count(keys)
        faults.append(Fault("code", spoken(refusal)))
        return []
