"""办件页: who may open it, what it tells, and what stays behind the mask."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.cases import a_place
from builders.identity import a_clerk, an_act, an_organ
from builders.parties import an_identity_number
from tongban.kernel.cases.recounting import recount_open
from tongban.kernel.documents.actions import keep, use
from tongban.kernel.identity.actions import appoint
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.law.actions import set_day
from tongban.kernel.ledger.models import Event
from tongban.kernel.ledger.queries import events_of

QUERIES = 38
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def what_it_says(page):
    """The page without the hidden fields of its bar: a token, and the address to come back to."""
    return re.sub(rb'<input type="hidden"[^>]*>', b"", page)


def url(number, name="case", *more):
    return reverse(f"staff:{name}", args=[number, *more])


def page(client, number):
    answer = client.get(url(number))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_who_did_what_and_what_they_said(accepted, place, as_):
    place.review(accepted, "civil", opinion="收入符合规定")
    place.review(accepted, "police", "refused", "名下有车辆")
    words = page(as_(place.people["leader"]), accepted)
    for said in (
        "收入符合规定",
        "名下有车辆",
        "civil局",
        "civil：同意",
        "police：不同意",
        "提交申请",
    ):
        assert said in words, said


def test_the_limits_stand_with_their_days_and_their_basis(accepted, place, as_):
    words = page(as_(place.people["civil"]), accepted)
    assert "法定 20 个工作日" in words
    assert "承诺 10 个工作日" in words
    assert "公共租赁住房管理办法 第八条" in words


def test_a_day_off_that_is_set_later_moves_the_due_days_and_the_page_tells_so(accepted, place, as_):
    off = {"day": date(2026, 3, 3), "working": False, "name": "抗洪停工", "notice": "区政府通告"}
    set_day("511602", an_act(), **off)
    recount_open(place.now)
    words = page(as_(place.people["civil"]), accepted)
    assert "放假安排调整" in words
    assert "承诺期限由 2026年3月5日 调整为 2026年3月6日" in words


def test_the_decision_and_its_reasons_end_the_story(accepted, place, as_):
    place.review(accepted, "civil")
    place.review(accepted, "police")
    place.decide(accepted, "refused", "家庭收入超过标准")
    words = page(as_(place.people["civil"]), accepted)
    assert "作出决定：不予" in words
    assert "家庭收入超过标准" in words
    assert words.index("办结") < words.index("提交申请")


def test_a_withdrawn_case_says_so(place, as_):
    number = place.submit().number
    client = as_(place.citizen)
    client.post(reverse("public:withdraw", args=[number]), {"version": place.case(number).n})
    assert "申请人撤回" in page(as_(place.people["window"]), number)


@pytest.mark.parametrize("door", ["case", "document"])
def test_a_stranger_and_a_wrong_number_look_the_same(accepted, as_, door):
    client, more = as_(a_clerk(an_organ())[0]), [1] if door == "document" else []
    strange, wrong = (client.get(url(one, door, *more)) for one in (accepted, "123"))
    assert strange.status_code == wrong.status_code == 404
    assert what_it_says(strange.content) == what_it_says(wrong.content)


def test_the_public_and_who_is_not_signed_in_do_not_get_in(accepted, place, as_):
    assert as_(place.citizen).get(url(accepted)).status_code == 404
    assert Client().get(url(accepted)).status_code == 302


def test_an_officer_who_is_the_applicant_sees_it_as_the_public_does(accepted, place, as_):
    _clerk, post = a_clerk(place.organs["civil"])
    place.citizen.kind = "staff"
    place.citizen.save()
    appoint(place.citizen.pk, an_act(), post_id=post.pk)
    client = as_(place.citizen)
    assert client.get(url(accepted)).url == reverse("public:own", args=[accepted])
    assert client.post(url(accepted, "unmask"), {"purpose": "review"}).status_code == 404


def test_personal_data_is_masked(accepted, place, as_):
    words = page(as_(place.people["leader"]), accepted)
    assert an_identity_number() not in words
    assert "13800138000" not in words
    assert "138****8000" in words


def test_personal_answers_of_the_form_are_masked_until_one_looks_behind(accepted, place, as_):
    asked = place.version.form["properties"]["applicant"]["properties"]
    asked["name"]["x-element"] = "person.name"
    place.version.save()
    client = as_(place.people["civil"])
    assert "<dd>张**" in page(client, accepted)
    seen = client.post(url(accepted, "unmask"), {"purpose": "review"}).content.decode()
    assert "<dd>张三丰" in seen


def test_looking_behind_the_mask_shows_once_and_is_logged_with_its_purpose(accepted, place, as_):
    client = as_(place.people["civil"])
    answer = client.post(url(accepted, "unmask"), {"purpose": "review"})
    assert an_identity_number() in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert an_identity_number() not in page(client, accepted)
    logged = Event.objects.filter(type="party.unmasked").get()
    assert logged.data["purpose"] == "review"
    assert logged.data["about"] == f"case/{accepted}"
    assert logged.by == place.people["civil"].actor_id


def test_without_a_purpose_nothing_is_shown(accepted, place, as_):
    client = as_(place.people["civil"])
    answer = client.post(url(accepted, "unmask"), {"purpose": "curiosity"}, follow=True)
    assert an_identity_number() not in answer.content.decode()
    assert not Event.objects.filter(type="party.unmasked").exists()


def test_a_post_without_that_power_is_not_offered_to_look_and_cannot(accepted, place, as_):
    client = as_(place.people["window"])
    assert "查看（留痕）" not in page(client, accepted)
    assert client.post(url(accepted, "unmask"), {"purpose": "intake"}).status_code == 404


def test_a_power_held_elsewhere_does_not_look_behind_the_mask_here(accepted, place, as_):
    window, (_clerk, other) = place.people["window"], a_clerk(an_organ(), "reviewer")
    appoint(window.pk, an_act(), post_id=other.pk)
    assert len(posts_of(window, on=an_act().at.date())) == 2
    assert as_(window).post(url(accepted, "unmask"), {"purpose": "review"}).status_code == 404


def test_a_file_of_the_case_is_handed_out_to_be_saved_and_no_other_is(accepted, place, as_):
    act = place.act(place.citizen)
    mine, other = (
        keep(BytesIO(PDF), name=name, act=act, allowed=["pdf"], max_bytes=1000)
        for name in ("户口簿.pdf", "别人的.pdf")
    )
    use([mine.pk], act, subject=f"case/{accepted}")
    client = as_(place.people["civil"])
    answer = client.get(url(accepted, "document", mine.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(url(accepted, "document", other.pk)).status_code == 404
    (told,) = events_of(place.bureau.home, f"document/{mine.pk}")
    assert (told.by, told.data["subject"]) == (place.people["civil"].actor_id, f"case/{accepted}")
    assert events_of(place.bureau.home, f"document/{other.pk}") == []


@pytest.mark.parametrize("reviews", [("civil",), ("civil", "police", "land", "labour", "tax")])
def test_the_page_asks_the_database_as_much_whatever_has_happened(db, as_, reviews):
    place = a_place(*reviews)
    number = place.submit().number
    place.accept(number)
    for name in reviews:
        place.review(number, name)
    client = as_(place.people["leader"])
    client.get(url(number))
    with CaptureQueriesContext(connection) as asked:
        client.get(url(number))
    assert len(asked) == QUERIES
