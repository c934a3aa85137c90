"""Who is at the door of this trade's pages, what a click of theirs is, and how a refusal is told."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, cast
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from tongban.domains.hall.models import Hall
from tongban.domains.hall.queries.places import managed_halls, worked_halls
from tongban.kernel import Act, Fact, Refusal
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person, PersonKind
from tongban.kernel.identity.rules import home_of
from tongban.ui.templatetags.look import full_day, moment

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
PUBLIC = "public"


def for_staff(view: View[Rest]) -> View[Rest]:
    """Let only the signed-in staff see `view`, and keep it out of caches; to the public it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if reader_of(request).kind != PersonKind.STAFF:
            raise Http404
        answer = view(request, *args, **kwargs)
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    return login_required(login_url="public:enter")(guarded)


def reader_of(request: HttpRequest) -> Person:
    """Return the person behind a page that needs signing in."""
    return cast(Person, request.user)


def visitor_of(request: HttpRequest) -> Person | None:
    """Return who is signed in, or nobody."""
    return request.user if isinstance(request.user, Person) else None


def act_of(request: HttpRequest, *, organ: int | None = None) -> Act:
    """Return the act of this click, of somebody signed in or of the public; the form's key makes a repeated click the same act."""
    key = request.POST.get("key", "")[:100] or uuid4().hex
    person = visitor_of(request)
    return Act(person.actor_id if person else PUBLIC, f"organ/{organ}" if organ else "", now(), key)


def halls_worked(request: HttpRequest) -> list[Hall]:
    """Return the halls in which the reader works today; to others the page does not exist."""
    found = worked_halls(reader_of(request), on=today())
    if not found:
        raise Http404
    return found


def halls_managed(request: HttpRequest) -> list[Hall]:
    """Return the halls that the reader manages today; to others the page does not exist."""
    found = managed_halls(reader_of(request), on=today())
    if not found:
        raise Http404
    return found


def chosen(halls: list[Hall], asked: str) -> Hall:
    """Return the hall of that id among some, or the first."""
    return next((one for one in halls if str(one.pk) == asked), halls[0])


def home() -> int:
    """Return the county that this house serves."""
    return home_of(settings.TONGBAN_DIVISION)


def now() -> datetime:
    """Return this instant, aware, in Shanghai."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """Return the day it is in Shanghai."""
    return now().date()


def spoken(refusal: Refusal) -> str:
    """Return a refusal in the reader's language."""
    facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
    return gettext(refusal.words).format(**facts)


def number_of(text: str) -> int | None:
    """Return a whole number of an address or a form, or nothing where there is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def day_of_text(text: str, otherwise: date) -> date:
    """Return a day of an address or a form, the other where it is none."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return otherwise
    return found if 2000 <= found.year <= 2999 else otherwise


def _shown(fact: Fact) -> object:
    if isinstance(fact, datetime):
        return moment(fact)
    return full_day(fact) if isinstance(fact, date) else fact
