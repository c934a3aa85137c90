"""The staff's pages, in a place with one matter, two reviewing bureaus and a clock that the tests set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from builders.cases import FRIDAY, Place, a_place
from tongban.kernel.identity.queries import Person
from tongban.portal import moments


@dataclass
class Clock:
    """What the portal takes for now: an hour after the last thing that happened, unless it is set."""

    now: datetime


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still on a Saturday, the fourteenth of February 2026."""
    held = Clock((FRIDAY + timedelta(days=1)).astimezone(moments.SHANGHAI))

    class Still(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return held.now

    monkeypatch.setattr(moments, "datetime", Still)
    return held


@pytest.fixture
def place(db: None) -> Place:
    """A hall, a bureau with a leader, a civil affairs and a police bureau, a citizen."""
    return a_place()


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """Return a function that opens a browser session of that person."""

    def session_of(person: Person) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return session_of


@pytest.fixture
def accepted(place: Place) -> str:
    """The number of a case that was accepted and is with the two bureaus."""
    number = place.submit().number
    place.accept(number)
    return number


@pytest.fixture
def in_step(clock: Clock) -> Callable[[Place], None]:
    """Return a function that lets the portal's clock follow the place's, a minute after the last thing done."""

    def follow(place: Place) -> None:
        clock.now = place.now + timedelta(minutes=1)
        place.now = clock.now

    return follow
