"""The figures of a county are found by its own days: none of them reads the cases of all others."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.cases import a_place
from tongban.kernel.overview.queries import Asked, cases_behind, tallies

TODAY = date(2026, 2, 13)
pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(monkeypatch):
    """How the database would go about each statement if it looked at whole tables for nothing."""
    found = []

    def explained(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", params)
                found.append("\n".join(row[0] for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    with connection.execute_wrapper(explained):
        yield found


def test_what_is_late_is_found_by_county_and_promised_day(plans):
    place = a_place("civil")
    asked = Asked((place.bureau,), TODAY, TODAY, TODAY)
    plans.clear()
    list(cases_behind("late", asked))
    assert "case_open_by_due" in plans[-1]
    assert "Index Cond: ((home = " in plans[-1]


def test_no_figure_is_counted_without_the_county():
    place = a_place("civil")
    with CaptureQueriesContext(connection) as asked:
        tallies(Asked((place.bureau,), TODAY, TODAY, TODAY))
    tables = ("cases_case", "overview_dailycount")
    counted = [one["sql"] for one in asked if any(table in one["sql"] for table in tables)]
    assert len(counted) == 4
    assert all(f'"home" IN ({place.bureau.home})' in sql for sql in counted)
