"""The hall of the demo: eight windows, a queue that moves, once a day, and something on the big screen."""

from datetime import datetime

import pytest

from builders.identity import a_clerk, an_organ
from tongban.domains.hall.demo import place, queue
from tongban.domains.hall.models import Appointment, Hall, Patrol, Ticket, Turn, Window
from tongban.domains.hall.queries.tickets import board
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 13, 10, 20, tzinfo=SHANGHAI)


@pytest.fixture
def manager():
    person, _post = a_clerk(an_organ("广安区政务服务中心"), "duty_manager")
    person.username = place.MANAGER
    person.save()
    return person


def loaded(at):
    return [part.load(at) for part in (place, queue)]


def test_a_day_is_played_once_and_the_screen_shows_it(manager):
    assert all(loaded(FRIDAY))
    counts = [model.objects.count() for model in (Window, Turn, Ticket, Appointment, Patrol)]
    assert loaded(FRIDAY) == ["", ""]
    assert counts == [
        model.objects.count() for model in (Window, Turn, Ticket, Appointment, Patrol)
    ]
    shown = board(Hall.objects.get(), at=FRIDAY)
    assert Window.objects.count() == 8
    assert len(shown.serving) + len(shown.called) >= 5
    assert shown.waiting >= 3
    assert Ticket.objects.filter(state="done").exists()
    assert Ticket.objects.filter(series="Y").exists()
    assert list(faults()) == []


@pytest.mark.parametrize("hour", [9, 13, 21])
def test_whatever_time_of_a_working_day_it_is_the_demo_starts(manager, hour):
    loaded(FRIDAY.replace(hour=hour, minute=1))
    assert Hall.objects.count() == 1


def test_on_a_day_off_nobody_waits(manager):
    loaded(FRIDAY.replace(day=15))
    assert (Hall.objects.count(), Ticket.objects.count()) == (1, 0)


def test_without_its_manager_the_demo_has_no_hall():
    assert loaded(FRIDAY) == ["", ""]
    assert Hall.objects.count() == 0
