"""What a program does for an applicant its link names: nothing without one, and nothing beyond it."""

from datetime import UTC

import pytest

from builders.api import a_program
from builders.cases import ANSWERS, a_place
from builders.identity import an_act
from builders.parties import a_citizen, an_identity_number
from tongban.api.actions import end_client, link_client, unlink_client
from tongban.api.moments import now, today
from tongban.api.rules import PartyPower
from tongban.kernel import Refusal
from tongban.kernel.cases.actions import Point
from tongban.kernel.identity.actions import register_person
from tongban.kernel.ledger.models import Event
from tongban.kernel.parties.actions import link_person
from tongban.kernel.parties.queries import party_of

pytestmark = pytest.mark.django_db
VALUES = {"applicant": {**ANSWERS["applicant"], "name": "李四光"}}
OTHER = {"number_kind": "identity-number", "number": an_identity_number(2)}


@pytest.fixture
def party():
    return a_citizen(order=2, name="李四光")


def linked(party, *powers):
    """A program that may do for the party what the powers name."""
    program = a_program()
    link(program, party, *powers)
    return program


def link(program, party, *powers):
    named = [PartyPower(each) for each in powers]
    return link_client(program.person.username, an_act(), party=party, powers=named)


def handed_in(place, program, **more):
    return program.submit(place, channel="portal", applicant=OTHER, values=VALUES, **more)


def code(answer):
    return (answer.status_code, answer.json().get("code"))


def test_a_linked_program_hands_in_and_takes_back_as_far_as_its_link_goes(party):
    place, program = a_place(), linked(party, "submit")
    number = handed_in(place, program).json()["number"]
    answer = program.act(number, "withdraw", {})
    assert code(answer) == (403, "api.no_power")
    assert "“撤回申请”" in answer.json()["detail"]
    link(program, party, "submit", "withdraw")
    assert program.act(number, "withdraw", {"reason": "不办了"}).status_code == 200
    assert place.case(number).state == "withdrawn"


def test_what_ended_is_applied_for_again_by_the_linked_program_only_with_its_power(party):
    place, program = a_place(), linked(party, "submit", "withdraw")
    number = handed_in(place, program).json()["number"]
    assert program.act(number, "withdraw", {"reason": "材料有误"}).status_code == 200
    assert code(program.act(number, "apply_again", {})) == (403, "api.no_power")
    link(program, party, "submit", "withdraw", "apply_again")
    answer = program.act(number, "apply_again", {"values": {"applicant": {"income": 9}}})
    new = place.case(answer.json()["number"])
    assert (answer.status_code, new.earlier) == (200, number)
    values = place.content(new.number, new.form)["values"]
    assert values == {"applicant": {"name": "李四光", "income": 9}}
    assert program.get(f"cases/{new.number}").json()["earlier"] == number
    assert code(program.act(number, "apply_again", {})) == (422, "case.taken_up")


def test_a_statement_of_the_applicant_is_written_only_with_its_power(party):
    place, program = a_place(), linked(party, "submit")
    number = handed_in(place, program).json()["number"]
    place.now = now().astimezone(UTC)
    place.accept(number)
    assert code(program.act(number, "hear", {"words": "补充说明"})) == (403, "api.no_power")
    link(program, party, "hear")
    assert program.act(number, "hear", {"words": "补充说明"}).status_code == 200


def test_without_the_power_to_hand_in_a_linked_program_hands_nothing_in(party):
    place, program = a_place(), linked(party, "withdraw")
    answer = handed_in(place, program)
    assert code(answer) == (403, "api.no_power")
    assert "“提交申请”" in answer.json()["detail"]
    link(program, party, "submit")
    assert handed_in(place, program).status_code == 201


def test_who_is_linked_with_nobody_or_with_another_takes_nothing_back(party):
    place = a_place()
    window, stranger = a_program(place.hall), linked(party, "withdraw")
    number = window.submit(place).json()["number"]
    assert code(window.act(number, "withdraw", {})) == (403, "api.no_power")
    old = window.get(f"cases/{number}")["ETag"]
    assert code(stranger.act(number, "withdraw", {}, match=old)) == (404, "api.not_found")
    assert place.case(number).state == "submitted"


def test_what_is_missing_is_supplied_by_the_linked_program_only_with_its_power(party):
    place, program = a_place(), linked(party, "submit")
    number = handed_in(place, program).json()["number"]
    place.now = now().astimezone(UTC)
    points = [Point("income", "收入证明缺盖章", "")]
    place.at("request_supplement", number, "accept", points=points, reason="")
    supplied = {"values": VALUES, "happened": today().isoformat()}
    assert code(program.act(number, "supplement", supplied)) == (403, "api.no_power")
    link(program, party, "supplement")
    assert program.act(number, "supplement", supplied).status_code == 200


def test_an_unlinked_program_sees_no_case_of_the_applicant_any_more(party):
    place, program = a_place(), linked(party, "submit", "withdraw")
    number = handed_in(place, program).json()["number"]
    assert program.get(f"cases/{number}").status_code == 200
    unlink_client(program.person.username, an_act())
    assert program.get(f"cases/{number}").status_code == 404
    assert Event.objects.filter(type="party.unlinked").count() == 1
    assert handed_in(place, linked(party, "submit")).status_code == 201


def test_a_program_that_ends_leaves_its_applicant_to_another(party):
    program = linked(party, "submit")
    end_client(program.person.username, an_act())
    assert party_of(program.person) is None
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "api.client_ended"):
        link(program, party, "submit")
    assert link(a_program(), party, "submit").powers == ["submit"]


def test_an_applicant_with_a_login_of_its_own_has_no_program_and_is_said_to_sign_in_itself(party):
    own = register_person(an_act(), username="lisiguang", name="李四光", kind="public")
    link_person(party.pk, an_act(), person_id=own.pk)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "api.party_signs_in"):
        linked(party, "submit")
    assert party_of(own) == party


def test_an_applicant_has_one_program_and_a_program_one_applicant(party):
    program = linked(party, "submit")
    for one, other in ((a_program(), party), (program, a_citizen(order=3))):
        with pytest.raises(
            Refusal, check=lambda refusal: refusal.code == "parties.linked_elsewhere"
        ):
            link(one, other, "withdraw")
