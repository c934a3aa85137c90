"""Plots in which the clock stands still: pauses on each ground, visits, hearings, other special procedures."""

from collections.abc import Callable
from datetime import date, datetime, time

from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Wish
from tongban.kernel.cases.labels import SPECIALS, in_chinese
from tongban.kernel.clock import SHANGHAI, Limit, day_of
from tongban.project.demo.life.meanwhile import accepted, approved, collected, finished
from tongban.project.demo.life.walk import Walk

ROOM = "广安区政务服务中心四楼听证室"


def _ahead(walk: Walk, days: int) -> date:
    return walk.world.office.day(day_of(walk.at), days)


def _within(walk: Walk, kind: str, days: int) -> int:
    """Return so many working days, or fewer where the guide gives fewer."""
    limit = walk.trade.specials.get(kind)
    return (
        min(days, max(Limit.parse(limit).amount - 1, 1)) if limit and limit.endswith("wd") else days
    )


def _begun(walk: Walk) -> None:
    walk.submit()
    accepted(walk)
    walk.pass_days(1, 2)


def _completed(walk: Walk) -> None:
    finished(walk)
    collected(walk)


def paused(ground: str) -> Callable[[Walk], None]:
    """Return the plot of a pause on that ground, which ends on the announced day."""

    def tell(walk: Walk) -> None:
        _begun(walk)
        announced = _ahead(walk, _within(walk, ground, walk.rng.randint(3, 8)))
        words = walk.said("special", kind=in_chinese(SPECIALS[ground]))
        walk.do(actions.pause, walk.handler(), ground=ground, announced=announced, reasons=words)
        walk.pass_timer("pause_end")
        _completed(walk)

    return tell


def resumed_early(walk: Walk) -> None:
    """恢复: what the pause was for came earlier than announced."""
    _begun(walk)
    announced = _ahead(walk, _within(walk, "testing", 8))
    words = walk.said("special", kind=in_chinese(SPECIALS["testing"]))
    walk.do(actions.pause, walk.handler(), ground="testing", announced=announced, reasons=words)
    walk.pass_days(1)
    open_now = [one.id for one in walk.state.pauses.values() if one.until is None]
    if open_now:
        walk.do(actions.resume, walk.handler(), pause_id=open_now[0])
    _completed(walk)


def held(kind: str) -> Callable[[Walk], None]:
    """Return the plot of a special procedure that is concluded with a record."""

    def tell(walk: Walk) -> None:
        _begun(walk)
        name = in_chinese(SPECIALS[kind])
        announced = _ahead(walk, _within(walk, kind, 8))
        words = walk.said("special", kind=name)
        walk.do(actions.open_special, walk.handler(), kind=kind, announced=announced, reasons=words)
        walk.pass_days(1, 3)
        record = {
            "text": walk.said("record", kind=name),
            "people": [walk.handler().name],
            "signed": True,
            "happened": day_of(walk.at).isoformat(),
        }
        walk.do(actions.conclude_special, walk.handler(), special=1, record=record)
        _completed(walk)

    return tell


def visited(walk: Walk) -> None:
    """现场核查: two go, and write down what they saw."""
    _begun(walk)
    who = walk.handler()
    people = [who.name, walk.handler(who.actor_id).name]
    announced = _ahead(walk, _within(walk, "site_visit", 3))
    walk.do(
        actions.open_special,
        who,
        kind="site_visit",
        announced=announced,
        reasons=walk.said("site_visit"),
    )
    on = datetime.combine(_ahead(walk, 1), time(9, 30), SHANGHAI)
    plan = {"place": walk.known.who.address, "people": people}
    walk.do(actions.arrange_special, who, special=1, on=on, plan=plan)
    walk.pass_to(on)
    walk.pass_days(0)
    record = {
        "text": walk.said("record", kind="现场核查"),
        "people": people,
        "signed": True,
        "happened": day_of(on).isoformat(),
    }
    walk.do(actions.conclude_special, who, special=1, record=record)
    _completed(walk)


def hearing_lapsed(walk: Walk) -> None:
    """听证告知: nobody asked for the hearing in time."""
    _begun(walk)
    walk.do(actions.offer_hearing, walk.handler(), words=walk.said("hearing_offer"))
    walk.pass_timer("hearing_request")
    _completed(walk)


def hearing_given_up(walk: Walk) -> None:
    """放弃听证: asked for, then given up by the applicant; the leader approves that it is not held."""
    _begun(walk)
    who = walk.handler()
    walk.do(actions.offer_hearing, who, words=walk.said("hearing_offer"))
    walk.pass_days(1, 3)
    walk.do(actions.ask_hearing, walk.known.login or who, special=1, words=walk.said("hearing_ask"))
    walk.pass_days(1)
    head = walk.leader()
    body = {
        "special": 1,
        "happened": day_of(walk.at).isoformat(),
        "reason": walk.said("hearing_waived"),
    }
    asks = walk.handler(head.actor_id if head else "")
    walk.do(actions.ask, asks, wish=Wish("waiver", body))
    approved(walk)
    _completed(walk)


def hearing_held(walk: Walk) -> None:
    """听证: asked for, arranged, held; who presides did not review."""
    _begun(walk)
    who = walk.handler()
    chair = walk.leader() or walk.handler(who.actor_id)
    walk.do(actions.offer_hearing, who, words=walk.said("hearing_offer"))
    walk.pass_days(1, 3)
    walk.do(actions.ask_hearing, walk.known.login or who, special=1, words=walk.said("hearing_ask"))
    walk.pass_days(1)
    on = datetime.combine(_ahead(walk, 10), time(9, 30), SHANGHAI)
    plan = {"place": ROOM, "chair": chair.actor_id, "chair_name": chair.name, "people": [who.name]}
    walk.do(actions.arrange_special, who, special=1, on=on, plan=plan)
    walk.pass_to(on)
    walk.pass_days(0)
    record = {
        "text": walk.said("record", kind="听证"),
        "people": [chair.name, who.name],
        "signed": True,
        "happened": day_of(on).isoformat(),
    }
    walk.do(actions.conclude_special, who, special=1, record=record)
    _completed(walk)
