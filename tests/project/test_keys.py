"""A database opens with the key that it was sealed with; with another one nothing starts, and nothing is shown."""

import base64
import json

import pytest
from django.db import connection

from builders.cases import a_place
from builders.parties import a_citizen, an_identity_number
from tongban.kernel import Refusal
from tongban.kernel.forms.actions import start_draft
from tongban.kernel.parties.actions import learn
from tongban.kernel.parties.models import KeyCheck
from tongban.kernel.parties.queries import party_by_number
from tongban.project import keys, readiness
from tongban.project.environment import read

pytestmark = pytest.mark.django_db
NUMBER, PHONE, STREET = an_identity_number(), "13800138000", "思源大道一百二十三号"


def test_the_first_start_notes_the_key_before_anything_is_sealed_and_later_ones_find_it():
    assert not KeyCheck.objects.exists()
    keys.refuse_other()
    noted = bytes(KeyCheck.objects.get().sealed)
    keys.refuse_other()
    assert bytes(KeyCheck.objects.get().sealed) == noted


def test_another_key_is_refused_with_the_remedy_and_the_first_one_still_opens(settings):
    first = settings.TONGBAN_DATA_KEY
    keys.refuse_other()
    a_citizen()
    settings.TONGBAN_DATA_KEY = "another key"
    with pytest.raises(Refusal, match="Set the key that was kept apart from the backup"):
        keys.refuse_other()
    settings.TONGBAN_DATA_KEY = first
    keys.refuse_other()
    assert party_by_number("identity-number", NUMBER)


def test_a_backup_without_the_note_is_not_taken_over_by_whatever_key_is_set():
    a_citizen()
    KeyCheck.objects.all().delete()
    with pytest.raises(Refusal, match="TONGBAN_DATA_KEY"):
        keys.refuse_other()
    assert not KeyCheck.objects.exists()


@pytest.mark.parametrize("outdated", [True, False])
def test_no_command_gets_hold_of_a_database_with_another_key(
    monkeypatch, settings, tmp_path, outdated
):
    keys.refuse_other()
    settings.TONGBAN_DATA_KEY = "another key"
    monkeypatch.setattr(readiness, "is_outdated", lambda: outdated)
    monkeypatch.setattr(readiness, "ensure_database", lambda _address: None)
    monkeypatch.setattr(readiness.connections, "close_all", lambda: None)
    environment = read({"DATABASE_URL": "postgres://a@127.0.0.1/b", "TONGBAN_DATA": str(tmp_path)})
    with pytest.raises(Refusal, match="TONGBAN_DATA_KEY"), readiness.ready(environment, print):
        pytest.fail("the database was handed out")


def stored() -> str:
    """Return all rows of all tables as text; bytes as hexadecimal digits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [row[0] for row in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


def forms_of(secret: str) -> set[str]:
    """Return how a text may lie in a row: plain, escaped as JSON does, as bytes, and in base64."""
    raw = secret.encode()
    return {
        secret,
        json.dumps(secret)[1:-1],
        raw.hex(),
        base64.b64encode(raw).decode().rstrip("=")[:-1],
    }


def test_no_table_holds_an_identity_number_a_telephone_or_an_address_that_could_be_read():
    place = a_place()
    asked = place.version.form["properties"]["applicant"]["properties"]
    for name in ("number", "phone", "street"):
        asked[name] = {"type": "string", "title": name, "maxLength": 50}
    place.version.save()
    answers = {"name": "张三丰", "number": NUMBER, "phone": PHONE, "street": STREET}
    act = place.act(place.citizen)
    start_draft(act, purpose="matter-version/1", values={"applicant": answers})
    learn(
        place.party,
        act,
        values={"person.identity_number": NUMBER, "person.address": STREET},
        source="case/1",
    )
    number = place.accepted(values={"applicant": answers})
    for name in place.reviews:
        place.review(number, name, opinion=f"申请人{NUMBER}住{STREET}")
    place.decide(number, "refused", f"{NUMBER}不符合条件")
    everything = stored()
    assert number in everything
    found = {
        each
        for secret in (NUMBER, PHONE, STREET)
        for each in forms_of(secret)
        if each in everything
    }
    assert found == set()
