"""登录: coming in with a password, or, in a demonstration only, as an invented person."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tongban.kernel.identity import queries as identity
from tongban.kernel.identity.queries import Person, PersonKind
from tongban.portal.moments import today
from tongban.portal.place import is_demo
from tongban.ui.pieces import Fault

BACKEND = "django.contrib.auth.backends.ModelBackend"
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
    for role in map(_role, identity.demo_personas(on=day)):
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
        if isinstance(person, Person):
            login(request, person)
            return HttpResponseRedirect(_wanted(request) or doorstep(person))
        words, status = _why_not(request)
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
    login(request, person, backend=BACKEND)
    return HttpResponseRedirect(_wanted(request) or doorstep(person))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit."""
    logout(request)
    return HttpResponseRedirect(reverse("public:home"))


def doorstep(person: Person) -> str:
    """Return the address where this person's work begins."""
    if person.kind == PersonKind.STAFF:
        try:
            return reverse(STAFF_DOOR)
        except NoReverseMatch:
            return reverse("public:home")
    return reverse("public:home")


def _role(persona: identity.Persona) -> Role:
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


def _why_not(request: HttpRequest) -> tuple[str, int]:
    """Return the words and the HTTP status of a refused entry."""
    if getattr(request, "axes_locked_out", False):
        # This page says so itself; with the mark left on, axes would put its own bare one in its place.
        request.axes_locked_out = False  # type: ignore[attr-defined]
        words = gettext(
            "Too many wrong passwords. The account is locked for a while; try again later or ask at the window."
        )
        return words, 429
    return gettext("User name or password is wrong. Check both and try again."), 422
