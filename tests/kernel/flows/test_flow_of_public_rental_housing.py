"""The flow of the demo matter: a window, four departments side by side, a section, a leader."""

from importlib.resources import files
from itertools import permutations

import pytest
from lxml.etree import fromstring

from builders.flows import walked
from tongban.kernel.flows import compiled, complete, start

XML = (files("tongban") / "project/demo/matters/public_rental_housing/flow.bpmn").read_bytes()
FLOW = compiled(XML)
DEPARTMENTS = ("civil_affairs", "police", "real_estate", "employment")
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


def test_the_tasks_say_in_chinese_what_is_done_and_who_does_it():
    asked = {
        node.id: (node.name, node.act, node.performer, node.limit)
        for node in FLOW.nodes.values()
        if node.kind == "user"
    }
    assert asked == {
        "accept": ("窗口受理", "accept", "window", None),
        "civil_affairs": ("民政局收入财产核对", "review", "civil_affairs", "5wd"),
        "police": ("公安户籍车辆核对", "review", "police", "5wd"),
        "real_estate": ("不动产登记核对", "review", "real_estate", "5wd"),
        "employment": ("人社就业社保核对", "review", "employment", "5wd"),
        "summary": ("承办科室汇总初审", "review", "housing_officer", None),
        "decide": ("局领导审定", "decide", "housing_leader", None),
    }


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_leader_decides_after_all_four_departments_in_whatever_order(order):
    step = complete(FLOW, start(FLOW, {}).marking, 1, {})
    assert tuple(token.node for token in step.opened) == DEPARTMENTS
    branches = step.opened
    for place in order:
        assert not any(token.node == "summary" for token in step.opened)
        step = complete(FLOW, step.marking, branches[place].id, {})
    assert [token.node for token in step.marking.tokens] == ["summary"]


def test_the_case_ends_after_seven_tasks():
    done, steps = walked(FLOW, {}, min)
    assert done == ["accept", *DEPARTMENTS, "summary", "decide"]
    assert steps[-1].ended


def test_every_node_and_arrow_is_drawn_once_within_the_picture():
    root = fromstring(XML)
    shapes = [each.get("bpmnElement") for each in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")]
    assert sorted(shapes) == sorted([*FLOW.nodes, *FLOW.arrows])
    places = [each for each in root.iter() if each.get("x")]
    assert all(0 <= float(each.get("x")) + float(each.get("width", 0)) <= 860 for each in places)
    assert all(0 <= float(each.get("y")) + float(each.get("height", 0)) <= 236 for each in places)
