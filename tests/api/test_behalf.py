"""A program does a step for a colleague of its organ who gave it a proxy, and for nobody else."""

from datetime import UTC, timedelta

import pytest

from builders.api import a_program
from builders.cases import a_place
from builders.proxies import a_proxy
from tongban.api.moments import now, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    made = a_place("civil")
    made.now = now().astimezone(UTC) - timedelta(minutes=20)
    return made


def test_a_step_is_done_for_who_gave_the_proxy_and_the_task_says_for_whom(place):
    number, giver = place.accepted(), place.people["civil"]
    program = a_program(place.organs["civil"], "reviewer")
    item, _version = place.open(number, "civil")
    body = {"item": item, "outcome": "agreed", "opinion": "同意", "behalf": giver.username}
    answer = program.act(number, "complete", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "case.no_proxy")
    a_proxy(giver, program.person, on=today())
    (task,) = program.get(f"cases/{number}").json()["tasks"]
    assert (task["item"], task["behalf"]) == (item, giver.username)
    assert program.act(number, "complete", body).status_code == 200
    last = next(one for one in place.records(number) if one.type == "item.completed" and one.behalf)
    assert (last.by, last.behalf) == (program.person.actor_id, giver.actor_id)


def test_whom_nobody_knows_gave_no_proxy(place):
    number = place.accepted()
    program = a_program(place.organs["civil"], "reviewer")
    item, _version = place.open(number, "civil")
    body = {"item": item, "outcome": "agreed", "opinion": "同意", "behalf": "nobody-at-all"}
    answer = program.act(number, "complete", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "case.no_proxy")
