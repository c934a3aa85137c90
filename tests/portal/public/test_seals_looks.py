"""The page of seals in Chromium, wide and narrow, in both languages: accessible and never sideways."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from builders.looks import assert_sound, enter
from tongban.kernel.ledger.actions.sealing import seal_waiting

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_seals_look_well_with_none_and_with_several_pages(page, live_server, place):
    page.goto(f"{live_server.url}/ledger/seals")
    assert_sound(page, "seals-none")
    for _ in range(22):
        place.submit()
        seal_waiting(NOW)
    for language in ("zh-hans", "en"):
        page.context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page.goto(f"{live_server.url}/ledger/seals")
        assert_sound(page, f"seals-{language}")
    assert "Seals of the log" in page.inner_text("h1")


def test_a_receipt_with_the_newest_seal_looks_well(page, live_server, place):
    number = place.submit().number
    seal = seal_waiting(NOW)
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:done", args=[number]))
    assert_sound(page, "seal-receipt")
    assert f"1:{seal.hash}" in page.inner_text(".receipt")
