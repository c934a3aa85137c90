"""Coming back by address to what only takes a form: one is led to the page above, and signing in leads there too."""

import pytest
from django.urls import reverse

from builders.cases import a_licence
from tongban.kernel import Refusal
from tongban.kernel.forms import sheet
from tongban.kernel.forms.models import Draft
from tongban.portal.ways_back import WaysBack


@pytest.mark.django_db
def test_what_only_takes_a_form_leads_to_the_page_above(client):
    assert client.get("/cases/511602202601010000011/act/accept/").status_code == 302
    place = a_licence()
    number = place.submit().number
    client.force_login(place.people["window"], backend="django.contrib.auth.backends.ModelBackend")
    follow = reverse("staff:follow", args=[number])
    assert client.get(follow, follow=True).redirect_chain == [
        (reverse("staff:case", args=[number]), 302)
    ]


@pytest.mark.django_db
def test_who_signs_in_after_the_visit_ended_amid_a_form_arrives_at_a_page(client):
    place = a_licence()
    number = place.submit().number
    door = client.post(reverse("staff:follow", args=[number]))
    assert door.url.startswith(reverse("public:enter"))
    client.force_login(place.people["window"], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("staff:follow", args=[number]), follow=True).status_code == 200


@pytest.mark.django_db
def test_programs_are_told_and_not_led(client):
    assert client.put("/api/v1/matters").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "status"), [("case.not_found", 404), ("case.wrong", 422)])
def test_what_escaped_a_page_is_told_in_words_and_logged_but_not_found_looks_like_not_found(
    rf, caplog, code, status
):
    answer = WaysBack(lambda _request: None).process_exception(
        rf.post("/cases/1/act/hear/"), Refusal(code, "There is no such case or step.")
    )
    assert answer.status_code == status
    assert (code in caplog.text) == (status == 422)


@pytest.mark.django_db
def test_answers_that_are_too_long_to_be_kept_are_refused_in_words(client, monkeypatch):
    place = a_licence()
    client.force_login(place.citizen, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("public:apply", args=[place.version.matter_id]), {"key": "one"})
    step = reverse("public:step", args=[Draft.objects.get().pk, "applicant"])
    monkeypatch.setattr(sheet, "_LARGEST", 10)
    answer = client.post(step, {"applicant.name": "张三丰", "applicant.income": "30000"})
    assert answer.status_code == 422
    assert "最多保存10字节" in answer.content.decode()
