"""离职交接: what of a case hangs on one person, and who else may have it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.events import ItemHandedOver, Reference
from tongban.kernel.cases.partaking import may_do
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of, posts_held, power_to_approve, standing
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.cases.voices import WITH_VOICE, of_round, voice_of
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post, post_by_id
from tongban.kernel.identity.queries.people import filled, posts_ever
from tongban.kernel.identity.rules import Duty

Why: TypeAlias = Literal["held", "alone"]
"""挂在其名下: he took it on, or nobody else fills its post nor another that could speak in its stead."""


@dataclass(frozen=True, slots=True)
class Giver:
    """移交人: an actor id with the posts that are or were his, and those of any that others fill."""

    actor: str
    posts: Collection[int]
    filled: Collection[int]


def giver_of(actor: str, state: State, *, on: date) -> Giver:
    """Return the giver as a case needs to know him."""
    posts = {one.post for one in state.items.values() if one.post and one.state in rules.OPEN}
    return Giver(actor, posts_ever(actor), filled(posts, on=on, besides=actor))


def why(state: State, item: ItemRow, giver: Giver) -> Why | None:
    """Say why an item hangs on the giver; `None` where it does not, or where somebody else can do it."""
    if item.state not in rules.OPEN or state.rounds[item.round].state != "open":
        return None
    if item.holder is not None:
        return "held" if item.holder == giver.actor else None
    if item.post not in giver.posts or item.post in giver.filled:
        return None
    return None if any(one.post in giver.filled for one in _instead(state, item)) else "alone"


def _instead(state: State, item: ItemRow) -> list[ItemRow]:
    """Return the items left in the round whose doing does for this one too."""
    round_, items = state.rounds[item.round], of_round(state, item.round)
    left = [one for one in items.values() if one.state in rules.OPEN and one.id != item.id]
    if round_.act == rules.APPROVE:
        return left
    if item.kind == rules.DISPATCH:
        return [one for one in left if one.kind == rules.DISPATCH]
    mine = voice_of(items, item, round_.unit)
    return [one for one in left if voice_of(items, one, round_.unit) == mine]


def handed(
    recorder: Recorder, item: ItemRow, giver: str, taker: str, *, batch: int, reason: Reference
) -> None:
    """Record that the taker has the item from now on; refuse where he may not do it (回避, 分离, 授权)."""
    post = _post(recorder, item, taker)
    instead = next(
        (
            one.id
            for one in _instead(recorder.state, item)
            if one.post == post.pk != item.post and (one.kind, one.step) == (item.kind, item.step)
        ),
        None,
    )
    recorder.add(ItemHandedOver(item.id, giver, taker, post.pk, post.home, instead, batch, reason))


def _post(recorder: Recorder, item: ItemRow, taker: str) -> Post:
    """Return from which post the taker does it: the item's own if he has it, else another of the organ that may."""
    state, on = recorder.state, day_of(recorder.act.at)
    if applicant_of(state.row.party) == taker:
        raise Refusal(
            "case.receiver_applies",
            "This colleague is the applicant of the case. Please choose another one.",
        )
    held = [post for post in posts_held(taker, on=on) if post.organ_id == item.organ]
    held.sort(key=lambda post: post.pk != item.post)
    fitting = [post for post in held if _fits(recorder, item, post, taker)]
    if not fitting:
        raise Refusal(
            "case.receiver_may_not",
            "This colleague cannot take this over: he needs a post of the same organ with a mandate for it, and must have taken no other part in the case. Please choose another one.",
        )
    free = [post for post in fitting if post.pk not in _taken(state, item)]
    if not free or (item.kind in WITH_VOICE and _speaks_already(state, item, held)):
        raise Refusal(
            "case.receiver_has_part",
            "This colleague has a part in this step already. Please choose another one.",
        )
    return free[0]


def _taken(state: State, item: ItemRow) -> set[int | None]:
    """Return the posts that have another part in the round."""
    ours = {item.id, *(one.id for one in _instead(state, item) if one.kind == item.kind)}
    gone = {"removed", "transferred", "recalled"}
    rows = of_round(state, item.round).values()
    return {one.post for one in rows if one.id not in ours and one.state not in gone} - {item.post}


def _speaks_already(state: State, item: ItemRow, held: list[Post]) -> bool:
    """Tell whether another voice of the round is one of the taker's posts'."""
    items, unit = of_round(state, item.round), state.rounds[item.round].unit
    mine, posts = voice_of(items, item, unit), {post.pk for post in held}
    return any(
        one.post in posts and one.kind in WITH_VOICE and voice_of(items, one, unit) != mine
        for one in items.values()
        if one.state in rules.OPEN or one.state == "done"
    )


def _fits(recorder: Recorder, item: ItemRow, post: Post, taker: str) -> bool:
    """Tell whether he could do the item from that post."""
    state, round_ = recorder.state, recorder.state.rounds[item.round]
    if round_.act == rules.READ:
        return True
    if item.kind == rules.DISPATCH:
        old = post_by_id(item.post or 0)
        return post.duty == Duty.LEADER or (old is not None and post.duty == old.duty)
    if item.kind == rules.HELP:
        asking = state.items.get(item.origin or 0)
        return asking is None or (taker != asking.holder and post.pk != asking.post)
    if round_.act == rules.APPROVE:
        return _may_approve(recorder, item, post, taker)
    return may_do(recorder, item, post, taker)


def _may_approve(recorder: Recorder, item: ItemRow, post: Post, taker: str) -> bool:
    state, on = recorder.state, day_of(recorder.act.at)
    request = next(one for one in state.requests.values() if one.round == item.round)
    if request.by == taker:
        return False
    moved = replace(item, post=post.pk)
    try:
        standing(taker, moved, state.row, power=power_to_approve(request.kind), on=on)
    except Refusal:
        return False
    return True
