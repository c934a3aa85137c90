"""Who is at the door of this trade's pages, what a click of theirs is, and how a refusal is told."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, cast
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from tongban.domains.vehicles.labels import BODIES, KINDS, ORIGINS
from tongban.domains.vehicles.rules.remarks import Remark
from tongban.kernel import Act, Fact, Refusal
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person, PersonKind
from tongban.ui.templatetags.look import full_day, moment

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABELS = {"kind": KINDS, "body": BODIES, "origin": ORIGINS}
"""Facts of refusals that are codes, each with the words people read for them."""


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


def act_of(request: HttpRequest, *, organ: int | None = None) -> Act:
    """Return the act of this click; the form's key makes a repeated click the same act."""
    key = request.POST.get("key", "")[:100] or uuid4().hex
    return Act(reader_of(request).actor_id, f"organ/{organ}" if organ else "", now(), key)


def version_of(request: HttpRequest) -> int:
    """Return the version of the thing that the page showed; one that never was where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 19 else -1


def now() -> datetime:
    """Return this instant, aware, in Shanghai."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """Return the day it is in Shanghai."""
    return now().date()


def spoken(refusal: Refusal) -> str:
    """Return a refusal in the reader's language, codes in it by their names."""
    facts = {name: _shown(name, fact) for name, fact in refusal.facts.items()}
    return gettext(refusal.words).format(**facts)


def told(flag: dict[str, object] | Remark) -> str:
    """Return a doubt in the reader's language."""
    if isinstance(flag, dict):
        flag = Remark(str(flag["code"]), cast("dict[str, str]", flag["facts"]))
    return gettext(flag.words).format(**flag.facts)


def excel(content: bytes, title: str) -> HttpResponse:
    """Hand out a workbook to be saved."""
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{title}.xlsx"
    )
    return answer


def number_of(text: str, otherwise: int) -> int:
    """Return a whole number of an address, or the other where there is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _shown(name: str, fact: Fact) -> object:
    if name in LABELS and fact in LABELS[name]:
        return LABELS[name][str(fact)]
    if isinstance(fact, datetime):
        return moment(fact)
    return full_day(fact) if isinstance(fact, date) else fact
