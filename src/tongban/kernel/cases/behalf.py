"""代理办理: doing a step for an absent colleague under a proxy; both stand in the record (R6)."""

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.events import ActedFor
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import ItemRow
from tongban.kernel.clock import day_of
from tongban.kernel.identity.proxying import stands_in
from tongban.kernel.identity.queries import Person, person_by_id
from tongban.kernel.identity.queries.proxies import Proxy, between, kept_from, posts_shared


def entitled(act: Act) -> None:
    """Refuse to act for somebody who gave no proxy for this day, before anything of the case is told."""
    if act.behalf is not None and not between(act.behalf, act.by, on=day_of(act.at)):
        raise Refusal(
            "case.no_proxy",
            "No proxy lets you act for this person today. Please act in your own name, or have a proxy set.",
        )


def in_person(act: Act) -> None:
    """Refuse to apply under a proxy: who applies for another is his agent, not a colleague."""
    if act.behalf is not None:
        raise Refusal(
            "case.behalf",
            "A proxy is for the steps of a case only, and this is none. Please act in your own name.",
        )


def named(act: Act) -> str:
    """Return in whose name the act is: whose post and mandate are asked for."""
    return act.behalf or act.by


def hands(act: Act) -> set[str]:
    """Return everybody whose hand the act is: what separates one from a step separates both."""
    return {act.by, named(act)}


def authorised(recorder: Recorder, item: ItemRow, *, power: str) -> None:
    """Record under which proxy the item is done; refuse what none covers, and what its giver left to another."""
    act, matter = recorder.act, recorder.state.row.matter
    on = day_of(act.at)
    if act.behalf is None:
        given = kept_from(act.by, power=power, matter=matter, on=on)
        if given is not None:
            raise Refusal(
                "case.left_to_proxy",
                "Until {day} you left this to {name} alone. Recall the proxy first if you want to do it yourself.",
                day=given.last,
                name=given.taker.name,
            )
        return
    proxy = _covering(act, item, power=power, matter=matter)
    if proxy is None:
        raise Refusal(
            "case.proxy_elsewhere",
            "Your proxy does not cover this step: another matter, another power or another organ. Ask for one that does.",
        )
    recorder.add(ActedFor(item.id, proxy.pk))


def honoured(recorder: Recorder) -> None:
    """Refuse what was done under a proxy and was no step of the one who gave it."""
    if recorder.act.behalf is not None and not _told(recorder):
        in_person(recorder.act)


def _told(recorder: Recorder) -> bool:
    return any(record.type == ActedFor.type for record in recorder.records)


def _covering(act: Act, item: ItemRow, *, power: str, matter: int) -> Proxy | None:
    on, giver, taker = day_of(act.at), person_of(named(act)), person_of(act.by)
    if giver is None or taker is None or not taker.is_active:
        return None
    if item.post not in {post.pk for post in posts_shared(giver, taker, on=on)}:
        return None
    found = between(giver.actor_id, taker.actor_id, on=on)
    return next((one for one in found if stands_in(one, power, matter, on=on)), None)


def person_of(actor: str) -> Person | None:
    """Return the person of an actor id; `None` for the platform and for whom nobody knows."""
    kind, _slash, number = actor.partition("/")
    return person_by_id(int(number)) if kind == "person" and number.isdecimal() else None
