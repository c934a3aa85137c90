"""Trips over the API: the same door and the same rules as for people; asking and approving are the case's own operations."""

import pytest

from builders.api import EVERYTHING, Program, a_program
from builders.fleet import a_fleet, again
from builders.identity import an_organ
from tongban.domains.vehicles import api
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.kernel.identity.queries import Organ

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet(clock):
    return a_fleet()


@pytest.fixture
def program(fleet) -> Program:
    """A program that holds a dispatcher's post of the fleet."""
    centre = Organ.objects.get(short_name=demo.CENTRE)
    return a_program(centre, "registrar", EVERYTHING)


def act(program, row, verb, key, **body):
    return program.post(f"trips/{row.pk}/{verb}", body, Idempotency_Key=key)


def numbers(plate="川X10001", driver="J-001"):
    return {"car": Vehicle.objects.get(key=plate).pk, "driver": Driver.objects.get(key=driver).pk}


def test_a_trip_is_sent_handed_out_and_brought_back_each_once(fleet, clock, program):
    row = fleet.approved()
    clock.now = fleet.now
    sent = act(program, row, "send", "w1", version=row.n, **numbers())
    assert (sent.status_code, sent.json()["state"], sent.json()["car"]) == (200, "planned", "川X10001")  # fmt: skip
    assert act(program, row, "send", "w1", version=row.n, **numbers()).json() == sent.json()
    out = act(program, row, "hand-out", "w2", version=sent.json()["version"], km="18210")
    assert (out.json()["state"], out.json()["km_out"]) == ("out", "18210.0")
    back = act(program, row, "bring-back", "w3", version=out.json()["version"], km="18250.5")
    assert (back.json()["state"], back.json()["km"]) == ("back", "40.5")
    assert again(row).state == "back"


def test_what_is_stale_or_not_to_be_done_is_a_problem_with_its_status(fleet, clock, program):
    row = fleet.approved()
    clock.now = fleet.now
    stale = act(program, row, "send", "w1", version=row.n - 1, **numbers())
    assert (stale.status_code, stale.json()["code"]) == (412, "vehicles.dispatch_stale")
    early = act(program, row, "hand-out", "w2", version=row.n, km="1")
    assert (early.status_code, early.json()["code"]) == (409, "vehicles.dispatch_changed")
    assert act(program, row, "hand-out", "w3", version=row.n, km="-1").status_code == 422
    assert act(program, row, "cancel", "w4", version=row.n).json()["code"] == "vehicles.withdraw_instead"  # fmt: skip
    assert again(row).state == "approved"


def test_trips_are_listed_by_number_state_and_day(fleet, program):
    first, second = fleet.asked(), fleet.approved(hours=("16:30", "17:00"))
    page = program.get("trips?limit=1").json()
    assert ([one["id"] for one in page["items"]], page["next_after"]) == ([first.pk], first.pk)
    rest = program.get(f"trips?limit=1&after={first.pk}").json()
    assert ([one["id"] for one in rest["items"]], rest["next_after"]) == ([second.pk], None)
    assert [one["id"] for one in program.get("trips?state=approved").json()["items"]] == [second.pk]
    assert program.get("trips?first_day=2026-03-10").json()["items"] == []
    assert len(program.get("trips?first_day=2026-03-09&last_day=2026-03-09").json()["items"]) == 2
    assert program.get("trips?first_day=2026-02-30").json()["code"] == "vehicles.not_a_day"


def test_no_name_or_telephone_of_the_contact_goes_out(fleet, program):
    row = fleet.asked()
    text = program.get(f"trips/{row.pk}").content.decode()
    assert row.phone
    assert row.phone not in text
    assert "苗雨" not in text


def test_to_a_program_of_another_organ_the_trip_does_not_exist(fleet):
    row = fleet.approved()
    stranger = a_program(an_organ("别处"), "registrar", EVERYTHING)
    assert stranger.get(f"trips/{row.pk}").status_code == 404
    assert act(stranger, row, "send", "w1", version=row.n, **numbers()).status_code == 404
    assert stranger.get("trips").json()["items"] == []


def test_who_only_reads_sends_nothing(fleet):
    row = fleet.approved()
    centre = Organ.objects.get(short_name=demo.CENTRE)
    reader = a_program(centre, "supervisor", EVERYTHING)
    assert reader.get(f"trips/{row.pk}").status_code == 200
    assert act(reader, row, "send", "w1", version=row.n, **numbers()).status_code == 404
    scoped = a_program(centre, "registrar", ["trades.read"])
    assert act(scoped, row, "send", "w1", version=row.n, **numbers()).json()["code"] == "api.scope"
    assert Dispatch.objects.get().state == "approved"
    assert {one.scope for one in api.OFFERS} == {"trades.read", "trades.act"}
