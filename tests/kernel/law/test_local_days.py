"""What a place sets for its own working days, and who feels it."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from builders.law import a_legal_act, a_local_day
from tongban.kernel import Refusal
from tongban.kernel.law import actions, queries
from tongban.kernel.law.models import LocalDay
from tongban.kernel.ledger.queries import events_of
from tongban.standards.calendars import national

pytestmark = pytest.mark.django_db
A_WEDNESDAY = date(2026, 7, 8)
A_SUNDAY = date(2026, 7, 12)


def test_where_nothing_was_set_the_calendar_is_the_nations():
    assert queries.calendar("511602") is national()


def test_a_county_day_off_holds_there_and_in_its_villages_and_not_next_door():
    a_local_day(A_WEDNESDAY, working=False)
    assert not queries.calendar("511602").is_working(A_WEDNESDAY)
    assert not queries.calendar("511602001001").is_working(A_WEDNESDAY)
    assert queries.calendar("511603").is_working(A_WEDNESDAY)
    assert queries.calendar("511600").is_working(A_WEDNESDAY)


def test_the_nearer_place_goes_before_the_wider_one():
    a_local_day(A_WEDNESDAY, working=True)
    a_local_day(A_WEDNESDAY, working=False, region="510000")
    assert queries.calendar("511602").is_working(A_WEDNESDAY)
    assert not queries.calendar("511603").is_working(A_WEDNESDAY)


def test_a_later_setting_of_the_same_day_goes_first_and_the_earlier_one_is_kept():
    a_local_day(A_SUNDAY, working=True)
    assert queries.calendar("511602").is_working(A_SUNDAY)
    a_local_day(A_SUNDAY, working=False)
    assert not queries.calendar("511602").is_working(A_SUNDAY)
    assert queries.local_days("511602").count() == 2


def test_the_edition_names_the_place_and_changes_with_its_days():
    a_local_day(A_WEDNESDAY, working=False)
    first = queries.calendar("511602").edition
    a_local_day(A_SUNDAY, working=True)
    second = queries.calendar("511602").edition
    assert first != second
    assert first.startswith(f"{national().edition}+511602-")


def test_the_code_of_twelve_digits_means_the_county():
    row = a_local_day(A_WEDNESDAY, working=False, region="511602000000")
    assert row.region == "511602"


def test_a_repeated_click_returns_the_first_result_and_sets_nothing():
    act = a_legal_act("once")
    first = a_local_day(A_WEDNESDAY, working=False, act=act)
    again = a_local_day(A_WEDNESDAY, working=True, act=act)
    assert again.pk == first.pk
    assert not queries.calendar("511602").is_working(A_WEDNESDAY)


@pytest.mark.parametrize(
    ("region", "name", "notice", "code"),
    [
        ("511602", "停工", " ", "law.day_without_notice"),
        ("511602", "", "1号", "law.day_without_notice"),
        ("511699", "停工", "1号", "law.unknown_region"),
        ("x", "停工", "1号", "law.unknown_region"),
    ],
)
def test_a_day_without_notice_or_place_is_refused(region, name, notice, code):
    with pytest.raises(Refusal) as refused:
        actions.set_day(
            region, a_legal_act(), day=A_WEDNESDAY, working=False, name=name, notice=notice
        )
    assert refused.value.code == code
    assert not LocalDay.objects.exists()


def test_the_database_itself_refuses_a_day_without_notice():
    fields = {"day": A_WEDNESDAY, "working": False, "set_at": a_legal_act().at, "set_by": "system"}
    LocalDay.objects.create(region="511602", name="停工", notice="1号", key="a", **fields)
    with pytest.raises(IntegrityError, match="local_day_has_a_source"), transaction.atomic():
        LocalDay.objects.create(region="511602", name="停工", notice="", key="b", **fields)
    with pytest.raises(IntegrityError, match="local_day_region"), transaction.atomic():
        LocalDay.objects.create(region="5116", name="停工", notice="1号", key="c", **fields)


def test_each_setting_leaves_a_line_in_the_log_of_its_place():
    a_local_day(A_WEDNESDAY, working=False)
    (record,) = events_of(511602, "law/511602")
    assert record.type == "law.day_set"
    assert record.data["day"] == "2026-07-08"


def test_law_that_was_rolled_back_is_never_seen_again():
    a_local_day(A_SUNDAY, working=True)
    with transaction.atomic():
        a_local_day(A_WEDNESDAY, working=False)
        assert not queries.calendar("511602").is_working(A_WEDNESDAY)
        transaction.set_rollback(True)
    a_local_day(A_WEDNESDAY + timedelta(days=1), working=False)
    assert queries.calendar("511602").is_working(A_WEDNESDAY)
    assert not queries.calendar("511602").is_working(A_WEDNESDAY + timedelta(days=1))


def test_many_questions_under_one_edition_cost_one_statement(django_assert_num_queries):
    a_local_day(A_WEDNESDAY, working=False)
    queries.calendar("511602")
    with django_assert_num_queries(1):
        law = queries.in_force()
        assert not law.calendar("511602").is_working(A_WEDNESDAY)
        assert not law.calendar("511602").is_working(A_WEDNESDAY)


@pytest.mark.django_db(transaction=True)
def test_a_change_made_elsewhere_is_seen_at_once():
    assert queries.calendar("511602").is_working(A_WEDNESDAY)

    def elsewhere() -> None:
        a_local_day(A_WEDNESDAY, working=False)
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert not queries.calendar("511602").is_working(A_WEDNESDAY)
