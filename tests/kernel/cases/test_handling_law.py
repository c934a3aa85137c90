"""Pauses, special procedures, hearings, extension, termination, correction: what the law asks of the handling."""

from datetime import UTC, date, datetime, timedelta

import pytest

from builders.cases import a_licence, a_place
from builders.identity import a_clerk, an_act
from tongban.kernel import Refusal
from tongban.kernel.cases.actions import Wish
from tongban.kernel.cases.commands import _matter
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.identity.actions import NewMandate
from tongban.kernel.identity.actions import grant as grant_power
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.rules import Power

pytestmark = pytest.mark.django_db
A_STEP = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
    '<process id="p"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="accept"/>'
    '<userTask id="accept" name="即办" t:act="decide" t:performer="window"/>'
    '<sequenceFlow id="b" sourceRef="accept" targetRef="e"/><endEvent id="e"/></process></definitions>'
)
EXTENSION = Wish("extension", {"days": 10, "reason": "案情复杂，需要补充核实"})


@pytest.fixture
def place():
    return a_licence("health", "fire")


def refused(code: str, call, *args, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*args, **more)
    assert caught.value.code == code, caught.value.code
    return caught.value


def at(day: str, hour: int = 2) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def ask(place, number, wish, **more):
    return place.on("ask", number, wish=wish, **more)


def grant(place, number, kind, who="leader", **more):
    given = {"outcome": "agreed", "words": "", "by": place.people[who], **more}
    return place.at("approve", number, f"@{kind}", **given)


def a_hearing(place) -> str:
    """A case whose applicant asked for the hearing that was offered."""
    number = place.accepted()
    place.on("offer_hearing", number, words="拟不予许可，您有权要求听证。")
    place.on("ask_hearing", number, by=place.citizen, special=1, words="要求听证")
    return number


def arranged(place, number, on: datetime, **plan):
    given = {
        "place": "政务中心 3 楼",
        "chair": place.people["manager"].actor_id,
        "chair_name": "周正",
        "people": ["周正"],
    }
    return place.on("arrange_special", number, special=1, on=on, plan={**given, **plan})


def test_the_worked_example_of_the_design_comes_out_in_a_case(place):
    number = place.accepted()
    assert place.case(number).statutory_on == date(2026, 3, 19)
    place.now = at("2026-02-25", 1)
    args = {"ground": "expert_review", "announced": date(2026, 3, 2), "reasons": "专家评审"}
    place.on("pause", number, **args)
    assert place.case(number).statutory_on == date(2026, 3, 25)
    told = [each.data for each in place.records(number) if each.type == "limit.recounted"]
    assert {each["before"] for each in told} == {"2026-03-19", "2026-03-05"}


def test_a_pause_needs_a_ground_of_the_law_an_end_and_words(place):
    number = place.accepted()
    later = place.today() + timedelta(days=9)
    good = {"ground": "testing", "announced": later, "reasons": "送检"}
    refused("case.pause_ground", place.on, "pause", number, **{**good, "ground": "holiday"})
    refused("case.pause_end", place.on, "pause", number, **{**good, "announced": place.today()})
    refused("case.no_words", place.on, "pause", number, **{**good, "reasons": " "})
    refused("case.not_found", place.on, "pause", number, by=place.citizen, **good)
    place.on("pause", number, **good)
    assert place.last(number, "paper.issued_in_case")["kind"] == "special_procedure"


def test_a_pause_ends_by_itself_when_it_was_announced_to(place):
    number = place.accepted()
    due, end = place.case(number).statutory_on, place.today() + timedelta(days=12)
    place.on("pause", number, ground="testing", announced=end, reasons="送检")
    moved = place.case(number).statutory_on
    assert moved > due
    place.wait(days=13)
    assert place.sweep() == 1
    resumed = place.last(number, "case.resumed")
    assert datetime.fromisoformat(resumed["until"]).date() == end
    assert place.case(number).statutory_on == moved


def test_a_pause_that_ends_early_gives_its_days_back(place):
    number = place.accepted()
    due = place.case(number).statutory_on
    end = place.today() + timedelta(days=15)
    place.on("pause", number, ground="testing", announced=end, reasons="送检")
    place.on("resume", number, pause_id=1)
    assert place.case(number).statutory_on == due
    refused("case.not_found", place.on, "resume", number, pause_id=1)


def test_no_pause_outside_of_licences_without_the_guide_naming_it():
    place = a_place(
        procedure="payment", power_type=5, special=({"kind": "appraisal", "limit": "5wd"},)
    )
    number, later = place.accepted(), place.today() + timedelta(days=3)
    refused("case.pause_ground", place.on, "pause", number,
            ground="testing", announced=later, reasons="送检")  # fmt: skip
    place.on("pause", number, ground="appraisal", announced=later, reasons="鉴定")


def test_expert_review_stops_the_clock_and_its_conclusion_lets_it_run(place):
    number = place.accepted()
    due, end = place.case(number).statutory_on, place.today() + timedelta(days=14)
    place.on("open_special", number, kind="expert_review", announced=end, reasons="组织专家评审")
    for name in place.reviews:
        place.review(number, name)
    refused("case.special_open", place.decide, number)
    place.wait(days=10)
    record = {"text": "专家组同意", "people": ["甲", "乙", "丙"], "signed": True,
              "happened": place.today().isoformat()}  # fmt: skip
    place.on("conclude_special", number, special=1, record=record)
    assert place.case(number).statutory_on > due
    place.decide(number)


def test_a_special_procedure_takes_no_longer_than_the_guide_says(place):
    number = place.accepted()
    given = {
        "kind": "expert_review",
        "reasons": "评审",
        "announced": place.today() + timedelta(days=90),
    }
    refused("case.special_too_long", place.on, "open_special", number, **given)
    refused(
        "case.special_not_named", place.on, "open_special", number, **{**given, "kind": "auction"}
    )


def test_a_visit_on_site_is_made_by_two_and_stops_no_clock(place):
    number = place.accepted()
    due = place.case(number).statutory_on
    place.on(
        "open_special",
        number,
        kind="site_visit",
        announced=place.today() + timedelta(days=3),
        reasons="现场核查",
    )
    assert place.case(number).statutory_on == due
    on, alone = place.now + timedelta(days=1), {"place": "店内", "people": ["甲"]}
    refused(
        "case.too_few_inspectors", place.on, "arrange_special", number, special=1, on=on, plan=alone
    )
    place.on(
        "arrange_special", number, special=1, on=on, plan={"place": "店内", "people": ["甲", "乙"]}
    )
    place.wait(days=2)
    record = {
        "text": "符合要求",
        "people": ["甲"],
        "signed": True,
        "happened": place.today().isoformat(),
    }
    refused(
        "case.too_few_inspectors", place.on, "conclude_special", number, special=1, record=record
    )
    place.on("conclude_special", number, special=1, record={**record, "people": ["甲", "乙"]})


def test_a_hearing_can_be_asked_for_until_the_day_of_the_notice_and_not_after(place):
    number = place.accepted()
    place.on("offer_hearing", number, words="您有权要求听证。")
    for name in place.reviews:
        place.review(number, name)
    refused("case.hearing_open", place.decide, number)
    place.wait(days=40)
    place.sweep()
    refused(
        "case.hearing_too_late",
        place.on,
        "ask_hearing",
        number,
        by=place.citizen,
        special=1,
        words="要求",
    )
    assert "special.lapsed" in place.types(number)
    place.decide(number)


def test_the_hearing_pauses_the_clock_until_it_must_have_been_held(place):
    place_due = place.accepted()
    before = place.case(place_due).statutory_on
    number = a_hearing(place)
    assert place.last(number, "case.paused")["ground"] == "hearing"
    assert place.case(number).statutory_on > before


def test_time_and_place_of_a_hearing_are_told_seven_working_days_before(place):
    number = a_hearing(place)
    refused("case.hearing_notice", arranged, place, number, at("2026-02-27"))
    refused("case.hearing_held_by", arranged, place, number, at("2026-04-20"))
    arranged(place, number, at("2026-03-05"))
    assert place.last(number, "paper.issued_in_case")["kind"] == "hearing_notice"


def test_who_reviewed_the_application_cannot_preside(place):
    number = a_hearing(place)
    place.review(number, "health")
    reviewer = place.people["health"].actor_id
    refused("case.chair_reviewed", arranged, place, number, at("2026-03-05"), chair=reviewer)
    refused("case.no_chair", arranged, place, number, at("2026-03-05"), chair="")
    arranged(place, number, at("2026-03-05"), chair=place.people["fire"].actor_id)
    refused("case.chair_reviews", place.review, number, "fire")
    refused("case.no_chair", arranged, place, number, at("2026-03-05"), chair="person/999999")
    refused(
        "case.chair_reviewed",
        arranged,
        place,
        number,
        at("2026-03-05"),
        chair=place.citizen.actor_id,
    )


def test_a_hearing_ends_with_a_signed_record_and_then_the_decision_may_come(place):
    number = a_hearing(place)
    record = {"text": "笔录", "people": ["周正"], "signed": False, "happened": "2026-03-05"}
    refused(
        "case.hearing_not_arranged", place.on, "conclude_special", number, special=1, record=record
    )
    arranged(place, number, at("2026-03-05"))
    place.now = at("2026-03-06")
    refused("case.record_unsigned", place.on, "conclude_special", number, special=1, record=record)
    place.on("conclude_special", number, special=1, record={**record, "signed": True})
    for name in place.reviews:
        place.review(number, name)
    place.decide(number, "refused", "不符合卫生标准。")
    assert place.last(number, "case.decided")["outcome"] == "refused"


def test_the_limit_is_extended_once_by_the_head_of_the_organ_and_by_no_more_than_the_law(place):
    number = place.accepted()
    due = place.case(number).statutory_on
    refused(
        "case.extension_too_long",
        ask,
        place,
        number,
        Wish("extension", {"days": 11, "reason": "难"}),
    )
    refused("case.no_reasons", ask, place, number, Wish("extension", {"days": 10, "reason": ""}))
    ask(place, number, EXTENSION)
    refused("case.not_found", grant, place, number, "extension", "manager")
    grant(place, number, "extension")
    assert (place.case(number).extended, due) == (True, date(2026, 3, 19))
    assert place.case(number).statutory_on == date(2026, 4, 2)
    assert place.last(number, "paper.issued_in_case")["kind"] == "extension"
    refused("case.extended_before", ask, place, number, EXTENSION)


def test_a_refused_extension_moves_nothing(place):
    number = place.accepted()
    due = place.case(number).statutory_on
    ask(place, number, EXTENSION)
    refused("case.asked_before", ask, place, number, EXTENSION)
    grant(place, number, "extension", outcome="refused", words="理由不充分")
    assert (place.case(number).extended, place.case(number).statutory_on) == (False, due)


def test_who_asks_does_not_approve(place):
    number = place.accepted()
    second = a_clerk(place.bureau, "leader")[0]
    ask(place, number, EXTENSION, by=place.people["leader"])
    items = place.last(number, "round.opened")["items"]
    assert [item["post"] for item in items] == [posts_of(second, on=place.today())[0].pk]
    refused("case.not_found", grant, place, number, "extension")


def test_a_case_is_terminated_on_a_ground_of_the_list_by_a_second_person(place):
    number = place.accepted()
    odd = Wish("termination", {"ground": "too_much_work", "reason": "忙"})
    refused("case.termination_ground", ask, place, number, odd)
    ask(
        place,
        number,
        Wish("termination", {"ground": "applicant_dissolved", "reason": "企业已注销"}),
    )
    assert place.case(number).state == "accepted"
    grant(place, number, "termination")
    assert place.case(number).state == "terminated"
    assert place.last(number, "paper.issued_in_case")["kind"] == "termination"
    assert {each.state for each in place.limits(number)} == {"ended"}


def test_an_entry_is_corrected_by_two_and_the_old_value_stays(place):
    number = place.accepted()
    before = place.case(number).form
    wish = {"path": "applicant.income", "value": 31000, "reason": "录入错误"}
    refused("case.form", ask, place, number, Wish("correction", {**wish, "value": -5}))
    refused(
        "case.nothing_changed", ask, place, number, Wish("correction", {**wish, "value": 30000})
    )
    ask(place, number, Wish("correction", wish))
    assert place.case(number).form == before
    grant(place, number, "correction", "manager")
    assert place.last(number, "case.corrected")["before"] == before
    notice = place.content(number, place.last(number, "paper.issued_in_case")["facts"]["content"])
    assert notice["items"] == ["年收入：由“30,000”更正为“31,000”"]
    assert place.content(number, place.case(number).form)["change"]["old"] == 30000
    assert place.content(number, before)["values"]["applicant"]["income"] == 30000


def test_a_wrong_receipt_is_void_by_a_second_person_before_acceptance_only(place):
    number = place.submit().number
    void = Wish("void", {"reason": "重复录入"})
    ask(place, number, void, by=place.people["window"])
    grant(place, number, "void", "manager")
    assert place.case(number).state == "void"
    other = place.accepted()
    refused("case.not_now", ask, place, other, void, by=place.people["window"])


def test_a_statement_is_kept_of_applicant_and_third_party(place):
    number = place.accepted()
    place.on("hear", number, by=place.citizen, role="applicant", words="请考虑我的困难")
    refused(
        "case.not_found", place.on, "hear", number, by=place.citizen, role="third_party", words="x"
    )
    place.on("hear", number, role="third_party", words="邻居反对")
    assert [each.data["role"] for each in place.records(number) if each.type == "case.heard"] == [
        "applicant", "third_party",
    ]  # fmt: skip


def at_once(**more):
    """A licence that a window may decide at once, where its post was given the power to."""
    place = a_licence(flow=A_STEP, case_type=1, **more)
    window = posts_of(place.people["window"], on=place.today())[0]
    plan = NewMandate(
        power=Power.DECIDE,
        organ_id=place.bureau.pk,
        grounds="即办件授权书",
        post_id=window.pk,
        matter_id=place.version.matter_id,
        since=place.today(),
    )
    return place, plan


def test_one_authorised_clerk_decides_at_once_and_nobody_without_the_mandate():
    place, plan = at_once()
    number = place.submit().number
    given = {"outcome": "agreed", "reasons": ""}
    refused("case.no_mandate", place.at, "decide", number, "accept", **given)
    grant_power(plan, an_act(on=place.today()))
    place.at("decide", number, "accept", **given)
    assert (place.case(number).state, place.case(number).outcome) == ("decided", "granted")
    assert [e for e in place.types(number) if e in {"case.accepted", "case.decided"}] == [
        "case.accepted",
        "case.decided",
    ]


def test_what_is_no_matter_for_one_clerk_is_not_decided_at_once():
    place, plan = at_once()
    MatterVersion.objects.filter(pk=place.version.pk).update(case_type=2)
    _matter.cache_clear()
    grant_power(plan, an_act(on=place.today()))
    number = place.submit().number
    given = {"outcome": "agreed", "reasons": ""}
    refused("case.not_at_once", place.at, "decide", number, "accept", **given)


def test_who_only_gives_an_opinion_leads_nothing():
    place = a_licence("health", "fire")
    number, later = place.accepted(), place.today() + timedelta(days=3)
    pause = {"ground": "testing", "announced": later, "reasons": "送检"}
    other = place.people["fire"]
    refused("case.not_found", place.on, "pause", number, by=other, **pause)
    refused("case.not_found", ask, place, number, EXTENSION, by=other)
    place.on("hear", number, by=other, role="third_party", words="邻居反对")
    place.on("pause", number, **pause)


def test_a_pause_takes_no_longer_than_the_guide_says_and_none_is_a_hearing(place):
    number = place.accepted()
    given = {
        "ground": "expert_review",
        "reasons": "评审",
        "announced": place.today() + timedelta(days=90),
    }
    refused("case.special_too_long", place.on, "pause", number, **given)
    near = place.today() + timedelta(days=5)
    refused(
        "case.not_found",
        place.on,
        "pause",
        number,
        **{**given, "ground": "hearing", "announced": near},
    )


def test_a_hearing_that_was_not_arranged_in_time_is_held_late_rather_than_never(place):
    number = a_hearing(place)
    until = date.fromisoformat(place.last(number, "hearing.asked")["until"])
    place.now = at((until - timedelta(days=2)).isoformat())
    arranged(place, number, at((until + timedelta(days=20)).isoformat()))


def test_one_handler_alone_does_not_end_a_hearing_as_waived(place):
    number = a_hearing(place)
    said = {"text": "申请人书面放弃听证", "people": [], "signed": False}
    record = {**said, "waived": True, "happened": place.today().isoformat()}
    refused(
        "case.hearing_not_arranged", place.on, "conclude_special", number, special=1, record=record
    )


def test_a_hearing_is_given_up_by_two_and_the_log_says_so(place):
    number = a_hearing(place)
    body = {"special": 1, "reason": "申请人书面放弃听证", "happened": place.today().isoformat()}
    early = {**body, "happened": (place.today() - timedelta(days=30)).isoformat()}
    refused("case.special_day", ask, place, number, Wish("waiver", early))
    refused("case.no_reasons", ask, place, number, Wish("waiver", {**body, "reason": " "}))
    ask(place, number, Wish("waiver", body))
    grant(place, number, "waiver")
    ended = place.last(number, "special.concluded")
    assert (ended["waived"], ended["happened"]) == (True, body["happened"])
    assert place.content(number, ended["record"]["content"])["text"] == body["reason"]
    for name in place.reviews:
        place.review(number, name)
    place.decide(number)


def test_a_broken_promise_is_not_healed_by_an_extension():
    place = a_licence(statutory="60wd", promised="5wd")
    number = place.accepted()
    place.wait(days=30)
    promised, statutory = place.case(number).promised_on, place.case(number).statutory_on
    ask(place, number, EXTENSION)
    grant(place, number, "extension")
    assert place.case(number).promised_on == promised
    assert place.case(number).statutory_on > statutory


def test_nobody_is_asked_who_could_not_answer(place):
    number = place.accepted()
    refused("case.nobody_approves", ask, place, number, EXTENSION, by=place.people["leader"])


def test_what_has_passed_is_not_extended_and_months_get_no_working_days(place):
    number = place.accepted()
    ask(place, number, EXTENSION)
    place.now = at("2026-03-25")
    refused("case.extension_too_late", grant, place, number, "extension")
    months = a_licence(
        "other", hall="别处政务中心", bureau="别处局", order=2, statutory="3mo", promised="2mo"
    )
    refused("case.extension_unit", ask, months, months.accepted(), EXTENSION)


def test_a_name_written_twice_makes_no_second_inspector(place):
    number = place.accepted()
    end = place.today() + timedelta(days=3)
    place.on("open_special", number, kind="site_visit", announced=end, reasons="现场核查")
    plan = {"place": "店内", "people": ["甲", " 甲 ", ""]}
    on = place.now + timedelta(days=1)
    refused(
        "case.too_few_inspectors", place.on, "arrange_special", number, special=1, on=on, plan=plan
    )
