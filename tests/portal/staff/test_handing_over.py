"""离职交接 on the pages: what hangs on somebody is chosen, looked through and handed over once; what is left is told."""

import pytest
from django.urls import reverse

from builders.identity import a_clerk
from builders.joint import a_joint_place, at_joint, item_of, say
from builders.proxies import a_proxy
from tongban.kernel.cases.estate import handovers_of
from tongban.portal.moments import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_joint_place()


@pytest.fixture
def number(place):
    return at_joint(place)


@pytest.fixture
def leaver(place):
    return place.people["civil"]


@pytest.fixture
def colleague(place):
    return a_clerk(place.organs["civil"], "reviewer")[0]


@pytest.fixture
def desk(place, as_):
    """The browser of who gives and takes the posts of the leaver's organ."""
    return as_(a_clerk(place.organs["civil"], "security_admin")[0])


def page_of(person):
    return reverse("administration:handover", args=[person.pk])


def share(place, number, leaver, taker):
    return f"{number}/{item_of(place, number, 'joint', leaver).id}/{taker.pk}"


def test_what_hangs_on_somebody_is_listed_with_the_colleague_who_may_have_it(
    desk, number, leaver, colleague
):
    page = desk.get(page_of(leaver)).content.decode()
    assert number in page
    assert f'<option value="{colleague.pk}" selected>' in page
    assert "张三丰" not in page.replace(leaver.name, "").replace(colleague.name, "")


def test_it_is_looked_through_before_it_is_done_and_then_done_once(
    desk, place, number, leaver, colleague
):
    choice = f"to-{number}-{item_of(place, number, 'joint', leaver).id}"
    wish = {"do": "preview", "reason": "调离本单位", choice: str(colleague.pk)}
    preview = desk.post(page_of(leaver), wish).content.decode()
    one = share(place, number, leaver, colleague)
    assert f'value="{one}"' in preview
    assert "item.handed_over" not in place.types(number)
    wish = {"do": "confirm", "reason": "调离本单位", "share": one, "key": "once"}
    first = desk.post(page_of(leaver), wish)
    again = desk.post(page_of(leaver), wish)
    assert (first.status_code, again.url) == (302, first.url)
    assert place.types(number).count("item.handed_over") == 1
    report = desk.get(first.url).content.decode()
    assert number in report
    assert "会审" in report
    assert desk.get(page_of(leaver)).content.decode().count(number) == 0


def test_without_a_reason_or_a_receiver_nothing_is_looked_through(
    desk, place, number, leaver, colleague
):
    choice = f"to-{number}-{item_of(place, number, 'joint', leaver).id}"
    empty = desk.post(page_of(leaver), {"do": "preview", "reason": "", choice: str(colleague.pk)})
    assert empty.status_code == 422
    nobody = desk.post(page_of(leaver), {"do": "preview", "reason": "调离"})
    assert nobody.status_code == 422
    assert handovers_of(leaver.actor_id) == []


def test_who_cannot_take_it_is_named_before_anything_is_done(desk, place, number, leaver):
    clerk = a_clerk(place.organs["civil"], "window")[0]
    wish = {"do": "preview", "reason": "调离", "all": str(clerk.pk)}
    page = desk.post(page_of(leaver), wish).content.decode()
    assert "不能接办" in page
    assert 'value="confirm"' not in page


def test_what_was_done_meanwhile_stands_in_the_report_and_was_not_moved(
    desk, place, number, leaver, colleague
):
    wish = {"do": "confirm", "reason": "调离", "share": share(place, number, leaver, colleague)}
    say(place, number, leaver)
    report = desk.get(desk.post(page_of(leaver), wish).url).content.decode()
    assert "已不在其名下" in report
    assert "item.handed_over" not in place.types(number)


def test_proxies_are_offered_and_end_with_it(desk, leaver, colleague):
    proxy = a_proxy(colleague, leaver, on=today())
    assert f'value="{proxy.pk}" checked' in desk.get(page_of(leaver)).content.decode()
    wish = {"do": "confirm", "reason": "调离", "proxy": str(proxy.pk)}
    assert desk.post(page_of(leaver), wish).status_code == 302
    proxy.refresh_from_db()
    assert proxy.recalled_on == today()


def test_the_page_of_the_person_warns_while_something_hangs_on_him(
    desk, place, number, leaver, colleague
):
    person = reverse("administration:person", args=[leaver.pk])
    assert "名下尚有 1 项未交接" in desk.get(person).content.decode()
    say(place, number, leaver)
    assert "名下尚有" not in desk.get(person).content.decode()


def test_to_the_administrator_of_another_organ_nobody_of_that_number_is_there(
    place, as_, number, leaver, colleague
):
    foreign = as_(a_clerk(place.organs["police"], "security_admin")[0])
    assert foreign.get(page_of(leaver)).status_code == 404
    wish = {"do": "confirm", "reason": "调离", "share": share(place, number, leaver, colleague)}
    assert foreign.post(page_of(leaver), wish).status_code == 404
    assert "item.handed_over" not in place.types(number)


def test_the_report_of_one_person_is_not_shown_under_another(
    desk, place, number, leaver, colleague
):
    wish = {"do": "confirm", "reason": "调离", "share": share(place, number, leaver, colleague)}
    url = desk.post(page_of(leaver), wish).url
    assert desk.get(url.replace(f"/{leaver.pk}/", f"/{colleague.pk}/")).status_code == 404


def test_the_case_tells_from_whom_to_whom_and_why(desk, place, as_, number, leaver, colleague):
    wish = {
        "do": "confirm",
        "reason": "调离本单位",
        "share": share(place, number, leaver, colleague),
    }
    desk.post(page_of(leaver), wish)
    page = as_(colleague).get(reverse("staff:case", args=[number])).content.decode()
    assert f"由{leaver.name}移交{colleague.name}办理" in page
    assert "调离本单位" in page
