"""The public pages, on a Saturday, in a place with one matter that is open online."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from builders.cases import FRIDAY, Place, a_place
from builders.identity import a_person, an_act
from builders.parties import a_citizen
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.actions import link_person
from tongban.portal import moments
from tongban.project import demo

ROOT = Path(demo.__file__).parent
SATURDAY = (FRIDAY + timedelta(days=1)).astimezone(moments.SHANGHAI)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the portal's clock stand still."""

    class Still(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return SATURDAY

    monkeypatch.setattr(moments, "datetime", Still)


@pytest.fixture
def place(db: None) -> Place:
    """A hall, a bureau, two reviewing bureaus, a citizen."""
    cache.clear()
    return a_place()


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """Return a function that opens a browser session of that person."""

    def session_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return session_of


@pytest.fixture
def neighbour(place: Place) -> Person:
    """Another applicant, who is signed in for himself and has no case here."""
    party = a_citizen(order=7)
    person = a_person("李四", kind="public")
    link_person(party.pk, an_act(), person_id=person.pk)
    return person


@pytest.fixture
def demo_flow(place: Place) -> None:
    """Let the matter run as the demo's does, which has a drawing."""
    drawn = ROOT / "matters" / "public_rental_housing" / "flow.bpmn"
    organ = {"organ": place.bureau.pk, "duty": "leader"}
    place.version.flow = drawn.read_text(encoding="utf-8")
    place.version.performers = dict.fromkeys(
        re.findall('performer="([^"]+)"', place.version.flow), organ
    )
    place.version.save()
