"""The demo's matters: one of each procedure, published, drawn, worded in two languages, performed by its people."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count, pairwise
from typing import Any

import pytest
from django.db import transaction

from builders.dossier_answers import (
    ANSWERS,
    APPLICANTS,
    FOLDERS,
    HANDLERS,
    STEPS,
    whole,
)
from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Completing, Intake
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.story import story_of
from tongban.kernel.catalogue import dossiers
from tongban.kernel.catalogue.queries import MatterVersion, Procedure, guide, matter_by_code
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.flows import compiled
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.rules import check, steps
from tongban.kernel.identity.queries import (
    held,
    mandate_for,
    organ_by_id,
    person_by_username,
    posts_for,
    posts_of,
)
from tongban.kernel.parties.queries import party_of
from tongban.project.demo import dossiers as published
from tongban.project.demo import matters, organs, people
from tongban.project.demo.papers import paper

NAMES = sorted(path.parent.name for path in FOLDERS.glob("*/flow.bpmn"))
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY: date = day_of(NOW)
_keys = count(1)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _the_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo without its cases, loaded once for the module and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in (organs, matters, people, published):
            part.load(NOW)
        yield
        transaction.set_rollback(True)


def version_of(name: str) -> MatterVersion:
    matter = matter_by_code("item_code", dossiers.read(FOLDERS / name).item_code)
    assert matter is not None, name
    found = guide(matter.pk, on=TODAY)
    assert found is not None, name
    return found.version


def schema_of(name: str) -> dict[str, Any]:
    return json.loads((FOLDERS / name / "form.schema.json").read_text(encoding="utf-8"))


def untitled(node: Any, path: str = "") -> list[str]:
    """The places of a form whose title is missing in Chinese or in English."""
    if isinstance(node, list):
        return [each for index, one in enumerate(node) for each in untitled(one, f"{path}/{index}")]
    if not isinstance(node, dict):
        return []
    asks = ("const" in node and "title" in node) or node.get("type") in {
        "object",
        "string",
        "integer",
        "boolean",
        "array",
    }
    wrong = [path] if asks and not (node.get("title") and node.get("x-en", {}).get("title")) else []
    inner = {
        key: value
        for key, value in node.items()
        if key not in {"allOf", "x-en", "x-file", "$schema"}
    }
    return wrong + [
        each for key, value in inner.items() for each in untitled(value, f"{path}/{key}")
    ]


def test_the_demo_has_a_matter_of_every_procedure():
    assert {version_of(name).procedure for name in NAMES} == set(Procedure.values)
    assert len(NAMES) >= 24


@pytest.mark.parametrize("name", NAMES)
def test_a_matter_of_the_demo_is_published_and_open_online(name):
    version = version_of(name)
    assert version.status == "published"
    assert version.online
    assert version.dossier_digest == dossiers.read(FOLDERS / name).digest


def test_a_matter_of_a_ministry_is_a_guide_that_leads_to_its_system():
    version = version_of("ordinary_passport")
    assert (version.status, version.handling, version.online) == ("published", "vertical", False)
    assert version.online_url.startswith("https://")
    assert (version.form, version.flow) == (None, None)


@pytest.mark.parametrize("name", NAMES)
def test_every_element_of_a_flow_is_drawn(name):
    content = (FOLDERS / name / "flow.bpmn").read_text(encoding="utf-8")
    flow = compiled(content.encode())
    for node in flow.nodes:
        assert f'bpmnElement="{node}"' in content, node


@pytest.mark.parametrize("name", NAMES)
def test_every_performer_is_somebody_of_the_demo_with_the_mandate_for_the_step(name):
    version = version_of(name)
    for node in compiled((version.flow or "").encode()).nodes.values():
        if node.kind != "user":
            continue
        for performer in node.manner.performers:
            assert able(version, performer, node.act), f"{name}: nobody may {node.act} at {node.id}"


def able(version, performer: str, act: str) -> list:
    """The posts of a performer that somebody holds, with the mandate for the act."""
    bound = version.performers[performer]
    organ = version.organ if act in {"accept", "decide"} else organ_by_id(bound["organ"])
    posts = held(posts_for(bound["organ"], bound["duty"], on=TODAY), on=TODAY)
    asked = {"power": act, "organ": organ, "matter_id": version.matter_id, "on": TODAY}
    return [post for post in posts if mandate_for(post=post, **asked)]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_worded_in_chinese_and_in_english(name):
    assert untitled(schema_of(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_fill_the_form_step_by_step(name):
    asked = form(schema_of(name))
    values = whole(name, lambda _: "document/1")
    assert check(asked, values, whole=True) == ()
    sections = [section.name for section in steps(asked, values)]
    assert len(sections) == len(STEPS[name])
    for section, step in zip(sections, STEPS[name], strict=True):
        assert {path.partition(".")[0] for path in step} <= {section}


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_a_form_may_be_a_pdf(name):
    fields = [(each.path, each.file) for each in form(schema_of(name)).fields()]
    assert [path for path, file in fields if file and "pdf" not in file.types] == []


def test_the_tests_hold_answers_for_every_dossier_and_no_other():
    assert sorted(ANSWERS) == sorted(APPLICANTS) == NAMES


def handed_in(name: str, by: str, *, channel: str = "portal") -> str:
    """Somebody hands the matter in for the applicant of the demo; its number."""
    version, person = version_of(name), person_by_username(by)
    applicant = person_by_username(APPLICANTS[name])
    party = party_of(applicant) if applicant else None
    assert person is not None
    assert party is not None

    def attached(field: str) -> str:
        act = Act(person.actor_id, "", NOW, f"file-{name}-{field}-{next(_keys)}")
        content = BytesIO(paper(field))
        kept = keep(content, name="扫描件.pdf", act=act, allowed=["pdf", "jpg"], max_bytes=100_000)
        return kept.reference

    values = whole(name, attached)
    delivery = version.delivery[0]
    intake = Intake(version.pk, party.pk, values, channel, TODAY, delivery=delivery)
    act = Act(person.actor_id, "", NOW, f"submit-{next(_keys)}")
    return actions.submit(intake, act).number


@pytest.mark.parametrize("name", NAMES)
def test_an_applicant_of_the_demo_hands_it_in(name):
    number = handed_in(name, APPLICANTS[name])
    assert case_by_number(number, person_by_username(APPLICANTS[name]), on=TODAY) is not None


NOTED = {
    "市政设施审查": {
        "office.surveyed_on": "2026-11-24",
        "office.area": 12,
        "office.finding": "属实",
    }
}
"""What has to be noted at a step before it is done."""


def step(number: str, by: str, then: str = "") -> None:
    """The one step that the case waits for, done by somebody of the demo, or handed out to who comes `then`."""
    person = person_by_username(by)
    task = story_of(case_by_number(number, person, on=TODAY), person, at=NOW).tasks[0]
    act = Act(person.actor_id, "", NOW, f"step-{next(_keys)}")
    asked = {"version": task.version, "item": task.item}
    if task.kind == "dispatch":
        actions.assign(number, act, people=[person_by_username(then).actor_id], **asked)
    elif task.hand == "claim" and not task.held:
        actions.claim(number, act, **asked)
        step(number, by)
    elif task.act == "accept":
        actions.accept(number, act, happened=TODAY, **asked)
    elif task.act == "decide":
        actions.decide(number, act, outcome="agreed", reasons="符合条件。", **asked)
    else:
        noted = NOTED.get(task.name, {})
        actions.fill(number, act, fields=noted, then=Completing("agreed", "经核对。"), **asked)


@pytest.mark.parametrize("name", NAMES)
def test_the_people_of_the_demo_bring_it_to_its_end_each_in_one_part(name):
    number = handed_in(name, APPLICANTS[name])
    for by, then in pairwise((*HANDLERS[name], "")):
        step(number, by, then)
    person = person_by_username(HANDLERS[name][-1])
    assert case_by_number(number, person, on=TODAY).state == "decided"


def test_a_window_without_the_delegation_cannot_decide_at_once():
    number = handed_in("transport_certificate", "qujiang")
    with pytest.raises(Refusal) as refused:
        step(number, "wenjing")
    assert refused.value.code == "case.no_mandate"


def test_only_the_window_of_the_delegation_decides_at_once_and_only_its_matter():
    version, other = version_of("transport_certificate"), version_of("drainage_licence")
    window = posts_of(person_by_username("wangmin"), on=TODAY)[0]
    asked = {"post": window, "power": "decide", "on": TODAY}
    assert mandate_for(organ=version.organ, matter_id=version.matter_id, **asked)
    assert mandate_for(organ=version.organ, matter_id=other.matter_id, **asked) is None
    assert mandate_for(organ=other.organ, matter_id=other.matter_id, **asked) is None


def test_whoever_of_two_reviewers_did_not_review_can_chair_the_hearing_on_the_licence():
    version = version_of("drainage_licence")
    bound = version.performers["drainage_officer"]
    posts = posts_for(bound["organ"], bound["duty"], on=TODAY)
    assert len(held(posts, on=TODAY)) == 2


def test_the_agent_of_the_street_hands_in_for_an_applicant_and_can_accept_nothing():
    version, agent = version_of("senior_card"), person_by_username("liangchen")
    assert handed_in("senior_card", "liangchen", channel="agent") is not None
    with pytest.raises(Refusal) as refused:
        handed_in("senior_card", "liangchen", channel="counter")
    assert refused.value.code == "case.not_the_applicant"
    post = posts_of(agent, on=TODAY)[0]
    asked = {"post": post, "power": "accept", "organ": version.organ, "on": TODAY}
    assert mandate_for(matter_id=version.matter_id, **asked) is None
