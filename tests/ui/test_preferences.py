"""Large type and language, kept without JavaScript."""

import pytest
from django.urls import reverse


def test_large_type_is_remembered_and_the_visitor_stays_on_the_page(client):
    answer = client.post(reverse("ui:elder"), {"on": "1", "next": "/matters/?q=a"})
    assert answer.url == "/matters/?q=a"
    assert answer.cookies["elder"].value == "1"
    assert client.post(reverse("ui:elder"), {"on": "0"}).cookies["elder"].value == "0"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_led_off_the_site(client, elsewhere):
    assert client.post(reverse("ui:elder"), {"on": "1", "next": elsewhere}).url == "/"


def test_reading_an_address_changes_no_preference(client):
    assert client.get(reverse("ui:elder")).url == "/"
    assert not client.cookies
