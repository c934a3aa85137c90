"""Timers fire once each, in order, whenever the server ran and however often it stood still."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.cases import a_licence
from tongban.kernel import Act
from tongban.kernel.cases.actions import Point
from tongban.kernel.cases.models import Timer
from tongban.kernel.cases.queries import timers_visible_to
from tongban.kernel.cases.recounting import recount_open
from tongban.kernel.cases.sweeping import sweep
from tongban.kernel.cases.verify import of_case
from tongban.kernel.law.actions import set_day

pytestmark = pytest.mark.django_db
STOPS = st.lists(st.integers(min_value=0, max_value=20), min_size=1, max_size=8)


def fired(place, number) -> list[str]:
    """The kinds of the timers that fired, in order."""
    set_ = {e.data["timer"]: e.data["kind"] for e in place.records(number) if e.type == "timer.set"}
    ended = [e.data for e in place.records(number) if e.type == "timer.ended"]
    return [set_[each["timer"]] for each in ended if each["how"] == "fired"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stops=STOPS, demanded=st.booleans())
def test_whenever_the_server_ran_each_timer_fired_exactly_once(transactional, stops, demanded):
    place = transactional
    number = place.submit().number
    if demanded:
        place.at("request_supplement", number, "accept", points=[Point("income", "缺")])
    for days in stops:
        place.wait(days=days)
        place.sweep()
        place.sweep()
    place.wait(days=120)
    place.sweep()
    assert fired(place, number) == (["supplement"] if demanded else ["silence"])
    case = place.case(number)
    assert list(of_case(case.home, case.id, f"case/{number}")) == []


@pytest.fixture
def transactional():
    return a_licence()


def test_a_timer_that_is_not_over_does_not_fire(transactional):
    place = transactional
    number = place.submit().number
    due = Timer.objects.get(case_id=place.case(number).id).due_at
    assert sweep(due) == 0
    assert sweep(due + timedelta(microseconds=1)) == 1
    assert fired(place, number) == ["silence"]


def test_a_timer_moves_with_the_calendar_and_the_log_keeps_the_day_it_had(transactional):
    place = transactional
    number = place.submit().number
    before = Timer.objects.get(case_id=place.case(number).id).due_on
    day = before
    set_day(
        "511602",
        Act("system", "", place.now, "storm"),
        day=day,
        working=False,
        name="防汛",
        notice="防汛停工",
    )
    recount_open(place.now + timedelta(minutes=1))
    moved = place.last(number, "timer.moved")
    assert moved["before"] == before.isoformat()
    assert Timer.objects.get(case_id=place.case(number).id).due_on > before


def test_one_that_cannot_fire_keeps_no_other_waiting(transactional):
    place = transactional
    stuck, *others, free = [place.submit().number for _each in range(5)]
    for number in (stuck, *others):
        ritual = "UPDATE cases_case SET procedure = 'ritual' WHERE home = %s AND id = %s"
        place.tamper(place.case(number), ritual)
    place.wait(days=60)
    assert sweep(place.now, most=1) == 1, "however many cannot fire, the one that can does"
    assert fired(place, free) == ["silence"]
    assert fired(place, stuck) == []


def test_who_may_not_see_a_case_does_not_see_its_timers(transactional):
    place = transactional
    place.submit()
    on = place.today()
    assert timers_visible_to(place.people["window"], on=on).count() == 1
    assert (
        timers_visible_to(
            a_licence("stranger", hall="别处政务中心", bureau="别处卫生局", order=2).people[
                "stranger"
            ],
            on=on,
        ).count()
        == 0
    )
