"""参与办理: whose item it is that somebody works with, and whom he may ask to join."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.handling import not_own
from tongban.kernel.cases.powers import power_for
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of, post_at, posts_held, standing
from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.cases.voices import WITH_VOICE, of_round, voice_of
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post

STEPS = frozenset({"accept", "review", "decide"})
MOST_ADDED = 10
"""So many may be asked to join one item at once; a longer list is a meeting or a circulation."""


def mine(recorder: Recorder, item_id: int, version: int) -> tuple[ItemRow, RoundRow]:
    """Return the actor's open item of a step of the flow, in which he has a voice, and its round; the act takes on its organ.

    Raises `case.not_found` for somebody else's, and for one that only helps, reads or hands out work.
    """
    found = recorder.state.items.get(item_id)
    post = post_at(recorder.act.by, found, on=day_of(recorder.act.at))
    if found is None or found.kind not in WITH_VOICE:
        raise rules.not_found()
    item, round_ = rules.open_item(recorder.state, item_id, version)
    if round_.act not in STEPS:
        raise rules.not_found()
    rules.at_hand(item, round_, recorder.act.by)
    not_own(recorder)
    recorder.act = replace(recorder.act, organ=post.organ.actor_id)
    return item, round_


def joined(
    recorder: Recorder,
    item: ItemRow,
    people: Sequence[str],
    *,
    deciding: bool,
    fits: Callable[[Post], bool],
) -> list[Post]:
    """Return a post that fits of each person who is asked to join the round of `item`, or refuse.

    They are neither who asks, nor the applicant, nor in the round already; who is to decide with may do the step himself,
    and has no other post in the round from which he would speak a second time.
    """
    state, on = recorder.state, day_of(recorder.act.at)
    items, unit = of_round(state, item.round), state.rounds[item.round].unit
    own = voice_of(items, item, unit)
    # Who could have spoken with the same voice may be asked; he waits for it as all others of the organ do.
    taken = {
        one.post
        for one in items.values()
        if one.state != "removed" and voice_of(items, one, unit) != own
    } | {item.post}
    applicant, found = applicant_of(state.row.party), dict[int, Post]()
    for person in dict.fromkeys(people):
        held = posts_held(person, on=on)
        posts = [
            post
            for post in held
            if post.pk not in taken
            and fits(post)
            and (not deciding or may_do(recorder, item, post, person))
        ]
        twice = deciding and any(post.pk in taken for post in held)
        if not posts or twice or person in {recorder.act.by, applicant}:
            raise Refusal(
                "case.cannot_join",
                "One of those named cannot join this step: they must hold a post that may do it, have no part in it yet, and be neither you nor the applicant.",
            )
        found.setdefault(posts[0].pk, posts[0])
    if not 0 < len(found) <= MOST_ADDED:
        raise Refusal(
            "case.joining",
            "Please name who is to join, {most} people at most.",
            most=MOST_ADDED,
        )
    return list(found.values())


def may_do(recorder: Recorder, item: ItemRow, post: Post, person: str) -> bool:
    """Tell whether somebody could do the step from that post, as he will be asked again when he does."""
    state, on = recorder.state, day_of(recorder.act.at)
    round_ = state.rounds[item.round]
    if applicant_of(state.row.party) == person:
        return False
    try:
        rules.separated(state, person, round_.act)
        rules.not_in_the_chair(state, person, round_.act)
        by = power_for(state, item, round_.act)
        standing(person, replace(item, post=post.pk), state.row, power=round_.act, on=on, by=by)
    except Refusal:
        return False
    return True
