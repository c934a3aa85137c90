"""子流程、调用活动、多实例在办件里: a case walks them like any step, and its rows stay the fold of its log."""

import pytest

from builders.cases import a_place
from builders.joint import code, state_of
from builders.nested import NESTED, nested
from tongban.kernel.cases.actions import Back
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.dossiers import parts_fault
from tongban.kernel.flows import compiled
from tongban.portal.public.pictures import tasks_in_order

pytestmark = pytest.mark.django_db

BOUND = {
    name: {"organ": 1, "duty": "officer"}
    for name in ("window", "survey", "civil", "police", "fire", "leader")
}


@pytest.fixture
def place():
    return a_place("survey", "civil", "police", "fire", flow=NESTED)


@pytest.fixture
def number(place):
    number = place.accepted()
    place.review(number, "survey")
    return number


def opened(place, number):
    """The nodes at which a round is open."""
    rounds = state_of(place, number).rounds.values()
    return sorted(one.node for one in rounds if one.state == "open")


def live(place, number):
    return [one.node for one in state_of(place, number).tokens.values() if one.state == "live"]


def test_a_case_goes_through_a_sub_process_a_repeated_step_and_a_call_to_its_decision(
    place, number
):
    assert opened(place, number) == ["civil", "police"]
    place.review(number, "civil")
    assert opened(place, number) == ["police"]
    place.review(number, "police")
    assert (opened(place, number), live(place, number)) == (["fire"], ["fire", "fire"])
    place.review(number, "fire")
    assert opened(place, number) == ["fire"]
    place.review(number, "fire")
    assert opened(place, number) == ["check"]
    place.review(number, "check", by=place.people["civil"])
    place.decide(number)
    case = place.case(number)
    assert (case.outcome, live(place, number)) == ("granted", [])
    assert [one.ordinal for one in state_of(place, number).rounds.values()].count(2) == 1
    assert list(differences()) == []


def test_enough_refusals_of_a_repeated_step_end_it_early(place, number):
    place.review(number, "civil")
    place.review(number, "police")
    place.review(number, "fire", "refused", "消防不合格。")
    assert opened(place, number) == ["check"]


def test_an_error_inside_a_call_leads_to_the_step_at_its_edge(place, number):
    for node in ("civil", "police", "fire", "fire"):
        place.review(number, node)
    place.review(number, "check", "refused", "材料不实。", by=place.people["civil"])
    assert (opened(place, number), live(place, number)) == (["repair"], ["repair"])
    place.review(number, "repair", by=place.people["police"])
    assert opened(place, number) == ["decide"]
    assert list(differences()) == []


def test_an_escalation_that_does_not_interrupt_opens_a_step_beside_the_call():
    flow = nested(
        edge="escalation", wrong="<escalationEventDefinition/>", more='<endEvent id="told"/>'
    )
    flow = flow.replace('attachedToRef="call"', 'attachedToRef="call" cancelActivity="false"')
    flow = flow.replace(
        'sourceRef="repair" targetRef="decide"', 'sourceRef="repair" targetRef="told"'
    )
    place = a_place("survey", "civil", "police", "fire", flow=flow)
    number = place.accepted()
    for node in ("survey", "civil", "police", "fire", "fire"):
        place.review(number, node)
    place.review(number, "check", "refused", "材料不实。", by=place.people["civil"])
    assert opened(place, number) == ["decide", "repair"]
    place.decide(number)
    place.review(number, "repair", by=place.people["police"])
    assert place.case(number).closed_at is not None
    assert list(differences()) == []


def test_what_is_sent_back_out_of_a_sub_process_ends_all_that_is_inside_it(place, number):
    back = Back("survey", reason="面积不符，请核实。", straight=False)
    place.at("send_back", number, "civil", by=place.people["civil"], back=back)
    assert (opened(place, number), live(place, number)) == (["survey"], ["survey"])
    place.review(number, "survey")
    assert opened(place, number) == ["civil", "police"]
    assert list(differences()) == []


def test_the_last_step_of_a_sub_process_can_be_taken_back(place, number):
    place.review(number, "civil")
    place.review(number, "police")
    item, _ = place.open(number, "police")
    place.on("take_back", number, by=place.people["police"], item=item, reason="意见写错了。")
    assert opened(place, number) == ["police"]
    assert sorted(live(place, number)) == ["inner_fork", "inner_join", "police", "sub"]
    place.review(number, "police")
    assert opened(place, number) == ["fire"]
    assert list(differences()) == []


def test_nobody_jumps_into_a_sub_process(place):
    number = place.accepted()
    assert code(
        lambda: place.at(
            "send_back",
            number,
            "survey",
            by=place.people["survey"],
            back=Back("civil", reason="请民政先看。", straight=False),
        )
    ).startswith("case.")


def test_the_steps_are_listed_in_the_order_of_the_flow_inside_and_out():
    order = ["accept", "survey", "civil", "police", "fire", "check", "repair", "decide"]
    assert sorted(tasks_in_order(compiled(NESTED.encode()))) == sorted(order)
    assert tasks_in_order(compiled(NESTED.encode()))[:5] == order[:5]


REFUSED = [
    ({"check": "serviceTask"}, "check: nobody in a case does a serviceTask; make it a userTask"),
    (
        {"edge": "timer", "wrong": ""},
        "edge: its time is not said in one unit; write a timeDuration such as",
    ),
    (
        {"edge": "signal", "wrong": ""},
        "edge: nobody sends a case a signal; make it a message",
    ),
    ({"end": "<messageEventDefinition/>"}, "end: a case sends no messages by its flow"),
    (
        {"more": '<sequenceFlow id="m" sourceRef="accept" targetRef="end"/>'},
        "accept: several arrows",
    ),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_what_a_case_cannot_carry_is_refused_with_what_to_draw_instead(change, reason):
    given = {"name": "甲", "power_type": 7, "organ_id": 1, "level": 4, "performers": BOUND}
    assert parts_fault(Content(**given, flow=NESTED)) is None
    refusal = parts_fault(Content(**given, flow=nested(**change)))
    assert refusal is not None
    assert refusal.code == "catalogue.flow_not_carried"
    assert reason in refusal.facts["reasons"]
