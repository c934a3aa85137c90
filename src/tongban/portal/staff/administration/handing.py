"""离职交接: what hangs on somebody who leaves, to whom it goes, looked through before it is done, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Handing, Share
from tongban.kernel.cases.estate import (
    Estate,
    Hanging,
    estate_of,
    handover_by_id,
    handovers_of,
    unfit,
)
from tongban.kernel.identity.queries import Person, names_of, people_of, posts_of
from tongban.kernel.identity.queries.proxies import Proxy, proxies_of
from tongban.kernel.identity.queries.reach import Paths, organs_within
from tongban.kernel.remembering import remembering
from tongban.portal.moments import today
from tongban.portal.refusals import spoken
from tongban.portal.staff.administration.entry import (
    SECURITY,
    admin_act,
    for_administrators,
    page,
    person_of,
    standing_of,
)
from tongban.portal.staff.posted import Posted
from tongban.portal.staff.sayings import joined

LONGEST = 500
WHYS = {
    "held": gettext_lazy("taken on by this person"),
    "alone": gettext_lazy("nobody else at the post"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """接收人选项: a colleague and the post in whose name he would do it."""

    person: Person
    post: str


@dataclass(frozen=True, slots=True)
class Row:
    """待交接一项: where it stands, who may be chosen, who is, and why he cannot take it over, if he cannot."""

    one: Hanging
    post: str
    organ: str
    choices: Sequence[Choice]
    chosen: Person | None = None
    fault: str = ""

    @property
    def name(self) -> str:
        """Return the name of its field."""
        return f"to-{self.one.number}-{self.one.item.id}"

    @property
    def why(self) -> str:
        """Return why it hangs on him."""
        return str(WHYS[self.one.why])


@dataclass(frozen=True, slots=True)
class Done:
    """交接结果一项: what it was, who got it, and why it was not done, if it was not."""

    number: str
    what: str
    taker: str
    fault: str


@dataclass(frozen=True, slots=True)
class Plan:
    """交接页: the giver, what hangs on him, the rows as chosen, and which proxies end."""

    person: Person
    estate: Estate
    rows: Sequence[Row]
    ends: frozenset[int] = field(default_factory=frozenset)

    @property
    def shares(self) -> tuple[Share, ...]:
        """Return the wishes, for each row that somebody was chosen for."""
        return tuple(
            Share(row.one.number, row.one.item.id, row.chosen.actor_id)
            for row in self.rows
            if row.chosen is not None
        )


@for_administrators(SECURITY)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, person_id: int) -> HttpResponse:
    """离职交接: choose receivers, look through what would happen, and hand over."""
    paths = standing_of(request).paths[SECURITY]
    person, posted = person_of(paths, person_id), Posted(request.POST)
    act = admin_act(request, SECURITY)
    with remembering():
        plan = _plan(person, posted, act, paths)
        if request.method != "POST" or posted.text("do", 10) == "edit":
            return _page(request, plan, posted)
        if posted.text("do", 10) != "confirm":
            return _preview(request, plan, posted)
    handing = Handing(person.actor_id, posted.text("reason", LONGEST), _kept(posted), _ends(posted))
    try:
        record = actions.hand_over_all(handing, act)
    except Refusal as refusal:
        return _page(request, plan, posted, fault=spoken(refusal))
    return HttpResponseRedirect(reverse("administration:handed_over", args=[person.pk, record.pk]))


@for_administrators(SECURITY)
@require_safe
def handed_over(request: HttpRequest, person_id: int, handover_id: int) -> HttpResponse:
    """交接结果: what was handed over, what was not and why, and what is left."""
    paths = standing_of(request).paths[SECURITY]
    person, record = person_of(paths, person_id), handover_by_id(handover_id)
    if record is None or record.giver != person.actor_id:
        raise Http404
    names = names_of([record.by, *(row.get("to", "") for row in record.rows)])
    proxies = {one.pk: one for one in proxies_of(person)}
    context = {
        "person": person,
        "record": record,
        "by": names.get(record.by, ""),
        "done": [_done(row, names, proxies) for row in record.rows],
        "estate": _estate(person, paths),
    }
    return page(request, "handed_over", context, tab="people")


def left_with(person: Person, paths: Paths) -> int:
    """Return how much is still to be put in order before somebody leaves."""
    return _estate(person, paths).count


def _estate(person: Person, paths: Paths) -> Estate:
    mine = set(organs_within(paths).values_list("pk", flat=True))
    return estate_of(person, on=today(), within=mine.__contains__)


def _plan(person: Person, posted: Posted, act: Act, paths: Paths) -> Plan:
    """Return the page's rows, each with who was chosen, or with the first colleague who may take it."""
    estate, on = _estate(person, paths), today()
    kept = {act.by, person.actor_id}
    choices = {
        organ: _choices(organ, kept, on) for organ in {one.item.organ or 0 for one in estate.items}
    }
    names = names_of(
        [f"post/{one.item.post}" for one in estate.items] + [f"organ/{each}" for each in choices]
    )
    rows = [
        _chosen(_row(one, choices[one.item.organ or 0], names), person, posted, act)
        for one in estate.items
    ]
    ends = _ends(posted) if "do" in posted else (one.pk for one in estate.proxies)
    return Plan(person, estate, rows, frozenset(ends))


def _choices(organ_id: int, kept: set[str], on: date) -> list[Choice]:
    """Return the colleagues of an organ who can be chosen, by name."""
    found = [one for one in people_of(organ_id, on=on) if one.actor_id not in kept]
    return [
        Choice(one, next(post.name for post in posts_of(one, on=on) if post.organ_id == organ_id))
        for one in found
    ]


def _row(one: Hanging, choices: Sequence[Choice], names: Mapping[str, str]) -> Row:
    item = one.item
    post, organ = names.get(f"post/{item.post}", ""), names.get(f"organ/{item.organ}", "")
    return Row(one, post, organ, choices)


def _chosen(row: Row, giver: Person, posted: Posted, act: Act) -> Row:
    if "do" not in posted:
        fits = (one.person for one in row.choices if not _fault(row.one, one.person, giver, act))
        return Row(row.one, row.post, row.organ, row.choices, next(fits, None))
    wanted = posted.number("all") or posted.number(row.name)
    found = next((one.person for one in row.choices if one.person.pk == wanted), None)
    fault = _fault(row.one, found, giver, act) if found is not None else ""
    return Row(row.one, row.post, row.organ, row.choices, found, fault)


def _fault(one: Hanging, taker: Person, giver: Person, act: Act) -> str:
    refusal = unfit(one, taker.actor_id, giver.actor_id, act)
    return spoken(refusal) if refusal is not None else ""


def _page(request: HttpRequest, plan: Plan, posted: Posted, *, fault: str = "") -> HttpResponse:
    everybody = {one.person.pk: one for row in plan.rows for one in row.choices}
    context = {
        "plan": plan,
        "person": plan.person,
        "everybody": sorted(everybody.values(), key=lambda one: one.person.name),
        "reason": posted.text("reason", LONGEST),
        "before": handovers_of(plan.person.actor_id),
        "fault": fault,
        "longest": LONGEST,
    }
    return page(request, "handover", context, tab="people", status=422 if fault else 200)


def _preview(request: HttpRequest, plan: Plan, posted: Posted) -> HttpResponse:
    """核对: show for each row what would happen; nothing has happened yet."""
    if not posted.text("reason"):
        return _page(
            request, plan, posted, fault=gettext("Please write why the work is handed over.")
        )
    if not plan.shares and not plan.ends:
        return _page(request, plan, posted, fault=gettext("Please choose who gets the work."))
    able = [row for row in plan.rows if row.chosen is not None and not row.fault]
    context = {
        "plan": plan,
        "person": plan.person,
        "reason": posted.text("reason", LONGEST),
        "able": len(able),
        "ends": [one for one in plan.estate.proxies if one.pk in plan.ends],
    }
    return page(request, "handover_preview", context, tab="people")


def _kept(posted: Posted) -> tuple[Share, ...]:
    """Return the wishes of the page that was looked through, as they were shown: a second click is the same wish."""
    found = []
    for written in posted.texts("share"):
        number, item, taker = [*written.split("/"), "", ""][:3]
        if item.isdecimal() and taker.isdecimal() and len(item) < 19 and len(taker) < 19:
            found.append(Share(number[:40], int(item), f"person/{taker}"))
    return tuple(found)


def _ends(posted: Posted) -> tuple[int, ...]:
    return tuple(posted.numbers("proxy"))


def _done(row: Mapping[str, Any], names: Mapping[str, str], proxies: Mapping[int, Proxy]) -> Done:
    facts = row.get("facts", {})
    fault = spoken(Refusal(row["code"], row["words"], **facts)) if "code" in row else ""
    if "proxy" in row:
        proxy = proxies.get(row["proxy"])
        return Done("", _proxy_words(proxy) if proxy is not None else "", "", fault)
    what = joined(row.get("title", ""), row.get("step", ""))
    return Done(row["number"], what, names.get(row["to"], ""), fault)


def _proxy_words(proxy: Proxy) -> str:
    return gettext("Proxy no. {number}: {taker} for {giver}").format(
        number=proxy.pk, taker=proxy.taker.name, giver=proxy.giver.name
    )
