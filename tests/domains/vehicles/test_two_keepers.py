"""Two who keep the books of one car at the same instant, on the real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from builders.cars import STATEMENT, TODAY, a_car, a_keeper, by
from builders.identity import an_organ
from tongban.domains.vehicles.models import Outlay
from tongban.domains.vehicles.outlays.actions import statements
from tongban.domains.vehicles.places import actions as places
from tongban.domains.vehicles.places.actions import Paper
from tongban.domains.vehicles.places.queries import balance_of, cause_of
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel.allowances.queries import holds_of

pytestmark = pytest.mark.django_db(transaction=True)


def met(look: Callable) -> Callable:
    """Let both look before either goes on, where nothing keeps one of them waiting."""
    both = Barrier(2)

    def looked(*args, **more):
        found = look(*args, **more)
        with suppress(BrokenBarrierError):
            both.wait(timeout=2)
        return found

    return looked


def at_once(*calls: Callable) -> None:
    def run(call):
        try:
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(run, calls))


def test_a_row_that_stands_in_two_statements_is_booked_once(monkeypatch):
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    text = STATEMENT.format(plate=car.key)
    files = [
        statements.bring("三月.csv", content.encode(), by(keeper), organ=organ, full=False)
        for content in (text, text.replace("区公务用车", "区级公务用车"))
    ]
    monkeypatch.setattr(statements, "preview", met(statements.preview))
    at_once(*(lambda file=one: statements.book_file(file.pk, by(keeper)) for one in files))
    assert sorted(Outlay.objects.values_list("document", flat=True)) == list("12345")


def test_a_car_takes_one_place_however_many_seat_it(monkeypatch):
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    places.approve(organ, Kind.OTHER, 3, Paper("1号", on=date(2026, 1, 5)), by(keeper))
    monkeypatch.setattr(places, "seat_of", met(places.seat_of))
    at_once(*(lambda: places.seat(car, by(keeper)) for _each in range(2)))
    assert len([one for one in holds_of(car.home, cause_of(car.pk)) if one.figures.used]) == 1
    assert balance_of(organ, Kind.OTHER, on=TODAY).free == 2
