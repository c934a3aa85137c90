"""表单字段权限: who is shown what of a form, who fills in what, and what must be filled in before a step is done."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.fields import (
    HIDING,
    NOTED,
    SECRET,
    a_file,
    a_guarded_place,
    answers,
    at_survey,
    surveyed,
)
from builders.identity import a_clerk
from builders.joint import code, item_of, say, with_it
from tongban.kernel import Refusal
from tongban.kernel.archives.closing import opened
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.notices.models import Message

pytestmark = pytest.mark.django_db


def seen_by(place, number, person):
    return story_of(place.case(number), person, at=place.now)


def said_to(place, number, person):
    """All that the story says to a reader, as one text."""
    story = seen_by(place, number, person)
    told = [story.values, story.files, dict(story.texts), [one.words for one in story.happened]]
    return json.dumps([told, [asdict(one) for one in story.opinions]], ensure_ascii=False, default=str)


def filled(place, number, node="survey", **more):
    more.setdefault("by", place.people["survey"])
    return place.at("fill", number, node, **more)


def refused(place, number, **more):
    with pytest.raises(Refusal) as said:
        filled(place, number, **more)
    return said.value


@pytest.fixture
def place():
    return a_guarded_place()


def test_who_acts_at_the_hiding_step_alone_is_told_nothing_of_it_and_everybody_else_all(place):
    number = surveyed(place)
    assert SECRET not in said_to(place, number, place.people["police"])
    for who in ("window", "survey", "leader", "officer", "manager"):
        assert SECRET in said_to(place, number, place.people[who]), who
    assert SECRET in said_to(place, number, None)


def test_a_colleague_of_the_hiding_step_is_told_no_more_than_who_acts_there(place):
    number = surveyed(place)
    for duty in ("officer", "leader", "window"):
        colleague = a_clerk(place.organs["police"], duty)[0]
        assert SECRET not in said_to(place, number, colleague), duty


def test_what_is_hidden_stays_so_after_the_step_and_before_it(place):
    number = at_survey(place)
    assert SECRET not in said_to(place, number, place.people["police"])
    filled(place, number, fields=NOTED)
    place.review(number, "survey")
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    assert SECRET not in said_to(place, number, place.people["police"])


def test_who_has_another_step_where_it_is_shown_is_shown_it():
    place = a_guarded_place()
    a_clerk(place.organs["survey"], "officer", person=place.people["police"])
    assert SECRET in said_to(place, surveyed(place), place.people["police"])


def test_to_be_asked_to_read_shows_no_more_than_every_step_shows(place):
    number = surveyed(place)
    reader = a_clerk(place.organs["police"], "staff")[0]
    place.on("circulate", number, by=place.people["police"], readers=[reader.actor_id])
    assert SECRET not in said_to(place, number, reader)


def test_a_hidden_file_is_withheld_though_it_was_handed_in_before(place):
    number = surveyed(place)
    story = seen_by(place, number, place.people["police"])
    assert len(story.withheld) == 1
    assert story.files == {}
    assert seen_by(place, number, place.people["leader"]).withheld == frozenset()


def test_the_file_of_the_case_is_not_opened_to_whom_it_is_not_all_shown(place):
    number = surveyed(place)
    with pytest.raises(Refusal, match="at your step"):
        from_police(place, number)


def from_police(place, number):
    place.unmasking = True
    return opened(place.case(number), place.people["police"], at=place.now)


def test_the_applicant_is_not_shown_the_part_of_the_office(place):
    number = surveyed(place)
    assert "情况属实" in said_to(place, number, place.people["leader"])
    assert "情况属实" not in said_to(place, number, None)
    assert "情况属实" not in said_to(place, number, place.citizen)


PATHS = ("applicant.income", "applicant.note", "household.people.pay", "household.people.who", "material:proof")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden=st.sets(st.sampled_from(PATHS), min_size=1), data=st.data())
def test_a_hidden_value_is_nowhere_in_what_a_reader_gets(db, hidden, data):
    secret = data.draw(st.text("隐密甲乙丙丁戊己", min_size=12, max_size=20))
    place = a_guarded_place(f't:hidden="{" ".join(sorted(hidden))}"')
    given_ = answers(a_file(place), income=secret, pay=secret)
    given_["applicant"]["note"] = secret
    number = place.accepted(values=given_)
    filled(place, number, fields=NOTED)
    place.review(number, "survey")
    covers = {"applicant.income", "applicant.note", "household.people.pay"} <= hidden
    assert (secret in said_to(place, number, place.people["fire"])) is not covers
    assert secret in said_to(place, number, place.people["leader"])
