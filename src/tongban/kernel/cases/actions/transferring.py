"""转办: giving one's step to a colleague of the same organ, and being out of it. No limit waits for it (R5)."""

from dataclasses import replace

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import ItemData, ItemTransferred
from tongban.kernel.cases.handling import not_own
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import items_for
from tongban.kernel.cases.standing import applicant_of, post_at, posts_held, standing
from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post

STEPS = frozenset({"accept", "review", "decide"})
MOST_TIMES = 3
"""So often an organ may pass its part in one opening of a step to and fro; then somebody has to do it."""


def transfer(number: str, act: Act, *, version: int, item: int, to: str, reason: str) -> Receipt:
    """转办: give the item to a colleague, an actor id, whose post may do this step and has no part in it yet.

    Who may not take the step himself, having taken another of this case, may still give it away.
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        found = recorder.state.items.get(item)
        post = post_at(recorder.act.by, found, on=day_of(recorder.act.at))
        if found is None or found.kind == rules.READ:
            raise rules.not_found()
        _item, round_ = rules.open_item(recorder.state, item, version)
        if round_.act not in STEPS:
            raise rules.not_found()
        not_own(recorder)
        rules.said(reason)
        _not_too_often(recorder, found)
        given = _given(recorder, found, round_, to)
        recorder.act = replace(recorder.act, organ=post.organ.actor_id)
        why = recorder.content("reason", {"text": reason.strip()})
        recorder.add(ItemTransferred(item, given, why))

    asked = {"item": item, "version": version, "to": to, "reason": reason}
    return run("transfer", number, act, work, asked=asked)


def _not_too_often(recorder: Recorder, item: ItemRow) -> None:
    passed = [
        one
        for one in recorder.state.items.values()
        if one.round == item.round and one.organ == item.organ and one.state == "transferred"
    ]
    if len(passed) >= MOST_TIMES:
        raise Refusal(
            "case.transferred_often",
            "This step was handed on {most} times already. Please do it, or ask your leader to name who does.",
            most=MOST_TIMES,
        )


def _given(recorder: Recorder, item: ItemRow, round_: RoundRow, to: str) -> ItemData:
    """Return the colleague's item, of the first of his posts in the organ that may do the step; or refuse."""
    on = day_of(recorder.act.at)
    taken = {one.post for one in recorder.state.items.values() if one.round == item.round}
    posts = [one for one in posts_held(to, on=on) if one.organ_id == item.organ]
    for post in posts:
        if post.pk not in taken and _may(recorder, item, round_, post, to):
            first = recorder.state.row.last_item + 1
            (made,) = items_for([post], first=first)
            return replace(made, origin=item.id, weight=item.weight, step=item.step)
    raise Refusal(
        "case.no_transferee",
        "Please choose a colleague whose post may do this step, who has no part in it yet and took no other step of this case.",
    )


def _may(recorder: Recorder, item: ItemRow, round_: RoundRow, post: Post, to: str) -> bool:
    """Tell whether the colleague could do the step from that post, as he will be asked again when he does."""
    state, on = recorder.state, day_of(recorder.act.at)
    if applicant_of(state.row.party) == to:
        return False
    try:
        rules.separated(state, to, round_.act)
        rules.not_in_the_chair(state, to, round_.act)
        standing(to, replace(item, post=post.pk), state.row, power=round_.act, on=on)
    except Refusal:
        return False
    return True
