"""The worker's chores wait for nobody's sake: events first, and no failing chore ends the worker."""

import time
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from tongban.project import upkeep, worker
from tongban.project.upkeep import HOUR, IDLE_DRAFTS, TASKS, Task, Upkeep
from tongban.project.worker import work

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)


def failing(_at: datetime) -> None:
    raise FileNotFoundError("x.arriving")


@pytest.mark.django_db
def test_a_failing_chore_is_told_and_the_others_have_their_turn(caplog):
    done = []
    Upkeep([Task("breaking", failing), Task("sweeping", done.append)])(AT)
    assert done == [AT]
    assert "breaking failed" in caplog.text
    assert "x.arriving" in caplog.text


def test_an_hourly_chore_waits_an_hour_and_the_others_do_not(monkeypatch):
    rarely, often, now = [], [], [100.0]
    monkeypatch.setattr(upkeep.time, "monotonic", lambda: now[0])
    keep = Upkeep([Task("rarely", rarely.append, HOUR), Task("often", often.append)])
    for passed in (0.0, HOUR - 1, 1.0):
        now[0] += passed
        keep(AT)
    assert (len(rarely), len(often)) == (2, 3)


def test_all_clearing_is_hourly():
    assert {task.name for task in TASKS if task.every < HOUR} == {
        "firing timers",
        "releasing bookings",
        "recounting open cases",
        "delivering notices",
        "pushing to programs",
        "sealing the log",
        "writing imported entries",
    }


@pytest.mark.django_db
def test_an_hour_of_upkeep_clears_drafts_that_nobody_touched_for_ninety_days(monkeypatch):
    asked = []
    monkeypatch.setattr(upkeep, "clear_idle", asked.append)
    Upkeep()(AT)
    assert asked == [AT - timedelta(days=90)]
    assert timedelta(days=90) == IDLE_DRAFTS


def test_life_is_shown_and_events_are_handed_on_before_the_upkeep(monkeypatch):
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "IDLE", 0.01)
    stop, order = Event(), []

    def keep(_at: datetime) -> None:
        order.append("upkeep")
        stop.set()

    started = time.monotonic()
    work(lambda: order.append("drain") or 0, lambda _at: order.append("beat"), keep, stop)
    assert order == ["beat", "drain", "upkeep"]
    assert time.monotonic() - started < 5
