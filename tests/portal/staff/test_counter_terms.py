"""窗口收件的方式: how and when papers came, what for, how the result is to come; supplements; results to hand out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from builders.cases import ANSWERS, a_licence
from builders.identity import a_clerk, an_organ
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.cases.actions import Point, supplement
from tongban.kernel.cases.models import Case
from tongban.kernel.clock import day_of
from tongban.kernel.forms.models import Draft
from tongban.kernel.ledger.queries import events_of

FORM = {
    "applicant.name": "张三丰",
    "applicant.income": "30000",
    "taken.proof": "seen",
    "taken.report": "brought",
}


@pytest.fixture
def place(db, clock):
    made = a_licence("health")
    clock.now = made.now
    return made


@pytest.fixture
def clerk(place, as_):
    return as_(place.people["window"])


def filled(client, place, **more):
    """The address of the citizen's own application; posting `FORM` there hands it in."""
    who = {"kind": "person", "name": "张三丰", "number": an_identity_number(), "phone": ""}
    typed = {"matter": place.version.matter_id, "key": "page-1", **who, **more}
    return client.post(reverse("staff:begin"), typed).url


def test_what_came_today_at_the_window_needs_no_choice(place, clerk):
    clerk.post(filled(clerk, place), FORM)
    case = Case.objects.get()
    assert (case.channel, case.purpose, case.delivery) == ("counter", "new", "window")


def test_what_came_by_post_earlier_waits_for_the_duty_manager(place, clerk, clock):
    clock.now = place.now = place.now + timedelta(days=14)
    clerk.post(filled(clerk, place), FORM | {"came": "post", "received_on": "2026-02-24"})
    case = Case.objects.get()
    assert case.channel == "post"
    assert case.received_on == date(2026, 2, 27)
    place.at("approve", case.number, "@receipt_day", by=place.people["manager"], outcome="agreed", words="")  # fmt: skip
    assert place.case(case.number).received_on == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"came": "outage", "received_on": ""}, "请按日期格式填写"),
        ({"came": "post", "received_on": "2026-03-01"}, "尚未到来"),
        ({"delivery": "electronic"}, "电子送达须经申请人同意"),
    ],
)
def test_a_choice_that_cannot_be_comes_back_with_what_was_typed(place, clerk, typed, said):
    check = filled(clerk, place)
    answer = clerk.post(check, FORM | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page.partition('role="alert"')[2][:400]
    assert not Case.objects.exists()
    for value in filter(None, typed.values()):
        assert f'value="{value}"' in page


def test_electronic_delivery_is_taken_with_consent(place, clerk):
    clerk.post(filled(clerk, place), FORM | {"delivery": "electronic", "consent": "1"})
    assert Case.objects.get().delivery == "electronic"


def test_a_renewal_names_one_of_the_applicants_certificates(place, clerk, clock):
    first = place.decided()
    clock.now = place.now + timedelta(minutes=1)
    check = filled(clerk, place)
    page = clerk.get(check).content.decode()
    assert "川广卫" in page
    granted = place.last(first, "case.certificate_given")["certificate"]
    answer = clerk.post(check, FORM | {"purpose": "change", "certificate": granted})
    assert answer.status_code == 302
    assert Case.objects.get(purpose="change").certificate == granted


def test_without_a_certificate_nothing_but_a_new_one_is_offered(place, clerk):
    check = filled(clerk, place)
    assert 'value="renewal"' not in clerk.get(check).content.decode()
    assert clerk.post(check, FORM | {"purpose": "renewal"}).status_code == 422
    assert not Case.objects.exists()


def test_an_agent_takes_in_as_such_and_the_page_says_what_that_is_not(place, as_):
    town = an_organ("某街道办事处", division="511602001000")
    agent = as_(a_clerk(town, "window")[0])
    check = filled(agent, place)
    page = agent.get(check).content.decode()
    assert "代办点收件不等于办理机关收件" in page
    assert 'name="came"' not in page
    agent.post(check, FORM | {"came": "post", "received_on": "2026-02-10"})
    case = Case.objects.get()
    assert case.channel == "agent"
    assert case.materials_on is None


@pytest.fixture
def waiting(place, clock):
    """The number of a case that waits for what is missing."""
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=[Point("proof", "缺平面图", "补一份")])
    clock.now = place.now + timedelta(minutes=1)
    return number


def supplied(client, number):
    """The address of a supplement, its form as the case has it."""
    return client.post(reverse("staff:supply", args=[number])).url


def test_a_supplement_begins_with_the_form_as_it_is_and_says_what_was_asked(place, clerk, waiting):
    first = clerk.post(reverse("staff:supply", args=[waiting]))
    assert 'value="30000"' in clerk.get(first.url).content.decode()
    check = supplied(clerk, waiting)
    page = clerk.get(check).content.decode()
    assert "缺平面图" in page
    form = FORM | {"version": place.case(waiting).n, "received_on": "2026-02-13"}
    assert clerk.post(check, FORM | {**form, "received_on": "2026-03-30"}).status_code == 422
    answer = clerk.post(check, form)
    assert answer.url == reverse("staff:case", args=[waiting])
    assert place.case(waiting).state == "submitted"
    assert not Draft.objects.filter(closed_at__isnull=True).exists()


def test_beginning_it_twice_goes_on_with_the_same_draft(clerk, waiting):
    urls = {clerk.post(reverse("staff:supply", args=[waiting])).url for _ in range(2)}
    assert len(urls) == 1


def test_a_supplement_given_up_can_be_begun_again(clerk, waiting):
    supplied(clerk, waiting)
    clerk.post(reverse("staff:discard", args=[Draft.objects.get().pk]))
    assert clerk.get(supplied(clerk, waiting)).status_code == 200


def test_a_second_round_does_not_go_on_with_the_draft_of_the_first(place, clerk, clock, waiting):
    first = supplied(clerk, waiting)
    act = place.act(place.citizen)
    supplement(waiting, act, version=place.case(waiting).n, values=ANSWERS, happened=day_of(act.at))
    place.at(
        "request_supplement",
        waiting,
        "accept",
        points=[Point("seal", "未盖章", "")],
        reason="首次告知遗漏",
    )
    clock.now = place.now + timedelta(minutes=1)
    assert supplied(clerk, waiting) != first
    form = FORM | {"version": place.case(waiting).n, "received_on": place.today().isoformat()}
    answer = clerk.post(first, form)
    assert answer.status_code == 422
    assert "此前" in answer.content.decode()
    assert place.case(waiting).state == "supplementing"


def test_who_reads_the_answers_in_order_to_supply_is_logged_with_the_case(place, clerk, waiting):
    supplied(clerk, waiting)
    (seen,) = [
        one.data for one in events_of(0, f"party/{place.party}") if one.type == "party.unmasked"
    ]
    assert (seen["purpose"], seen["about"]) == ("intake", f"case/{waiting}")


def test_nothing_is_supplied_to_a_case_that_does_not_wait_nor_by_who_takes_nothing_in(
    place, clerk, as_, waiting
):
    other = place.submit(values=ANSWERS).number
    assert clerk.post(reverse("staff:supply", args=[other])).status_code == 404
    officer = as_(place.people["officer"])
    assert officer.post(reverse("staff:supply", args=[waiting])).status_code == 404
    town = an_organ("某街道办事处", division="511602001000")
    agent = as_(a_clerk(town, "window")[0])
    assert agent.post(reverse("staff:supply", args=[waiting])).status_code == 404


def test_results_wait_at_the_counter_until_they_are_delivered(place, clerk, clock, as_):
    first, second, running = place.decided(), place.decided("refused"), place.accepted()
    clock.now = place.now + timedelta(minutes=1)
    page = clerk.get(reverse("staff:results")).content.decode()
    assert first in page
    assert "不予行政许可" in page
    assert running not in page
    found = clerk.post(reverse("staff:results"), {"line": second[-6:]}).content.decode()
    assert second in found
    assert first not in found
    other = place.decided(
        by=place.people["window"], party=a_citizen("李四", order=5).pk, channel="counter"
    )
    for line in (an_identity_number(5), f"李四 {an_identity_number(5)}"):
        by_card = clerk.post(reverse("staff:results"), {"line": line}).content.decode()
        assert other in by_card
        assert first not in by_card
    wrong = clerk.post(reverse("staff:results"), {"line": f"王五 {an_identity_number(5)}"})
    assert other not in wrong.content.decode()
    proof = {"recipient": "张三丰"}
    place.on("deliver", first, mode="window", happened=place.today(), proof=proof)
    assert first not in clerk.get(reverse("staff:results")).content.decode()
    assert as_(place.people["officer"]).get(reverse("staff:results")).status_code == 404
