"""登录: coming in with a password and a code, or, in a demonstration only, as an invented person."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.identity import queries as identity
from tongban.kernel.identity.actions import visits
from tongban.kernel.identity.actions.visits import may_not_stay
from tongban.kernel.identity.queries import Person, PersonKind
from tongban.kernel.identity.queries.accounts import has_factor
from tongban.kernel.identity.queries.personas import Persona, demo_personas
from tongban.kernel.identity.rules import ADMINISTRATORS
from tongban.portal.moments import today
from tongban.portal.place import is_demo
from tongban.portal.public.entry_code import half_way
from tongban.portal.sessions import come_in, entry_act
from tongban.portal.visitors import behind_the_door, signed_in, visitor
from tongban.ui.pieces import Fault

STAFF_DOOR = "staff:desk"
GROUPS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Role:
    """演示角色: one button of "try as"."""

    username: str
    name: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Roles:
    """演示角色 of one organ, or the applicants, whose `where` is empty."""

    where: str
    people: list[Role]


@dataclass(frozen=True, slots=True)
class Personas:
    """演示角色: those who are shown at once, and those of further organs."""

    first: list[Roles]
    more: list[Roles]


def personas(day: date) -> Personas:
    """Return the invented people by where they work, the public first."""
    groups: dict[str, list[Role]] = {"": []}
    for role in map(_role, demo_personas(on=day)):
        groups.setdefault(role.where, []).append(role)
    shown = [Roles(where, people) for where, people in groups.items() if people]
    return Personas(shown[:GROUPS_SHOWN], shown[GROUPS_SHOWN:])


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password; a wrong pair says no more than that it is wrong."""
    faults: list[Fault] = []
    status = 200
    if request.method == "POST":
        username = request.POST.get("username", "").strip()
        person = authenticate(request, username=username, password=request.POST.get("password", ""))
        if isinstance(person, Person) and not may_not_stay(person, entry_act(person)):
            if has_factor(person):
                return half_way(request, person, _wanted(request))
            come_in(request, person, "password")
            return HttpResponseRedirect(_wanted(request) or doorstep(person))
        words, status = _why_not(request, person)
        faults.append(Fault("username", words))
    context = {
        "faults": faults,
        "username": request.POST.get("username", ""),
        "next": _wanted(request),
        "personas": personas(today()) if is_demo() else None,
    }
    return render(request, "portal/public/enter.html", context, status=status)


@require_POST
def enter_as(request: HttpRequest) -> HttpResponse:
    """演示: come in as an invented person. Outside a demonstration this address does not exist."""
    person = identity.person_by_username(request.POST.get("username", "")) if is_demo() else None
    if person is None or not person.is_demo or not person.is_active:
        raise Http404
    come_in(request, person, "persona")
    return HttpResponseRedirect(_wanted(request) or doorstep(person))


@behind_the_door
@require_safe
def begin_work(request: HttpRequest) -> HttpResponse:
    """Lead whoever came in to where the work begins."""
    return HttpResponseRedirect(doorstep(signed_in(request)))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit."""
    person = visitor(request)
    if person is not None:
        visits.leave(request.session.session_key or "", entry_act(person))
    logout(request)
    return HttpResponseRedirect(reverse("public:home"))


def doorstep(person: Person) -> str:
    """Return the address where this person's work begins."""
    if person.kind == PersonKind.STAFF:
        posts = identity.posts_of(person, on=today())
        administers = posts and all(post.duty in ADMINISTRATORS for post in posts)
        return reverse("administration:front" if administers else STAFF_DOOR)
    return reverse("public:home")


def _role(persona: Persona) -> Role:
    post = persona.posts[0] if persona.posts else None
    return Role(
        username=persona.person.username,
        name=persona.person.name,
        what=post.get_duty_display() if post else gettext("Citizen"),
        where=post.organ.short_name if post else "",
    )


def _wanted(request: HttpRequest) -> str:
    """Return the page that was asked for before signing in, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def _why_not(request: HttpRequest, person: object) -> tuple[str, int]:
    """Return the words and the HTTP status of a refused entry."""
    if isinstance(person, Person):
        return gettext("You hold no post any more. Ask your security administrator."), 422
    if getattr(request, "axes_locked_out", False):
        # This page says so itself; with the mark left on, axes would put its own bare one in its place.
        request.axes_locked_out = False  # type: ignore[attr-defined]
        words = gettext(
            "Too many wrong passwords. The account is locked for a while; try again later or ask at the window."
        )
        return words, 429
    return gettext("User name or password is wrong. Check both and try again."), 422
