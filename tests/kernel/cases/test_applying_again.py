"""重新申请: an ended case is taken up by a new one of the same matter, once at a time, by who may, and stays as it is."""

from copy import deepcopy
from dataclasses import replace
from io import BytesIO

import pytest

from builders.cases import ANSWERS, FORM, a_place
from builders.files import a_pdf
from builders.identity import an_act
from builders.joint import code
from builders.parties import a_citizen
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.again import again_of, may_apply_again
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.actions import draft_version, publish
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.documents.actions import erase, keep
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.identity.actions import register_person
from tongban.kernel.parties.actions import link_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_place("civil")


def declined(place):
    number = place.submit().number
    place.at("decline", number, "accept", answer=actions.Answer("not_needed", "依法不需要办理。"))
    return number


def again(place, number, *, by=None, key="", **more):
    act = place.act(by or place.citizen, key=key)
    wish = {"version": place.case(number).n, "values": {}, "channel": "portal", **more}
    return actions.apply_again(number, act, **wish)


def test_what_was_not_taken_on_is_applied_for_again_with_its_answers(place):
    number = declined(place)
    before = place.records(number)
    new = place.case(again(place, number).number)
    assert (new.earlier, new.state, new.matter) == (number, "submitted", place.case(number).matter)
    assert place.content(new.number, new.form)["values"] == ANSWERS
    assert place.records(number) == before
    assert list(differences()) == []


def revised(place, form):
    """The matter's next version, in force from the day after."""
    place.wait(days=1)
    act = an_act(on=place.today())
    given = replace(content_of(place.version), form=form)
    draft = draft_version(place.version.matter_id, act, content=given)
    return publish(draft.pk, act, on=place.today())


def with_paper():
    form = deepcopy(FORM)
    form["properties"]["applicant"]["properties"]["paper"] = {
        "type": "string", "title": "身份证明", "x-file": {"types": ["pdf"], "max_mb": 5},
    }  # fmt: skip
    return form


def test_every_ending_without_a_result_may_be_applied_for_again_and_no_other(place):
    refused = place.decided("refused")
    assert may_apply_again(place.case(refused))
    assert place.case(again(place, refused).number).earlier == refused
    for number in (place.decided(), place.accepted()):
        assert not may_apply_again(place.case(number))
        assert code(again, place, number) == "case.not_in_vain"
    withdrawn = place.submit().number
    place.on("withdraw", withdrawn, by=place.citizen, reason="")
    assert may_apply_again(place.case(withdrawn))


def test_only_who_may_read_the_old_case_and_hand_in_for_its_party_applies_again(place):
    number = declined(place)
    stranger = register_person(an_act(), username="stranger", name="李四", kind="public")
    link_person(a_citizen(order=7).pk, an_act(), person_id=stranger.pk)
    assert code(again, place, number, by=stranger) == "case.not_found"
    assert code(again, place, number, by=place.people["officer"]) == "case.not_the_applicant"
    assert place.case(again(place, number, by=place.people["window"], channel="counter").number)


def test_a_case_of_another_matter_or_party_cannot_be_named_as_the_earlier_one(place):
    number = declined(place)
    other = a_place("police", order=9, hall="乙县政务服务中心", bureau="乙县住建局")
    window = place.people["window"]
    assert code(other.submit, earlier=number, by=other.citizen) == "case.not_found"
    wrong = {"earlier": number, "party": other.party, "by": window, "channel": "counter"}
    assert code(place.submit, **wrong) == "case.not_found"


def test_it_is_taken_up_once_at_a_time_and_the_refusal_names_the_open_case(place):
    number = declined(place)
    new = again(place, number, key="same").number
    assert again(place, number, key="same").number == new
    with pytest.raises(Refusal, match=new):
        again(place, number)
    assert code(place.submit, earlier=number) == "case.taken_up"
    place.on("withdraw", new, by=place.citizen, reason="")
    assert place.case(again(place, number).number).earlier == number


def test_the_key_of_one_wish_is_refused_for_another(place):
    number = declined(place)
    again(place, number, key="same")
    wish = {"values": {"applicant": {"income": 1}}}
    assert code(again, place, number, key="same", **wish) == "case.key"


def test_a_stale_page_changes_nothing(place):
    assert code(again, place, declined(place), version=1) == "case.stale"


def test_the_time_begins_anew(place):
    number = declined(place)
    place.wait(days=5)
    new = again(place, number).number
    assert place.case(new).received_on == place.today() != place.case(number).received_on
    place.accept(new)
    assert place.limits(new)[0].start.date() >= place.today()
    assert place.limits(number) == []


def test_files_that_stand_are_taken_over_without_an_upload_and_outlive_the_old_case():
    place = a_place("civil", form=with_paper())
    act = place.act(place.citizen)
    paper = keep(BytesIO(a_pdf()), name="身份证.pdf", act=act, allowed=("pdf",), max_bytes=10**6)
    values = {"applicant": {"name": "张三丰", "paper": paper.reference}}
    number = place.submit(values=values).number
    place.on("withdraw", number, by=place.citizen, reason="")
    new = again(place, number, by=place.people["window"], channel="counter").number
    assert documents_used_by(f"case/{new}")[0].pk == paper.pk
    home = place.case(number).home
    assert erase([paper.pk], place.act(place.citizen), subject=f"case/{number}", home=home) == 0
    assert documents_used_by(f"case/{new}")[0].erased_at is None


def test_after_a_revision_what_no_longer_fits_is_named_and_the_new_version_is_asked_for(place):
    number = declined(place)
    form = deepcopy(FORM)
    fields = form["properties"]["applicant"]["properties"]
    fields["income"] = {"type": "string", "title": "收入情况", "maxLength": 50}
    version = revised(place, form)
    found = again_of(number, place.citizen, on=place.today())
    assert [(one.path, one.why) for one in found.answers.left] == [("applicant.income", "other")]
    new = place.case(again(place, number).number)
    assert new.version == version.pk != place.case(number).version
    assert place.content(new.number, new.form)["values"] == {"applicant": {"name": "张三丰"}}


def test_a_matter_that_is_no_longer_offered_refuses_with_words(place):
    number = declined(place)
    place.wait(days=1)
    act = an_act(on=place.today())
    given = replace(content_of(place.version), online=False)
    draft = draft_version(place.version.matter_id, act, content=given)
    publish(draft.pk, act, on=place.today())
    assert code(again, place, number) == "case.matter_gone"
