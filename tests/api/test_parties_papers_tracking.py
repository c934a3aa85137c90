"""Programs find and register applicants, verify papers, and follow cases by number and code."""

from datetime import date

import pytest
from django.core.cache import cache

from builders.api import a_program
from builders.cases import a_place
from builders.identity import an_organ
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.cases.queries import query_code
from tongban.kernel.ledger.models import Event
from tongban.kernel.papers.queries import papers_of

pytestmark = pytest.mark.django_db
NUMBER = {"number_kind": "identity-number", "number": an_identity_number(1)}


@pytest.fixture(autouse=True)
def no_tries_before():
    cache.clear()


def test_an_applicant_is_found_by_the_exact_number_and_shown_masked():
    a_citizen()
    window = a_program(an_organ())
    found = window.post("parties/find", NUMBER).json()
    assert found == {
        "kind": "person",
        "name": "张**",
        "number": "5116**********" + an_identity_number(1)[-4:],
        "phone": "138****8000",
    }
    assert window.post("parties/find", {**NUMBER, "number": "5116"}).status_code == 404


def test_an_applicant_is_registered_once_and_known_under_one_name():
    organ = an_organ()
    window = a_program(organ)
    given = {
        "kind": "person",
        "name": "张三丰",
        "number": an_identity_number(1),
        "phone": "13800138000",
    }
    assert window.post("parties", given).status_code == 200
    assert window.post("parties", given).status_code == 200
    events = Event.objects.filter(type="party.registered")
    assert [(one.by, one.organ) for one in events] == [(window.person.actor_id, organ.actor_id)]
    other = window.post("parties", {**given, "name": "李四光"}).json()
    assert other["code"] == "parties.known_by_another_name"
    assert window.post("parties", {**given, "number": "123"}).status_code == 422


def test_only_who_takes_applications_in_looks_for_applicants():
    a_citizen()
    for program in (a_program(), a_program(an_organ(), "leader")):
        answer = program.post("parties/find", NUMBER)
        assert (answer.status_code, answer.json()["code"]) == (403, "api.no_intake")


def test_a_paper_is_verified_by_its_code_everywhere_and_by_number_in_its_own_organ():
    place = a_place()
    (paper,) = [one for one in papers_of(f"case/{place.accepted()}") if one.kind == "acceptance"]
    stranger, bureau = a_program(), a_program(place.bureau, "officer")
    (by_code,) = stranger.get(f"papers?code={paper.code}").json()["items"]
    assert (by_code["number"], by_code["holds"]) == (paper.number, True)
    assert bureau.get(f"papers?number={paper.number}").json()["items"][0]["id"] == paper.pk
    assert stranger.get(f"papers?number={paper.number}").json()["items"] == []
    assert stranger.get("papers?code=AAAA").json()["items"] == []
    assert stranger.get("papers").json()["code"] == "api.code_or_number"


def test_the_pdf_of_a_paper_goes_to_its_own_organ_and_the_log_keeps_to_whom():
    place = a_place()
    (paper,) = [one for one in papers_of(f"case/{place.accepted()}") if one.kind == "acceptance"]
    bureau = a_program(place.bureau, "officer")
    answer = bureau.get(f"papers/{paper.pk}/file")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert Event.objects.get(type="document.handed_out").by == bureau.person.actor_id
    for other in (a_program(place.hall), a_program()):
        assert other.get(f"papers/{paper.pk}/file").status_code == 404
    assert bureau.get("papers/999/file").status_code == 404


def test_a_case_is_followed_by_number_and_code():
    place = a_place()
    number = place.submit().number
    program = a_program()
    found = program.get(f"tracking/{number}?code={query_code(number)}").json()
    assert (found["state"], date.fromisoformat(found["received_on"])) == (
        "submitted",
        place.today(),
    )
    wrong = program.get(f"tracking/{number}?code=00000000")
    missing = program.get(f"tracking/511602202602130000001?code={query_code(number)}")
    assert wrong.status_code == missing.status_code == 404
    assert wrong.json() == missing.json()


def test_who_guesses_codes_is_stopped_even_with_the_right_one():
    place = a_place()
    number = place.submit().number
    program = a_program()
    for guess in range(10):
        assert program.get(f"tracking/{number}?code={guess}").status_code == 404
    answer = program.get(f"tracking/{number}?code={query_code(number)}")
    assert (answer.status_code, answer.json()["code"]) == (429, "api.tried_too_often")
    assert int(answer["Retry-After"]) > 60
