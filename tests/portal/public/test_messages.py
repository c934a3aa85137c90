"""What the log tells an applicant appears among the own cases, and nobody else reads it."""

from datetime import timedelta

import pytest
from django.test import Client

from tongban.kernel.ledger.actions import drain

pytestmark = pytest.mark.django_db


def messages(person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get("/my/").content.decode()


def test_an_applicant_is_told_of_acceptance_and_decision_after_the_worker_handed_them_on(place):
    number = place.submit().number
    place.accept(number)
    assert "办理时限开始计算" not in messages(place.citizen)
    drain(place.now + timedelta(minutes=1))
    page = messages(place.citizen)
    assert "申请已收到。" in page
    assert "办理时限开始计算" in page
    assert f"/my/{number}/" in page
    assert "申请已收到。" not in messages(place.people["window"])
