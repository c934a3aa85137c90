"""本环节办理: what a reader may do on a case now, from his own posts and for those he stands in for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tongban.kernel.cases.rules import APPROVE, BESIDE_VOICES, NODE_CLOCK
from tongban.kernel.cases.standing import power_to_approve
from tongban.kernel.cases.state import ItemRow, RoundRow, State
from tongban.kernel.identity.proxying import stands_in
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.identity.queries.proxies import Proxy, posts_stood_in_for


@dataclass(frozen=True, slots=True)
class Task:
    """本环节办理: what the reader may do now; `version` goes back with the command (R4).

    `kind` is that of the item, `rule` and `hand` are its round's; `holder` is who took it on, by name, and `held` says that
    it is the reader, or whom he acts for. `due` is when the node's own time is over, and `late` says that it was when the
    platform looked last.
    `behalf` is the actor for whom he does it under `proxy`, `giver` and `username` what that one is called; empty for his own.
    """

    item: int
    version: int
    act: str
    name: str
    post: str
    organ: str
    kind: str
    rule: str
    hand: str
    holder: str
    held: bool
    due: datetime | None
    late: bool
    behalf: str = ""
    giver: str = ""
    username: str = ""
    proxy: int = 0

    @property
    def waits(self) -> bool:
        """Tell whether it cannot be done by the reader now: somebody else has it, or it has to be claimed first."""
        return not self.held and bool(self.holder or self.hand != "direct")


def tasks_of(
    state: State, reader: Person | None, names: Mapping[str, str], *, on: date
) -> list[Task]:
    """Return the reader's own steps, then those that he may do for others under a proxy."""
    if reader is None:
        return []
    waiting = [item for item in state.items.values() if item.state == "open"]
    posts = {post.pk for post in posts_of(reader, on=on)}
    mine = [item for item in waiting if item.post in posts]
    own = [_task(state, item, names, reader.actor_id) for item in mine]
    others = [item for item in waiting if item.post not in posts and item.kind not in BESIDE_VOICES]
    return own + (list(_for_others(state, others, reader, names, on)) if others else [])


def _for_others(
    state: State, items: list[ItemRow], reader: Person, names: Mapping[str, str], on: date
) -> Iterator[Task]:
    given = posts_stood_in_for(reader, on=on)
    for item in items:
        proxy = _covering(state, item, given.get(item.post or 0, []), on)
        if proxy is not None:
            giver = proxy.giver
            task = _task(state, item, names, giver.actor_id)
            yield replace(
                task,
                behalf=giver.actor_id,
                giver=giver.name,
                username=giver.username,
                proxy=proxy.pk,
            )


def _covering(state: State, item: ItemRow, proxies: list[Proxy], on: date) -> Proxy | None:
    power = _power(state, state.rounds[item.round])
    matter = state.row.matter
    return next((one for one in proxies if stands_in(one, power, matter, on=on)), None)


def _power(state: State, round_: RoundRow) -> str:
    """Return what doing an item of the round takes: to approve is the head's or the duty manager's."""
    if round_.act != APPROVE:
        return round_.act
    kinds = (one.kind for one in state.requests.values() if one.round == round_.id)
    return power_to_approve(next(kinds, ""))


def _task(state: State, item: ItemRow, names: Mapping[str, str], actor: str) -> Task:
    round_ = state.rounds[item.round]
    return Task(
        item=item.id,
        version=round_.version,
        act=round_.act,
        name=round_.name,
        post=names.get(f"post/{item.post}", ""),
        organ=names.get(f"organ/{item.organ}", ""),
        kind=item.kind,
        rule=round_.rule,
        hand=round_.hand,
        holder=names.get(item.holder or "", ""),
        held=item.holder == actor,
        due=_due(state, round_.id),
        late=round_.late > 0,
    )


def _due(state: State, round_id: int) -> datetime | None:
    """Return when the round's own time is over or was; the timers after the first only remind."""
    timers = state.timers.values()
    about = [one.due_at for one in timers if one.kind == NODE_CLOCK and one.about == round_id]
    return min(about, default=None)
