"""转办: giving one's step to a colleague of the same organ, and being out of it. No limit waits for it (R5)."""

from dataclasses import replace

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import ItemClaimed, ItemData, ItemTransferred
from tongban.kernel.cases.partaking import may_do, mine
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.staffing import item_for
from tongban.kernel.cases.standing import posts_held
from tongban.kernel.cases.state import ItemRow
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of

MOST_TIMES = 3
"""So often an organ may pass its part in one opening of a step to and fro; then somebody has to do it."""


def transfer(number: str, act: Act, *, version: int, item: int, to: str, reason: str) -> Receipt:
    """转办: give the item to a colleague, an actor id, whose post may do this step and has no part in it yet.

    Who may not take the step himself, having taken another of this case, may still give it away.
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        found, _round = mine(recorder, item, version)
        rules.said(reason)
        _not_too_often(recorder, found)
        given = _given(recorder, found, to)
        why = recorder.content("reason", {"text": reason.strip()})
        recorder.add(ItemTransferred(item, given, why))
        if found.holder is not None:
            recorder.add(ItemClaimed(given.id, to, ()))

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


def _given(recorder: Recorder, item: ItemRow, to: str) -> ItemData:
    """Return the colleague's item, of the first of his posts in the organ that may do the step; or refuse."""
    on = day_of(recorder.act.at)
    taken = {one.post for one in recorder.state.items.values() if one.round == item.round}
    posts = [one for one in posts_held(to, on=on) if one.organ_id == item.organ]
    for post in posts:
        if post.pk not in taken and may_do(recorder, item, post, to):
            first = recorder.state.row.last_item + 1
            given = item_for(post, first, kind=item.kind)
            return replace(given, origin=item.id, step=item.step, weight=item.weight)
    raise Refusal(
        "case.no_transferee",
        "Please choose a colleague whose post may do this step, who has no part in it yet and took no other step of this case.",
    )
