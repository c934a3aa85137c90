"""认领与派单: how a step that waits at several posts becomes one person's, and nobody's again. No limit waits for it (R5)."""

from collections.abc import Sequence
from dataclasses import replace

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.behalf import authorised, hands, named
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import (
    ItemClaimed,
    ItemCompleted,
    ItemReleased,
    ItemsAdded,
    ItemsOpened,
)
from tongban.kernel.cases.handling import not_own
from tongban.kernel.cases.partaking import STEPS, may_do
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.staffing import item_for
from tongban.kernel.cases.standing import post_at, posts_held
from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.cases.voices import WITH_VOICE, Voice, of_round, others_of_its_voice, voice_of
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import post_by_id

ASSIGNED = "assigned"


def claim(number: str, act: Act, *, version: int, item: int) -> Receipt:
    """认领: take a step on; until it is released, nobody else at this post or at others of the organ can do it."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        found, round_ = _own(recorder, item, version)
        if found.holder is not None:
            raise Refusal(
                "case.claimed",
                "Somebody else took this step on. Please ask for it to be released, or to be handed on to you.",
            )
        if round_.hand == "dispatch":
            raise Refusal(
                "case.dispatched",
                "This step is given to somebody by who hands out the work. Please wait for it.",
            )
        for hand in sorted(hands(recorder.act)):
            rules.separated(recorder.state, hand, round_.act)
        claimed(recorder, found)

    return run("claim", number, act, work, asked={"item": item, "version": version})


def claimed(recorder: Recorder, item: ItemRow) -> None:
    """Record that the actor took the item on; what speaks with the same voice waits."""
    others = others_of_its_voice(recorder.state, item)
    recorder.add(ItemClaimed(item.id, named(recorder.act), others))


def release(number: str, act: Act, *, version: int, item: int) -> Receipt:
    """取消认领: give a step back to the pool, or to who hands out the work."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        found, round_ = _own(recorder, item, version)
        if found.holder != named(recorder.act) and not _gone(recorder, found):
            raise Refusal(
                "case.not_claimed",
                "You have not taken this step on, so you cannot release it.",
            )
        returns = round_.hand.startswith("dispatch")
        others = () if returns else others_of_its_voice(recorder.state, found)
        recorder.add(ItemReleased(item, others, returns))
        items = of_round(recorder.state, round_.id).values()
        if returns and not any(one.kind == rules.DISPATCH and one.state == "open" for one in items):
            _dispatch_again(recorder, found, round_)

    return run("release", number, act, work, asked={"item": item, "version": version})


def assign(number: str, act: Act, *, version: int, item: int, people: Sequence[str]) -> Receipt:
    """派单: who hands out the work gives it to one person, or to several of whom one has to claim it.

    `item` is his own; `people` are actor ids at posts that wait for it.
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        post = post_at(recorder.act.by, recorder.state.items.get(item), on=day_of(recorder.act.at))
        found, round_ = rules.open_item(recorder.state, item, version)
        if found.kind != rules.DISPATCH:
            raise rules.not_found()
        not_own(recorder)
        recorder.act = replace(recorder.act, organ=post.organ.actor_id)
        chosen = [_waiting_of(recorder, round_, person) for person in dict.fromkeys(people)]
        if not chosen or (round_.hand == "dispatch" and len(chosen) > 1):
            raise Refusal(
                "case.assign_to",
                "Please choose who gets the work: one person, or several where they are to claim it.",
            )
        others = [
            one.id
            for one in of_round(recorder.state, round_.id).values()
            if one.kind == rules.DISPATCH and one.state == "open" and one.id != item
        ]
        if not _left(recorder, round_, chosen):
            recorder.add(ItemCompleted(item, ASSIGNED, None, None, tuple(sorted(others))))
        if round_.hand == "dispatch":
            recorder.add(ItemClaimed(chosen[0].id, next(iter(people)), ()))
        else:
            recorder.add(ItemsOpened(tuple(sorted({one.id for one in chosen}))))

    asked = {"item": item, "version": version, "people": list(people)}
    return run("assign", number, act, work, asked=asked)


def _gone(recorder: Recorder, item: ItemRow) -> bool:
    """Tell whether who took the item on no longer holds its post, so that whoever does may release it."""
    if item.holder is None:
        return False
    posts = posts_held(item.holder, on=day_of(recorder.act.at))
    return item.post not in {post.pk for post in posts}


def _own(recorder: Recorder, item_id: int, version: int) -> tuple[ItemRow, RoundRow]:
    found = recorder.state.items.get(item_id)
    post = post_at(named(recorder.act), found, on=day_of(recorder.act.at))
    if found is None or found.kind not in WITH_VOICE:
        raise rules.not_found()
    item, round_ = rules.open_item(recorder.state, item_id, version)
    if round_.act not in STEPS:
        raise rules.not_found()
    not_own(recorder)
    recorder.act = replace(recorder.act, organ=post.organ.actor_id)
    authorised(recorder, item, power=round_.act)
    return item, round_


def _waiting_of(recorder: Recorder, round_: RoundRow, person: str) -> ItemRow:
    """Return the item that waits at a post of the person and that he may do; or refuse."""
    held = {post.pk: post for post in posts_held(person, on=day_of(recorder.act.at))}
    for one in of_round(recorder.state, round_.id).values():
        waits = one.kind in WITH_VOICE and one.state == "waiting" and one.post in held
        if waits and may_do(recorder, one, held[one.post or 0], person):
            return one
    raise Refusal(
        "case.cannot_assign",
        "One of those named cannot get this work: their post must be one that the step waits at, and they must have taken no other step of this case.",
    )


def _left(recorder: Recorder, round_: RoundRow, chosen: Sequence[ItemRow]) -> bool:
    """Tell whether somebody with a voice of his own still waits for his work once these have theirs."""
    items = of_round(recorder.state, round_.id)
    given = {one.id for one in chosen}
    voices: dict[Voice, bool] = {}
    for one in items.values():
        if one.kind in WITH_VOICE and (one.state in rules.OPEN or one.state == "done"):
            voice = voice_of(items, one, round_.unit)
            has = one.state != "waiting" or one.id in given or one.holder is not None
            voices[voice] = voices.get(voice, False) or has
    return not all(voices.values())


def _dispatch_again(recorder: Recorder, item: ItemRow, round_: RoundRow) -> None:
    """Give the work back to the posts that hand it out."""
    before = [
        one for one in of_round(recorder.state, round_.id).values() if one.kind == rules.DISPATCH
    ]
    posts = [post_by_id(post) for post in dict.fromkeys(one.post for one in before) if post]
    first = recorder.state.row.last_item + 1
    items = tuple(
        item_for(post, first + at, kind=rules.DISPATCH)
        for at, post in enumerate(one for one in posts if one is not None)
    )
    recorder.add(ItemsAdded(item.id, "dispatch", items, round_.need, waits=True, reason=None))
