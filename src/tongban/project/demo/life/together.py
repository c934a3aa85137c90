"""同事协同: plots in which a step is claimed, shared, sent back, taken back, or left by a jump."""

from contextlib import suppress

from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Back, Joining, Minutes, Wish
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.rules import HELP
from tongban.kernel.cases.state import ItemRow
from tongban.project.demo.life.meanwhile import accepted, approved, collected, finished
from tongban.project.demo.life.walk import Walk


def signed_together(walk: Walk) -> None:
    """前加签: who was to give an opinion asks a colleague first, and the applicant urges meanwhile."""
    _begun(walk)
    _urged(walk)
    if _asked_before(walk):
        walk.pass_days(0, 1)
        for item in _helping(walk):
            version = walk.state.rounds[item.round].version
            act = walk.act(walk.world.holders[item.post or 0])
            said = walk.said("help")
            actions.answer(walk.number, act, version=version, item=item.id, opinion=said)
            walk.done()
    _ended(walk)


def let_go(walk: Walk) -> None:
    """减签、取消认领: who asked a colleague does without him after all, and gives the step back to everybody."""
    _begun(walk)
    if _asked_before(walk):
        (helping,) = _helping(walk)
        asked = walk.state.items[helping.origin or 0]
        person = walk.world.holders[asked.post or 0]
        version = walk.state.rounds[asked.round].version
        act, reason = walk.act(person), walk.said("let_go")
        actions.remove(walk.number, act, version=version, items=[helping.id], reason=reason)
        walk.done()
        version = walk.state.rounds[asked.round].version
        actions.release(walk.number, walk.act(person), version=version, item=asked.id)
        walk.done()
    _ended(walk)


def sent_back(walk: Walk) -> None:
    """退回: the leader has the last review done again, and decides then."""
    _begun(walk)
    while walk.item("review", actions.complete, outcome="agreed", opinion=walk.said("review")):
        walk.pass_days(0, 1)
    found = walk.turn("decide")
    passed = [one.node for one in walk.state.rounds.values() if one.act == "review"]
    if found is not None and passed:
        back = Back(passed[-1], straight=True, reason=walk.said("send_back"))
        with suppress(Refusal):
            walk.item("decide", actions.send_back, back=back)
    _ended(walk)


def taken_back(walk: Walk) -> None:
    """撤回: who gave an opinion takes it back at once, and gives another."""
    _begun(walk)
    found = walk.taken_up("review")
    if found is not None:
        item, _round, person = found
        walk.item("review", actions.complete, outcome="agreed", opinion=walk.said("review"))
        with suppress(Refusal):
            walk.do(actions.take_back, person, item=item.id, reason=walk.said("take_back"))
    _ended(walk)


def jumped(walk: Walk) -> None:
    """跳转: with the leader's approval the case goes from a review to the decision."""
    _begun(walk)
    found, head = walk.turn("review"), walk.leader()
    nodes = flow_of(walk.trade.version).nodes.values()
    node = next((one.id for one in nodes if one.act == "decide"), "")
    if found is not None and head is not None:
        body = {"round": found[1].id, "node": node, "reason": walk.said("jump")}
        with suppress(Refusal):
            walk.do(actions.ask, walk.handler(head.actor_id), wish=Wish("jump", body))
            approved(walk, "agreed")
    _ended(walk)


def met(walk: Walk) -> None:
    """联审会议: the organs that sign a step together meet about it, and the one in the lead writes the minutes."""
    _begun(walk)
    walk.pass_days(1, 2)
    walk.item("review", actions.meet, minutes=Minutes("agreed", walk.said("minutes")))
    _ended(walk)


def _begun(walk: Walk) -> None:
    walk.submit()
    accepted(walk)
    walk.pass_days(0, 1)


def _ended(walk: Walk) -> None:
    finished(walk)
    collected(walk)


def _asked_before(walk: Walk) -> bool:
    """Let who is to give an opinion ask a colleague first; tell whether there was one."""
    found = walk.taken_up("review")
    if found is None:
        return False
    item, round_, person = found
    asked = tuple(walk.colleagues(item.organ or 0, person.actor_id)[:1])
    joining = Joining("before", asked, walk.said("join"))
    try:
        act = walk.act(person)
        actions.add(walk.number, act, version=round_.version, item=item.id, joining=joining)
    except Refusal:
        return False
    walk.done()
    return True


def _helping(walk: Walk) -> list[ItemRow]:
    return [one for one in walk.state.items.values() if one.kind == HELP and one.state == "open"]


def _urged(walk: Walk) -> None:
    login = walk.known.login
    if login is not None and walk.arrival.channel == "portal":
        walk.do(actions.urge, login, words=walk.said("urge"))
