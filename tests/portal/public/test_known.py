"""What an applicant stated once is filled in the next time, with its source, and is its own to delete."""

import pytest
from django.urls import reverse

from builders.identity import an_act
from builders.known import STATED, ask_of_elements, hand_on
from builders.parties import an_identity_number
from tongban.kernel.forms.models import Draft
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.actions import learn
from tongban.kernel.parties.queries import known_values

KNOWN = reverse("public:known")
ORIGIN = "取自2026年2月14日的申请"


@pytest.fixture
def citizen(place, signed_in):
    ask_of_elements(place)
    return signed_in(place.citizen)


def begun(client, place):
    """The address of the first step of a new application."""
    key = {"key": f"k{Draft.objects.count()}"}
    client.post(reverse("public:apply", args=[place.version.matter_id]), key)
    return reverse("public:step", args=[Draft.objects.latest("pk").pk, "applicant"])


def sent(client, place, **more):
    """Apply and send; the worker hands on what happened. Return the number."""
    step = begun(client, place)
    own = {"applicant.name": "张三丰", "applicant.identity_number": an_identity_number()}
    after = client.post(step, {**own, **STATED, **more}).url
    after = client.post(after, {"agent.name": "赵六"}).url
    check = client.post(after, {"spouse.employer": "某公司"}).url
    number = client.post(check).url.rstrip("/").rpartition("/")[2]
    hand_on()
    return number


def test_the_register_fills_the_first_form_with_name_number_and_what_the_number_says(
    citizen, place
):
    page = citizen.get(begun(citizen, place)).content.decode()
    assert f'value="{an_identity_number()}"' in page
    assert page.count("取自登记资料（") == 3
    assert 'value="female" checked' in page or 'value="male" checked' in page


def test_what_was_stated_fills_the_next_form_with_source_and_day(citizen, place):
    number = sent(citizen, place)
    page = citizen.get(begun(citizen, place)).content.decode()
    assert 'value="13912345678"' in page
    assert page.count(f"{ORIGIN}（{number}）") == 2
    assert 'aria-describedby="f-applicant-phone-origin"' in page


def test_only_lasting_facts_of_the_applicant_itself_are_learned(citizen, place):
    sent(citizen, place)
    assert set(known_values(place.party)) == {"person.phone", "person.address"}


def test_what_was_filled_in_can_be_changed_and_then_bears_no_source(citizen, place):
    sent(citizen, place)
    step = begun(citizen, place)
    citizen.post(step, {**STATED, "applicant.phone": "13700000000", "_later": "1"})
    page = citizen.get(step).content.decode()
    assert 'value="13700000000"' in page
    assert page.count(ORIGIN) == 1


def test_a_later_statement_goes_before_an_earlier_one_and_the_register_before_both(citizen, place):
    sent(citizen, place)
    second = sent(citizen, place, **{"applicant.phone": "13700000000"})
    known = known_values(place.party)["person.phone"]
    assert (known.value, known.source) == ("13700000000", f"case/{second}")
    learn(place.party, an_act(), values={"person.name": "张四丰"}, source="case/1")
    assert 'value="张三丰"' in citizen.get(begun(citizen, place)).content.decode()


def test_what_a_neighbour_stated_is_filled_into_no_other_form(citizen, place, neighbour, signed_in):
    sent(citizen, place)
    other = signed_in(neighbour)
    page = other.get(begun(other, place)).content.decode()
    assert "13912345678" not in page
    assert ORIGIN not in page
    assert "13912345678" not in other.get(KNOWN).content.decode()


def test_a_party_sees_what_is_known_of_it_with_source_and_day(citizen, place):
    number = sent(citizen, place)
    page = citizen.get(KNOWN).content.decode()
    for words in ("13912345678", ORIGIN, reverse("public:own", args=[number]), "取自登记资料"):
        assert words in page, words
    assert an_identity_number() not in page
    assert "某公司" not in page
    assert "赵六" not in page


def test_a_party_deletes_one_value_or_all_and_they_are_filled_in_no_more(citizen, place):
    sent(citizen, place)
    assert citizen.post(KNOWN, {"forget": "person.phone"}).url == KNOWN
    assert set(known_values(place.party)) == {"person.address"}
    assert "13912345678" not in citizen.get(begun(citizen, place)).content.decode()
    citizen.post(KNOWN, {"forget": "all"})
    assert known_values(place.party) == {}
    told = [
        one.data for one in events_of(0, f"party/{place.party}") if one.type == "party.forgotten"
    ]
    assert [one["elements"] for one in told] == [["person.phone"], ["person.address"]]


def test_what_was_deleted_does_not_come_back_when_another_answer_is_put_right(citizen, place):
    number = sent(citizen, place)
    citizen.post(KNOWN, {"forget": "all"})
    place.wait(days=2)
    place.at("mend", number, "accept", entries={"applicant.address": "广安区建安路 2 号"})
    hand_on()
    known = known_values(place.party)
    assert {name: one.value for name, one in known.items()} == {
        "person.address": "广安区建安路 2 号"
    }


def test_nobody_deletes_what_is_known_of_another(citizen, place, neighbour, signed_in):
    sent(citizen, place)
    signed_in(neighbour).post(KNOWN, {"forget": "all"})
    assert "person.phone" in known_values(place.party)


def test_a_stranger_is_asked_to_sign_in_and_a_clerk_without_data_sees_none(
    client, place, signed_in
):
    assert client.get(KNOWN).url.startswith(reverse("public:enter"))
    page = signed_in(place.people["window"]).get(KNOWN).content.decode()
    assert "没有可以预填的资料" in page
