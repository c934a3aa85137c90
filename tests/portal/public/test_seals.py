"""The seals for everybody: a page, the file of all, one alone, and the newest on the receipt."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders.checkers import checked
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.queries.sealing import newest_seal, seal_by_number, seal_key

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def told(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def test_without_a_seal_the_page_and_the_file_say_so(client):
    page = client.get("/ledger/seals").content.decode()
    assert "暂无封签" in page
    assert json.loads(told(client.get("/ledger/seals.json"))) == {"key": seal_key(), "seals": []}
    assert client.get("/ledger/seals/1.json").status_code == 404


def test_the_newest_seal_and_the_key_stand_on_the_page_and_in_the_files(client, place):
    seal = seal_waiting(NOW)
    page = client.get("/ledger/seals").content.decode()
    assert seal.hash in page
    assert seal_key() in page
    text = told(client.get("/ledger/seals.json"))
    assert checked("seals", text, "--key", seal_key())[0] == 0
    one = client.get("/ledger/seals/1.json").json()
    assert [one] == json.loads(text)["seals"]
    assert client.get(f"/ledger/seals/{'9' * 30}.json").status_code == 404


def test_the_page_asks_as_often_for_many_seals_as_for_one(client, place):
    seal_waiting(NOW)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("public:seals"))
    for _ in range(25):
        place.submit()
        seal_waiting(NOW)
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse("public:seals")).content.decode()
    assert len(many) == len(few)
    assert newest_seal().hash in page
    assert seal_by_number(1).hash not in page
    assert seal_by_number(1).hash in client.get("/ledger/seals?page=2").content.decode()


def test_the_material_receipt_names_the_newest_seal_where_there_is_one(place):
    before = place.submit().number
    assert "seal" not in place.paper(before, "material_receipt")
    seal = seal_waiting(NOW)
    after = place.submit().number
    assert place.paper(after, "material_receipt")["seal"] == f"{seal.k}:{seal.hash}"
