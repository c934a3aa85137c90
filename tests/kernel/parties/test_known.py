"""What a party stated of itself is known from its newest day on, and gone when it says so."""

from datetime import date, timedelta

import pytest
from django.db import connection

from builders.identity import an_act
from builders.parties import a_citizen, an_identity_number
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.actions import find_or_register, forget, learn
from tongban.kernel.parties.knowing import own_values, registered
from tongban.kernel.parties.queries import known_values
from tongban.kernel.parties.rules import REGISTER, PartyKind, learnable

pytestmark = pytest.mark.django_db
STATED = {
    "person.phone": "13912345678",
    "person.marital_status": "married",
    "person.name": "张三丰",
    "org.address": "广安区建安中路 1 号",
    "agent.phone": "13700000000",
    "bank.account": "6214570001000200030",
    "person.shoe_size": 42,
}


def test_of_a_citizen_only_lasting_facts_of_a_person_are_kept_and_of_a_body_only_those_of_a_body():
    assert learnable(PartyKind.PERSON, STATED) == {"person.phone": "13912345678"}
    assert learnable(PartyKind.ENTERPRISE, STATED) == {"org.address": "广安区建安中路 1 号"}


def test_the_register_vouches_for_name_and_number_and_for_what_the_number_says():
    party = a_citizen()
    known = {name: one.value for name, one in registered(party).items()}
    assert known == {
        "person.name": "张三丰",
        "person.identity_number": an_identity_number(),
        "person.birth_date": "1990-01-01",
        "person.sex": "female" if int(an_identity_number()[16]) % 2 == 0 else "male",
    }
    assert {one.source for one in registered(party).values()} == {REGISTER}


def test_a_body_is_registered_by_name_and_credit_code_and_by_another_number_by_name_alone():
    code = "11511301008778183N"
    body = find_or_register("enterprise", "某建材有限公司", code, "", an_act())
    assert set(registered(body)) == {"org.name", "org.credit_code"}
    other = find_or_register("other", "某协会", "A-2026", "", an_act(), number_kind="other")
    assert set(registered(other)) == {"org.name"}


def test_what_the_register_vouches_for_goes_before_what_was_stated():
    party = a_citizen()
    learn(party.pk, an_act(), values={"person.name": "张四", "person.phone": "1"}, source="case/1")
    own = own_values(party)
    assert (own["person.name"].value, own["person.phone"].value) == ("张三丰", "1")


def test_what_is_known_from_a_later_day_stays():
    party, act = a_citizen(), an_act()
    earlier = type(act)(act.by, act.organ, act.at - timedelta(days=3), f"{act.key}-earlier")
    learn(party.pk, act, values={"person.phone": "2"}, source="case/2")
    learn(
        party.pk, earlier, values={"person.phone": "1", "person.address": "广安"}, source="case/1"
    )
    known = known_values(party.pk)
    assert (known["person.phone"].value, known["person.phone"].source) == ("2", "case/2")
    assert known["person.address"].source == "case/1"
    assert isinstance(known["person.address"].since, date)


def test_what_is_forgotten_is_gone_from_the_tables_and_the_log_names_only_the_elements():
    party = a_citizen()
    learn(party.pk, an_act(), values={"person.phone": "13912345678"}, source="case/1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value_sealed FROM parties_knownvalue")
        assert b"13912345678" not in bytes(cursor.fetchone()[0])
    forget(party.pk, an_act(), elements=["person.phone", "person.address"])
    forget(party.pk, an_act(), elements=["person.phone"])
    assert known_values(party.pk) == {}
    told = [one.data for one in events_of(0, f"party/{party.pk}") if one.type == "party.forgotten"]
    assert told == [{"party": party.pk, "elements": ["person.phone"]}]


def test_what_was_deleted_is_not_learned_from_what_was_stated_before_and_told_late():
    party, act = a_citizen(), an_act()
    stated = {"person.phone": "13912345678", "person.address": "广安"}
    earlier = type(act)(act.by, act.organ, act.at - timedelta(minutes=1), f"{act.key}-earlier")
    learn(party.pk, earlier, values={"person.phone": "13912345678"}, source="case/1")
    forget(party.pk, act, elements=["person.phone"])
    learn(party.pk, earlier, values=stated, source="case/2")
    assert set(known_values(party.pk)) == {"person.address"}
    learn(party.pk, an_act(on=act.at.date() + timedelta(days=1)), values=stated, source="case/3")
    assert set(known_values(party.pk)) == set(stated)


def test_nothing_is_forgotten_of_another_and_nothing_of_nobody():
    party, other = a_citizen(), a_citizen("李四", order=2)
    learn(party.pk, an_act(), values={"person.phone": "1"}, source="case/1")
    forget(other.pk, an_act(), elements=["person.phone"])
    assert "person.phone" in known_values(party.pk)
    with pytest.raises(Refusal) as refused:
        forget(0, an_act(), elements=["person.phone"])
    assert refused.value.code == "parties.no_such_party"
