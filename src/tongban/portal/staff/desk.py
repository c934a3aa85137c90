"""待办: what the reader's posts have to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.cases.batching import MOST
from tongban.kernel.cases.lists import InboxPage, Worked, inbox_page
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.cases.queries.standing_in import Proxy, stood_in_for
from tongban.kernel.identity.queries import Person, names_of
from tongban.kernel.identity.queries.proxies import proxies_in_force
from tongban.portal.dues import due_of
from tongban.portal.moments import now, today
from tongban.portal.staff.desk_asking import asking, wanted_of
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.tabs import tabs_of
from tongban.portal.staff.wording import CHANNELS, VERBS
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Due

# By the name in the address: what a group is called, its colour.
GROUPS: Mapping[str, tuple[object, str]] = {
    "late": (gettext_lazy("Past the promise"), "late"),
    "soon": (gettext_lazy("Due within two days"), "soon"),
    "ample": (gettext_lazy("In good time"), "ok"),
    "unaccepted": (gettext_lazy("To be accepted (no limit runs yet)"), ""),
}


@dataclass(frozen=True, slots=True)
class Group:
    """待办分组: one figure above the list; it leads to exactly the rows it counts."""

    name: str
    label: object
    tone: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """待办一行: one work item as the desk lists it."""

    work: Worked
    due: Due | None
    channel: object
    organ: str
    verb: object
    claimed: str
    giver: str


@for_staff
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """待办: the open work items, the soonest promised day first, whole or one group of them."""
    person, chosen = signed_in(request), request.GET.get("only", "")
    chosen = chosen if chosen in GROUPS else ""
    number = request.GET.get("page", "")
    wanted = wanted_of(request.GET)
    page = inbox_page(
        person,
        at=now(),
        wanted=wanted,
        group=chosen,
        page=int(number) if number.isascii() and number.isdecimal() else 1,
    )
    tabs = tabs_of(person, "desk", open_items=None if wanted.narrowed else page.all)
    given = list(proxies_in_force(person, on=today()))
    context = {
        **asking(person, "desk", wanted, group=chosen),
        "stands_for": [one for one in given if one.taker_id == person.pk],
        "stood_for": [one for one in given if one.giver_id == person.pk],
        "groups": groups(page, chosen),
        "chosen": chosen,
        "rows": rows(person, page.rows),
        "page": page,
        "shown": page.counts.get(chosen, page.all),
        "narrowed": wanted.narrowed or bool(chosen),
        "open_items": tabs[0].count,
        "tabs": tabs,
        "most": MOST,
    }
    return render(request, "portal/staff/desk.html", context)


def groups(page: InboxPage, chosen: str) -> list[Group]:
    """Return the figures above the list; together they count every row once."""
    return [
        Group(name=name, label=label, tone=tone, count=page.counts[name], chosen=name == chosen)
        for name, (label, tone) in GROUPS.items()
    ]


def rows(person: Person, work: Sequence[Worked]) -> list[Row]:
    """Return the rows with where each case came from, in a constant number of queries."""
    keys = sorted({(one.row.case_home, one.row.case_id) for one in work})
    seen = cases_visible_to(person, on=today()).filter(pk__in=keys)
    known = seen.values_list("number", "channel", "organ") if keys else []
    found = {number: (CHANNELS.get(channel, ""), organ) for number, channel, organ in known}
    holders = {one.row.holder for one in work if one.row.holder}
    names = names_of({f"organ/{organ}" for _channel, organ in found.values()} | holders)
    given = stood_in_for(person, [one.row for one in work], on=today())
    nothing = ("", 0)
    return [
        Row(
            work=one,
            due=due_of(one.deadline),
            channel=found.get(one.row.number, nothing)[0],
            organ=names.get(f"organ/{found.get(one.row.number, nothing)[1]}", ""),
            verb=VERBS.get(one.row.act, ""),
            claimed=_claimed(one.row.holder, person, names),
            giver=_giver(given.get((one.row.case_home, one.row.case_id, one.row.item))),
        )
        for one in work
    ]


def _claimed(holder: str | None, reader: Person, names: Mapping[str, str]) -> str:
    """Say who took a step on: whoever shares a post sees it, so that nothing is lost when somebody leaves."""
    if not holder:
        return ""
    if holder == reader.actor_id:
        return gettext("Claimed by me")
    return gettext("Claimed by {name}").format(name=names.get(holder, ""))


def _giver(proxy: Proxy | None) -> str:
    return "" if proxy is None else proxy.giver.name
