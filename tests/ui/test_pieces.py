"""What components are handed."""

import json
from datetime import date

from tongban.ui.pieces import Day, DayKind, Due, DueState, Flow, FlowStep, NodeState


def test_a_bar_is_never_drawn_beyond_its_ends():
    assert Due(140, DueState.LATE, "3 days late").shown == 100
    assert Due(-5, DueState.OK, "9 days left").shown == 0
    assert Due(35, DueState.OK, "9 days left").shown == 35


def test_a_day_may_be_several_things_at_once():
    day = Day(date(2026, 10, 10), "4", (DayKind.MAKEUP, DayKind.NOW))
    assert day.classes == "makeup now"
    assert day.makeup
    assert not day.promised


def test_a_flow_names_its_nodes_by_state():
    steps = (
        FlowStep("accept", "Accept", NodeState.PASSED),
        FlowStep("review", "Review", NodeState.CURRENT),
    )
    marks = json.loads(Flow("picture", steps).marks)
    assert marks == {"passed": ["accept"], "current": ["review"], "waiting": [], "cancelled": []}


def test_a_plain_flow_marks_nothing():
    assert Flow("picture", (FlowStep("accept", "Accept"),), plain=True).marks == "{}"


def test_a_document_cannot_close_the_element_that_carries_it():
    flow = Flow("picture", (), xml='<a name="</script><script>alert(1)</script>"/>')
    assert "</script" not in flow.inline
