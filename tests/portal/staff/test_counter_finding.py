"""申请人查找: who is meant by what a reader typed, masked; what is typed is never lost, and opened only on the record."""

import pytest
from django.core import signing
from django.urls import reverse

from builders.cases import a_place
from builders.identity import a_clerk, an_organ
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.cases.models import Case
from tongban.kernel.forms.models import Draft
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.models import Party

COUNTER, BEGIN = reverse("staff:counter"), reverse("staff:begin")


@pytest.fixture
def clerk(place, as_):
    return as_(place.people["window"])


def found(client, line, **more):
    """The screen after a line was read."""
    return client.post(BEGIN, {"line": line, "q": "", "asked": "", **more}).context["screen"]


def unmasked(party):
    return [one.data for one in events_of(0, f"party/{party}") if one.type == "party.unmasked"]


def test_a_card_finds_who_is_known_masked_and_nothing_is_unmasked_by_it(place, clerk):
    answer = clerk.post(BEGIN, {"line": f"张三丰|男|汉|19900101|{an_identity_number()}"})
    page = answer.content.decode()
    assert "张**" in page
    assert "138****8000" in page
    assert an_identity_number() not in page
    assert unmasked(place.party) == []


def test_whoever_was_found_is_begun_for_and_that_is_logged(place, clerk):
    token = found(clerk, an_identity_number()).found[0].token
    clerk.post(BEGIN, {"token": token, "matter": place.version.matter_id, "key": "k"})
    assert Draft.objects.get().purpose.startswith(f"counter/{place.party}/")
    assert [one["purpose"] for one in unmasked(place.party)] == ["intake"]


def test_an_earlier_case_finds_its_applicant_for_who_may_see_it_and_nobody_else(place, as_, clerk):
    number = place.submit().number
    assert [one.party.name for one in found(clerk, number).found] == ["张**"]
    other = a_clerk(an_organ("另一县政务服务中心", division="511623000000"), "window")[0]
    assert found(as_(other), number).found == ()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert found(as_(other), wrong).note == found(as_(other), number).note


def test_name_and_telephone_find_together(place, clerk):
    assert len(found(clerk, "张三丰 13800138000").found) == 1
    lost = found(clerk, "张三丰 13800138001")
    assert lost.found == ()
    assert (lost.applicant.name, lost.applicant.phone) == ("张三丰", "13800138001")


def test_who_is_new_has_the_fields_filled_from_the_card_or_the_licence(place, clerk):
    screen = found(clerk, f"何小兰|女|{an_identity_number(7)}")
    assert screen.found == ()
    assert (screen.applicant.name, screen.applicant.number) == ("何小兰", an_identity_number(7))
    body = found(clerk, "统一社会信用代码:11511301008778183N;名称:广安某某建材有限公司").applicant
    assert (body.kind, body.number) == ("enterprise", "11511301008778183N")
    assert body.name == "广安某某建材有限公司"


def test_a_number_with_a_wrong_digit_is_said_to_be_none_and_what_was_typed_stays(place, clerk):
    wrong = an_identity_number()[:-1] + ("1" if an_identity_number()[-1] != "1" else "2")
    screen = found(clerk, wrong, name="何小兰", phone="13900001234")
    assert "没有读出" in screen.note
    assert (screen.applicant.name, screen.applicant.phone) == ("何小兰", "13900001234")


def test_another_name_on_the_card_than_in_the_register_leads_to_nobody(place, clerk):
    screen = found(clerk, f"李四光|{an_identity_number()}")
    assert screen.found == ()
    answer = clerk.post(BEGIN, {"matter": place.version.matter_id, "number": an_identity_number(),
                                "name": "李四光", "kind": "person"})  # fmt: skip
    assert answer.status_code == 422


@pytest.mark.parametrize("made_by", ["nobody", "another"])
def test_a_token_that_was_not_made_for_this_clerk_names_nobody(place, clerk, made_by):
    other = a_clerk(place.hall, "window")[0]
    salt = f"counter/{other.actor_id}" if made_by == "another" else "elsewhere"
    token = signing.dumps(place.party, salt=salt)
    given = {"token": token, "matter": place.version.matter_id, "key": "k"}
    assert clerk.post(BEGIN, given).status_code == 422
    assert not Draft.objects.exists()


def test_the_enter_key_searches_for_new_words_and_begins_with_known_ones(place, clerk):
    token = found(clerk, an_identity_number()).found[0].token
    given = {"token": token, "q": "公共租赁", "asked": ""}
    searched = clerk.post(BEGIN, given).context["screen"]
    assert searched.found[0].token == token
    assert searched.focus == "matter"
    again = {**given, "asked": "公共租赁", "matter": place.version.matter_id, "key": "k"}
    assert clerk.post(BEGIN, again).status_code == 302


def test_no_matter_is_chosen_for_the_clerk_before_words_asked_for_one(place, clerk):
    assert clerk.get(COUNTER).context["matter"] == 0
    assert clerk.get(COUNTER, {"q": "公共租赁"}).context["matter"] == place.version.matter_id


def test_what_a_clerk_took_in_most_stands_first(place, clerk, in_step):
    place.submit(channel="counter", by=place.people["window"])
    in_step(place)
    offered = clerk.get(COUNTER).context["offered"]
    assert (offered.often, offered.rows[0].matter_id) == (1, place.version.matter_id)


def test_by_telephone_a_matter_that_needs_papers_is_refused_before_anything_is_filled(place, clerk):
    token = found(clerk, an_identity_number()).found[0].token
    given = {"token": token, "matter": place.version.matter_id, "came": "phone", "key": "k"}
    answer = clerk.post(BEGIN, given)
    assert answer.context["screen"].faults[0].field == "came"
    assert "电话只受理咨询和公共服务事项" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_public_service_comes_by_telephone_and_its_receipt_is_the_clerks(db, as_, clock):
    place = a_place(procedure="public_service", power_type=20)
    clerk = as_(place.people["window"])
    citizen = {"kind": "person", "name": "何小兰", "number": an_identity_number(7), "phone": ""}
    given = {"matter": place.version.matter_id, "came": "phone", "key": "k", **citizen}
    url = clerk.post(BEGIN, given).url
    assert '<option value="phone" selected>' in clerk.get(url).content.decode()
    answer = clerk.post(url, {"applicant.name": "何小兰", "came": "phone"}, follow=True)
    assert Case.objects.get().channel == "phone"
    assert Case.objects.get().number in answer.content.decode()


def test_nobody_but_a_window_finds_anybody(place, as_):
    a_citizen("何小兰", order=7)
    for person in (place.people["civil"], place.people["leader"], place.citizen):
        assert as_(person).post(BEGIN, {"line": an_identity_number(7)}).status_code == 404
    assert Party.objects.count() == 2
