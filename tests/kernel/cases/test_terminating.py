"""终止结束事件: a decision that ends the case takes every other step away with it."""

import pytest

from builders.cases import a_place
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.dossiers import parts_fault

pytestmark = pytest.mark.django_db
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
    '<process id="p"><startEvent id="start"/><userTask id="accept" name="受理" t:act="accept" t:performer="window"/>'
    '<parallelGateway id="split"/><userTask id="civil" name="核对" t:act="review" t:performer="civil"/>'
    '<userTask id="police" name="核查" t:act="review" t:performer="police"/>'
    '<userTask id="decide" name="决定" t:act="decide" t:performer="leader"/><endEvent id="end"/>'
)
ENDS = '<endEvent id="over"><terminateEventDefinition/></endEvent></process></definitions>'


def arrows(*ways):
    return "".join(
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in ways
    )


COMMON = (
    ("start", "accept"),
    ("accept", "split"),
    ("split", "civil"),
    ("split", "decide"),
    ("split", "police"),
)
DECIDED = HEAD + arrows(*COMMON, ("civil", "end"), ("police", "end"), ("decide", "over")) + ENDS
UNDECIDED = HEAD + arrows(*COMMON, ("civil", "end"), ("decide", "end"), ("police", "over")) + ENDS


def test_a_decision_before_a_terminate_end_closes_what_others_had_yet_to_do():
    place = a_place("civil", "police", flow=DECIDED)
    number = place.accepted()
    place.review(number, "civil")
    place.decide(number, "agreed")
    case = place.case(number)
    state = load(case.home, case.id)
    assert (case.state, case.closed_at is not None) == ("decided", True)
    rounds = {one.node: one.state for one in state.rounds.values()}
    assert rounds == {
        "accept": "closed",
        "civil": "closed",
        "decide": "closed",
        "police": "cancelled",
    }
    assert not [one for one in state.items.values() if one.state in {"open", "waiting"}]
    assert not [one for one in state.tokens.values() if one.state == "live"]
    assert list(differences()) == []


def test_a_matter_may_not_end_its_case_where_nothing_was_decided():
    bound = {
        name: {"organ": 1, "duty": "officer"} for name in ("window", "civil", "police", "leader")
    }
    given = {"name": "甲", "power_type": 7, "organ_id": 1, "level": 4, "performers": bound}
    assert parts_fault(Content(**given, flow=DECIDED)) is None
    refusal = parts_fault(Content(**given, flow=UNDECIDED))
    assert refusal is not None
    assert (refusal.code, refusal.facts["ends"]) == ("catalogue.end_without_decision", "over")
