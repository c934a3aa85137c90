"""Who may hand in, take on and see; what a key, a version and a day of receipt are good for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from builders.cases import ANSWERS, FRIDAY, a_place
from builders.identity import a_clerk, a_person, an_act, an_organ
from builders.parties import an_identity_number
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.lists import inbox_count, inbox_page, lines
from tongban.kernel.cases.models import Inbox, Limit, Token
from tongban.kernel.cases.naming import names_the_party
from tongban.kernel.cases.queries import case_by_number, cases_visible_to
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.actions import cancel, draft_version
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.forms.rules import form
from tongban.kernel.identity.actions import appoint, dismiss
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.parties.queries import party_by_id

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 13)


def refused(code):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_only_the_applicant_hands_in_at_the_portal_and_only_a_window_at_the_counter():
    place = a_place("civil")
    stranger = a_person(kind="public")
    for by, channel in (
        (stranger, "portal"),
        (stranger, "counter"),
        (place.people["civil"], "counter"),
    ):
        with refused("case.not_the_applicant"):
            place.submit(by=by, channel=channel)
    with refused("case.not_the_applicant"):
        place.submit(party=987654321)
    with refused("case.not_the_applicant"):
        place.submit(channel="post")
    taken_in = place.submit(by=place.people["window"], channel="counter").number
    assert place.case(taken_in).channel == "counter"
    place.accept(taken_in)


def test_a_case_is_opened_for_a_version_in_force_alone():
    place = a_place("civil")
    draft = draft_version(
        place.version.matter_id, an_act(on=DAY), content=content_of(place.version)
    )
    in_force, place.version = place.version, draft
    with refused("case.superseded"):
        place.submit()
    place.version = in_force
    place.submit()
    cancel(in_force.pk, an_act(on=DAY), on=DAY + timedelta(days=3))
    place.now += timedelta(days=4)
    with refused("case.superseded"):
        place.submit()


def test_materials_are_received_today_or_before_and_a_clock_from_receipt_starts_then():
    place = a_place("civil", clock_starts="receipt")
    with refused("case.received_late"):
        place.submit(received_on=date(2026, 2, 14))
    posted = {"received_on": date(2026, 2, 6), "ground": "post", "channel": "post"}
    number = place.submit(**posted, by=place.people["window"]).number
    assert place.case(number).started_on == date(2026, 2, 13)
    manager = place.people["manager"]
    place.at("approve", number, "@receipt_day", by=manager, outcome="agreed", words="")
    assert place.case(number).started_on == date(2026, 2, 6)


def test_a_limit_in_hours_runs_from_the_hour_of_acceptance_and_never_from_an_earlier_day():
    place = a_place("civil", promised="4h", statutory="24h")
    posted = {"received_on": date(2026, 2, 12), "ground": "post", "channel": "post"}
    number = place.submit(**posted, by=place.people["window"]).number
    manager = place.people["manager"]
    place.at("approve", number, "@receipt_day", by=manager, outcome="agreed", words="")
    with refused("case.hours_backdated"):
        place.accept(number, on=date(2026, 2, 12))
    place.accept(number)
    promised = Limit.objects.get(kind="promised")
    assert promised.due_at == place.case(number).accepted_at + timedelta(hours=4)


def test_of_two_windows_the_first_to_act_accepts_for_both():
    place = a_place("civil")
    second, _post = a_clerk(place.hall, "window")
    number = place.submit().number
    assert len(inbox_page(second, at=place.now).rows) == 1
    place.accept(number)
    assert inbox_page(second, at=place.now).rows == []
    assert Limit.objects.count() == 2
    assert len(inbox_page(place.people["civil"], at=place.now).rows) == 1
    with refused("case.item_closed"):
        place.accept(number, by=place.people["window"])


def test_of_two_leaders_the_first_to_decide_ends_the_case():
    place = a_place("civil")
    a_clerk(place.bureau, "leader")
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil")
    place.decide(number)
    assert place.case(number).closed_at is not None
    assert not Inbox.objects.exists()
    assert list(differences()) == []


def test_a_key_answers_the_same_wish_and_no_other():
    place = a_place("civil")
    one, other = place.submit().number, place.submit().number
    place.accept(one, key="K")
    with refused("case.key"):
        place.accept(other, key="K")
    assert place.case(other).state == "submitted"
    place.accept(other)
    place.review(one, "civil", "agreed", key="V")
    with refused("case.key"):
        place.review(one, "civil", "refused", "名下有房", key="V")


def test_one_person_with_two_posts_does_not_both_accept_and_review():
    place = a_place("civil")
    clerk, number = place.people["window"], place.submit().number
    appoint(clerk.pk, an_act(on=DAY), post_id=posts_of(place.people["civil"], on=DAY)[0].pk)
    place.accept(number)
    with refused("case.same_person"):
        place.review(number, "civil", by=clerk)
    place.review(number, "civil")


def test_nobody_acts_on_behalf_of_another_without_a_proxy():
    place = a_place("civil")
    act = place.act(place.citizen)
    act = type(act)(act.by, act.organ, act.at, act.key, behalf="person/99")
    with refused("case.behalf"):
        actions.submit(Intake(place.version.pk, place.party, ANSWERS, "portal", DAY), act)


@pytest.mark.parametrize(
    "duty", ["staff", "keeper", "system_admin", "security_admin", "audit_admin"]
)
def test_who_does_not_handle_cases_sees_none_even_in_the_bureau_itself(duty):
    place = a_place("civil")
    number = place.submit().number
    person, _post = a_clerk(place.bureau, duty)
    assert case_by_number(number, person, on=DAY) is None
    handler, _post = a_clerk(place.bureau, "officer")
    assert case_by_number(number, handler, on=DAY) is not None


def test_a_supervisor_sees_the_county_and_an_officer_of_another_organ_nothing():
    place = a_place("civil")
    place.submit()
    supervisor, _post = a_clerk(an_organ("效能监督科"), "supervisor")
    officer, _post = a_clerk(an_organ("林业局"), "officer")
    assert cases_visible_to(supervisor, on=DAY).count() == 1
    assert cases_visible_to(officer, on=DAY).count() == 0
    assert cases_visible_to(place.citizen, on=DAY).count() == 1
    assert cases_visible_to(a_person(kind="public"), on=DAY).count() == 0


def test_who_left_the_post_no_longer_sees_what_was_handled_there():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil")
    officer = place.people["civil"]
    assert [case.number for case in handled_by(officer, on=DAY)] == [number]
    (post,) = posts_of(officer, on=DAY)
    dismiss(officer.pk, an_act(on=DAY), post_id=post.pk, on=DAY)
    assert not handled_by(officer, on=DAY).exists()


def test_a_withdrawn_case_has_no_live_token_no_due_day_and_steps_that_say_so():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    actions.withdraw(number, place.act(place.citizen), version=place.case(number).n, reason="")
    assert not Token.objects.filter(state="live").exists()
    case = place.case(number)
    story = story_of(case, None, at=place.now)
    assert {step.node: step.state for step in story.steps} == {
        "accept": "passed", "civil": "cancelled", "decide": "waiting",
    }  # fmt: skip
    assert lines([case], at=place.now)[0].deadline.standing == "none"


def test_a_story_names_every_event_its_opinions_and_what_its_reader_may_do():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil", opinion="收入符合标准")
    story = story_of(place.case(number), place.people["leader"], at=FRIDAY)
    assert [each.words for each in story.opinions] == ["", "收入符合标准"]
    assert [task.act for task in story.tasks] == ["decide"]
    assert story_of(place.case(number), place.people["civil"], at=FRIDAY).tasks == []
    assert story.days[-1].day == place.case(number).statutory_on
    assert story.values == {"applicant": {"name": "张三丰", "income": 30000}}


def test_the_groups_of_the_inbox_hold_every_item_once_and_agree_with_each_due_bar():
    place = a_place("civil")
    for day in (13, 14, 24, 25, 26, 27):
        place.now = datetime(2026, 2, day, 2, tzinfo=UTC)
        place.accept(place.submit().number)
    place.submit()
    place.now = datetime(2026, 3, 6, 2, tzinfo=UTC)
    officer = place.people["civil"]
    whole = inbox_page(officer, at=place.now)
    names = {
        "late": {"late", "breached"},
        "soon": {"soon"},
        "ample": {"ok"},
        "unaccepted": {"none"},
    }
    for group, standings in names.items():
        shown = inbox_page(officer, at=place.now, group=group)
        assert len(shown.rows) == whole.counts[group]
        assert {one.deadline.standing for one in shown.rows} <= standings
    assert whole.all == len(whole.rows) == inbox_count(officer, on=place.now.date()) == 6
    assert all(whole.counts[group] for group in ("late", "soon", "ample"))
    assert inbox_page(place.people["window"], at=place.now).counts["unaccepted"] == 1
    assert inbox_page(officer, at=place.now, page=99).number == 1


def test_a_window_hands_in_within_its_own_county_alone():
    place = a_place("civil")
    elsewhere, _post = a_clerk(an_organ("前锋区政务服务中心", division="511603"), "window")
    with refused("case.not_the_applicant"):
        place.submit(by=elsewhere, channel="counter")
    place.submit(by=place.people["window"], channel="counter")


def test_nothing_is_sent_on_to_a_post_that_nobody_holds():
    place = a_place("civil")
    number = place.submit().number
    officer = place.people["civil"]
    (post,) = posts_of(officer, on=DAY)
    dismiss(officer.pk, an_act(on=DAY), post_id=post.pk)
    with refused("case.nobody"):
        place.accept(number)
    assert place.case(number).state == "submitted"
    appoint(a_person("赵六").pk, an_act(on=DAY), post_id=post.pk)
    place.accept(number)


def test_the_form_speaks_of_the_party_that_applies():
    place = a_place("civil")
    named = {"type": "string", "title": "姓名", "x-element": "person.name"}
    numbered = {"type": "string", "title": "公民身份号码", "x-element": "person.identity_number"}
    asked = form(a_form(name=named, number=numbered))
    party = party_by_id(place.party)
    own = {"name": "张三丰", "number": an_identity_number()}
    names_the_party(asked, {"applicant": own}, party)
    for wrong in ({"name": "李四"}, {"number": an_identity_number(7)}):
        with refused("case.another_person"):
            names_the_party(asked, {"applicant": {**own, **wrong}}, party)


def a_form(**fields):
    section = {
        "type": "object",
        "title": "申请人",
        "additionalProperties": False,
        "properties": fields,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "申请表",
        "type": "object",
        "additionalProperties": False,
        "properties": {"applicant": section},
    }


def test_a_lost_answer_is_given_again_even_when_the_matter_was_revised_since():
    place = a_place("civil")
    first = place.submit(key="draft/9")
    cancel(place.version.pk, an_act(on=DAY), on=DAY + timedelta(days=1))
    place.now += timedelta(days=2)
    assert place.submit(key="draft/9") == first
    with refused("case.superseded"):
        place.submit(key="draft/10")
