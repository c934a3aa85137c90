"""流程计时: a case waits for a time of its flow; when it is over the flow goes on, once, and decides nothing."""

from datetime import timedelta

import pytest

from builders.cases import a_place
from builders.identity import an_act
from builders.joint import code, state_of
from builders.waiting import (
    BESIDE,
    LATE,
    NOTICE,
    ORGANS,
    catch,
    choice,
    edge,
    review,
    timed,
    waiting,
    ways,
)
from tongban.kernel import Act
from tongban.kernel.cases.actions import Back
from tongban.kernel.cases.awaiting import awaited
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.recounting import recount_open
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.dossiers import parts_fault
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.flows import compiled
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.law.actions import set_day

pytestmark = pytest.mark.django_db


def placed(flow, **more):
    return a_place(*ORGANS, flow=flow, **more)


def surveyed(place):
    number = place.accepted()
    place.review(number, "survey")
    return number


def opened(place, number):
    """The nodes at which a round of the flow is open."""
    rounds = state_of(place, number).rounds.values()
    return sorted(one.node for one in rounds if one.state == "open" and one.token > 0)


def timers(place, number):
    """The times of the flow, each with how it stands."""
    rows = state_of(place, number).timers.values()
    return [(one.node, one.state) for one in rows if one.kind == "flow"]


def fired(place, number):
    """The events whose time has come, in the order of the log."""
    rows = state_of(place, number).timers
    ended = [one for one in place.records(number) if one.type == "timer.ended"]
    return [(rows[one.data["timer"]].node, one.by) for one in ended if one.data["how"] == "fired"]


def test_a_case_rests_at_a_time_and_goes_on_when_it_is_over_by_the_platform():
    place = placed(NOTICE)
    number = surveyed(place)
    case = place.case(number)
    clock = case.promised_on, case.statutory_on
    assert (opened(place, number), timers(place, number)) == ([], [("notice", "set")])
    (one,) = awaited(state_of(place, number), flow_of(place.version))
    # Friday, then seven days of the Spring Festival and two of make-up work around it.
    assert (one.name, one.timer.length, one.timer.due_on.isoformat()) == (
        "公示",
        "5wd",
        "2026-02-27",
    )
    place.now = one.timer.due_at
    assert place.sweep() == 0
    place.wait(seconds=1)
    assert (place.sweep(), place.sweep()) == (1, 0)
    assert fired(place, number) == [("notice", "system")]
    assert opened(place, number) == ["decide"]
    place.decide(number)
    case = place.case(number)
    assert (case.outcome, case.promised_on, case.statutory_on) == ("granted", *clock)
    assert list(differences()) == []


ONE = waiting(
    "fork civil join decide",
    '<parallelGateway id="fork"/><parallelGateway id="join"/>',
    catch("two", timed("48h")),
    review("civil"), review("police"),
    more=("fork two police join",),
)  # fmt: skip
TWO = waiting(
    "fork one civil join decide",
    '<parallelGateway id="fork"/><parallelGateway id="join"/>',
    catch("one", timed("9cd")), catch("two", timed("48h")),
    review("civil"), review("police"),
    more=("fork two police join",),
)  # fmt: skip


def test_after_a_stop_times_come_in_the_order_in_which_they_were_over():
    place = placed(TWO)
    number = place.accepted()
    place.wait(days=40)
    assert place.sweep() == 1
    assert [node for node, _by in fired(place, number)] == ["two", "one"]
    assert opened(place, number) == ["civil", "police"]
    assert list(differences()) == []


def test_whatever_is_done_after_a_time_is_over_finds_the_flow_further_on():
    place = placed(ONE)
    number = place.accepted()
    place.wait(days=5)
    place.review(number, "civil")
    assert fired(place, number) == [("two", "system")]
    assert opened(place, number) == ["police"]
    assert place.sweep() == 0


DATED = NOTICE.replace("<timeDuration>5wd</timeDuration>", "<timeDate>form.applicant.on</timeDate>")


def dated_form():
    from builders.cases import FORM

    person = FORM["properties"]["applicant"]
    asked = {**person["properties"], "on": {"type": "string", "title": "日期", "format": "date"}}
    return {**FORM, "properties": {"applicant": {**person, "properties": asked}}}


@pytest.mark.parametrize(("on", "days"), [("2026-03-02", 17), ("2026-01-01", 0), ("", 0)])
def test_a_case_waits_until_the_day_that_its_form_states(on, days):
    place = placed(DATED, form=dated_form())
    values = {"applicant": {"name": "张三丰", **({"on": on} if on else {})}}
    number = place.accepted(values=values)
    place.review(number, "survey")
    assert opened(place, number) == []
    (timer,) = [one for one in state_of(place, number).timers.values() if one.kind == "flow"]
    if days:
        assert (timer.due_at + timedelta(microseconds=1)).astimezone(SHANGHAI).isoformat() == (
            f"{on}T00:00:00+08:00"
        )
    place.now = timer.due_at + timedelta(seconds=1)
    place.sweep()
    assert opened(place, number) == ["decide"]


ROUND = waiting(
    "survey wait again",
    review("survey"),
    catch("wait", timed(date="2026-01-01")),
    choice("again", "nodes.survey == 'failed'", met="decide", default="wait"),
    more=("decide end",),
).replace(ways("again end"), "")


def test_a_loop_of_times_that_are_over_takes_one_turn_a_sweep():
    place = placed(ROUND)
    number = surveyed(place)
    for turn in (1, 2, 3):
        place.wait(minutes=1)
        assert place.sweep() == 1
        assert len(fired(place, number)) == turn
    assert list(differences()) == []


def test_while_nobody_holds_the_next_post_it_is_tried_again_every_day():
    place = placed(NOTICE)
    number = surveyed(place)
    leader = place.people["leader"]
    (post,) = posts_of(leader, on=place.today())
    dismiss(leader.pk, an_act(on=place.today()), post_id=post.pk)
    place.wait(days=30)
    place.sweep()
    assert opened(place, number) == []
    assert timers(place, number)[-1] == ("notice", "set")
    assert list(differences()) == []


def test_a_step_that_is_late_is_taken_from_who_had_it_and_he_is_told():
    place = placed(LATE)
    number = surveyed(place)
    place.wait(days=30)
    place.sweep()
    state = state_of(place, number)
    (civil,) = [one for one in state.rounds.values() if one.node == "civil"]
    items = [one for one in state.items.values() if one.round == civil.id]
    assert (civil.state, [one.state for one in items]) == ("cancelled", ["cancelled"])
    (reading,) = [one for one in state.rounds.values() if one.act == "read"]
    read = [one.post for one in state.items.values() if one.round == reading.id]
    assert read == [one.pk for one in posts_of(place.people["civil"], on=place.today())]
    assert place.last(number, "case.circulated")["round"] == reading.id
    words = place.content(number, place.last(number, "case.circulated")["words"]["content"])
    assert words["text"] == "环节“civil”已终止：逾期未办。您的待办随之关闭，无需再办。"
    assert number not in [one.number for one in handled_by(place.people["civil"], on=place.today())]
    assert opened(place, number) == ["police"]
    place.review(number, "police")
    place.decide(number)
    assert place.case(number).outcome == "granted"
    assert list(differences()) == []


def test_who_acts_after_the_time_of_his_step_was_over_is_refused_before_any_sweep():
    place = placed(LATE)
    number = surveyed(place)
    place.wait(days=30)
    assert code(place.review, number, "civil") == "case.item_closed"
    place.sweep()
    assert opened(place, number) == ["police"]


def test_a_step_done_in_time_lets_its_time_go():
    place = placed(LATE)
    number = surveyed(place)
    place.review(number, "civil")
    assert timers(place, number) == [("late", "dropped")]
    place.wait(days=30)
    assert place.sweep() == 0
    assert opened(place, number) == ["decide"]
    assert list(differences()) == []


def test_what_does_not_interrupt_opens_a_step_beside_once_and_both_must_end():
    place = placed(BESIDE)
    number = surveyed(place)
    place.wait(days=30)
    place.sweep()
    place.wait(days=30)
    place.sweep()
    assert opened(place, number) == ["civil", "police"]
    place.review(number, "civil")
    place.decide(number)
    assert (opened(place, number), place.case(number).closed_at) == (["police"], None)
    place.review(number, "police")
    assert place.case(number).closed_at is not None
    assert list(differences()) == []


def test_from_a_step_beside_nothing_is_sent_back_into_the_flow():
    place = placed(BESIDE)
    number = surveyed(place)
    place.wait(days=30)
    place.sweep()
    back = Back("survey", reason="请核实。", straight=False)
    refused = code(place.at, "send_back", number, "police", by=place.people["police"], back=back)
    assert refused == "case.no_way_back"


@pytest.mark.parametrize("flow", [NOTICE, LATE, BESIDE])
def test_what_ends_the_case_ends_its_times(flow):
    place = placed(flow)
    number = surveyed(place)
    place.on("withdraw", number, by=place.citizen, reason="")
    assert [state for _node, state in timers(place, number)] == ["dropped"]
    place.wait(days=30)
    assert place.sweep() == 0
    assert list(differences()) == []


def test_who_takes_back_his_step_while_the_case_waits_has_the_wait_begin_anew():
    place = placed(NOTICE)
    number = surveyed(place)
    item, _ = place.open(number, "survey")
    place.on("take_back", number, by=place.people["survey"], item=item, reason="面积写错了。")
    assert (opened(place, number), timers(place, number)) == (["survey"], [("notice", "dropped")])
    place.review(number, "survey")
    assert timers(place, number) == [("notice", "dropped"), ("notice", "set")]
    assert list(differences()) == []


def test_a_step_that_is_opened_anew_has_its_whole_time_again():
    place = placed(LATE)
    number = surveyed(place)
    place.review(number, "civil")
    item, _ = place.open(number, "civil")
    place.on("take_back", number, by=place.people["civil"], item=item, reason="意见写错了。")
    assert timers(place, number) == [("late", "dropped"), ("late", "set")]
    back = Back("survey", reason="请核实。", straight=False)
    place.at("send_back", number, "civil", by=place.people["civil"], back=back)
    place.review(number, "survey")
    assert [state for _node, state in timers(place, number)] == ["dropped", "dropped", "set"]
    assert list(differences()) == []


def test_working_days_of_the_flow_move_with_the_calendar():
    place = placed(NOTICE)
    number = surveyed(place)
    before = state_of(place, number).timers
    (timer,) = [one for one in before.values() if one.kind == "flow"]
    storm = Act("system", "", place.now, "storm")
    set_day("511602", storm, day=timer.due_on, working=False, name="防汛", notice="防汛停工")
    recount_open(place.now + timedelta(minutes=1))
    assert state_of(place, number).timers[timer.id].due_on > timer.due_on
    assert list(differences()) == []


def fault(flow, **more):
    """Why a flow is refused at publication; nothing where it is carried."""
    bound = {
        name: {"organ": at, "duty": "officer"}
        for at, name in enumerate(("window", "leader", *ORGANS), 1)
    }
    given = {"name": "甲", "power_type": 7, "organ_id": 1, "level": 4, "performers": bound, **more}
    refusal = parts_fault(Content(**given, flow=flow))
    return "" if refusal is None else refusal.facts.get("reasons", refusal.code)


SILENT = "it ends the case with nothing decided; lead its way to a userTask first"
EARLY = "what comes before the acceptance has its times from the law"
REVIEWED = ("survey decide", review("survey"))
REFUSED = [
    (waiting(*REVIEWED, edge("late", "survey", timed()), more=("late end",)), f"late: {SILENT}"),
    (waiting(*REVIEWED, edge("late", "decide", timed()), more=("late end",)), f"late: {SILENT}"),
    (
        waiting(*REVIEWED, edge("late", "survey", timed()), catch("more", timed()), more=("late more end",)),
        f"late: {SILENT}; line 1, more: {SILENT}",
    ),
    (
        waiting(*REVIEWED, edge("late", "survey", timed(), interrupts=False),
                '<endEvent id="stop"><terminateEventDefinition/></endEvent>', more=("late stop",)),
        f"late: {SILENT}",
    ),
    (waiting(*REVIEWED, edge("late", "accept", timed()), more=("late survey",)), f"late: {EARLY}"),
    (waiting(*REVIEWED, catch("early", timed())).replace('"start" targetRef="accept"', '"start" targetRef="early"')
     .replace("</process>", '<sequenceFlow id="x" sourceRef="early" targetRef="accept"/></process>'), f"early: {EARLY}"),
    (waiting("survey wait decide", review("survey"), catch("wait", timed("P1DT2H"))), "wait: its time is not said in one unit"),
    (waiting("survey wait decide", review("survey"), catch("wait", timed("PT30M"))), "wait: its time is not said in one unit"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "reason"), REFUSED)
def test_a_time_that_would_decide_by_silence_or_cannot_be_read_is_refused_at_publication(
    flow, reason
):
    compiled(flow.encode())
    assert f"line 1, {reason}" in fault(flow)


CARRIED = [
    NOTICE, LATE, BESIDE, TWO, DATED,
    waiting("survey decide notice", review("survey"), catch("notice", timed("P10D"))),
    waiting("survey wait decide", review("survey"), catch("wait", timed("P2W"))),
]  # fmt: skip


@pytest.mark.parametrize("flow", CARRIED)
def test_a_time_after_which_somebody_still_decides_or_has_decided_is_carried(flow):
    assert fault(flow) == ""


def test_beside_what_answers_an_enquiry_nothing_may_run():
    flow = BESIDE.replace(
        '<userTask id="accept" name="受理" t:act="accept"',
        '<userTask id="accept" name="受理" t:act="review"',
    )
    assert "an enquiry is answered by its last step" in fault(flow, procedure="consultation")
    assert fault(LATE, procedure="consultation") == ""
