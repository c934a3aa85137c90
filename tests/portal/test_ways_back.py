"""Coming back by address to what only takes a form: one is led to the page above, and signing in leads there too."""

import pytest
from django.urls import reverse

from builders.cases import a_licence


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
