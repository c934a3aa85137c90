"""账号安全: locks, passwords and visits; each refusal beside what is allowed."""

from datetime import date
from itertools import pairwise

import pytest
from axes.models import AccessAttempt

from builders.administration import DAY, PASSWORD, a_house, with_password
from builders.identity import a_clerk, a_person, an_act
from tongban.kernel import Refusal
from tongban.kernel.identity.actions import appoint, dismiss, securing, visits
from tongban.kernel.identity.actions.factors import begin_factor
from tongban.kernel.identity.actions.passwords import change_password, expired
from tongban.kernel.identity.models import Person
from tongban.kernel.identity.queries.accounts import open_visits_of
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db
NEW = "Another-horse-8"


@pytest.fixture
def house():
    return a_house()


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def came_in(person: Person, session: str = "s1") -> None:
    visits.enter(person, an_act(on=DAY), visits.Door(session=session, way="password"))


SECURING = {
    "lock": lambda one, act: securing.lock(one.pk, act, why="absence"),
    "password": lambda one, act: securing.reset_password(one.pk, act),
}


@pytest.mark.parametrize("verb", SECURING)
def test_accounts_are_secured_by_the_security_administrator_there_alone(house, verb):
    others = [house.admins["system"], house.admins["audit"], house.foreign["security"], a_person()]
    for other in others:
        with pytest.raises(Refusal) as refused:
            SECURING[verb](house.officer, an_act(by=other.actor_id, on=DAY))
        assert refused.value.code == "identity.may_not_assign"
    assert SECURING[verb](house.officer, house.act("security"))


@pytest.mark.parametrize("verb", SECURING)
def test_nobody_secures_the_own_account_and_none_of_the_public(house, verb):
    with pytest.raises(Refusal) as refused:
        SECURING[verb](house.admins["security"], house.act("security"))
    assert refused.value.code == "identity.own_rights"
    with pytest.raises(Refusal) as refused:
        SECURING[verb](a_person(kind="public"), house.act("security"))
    assert refused.value.code == "identity.account_of_the_public"


def test_who_works_in_two_counties_is_secured_by_no_administrator_of_one(house):
    appoint(house.officer.pk, an_act(), post_id=a_clerk(house.neighbour, "reviewer")[1].pk)
    with pytest.raises(Refusal):
        securing.lock(house.officer.pk, house.act("security"), why="absence")
    assert securing.lock(house.officer.pk, an_act(on=DAY), why="absence")


def test_a_lock_ends_the_visits_and_is_lifted_once(house):
    came_in(house.officer)
    securing.lock(house.officer.pk, house.act("security"), why="suspicion")
    assert not fresh(house.officer).is_active
    assert open_visits_of(house.officer) == []
    securing.unlock(house.officer.pk, house.act("security"))
    assert fresh(house.officer).is_active
    with pytest.raises(Refusal) as refused:
        securing.unlock(house.officer.pk, house.act("security"))
    assert refused.value.code == "identity.not_locked"


def test_a_given_password_must_be_changed_and_is_in_no_entry(house):
    given = securing.reset_password(house.officer.pk, house.act("security"))
    person = fresh(house.officer)
    assert person.check_password(given)
    assert person.must_change
    assert not [row for row in Event.objects.all() if given in str(row.data)]
    changed = change_password(person.pk, an_act(on=DAY), old=given, new=NEW)
    assert not changed.must_change


def test_the_last_five_passwords_are_not_chosen_again_and_the_sixth_may_be(house):
    with_password(house.officer)
    words = [PASSWORD, *(f"Some-horse-number-{n}" for n in range(5))]
    for old, new in pairwise(words):
        change_password(house.officer.pk, an_act(on=DAY), old=old, new=new)
        with pytest.raises(Refusal) as refused:
            change_password(house.officer.pk, an_act(on=DAY), old=new, new=words[1])
        assert refused.value.code == "identity.password_of_late"
    assert change_password(house.officer.pk, an_act(on=DAY), old=words[-1], new=PASSWORD)


@pytest.mark.parametrize("new", ["Short-7", "alllowercaseletters", "1234567890123", "Password123"])
def test_a_weak_password_is_refused(house, new):
    with_password(house.officer)
    with pytest.raises(Refusal) as refused:
        change_password(house.officer.pk, an_act(on=DAY), old=PASSWORD, new=new)
    assert refused.value.code == "identity.weak_password"


def test_the_old_password_is_asked_for_and_other_visits_end_with_it(house):
    with_password(house.officer)
    came_in(house.officer, "here")
    came_in(house.officer, "there")
    with pytest.raises(Refusal) as refused:
        change_password(house.officer.pk, an_act(on=DAY), old="wrong", new=NEW)
    assert refused.value.code == "identity.wrong_password"
    assert len(open_visits_of(house.officer)) == 2
    change_password(house.officer.pk, an_act(on=DAY), old=PASSWORD, new=NEW, session="here")
    assert [each.session for each in open_visits_of(house.officer)] == ["here"]


def test_a_password_is_too_old_after_its_days_and_not_before(house):
    person = with_password(house.officer)
    assert not expired(person, an_act(on=date(2026, 5, 13)).at, days=90)
    assert expired(person, an_act(on=date(2026, 5, 14)).at, days=90)


def test_losing_the_last_post_ends_the_visits_and_losing_one_of_two_does_not(house):
    appoint(house.officer.pk, house.act("security"), post_id=house.vacant.pk)
    came_in(house.officer)
    dismiss(house.officer.pk, house.act("security"), post_id=house.vacant.pk)
    assert len(open_visits_of(house.officer)) == 1
    dismiss(house.officer.pk, house.act("security"), post_id=house.post.pk)
    assert open_visits_of(house.officer) == []
    row = Event.objects.get(stream=house.officer.actor_id, type="person.visits_ended")
    assert (row.data["why"], row.data["visits"]) == ("no_post", 1)


def test_a_dismissal_for_a_later_day_lets_the_visit_go_on_until_then(house):
    came_in(house.officer)
    act, on = house.act("security"), date(2026, 2, 20)
    dismiss(house.officer.pk, act, post_id=house.post.pk, on=on)
    assert visits.seen(house.officer.pk, an_act(on=DAY), session="s1")
    assert not visits.seen(house.officer.pk, an_act(on=on), session="s1")
    assert open_visits_of(house.officer) == []


def test_wrong_tries_are_forgotten_where_there_are_some(house):
    with pytest.raises(Refusal) as refused:
        securing.forget_tries(house.officer.pk, house.act("security"))
    assert refused.value.code == "identity.no_tries"
    AccessAttempt.objects.create(username=house.officer.username, failures_since_start=5)
    assert securing.forget_tries(house.officer.pk, house.act("security")) == 5
    assert not AccessAttempt.objects.exists()


def test_an_authenticator_is_reset_where_one_is_tied(house):
    begin_factor(house.officer.pk, an_act())
    with pytest.raises(Refusal) as refused:
        securing.reset_factor(house.officer.pk, house.act("security"))
    assert refused.value.code == "identity.no_factor"
