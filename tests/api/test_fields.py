"""Over the API: what is hidden leaves in no answer, what a step fills in goes with what completes it, and several go at once."""

from datetime import UTC, timedelta

import pytest

from builders.api import a_program
from builders.fields import NOTED, SECRET, a_guarded_place, at_survey, surveyed
from tongban.api.moments import now

pytestmark = pytest.mark.django_db
AGREED = {"outcome": "agreed", "opinion": "同意"}


@pytest.fixture
def place():
    made = a_guarded_place()
    made.now = now().astimezone(UTC) - timedelta(minutes=60)
    return made


def test_a_hidden_answer_is_in_nothing_that_the_hiding_step_gets(place):
    number = surveyed(place, pay="8731")
    hidden = a_program(place.organs["police"]).get(f"cases/{number}").content.decode()
    assert number in hidden
    assert "applicant.income" not in hidden
    shown = a_program(place.organs["survey"]).get(f"cases/{number}").content.decode()
    assert "applicant.income" in shown
    assert SECRET not in hidden


def test_a_task_says_what_is_written_and_a_missing_must_is_named_by_field(place):
    program = a_program(place.organs["survey"], "officer")
    number = at_survey(place)
    (task,) = program.get(f"cases/{number}").json()["tasks"]
    assert task["must"] == ["office.finding", "office.visited_on"]
    assert "household.people.checked" in task["write"]
    body = {"item": task["item"], **AGREED, "fields": {"office.finding": "情况属实"}}
    answer = program.act(number, "complete", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "case.must_fill")
    assert [one["field"] for one in answer.json()["faults"]] == ["fields.office.visited_on"]
    assert program.act(number, "complete", {**body, "fields": NOTED}).status_code == 200
    assert place.open(number, "joint")


def test_what_is_filled_in_by_itself_leaves_the_step_open_and_names_what_it_may_not(place):
    program = a_program(place.organs["survey"], "officer")
    number = at_survey(place)
    item = own(program, number)
    assert program.act(number, "fill", {"item": item, "fields": NOTED}).status_code == 200
    wrong = {"item": item, "fields": {"applicant.income": "0"}}
    answer = program.act(number, "fill", wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "case.not_writable")
    assert answer.json()["faults"][0]["field"] == "fields.applicant.income"
    assert program.act(number, "complete", {"item": item, **AGREED}).status_code == 200


def own(program, number):
    (task,) = program.get(f"cases/{number}").json()["tasks"]
    return task["item"]


def picked(program, number, item=0, etag=""):
    etag = etag or program.get(f"cases/{number}")["ETag"]
    return {"number": number, "item": item or own(program, number), "etag": etag}


def sent(program, items, key="once"):
    body = {"verb": "complete", "items": items, "outcome": "agreed", "words": "同意"}
    answer = program.post("cases/acts/batch", body, Idempotency_Key=key)
    assert answer.status_code == 200, answer.content
    return answer.json()


def codes(told):
    return [one["problem"] and one["problem"]["code"] for one in told["rows"]]


def test_several_are_done_at_once_and_what_cannot_be_says_why(place):
    program = a_program(place.organs["civil"], "officer")
    first, second = surveyed(place), surveyed(place)
    items = [picked(program, first), picked(program, second, etag='"0"')]
    items.append({"number": "511602202602139999999", "item": 1, "etag": '"1"'})
    told = sent(program, items)
    assert (told["done"], told["refused"]) == (1, 2)
    assert codes(told) == [None, "api.changed", "case.not_found"]
    assert sent(program, items)["rows"][0]["done"] == told["rows"][0]["done"]


def test_what_must_be_filled_in_is_not_done_in_a_batch(place):
    program = a_program(place.organs["survey"], "officer")
    assert codes(sent(program, [picked(program, at_survey(place))])) == ["case.batch_must"]
