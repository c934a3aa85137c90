"""The page to try the API: a form for every operation, sound to look at, and it really asks."""

import re

import pytest

from builders.api import a_program
from builders.cases import a_place
from builders.looks import assert_sound, page
from tongban.api.v1 import api

__all__ = ["page"]


@pytest.mark.django_db
def test_the_page_and_the_document_are_open_to_everybody(client):
    assert client.get("/api/").status_code == 200
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert len(document["paths"]) > 20


def test_every_operation_and_group_is_named_in_both_languages():
    operations = [
        one for methods in api.get_openapi_schema()["paths"].values() for one in methods.values()
    ]
    unnamed = [
        one["operationId"]
        for one in operations
        if not re.match(r"[\u4e00-\u9fff]+: \S", one["summary"])
        or not re.fullmatch(r"[A-Z][a-z]+ [\u4e00-\u9fff]+", one["tags"][0])
    ]
    assert unnamed == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_program_is_tried_from_the_page(page, live_server):
    place = a_place()
    program = a_program(place.hall)
    page.goto(f"{live_server.url}/api/")
    page.locator("#list_matters > summary").click()
    operations = sum(len(each) for each in api.get_openapi_schema()["paths"].values())
    assert page.locator("details.operation").count() == operations
    page.fill("#key", program.key)
    page.fill("#list_matters-0", "公共租赁住房")
    page.locator("#list_matters button").click()
    page.locator("#list_matters pre").filter(has_text="200").wait_for()
    assert place.version.name in page.locator("#list_matters pre").inner_text()
    page.locator("#submit_case > summary").click()
    assert '"matter_id"' in page.locator("#submit_case-body").input_value()
    assert_sound(page, "try-api")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_a_key_the_page_shows_the_problem(page, live_server):
    page.goto(f"{live_server.url}/api/")
    page.locator("#list_webhooks > summary").click()
    page.locator("#list_webhooks button").click()
    page.locator("#list_webhooks pre").filter(has_text="401").wait_for()
    assert "api.no_key" in page.locator("#list_webhooks pre").inner_text()
    assert_sound(page)
