"""Allowances and bookings over the API: every figure with its movements, what is free, and nothing of others."""

from decimal import Decimal

import pytest

from builders.allowances import an_account
from builders.api import a_program
from builders.bookings import a_thing, booked, hours
from builders.identity import an_act, an_organ
from tongban.kernel.allowances import actions
from tongban.kernel.allowances.actions import Ground

pytestmark = pytest.mark.django_db
PERIOD = "start=2026-03-02T10:00:00%2B08:00&end=2026-03-02T12:00:00%2B08:00"


def test_a_program_reads_the_accounts_of_its_organ_and_the_movements_behind_them():
    organ = an_organ()
    account = an_account("109999.45", organ=organ.pk)
    an_account("999")
    actions.hold(account.pk, Decimal("60000"), Ground("request/1"), an_act())
    program = a_program(organ, "officer")
    [item] = program.get("allowances").json()["items"]
    assert item["figures"] == {
        "approved": "109999.45", "held": "60000.00", "committed": "0.00", "used": "0.00", "available": "49999.45",
    }  # fmt: skip
    first = program.get(f"allowances/{account.pk}/movements?limit=1").json()
    assert [each["available"] for each in first["items"]] == ["109999.45"]
    [second] = program.browser.get(first["next"], headers=program.headers()).json()["items"]
    assert (second["cause"], second["available"]) == ("request/1", "49999.45")


def test_another_organs_account_does_not_exist():
    account = an_account("500")
    program = a_program(an_organ(), "officer")
    assert program.get(f"allowances/{account.pk}/movements").status_code == 404
    assert program.get("allowances").json()["items"] == []


def test_a_program_reads_what_is_free_and_for_whom_it_is_taken_but_not_for_what():
    organ = an_organ()
    car, other = a_thing("川X-00001", keeper=organ.pk), a_thing("川X-00002")
    for one in (car, other):
        booked(one, hours(9, 11), purpose="开会", approved=True)
    a_thing("川X-00003")
    program = a_program(organ, "officer")
    things = program.get(f"bookings/things?kind=test.car&{PERIOD}").json()["items"]
    assert [each["free"] for each in things] == [False, False, True]
    days = "first_day=2026-03-01&last_day=2026-03-03"
    items = program.get(f"bookings?{days}").json()["items"]
    assert [(each["label"], each["purpose"]) for each in items] == [
        ("川X-00001", "开会"),
        ("川X-00002", None),
    ]


@pytest.mark.parametrize(
    "days",
    ["first_day=2026-01-01&last_day=2026-04-01", "first_day=2026-01-02&last_day=2026-01-01"],
)
def test_too_many_days_or_days_turned_round_are_refused(days):
    program = a_program(an_organ(), "officer")
    answer = program.get(f"bookings?{days}")
    assert (answer.status_code, answer.json()["code"]) == (422, "api.days")
