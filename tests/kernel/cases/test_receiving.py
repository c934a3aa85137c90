"""The five answers to an application (XK-01), silence (XK-02), and whose receipt counts."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from builders.cases import ANSWERS, FORM, a_licence, a_place
from builders.identity import a_clerk, an_organ
from tongban.kernel import Refusal
from tongban.kernel.cases.actions import Answer, Point, Wish
from tongban.kernel.cases.papering import long_day
from tongban.kernel.cases.queries.places import accepted_before
from tongban.kernel.clock import day_of

pytestmark = pytest.mark.django_db
POINT = Point("income", "缺少上年度收入", "请填写")
OTHER = Point("name", "姓名与证件不一致", "请更正")
SUPPLIED = {"applicant": {"name": "张三丰", "income": 28000}}


@pytest.fixture
def place():
    return a_licence()


def refused(code: str, call, *args, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*args, **more)
    assert caught.value.code == code, caught.value.code
    return caught.value


def demanded(place, *points, **more) -> str:
    """A case of which something is missing, as the window told."""
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=points or (POINT,), **more)
    return number


def supply(place, number, values=SUPPLIED, **more):
    given = {"values": values, "happened": place.today(), "by": place.citizen, **more}
    return place.on("supplement", number, **given)


def test_what_needs_no_permission_is_told_so_and_ends(place):
    number = place.submit().number
    place.at("decline", number, "accept", answer=Answer("not_needed", "该活动不需要取得许可。"))
    assert (place.case(number).state, place.case(number).outcome) == ("declined", "not_needed")
    assert place.last(number, "paper.issued_in_case")["kind"] == "not_needed"
    refused("case.ended", place.at, "accept", number, "accept", happened=place.today())


def test_who_is_not_competent_names_the_organ_that_is(place):
    number = place.submit().number
    wrong = Answer("not_competent", "应当向市级部门申请。")
    refused("case.no_right_organ", place.at, "decline", number, "accept", answer=wrong)
    right = Answer("not_competent", "应当向市级部门申请。", "市卫生健康委员会")
    place.at("decline", number, "accept", answer=right)
    assert place.last(number, "paper.issued_in_case")["kind"] == "non_acceptance"


def test_a_refusal_to_accept_says_why(place):
    number = place.submit().number
    silent = Answer("not_needed", " ")
    refused("case.no_words", place.at, "decline", number, "accept", answer=silent)


def test_a_small_error_is_mended_on_the_spot_and_the_old_value_is_kept(place):
    number = place.submit().number
    before = place.case(number).form
    place.at("mend", number, "accept", entries={"applicant.income": 29000})
    assert place.case(number).form != before
    assert place.last(number, "case.mended")["before"] == before
    same = {"applicant.income": 29000}
    refused("case.nothing_changed", place.at, "mend", number, "accept", entries=same)
    wrong = {"applicant.nothing": 1}
    refused("case.form", place.at, "mend", number, "accept", entries={"applicant.income": -1})
    refused("case.no_field", place.at, "mend", number, "accept", entries={"applicant": wrong and 1})


def test_a_demand_names_every_point_and_takes_the_item_out_of_the_inbox(place):
    number = place.submit().number
    refused("case.no_points", place.at, "request_supplement", number, "accept", points=())
    place.at("request_supplement", number, "accept", points=(POINT, OTHER))
    assert place.case(number).state == "supplementing"
    refused("case.item_waits", place.accept, number)
    supply(place, number)
    assert place.case(number).state == "submitted"
    place.accept(number)
    assert place.case(number).state == "accepted"


def test_only_the_applicant_or_a_window_supplies(place):
    number = demanded(place)
    refused("case.not_the_applicant", supply, place, number, by=place.people["officer"])
    supply(place, number, by=place.people["window"])
    assert place.last(number, "case.supplemented")["missing"] == 0


def test_a_complete_supplement_must_be_accepted(place):
    number = demanded(place)
    supply(place, number)
    answer = Answer("not_supplemented", "材料仍不齐全。")
    refused("case.must_accept", place.at, "decline", number, "accept", answer=answer)
    place.accept(number)


def test_what_was_supplied_in_part_need_not_be_accepted(place):
    number = demanded(place)
    supply(place, number, values=ANSWERS)
    assert place.last(number, "case.supplemented")["missing"] == 1
    place.at("decline", number, "accept", answer=Answer("not_supplemented", "未按要求补正。"))
    assert place.case(number).state == "declined"


def test_a_second_demand_needs_a_reason_and_says_what_is_new(place):
    number = demanded(place)
    supply(place, number)
    again = {"points": (POINT, OTHER)}
    refused("case.second_demand", place.at, "request_supplement", number, "accept", **again)
    place.at("request_supplement", number, "accept", **again, reason="首次补正材料内容相互矛盾")
    told = place.last(number, "case.supplement_requested")
    assert (told["again"], told["fresh"]) == (True, 1)


def test_what_is_never_supplied_is_returned_after_the_local_limit(place):
    number = demanded(place)
    until = date.fromisoformat(place.last(number, "case.supplement_requested")["until"])
    place.wait(days=(until - place.today()).days)
    assert place.sweep() == 0
    place.wait(days=1)
    assert place.sweep() == 1
    assert place.case(number).state == "returned"
    assert place.last(number, "paper.issued_in_case")["kind"] == "returned"
    refused("case.not_now", supply, place, number)


def test_silence_for_five_working_days_accepts_on_the_day_of_receipt(place):
    number = place.submit().number
    received = place.today()
    place.now = place.now.replace(year=2026, month=2, day=27)
    assert place.sweep() == 0, "the fifth working day, spring festival between, is not over"
    place.wait(days=1)
    assert place.sweep() == 1
    told = place.last(number, "case.accepted")
    assert told == {"happened": received.isoformat(), "deemed": True}
    assert place.case(number).state == "accepted"
    assert "deemed_acceptance" in {
        each.data["kind"] for each in place.records(number) if each.type == "paper.issued_in_case"
    }
    place.review(number, "health")


def test_silence_accepts_nothing_but_licences():
    place = a_place(procedure="public_service", power_type=20)
    number = place.submit().number
    place.wait(days=60)
    assert place.sweep() == 0
    assert place.case(number).state == "submitted"
    assert "timer.set" not in place.types(number)


def test_after_the_silence_nobody_can_ask_for_more_even_before_the_sweep(place):
    number = place.submit().number
    place.wait(days=40)
    refused("case.item_closed", place.at, "request_supplement", number, "accept", points=(POINT,))
    place.sweep()
    assert place.case(number).state == "accepted"


def test_a_pre_review_moves_no_day(place):
    number = place.submit().number
    due = [each.data["due_on"] for each in place.records(number) if each.type == "timer.set"]
    place.wait(days=1)
    place.at("pre_review", number, "accept", words="初看材料齐全。")
    assert [
        each.data["due_on"] for each in place.records(number) if each.type == "timer.set"
    ] == due
    assert place.case(number).state == "submitted"


def test_a_demand_in_time_keeps_silence_from_accepting(place):
    number = demanded(place)
    place.wait(days=20)
    place.sweep()
    assert place.case(number).state == "supplementing"


def test_the_five_days_run_anew_after_a_supplement(place):
    number = demanded(place)
    place.wait(days=14)
    supplied = place.today()
    supply(place, number)
    place.wait(days=10)
    place.sweep()
    assert place.last(number, "case.accepted") == {"happened": supplied.isoformat(), "deemed": True}


def test_what_came_by_post_counts_from_its_day_once_the_duty_manager_agrees(place):
    came = place.today() - timedelta(days=2)
    given = {"channel": "post", "received_on": came, "by": place.people["window"]}
    refused("case.received_early", place.submit, **given)
    number = place.submit(**given, ground="post").number
    assert place.case(number).received_on == place.today()
    place.at(
        "approve", number, "@receipt_day", by=place.people["manager"], outcome="agreed", words=""
    )
    assert place.case(number).received_on == came
    moved = place.last(number, "case.receipt_day_moved")
    assert (moved["before"], moved["happened"]) == (place.today().isoformat(), came.isoformat())


def test_without_the_duty_manager_the_day_of_entry_stands(place):
    given = {"channel": "post", "received_on": place.today() - timedelta(days=2), "ground": "post"}
    number = place.submit(**given, by=place.people["window"]).number
    refused("case.no_reasons", place.at, "approve", number, "@receipt_day",
            by=place.people["manager"], outcome="refused", words="")  # fmt: skip
    place.at("approve", number, "@receipt_day",
             by=place.people["manager"], outcome="refused", words="信封邮戳不符")  # fmt: skip
    assert place.case(number).received_on == place.today()


def test_an_original_is_checked_by_the_window_and_by_no_other(place):
    number = place.submit().number
    given = {"verdicts": {"proof": "same"}}
    place.at("check_materials", number, "accept", **given)
    assert place.last(number, "case.material_checked") == {"material": "proof", "verdict": "same"}
    for wrong in ({"proof": "perhaps"}, {"nothing": "same"}, {"proof": "same", "nothing": "same"}):
        refused("case.not_found", place.at, "check_materials", number, "accept", verdicts=wrong)
    refused("case.no_verdict", place.at, "check_materials", number, "accept", verdicts={})
    refused("case.not_found", place.at, "check_materials", number, "accept",
            by=place.people["officer"], **given)  # fmt: skip
    assert place.types(number).count("case.material_checked") == 1


def test_what_is_supplied_counts_from_the_day_of_its_entry(place):
    number = demanded(place)
    place.wait(days=5)
    refused("case.supplied_day", supply, place, number, happened=place.today() - timedelta(days=3))
    supply(place, number)


def test_a_material_that_comes_on_paper_does_not_stay_missing(place):
    number = demanded(place, Point("proof", "缺少平面图原件"), Point("stamp", "申请书未盖章"))
    supply(place, number, values=ANSWERS)
    assert place.last(number, "case.supplemented")["missing"] == 0


def test_no_earlier_day_is_claimed_for_what_an_agent_took_in(place):
    agent = a_clerk(an_organ("街道办事处", division="511602002"), "window")[0]
    given = {"channel": "agent", "by": agent}
    early = {"received_on": place.today() - timedelta(days=2), "ground": "outage"}
    refused("case.received_early", place.submit, **given, **early)
    number = place.submit(**given).number
    refused("case.with_the_agent", place.accept, number)
    place.at("receive", number, "accept", happened=place.today())
    place.accept(number)


def test_an_earlier_day_of_receipt_keeps_what_was_added_and_paused():
    place = a_licence(clock_starts="receipt")
    came = place.today() - timedelta(days=1)
    given = {"channel": "post", "ground": "post", "received_on": came}
    number = place.submit(**given, by=place.people["window"]).number
    place.accept(number)
    wish = Wish("extension", {"days": 10, "reason": "案情复杂"})
    place.on("ask", number, wish=wish)
    place.at("approve", number, "@extension", by=place.people["leader"], outcome="agreed", words="")
    longer = place.case(number).statutory_on
    place.at(
        "approve", number, "@receipt_day", by=place.people["manager"], outcome="agreed", words=""
    )
    assert place.case(number).statutory_on in {longer, longer - timedelta(days=1)}
    assert {e.amount for e in place.limits(number) if e.kind == "statutory"} == {30}


def test_the_same_key_with_another_purpose_is_another_wish(place):
    place.submit(key="once")
    refused("case.key", place.submit, key="once", delivery="post")


def an_optional_file() -> dict:
    """A form with two sections that ask for a name, the second with a file that need not be there."""
    form = deepcopy(FORM)
    file = {"type": "string", "title": "证明", "x-file": {"types": ["pdf"], "max_mb": 5}}
    form["properties"]["agent"] = {
        "type": "object", "additionalProperties": False, "title": "代理人",
        "properties": {"name": {"type": "string", "title": "代理人姓名", "maxLength": 50}, "letter": file},
    }  # fmt: skip
    return form


AGENT = {**ANSWERS, "agent": {"name": "李四"}}


def test_what_was_empty_and_stays_empty_is_missing():
    place = a_licence(form=an_optional_file())
    number = place.submit(values=AGENT).number
    place.at("request_supplement", number, "accept", points=[Point("letter", "缺少授权委托书")])
    supply(place, number, values=AGENT)
    assert place.last(number, "case.supplemented")["missing"] == 1
    place.at("decline", number, "accept", answer=Answer("not_supplemented", "未按要求补正。"))


def test_two_fields_of_one_name_do_not_hide_each_other():
    place = a_licence(form=an_optional_file())
    number = place.submit(values=AGENT).number
    place.at("request_supplement", number, "accept", points=[Point("agent.name", "代理人不符")])
    supply(place, number, values={**SUPPLIED, "agent": {"name": "李四"}})
    assert place.last(number, "case.supplemented")["missing"] == 1
    again = {"points": [Point("name", "姓名不符")], "reason": "另有不符"}
    place.at("request_supplement", number, "accept", **again)
    supply(place, number, values={**ANSWERS, "agent": {"name": "李五"}})
    assert place.last(number, "case.supplemented")["missing"] == 0


def test_the_day_of_acceptance_is_that_of_the_fact_and_not_of_the_sweep():
    place = a_licence(clock_starts="receipt")
    number, came = place.submit().number, place.today()
    place.wait(days=40)
    place.sweep()
    case = place.case(number)
    assert (case.accepted_on, day_of(case.accepted_at)) == (came, place.today())
    place.review(number, "health")
    place.decide(number)
    assert place.paper(number, "grant")["accepted_on"] == long_day(came)


def test_who_was_accepted_by_silence_comes_before_whom_was_accepted_later_in_fact():
    place = a_licence(quota=1)
    silent = place.submit().number
    place.wait(days=30)
    later = place.accepted()
    place.sweep()
    assert accepted_before(place.case(later)) == [silent]
    assert accepted_before(place.case(silent)) == []
