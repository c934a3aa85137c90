"""The book of a car: what may be written, that nothing is changed but by taking back, and what a statement does."""

from datetime import date
from decimal import Decimal

import pytest

from builders.cars import STATEMENT, TODAY, a_car, a_fill, a_keeper, by
from builders.identity import an_organ
from builders.registers import refusal_of
from builders.vehicles import at
from tongban.domains.vehicles.accounts.reckoning import car_year
from tongban.domains.vehicles.models import FuelFile, Outlay
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay, book, confirm, reverse
from tongban.domains.vehicles.outlays.actions.statements import book_file, bring, preview, take_back
from tongban.domains.vehicles.outlays.events import stream_of
from tongban.domains.vehicles.outlays.queries import outlays_of, outlays_visible_to
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


def brought(car, keeper, organ, text=STATEMENT):
    content = text.format(plate=car.key).encode("gb18030")
    return bring("三月.csv", content, by(keeper), organ=organ, full=False)


def test_a_cost_is_in_the_log_without_supplier_and_reason(organ, keeper):
    car = a_car(organ)
    new = NewOutlay(
        kind=CostKind.REPAIR, at=at("2026-03-01 10:00"), amount=Decimal("860.50"),
        supplier="区定点维修厂", document="P-1", reason="更换刹车片",
    )  # fmt: skip
    row = book(car.pk, new, by(keeper))
    [event] = events_of(car.home, stream_of(car.pk))
    assert (event.type, event.n, event.data["amount"]) == ("outlay.booked", row.n, "860.50")
    assert "维修厂" not in str(event.data)
    assert "刹车片" not in str(event.data)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": Decimal("0")}, "amount_out_of_range"),
        ({"amount": Decimal("1.005")}, "fraction_of_a_cent"),
        ({"at": at("2026-07-01 10:00")}, "cost_ahead"),
        ({"quantity": Decimal(3)}, "quantity_of_cost"),
        ({"kind": CostKind.FUEL}, "quantity_of_cost"),
    ],
)
def test_what_is_no_cost_is_refused(organ, keeper, changes, code):
    facts = {"kind": CostKind.TOLL, "at": at("2026-03-01 10:00"), "amount": Decimal(20)}
    refusal = refusal_of(book, a_car(organ).pk, NewOutlay(**{**facts, **changes}), by(keeper))
    assert refusal.code == f"vehicles.{code}"


def test_a_late_reading_fits_between_its_neighbours_and_a_jump_is_refused(organ, keeper):
    car = a_car(organ)
    a_fill(car, "2026-03-01 09:00", 10_000, "40", keeper)
    a_fill(car, "2026-03-11 09:00", 11_000, "40", keeper)
    a_fill(car, "2026-03-06 09:00", 10_500, "40", keeper)
    backwards = refusal_of(a_fill, car, "2026-03-08 09:00", 10_400, "40", keeper)
    jump = refusal_of(a_fill, car, "2026-03-12 09:00", 20_000, "40", keeper)
    assert {backwards.code, jump.code} <= {"vehicles.odometer_backwards", "vehicles.odometer_jump"}
    assert Outlay.objects.count() == 3


def test_a_record_is_taken_back_once_and_the_sums_cancel(organ, keeper):
    car = a_car(organ)
    row = a_fill(car, "2026-03-01 09:00", 10_000, "40", keeper)
    assert refusal_of(reverse, row.pk, by(keeper), reason=" ").code == "vehicles.no_reason"
    act = by(keeper)
    back = reverse(row.pk, act, reason="记错车辆")
    assert reverse(row.pk, act, reason="记错车辆") == back
    again = refusal_of(reverse, row.pk, by(keeper), reason="再冲")
    assert (back.amount, again.code) == (-row.amount, "vehicles.reversed_already")
    assert car_year(list(outlays_of([car.pk])), 2026).account.total == 0


def test_only_who_keeps_the_cars_of_the_organ_books_and_only_who_may_see_it_a_confidential_one(
    organ, keeper
):
    open_car, hidden = a_car(organ), a_car(organ, confidential=True, kind="confidential")
    stranger, leader = a_keeper(), a_keeper(organ, "leader")
    for person in (stranger, leader):
        refused = refusal_of(a_fill, open_car, "2026-03-01 09:00", 1, "40", person)
        assert refused.code == "vehicles.no_such_car"
    a_fill(open_car, "2026-03-01 09:00", 1, "40", keeper)
    a_fill(hidden, "2026-03-01 09:00", 1, "40", keeper)
    seen = {
        name: outlays_visible_to(person, on=TODAY).count()
        for name, person in (("keeper", keeper), ("leader", leader), ("stranger", stranger))
    }
    assert seen == {"keeper": 2, "leader": 1, "stranger": 0}


def test_a_statement_is_looked_at_then_booked_whole_and_its_errors_are_kept(organ, keeper):
    car = a_car(organ)
    file = brought(car, keeper, organ)
    seen = preview(file, on=TODAY)
    assert (seen.rows, len(seen.ready), len(seen.rejected)) == (7, 5, 2)
    assert [one.line for one in seen.flagged] == [7]
    assert Outlay.objects.count() == 0
    done = book_file(file.pk, by(keeper))
    assert done.counts == {"rows": 7, "booked": 5, "flagged": 1, "rejected": 2}
    assert [one["line"] for one in done.errors] == [8, 9]
    assert Outlay.objects.get(line=5).full is False


def test_the_same_statement_is_not_booked_twice_and_may_come_again_once_it_was_taken_back(
    organ, keeper
):
    car = a_car(organ)
    first = book_file(brought(car, keeper, organ).pk, by(keeper))
    again = brought(car, keeper, organ)
    assert len(preview(again, on=TODAY).ready) == 0
    assert refusal_of(book_file, again.pk, by(keeper)).code == "vehicles.statement_booked"
    take_back(first.pk, by(keeper), reason="文件有误")
    assert sum(one.amount for one in Outlay.objects.all()) == 0
    assert book_file(again.pk, by(keeper)).state == FuelFile.State.BOOKED


def test_consumption_goes_from_full_fill_to_full_fill_and_leaves_doubts_out_until_confirmed(
    organ, keeper
):
    car = a_car(organ)
    book_file(brought(car, keeper, organ).pk, by(keeper))
    (used,) = car_year(list(outlays_of([car.pk])), 2026).used
    # (36 + 20 + 20.5) l over 950 km; the refund of the 21st ends no stretch.
    assert used.average == Decimal("8.05")
    row = Outlay.objects.get(line=7)
    assert row.doubtful
    assert not confirm(row.pk, by(keeper)).doubtful


def test_a_month_and_the_year_sum_to_the_cent_and_km_come_from_the_odometer(organ, keeper):
    car = a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    a_fill(car, "2026-02-05 09:00", 10_600, "45.5", keeper)
    a_fill(car, "2026-03-05 09:00", 11_100, "42", keeper)
    found = car_year(list(outlays_of([car.pk])), 2026)
    assert (found.account.km, found.account.total) == (Decimal(1100), Decimal("1020.00"))
    assert found.account.per_km == Decimal("0.93")
    assert sum(one.account.total for one in found.months) == found.account.total
    assert sum(one.account.km for one in found.months) == found.account.km
    assert found.used[0].average == Decimal("7.95")
    early = car_year(list(outlays_of([car.pk])), 2026, per=(date(2026, 1, 1), date(2026, 2, 28)))
    assert early.used[0].average == Decimal("7.58")
