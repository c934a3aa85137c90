"""The door of these pages: who comes in, what a click of theirs is, and refusals in their language."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, cast
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from tongban.domains.vehicles.dispatches.queries import SHANGHAI, driven_by, fleets_of
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import Person, PersonKind
from tongban.ui.templatetags.look import full_day, moment

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def for_staff(view: View[Rest]) -> View[Rest]:
    """Let only the staff see `view`, and keep it out of caches; to the public it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if signed_in(request).kind != PersonKind.STAFF:
            raise Http404
        answer = view(request, *args, **kwargs)
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    return login_required(login_url="public:enter")(guarded)


def signed_in(request: HttpRequest) -> Person:
    """Return the person behind a page that needs signing in."""
    return cast(Person, request.user)


def now() -> datetime:
    """Return this instant in Shanghai: the only place where these pages ask for it."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """Return the day it is in Shanghai."""
    return now().date()


def act_of(request: HttpRequest) -> Act:
    """Return the act of the reader; the key in the form makes a repeated sending the same act."""
    key = request.POST.get("key", "")[:100] or uuid4().hex
    return Act(signed_in(request).actor_id, "", now(), key)


def version_of(request: HttpRequest) -> int:
    """Return the version of the trip that the page showed; one that never was where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 19 else -1


def spoken(refusal: Refusal) -> str:
    """Return the refusal's words in the reader's language; days and instants as people write them."""
    facts = {
        name: moment(fact) if isinstance(fact, datetime) else full_day(fact) if isinstance(fact, date) else fact
        for name, fact in refusal.facts.items()
    }  # fmt: skip
    return gettext(refusal.words).format(**facts)


def tabs_of(request: HttpRequest) -> dict[str, bool]:
    """Say whether the reader sends cars, and sees the board, and whether he drives, and sees the road."""
    reader = signed_in(request)
    return {
        "sends": bool(fleets_of(reader, on=today())),
        "drives": driven_by(reader).exists(),
    }
