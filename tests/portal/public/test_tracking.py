"""Following a case by its number and query code."""

import pytest
from django.urls import reverse

from tongban.kernel.cases.queries import query_code
from tongban.portal.public.tries import TRIES, keys_of

TRACK = "/track/"


@pytest.fixture
def number(place):
    """The number of a case that two bureaus review."""
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil", opinion="收入核对无误，内部意见")
    return number


def test_number_and_code_show_where_the_case_stands(client, number):
    page = client.post(TRACK, {"number": number, "code": query_code(number)}).content.decode()
    assert "已受理" in page
    assert "承诺" in page
    assert "完成：civil" in page


def test_opinions_and_names_of_officers_stay_inside(client, number, place):
    page = client.post(TRACK, {"number": number, "code": query_code(number)}).content.decode()
    assert "内部意见" not in page
    assert place.people["civil"].name not in page


def test_a_wrong_number_and_a_wrong_code_look_the_same(client, number):
    code = query_code(number)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    elsewhere = f"511602209901010{number[15:]}"
    answers = [
        client.post(TRACK, {"number": each, "code": given})
        for each, given in ((number, wrong), (elsewhere, code))
    ]
    pages = [
        answer.content.decode().replace(each, "")
        for answer, each in zip(answers, (number, elsewhere), strict=True)
    ]
    assert answers[0].status_code == answers[1].status_code == 422
    without_token = [page[page.index("<main") :].split("csrfmiddlewaretoken")[0] for page in pages]
    assert without_token[0] == without_token[1]


def test_codes_cannot_be_tried_one_after_another(client, number):
    for turn in range(TRIES):
        assert client.post(TRACK, {"number": number, "code": f"{turn:08d}"}).status_code == 422
    assert client.post(TRACK, {"number": number, "code": query_code(number)}).status_code == 429


def test_many_visitors_cannot_share_the_trying(client, number):
    for turn in range(TRIES):
        client.post(TRACK, {"number": number, "code": "1"}, REMOTE_ADDR=f"10.0.0.{turn}")
    answer = client.post(TRACK, {"number": number, "code": "1"}, REMOTE_ADDR="10.0.1.1")
    assert answer.status_code == 429


def test_nothing_of_it_is_kept_by_browsers_in_between(client, number):
    answer = client.post(TRACK, {"number": number, "code": query_code(number)})
    assert answer["Cache-Control"] == "no-store"
    assert number not in reverse("public:track")


def test_a_decision_is_told_with_its_reasons(client, number, place):
    place.review(number, "police")
    place.decide(number, "refused", reasons="人均住房面积超过标准。")
    page = client.post(TRACK, {"number": number, "code": query_code(number)}).content.decode()
    assert "不予确认" in page
    assert "人均住房面积超过标准。" in page


def test_the_square_of_a_receipt_brings_the_number_but_never_the_code(client, number):
    page = client.get(TRACK, {"number": number, "code": query_code(number)}).content.decode()
    form = page[page.index("<main") :]
    assert f'value="{number}"' in form
    assert query_code(number) not in form
    assert "已受理" not in form


@pytest.mark.django_db
def test_wrong_tries_count_for_a_quarter_of_an_hour_after_the_last(client, monkeypatch):
    kept = []
    monkeypatch.setattr("tongban.portal.public.tries.cache.set", lambda *given: kept.append(given))
    client.post("/track/", {"number": "123", "code": "00000000"})
    assert {seconds for _key, _count, seconds in kept} == {15 * 60}


def test_wrong_tries_at_one_number_do_not_count_against_another_of_the_same_digits(rf):
    first, second, folded = (
        keys_of(rf.get("/"), door="track", number=number)[1]
        for number in ("AB-2026-1", "CD-2026-1", "ab 2026 1")
    )
    assert first == folded != second
    assert len(keys_of(rf.get("/"), door="track", number="无号码")) == 2


def test_who_is_stuck_tells_the_duty_manager_without_typing_the_number_again(client, number):
    page = client.post(TRACK, {"number": number, "code": query_code(number)}).content.decode()
    address = f"{reverse('public:concerns')}?case_number={number}"
    assert f'href="{address}"' in page
    assert f'value="{number}"' in client.get(address).content.decode()
