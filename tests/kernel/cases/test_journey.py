"""One case from submission to decision, and who is refused on the way."""

from datetime import UTC, date, datetime, timedelta

import pytest

from builders.cases import a_place
from builders.identity import a_clerk, an_act, an_organ
from builders.parties import a_citizen
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.lists import inbox_page
from tongban.kernel.cases.models import CommandKey, Inbox, Limit, WorkItem
from tongban.kernel.identity.actions import NewMandate, grant, revoke
from tongban.kernel.identity.queries import Mandate
from tongban.kernel.identity.rules import Power
from tongban.kernel.parties.actions import link_person

pytestmark = pytest.mark.django_db


def todo(place, name):
    return [worked.row.node for worked in inbox_page(place.people[name], at=place.now).rows]


def refused(code):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_case_runs_from_submission_through_parallel_review_to_the_decision():
    place = a_place("civil", "police", "land", "work")
    number = place.submit().number
    assert todo(place, "window") == ["受理"]
    place.accept(number)
    assert {name: todo(place, name) for name in ("window", "civil", "police", "land", "work")} == {
        "window": [], "civil": ["civil"], "police": ["police"], "land": ["land"], "work": ["work"],
    }  # fmt: skip
    for name in ("work", "civil", "police"):
        place.review(number, name)
    assert todo(place, "leader") == []
    place.review(number, "land", "refused", "名下有不动产")
    assert todo(place, "leader") == ["决定"]
    place.decide(number)
    case = place.case(number)
    assert (case.state, case.outcome, case.closed_at) == ("decided", "granted", case.decided_at)
    assert not Inbox.objects.exists()


def test_acceptance_starts_the_limits_of_the_worked_example_without_its_pause():
    place = a_place()
    number = place.submit().number
    assert place.case(number).promised_on is None
    place.accept(number)
    case = place.case(number)
    # From Friday 13 February: make-up Saturdays on 14 and 28 February, Spring Festival from 15 to 23.
    assert (case.promised_on, case.statutory_on) == (date(2026, 3, 5), date(2026, 3, 19))
    limit = Limit.objects.get(kind="statutory")
    assert (limit.amount, limit.unit, limit.law) == (20, "wd", "公共租赁住房管理办法")


def test_a_matter_that_counts_from_receipt_has_its_limits_at_once():
    place = a_place(clock_starts="receipt")
    assert place.case(place.submit().number).promised_on == date(2026, 3, 5)


def test_a_day_is_a_day_in_shanghai_not_in_greenwich():
    place = a_place()
    place.now = datetime(2026, 3, 1, 17, tzinfo=UTC)  # already Monday the 2nd in Shanghai
    number = place.submit().number
    place.accept(number)
    assert place.case(number).received_on == date(2026, 3, 2)
    assert place.case(number).statutory_on == date(2026, 3, 30)


def test_a_decision_ends_the_limits_as_met_or_late():
    in_time, late = a_place(), None
    number = in_time.submit().number
    in_time.accept(number)
    for name in ("civil", "police"):
        in_time.review(number, name)
    late = datetime(2026, 3, 6, 2, tzinfo=UTC)
    in_time.now = late
    in_time.decide(number)
    assert dict(Limit.objects.values_list("kind", "state")) == {
        "promised": "late",
        "statutory": "met",
        "delivery": "running",
    }


def test_a_refusal_needs_reasons_and_an_agreement_does_not():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    with refused("case.no_reasons"):
        place.review(number, "civil", "refused", "  ")
    place.review(number, "civil", "agreed", "")
    with refused("case.no_reasons"):
        place.decide(number, "refused", "")
    place.decide(number, "refused", "收入超过标准")
    assert place.case(number).outcome == "refused"


def test_only_the_post_that_must_act_may_act_and_to_others_the_item_does_not_exist():
    place = a_place("civil", "police")
    number = place.submit().number
    stranger, _post = a_clerk(an_organ("林业局"), "officer")
    with refused("case.not_found"):
        place.accept(number, by=stranger)
    with refused("case.not_found"):
        place.accept(number, by=place.citizen)
    place.accept(number)
    with refused("case.not_found"):
        place.review(number, "civil", by=place.people["police"])
    with refused("case.not_found"):
        place.review(number, "civil", by=place.people["window"])
    place.review(number, "civil")


def test_the_hall_accepts_only_while_the_bureau_has_delegated_it():
    place = a_place("civil")
    number = place.submit().number
    mandate = Mandate.objects.get(kind="delegation")
    revoke(mandate.pk, an_act(on=mandate.since), on=mandate.since)
    with refused("case.no_mandate"):
        place.accept(number)
    grant(
        NewMandate(
            power=Power.ACCEPT, organ_id=place.bureau.pk, grounds="委托书", post_id=mandate.post_id
        ),
        an_act(on=mandate.since),
    )
    place.accept(number)


def test_a_window_post_may_not_decide_and_a_verb_fits_its_node_only():
    place = a_place("civil")
    number = place.submit().number
    item, version = place.open(number, "accept")
    act = place.act(place.people["window"])
    with pytest.raises(Refusal):
        actions.decide(number, act, version=version, item=item, outcome="agreed", reasons="")
    place.accept(number)


def test_a_stale_page_is_refused_and_nothing_changes():
    place = a_place("civil")
    number = place.submit().number
    _item, version = place.open(number, "accept")
    before = place.case(number).n
    with refused("case.stale"):
        place.accept(number, version=version - 1)
    assert place.case(number).n == before
    place.accept(number)
    with refused("case.item_closed"):
        place.accept(number)


def test_four_departments_may_act_on_pages_opened_at_the_same_moment():
    place = a_place("civil", "police")
    number = place.submit().number
    place.accept(number)
    seen = {name: place.open(number, name) for name in ("civil", "police")}
    place.review(number, "civil", version=seen["civil"][1])
    place.review(number, "police", version=seen["police"][1])
    assert todo(place, "leader") == ["决定"]


def test_a_repeated_click_gets_the_first_answer_and_does_nothing_twice():
    place = a_place("civil")
    first = place.submit(key="draft/1")
    assert place.submit(key="draft/1") == first
    _item, version = place.open(first.number, "accept")
    accepted = place.accept(first.number, key="once", version=version)
    again = place.accept(first.number, key="once", version=version)
    assert (again, place.case(first.number).n) == (accepted, accepted.n)
    assert CommandKey.objects.count() == 2
    with refused("case.key"):
        actions.withdraw(
            first.number, place.act(place.people["window"], key="once"), version=1, reason=""
        )


def test_nobody_handles_his_own_application():
    place = a_place("civil")
    clerk, theirs = place.people["window"], a_citizen("李四", order=2)
    link_person(theirs.pk, an_act(), person_id=clerk.pk)
    own = place.submit(party=theirs.pk, by=clerk).number
    with refused("case.own"):
        place.accept(own)
    place.accept(place.submit().number)


def test_the_applicant_withdraws_before_the_decision_and_nobody_else_does():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    with refused("case.not_found"):
        actions.withdraw(
            number, place.act(place.people["window"]), version=place.case(number).n, reason=""
        )
    with refused("case.stale"):
        actions.withdraw(number, place.act(place.citizen), version=1, reason="")
    actions.withdraw(
        number, place.act(place.citizen), version=place.case(number).n, reason="已买房"
    )
    assert place.case(number).state == "withdrawn"
    assert not Inbox.objects.exists()
    assert set(Limit.objects.values_list("state", flat=True)) == {"ended"}
    with refused("case.ended"):
        place.review(number, "civil")


def test_a_decided_case_cannot_be_withdrawn():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil")
    place.decide(number)
    with pytest.raises(Refusal):
        actions.withdraw(number, place.act(place.citizen), version=place.case(number).n, reason="")


def test_the_day_of_acceptance_lies_between_receipt_and_today():
    place = a_place("civil")
    number = place.submit().number
    for day in (date(2026, 2, 12), date(2026, 2, 14)):
        with refused("case.day"):
            place.accept(number, on=day)
    place.accept(number, on=date(2026, 2, 13))


def test_any_one_agreement_passes_an_or_node_and_the_others_items_are_not_needed():
    place = a_place("civil", rule="any")
    second, post = a_clerk(place.organs["civil"], "officer")
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil")
    assert WorkItem.objects.get(post=post.pk).state == "not_needed"
    assert inbox_page(second, at=place.now).rows == []
    assert todo(place, "leader") == ["决定"]


def test_a_condition_on_the_form_chooses_the_way():
    place = a_place("civil", condition="form.applicant.income &lt;= 10000")
    poor = {"applicant": {"name": "李四", "income": 8000}}
    short, long = place.submit(values=poor).number, place.submit().number
    place.accept(short)
    place.accept(long)
    assert sorted(
        row.row.number for row in inbox_page(place.people["leader"], at=place.now).rows
    ) == [short]
    assert sorted(
        row.row.number for row in inbox_page(place.people["civil"], at=place.now).rows
    ) == [long]


def test_an_incomplete_form_opens_no_case():
    place = a_place("civil")
    with refused("case.form"):
        place.submit(values={"applicant": {"income": 3}})
    assert not Inbox.objects.exists()


def test_an_act_that_comes_with_an_earlier_clock_is_recorded_no_earlier_than_the_last():
    place = a_place("civil")
    number = place.submit().number
    submitted = place.case(number).at
    place.now -= timedelta(minutes=30)
    place.accept(number, on=date(2026, 2, 13))
    assert place.case(number).accepted_at >= submitted
