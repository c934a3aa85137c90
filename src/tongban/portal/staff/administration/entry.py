"""管理台的门: which of the three administrators the reader is, how far the power reaches, and what may be opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import Organ, Person, posts_of
from tongban.kernel.identity.queries.reach import Paths, organ_within, paths_of, person_within
from tongban.kernel.identity.rules import Duty, Power
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.posted import Posted
from tongban.portal.visitors import act_of, signed_in

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
SYSTEM, SECURITY, AUDIT = "system", "security", "audit"
POWERS: Mapping[str, Power] = {
    SYSTEM: Power.RUN_SYSTEM,
    SECURITY: Power.ASSIGN_RIGHTS,
    AUDIT: Power.READ_AUDIT,
}
DUTIES: Mapping[str, Duty] = {
    SYSTEM: Duty.SYSTEM_ADMIN,
    SECURITY: Duty.SECURITY_ADMIN,
    AUDIT: Duty.AUDIT_ADMIN,
}
TABS = (
    ("organs", gettext_lazy("Organs and posts"), (SYSTEM, SECURITY)),
    ("people", gettext_lazy("People"), (SYSTEM, SECURITY)),
    ("mandates", gettext_lazy("Mandates"), (SECURITY,)),
    ("proxies", gettext_lazy("Proxies"), (SECURITY,)),
    ("conflicts", gettext_lazy("Conflicts and endings"), (SECURITY,)),
    ("lockouts", gettext_lazy("Lock-outs"), (SECURITY,)),
    ("local", gettext_lazy("Settings"), (SYSTEM,)),
    ("log", gettext_lazy("Log"), (AUDIT,)),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """管理台页签: one page of the administration that the reader may open."""

    url_name: str
    label: object
    chosen: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """管理身份: who administers, in which of the three parts, and the reach of each."""

    person: Person
    paths: Mapping[str, Paths]

    def may(self, role: str) -> bool:
        """Tell whether the reader does this part."""
        return bool(self.paths[role])

    @property
    def system(self) -> bool:
        """Tell whether the reader keeps organs, posts and people."""
        return self.may(SYSTEM)

    @property
    def security(self) -> bool:
        """Tell whether the reader assigns rights and secures accounts."""
        return self.may(SECURITY)

    @property
    def audit(self) -> bool:
        """Tell whether the reader reads the log."""
        return self.may(AUDIT)

    @property
    def seen(self) -> Paths:
        """Return what the reader sees of organs and people: as one administrator or the other, never both."""
        return self.paths[SYSTEM] or self.paths[SECURITY]


def standing_of(request: HttpRequest) -> Standing:
    """Return which administrator the reader is."""
    person = signed_in(request)
    paths = {role: paths_of(person, power, on=today()) for role, power in POWERS.items()}
    return Standing(person, paths)


def for_administrators(*roles: str) -> Callable[[View[Rest]], View[Rest]]:
    """Let only the administrators of these parts see a view; to others it does not exist."""

    def guard(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponseBase:
            person = signed_in(request)
            if not any(paths_of(person, POWERS[role], on=today()) for role in roles):
                raise Http404
            return view(request, *args, **kwargs)

        return for_staff(guarded)

    return guard


def admin_act(request: HttpRequest, role: str) -> Act:
    """Return the act of the reader in one part, in the name of the organ of the post that has the duty."""
    person = signed_in(request)
    posts = posts_of(person, on=today())
    mine = next((post for post in posts if post.duty == DUTIES[role]), posts[0] if posts else None)
    organ = f"organ/{mine.organ_id}" if mine else ""
    return act_of(person, key=request.POST.get("key", "")[:100] or uuid4().hex, organ=organ)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    tab: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return a page of the administration, with the tabs that the reader may open."""
    standing = context.get("standing") or standing_of(request)
    tabs = [
        Tab(f"administration:{name}", label, name == tab)
        for name, label, roles in TABS
        if isinstance(standing, Standing) and any(standing.may(role) for role in roles)
    ]
    whole = {"standing": standing, "admin_tabs": tabs, "key": uuid4().hex, **context}
    name = f"portal/staff/administration/{template}.html"
    return render(request, name, whole, status=status)


def period_of(posted: Posted) -> tuple[date | None, date | None]:
    """Return the first day and the first day that no longer counts, where they were entered; without a first it is today."""
    since = posted.day("since") if posted.text("since") else None
    until = posted.day("until") if posted.text("until") else None
    if until is not None and until <= (since or today()):
        words = "The last day lies before the first. Enter the days anew."
        raise Refusal("portal.days_turned", words)
    return since, until


def organ_of(paths: Paths, organ_id: int) -> Organ:
    """Return the organ in reach; to others it does not exist."""
    organ = organ_within(paths, organ_id)
    if organ is None:
        raise Http404
    return organ


def person_of(paths: Paths, person_id: int) -> Person:
    """Return the person in reach; to others there is nobody of that number."""
    person = person_within(paths, person_id)
    if person is None:
        raise Http404
    return person


def tried(request: HttpRequest, do: Callable[[], object], *, words: str, back: str) -> HttpResponse:
    """Do something and say that it is done, or why not, then go back."""
    try:
        do()
        messages.success(request, words)
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(back)
