"""委派、加签、减签: asking others to work with one on a step. No limit waits for it (R5)."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.claiming import claimed
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import (
    ItemCompleted,
    ItemData,
    ItemsAdded,
    ItemsOpened,
    ItemsRemoved,
)
from tongban.kernel.cases.fields import filled_first
from tongban.kernel.cases.handling import at_item, completed, not_own
from tongban.kernel.cases.partaking import joined, mine
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.settling import settle
from tongban.kernel.cases.staffing import item_for
from tongban.kernel.cases.standing import post_at, posts_held
from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.cases.voices import (
    HANDED_ON,
    VOTING,
    need_of,
    next_in_turn,
    of_round,
    result_of_round,
    weights_of,
)
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post
from tongban.kernel.identity.rules import Duty

DELEGATE = "delegate"
WAITED_FOR = frozenset({DELEGATE, "before"})
HOWS = WAITED_FOR | {"after", "beside"}
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Joining:
    """委派、加签: in which way (one of `HOWS`) which people, actor ids, are asked to join, and why.

    `opinion` is one's own, which goes with `after`.
    """

    how: str
    people: tuple[str, ...]
    reason: str
    opinion: str = ""


def add(number: str, act: Act, *, version: int, item: int, joining: Joining) -> Receipt:
    """委派、加签: ask others to join the step of one's item.

    `delegate` 委派: a colleague works on it and it comes back. `before` 前加签: they answer before one decides. `after`
    后加签: one agrees now, and they must agree too. `beside` 并加签: they join those who sign together. Only who has the
    item from the flow adds others: those who were added do not add again.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        how = joining.how
        if how not in HOWS:
            raise rules.not_found()
        found, round_ = mine(recorder, item, version)
        rules.said(joining.reason)
        _may_add(found, round_, how)
        deciding = how in {"after", "beside"}
        fits = _fitting(recorder, found, how)
        posts = joined(recorder, found, joining.people, deciding=deciding, fits=fits)
        if how == DELEGATE and len(posts) > 1:
            raise Refusal("case.delegate_to_one", "Please choose one colleague who works on it.")
        if how in WAITED_FOR and found.holder is None:
            claimed(recorder, found)
        held = at_item(recorder, item, version, power=round_.act) if how == "after" else None
        kind = rules.HELP if how in WAITED_FOR else how
        _added(recorder, matter, found, joining, _items(recorder, found, posts, kind))
        if held is not None:
            completed(recorder, found, held, outcome=rules.AGREED, words=joining.opinion)
            filled_first(recorder, matter, item)

    asked = {"item": item, "version": version, **asdict(joining), "people": list(joining.people)}
    return run("add", number, act, work, asked=asked)


def answer(number: str, act: Act, *, version: int, item: int, opinion: str) -> Receipt:
    """答复: say what one was asked; the step goes back to who asked once all have answered."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        post = post_at(recorder.act.by, recorder.state.items.get(item), on=day_of(recorder.act.at))
        found, _round = rules.open_item(recorder.state, item, version)
        if found.kind != rules.HELP:
            raise rules.not_found()
        not_own(recorder)
        rules.said(opinion)
        recorder.act = replace(recorder.act, organ=post.organ.actor_id)
        said = recorder.content("opinion", {"text": opinion.strip()})
        recorder.add(ItemCompleted(item, ANSWERED, said, None, ()))
        _back_to(recorder, found.origin)

    return run("answer", number, act, work, asked={"item": item, "words": opinion})


def remove(number: str, act: Act, *, version: int, items: Sequence[int], reason: str) -> Receipt:
    """减签: let those go who were added and did not act yet; for who added them, or the leader of his organ."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        origin, round_ = _added_by(recorder, items, version)
        rules.said(reason)
        kept = [one for one in of_round(recorder.state, round_.id).values() if one.id not in items]
        need = _need(matter, round_, kept) if _counts(recorder, items) else round_.need
        why = recorder.content("reason", {"text": reason.strip()})
        recorder.add(ItemsRemoved(origin.id, tuple(sorted(set(items))), need, why))
        if all(recorder.state.items[one].kind == rules.HELP for one in items):
            _back_to(recorder, origin.id)
        elif following := next_in_turn(recorder.state, round_.id, origin.step):
            recorder.add(ItemsOpened(following))
        if result_of_round(recorder.state, round_.id) == "failed":
            raise Refusal(
                "case.removal_decides",
                "Without them the step could no longer be agreed to. Please let them act, or send the case back.",
            )
        settle(recorder, matter, round_.id, "")

    asked = {"items": sorted(items), "version": version, "reason": reason}
    return run("remove", number, act, work, asked=asked)


def _may_add(item: ItemRow, round_: RoundRow, how: str) -> None:
    if item.kind in {"after", "beside"}:
        raise Refusal(
            "case.added_adds",
            "You were added to this step yourself. Who was added asks nobody else to join.",
        )
    if round_.act == "accept" and how in {"after", "beside"}:
        raise Refusal(
            "case.accepts_alone",
            "Acceptance is one clerk's act. Others can be asked before it, but do not sign it with him.",
        )
    if how == "beside" and round_.rule == "any":
        raise Refusal(
            "case.beside_any",
            "One agreement is enough at this step, so nobody needs to be added beside you.",
        )


def _fitting(recorder: Recorder, item: ItemRow, how: str) -> Callable[[Post], bool]:
    """Return which posts may join: colleagues for a delegation, beside one only organs that have no voice yet."""
    if how == DELEGATE:
        return lambda post: post.organ_id == item.organ
    round_ = recorder.state.rounds[item.round]
    spoken = {
        one.organ for one in of_round(recorder.state, item.round).values() if one.kind in VOTING
    }
    apart = spoken if how == "beside" and round_.unit == "organ" else set()
    return lambda post: post.home == recorder.home and post.organ_id not in apart


def _items(
    recorder: Recorder, item: ItemRow, posts: Sequence[Post], kind: str
) -> tuple[ItemData, ...]:
    first = recorder.state.row.last_item + 1
    return tuple(
        replace(item_for(post, first + at, kind=kind), origin=item.id, step=item.step)
        for at, post in enumerate(posts)
    )


def _added(
    recorder: Recorder,
    matter: MatterVersion,
    item: ItemRow,
    joining: Joining,
    items: tuple[ItemData, ...],
) -> None:
    how = joining.how
    why = recorder.content("reason", {"text": joining.reason.strip()})
    round_ = recorder.state.rounds[item.round]
    need = round_.need
    if how == "beside":
        weights = weights_of(of_round(recorder.state, round_.id).values(), round_.unit)
        weights |= {("beside", one.id): one.weight for one in items}
        need = need_of(round_.rule, _quota(matter, round_), weights)
    recorder.add(ItemsAdded(item.id, how, items, need, how in WAITED_FOR, why))


def _need(matter: MatterVersion, round_: RoundRow, items: Sequence[ItemRow]) -> int:
    return need_of(round_.rule, _quota(matter, round_), weights_of(items, round_.unit))


def _quota(matter: MatterVersion, round_: RoundRow) -> str:
    return flow_of(matter).nodes[round_.node].manner.quota


def _counts(recorder: Recorder, items: Sequence[int]) -> bool:
    return any(recorder.state.items[one].kind in VOTING for one in items)


def _back_to(recorder: Recorder, origin: int | None) -> None:
    """Let who asked go on once nobody is left whose answer he waits for."""
    helping = [
        one
        for one in recorder.state.items.values()
        if one.origin == origin and one.kind == rules.HELP and one.state in rules.OPEN
    ]
    asked = recorder.state.items.get(origin or 0)
    if asked is not None and asked.state == "waiting" and not helping:
        recorder.add(ItemsOpened((asked.id,)))


def _added_by(recorder: Recorder, items: Sequence[int], version: int) -> tuple[ItemRow, RoundRow]:
    """Return the item whose holder added all these, and its round; or refuse."""
    rules.running(recorder.state.row)
    found = [recorder.state.items.get(one) for one in items]
    added = [
        one for one in found if one is not None and one.kind in {rules.HELP, "after", "beside"}
    ]
    origins = {_first(recorder, one).origin for one in added}
    if not added or len(added) < len(found) or len(origins) > 1:
        raise rules.not_found()
    origin = recorder.state.items[origins.pop() or 0]
    _who_added(recorder, origin)
    round_ = recorder.state.rounds[origin.round]
    if round_.version != version:
        raise Refusal("case.stale", rules.STALE)
    if any(one.state not in rules.OPEN for one in added):
        raise Refusal(
            "case.acted",
            "Who has acted already stays: what was said cannot be taken away from the case.",
        )
    return origin, round_


def _first(recorder: Recorder, item: ItemRow) -> ItemRow:
    """Return the item as it was when it was added, before it was handed on or taken back."""
    before = recorder.state.items.get(item.origin or 0)
    if before is None or before.kind != item.kind or before.state not in HANDED_ON:
        return item
    return _first(recorder, before)


def _who_added(recorder: Recorder, origin: ItemRow) -> None:
    by, posts = recorder.act.by, posts_held(recorder.act.by, on=day_of(recorder.act.at))
    added = origin.holder or origin.by
    own = [
        post
        for post in posts
        if (post.pk == origin.post and added in {None, by})
        or (post.organ_id == origin.organ and post.duty == Duty.LEADER)
    ]
    if not own:
        raise rules.not_found()
    not_own(recorder)
    recorder.act = replace(recorder.act, organ=own[0].organ.actor_id)
