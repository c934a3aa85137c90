"""Delivery and its proof, certificates, renewal by silence, originals, the closed file, erasure."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from builders.cases import FORM, a_licence, a_place
from builders.identity import an_act
from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions, retaining
from tongban.kernel.cases.forming import stated
from tongban.kernel.cases.models import Original
from tongban.kernel.cases.retaining import erase_kept
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.verify import of_case
from tongban.kernel.certificates.queries import certificate_by_id, terms_of
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.identity.queries import posts_of

pytestmark = pytest.mark.django_db
SELF = {"recipient": "张三丰"}


@pytest.fixture
def place():
    return a_licence()


def refused(code: str, call, *args, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*args, **more)
    assert caught.value.code == code, caught.value.code
    return caught.value


def deliver(place, number, mode="window", proof=SELF, **more):
    given = {"mode": mode, "proof": proof, "happened": place.today(), "by": place.people["window"]}
    return place.on("deliver", number, **{**given, **more})


def a_certificate(place):
    number = place.decided()
    return certificate_by_id(place.case(number).certificate)


def renew(place, certificate, **more):
    return place.submit(purpose="renewal", certificate=certificate.pk, **more).number


def faults(place, number):
    case = place.case(number)
    return list(of_case(case.home, case.id, f"case/{number}"))


def test_a_result_is_delivered_within_ten_working_days_of_the_decision(place):
    number = place.decided()
    (limit,) = [each for each in place.limits(number) if each.kind == "delivery"]
    assert (limit.amount, limit.unit, limit.state) == (10, "wd", "running")
    deliver(place, number)
    assert place.case(number).state == "delivered"
    assert {e.state for e in place.limits(number) if e.kind == "delivery"} == {"met"}
    refused("case.not_now", deliver, place, number)


def test_the_day_of_delivery_counts_and_not_that_of_its_entry(place):
    number, other = place.decided(), place.decided()
    (limit,) = [each for each in place.limits(number) if each.kind == "delivery"]
    place.wait(days=60)
    deliver(place, number, mode="post", proof={"tracking": "EMS1"}, happened=limit.due_on)
    deliver(place, other, happened=limit.due_on + timedelta(days=1))
    states = [e.state for n in (number, other) for e in place.limits(n) if e.kind == "delivery"]
    assert states == ["met", "late"]


def test_a_refusal_is_delivered_too_with_reasons_and_remedies(place):
    number = place.decided("refused")
    facts = place.paper(number, "refusal")
    assert "六十" in facts["remedies"] or "60" in facts["remedies"]
    assert facts["reasons"] == "不符合规定条件。"
    deliver(place, number)


def test_who_collects_for_another_shows_who_he_is(place):
    number = place.decided()
    other = {"recipient": "李四", "relation": "受委托的同事"}
    refused("case.identity_not_shown", deliver, place, number, proof=other)
    refused("case.no_recipient", deliver, place, number, proof={})
    deliver(place, number, proof={**other, "identity": "居民身份证，尾号 1234"})
    proof = place.content(number, place.last(number, "case.delivered")["proof"]["content"])
    assert proof["identity"] == "居民身份证，尾号 1234"


def test_post_is_proved_by_its_number_and_electronic_needs_consent(place):
    number = place.decided()
    refused("case.no_tracking", deliver, place, number, mode="post")
    refused("case.no_consent", deliver, place, number, mode="electronic")
    deliver(place, number, mode="post", proof={"tracking": "EMS1234567890"})
    agreed = place.decided(delivery="electronic")
    deliver(place, agreed, mode="electronic")


def test_nothing_is_delivered_before_the_decision_or_in_the_future(place):
    number = place.accepted()
    refused("case.not_now", deliver, place, number)
    done = place.decided()
    refused("case.delivered_day", deliver, place, done, happened=place.today() + timedelta(days=1))


def test_a_granted_licence_has_a_certificate_for_five_years(place):
    first = a_certificate(place)
    second = a_certificate(place)
    assert (first.number, second.number) == ("川广卫〔2026〕0001号", "川广卫〔2026〕0002号")
    assert first.valid_to == first.valid_from.replace(year=2031) - timedelta(days=1)
    number = place.decided("refused")
    assert place.case(number).certificate is None


def test_a_renewal_continues_the_day_after_and_a_cancellation_ends(place):
    certificate = a_certificate(place)
    place.now = place.now.replace(year=2030, month=11)
    number = place.decided(purpose="renewal", certificate=certificate.pk)
    renewed = certificate_by_id(place.case(number).certificate)
    assert renewed.valid_from == certificate.valid_to + timedelta(days=1)
    assert certificate_by_id(certificate.pk).state == "superseded"
    place.decided(purpose="cancellation", certificate=renewed.pk)
    assert certificate_by_id(renewed.pk).state == "cancelled"
    refused("certificate.not_valid", place.submit, purpose="change", certificate=renewed.pk)


def test_a_renewal_asked_in_time_and_unanswered_is_granted_by_silence(place):
    certificate = a_certificate(place)
    place.now = datetime.combine(certificate.valid_to - timedelta(days=70), place.now.timetz())
    number = renew(place, certificate)
    place.wait(days=75)
    place.sweep()
    assert place.last(number, "case.decided")["deemed"] is True
    renewed = certificate_by_id(place.case(number).certificate)
    assert (renewed.deemed, renewed.valid_from) == (True, certificate.valid_to + timedelta(days=1))
    assert renewed.valid_to == certificate.valid_to.replace(year=2036), (
        "swept late, and no day longer"
    )
    assert faults(place, number) == []


def test_a_renewal_made_thirty_natural_days_before_is_never_refused_as_late(place):
    certificate = a_certificate(place)
    place.now = datetime.combine(certificate.valid_to - timedelta(days=30), place.now.timetz())
    number = renew(place, certificate)
    assert "renewal" not in {e.data["kind"] for e in place.records(number) if e.type == "timer.set"}


def test_a_renewal_made_later_is_refused_with_the_day_it_was_due(place):
    certificate = a_certificate(place)
    place.now = datetime.combine(certificate.valid_to - timedelta(days=29), place.now.timetz())
    refused("certificate.renewal_too_late", renew, place, certificate)


def test_a_renewal_that_came_by_post_in_time_is_not_refused_for_its_late_entry(place):
    certificate = a_certificate(place)
    place.now = datetime.combine(certificate.valid_to - timedelta(days=28), place.now.timetz())
    came = place.today() - timedelta(days=3)
    given = {"channel": "post", "ground": "post", "by": place.people["window"]}
    renew(place, certificate, received_on=came, **given)


def test_a_certificate_of_somebody_else_or_of_another_matter_does_not_exist(place):
    other = a_licence("other", hall="别处政务中心", bureau="别处卫生局", order=2)
    certificate = a_certificate(other)
    refused("case.no_certificate", place.submit, purpose="renewal", certificate=certificate.pk)
    refused("case.no_certificate", place.submit, purpose="renewal")
    plain = a_place(hall="又一政务中心", bureau="又一局", order=3)
    refused("case.purpose", plain.submit, purpose="renewal", certificate=certificate.pk)


def test_originals_change_hands_by_signed_lists_only(place):
    number, window, officer = place.accepted(), place.people["window"], place.people["officer"]
    taken = [("proof", "场所平面图", 1), ("report", "检测报告", 2)]
    place.on("take_originals", number, by=window, taken=taken)
    mine = {"originals": [1, 2], "to": officer.actor_id}
    refused("case.not_the_holder", place.on, "offer_handover", number, by=officer, **mine)
    place.on("offer_handover", number, by=window, **mine)
    nobody = {"originals": [1, 2], "to": place.citizen.actor_id}
    refused("case.not_found", place.on, "offer_handover", number, by=window, **nobody)
    place.on("offer_handover", number, by=window, **mine)
    refused("case.not_found", place.on, "sign_handover", number, by=officer, handover=1)
    refused("case.not_found", place.on, "sign_handover", number, by=window, handover=2)
    place.on("sign_handover", number, by=officer, handover=2)
    place.on("offer_handover", number, by=officer, originals=[1, 2], to="party")
    place.on("sign_handover", number, by=place.citizen, handover=3)
    assert place.last(number, "originals.signed") == {"handover": 3, "holder": "party"}
    assert faults(place, number) == []


def test_a_file_is_not_closed_while_originals_are_out(place):
    number, window = place.decided(), place.people["window"]
    place.on("take_originals", number, by=window, taken=[("proof", "场所平面图", 1)])
    deliver(place, number)
    close = {"digest": "0" * 64, "papers": 4, "by": window}
    refused("case.originals_out", place.on, "archive", number, **close)
    place.on("offer_handover", number, by=window, originals=[1], to="party")
    place.on("sign_handover", number, by=window, handover=1)
    place.on("archive", number, **close)
    assert place.case(number).state == "archived"
    refused("case.archived", place.on, "take_originals", number, by=window,
            taken=[("proof", "x", 1)])  # fmt: skip


def test_erased_contents_are_gone_and_the_log_still_verifies(place):
    number = place.decided()
    act = Act("system", "", place.now + timedelta(days=1), "erase")
    refused("case.kept", actions.erase, number, act)
    late = Act("system", "", place.now.replace(year=2037), "erase later")
    person = Act(place.people["window"].actor_id, "", late.at, "erase by a person")
    refused("case.not_found", actions.erase, number, person)
    actions.erase(number, late)
    with pytest.raises(LookupError):
        place.content(number, place.case(number).form)
    assert faults(place, number) == []


def test_an_unlawful_erasure_is_found(place):
    number = place.decided()
    case = place.case(number)
    place.tamper(case, "UPDATE cases_content SET sealed = NULL WHERE home = %s AND case_id = %s")
    assert {each.column for each in faults(place, number)} == {"sealed"}


def test_an_enquiry_is_answered_without_a_clock():
    flow = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
        '<process id="p"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="health"/>'
        '<userTask id="health" name="答复" t:act="review" t:performer="health"/>'
        '<sequenceFlow id="b" sourceRef="health" targetRef="e"/><endEvent id="e"/></process></definitions>'
    )
    place = a_place(
        "health", procedure="consultation", power_type=20, flow=flow, statutory="", promised=""
    )
    number = place.submit().number
    refused("case.no_words", place.review, number, "health", opinion=" ")
    place.review(number, "health", opinion="可以在窗口办理。")
    assert (place.case(number).outcome, place.case(number).promised_on) == ("answered", None)
    assert place.limits(number) == []
    deliver(place, number, by=place.people["health"])


def test_the_rows_of_every_case_are_the_fold_of_its_log(place):
    number = place.decided()
    place.on("take_originals", number, by=place.people["window"], taken=[("proof", "图", 1)])
    deliver(place, number)
    assert faults(place, number) == []
    assert isinstance(place.case(number).delivered_at, datetime)
    assert isinstance(place.case(number).received_on, date)


def test_the_process_sheet_lists_every_opinion_with_step_organ_and_person(place):
    number = place.decided()
    rows = place.paper(number, "process_sheet")["opinions"]
    assert [(row["step"], row["outcome"]) for row in rows] == [
        ("受理", "受理"),
        ("health", "同意"),
        ("决定", "批准"),
    ]
    assert rows[1]["words"] == "同意"
    assert all(row["organ"] and row["by"] and row["at"] for row in rows)


def test_the_job_erases_what_was_kept_for_its_years_and_nothing_younger(place):
    old = place.decided()
    ended = place.case(old).closed_at
    assert erase_kept(ended.replace(year=2036)) == 0
    assert erase_kept(ended.replace(year=2036) + timedelta(days=1)) == 1
    assert place.last(old, "case.erased")["ground"] == "retention"
    assert erase_kept(ended.replace(year=2036) + timedelta(days=2)) == 0


def test_a_certificate_states_what_it_permits_without_files_and_pledges(place):
    certificate = a_certificate(place)
    ((name, answers),) = terms_of(certificate)
    assert (name, answers) == ("answers", {"applicant": {"name": "张三丰", "income": 30000}})
    pledged = a_form(
        {
            "ok": {"type": "boolean", "title": "承诺属实", "const": True},
            "area": {"type": "integer", "title": "面积"},
        }
    )
    given = {"applicant": {"ok": True, "area": 40}}
    assert stated(SimpleNamespace(form=pledged), given) == {"applicant": {"area": 40}}


def a_form(fields):
    """A form of one section with these fields."""
    section = {**FORM["properties"]["applicant"], "properties": fields, "required": []}
    return {**FORM, "properties": {"applicant": section}}


def test_the_names_of_originals_are_shown_and_erased_and_never_logged(place):
    number = place.decided()
    taken = [("proof", "张三丰的房产证", 1)]
    place.on("take_originals", number, by=place.people["window"], taken=taken)

    def shown():
        case = place.case(number)
        story = story_of(case, None, at=place.now)
        told = [each.event for each in story.happened if each.event.type == "originals.taken"]
        assert told[0].originals[0].name == story.state.originals[1].name
        return story.state.originals[1].name

    assert shown() == "张三丰的房产证"
    assert "张三丰" not in str([each.data for each in place.records(number)])
    assert Original.objects.get(case_id=place.case(number).id).name == ""
    assert faults(place, number) == []
    actions.erase(number, Act("system", "", place.now.replace(year=2037), "erase"))
    assert shown() == "场所平面图"


def test_originals_of_somebody_who_left_are_handed_on_by_a_second_person(place):
    number, window, officer = place.accepted(), place.people["window"], place.people["officer"]
    place.on("take_originals", number, by=window, taken=[("proof", "图", 1)])
    back = {"by": officer, "originals": [1], "to": "party"}
    refused("case.not_the_holder", place.on, "offer_handover", number, **back)
    (post,) = posts_of(window, on=place.today())
    dismiss(window.pk, an_act(on=place.today()), post_id=post.pk)
    place.on("offer_handover", number, **back)
    place.on("sign_handover", number, by=officer, handover=1)
    assert place.last(number, "originals.signed")["holder"] == "party"


def test_what_one_county_keeps_longer_keeps_no_other_waiting(place, monkeypatch):
    old, young = place.decided(), place.decided()
    real = retaining.erase

    def refusing(number, act):
        if number == old:
            raise Refusal("case.kept", "kept")
        return real(number, act)

    monkeypatch.setattr(retaining, "erase", refusing)
    later = place.case(young).closed_at.replace(year=2036) + timedelta(days=1)
    assert erase_kept(later, most=1) == 1
    assert "case.erased" in place.types(young)
