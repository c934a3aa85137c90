"""The contact of a concern is erased by the wish of who left it or after its days, and nothing else with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.cases import a_place
from builders.identity import a_clerk
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.concerns.actions import (
    answer,
    erase_contact,
    erase_kept,
    raise_concern,
    read_contact,
)
from tongban.kernel.concerns.models import Concern
from tongban.kernel.concerns.queries import code_of, concerns_visible_to, opened
from tongban.kernel.concerns.rules import ConcernKind, Told
from tongban.kernel.ledger.queries import events_of, faults

HOME = 511602
pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_place("civil")


def act(place, by, key="k1"):
    return Act(by, "", place.now, key)


def told(place, by, *, key="k1", contact="13800138000"):
    given = Told(ConcernKind.UNRESOLVED, "跑了三次没办成。", contact=contact)
    return raise_concern(given, act(place, by, key), home=HOME)


def answered(place, concern):
    manager, _post = a_clerk(place.hall, "duty_manager")
    answer(concern.pk, act(place, manager.actor_id, f"a{concern.pk}"), words="已协调办结。")
    return manager


def logged(concern):
    return [(one.type, dict(one.data)) for one in events_of(HOME, f"concern/{concern.pk}")]


def test_who_raised_it_signed_in_has_the_contact_erased_and_the_answer_stays(place):
    concern = told(place, place.citizen.actor_id)
    manager = answered(place, concern)
    erase_contact(concern.pk, act(place, place.citizen.actor_id, "e1"))
    kept = opened(Concern.objects.get())
    assert (kept.contact, kept.answer, kept.words) == ("", "已协调办结。", "跑了三次没办成。")
    assert logged(concern)[-1] == ("concern.contact_erased", {"ground": "wish"})
    assert list(faults()) == []
    assert list(concerns_visible_to(manager, on=day_of(place.now))) == [concern]
    with pytest.raises(Refusal) as refused:
        read_contact(concern.pk, act(place, manager.actor_id, "c1"))
    assert refused.value.code == "concern.without_contact"


def test_who_raised_it_without_a_name_needs_its_code_and_no_other_will_do(place):
    concern = told(place, "public")
    right = code_of(concern.number)
    wrong = f"{(int(right) + 1) % 10**8:08d}"
    for by, code in (("public", ""), ("public", wrong), (place.citizen.actor_id, "")):
        with pytest.raises(Refusal) as refused:
            erase_contact(concern.pk, act(place, by), code=code)
        assert refused.value.code == "concern.not_found"
    assert Concern.objects.get().contact_sealed is not None
    erase_contact(concern.pk, act(place, "public"), code=right)
    assert Concern.objects.get().contact_sealed is None


def test_neither_another_citizen_nor_the_duty_manager_may_erase_it(place):
    concern = told(place, place.citizen.actor_id)
    manager = answered(place, concern)
    for stranger in (place.people["window"], manager):
        with pytest.raises(Refusal) as refused:
            erase_contact(concern.pk, act(place, stranger.actor_id))
        assert refused.value.code == "concern.not_found"
    assert Concern.objects.get().contact_sealed is not None


@pytest.mark.parametrize("contact", ["", "13800138000"])
def test_what_is_not_there_or_no_longer_is_not_erased_again(place, contact):
    concern = told(place, place.citizen.actor_id, contact=contact)
    if contact:
        erase_contact(concern.pk, act(place, place.citizen.actor_id))
    before = logged(concern)
    with pytest.raises(Refusal) as refused:
        erase_contact(concern.pk, act(place, place.citizen.actor_id))
    assert refused.value.code == "concern.nothing_to_erase"
    assert logged(concern) == before


def test_a_contact_is_erased_after_its_days_from_the_answer_and_not_before(place):
    concern, waiting = told(place, "public"), told(place, "public", key="k2")
    answered(place, concern)
    last = place.now + timedelta(days=180)
    assert erase_kept(last) == 0
    assert erase_kept(last + timedelta(minutes=1)) == 1
    assert erase_kept(last + timedelta(minutes=2)) == 0
    assert logged(concern)[-1] == ("concern.contact_erased", {"ground": "retention"})
    rows = {row.pk: row for row in Concern.objects.all()}
    assert rows[concern.pk].contact_sealed is None
    assert rows[concern.pk].answer_sealed is not None
    assert rows[waiting.pk].contact_sealed is not None


def test_a_contact_that_nobody_answered_is_erased_after_its_days_from_the_day_it_was_due(place):
    concern = told(place, "public")
    due = Concern.objects.get(pk=concern.pk).due_on
    last = due + timedelta(days=180)
    for day, erased in ((last, 0), (last + timedelta(days=1), 1)):
        at = place.now.replace(year=day.year, month=day.month, day=day.day)
        assert erase_kept(at) == erased
    assert Concern.objects.get(pk=concern.pk).contact_sealed is None


def test_one_turn_erases_no_more_than_it_may(place):
    for n in range(3):
        answered(place, told(place, "public", key=f"k{n}"))
    late = place.now + timedelta(days=181)
    assert [erase_kept(late, most=2) for _ in range(3)] == [2, 1, 0]


def test_the_database_keeps_no_contact_that_was_erased(place):
    concern = told(place, "public")
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(erased_at=place.now)
