"""The ids of the demo's life: set aside in one piece while the house runs, and its own from then on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction

from tongban.project.demo.life import loading

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.django_db


def drawn() -> int | None:
    """Draw the next id as somebody else would, or nothing where it is kept from him."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
            cursor.execute("SELECT nextval('cases_case_number')")
            return int(cursor.fetchone()[0])
    except OperationalError:
        return None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_nobody_draws_an_id_while_those_of_the_life_are_set_aside():
    with ThreadPoolExecutor(1) as others:
        with transaction.atomic():
            base = loading._reserved({}, 10)
            assert others.submit(drawn).result() is None
        assert others.submit(drawn).result() == base + 21


def begin(monkeypatch, *, done: dict[str, str]) -> list[int]:
    """Let the life begin where visitors have cases, and `done` was told before; return the first ids it was told with."""
    bases: list[int] = []
    monkeypatch.setattr(loading, "_anchor", lambda today: today)
    monkeypatch.setattr(loading, "submitted_by_key", lambda _prefix: done)
    monkeypatch.setattr(loading, "others_submitted", lambda _prefix: True)
    monkeypatch.setattr(loading, "built", lambda _anchor, count: (None, [None] * count))
    monkeypatch.setattr(
        loading, "_together", lambda base, *_rest: bases.append(base) or loading.Lived()
    )
    loading.load(TODAY, lambda _words: None, count=10)
    return bases


def test_a_life_that_broke_off_goes_on_beside_the_cases_of_visitors(monkeypatch):
    monkeypatch.setattr(loading, "parsed_number", lambda _number: (511602, 107))
    assert begin(monkeypatch, done={"demo/life/7/1": "its number"}) == [100]
