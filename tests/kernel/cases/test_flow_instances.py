"""并行多实例、异步调用: a step is opened as many times as a list says, each in a round of its own; a call runs beside the case."""

import pytest

from builders.cases import FORM, a_place
from builders.joint import code, inbox, state_of
from builders.waiting import ALONGSIDE, LISTED, ORGANS, QUOTA, asked, edge, review, timed, waiting
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Back
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.dossiers import parts_fault

pytestmark = pytest.mark.django_db
ALL = ["civil", "police", "fire"]


def a_form():
    """The form of the tests, with a list of departments in it."""
    person = FORM["properties"]["applicant"]
    who = {"type": "string", "title": "部门", "maxLength": 20}
    row = {"type": "object", "additionalProperties": False, "properties": {"who": who}}
    names = {"type": "array", "title": "部门", "maxItems": 9, "items": row}
    more = {**person["properties"], "departments": names}
    return {**FORM, "properties": {"applicant": {**person, "properties": more}}}


def surveyed(flow, departments=ALL):
    place = a_place(*ORGANS, flow=flow, form=a_form())
    rows = [{"who": each} for each in departments]
    values = {"applicant": {"name": "张三丰", "departments": rows}}
    number = place.accepted(values=values)
    place.review(number, "survey")
    return place, number


def rounds(place, number, state="open"):
    """The rounds of the step that stand so, each by its name and the organs that have it."""
    found = state_of(place, number)
    organs = {place.organs[name].pk: name for name in ORGANS}
    return {
        one.name: [organs[x.organ] for x in found.items.values() if x.round == one.id]
        for one in found.rounds.values()
        if one.node == "ask" and one.state == state
    }


def say(place, number, who, outcome="agreed", name=""):
    """Somebody gives an opinion on his own open item of the step, in the round of that name if one is named."""
    state = state_of(place, number)
    mine = [
        one
        for one in state.items.values()
        if one.organ == place.organs[who].pk and one.state == "open"
        and state.rounds[one.round].node == "ask" and name in ("", state.rounds[one.round].name)
    ]  # fmt: skip
    version = state.rounds[mine[0].round].version
    given = {"item": mine[0].id, "version": version, "outcome": outcome, "opinion": "意见"}
    actions.complete(number, place.act(place.people[who]), **given)


def opened(place, number):
    found = state_of(place, number).rounds.values()
    return sorted(one.node for one in found if one.state == "open" and one.token > 0)


def test_each_department_of_the_list_has_a_round_and_an_item_of_its_own():
    place, number = surveyed(asked(LISTED), ["police", "fire"])
    assert rounds(place, number) == {"ask（1/2）": ["police"], "ask（2/2）": ["fire"]}
    assert inbox(place, place.people["police"]) == [number]
    assert inbox(place, place.people["civil"]) == []
    say(place, number, "fire")
    assert rounds(place, number) == {"ask（1/2）": ["police"]}
    assert opened(place, number) == ["ask"]
    say(place, number, "police")
    assert opened(place, number) == ["decide"]
    place.decide(number)
    assert place.case(number).outcome == "granted"
    for who, done in (("police", [number]), ("fire", [number]), ("civil", [])):
        handled = handled_by(place.people[who], on=place.today())
        assert [one.number for one in handled] == done
    assert list(differences()) == []


def test_what_names_no_performer_of_the_step_is_for_all_of_them():
    place, number = surveyed(asked(LISTED), ["一号楼", "二号楼"])
    assert rounds(place, number) == {"ask（1/2）": ALL, "ask（2/2）": ALL}
    say(place, number, "civil", name="ask（2/2）")
    say(place, number, "fire")
    assert opened(place, number) == ["decide"]
    assert list(differences()) == []


def test_a_list_without_anything_in_it_passes_the_step_over():
    place, number = surveyed(asked(LISTED), [])
    assert (rounds(place, number), opened(place, number)) == ({}, ["decide"])


def test_once_the_quota_is_reached_the_others_have_nothing_left_to_do():
    place, number = surveyed(asked(LISTED, QUOTA))
    say(place, number, "fire")
    say(place, number, "civil")
    state = state_of(place, number)
    (left,) = [
        one for one in state.rounds.values() if one.node == "ask" and one.outcome == "cancelled"
    ]
    items = [one for one in state.items.values() if one.round == left.id]
    assert [(one.state, one.by) for one in items] == [("cancelled", None)]
    assert inbox(place, place.people["police"]) == []
    assert list(handled_by(place.people["police"], on=place.today())) == []
    assert opened(place, number) == ["decide"]
    assert list(differences()) == []


def test_one_refusal_ends_the_quota_and_leads_another_way():
    place, number = surveyed(asked(LISTED, QUOTA))
    say(place, number, "police", "refused")
    assert opened(place, number) == ["more"]
    assert len(rounds(place, number, "cancelled")) == 2


def test_what_ended_so_far_is_counted_anew_when_the_step_is_opened_again():
    place, number = surveyed(asked(LISTED, QUOTA))
    say(place, number, "police")
    back = Back("survey", reason="请重新核实。", straight=False)
    state = state_of(place, number)
    item = next(x for x in state.items.values() if x.organ == place.organs["civil"].pk)
    version = state.rounds[item.round].version
    act = place.act(place.people["civil"])
    actions.send_back(number, act, item=item.id, version=version, back=back)
    assert opened(place, number) == ["survey"]
    place.review(number, "survey")
    assert len(rounds(place, number)) == 3
    say(place, number, "fire")
    assert len(rounds(place, number)) == 2, "one has agreed since it was opened, not two"
    say(place, number, "civil")
    assert opened(place, number) == ["decide"]
    assert list(differences()) == []


def test_the_last_of_them_takes_back_his_opinion_and_his_round_alone_is_open_again():
    place, number = surveyed(asked(LISTED))
    for who in ALL:
        say(place, number, who)
    (item,) = [
        x for x in state_of(place, number).items.values() if x.organ == place.organs["fire"].pk
    ]
    place.on("take_back", number, by=place.people["fire"], item=item.id, reason="意见写错了。")
    assert rounds(place, number) == {"ask（3/3）": ["fire"]}
    say(place, number, "fire", "refused")
    assert opened(place, number) == ["more"]
    assert list(differences()) == []


def test_a_time_at_its_edge_ends_all_that_are_still_open():
    flow = asked(LISTED).replace(
        "</process>", edge("late", "ask", timed("3wd")) + '<sequenceFlow id="l" sourceRef="late" targetRef="more"/></process>'
    )  # fmt: skip
    place, number = surveyed(flow)
    say(place, number, "fire")
    place.wait(days=30)
    place.sweep()
    assert opened(place, number) == ["more"]
    read = [one for one in state_of(place, number).items.values() if one.kind == "read"]
    assert {one.organ for one in read} == {place.organs["civil"].pk, place.organs["police"].pk}
    assert list(differences()) == []


def test_the_step_is_told_as_one_with_all_its_organs_until_the_last_is_done():
    place, number = surveyed(asked(LISTED))

    def told():
        story = story_of(place.case(number), place.people["officer"], at=place.now)
        (step,) = [one for one in story.steps if one.node == "ask"]
        return step.state, len(step.organs)

    assert told() == ("current", 3)
    say(place, number, "fire")
    assert told() == ("current", 3)
    say(place, number, "civil")
    say(place, number, "police")
    assert told() == ("passed", 3)


def test_a_call_for_which_nobody_waits_runs_beside_the_decision_and_the_case_ends_with_it():
    place, number = surveyed(ALONGSIDE)
    assert opened(place, number) == ["decide", "police"]
    place.decide(number)
    assert (place.case(number).outcome, place.case(number).closed_at) == ("granted", None)
    place.review(number, "police")
    assert place.case(number).closed_at is not None
    assert list(differences()) == []


def test_out_of_what_runs_beside_nothing_is_sent_back():
    place, number = surveyed(ALONGSIDE)
    back = Back("survey", reason="请核实。", straight=False)
    refused = code(place.at, "send_back", number, "police", by=place.people["police"], back=back)
    assert refused == "case.no_way_back"


BOUND = {
    name: {"organ": at, "duty": "officer"}
    for at, name in enumerate(("window", "leader", *ORGANS), 1)
}
TWICE = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
SUB = waiting(
    "survey sub decide",
    review("survey"),
    f'<subProcess id="sub">{TWICE}<startEvent id="s"/>{review("civil")}<endEvent id="e"/></subProcess>',
).replace("</subProcess>", '<sequenceFlow id="a" sourceRef="s" targetRef="civil"/><sequenceFlow id="b" sourceRef="civil" targetRef="e"/></subProcess>')  # fmt: skip
DECIDED = waiting("survey decide", review("survey")).replace(
    't:act="decide" t:performer="leader"/>',
    f't:act="decide" t:performer="leader">{TWICE}</userTask>',
)


@pytest.mark.parametrize(
    ("flow", "reason", "more"),
    [
        (SUB, "sub: conditions inside would take one instance for another", {}),
        (DECIDED, "decide: an application is accepted and decided once", {}),
        (ALONGSIDE, "call: an enquiry is answered by its last step", {"procedure": "consultation"}),
    ],
)
def test_what_is_done_several_times_and_cannot_be_told_apart_is_refused_at_publication(
    flow, reason, more
):
    given = {"name": "甲", "power_type": 7, "organ_id": 1, "level": 4, "performers": BOUND}
    refusal = parts_fault(Content(**given, flow=flow, **more))
    assert refusal is not None
    assert f"line 1, {reason}" in refusal.facts["reasons"]
    for carried in (asked(LISTED, QUOTA), ALONGSIDE):
        assert parts_fault(Content(**given, flow=carried)) is None
