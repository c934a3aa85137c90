"""Parties are found by their numbers, shown masked, and opened only on the record."""

import pytest
from django.db import IntegrityError, connection, transaction

from builders.identity import a_person, an_act
from builders.parties import a_citizen, an_identity_number
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.actions import (
    change_contact,
    find_or_register,
    learn,
    link_person,
    remember_key,
    unmasked,
)
from tongban.kernel.parties.queries import (
    KeyCheck,
    Party,
    key_fits,
    known_values,
    parties_masked,
    party_by_id,
    party_by_number,
    party_of,
)
from tongban.kernel.sealing import WrongKey

pytestmark = pytest.mark.django_db
CREDIT = "11511301008778183N"


def an_enterprise():
    return find_or_register("enterprise", "广安某某建材有限公司", CREDIT, "08262222333", an_act())


def test_a_party_is_found_by_its_number_however_it_is_typed():
    party, number = a_citizen(), an_identity_number()
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}".lower()
    assert party_by_number("identity-number", spaced) == party
    assert party_by_number("identity-number", an_identity_number(2)) is None
    assert party_by_number("other", number) is None


def test_registering_the_same_number_again_finds_the_party_and_writes_nothing():
    party = a_citizen()
    assert a_citizen(phone="13900139000") == party
    assert parties_masked([party.pk])[party.pk].phone == "138****8000"
    assert len(events_of(0, party.actor_id)) == 1


def test_a_natural_person_is_not_known_by_two_names_but_an_enterprise_may_change_its_own():
    a_citizen()
    with pytest.raises(Refusal, match="another name"):
        a_citizen("李四")
    party = an_enterprise()
    assert find_or_register("enterprise", "新名称有限公司", CREDIT, "", an_act()) == party


@pytest.mark.parametrize(
    ("kind", "name", "number", "phone"),
    [
        ("person", "张三丰", "511602199001010012", ""),
        ("person", "张三丰", "", ""),
        ("person", " ", an_identity_number(), ""),
        ("person", "张三丰", an_identity_number(), "123"),
        ("enterprise", "某公司", an_identity_number(), ""),
    ],
)
def test_what_cannot_be_right_is_not_registered(kind, name, number, phone):
    with pytest.raises(Refusal):
        find_or_register(kind, name, number, phone, an_act())
    assert not Party.objects.exists()


def test_number_telephone_and_address_are_unreadable_in_the_tables():
    party = a_citizen()
    change_contact(party.pk, an_act(), address="广安区某某路1号")
    learn(party.pk, an_act(), values={"person.income": 1807654321}, source="case/1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text, k::text FROM parties_party p, parties_knownvalue k")
        row = str(cursor.fetchone())
    for secret in (an_identity_number(), "13800138000", "某某路", "1807654321"):
        assert secret not in row
        assert secret.encode().hex() not in row


def test_lists_mask_people_but_not_the_public_numbers_of_organisations(django_assert_num_queries):
    citizens = [a_citizen(order=order) for order in range(1, 6)]
    firm = an_enterprise()
    with django_assert_num_queries(1):
        shown = parties_masked([*(party.pk for party in citizens), firm.pk, 0])
    number = an_identity_number()
    assert shown[citizens[0].pk].name == "张**"
    assert shown[citizens[0].pk].number == f"{number[:4]}{'*' * 10}{number[-4:]}"
    assert (shown[firm.pk].name, shown[firm.pk].number) == (firm.name, CREDIT)
    assert shown[firm.pk].phone == "082****2333"
    assert len(shown) == 6


def test_looking_behind_the_mask_is_logged_with_its_purpose_and_without_personal_data():
    party, clerk = a_citizen(), a_person("李四")
    act = an_act(by=clerk.actor_id)
    seen = unmasked(party.pk, act, purpose="review", about="case/12")
    assert (seen.name, seen.number, seen.phone) == ("张三丰", an_identity_number(), "13800138000")
    last = events_of(0, party.actor_id)[-1]
    assert (last.type, last.by) == ("party.unmasked", clerk.actor_id)
    assert last.data == {"party": party.pk, "purpose": "review", "about": "case/12"}


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_without_a_stated_purpose_the_mask_stays_and_nothing_is_logged(purpose):
    party = a_citizen()
    with pytest.raises(Refusal, match="stated purpose"):
        unmasked(party.pk, an_act(), purpose=purpose)
    assert [event.type for event in events_of(0, party.actor_id)] == ["party.registered"]


def test_no_event_of_a_party_holds_personal_data():
    party = a_citizen()
    change_contact(party.pk, an_act(), phone="13900139000", address="某某路1号")
    learn(party.pk, an_act(), values={"person.income": 1800}, source="case/1")
    written = str([event.data for event in events_of(0, party.actor_id)])
    for secret in ("张三丰", an_identity_number(), "13800138000", "13900139000", "某某路", "1800"):
        assert secret not in written


def test_a_login_belongs_to_one_party_and_a_party_to_one_login():
    party, other = a_citizen(), a_citizen(order=2)
    person = a_person(kind="public")
    assert party_of(person) is None
    link_person(party.pk, an_act(), person_id=person.pk)
    assert party_of(person) == party
    assert link_person(party.pk, an_act(), person_id=person.pk) == party
    for party_id, person_id in ((other.pk, person.pk), (party.pk, a_person(kind="public").pk)):
        with pytest.raises(Refusal, match="linked with another"):
            link_person(party_id, an_act(), person_id=person_id)


def test_changing_the_contact_leaves_alone_what_is_not_named():
    party = a_citizen()
    change_contact(party.pk, an_act(), address="某某路1号")
    change_contact(party.pk, an_act(), phone="")
    seen = unmasked(party.pk, an_act(), purpose="delivery")
    assert (seen.phone, seen.address) == ("", "某某路1号")


def test_an_unknown_party_is_refused_and_not_found():
    assert party_by_id(0) is None
    with pytest.raises(Refusal, match="no such party"):
        unmasked(0, an_act(), purpose="review")


def test_what_is_known_is_the_newest_value_of_each_element():
    party = a_citizen()
    learn(party.pk, an_act(), values={"person.members": ["妻", "子"], "a": 1}, source="case/1")
    learn(party.pk, an_act(), values={"a": 2}, source="case/2")
    known = known_values(party.pk)
    assert known["person.members"].value == ["妻", "子"]
    assert (known["a"].value, known["a"].source) == (2, "case/2")
    assert known_values(0) == {}


def test_another_key_is_noticed_at_the_start_and_opens_nothing(settings):
    assert key_fits()
    party = a_citizen()
    assert key_fits()
    settings.TONGBAN_DATA_KEY = "another key"
    assert not key_fits()
    assert party_by_number("identity-number", an_identity_number()) is None
    for use in (remember_key, lambda: parties_masked([party.pk]), lambda: a_citizen(order=2)):
        with pytest.raises(WrongKey):
            use()


def test_a_restore_without_the_key_check_does_not_pass_for_a_fitting_key():
    a_citizen()
    KeyCheck.objects.all().delete()
    assert not key_fits()


def test_the_database_keeps_a_number_once_and_one_key_check():
    party = a_citizen()
    remember_key()
    twin = Party.objects.get(pk=party.pk)
    twin.pk = None
    for row in (twin, KeyCheck(id=2, sealed=b"x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_names_are_kept_with_their_pinyin_for_sorting():
    assert a_citizen().name_index == "zhang san feng"
