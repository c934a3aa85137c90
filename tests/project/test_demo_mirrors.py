"""The demo's cases of other systems: of real matters, in every state, some of the demo's own people, told once."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.ledger.queries import events_of, faults
from tongban.kernel.mirrors.noticing import tell
from tongban.kernel.mirrors.queries import mirrored, mirrors_visible_to, own_mirrors, steps_of
from tongban.kernel.mirrors.rules import State
from tongban.kernel.notices.models import Notice
from tongban.portal.public.messages import lead_of
from tongban.project.demo import dossiers, matters, mirrors, people
from tongban.project.demo import organs as founded

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = day_of(NOW)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _the_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo's matters and people and what other systems told, loaded once and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in (founded, matters, people, dossiers):
            part.load(NOW)
        mirrors.load(NOW)
        yield
        transaction.set_rollback(True)


def seen():
    return mirrors_visible_to(person_by_username("zhengkai"), on=TODAY)


def test_forty_cases_of_eight_matters_stand_in_every_state():
    assert mirrored() == seen().count() == 40
    assert set(seen().values_list("state", flat=True)) == set(State)
    by_matter = Counter(seen().values_list("matter", flat=True))
    assert len(by_matter) == 8
    assert min(by_matter.values()) == 5


def test_their_matters_are_guides_that_another_system_handles():
    for matter in set(seen().values_list("matter", flat=True)):
        version = version_in_force(matter, on=TODAY)
        assert (version.handling == "own", version.online) == (False, False)
        assert version.handling_system


@pytest.mark.parametrize(
    "username", ["lixiuying", "zhangwei", "huanglihua", "luoguilan", "qujiang", "hengsheng"]
)
def test_some_are_of_the_demos_own_people(username):
    own = own_mirrors(person_by_username(username), on=TODAY)
    assert own.exists()
    assert all(steps_of(each) for each in own)


def test_nothing_was_told_before_it_happened_or_from_the_future():
    for each in seen():
        assert each.received_on <= day_of(each.reported_at) <= TODAY
        assert all(step.at <= each.reported_at <= NOW for step in steps_of(each)), each.number


def test_some_run_in_time_and_some_are_past_their_promise():
    running = [each for each in seen() if not each.over and each.promised_on]
    assert {each.promised_on < TODAY for each in running} == {True, False}


def test_somebody_of_the_demo_is_told_that_a_case_elsewhere_moved_on():
    for each in seen():
        tell(events_of(each.home, f"mirror/{each.pk}"))
    told = Notice.objects.filter(kind="mirror.changed")
    assert told.exists()
    assert all(lead_of(one.subject) for one in told)


def test_the_log_holds_and_a_second_load_tells_nothing():
    assert list(faults()) == []
    assert mirrors.load(NOW + timedelta(days=1)) == ""
    assert mirrored() == 40
