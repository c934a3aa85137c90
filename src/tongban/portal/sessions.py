"""会话规则: how long somebody stays signed in, what must be done first, and who has nothing to do here any more."""

from collections.abc import Callable
from time import time
from uuid import uuid4

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.identity.actions import visits
from tongban.kernel.identity.actions.passwords import expired
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.identity.queries.accounts import has_factor
from tongban.kernel.identity.rules import ADMINISTRATORS
from tongban.portal.moments import now, today
from tongban.portal.place import is_demo
from tongban.portal.visitors import act_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
BEGAN, SEEN, VISIT, MUST = "began", "seen", "visit", "must"
TOUCH_SECONDS = 60
PAGES = {"password": "account:password", "factor": "account:factor"}
# What may be opened while something must be done first.
OPEN = ("/account/", "/leave/", "/look/")


def come_in(request: HttpRequest, person: Person, way: str) -> None:
    """登录: sign the person in, with the marks by which the visit ends, and what must be done before all else."""
    login(request, person, backend=BACKEND)
    request.session[BEGAN] = request.session[SEEN] = int(time())
    request.session[VISIT] = person.pk
    request.session[MUST] = [] if way == "persona" else _due_first(person)
    door = visits.Door(
        session=request.session.session_key or "",
        way=way,
        agent=browser_of(request.headers.get("user-agent", "")),
        address=masked_network(get_client_ip_address(request) or ""),
    )
    visits.enter(person, entry_act(person), door)


def come_in_again(request: HttpRequest, person: Person) -> None:
    """Keep the person signed in after the password was changed: the session belongs to the password."""
    before = request.session.session_key or ""
    update_session_auth_hash(request, person)
    visits.moved(before, to=request.session.session_key or "")


def entry_act(person: Person, *, key: str = "") -> Act:
    """Return an act of somebody at the entrance, in the organ of the first post."""
    posts = posts_of(person, on=today())
    organ = f"organ/{posts[0].organ_id}" if posts else ""
    return act_of(person, key=key or uuid4().hex, organ=organ)


def factor_required(person: Person) -> bool:
    """Tell whether the person must have a second factor: administrators and whom the operator named, in production."""
    if is_demo():
        return False
    needing = {*ADMINISTRATORS, *settings.TONGBAN_FACTOR_DUTIES}
    return any(post.duty in needing for post in posts_of(person, on=today()))


def done(request: HttpRequest, what: str) -> None:
    """Note that what had to be done first was done."""
    request.session[MUST] = [each for each in request.session.get(MUST, []) if each != what]


def masked_network(address: str) -> str:
    """Return a network address without its last part: enough to recognise one's own, too little to follow anybody."""
    mark = ":" if ":" in address else "."
    return f"{address.rpartition(mark)[0]}{mark}*" if mark in address else ""


def browser_of(agent: str) -> str:
    """Return the browser and the system that a browser names itself by."""
    known = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {"Windows": "Windows", "Android": "Android", "iPhone": "iOS", "Mac OS": "macOS"}
    browser = next((name for mark, name in known.items() if mark in agent), "")
    system = next(
        (name for mark, name in (systems | {"Linux": "Linux"}).items() if mark in agent), ""
    )
    return " · ".join(each for each in (browser, system) if each)


def _due_first(person: Person) -> list[str]:
    must = []
    if person.must_change or expired(person, now(), days=settings.TONGBAN_PASSWORD_DAYS):
        must.append("password")
    if factor_required(person) and not has_factor(person):
        must.append("factor")
    return must


class Sessions:
    """Middleware: ends visits that are over, and leads to what must be done first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, or end the visit."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            words = _why_over(request) or _why_without_post(request)
            if words:
                return _sent_out(request, words)
            must = request.session.get(MUST)
            if must and not request.path_info.startswith(OPEN):
                return HttpResponseRedirect(reverse(PAGES[must[0]]))
        return self.get_response(request)


def _why_over(request: HttpRequest) -> str:
    """Say why the visit is over, or nothing."""
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if began is None or seen is None:
        # Only a demonstration lets a session in that this house did not mark.
        return "" if is_demo() else gettext("You were signed out. Please sign in again.")
    instant = int(time())
    if instant - seen > settings.TONGBAN_SESSION_IDLE:
        return gettext("You were signed out, since nothing was clicked for a while.")
    if instant - began > settings.TONGBAN_SESSION_LONGEST:
        return gettext("You were signed out, since a visit lasts a working day at most.")
    return ""


def _why_without_post(request: HttpRequest) -> str:
    """Once a minute, note that the visit goes on, unless the last post was lost; what a page asks by itself is no click."""
    instant = int(time())
    person_id = request.session.get(VISIT)
    if person_id is None or instant - request.session[SEEN] < TOUCH_SECONDS:
        return ""
    if "hx-request" in request.headers:
        return ""
    person = request.user
    if isinstance(person, Person):
        act = act_of(person, key=uuid4().hex)
        if not visits.seen(person.pk, act, session=request.session.session_key or ""):
            return gettext("You hold no post any more. Ask your security administrator.")
    request.session[SEEN] = instant
    return ""


def _sent_out(request: HttpRequest, words: str) -> HttpResponse:
    """End the visit and lead to the entrance, from where the way goes back to the page."""
    person = request.user
    if isinstance(person, Person):
        visits.leave(request.session.session_key or "", act_of(person, key=uuid4().hex))
    logout(request)
    messages.warning(request, words)
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('public:enter')}?{back}")
