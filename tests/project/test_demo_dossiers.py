"""What a dossier of the demo says in one place it does not contradict in another."""

import re
from functools import cache
from typing import Any

import pytest

from builders.dossier_answers import FOLDERS, schema_of
from tongban.kernel.catalogue import dossiers
from tongban.kernel.catalogue.vocabulary import ServiceObject
from tongban.kernel.flows import compiled
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.rules import prefilled, stated

NAMES = sorted(path.parent.name for path in FOLDERS.glob("*/flow.bpmn"))
DAYS = {"wd": 1.0, "h": 1 / 8}
# A parent, who is registered elsewhere, has a child registered in the household of its grandfather.
HEAD = {"head": "陈老", "head_number": "511602195003075313", "registered_address": "滨河路 18 号"}


def days(limit: object) -> float:
    """Working days of a limit such as `5wd` or `4h`; nothing where there is none."""
    amount, unit = re.fullmatch("([0-9]+)([a-z]+)", str(limit or "0wd")).groups()
    return int(amount) * DAYS[unit]


def said_and_drawn(name: str) -> tuple[dict[str, Any], Any]:
    """The steps of the guide by name, and the flow."""
    steps = {one["name"]: one for one in dossiers.read(FOLDERS / name).fields["steps"]}
    return steps, compiled((FOLDERS / name / "flow.bpmn").read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_names_the_tasks_of_the_flow_with_the_same_limits(name):
    steps, flow = said_and_drawn(name)
    tasks = {node.name: node.limit for node in flow.nodes.values() if node.kind == "user"}
    assert set(steps) == set(tasks)
    told = {task: steps[task].get("limit") for task, limit in tasks.items() if limit}
    assert told == {task: limit for task, limit in tasks.items() if limit}


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_way_after_acceptance_keeps_the_promise(name):
    promised = dossiers.read(FOLDERS / name).fields.get("promised")
    if promised is None or promised.unit not in DAYS:
        return
    steps, flow = said_and_drawn(name)

    @cache
    def longest(node_id: str) -> float:
        node = flow.nodes[node_id]
        own = (
            0
            if node.act == "accept" or node.kind != "user"
            else days(steps[node.name].get("limit"))
        )
        return own + max((longest(flow.arrows[way].target) for way in node.outgoing), default=0)

    assert longest(flow.start) <= days(promised)


@pytest.mark.parametrize("name", NAMES)
def test_a_matter_whose_form_wants_a_credit_code_does_not_serve_people_without_one(name):
    applicant = schema_of(name)["properties"]["applicant"]
    wanted = {applicant["properties"][each].get("x-element") for each in applicant["required"]}
    serves = dossiers.read(FOLDERS / name).fields["serves"]
    assert "org.credit_code" not in wanted or ServiceObject.PERSON not in serves


def test_the_head_of_a_household_is_not_taken_for_who_registers_the_child():
    asked = form(schema_of("household_registration"))
    known = {"person.name": "陈雨", "person.registered_address": "建设路 1 号"}
    assert prefilled(asked, known) == {"applicant": {"name": "陈雨"}}
    assert "person.registered_address" not in stated(asked, {"household": HEAD})


@pytest.mark.parametrize("name", ["unemployment_benefit", "unemployment_registration"])
def test_the_employer_that_was_lost_is_not_learned_as_the_one_of_today(name):
    section = "work" if name == "unemployment_benefit" else "situation"
    asked = form(schema_of(name))
    assert "person.employer" not in stated(asked, {section: {"employer": "某公司"}})
    assert section not in prefilled(asked, {"person.employer": "某公司"})


def test_a_branch_is_not_filled_in_as_its_own_head_office():
    asked = form(schema_of("estate_agency_filing"))
    known = {"org.name": "某门店", "org.credit_code": "91511602MA62UR2C7P", "org.address": "住所"}
    assert prefilled(asked, known) == {
        "applicant": {"name": "某门店", "credit_code": "91511602MA62UR2C7P"}
    }
