"""退回与撤回的规则: where a case can go back to, and whether a step can be taken back: pure."""

from tongban.kernel.cases.state import ItemRow, RoundRow, State, TokenRow
from tongban.kernel.cases.voices import WITH_VOICE, of_round, weights_of
from tongban.kernel.flows import Flow, levels_out

TAKEN_BACK = frozenset({"review"})


def returnable(state: State, flow: Flow, round_: RoundRow) -> dict[str, bool]:
    """Return the nodes that a round may send the case back to, and whether it may come straight back from there (直达).

    Only reviews that were really passed, in the round's own branch or before its fork. Acceptance stays: it has effect
    outside the organ.
    """
    found: dict[str, bool] = {}
    for one in state.rounds.values():
        passed = (
            one.outcome in {"passed", "failed"} and one.act == "review" and one.node != round_.node
        )
        levels = levels_out(flow, round_.node, one.node) if passed else None
        if levels is not None and _before(state, one, round_):
            found[one.node] = levels == 0
    return found


def reachable(flow: Flow, round_: RoundRow) -> list[str]:
    """Return the nodes that a case can jump to from a round: reviews and decisions in its branch or around it."""
    return [
        node.id
        for node in flow.nodes.values()
        if node.kind == "user"
        and node.act in {"review", "decide"}
        and node.id != round_.node
        and levels_out(flow, round_.node, node.id) is not None
    ]


def _before(state: State, one: RoundRow, round_: RoundRow) -> bool:
    """Tell whether a round was opened before another."""
    return one.id < round_.id and one.token > 0


def recallable(state: State, item: ItemRow) -> bool:
    """Tell whether who did the item last may take it back (撤回): nobody went on with the case since.

    Where its round is over, it was his voice alone that ended it; what others voted is not voted again.
    """
    round_ = state.rounds[item.round]
    voted = item.state == "done" and item.kind in WITH_VOICE
    if not voted or round_.act not in TAKEN_BACK or state.row.decided_at is not None:
        return False
    if round_.state == "open":
        return not _hangs_on(state, item)
    voices = weights_of(of_round(state, round_.id).values(), round_.unit)
    spoken = [one for one in of_round(state, round_.id).values() if one.kind in WITH_VOICE]
    alone = len(voices) == 1 and sum(one.state == "done" for one in spoken) == 1
    return alone and _untouched(state, round_)


def _hangs_on(state: State, item: ItemRow) -> bool:
    """Tell whether others were added by the item, or had their turn by it."""
    added = any(one.origin == item.id for one in state.items.values())
    later = any(
        one.step > item.step and one.state == "open" for one in of_round(state, item.round).values()
    )
    return added or later


def _untouched(state: State, round_: RoundRow) -> bool:
    """Tell whether all that opened by the end of the round is still as it was then."""
    consumed = state.tokens[round_.token]
    if round_.outcome not in {"passed", "failed"} or consumed.closed is None:
        return False
    opened = opened_by(state, consumed)
    if not opened or any(token.state != "live" for token in opened):
        return False
    gone = {one.id for one in consumed_with(state, consumed)} - {round_.token}
    if any(one.token in gone and one.outcome == "cancelled" for one in state.rounds.values()):
        return False
    after = [one for one in state.rounds.values() if one.token in {token.id for token in opened}]
    items = [one for one in state.items.values() if one.round in {each.id for each in after}]
    fresh = all(
        one.state in {"open", "waiting"} and one.holder is None and one.origin is None
        for one in items
    )
    return fresh and all(one.state == "open" for one in after)


def opened_by(state: State, token: TokenRow) -> list[TokenRow]:
    """Return the tokens that the step opened by which `token` went on."""
    return [one for one in state.tokens.values() if one.opened == token.closed]


def consumed_with(state: State, token: TokenRow) -> list[TokenRow]:
    """Return the tokens that went with `token` in one step, itself among them."""
    return [one for one in state.tokens.values() if one.closed == token.closed]
