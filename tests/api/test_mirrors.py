"""Other systems report their cases through the API: whole reports, once, and only by who may."""

import pytest

from builders.api import a_program
from builders.identity import an_organ
from builders.mirrors import SYSTEM, a_guide
from tongban.kernel.mirrors.models import MirroredCase
from tongban.kernel.mirrors.queries import query_code_of

pytestmark = pytest.mark.django_db


def a_report(version, **more):
    return {
        "system": SYSTEM,
        "number": "SC20260302000017",
        "matter_id": version.matter_id,
        "applicant": "张三丰",
        "state": "accepted",
        "received_on": "2026-02-24",
        "accepted_on": "2026-02-25",
        "reported_at": "2026-03-02T12:00:00+08:00",
        "steps": [{"at": "2026-02-25T09:00:00+08:00", "words": "已受理"}],
        **more,
    }


def test_a_report_is_taken_once_changed_later_and_refused_when_older():
    version, manager = a_guide(), a_program(an_organ(), "duty_manager")
    assert manager.post("mirrors", a_report(version)).json()["taken"] == "new"
    assert manager.post("mirrors", a_report(version)).json()["taken"] == "known"
    later = {"reported_at": "2026-03-03T12:00:00+08:00", "state": "paused"}
    assert manager.post("mirrors", a_report(version, **later)).json()["taken"] == "changed"
    earlier = manager.post("mirrors", a_report(version, reported_at="2026-03-01T12:00:00+08:00"))
    assert (earlier.status_code, earlier.json()["code"]) == (409, "mirror.older")
    assert MirroredCase.objects.get().state == "paused"


def test_the_answer_brings_the_code_by_which_the_applicant_follows_the_case(client):
    manager = a_program(an_organ(), "duty_manager")
    told = manager.post("mirrors", a_report(a_guide())).json()
    assert told["query_code"] == query_code_of(MirroredCase.objects.get())
    page = client.post("/track/", {"number": told["number"], "code": told["query_code"]})
    assert page.status_code == 200


def test_what_is_wrong_in_a_report_is_named_by_field():
    version, manager = a_guide(), a_program(an_organ(), "duty_manager")
    answer = manager.post("mirrors", a_report(version, matter_id=999))
    assert (answer.status_code, answer.json()["code"]) == (422, "mirror.no_such_matter")
    assert answer.json()["faults"][0]["field"] == "body.matter_id"
    naive = manager.post("mirrors", a_report(version, reported_at="2026-03-02T12:00:00"))
    assert naive.json()["faults"][0]["field"] == "body.reported_at"
    assert not MirroredCase.objects.exists()


def test_a_window_reports_nothing():
    answer = a_program(an_organ()).post("mirrors", a_report(a_guide()))
    assert (answer.status_code, answer.json()["code"]) == (403, "mirror.may_not_report")
