"""An applicant is told when a case that another system handles stands otherwise, and of nothing else."""

from datetime import timedelta

import pytest

from builders.mirrors import NOON, a_guide, a_mirror
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.ledger.actions import drain
from tongban.kernel.ledger.queries import waiting
from tongban.kernel.mirrors.rules import Outcome, State
from tongban.kernel.notices.queries import notices_of

pytestmark = pytest.mark.django_db
OWN = {"document": an_identity_number(5)}


@pytest.fixture
def party():
    return a_citizen(order=5)


def notices(party):
    drain(NOON + timedelta(days=30), most=1000)
    assert not waiting().exists()
    return list(notices_of(party.pk))


def reported(version, day, state, **more):
    return a_mirror(version, reported_at=NOON + timedelta(days=day), state=state, **more)


def test_a_new_state_is_told_once_and_leads_to_the_case(party):
    version = a_guide()
    mirror = reported(version, 0, State.ACCEPTED, **OWN)
    reported(version, 1, State.PAUSED, **OWN)
    reported(version, 1, State.PAUSED, **OWN)
    (notice,) = notices(party)
    assert (notice.kind, notice.subject) == ("mirror.changed", f"mirror/{mirror.pk}")
    assert notice.title == mirror.title
    decided = (NOON + timedelta(days=2)).date()
    reported(version, 2, State.CLOSED, outcome=Outcome.GRANTED, decided_on=decided, **OWN)
    assert len(notices(party)) == 2


def test_an_outcome_that_is_put_right_is_told(party):
    version = a_guide()
    decided = (NOON + timedelta(days=1)).date()
    reported(version, 0, State.ACCEPTED, **OWN)
    reported(version, 1, State.CLOSED, outcome=Outcome.GRANTED, decided_on=decided, **OWN)
    reported(version, 2, State.CLOSED, outcome=Outcome.REFUSED, decided_on=decided, **OWN)
    assert len(notices(party)) == 2


def test_how_it_stood_at_first_and_what_changes_nothing_is_not_told(party):
    version = a_guide()
    reported(version, 0, State.ACCEPTED, **OWN)
    reported(version, 1, State.ACCEPTED, **OWN)
    assert notices(party) == []


def test_a_case_of_nobody_known_here_is_told_to_nobody(party):
    version = a_guide()
    reported(version, 0, State.ACCEPTED)
    reported(version, 1, State.PAUSED)
    assert notices(party) == []


def test_whose_case_it_became_later_is_told_of_what_comes_after(party):
    version = a_guide()
    reported(version, 0, State.RECEIVED, accepted_on=None)
    reported(version, 1, State.ACCEPTED, **OWN)
    assert [one.n for one in notices(party)] == [2]
