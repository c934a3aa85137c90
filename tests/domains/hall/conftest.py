"""What the tests of this trade's pages share: a browser page, and a clock that the tests set."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from builders.halls import MONDAY
from builders.looks import page
from tongban.domains.hall import doors
from tongban.portal import moments

__all__ = ["page"]


@dataclass
class Clock:
    """What the pages take for now; a second goes by with each look at it."""

    now: datetime = MONDAY + timedelta(minutes=20)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands on a Monday in March 2026, at twenty past nine."""
    held = Clock()

    class Still(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            held.now += timedelta(seconds=1)
            return held.now

    monkeypatch.setattr(moments, "datetime", Still)
    monkeypatch.setattr(doors, "datetime", Still)
    return held
