"""From the first answer to the receipt."""

import pytest
from django.urls import reverse

from builders.cases import FRIDAY
from builders.identity import a_person
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.queries import query_code
from tongban.kernel.forms.models import Draft
from tongban.kernel.ledger.actions.sealing import seal_waiting

NAMED = {"applicant.name": "张三丰", "applicant.income": "30000"}


@pytest.fixture
def citizen(place, signed_in):
    """The citizen's browser, with an application begun."""
    client = signed_in(place.citizen)
    client.post(reverse("public:apply", args=[place.version.matter_id]), {"key": "one"})
    return client


@pytest.fixture
def step(citizen):
    """The address of the only step of the form."""
    return reverse("public:step", args=[Draft.objects.get().pk, "applicant"])


@pytest.fixture
def check(citizen):
    """The address of the check page."""
    return reverse("public:check", args=[Draft.objects.get().pk])


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, place):
    answer = client.post(reverse("public:apply", args=[place.version.matter_id]))
    assert answer.url.startswith(reverse("public:enter"))
    assert "next=" in answer.url


def test_what_is_known_is_filled_in_and_an_application_is_begun_once(citizen, place):
    citizen.post(reverse("public:apply", args=[place.version.matter_id]), {"key": "two"})
    assert Draft.objects.count() == 1


def test_a_wrong_answer_is_kept_told_and_does_not_lead_on(citizen, step):
    answer = citizen.post(step, {"applicant.name": "", "applicant.income": "many"})
    assert answer.status_code == 422
    page = citizen.get(step).content.decode()
    assert 'value="many"' in page
    assert 'href="#f-applicant-name"' in answer.content.decode()


def test_good_answers_lead_to_the_check_page(citizen, step, check):
    assert citizen.post(step, NAMED).url == check
    page = citizen.get(check).content.decode()
    assert "张三丰" in page
    assert "提交申请" in page


def test_going_on_later_keeps_everything_and_lists_the_draft(citizen, step):
    answer = citizen.post(step, {"applicant.name": "张三丰", "_later": "1"})
    assert answer.url == reverse("public:mine")
    assert step in citizen.get(reverse("public:mine")).content.decode()


def test_an_unfinished_application_is_not_sent(citizen, check):
    answer = citizen.post(check)
    assert answer.status_code == 422
    assert not Case.objects.exists()
    assert "尚不能提交" in answer.content.decode()


def test_sending_gives_a_number_a_query_code_the_hash_of_the_event_and_the_newest_seal(
    citizen, step, check
):
    seal = seal_waiting(FRIDAY)
    citizen.post(step, NAMED)
    answer = citizen.post(check)
    case = Case.objects.get()
    assert answer.url == reverse("public:done", args=[case.number])
    page = citizen.get(answer.url).content.decode()
    assert case.number in page
    assert query_code(case.number) in page
    assert 'class="square"' in page
    assert case.hash in page
    assert f"1:{seal.hash}" in page


def test_the_query_code_is_shown_in_the_session_that_sent_it_only(
    citizen, step, check, place, signed_in
):
    citizen.post(step, NAMED)
    receipt = citizen.post(check).url
    later = signed_in(place.citizen).get(receipt)
    assert later.status_code == 200
    assert query_code(Case.objects.get().number) not in later.content.decode()


def test_an_application_is_sent_once_however_often_the_button_is_pressed(citizen, step, check):
    citizen.post(step, NAMED)
    receipt = citizen.post(check).url
    assert citizen.post(check).url == receipt
    assert citizen.get(step).url == receipt
    assert "此后修改的内容未计入" not in citizen.get(receipt).content.decode()
    assert citizen.post(step, {"applicant.income": "1"}).url == receipt
    assert "此后修改的内容未计入" in citizen.get(receipt).content.decode()
    assert citizen.post(step, {"_keep": "1"}).status_code == 404
    assert Case.objects.count() == 1


def test_drafts_receipts_and_cases_of_another_do_not_exist(citizen, step, check, place, signed_in):
    citizen.post(step, NAMED)
    stranger = signed_in(a_person("李四", kind="public"))
    officer = signed_in(place.people["window"])
    assert stranger.get(step).status_code == 404
    assert stranger.post(check).status_code == 404
    receipt = citizen.post(check).url
    number = Case.objects.get().number
    assert stranger.post(check).status_code == 404
    for other in (stranger, officer):
        assert other.get(receipt).status_code == 404
        assert other.get(reverse("public:own", args=[number])).status_code == 404
        assert other.post(reverse("public:withdraw", args=[number])).status_code == 404


def test_somebody_who_is_no_applicant_is_told_what_to_do(place, signed_in):
    officer = signed_in(place.people["window"])
    answer = officer.post(reverse("public:apply", args=[place.version.matter_id]), follow=True)
    assert "未关联申请人" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_draft_can_be_given_up(citizen, step):
    draft = Draft.objects.get()
    citizen.post(reverse("public:discard", args=[draft.pk]))
    assert citizen.get(step).status_code == 404


def test_what_was_given_up_can_be_begun_again_from_the_same_page(citizen, step, place):
    citizen.post(step, NAMED)
    citizen.post(reverse("public:discard", args=[Draft.objects.get().pk]))
    again = citizen.post(reverse("public:apply", args=[place.version.matter_id]), {"key": "one"})
    page = citizen.get(again.url, follow=True)
    assert page.status_code == 200
    assert 'value="30000"' not in page.content.decode()


def test_an_application_is_withdrawn_by_its_applicant_once(citizen, step, check):
    citizen.post(step, NAMED)
    citizen.post(check)
    case = Case.objects.get()
    address = reverse("public:withdraw", args=[case.number])
    page = citizen.post(address, {"version": str(case.n), "key": "w"}, follow=True).content.decode()
    assert "申请已撤回" in page
    assert Case.objects.get().state == "withdrawn"
