"""离职交接: what hangs on one of the staff who leaves, and handing it to colleagues, for who gives and takes the posts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from ninja import Router

from tongban.api.keys import Asking, act_of
from tongban.api.moments import today
from tongban.api.naming import person_named
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import not_found
from tongban.api.queries import Client
from tongban.api.rules import Scope
from tongban.api.shapes.handovers import (
    EstateOut,
    HandedOut,
    HandoverIn,
    HandoverOut,
    HangingOut,
    ProxyOut,
)
from tongban.api.shapes.kinds import Line, OrganOut, RepeatHeader
from tongban.kernel.cases.actions import Handing, Share, hand_over_all
from tongban.kernel.cases.estate import Estate, Hanging, estate_of, hanging_on
from tongban.kernel.identity.queries import Person, names_of, person_by_username
from tongban.kernel.identity.queries.reach import organs_within, paths_of, person_within
from tongban.kernel.identity.rules import Power

TAG = "Handovers 离职交接"
router = Router()


@router.get("/{username}", **operation(Scope.CASES_ACT, {200: EstateOut}, 404, tag=TAG))
def list_work(request: Asking, username: Line) -> EstateOut:
    """待交接清单: list what hangs on one of the staff in the client's reach; of a case its number, matter and step."""
    person = _in_reach(request.auth, username)
    estate = _estate(request.auth, person)
    names = names_of({f"organ/{one.item.organ}" for one in estate.items})
    return EstateOut(
        items=[_hanging(one, names) for one in estate.items],
        proxies=[
            ProxyOut(id=one.pk, giver=one.giver.username, taker=one.taker.username, last=one.last)
            for one in estate.proxies
        ],
        presides=list(estate.presides),
        keeps=list(estate.keeps),
        drafts=estate.drafts,
        beyond=estate.beyond,
    )


@router.post("", **operation(Scope.CASES_ACT, {200: HandoverOut}, 404, *READS_BODY, tag=TAG))
def hand_over_work(request: Asking, body: HandoverIn, key: RepeatHeader) -> HandoverOut:
    """离职交接: hand over work item by item; what cannot be moved is named in its row and the rest goes on.

    Each item is an event of its case, in the client's name; no limit waits. Sent again with the same key and body, it gets
    the first answer.
    """
    person = _in_reach(request.auth, body.person)
    shares = tuple(Share(one.number, one.item, person_named(one.to).actor_id) for one in body.items)
    handing = Handing(person.actor_id, body.reason, shares, tuple(body.proxies))
    record = hand_over_all(handing, act_of(request.auth, key=key))
    return HandoverOut(
        id=record.pk,
        rows=[_row(row) for row in record.rows],
        left=len(hanging_on(person, on=today())),
    )


def _in_reach(client: Client, username: str) -> Person:
    """Return one of the staff whose posts the client gives and takes; nobody else exists."""
    paths = paths_of(client.person, Power.ASSIGN_RIGHTS, on=today())
    named = person_by_username(username)
    person = person_within(paths, named.pk) if named is not None else None
    if person is None:
        raise not_found()
    return person


def _estate(client: Client, person: Person) -> Estate:
    paths = paths_of(client.person, Power.ASSIGN_RIGHTS, on=today())
    mine = set(organs_within(paths).values_list("pk", flat=True))
    return estate_of(person, on=today(), within=mine.__contains__)


def _hanging(one: Hanging, names: Mapping[str, str]) -> HangingOut:
    organ = one.item.organ or 0
    return HangingOut(
        number=one.number,
        item=one.item.id,
        title=one.state.row.title,
        step=one.step,
        why=one.why,
        organ=OrganOut(id=organ, name=names.get(f"organ/{organ}", "")),
        promised_on=one.state.row.promised_on,
    )


def _row(row: Mapping[str, Any]) -> HandedOut:
    words = gettext(row["words"]).format(**row["facts"]) if "code" in row else ""
    return HandedOut(
        number=row.get("number", ""),
        item=row.get("item"),
        proxy=row.get("proxy"),
        code=row.get("code", ""),
        detail=words,
    )
