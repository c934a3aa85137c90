"""The demo's desks of keepers and duty managers: none of them is empty, and nothing lies on them twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from tongban.kernel.catalogue.exchange.queries.upward import local_changes
from tongban.kernel.catalogue.keeper.queries import missed_searches, open_reviews, reviews_of
from tongban.kernel.catalogue.queries import base_of, matter_by_code, search, version_in_force
from tongban.kernel.clock import day_of
from tongban.kernel.concerns.queries import concerns_visible_to, opened
from tongban.kernel.identity.queries import organs, person_by_username
from tongban.kernel.notices.queries import notices_of
from tongban.kernel.parties.queries import party_of
from tongban.project.demo import keeping, matters, people
from tongban.project.demo import organs as founded

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = day_of(NOW)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _the_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo without its cases, loaded once for the module and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in (founded, matters, people, keeping):
            part.load(NOW)
        yield
        transaction.set_rollback(True)


def work(came: str, *, after: int = 1) -> int:
    """Return the matter of the work that came so far."""
    one = next(one for one in keeping.WORKS if (one.came, one.after) == (came, after))
    return matter_by_code("item_code", one.code).pk


def everywhere() -> list[int]:
    return list(organs().values_list("pk", flat=True))


def test_what_was_agreed_to_is_in_force_from_its_day_and_what_is_prepared_is_not():
    assert version_in_force(work("agreed"), on=TODAY).place == keeping.HALL["place"]
    prepared = work("agreed", after=20)
    assert version_in_force(prepared, on=TODAY).place == ""
    later = TODAY + timedelta(days=20)
    assert version_in_force(prepared, on=later).place == keeping.HALL["place"]


@pytest.mark.parametrize(("came", "state"), [("asked", "open"), ("returned", "returned")])
def test_a_draft_is_looked_through_by_another_keeper(came, state):
    review = reviews_of(work(came)).get()
    assert (review.state, review.version.status) == (state, "draft")
    assert review.by == person_by_username(keeping.KEEPER).actor_id
    assert review.answered_by != review.by


def test_no_desk_of_a_keeper_is_empty():
    assert base_of(work("draft"), on=TODAY).status == "draft"
    assert open_reviews(everywhere()).count() == 1
    assert len(missed_searches(keeping.HOME, since=TODAY - timedelta(days=30), most=50)) >= 5
    changed = local_changes(everywhere(), since=TODAY - timedelta(days=90), until=TODAY)
    assert {change.matter_id for change in changed} == {work("agreed")}


def test_only_what_the_search_cannot_answer_was_asked_in_vain():
    for missed in missed_searches(keeping.HOME, since=TODAY - timedelta(days=30), most=50):
        found = search(missed.question, on=TODAY)
        assert found.event is None, missed.question
        assert found.partial or not found.total, missed.question


def test_some_concerns_are_answered_and_some_wait():
    manager = person_by_username(keeping.MANAGER)
    told = [opened(each) for each in concerns_visible_to(manager, on=TODAY)]
    assert {each.words for each in told} == {each.words for each in keeping.RAISED}
    assert {bool(each.answer) for each in told} == {True, False}


def test_what_lies_there_is_not_laid_there_again():
    assert keeping.load(NOW + timedelta(days=1)) == ""
    assert reviews_of(work("asked")).count() == 1


def test_who_told_something_signed_in_was_told_of_the_answer():
    told = [each for each in keeping.RAISED if each.by]
    assert told
    for each in told:
        party = party_of(person_by_username(each.by))
        kinds = [notice.kind for notice in notices_of(party.pk)]
        assert kinds == ["concern.answered"]
