"""代理授权: setting and recalling who stands in for an absent colleague."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import proxying, rules
from tongban.kernel.identity.events import ProxyRecalled, ProxySet, entry
from tongban.kernel.identity.models import Person, Post, Proxy
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import (
    PLATFORM,
    PersonKind,
    may_use,
    person_by_id,
    posts_of,
)
from tongban.kernel.identity.queries.conflicts import powers_of
from tongban.kernel.identity.queries.proxies import posts_shared, proxies_overlapping
from tongban.kernel.identity.queries.reach import homes_of, organs_of_posts
from tongban.kernel.identity.rules import Duty, Power
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProxy:
    """拟设代理: `until` is the first day that no longer counts; empty `matters` or `powers` are all."""

    giver_id: int
    taker_id: int
    since: date
    until: date
    grounds: str
    matters: tuple[int, ...] = ()
    powers: tuple[str, ...] = ()
    only_taker: bool = False


@transaction.atomic
def set_proxy(plan: NewProxy, act: Act) -> Proxy:
    """设定代理: by who will be absent, or by a leader of his organ; never by who stands in."""
    giver, taker = _locked(plan)
    _may_set(giver, act)
    _allow(rules.own_hand(act.by, [taker.actor_id]))
    _allow(proxying.period_fault(plan.since, plan.until, today=day_of(act)))
    _allow(proxying.powers_fault(plan.powers))
    if not plan.grounds.strip():
        raise Refusal(
            "identity.proxy_without_grounds",
            "A proxy needs its grounds, such as leave or a journey. Enter them.",
        )
    ring = proxies_overlapping(plan.since, plan.until)
    _allow(proxying.ring_fault(giver.pk, taker.pk, ring))
    _may_take(giver, taker, plan)
    proxy = Proxy.objects.create(
        giver=giver,
        taker=taker,
        since=plan.since,
        until=plan.until,
        matters=sorted(set(plan.matters)),
        powers=sorted(set(plan.powers)),
        only_taker=plan.only_taker,
        grounds=plan.grounds.strip(),
        set_by=act.by,
    )
    append([entry(_set(proxy), act, stream=giver.actor_id)])
    return proxy


@transaction.atomic
def recall_proxy(proxy_id: int, act: Act, *, on: date | None = None) -> Proxy:
    """收回代理: end a proxy from the day `on`, by default the day of the act. What was done under it stays done."""
    proxy = Proxy.objects.select_for_update().get(pk=proxy_id)
    _may_recall(proxy.giver, act)
    today = day_of(act)
    _allow(rules.backdated(on or today, today=today))
    day = max(on or today, proxy.since)
    if proxy.until <= day:
        raise Refusal(
            "identity.proxy_ended",
            "This proxy ended on {day}. Nothing is left to recall.",
            day=proxy.last,
        )
    proxy.until, proxy.recalled_on = day, today
    proxy.save(update_fields=["until", "recalled_on"])
    happened = ProxyRecalled(proxy.pk, day.isoformat())
    append([entry(happened, act, stream=proxy.giver.actor_id)])
    return proxy


def may_set(giver: Person, actor: str, *, on: date) -> bool:
    """Tell whether an actor sets and recalls the proxies of that person: himself, or a leader of an organ of his."""
    if actor in {giver.actor_id, PLATFORM}:
        return True
    kind, _slash, number = actor.partition("/")
    leader = person_by_id(int(number)) if kind == "person" and number.isdecimal() else None
    if leader is None or not leader.is_active:
        return False
    led = {post.organ_id for post in posts_of(leader, on=on) if post.duty == Duty.LEADER}
    return any(post.organ_id in led for post in posts_of(giver, on=on))


def _may_set(giver: Person, act: Act) -> None:
    if not may_set(giver, act.by, on=day_of(act)):
        raise Refusal(
            "identity.may_not_set_proxy",
            "A proxy is set by who will be absent, or by a leader of that organ. Ask one of them.",
        )


def _may_recall(giver: Person, act: Act) -> None:
    """Let those recall who may set, and where somebody leaves the administrators who give and take the posts (离职交接)."""
    reach = organs_of_posts(giver, on=day_of(act)) or homes_of(giver)
    assigns = [may_use(act.by, Power.ASSIGN_RIGHTS, one, on=day_of(act)) for one in reach]
    if not (assigns and all(assigns)):
        _may_set(giver, act)


def _locked(plan: NewProxy) -> tuple[Person, Person]:
    """Lock both, and everybody to whom the work would pass: two who set proxies at once see each other's."""
    beyond = proxying.reached_from(plan.taker_id, proxies_overlapping(plan.since, plan.until))
    wanted = {plan.giver_id, plan.taker_id, *beyond}
    rows = Person.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    people = {person.pk: person for person in rows}
    giver, taker = people.get(plan.giver_id), people.get(plan.taker_id)
    if giver is None or taker is None:
        raise Refusal(
            "identity.proxy_nobody", "There is nobody of that name. Choose from the list."
        )
    return giver, taker


def _may_take(giver: Person, taker: Person, plan: NewProxy) -> None:
    """Refuse who does not handle cases in an organ of the giver's, or must not have what he would get."""
    shared = posts_shared(giver, taker, on=plan.since)
    fits = taker.is_active and taker.kind != PersonKind.PUBLIC.value
    if not fits or not shared:
        raise Refusal(
            "identity.proxy_no_colleague",
            "Only a colleague who handles cases in the same organ on the first day can stand in. Choose one of them.",
        )
    _separate(taker, plan, shared)


def _separate(taker: Person, plan: NewProxy, given_posts: list[Post]) -> None:
    his = posts_of(taker, on=plan.since)
    duties = [Duty(post.duty) for post in his]
    own = powers_of(his, [taker.pk], since=plan.since)
    given = powers_of(given_posts, [], since=plan.since)
    wanted = [Power(each) for each in plan.powers] or [p for p in given if p in proxying.HANDED]
    for power in wanted:
        _allow(rules.may_be_granted(duties, power, own))


def _allow(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal


def _set(proxy: Proxy) -> ProxySet:
    return ProxySet(
        proxy=proxy.pk,
        giver=proxy.giver_id,
        taker=proxy.taker_id,
        since=proxy.since.isoformat(),
        until=proxy.until.isoformat(),
        matters=tuple(proxy.matters),
        powers=tuple(proxy.powers),
        only_taker=proxy.only_taker,
    )
