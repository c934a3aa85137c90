"""Renewal by silence: in time, with the papers, without anybody's claim; and silence that nobody can go on from."""

from datetime import datetime, timedelta

import pytest

from builders.cases import ANSWERS, a_licence, a_place
from builders.identity import a_clerk, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.cases.actions import Point
from tongban.kernel.cases.ending import last_valid_day
from tongban.kernel.cases.models import Timer
from tongban.kernel.cases.verify import of_case
from tongban.kernel.certificates import actions as certificates
from tongban.kernel.certificates.queries import certificate_by_id, open_proposal
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.identity.queries import posts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_licence()


def refused(code: str, call, *args, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*args, **more)
    assert caught.value.code == code, caught.value.code
    return caught.value


def a_certificate(place, *, days_left: int):
    """A certificate of the citizen's, with so many days to run from now."""
    number = place.decided()
    found = certificate_by_id(place.case(number).certificate)
    place.now = datetime.combine(found.valid_to - timedelta(days=days_left), place.now.timetz())
    return found


def renew(place, certificate, **more):
    return place.submit(purpose="renewal", certificate=certificate.pk, **more).number


def by_post(place, certificate, *, days: int) -> str:
    """A renewal entered now as having come by post so many days ago."""
    came = place.today() - timedelta(days=days)
    given = {"channel": "post", "ground": "post", "by": place.people["window"]}
    return renew(place, certificate, received_on=came, **given)


def answer(place, number, outcome):
    given = {"by": place.people["manager"], "outcome": outcome, "words": "邮戳不符"}
    place.at("approve", number, "@receipt_day", **given)


def now(certificate):
    return certificate_by_id(certificate.pk)


def faults(place, number):
    case = place.case(number)
    return list(of_case(case.home, case.id, f"case/{number}"))


def test_a_claimed_day_renews_nothing_until_the_duty_manager_agrees(place):
    certificate = a_certificate(place, days_left=-3)
    certificates.sweep(place.now)
    number = by_post(place, certificate, days=70)
    place.wait(days=2)
    place.sweep()
    assert (now(certificate).state, now(certificate).request) == ("expired", None)
    answer(place, number, "refused")
    place.wait(days=2)
    place.sweep()
    assert now(certificate).state == "expired"
    assert "case.decided" not in place.types(number)


def test_an_earlier_day_that_was_agreed_to_is_the_day_of_asking(place):
    certificate = a_certificate(place, days_left=-3)
    certificates.sweep(place.now)
    number = by_post(place, certificate, days=70)
    answer(place, number, "agreed")
    assert (now(certificate).state, now(certificate).request) == ("valid", "in_time")
    place.sweep()
    assert place.last(number, "case.decided")["deemed"] is True
    assert faults(place, number) == []


def test_a_renewal_that_even_the_claimed_day_makes_late_is_refused(place):
    certificate = a_certificate(place, days_left=5)
    refused("certificate.renewal_too_late", by_post, place, certificate, days=2)


def test_with_the_agent_a_renewal_is_not_asked_yet(place):
    certificate = a_certificate(place, days_left=70)
    agent = a_clerk(an_organ("街道办事处", division="511602002"), "window")[0]
    number = renew(place, certificate, channel="agent", by=agent)
    assert now(certificate).request is None
    place.at("receive", number, "accept", happened=place.today())
    assert now(certificate).request == "in_time"
    assert "renewal" in {e.data["kind"] for e in place.records(number) if e.type == "timer.set"}


def test_silence_renews_nothing_that_was_revoked_meanwhile_and_keeps_no_door_shut(place):
    certificate = a_certificate(place, days_left=70)
    number = renew(place, certificate)
    place.accept(number)
    officer, leader = place.people["officer"], place.people["leader"]
    certificates.propose_revocation(
        certificate.pk, place.act(officer), kind="revoked", ground="not_qualified", reasons="不符合"
    )
    waiting = open_proposal(now(certificate))
    given = {"proposal_id": waiting.pk, "agreed": True, "words": "属实"}
    certificates.confirm_revocation(certificate.pk, place.act(leader), **given)
    place.wait(days=80)
    place.sweep()
    assert "case.decided" not in place.types(number)
    place.review(number, "health")
    place.decide(number, "refused", "证照已被撤销。")
    assert faults(place, number) == []


def test_a_late_sweep_moves_neither_the_day_of_a_deemed_renewal_nor_its_delivery(place):
    swept = []
    for wait in (71, 90):
        certificate = a_certificate(place, days_left=70)
        number = renew(place, certificate)
        place.accept(number)
        place.wait(days=wait)
        place.sweep()
        last = certificate.valid_to
        assert place.last(number, "case.decided")["happened"] == last.isoformat()
        delivery = next(one for one in place.limits(number) if one.kind == "delivery")
        swept.append(delivery.due_on - last)
        renewed = certificate_by_id(place.case(number).certificate)
        assert renewed.issued_on == last + timedelta(days=1)
        break_even = {one.kind: one.state for one in place.limits(number)}
        assert break_even["statutory"] == "late"
    assert swept[0] <= timedelta(days=20)
    assert swept[1] <= timedelta(days=20)


def test_a_late_sweep_does_not_move_the_day_of_a_return(place):
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=[Point("applicant.name", "缺少")])
    until = place.last(number, "case.supplement_requested")["until"]
    place.wait(days=60)
    place.sweep()
    assert place.last(number, "case.returned")["happened"] == until


def test_what_is_supplied_after_the_last_day_leaves_the_time_of_a_decision(place):
    certificate = a_certificate(place, days_left=55)
    number = renew(place, certificate)
    for reason in ("", "另有遗漏", "仍有遗漏"):
        points = [Point("applicant.name", "缺少")]
        place.at("request_supplement", number, "accept", points=points, reason=reason)
        place.wait(days=19)
        place.sweep()
        place.on("supplement", number, by=place.citizen, values=ANSWERS, happened=place.today())
    place.wait(days=1)
    place.sweep()
    assert "case.decided" not in place.types(number)
    place.wait(days=60)
    place.sweep()
    assert place.last(number, "case.decided")["deemed"] is True
    assert now(certificate).state == "superseded"


def test_silence_accepts_a_matter_whose_limit_counts_hours():
    place = a_licence(statutory="72h", promised="48h")
    number = place.submit().number
    place.wait(days=30)
    place.sweep()
    assert place.case(number).state == "accepted"
    assert {one.start for one in place.limits(number)} == {place.case(number).accepted_at}


def test_silence_accepts_though_nobody_holds_the_next_post_and_goes_on_once_somebody_does():
    place = a_licence()
    number = place.submit().number
    officer = place.people["health"]
    (post,) = posts_of(officer, on=place.today())
    dismiss(officer.pk, an_act(on=place.today()), post_id=post.pk)
    place.wait(days=30)
    place.sweep()
    assert place.case(number).state == "accepted"
    assert Timer.objects.get(case_id=place.case(number).id, state="set").kind == "next_step"
    place.people["health"] = a_clerk(place.organs["health"], "officer")[0]
    place.wait(days=1)
    place.sweep()
    place.review(number, "health")
    assert faults(place, number) == []


def test_who_waits_for_a_post_that_nobody_holds_can_withdraw():
    place = a_licence()
    number = place.submit().number
    (post,) = posts_of(place.people["health"], on=place.today())
    dismiss(place.people["health"].pk, an_act(on=place.today()), post_id=post.pk)
    place.wait(days=30)
    place.sweep()
    place.on("withdraw", number, by=place.citizen, reason="不再需要")
    assert place.case(number).state == "withdrawn"


@pytest.mark.parametrize(
    ("first", "length", "last"),
    [
        ("2024-02-29", "1y", "2025-02-28"),
        ("2026-08-31", "6mo", "2027-02-28"),
        ("2026-03-31", "1mo", "2026-04-30"),
        ("2026-03-02", "5y", "2031-03-01"),
        ("2026-03-01", "1mo", "2026-03-31"),
    ],
)
def test_a_validity_ends_the_day_before_its_corresponding_day_or_with_the_month(
    first, length, last
):
    assert last_valid_day(datetime.fromisoformat(first).date(), length).isoformat() == last


def test_a_clock_from_receipt_runs_anew_from_the_day_of_the_supplement():
    place = a_place(clock_starts="receipt")
    number = place.submit().number
    before = place.case(number).statutory_on
    place.at("request_supplement", number, "accept", points=[Point("applicant.name", "缺少")])
    place.wait(days=10)
    place.on("supplement", number, by=place.citizen, values=ANSWERS, happened=place.today())
    assert place.case(number).statutory_on > before
    assert place.case(number).started_on == place.today()
    assert faults(place, number) == []


def test_a_day_of_receipt_that_moves_while_the_case_is_supplemented_moves_its_limits():
    place = a_place(clock_starts="receipt")
    came = place.today() - timedelta(days=2)
    given = {"channel": "post", "received_on": came, "by": place.people["window"]}
    number = place.submit(**given, ground="post").number
    place.at("request_supplement", number, "accept", points=[Point("applicant.name", "缺少")])
    answer(place, number, "agreed")
    assert place.case(number).started_on == came
