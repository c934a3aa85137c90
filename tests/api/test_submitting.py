"""Programs hand in applications: once for each wish, for those they may, with whole forms."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from builders.api import a_program, an_application
from builders.cases import a_place
from builders.catalogue import a_published_version
from builders.identity import an_organ
from builders.parties import an_identity_number
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.queries import query_code
from tongban.kernel.documents.queries import documents_used_by

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_a_window_hands_in_and_the_log_knows_the_program():
    place = a_place()
    program = a_program(place.hall)
    answer = program.submit(place)
    given = answer.json()
    assert answer.status_code == 201
    assert given["query_code"] == query_code(given["number"])
    assert answer["ETag"] == given["etag"] == program.get(f"cases/{given['number']}")["ETag"]
    first = place.records(given["number"])[0]
    assert (first.by, first.organ) == (program.person.actor_id, place.hall.actor_id)


def test_the_same_key_and_body_get_the_first_answer_however_much_happened_since():
    place = a_place()
    program = a_program(place.hall)
    first = program.submit(place, key="wish-1")
    number = first.json()["number"]
    program.act(number, "accept", {"item": program.task(number), "happened": today(number)})
    again = program.submit(place, key="wish-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert Case.objects.count() == 1


def test_the_same_key_gets_the_first_answer_though_the_matter_was_revised():
    place = a_place()
    program = a_program(place.hall)
    first = program.submit(place, key="wish-1").json()
    on = Case.objects.get().submitted_at.date()
    revised = a_published_version(place.version.matter, on=on)
    assert program.get(f"matters/{place.version.matter_id}").json()["version_id"] == revised.pk
    assert program.submit(place, key="wish-1").json() == first


@pytest.mark.parametrize(
    "other",
    [
        {"values": {"applicant": {"name": "张三丰", "income": 1}}},
        {"delivery": "post"},
        {"matter_id": 999},
    ],
)
def test_the_same_key_with_another_body_is_refused(other):
    place = a_place()
    program = a_program(place.hall)
    program.submit(place, key="wish-1")
    answer = program.submit(place, key="wish-1", **other)
    assert (answer.status_code, answer.json()["code"]) == (409, "case.key")
    assert Case.objects.count() == 1


@pytest.mark.parametrize("key", ["", "two words", "密", "x" * 81])
def test_without_a_key_nothing_is_handed_in(key):
    place = a_place()
    answer = a_program(place.hall).post(
        "cases", an_application(place), **({"Idempotency_Key": key} if key else {})
    )
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["field"] == "header.Idempotency-Key"
    assert not Case.objects.exists()


def test_what_is_wrong_in_the_form_is_named_by_field_in_the_language_asked_for():
    place = a_place()
    program = a_program(place.hall)
    body = an_application(place, values={"applicant": {"income": -1}})
    headers = {"Idempotency_Key": "wish-1"}
    answer = program.post("cases", body, **headers, Accept_Language="en").json()
    assert answer["code"] == "case.form"
    faults = {each["field"]: each["words"] for each in answer["faults"]}
    assert faults["values.applicant.name"] == "Fill in “姓名”."
    chinese = program.post("cases", body, **headers, Accept_Language="zh-CN").json()
    assert "请" in chinese["detail"]
    assert chinese["detail"] != answer["detail"]


def test_only_a_window_of_the_county_or_the_applicants_own_program_hands_in():
    place = a_place()
    elsewhere = a_program(an_organ(division="511603"))
    assert elsewhere.submit(place).status_code == 403
    assert a_program(place.bureau, "leader").submit(place).status_code == 403
    own = a_program()
    assert own.submit(place, channel="portal").status_code == 403
    assert not Case.objects.exists()


def test_nobody_hands_in_for_who_is_not_registered_or_for_a_matter_that_is_not_there():
    place = a_place()
    program = a_program(place.hall)
    unknown = {"number_kind": "identity-number", "number": an_identity_number(77)}
    assert program.submit(place, applicant=unknown).json()["code"] == "api.no_party"
    assert program.submit(place, matter_id=999).status_code == 404


def test_a_file_is_uploaded_and_kept_only_as_what_it_is():
    program = a_program(an_organ())
    kept = upload(program, PDF)
    assert kept.status_code == 201
    assert kept.json()["media_type"] == "application/pdf"
    assert kept.json()["reference"].startswith("document/")
    assert upload(program, b"#!/bin/sh").json()["code"] == "documents.wrong_type"
    assert upload(program, b"").json()["code"] == "documents.empty"
    assert documents_used_by("case/1") == []


def test_a_body_beyond_the_limit_is_turned_away_unread(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    program = a_program(an_organ())
    answer = program.post("parties/find", {"number": "x" * 2000})
    assert (answer.status_code, answer.json()["code"]) == (413, "api.too_large")


@pytest.mark.parametrize(
    "body", ["", "{", "[1]", "NaN", '{"number": "\\u0000"}', '{"a": "\\ud800"}']
)
def test_a_body_that_is_no_plain_json_is_refused(body):
    program = a_program(an_organ())
    answer = program.browser.post(
        "/api/v1/parties/find", body, content_type="application/json", headers=program.headers()
    )
    assert answer["Content-Type"] == "application/problem+json"
    if body in {"", "[1]"}:
        assert (answer.status_code, answer.json()["code"]) == (422, "api.shape")
    else:
        assert (answer.status_code, answer.json()["code"]) == (400, "api.body")


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"]
)
def test_a_body_of_another_type_is_refused(kind):
    program = a_program(an_organ())
    body = '--x\r\nContent-Disposition: form-data; name="number"\r\n\r\n1\r\n--x--\r\n'
    headers = program.headers()
    answer = program.browser.post("/api/v1/parties", body, content_type=kind, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "api.body")


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_four_threads_opens_one_case():
    place = a_place()
    program = a_program(place.hall)
    numbers, barrier = [], Barrier(4)

    def hand_in():
        barrier.wait()
        numbers.append(program.submit(place, key="wish-1").json()["number"])
        connection.close()

    threads = [Thread(target=hand_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 4
    assert len(set(numbers)) == Case.objects.count() == 1


def upload(program, content):
    return program.browser.post(
        "/api/v1/documents?name=证明.pdf",
        content,
        content_type="application/octet-stream",
        headers=program.headers(),
    )


def today(number):
    return Case.objects.get(number=number).received_on.isoformat()
