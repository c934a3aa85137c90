"""表单字段权限: who is shown what of a form, who fills in what, and what must be filled in before a step is done."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.fields import (
    FORM,
    HIDING,
    NOTED,
    SECRET,
    WRITING,
    a_file,
    a_guarded_place,
    answers,
    at_survey,
    surveyed,
)
from builders.identity import FIRST_DAY, a_clerk, a_post, an_act
from builders.joint import code, item_of, joint_flow, say, state_of, with_it
from tongban.kernel import Refusal
from tongban.kernel.archives.closing import opened
from tongban.kernel.cases.actions import Completing, Wish
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.telling import tell
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.fields import fields_fault
from tongban.kernel.flows import compiled
from tongban.kernel.forms.rules import form
from tongban.kernel.identity.actions import NewMandate, appoint, grant
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.notices.models import Notice

pytestmark = pytest.mark.django_db


def seen_by(place, number, person):
    return story_of(place.case(number), person, at=place.now)


def said_to(place, number, person):
    """All that the story says to a reader, as one text."""
    story = seen_by(place, number, person)
    told = [story.values, story.files, dict(story.texts), [one.words for one in story.happened]]
    return json.dumps(
        [told, [asdict(one) for one in story.opinions]], ensure_ascii=False, default=str
    )


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
    post = a_post(place.organs["survey"])
    appoint(place.people["police"].pk, an_act(), post_id=post.pk)
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


def test_a_hidden_file_is_not_brought_to_light_by_naming_it_in_words():
    place = a_guarded_place(f'{HIDING} t:write="office.finding"')
    number = surveyed(place)
    proof = place.content(number, place.case(number).form)["values"]["papers"]["proof"]
    police = place.people["police"]
    item = item_of(place, number, "joint", police)
    with_it(place, "fill", number, item, police, fields={"office.finding": proof})
    assert seen_by(place, number, police).withheld == frozenset({proof})


def test_the_file_of_the_case_is_not_opened_to_whom_it_is_not_all_shown(place):
    number, police = surveyed(place), place.people["police"]
    post, *_ = posts_of(police, on=place.today())
    grant(
        NewMandate(power=Power.UNMASK, organ_id=post.organ_id, grounds="测试", post_id=post.pk, since=FIRST_DAY),
        an_act(),
    )  # fmt: skip
    assert code(opened, place.case(number), police, at=place.now) == "archives.narrowed"


def test_the_applicant_is_not_shown_the_part_of_the_office(place):
    number = surveyed(place)
    assert "情况属实" in said_to(place, number, place.people["leader"])
    assert "情况属实" not in said_to(place, number, None)
    assert "情况属实" not in said_to(place, number, place.citizen)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(secret=st.text("隐密甲乙丙丁戊己", min_size=12, max_size=20))
def test_a_hidden_value_is_nowhere_in_what_a_reader_gets(place, secret):
    number = surveyed(place, income=secret, pay=secret)
    for who in ("civil", "police", "fire"):
        assert secret not in said_to(place, number, place.people[who])
    assert secret in said_to(place, number, place.people["leader"])


def test_what_a_step_may_write_is_written_and_the_log_says_which_and_keeps_the_old(place):
    number = at_survey(place)
    filled(place, number, fields={**NOTED, "applicant.note": "低保"})
    event = place.last(number, "item.filled")
    assert event["office"] == ["office.visited_on", "office.finding"]
    assert event["own"] == ["applicant.note"]
    assert place.content(number, event["before"])["values"]["applicant"]["note"] == "无"
    now = place.content(number, place.case(number).form)["values"]
    assert (now["applicant"]["note"], now["office"]["finding"]) == ("低保", "情况属实")
    assert SECRET not in json.dumps([one.data for one in place.records(number)], default=str)
    assert list(differences()) == []


def test_the_applicant_is_told_when_his_own_answer_was_changed_and_not_of_the_office(place):
    number = at_survey(place)
    told = Notice.objects.filter(kind="case.corrected")
    filled(place, number, fields=NOTED)
    tell(place.records(number))
    assert not told.exists()
    filled(place, number, fields={"applicant.note": "低保"})
    tell(place.records(number))
    assert told.count() == 1


@pytest.mark.parametrize("path", ["applicant.income", "household.people", "household.people.0.pay",
                                  "office", "office.nothing", "other.thing", ""])  # fmt: skip
def test_what_a_step_may_not_write_is_refused_by_name(place, path):
    number = at_survey(place)
    before = place.case(number).n
    said = refused(place, number, fields={**NOTED, path: "改"})
    assert (said.code, said.facts["paths"]) == ("case.not_writable", path)
    assert place.case(number).n == before


def test_a_cell_of_a_table_is_written_in_its_row_and_in_no_row_that_is_not_there(place):
    number = at_survey(place)
    filled(place, number, fields={"household.people.1.checked": True})
    people = place.content(number, place.case(number).form)["values"]["household"]["people"]
    assert [one.get("checked") for one in people] == [None, True]
    assert place.last(number, "item.filled")["own"] == ["household.people.checked"]
    assert refused(place, number, fields={"household.people.2.checked": True}).code == "case.fields"


def test_an_answer_that_the_form_does_not_take_is_refused_by_name(place):
    number = at_survey(place)
    said = refused(place, number, fields={"office.visited_on": "昨天", "office.finding": "好"})
    assert (said.code, said.facts["paths"]) == ("case.fields", "office.visited_on")


def test_a_step_is_not_done_while_a_must_is_empty_and_done_with_it_in_one_command(place):
    number = at_survey(place)
    said = code(place.review, number, "survey")
    assert said == "case.must_fill"
    half = {"office.finding": "情况属实"}
    told = refused(place, number, fields=half, then=Completing("agreed", "同意"))
    assert (told.code, told.facts["paths"]) == ("case.must_fill", "office.visited_on")
    assert "item.filled" not in place.types(number)
    filled(place, number, fields=NOTED, then=Completing("agreed", "同意"))
    assert place.types(number)[-6:].count("item.filled") == 1
    assert place.open(number, "joint")


def test_filling_in_what_stands_there_already_is_no_event(place):
    number = at_survey(place)
    filled(place, number, fields=NOTED)
    before = place.case(number).n
    filled(place, number, fields=NOTED)
    assert place.case(number).n == before


def test_who_saw_the_round_before_it_was_filled_in_is_told_to_look_again(place):
    number = at_survey(place)
    _item, version = place.open(number, "survey")
    filled(place, number, fields=NOTED)
    said = refused(place, number, fields={"office.finding": "另有情况"}, version=version)
    assert said.code == "case.stale"
    filled(place, number, fields={"office.finding": "另有情况"})


def test_nobody_fills_in_at_anothers_step(place):
    number = at_survey(place)
    for who in ("police", "window", "leader"):
        said = refused(place, number, by=place.people[who], fields=NOTED)
        assert said.code == "case.not_found", who


def test_only_a_file_of_ones_own_is_attached_and_the_case_keeps_it(place):
    number = at_survey(place)
    theirs = place.content(number, place.case(number).form)["values"]["papers"]["proof"]
    assert refused(place, number, fields={"office.photo": theirs}).code == "documents.not_found"
    filled(place, number, fields={"office.photo": a_file(place, "survey")})
    assert len(place.content(number, place.case(number).form)["files"]) == 2


def test_no_applicant_writes_the_part_of_the_office(place):
    values = {**answers(), "office": {"finding": "情况属实"}}
    assert code(place.submit, values=values) == "case.form"


def test_what_the_office_wrote_outlives_what_the_applicant_puts_right(place):
    number = at_survey(place)
    filled(place, number, fields=NOTED)
    wish = Wish("correction", {"path": "applicant.note", "value": "改正", "reason": "笔误"})
    place.on("ask", number, wish=wish)
    case = place.case(number)
    (round_,) = [one for one in state_of(place, number).rounds.values() if one.act == "approve"]
    (item,) = [one for one in state_of(place, number).items.values() if one.round == round_.id]
    with_it(place, "approve", number, item, place.people["manager"], outcome="agreed", words="")
    now = place.content(number, place.case(number).form)["values"]
    assert (now["applicant"]["note"], now["office"]["finding"]) == ("改正", "情况属实")
    assert case.form != place.case(number).form


def test_what_is_hidden_is_not_guessed_by_asking_to_correct_it():
    blind = a_guarded_place(decide='t:hidden="applicant.income"')
    wish = Wish("correction", {"path": "applicant.income", "value": SECRET, "reason": "笔误"})
    given_ = {"by": blind.people["leader"], "wish": wish}
    assert code(blind.on, "ask", surveyed(blind), **given_) == "case.no_field"
    given_["by"] = blind.people["window"]
    assert code(blind.on, "ask", surveyed(blind), **given_) == "case.nothing_changed"


def asked_to_correct(place, number, path, value):
    wish = Wish("correction", {"path": path, "value": value, "reason": "笔误"})
    return code(place.on, "ask", number, wish=wish)


def test_the_part_of_the_office_is_written_at_its_steps_and_by_no_correction(place):
    office = {"office.finding": "另有情况"}
    fresh = place.submit(values=answers()).number
    assert code(place.at, "mend", fresh, "accept", entries=office) == "case.not_writable"
    place.at("mend", fresh, "accept", entries={"applicant.note": "低保"})
    number = surveyed(place)
    assert asked_to_correct(place, number, "office.finding", "另有情况") == "case.not_writable"
    place.on("ask", number, wish=Wish("correction", {"path": "applicant.note", "value": "低保", "reason": "笔误"}))  # fmt: skip


@pytest.mark.parametrize(
    ("path", "said"),
    [("papers.proof", "case.not_writable"), ("household.people", "case.not_writable"),
     ("papers", "case.no_field"), ("applicant.nothing", "case.no_field")],
)  # fmt: skip
def test_what_is_put_right_is_one_answer_and_neither_a_file_nor_a_table(place, path, said):
    number = place.submit(values={"applicant": {"name": "张三丰"}}).number
    entries = {path: a_file(place) if path == "papers.proof" else [{"who": "李四"}]}
    assert code(place.at, "mend", number, "accept", entries=entries) == said
    assert asked_to_correct(place, number, path, entries[path]) == said


def test_a_vote_one_abstains_from_needs_nothing_filled_in():
    manner = 't:rule="vote" t:quota="1/2" t:must="office.finding"'
    place = a_guarded_place(manner, first="")
    number = at_survey(place)
    place.review(number, "survey")
    police = place.people["police"]
    item = item_of(place, number, "joint", police)
    given_ = (place, "complete", number, item, police)
    assert code(with_it, *given_, outcome="agreed", opinion="同意") == "case.must_fill"
    with_it(*given_, outcome="abstained", opinion="")


@pytest.mark.parametrize(
    ("first", "refusal"),
    [
        ('t:write="applicant.nothing"', "catalogue.field_unknown"),
        ('t:must="material:none"', "catalogue.field_unknown"),
        ('t:hidden="household" t:write="household.people.checked"', "catalogue.field_torn"),
    ],
)
def test_a_flow_that_names_what_the_form_has_not_is_not_published(first, refusal):
    nodes = compiled(joint_flow(HIDING, first=first).encode()).nodes.values()
    found = fields_fault(form(FORM), nodes)
    assert found is not None
    assert found.code == refusal


def test_the_flow_of_these_tests_may_be_published():
    nodes = compiled(joint_flow(HIDING, first=WRITING).encode()).nodes.values()
    assert fields_fault(form(FORM), nodes) is None
