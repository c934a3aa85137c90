"""代理授权: who acts for the reader, for whom he acts, and setting and recalling it, also for his organ's people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.queries import matter_by_code, versions_in_force
from tongban.kernel.identity.actions.proxies import NewProxy, may_set, recall_proxy, set_proxy
from tongban.kernel.identity.labels import POWERS
from tongban.kernel.identity.queries import Person, people_of, posts_of
from tongban.kernel.identity.queries.proxies import HANDED, Proxy, given_by, proxies_of, proxy_by_id
from tongban.kernel.identity.rules import HANDLERS, Duty
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.posted import Posted
from tongban.portal.visitors import act_of, signed_in
from tongban.portal.wording import listed

MOST = 50
"""So many of one's proxies are shown, the newest first."""
FURTHEST = date(2999, 12, 31)
CHOICES = [(value, label) for value, label in POWERS if value in set(HANDED)]


@dataclass(frozen=True, slots=True)
class Line:
    """代理授权一行: one proxy, what it covers in words, how it stands, and whether the reader may recall it."""

    proxy: Proxy
    matters: str
    powers: str
    state: str
    recallable: bool


@for_staff
@require_safe
def proxies(request: HttpRequest) -> HttpResponse:
    """Show the proxies given and taken, and the form for a new one."""
    return _page(request, Posted(request.GET))


@for_staff
@require_POST
def set_new(request: HttpRequest) -> HttpResponse:
    """Set a proxy; a refusal comes back with all that was entered."""
    person, posted = signed_in(request), Posted(request.POST)
    try:
        plan = _plan(person, posted)
        set_proxy(plan, _act(person, posted))
    except Refusal as refusal:
        return _page(request, posted, fault=spoken(refusal), status=422)
    messages.success(request, gettext("The proxy was set. Both of you see it here."))
    return HttpResponseRedirect(reverse("staff:proxies"))


@for_staff
@require_POST
def recall(request: HttpRequest, proxy_id: int) -> HttpResponse:
    """Recall a proxy from today on; what is not the reader's to recall does not exist."""
    person, found = signed_in(request), proxy_by_id(proxy_id)
    if found is None or not may_set(found.giver, person.actor_id, on=today()):
        raise Http404
    try:
        recall_proxy(proxy_id, _act(person, Posted(request.POST)))
        messages.success(request, gettext("The proxy was recalled."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(reverse("staff:proxies"))


def lines_of(rows: Sequence[Proxy], actor: str) -> list[Line]:
    """Return proxies as lists show them, to that actor."""
    on = today()
    wanted = {matter for one in rows for matter in one.matters}
    named = versions_in_force(on).filter(matter_id__in=wanted).values_list("matter_id", "name")
    names = dict(named) if wanted else {}
    labels = dict(POWERS)
    return [
        Line(
            one,
            listed(names.get(matter, f"#{matter}") for matter in one.matters),
            listed(str(labels[power]) for power in one.powers),
            _state(one),
            one.until > on and may_set(one.giver, actor, on=on),
        )
        for one in rows
    ]


def _state(proxy: Proxy) -> str:
    if proxy.until <= today():
        return "ended"
    return "open" if proxy.since <= today() else "coming"


def _page(
    request: HttpRequest, posted: Posted, *, fault: str = "", status: int = 200
) -> HttpResponse:
    person, on = signed_in(request), today()
    near = _near(person)
    found = list(proxies_of(person)[:MOST])
    led = _led(person)
    theirs = list(given_by(led, from_day=on)[:MOST]) if led else []
    context = {
        "given": lines_of([one for one in found if one.giver_id == person.pk], person.actor_id),
        "taken": lines_of([one for one in found if one.taker_id == person.pk], person.actor_id),
        "led": lines_of(theirs, person.actor_id),
        # Who leads sets one for others too, and may stand in himself.
        "takers": [one for one in near if led or one.pk != person.pk],
        "givers": [person, *led] if led else [],
        "powers": CHOICES,
        "chosen": posted.texts("powers"),
        "typed": posted.fields,
        "fault": fault,
        "today": on,
        "key": uuid4().hex,
        "may": bool(near) and any(post.duty in HANDLERS for post in posts_of(person, on=on)),
    }
    return render(request, "portal/staff/proxies.html", context, status=status)


def _near(person: Person) -> list[Person]:
    """Return the colleagues of the reader's organs; whether one may stand in is asked when it is set."""
    organs = {post.organ_id for post in posts_of(person, on=today()) if post.duty in HANDLERS}
    found = {one.pk: one for organ in sorted(organs) for one in people_of(organ, on=today())}
    return list(found.values())


def _led(person: Person) -> list[Person]:
    """Return the people for whom the reader, who leads their organ, may set a proxy."""
    led = {post.organ_id for post in posts_of(person, on=today()) if post.duty == Duty.LEADER}
    found = {one.pk: one for organ in sorted(led) for one in people_of(organ, on=today())}
    return [one for one in found.values() if one.pk != person.pk]


def _plan(person: Person, posted: Posted) -> NewProxy:
    near = {one.pk for one in _near(person)}
    giver = posted.number("giver") or person.pk
    if posted.number("taker") not in near or giver not in {*near, person.pk}:
        raise Refusal(
            "identity.proxy_nobody", "There is nobody of that name. Choose from the list."
        )
    return NewProxy(
        giver_id=giver,
        taker_id=posted.number("taker"),
        since=posted.day("since"),
        until=min(posted.day("last"), FURTHEST) + timedelta(days=1),
        grounds=posted.text("grounds", 500),
        matters=tuple(_matter(code) for code in posted.names("matters")),
        powers=tuple(posted.texts("powers")),
        only_taker="only_taker" in posted,
    )


def _matter(code: str) -> int:
    matter = matter_by_code("item_code", code)
    if matter is None:
        words = "There is no matter of the item code {number}. Check it, or leave it out for all matters."
        raise Refusal("portal.no_matter_of_code", words, number=code)
    return int(matter.pk)


def _act(person: Person, posted: Posted) -> Act:
    """Return the reader's act in the name of the organ of his first handling post."""
    posts = [post for post in posts_of(person, on=today()) if post.duty in HANDLERS]
    organ = f"organ/{posts[0].organ_id}" if posts else ""
    return act_of(person, key=posted.text("key", 100) or uuid4().hex, organ=organ)
