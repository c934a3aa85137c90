"""一件事 on the public's pages: a guide for one's own situation, one form, one page on which all is followed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from builders.bundles import VALUES, a_restaurant
from tongban.kernel.bundles.actions import Call, call_gathering
from tongban.kernel.bundles.models import Joint
from tongban.kernel.cases.models import Case
from tongban.kernel.forms.models import Draft


@pytest.fixture
def shop(db):
    return a_restaurant()


@pytest.fixture
def citizen(shop):
    return browser(shop.first.citizen)


def browser(person):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def guide(client, **asked):
    return client.get(reverse("public:bundle", args=["YJS-01"]), asked)


def begun(client, **asked):
    return client.post(
        reverse("bundles:begin", args=["YJS-01"]), {"key": "k", "stage": "all", **asked}
    )


def sent(client, shop):
    """The form, filled in step by step, looked through and handed in."""
    begun(client, fire="yes")
    draft = Draft.objects.get(closed_at=None)
    step = reverse("bundles:step", args=[draft.pk, "applicant"])
    typed = {f"applicant.{name}": str(value) for name, value in VALUES["applicant"].items()}
    after = client.post(step, typed)
    assert after.url == reverse("bundles:check", args=[draft.pk])
    return client.post(after.url)


def test_the_list_leads_to_the_guide_and_the_guide_says_what_it_saves(client, shop):
    assert (
        reverse("public:bundle", args=["YJS-01"])
        in client.get(reverse("public:bundles")).content.decode()
    )
    page = guide(client, fire="yes").content.decode()
    assert all(place.version.name in page for place in shop.places.values())
    assert "−33 %" in page


def test_only_what_the_situation_needs_is_asked_for(client, shop):
    shown = guide(client, fire="no").context
    assert [bar.matter for bar in shown["bars"]] == [
        shop.places[key].version.matter_id for key in ("licence", "food")
    ]


def test_before_the_questions_are_answered_nothing_can_be_begun(citizen, shop):
    assert "请先选择您的情形" in begun(citizen).content.decode()
    assert Draft.objects.count() == 0


def test_a_stranger_signs_in_first_and_a_bundle_that_is_none_does_not_exist(client, shop):
    assert begun(client, fire="yes").status_code == 302
    assert client.get(reverse("public:bundle", args=["NONE"])).status_code == 404


def test_one_form_opens_the_cases_and_one_page_follows_them(citizen, shop):
    answer = sent(citizen, shop)
    joint = Joint.objects.get()
    assert answer.url == reverse("public:joint", args=[joint.number])
    page = citizen.get(answer.url).content.decode()
    assert all(case.number in page for case in Case.objects.all())
    assert "待前置事项办结" in page
    assert joint.number in citizen.get(reverse("public:mine")).content.decode()


def test_the_last_button_twice_hands_in_once_and_leads_on(citizen, shop):
    first = sent(citizen, shop)
    draft = Draft.objects.get()
    again = citizen.post(reverse("bundles:check", args=[draft.pk]))
    assert again.url == first.url
    assert Joint.objects.count() == 1


def test_somebody_elses_form_and_joint_application_do_not_exist(citizen, shop):
    begun(citizen, fire="yes")
    draft = Draft.objects.get()
    other = browser(shop.places["fire"].citizen)
    assert other.get(reverse("bundles:draft", args=[draft.pk])).status_code == 404
    joint = shop.apply()
    assert other.get(reverse("public:joint", args=[joint.number])).status_code == 404
    assert citizen.get(reverse("public:joint", args=[joint.number])).status_code == 200


def test_a_begun_form_stands_under_my_cases_and_can_be_given_up(citizen, shop):
    begun(citizen, fire="yes")
    draft = Draft.objects.get()
    assert (
        reverse("bundles:draft", args=[draft.pk])
        in citizen.get(reverse("public:mine")).content.decode()
    )
    citizen.post(reverse("bundles:discard", args=[draft.pk]))
    assert Draft.objects.get().closed_at is not None


def test_the_applicant_sees_when_and_where_the_departments_meet_but_not_what_they_say(
    citizen, shop
):
    joint, leader = shop.apply(), shop.first.people["leader"]
    act = shop.first.act(leader)
    call = Call("survey", "all", act.at + timedelta(days=2), "滨江路 1 号", "消防通道有疑问")
    call_gathering(joint.number, call, act, leader)
    page = citizen.get(reverse("public:joint", args=[joint.number])).content.decode()
    assert "联合勘察" in page
    assert "滨江路 1 号" in page
    assert "消防通道有疑问" not in page
