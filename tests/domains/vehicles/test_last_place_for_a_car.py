"""The last place for a car in ten hands at once, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from builders.cars import TODAY, a_car, a_keeper, by
from builders.identity import an_act, an_organ
from tongban.domains.vehicles.places import actions as places
from tongban.domains.vehicles.places.actions import Paper
from tongban.domains.vehicles.places.queries import balance_of
from tongban.domains.vehicles.rules.kinds import Kind
from tongban.kernel import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_clerks_cannot_take_the_last_place_twice():
    organ = an_organ("区机关事务服务中心")
    places.approve(organ, Kind.OTHER, 2, Paper("1号", on=date(2026, 1, 5)), by(a_keeper(organ)))
    a_car(organ)

    def freeze(number: int) -> str:
        try:
            places.freeze(organ, Kind.OTHER, f"car-plan/1/{number}", an_act(on=TODAY))
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "frozen"

    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(freeze, range(10)))
    assert (results.count("frozen"), results.count("vehicles.no_free_place")) == (1, 9)
    assert balance_of(organ, Kind.OTHER, on=TODAY).free == 0
