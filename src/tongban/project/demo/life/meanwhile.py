"""Steps that most plots share, and plots by what happens between the application and the decision."""

from collections.abc import Callable, Sequence

from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Point, Wish
from tongban.kernel.cases.quantity import quantity_of
from tongban.kernel.cases.state import RoundRow
from tongban.kernel.clock import day_of
from tongban.kernel.forms.rules import Field, Kind
from tongban.project.demo.life.names import mobile
from tongban.project.demo.life.walk import Walk
from tongban.project.demo.life.world import Trade

SHORT = 10


def accepted(walk: Walk) -> None:
    """Let the organ receive and accept."""
    received(walk)
    if walk.turn("accept") is not None:
        walk.pass_days(0, 1 if walk.rng.random() < 0.8 else 3)
        walk.item("accept", actions.accept, happened=day_of(walk.at))


def finished(walk: Walk, outcome: str = "agreed") -> None:
    """Let everybody give an opinion, then the leader decide, in about the promised time or beyond it."""
    low, high = _days_a_step(walk)
    while True:
        act = "review" if walk.turn("review") else "decide"
        if walk.turn(act) is None:
            return
        walk.pass_days(low, high)
        if walk.turn(act) is None:
            continue
        last = outcome == "refused" and not any(one.act == "review" for one in _open(walk)[1:])
        said = outcome if act == "decide" or last else "agreed"
        what = f"{act}_refused" if said == "refused" else act
        if act == "decide":
            if said == "agreed" and _all_taken(walk):
                said, what = "refused", "no_place"
            words = walk.said(what)
            walk.item(act, actions.decide, outcome=said, reasons=words)
        else:
            what = "answer" if "answer" in walk.trade.procedure.moves else what
            walk.item(act, actions.complete, outcome=said, opinion=walk.said(what))


def _all_taken(walk: Walk) -> bool:
    """Tell whether no place of the matter is left that the case could take."""
    quantity = quantity_of(walk.trade.version, on=day_of(walk.at))
    return quantity is not None and walk.state.row.purpose == "new" and quantity.left == 0


def _open(walk: Walk) -> Sequence[RoundRow]:
    return [one for one in walk.state.rounds.values() if one.state == "open"]


def _days_a_step(walk: Walk) -> tuple[int, int]:
    version = walk.trade.version
    if walk.trade.immediate:
        return 0, 0
    days = {"wd": 1, "mo": 21, "d": 1, "y": 240}.get(str(version.promised_unit), 1)
    promised = min((version.promised_amount or SHORT) * days, 60)
    steps = sum(act != "accept" for act in walk.trade.acts) or 1
    middle = promised * walk.arrival.pace / steps
    return max(int(middle * 0.6), 0), max(int(middle * 1.1), 1)


def collected(walk: Walk) -> None:
    """Let the result reach the applicant in the way that was asked for."""
    walk.pass_days(1, 6)
    mode, name = walk.state.row.delivery, walk.known.who.contact
    proof = {"recipient": name}
    if mode == "post":
        proof["tracking"] = f"12{walk.rng.randint(10**10, 10**11 - 1)}"
    elif mode == "window" and walk.rng.random() < 0.15:
        proof |= {"recipient": walk.known.who.legal, "relation": "受托人", "identity": "居民身份证"}
    walk.do(actions.deliver, walk.handler(), mode=mode, happened=day_of(walk.at), proof=proof)


def approved(walk: Walk, outcome: str = "agreed") -> None:
    """Let a second person answer what was asked for."""
    walk.pass_days(0, 1)
    words = walk.said("yes" if outcome == "agreed" else "no_extension")
    walk.item("approve", actions.approve, outcome=outcome, words=words)


def demanded(walk: Walk, reason: str = "") -> None:
    """补正告知: say what is missing."""
    walk.pass_days(0 if walk.rng.random() < 0.5 else 1, 3)
    names = {one.key: one for one in walk.trade.version.materials.all() if not one.exempt}
    fields = [
        one for one in walk.trade.form.fields() if one.name in names and one.kind is Kind.FILE
    ]
    named = [names[one.name] for one in fields if one.required] or list(names.values())
    points = [
        Point(
            one.key,
            walk.said("flaw", material=f"《{one.name}》"),
            f"请重新提交：{one.standard}"[:300],
        )
        for one in named[: walk.rng.randint(1, 2)]
    ] or [Point("other", "申请表填写不完整", "请补充填写后重新提交")]
    walk.item("accept", actions.request_supplement, points=points, reason=reason)


def supplied(walk: Walk, *, anew: bool = True) -> None:
    """补正: hand in the form again, with new papers or with the same."""
    walk.pass_days(1, 6)
    act = walk.act(walk.known.login or walk.rng.choice(walk.world.clerks))
    mark = f"（补正{walk.state.row.supplements}）"
    values = walk.answers(act, {}, mark) if anew else walk.values
    actions.supplement(
        walk.number, act, version=walk.state.row.n, values=values, happened=day_of(walk.at)
    )
    walk.done()


def came_by_post(walk: Walk) -> None:
    """收件日报批: the papers came by post some days before they were entered."""
    day = walk.world.office.day(day_of(walk.at), -3)
    walk.submit(received_on=day, ground="post")
    _to_the_end(walk)


def entered_after_an_outage(walk: Walk) -> None:
    """收件日报批: the network had failed, and what came to the window was entered two days later."""
    day = walk.world.office.day(day_of(walk.at), -2)
    walk.submit(received_on=day, ground="outage")
    _to_the_end(walk)


def supplied_once(walk: Walk) -> None:
    """补正 once, then granted."""
    walk.submit()
    received(walk)
    demanded(walk)
    supplied(walk)
    _to_the_end(walk)


def supplied_twice(walk: Walk) -> None:
    """补正 twice, the second time with a reason."""
    walk.submit()
    received(walk)
    demanded(walk)
    supplied(walk)
    demanded(walk, walk.said("second"))
    supplied(walk)
    _to_the_end(walk)


def never_supplied(walk: Walk) -> None:
    """退回: what was asked for never came."""
    walk.submit()
    received(walk)
    demanded(walk)
    walk.pass_timer("supplement")


def to_be_supplied(walk: Walk) -> None:
    """补正告知: what is missing was said, and has not come yet."""
    walk.submit()
    received(walk)
    demanded(walk)


def mended(walk: Walk) -> None:
    """当场更正: a small error put right at the window."""
    walk.submit()
    received(walk)
    field = telephone(walk.trade)
    if field is not None:
        walk.pass_days(0)
        walk.item("accept", actions.mend, entries={field.path: mobile(walk.rng)})
    _to_the_end(walk)


def pre_reviewed(walk: Walk) -> None:
    """预审: the window tells beforehand what it sees."""
    walk.submit()
    received(walk)
    walk.pass_days(0)
    walk.item("accept", actions.pre_review, words=walk.said("pre"))
    _to_the_end(walk)


def checked(verdict: str) -> Callable[[Walk], None]:
    """核验原件: return the plot in which the first original compares so, and the next agrees."""

    def tell(walk: Walk) -> None:
        walk.submit()
        received(walk)
        walk.pass_days(0)
        for one, found in zip(walk.trade.version.materials.all(), (verdict, "same"), strict=False):
            walk.item("accept", actions.check_materials, verdicts={one.key: found})
        _to_the_end(walk)

    return tell


def accepted_by_silence(walk: Walk) -> None:
    """视为受理: nobody answered within five days."""
    walk.submit()
    received(walk)
    walk.pass_timer("silence")
    finished(walk)
    collected(walk)


def corrected(walk: Walk) -> None:
    """更正: an entry put right with the duty manager's approval."""
    walk.submit()
    accepted(walk)
    walk.pass_days(0, 2)
    field = telephone(walk.trade)
    if field is not None:
        body = {"path": field.path, "value": mobile(walk.rng)}
        wish = Wish("correction", body | {"reason": walk.said("correction")})
        walk.do(actions.ask, walk.handler(), wish=wish)
        approved(walk)
    finished(walk)
    collected(walk)


def extended(walk: Walk) -> None:
    """延期: asked for and approved."""
    _extension(walk, "agreed")


def not_extended(walk: Walk) -> None:
    """延期: asked for and not approved."""
    _extension(walk, "refused")


def _extension(walk: Walk, outcome: str) -> None:
    walk.submit()
    accepted(walk)
    walk.pass_days(1, 3)
    head = walk.leader()
    if walk.trade.in_working_days:
        days = walk.rng.randint(2, 8)
        wish = Wish("extension", {"days": days, "reason": walk.said("extension")})
        walk.do(actions.ask, walk.handler(head.actor_id if head else ""), wish=wish)
        approved(walk, outcome)
    finished(walk)
    collected(walk)


def originals_kept(walk: Walk) -> None:
    """留存原件: an original is kept at the window, and goes back against signature."""
    walk.submit()
    accepted(walk)
    done = [one.by for one in walk.state.items.values() if one.state == "done"]
    clerk = next((one for one in walk.world.clerks if one.actor_id in done), None)
    first = next(iter(walk.trade.version.materials.all()), None)
    if clerk is not None and first is not None:
        walk.do(actions.take_originals, clerk, taken=[(first.key, f"{first.name}原件", 1)])
        finished(walk)
        walk.pass_days(1)
        walk.do(actions.offer_handover, clerk, originals=sorted(walk.state.originals), to="party")
        walk.do(actions.sign_handover, clerk, handover=1)
    else:
        finished(walk)
    collected(walk)


def received(walk: Walk) -> None:
    """Let the organ receive what an agent has, and agree to an earlier day of receipt."""
    if walk.state.row.materials_on is None:
        walk.pass_days(1, 2)
        walk.item("accept", actions.receive, happened=day_of(walk.at))
    while any(one.state == "open" for one in walk.state.requests.values()):
        approved(walk)


def _to_the_end(walk: Walk) -> None:
    accepted(walk)
    finished(walk)
    collected(walk)


def telephone(trade: Trade) -> Field | None:
    """Return the field of the matter's form in which a telephone number can be put right, if there is one."""
    return next(
        (
            one
            for one in trade.form.fields()
            if one.kind is Kind.PHONE
            and one.required
            and one.condition is None
            and one.path.count(".") == 1
        ),
        None,
    )
