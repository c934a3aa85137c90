"""Who holds which post, and when not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.identity import FIRST_DAY, a_clerk, a_person, a_post, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.identity.actions import (
    NewMandate,
    appoint,
    close_post,
    dismiss,
    grant,
    prefer,
    register_person,
)
from tongban.kernel.identity.queries import Holding, person_by_username, posts_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_a_person_holds_several_posts_each_in_its_time():
    person, first = a_clerk()
    second = a_post()
    appoint(person.pk, an_act(), post_id=second.pk, since=MARCH, until=APRIL)
    assert posts_of(person, on=FIRST_DAY) == [first]
    assert posts_of(person, on=MARCH) == [first, second]
    assert posts_of(person, on=APRIL) == [first]


def test_a_dismissed_person_holds_the_post_until_the_day_before_and_may_come_back():
    person, post = a_clerk()
    dismiss(person.pk, an_act(), post_id=post.pk, on=MARCH)
    assert posts_of(person, on=MARCH - timedelta(days=1)) == [post]
    assert posts_of(person, on=MARCH) == []
    with pytest.raises(Refusal, match="does not hold that post"):
        dismiss(person.pk, an_act(), post_id=post.pk, on=APRIL)
    appoint(person.pk, an_act(), post_id=post.pk, since=MARCH)
    assert posts_of(person, on=MARCH) == [post]


def test_the_same_post_is_not_given_twice_at_a_time():
    person, post = a_clerk()
    with pytest.raises(Refusal) as refused:
        appoint(person.pk, an_act(), post_id=post.pk, since=MARCH)
    assert refused.value.code == "identity.already_holds"


def test_the_database_itself_keeps_a_person_from_the_same_post_twice_at_a_time():
    person, post = a_clerk()
    with pytest.raises(IntegrityError, match="holding_once_at_a_time"), transaction.atomic():
        Holding.objects.create(person=person, post=post, since=MARCH, until=APRIL)
    Holding.objects.filter(person=person).update(until=MARCH)
    assert Holding.objects.create(person=person, post=post, since=MARCH)
    assert Holding.objects.create(person=a_person(), post=post, since=MARCH)


def test_incompatible_duties_are_refused_at_appointment_unless_one_has_ended():
    organ = an_organ()
    person, keeper = a_clerk(organ, "keeper")
    watcher = a_post(organ, "supervisor")
    with pytest.raises(Refusal) as refused:
        appoint(person.pk, an_act(), post_id=watcher.pk, since=MARCH)
    assert refused.value.code == "identity.incompatible_duties"
    dismiss(person.pk, an_act(), post_id=keeper.pk, on=MARCH)
    assert appoint(person.pk, an_act(), post_id=watcher.pk, since=MARCH)


def test_a_duty_to_come_counts_as_much_as_one_that_is_held():
    person = a_person()
    appoint(person.pk, an_act(), post_id=a_post(duty="supervisor").pk, since=APRIL)
    officer = a_post(duty="officer")
    with pytest.raises(Refusal, match="must not be in one hand"):
        appoint(person.pk, an_act(), post_id=officer.pk, since=MARCH)
    assert appoint(person.pk, an_act(), post_id=officer.pk, since=MARCH, until=APRIL)


def test_only_active_staff_hold_posts():
    post = a_post()
    left = a_person()
    left.is_active = False
    left.save(update_fields=["is_active"])
    for person in (a_person(kind="public"), left):
        with pytest.raises(Refusal, match="Only active members of the staff"):
            appoint(person.pk, an_act(), post_id=post.pk)
    assert appoint(a_person().pk, an_act(), post_id=post.pk)


def test_nobody_appoints_himself():
    organ = an_organ()
    admin, post = a_clerk(organ, "security_admin")[0], a_post(organ, "staff")
    with pytest.raises(Refusal, match="to himself"):
        appoint(admin.pk, an_act(by=admin.actor_id), post_id=post.pk)
    assert appoint(a_person().pk, an_act(by=admin.actor_id), post_id=post.pk)


def test_two_staff_posts_whose_delegated_powers_exclude_each_other_do_not_meet_in_one_person():
    organ = an_organ()
    person, first = a_clerk(organ, "staff")
    second, third = a_post(organ, "staff"), a_post(organ, "staff")
    for post, power in ((first, "run_system"), (second, "read_audit"), (third, "run_system")):
        plan = NewMandate(
            power=Power(power), organ_id=organ.pk, post_id=post.pk, grounds="任命文件"
        )
        grant(plan, an_act())
    with pytest.raises(Refusal) as refused:
        appoint(person.pk, an_act(), post_id=second.pk)
    assert refused.value.code == "identity.incompatible_powers"
    assert appoint(person.pk, an_act(), post_id=third.pk)


def test_nothing_ends_before_the_day_of_the_act_and_what_was_done_stays_lawful():
    person, post = a_clerk()
    for end in (
        lambda day: dismiss(person.pk, an_act(on=APRIL), post_id=post.pk, on=day),
        lambda day: close_post(post.pk, an_act(on=APRIL), on=day),
    ):
        with pytest.raises(Refusal) as refused:
            end(MARCH)
        assert refused.value.code == "identity.backdated"
        assert posts_of(person, on=MARCH) == [post]
        assert end(APRIL).until == APRIL


def test_a_closed_post_is_not_closed_again_for_a_later_day():
    person, post = a_clerk()
    close_post(post.pk, an_act(), on=APRIL)
    assert close_post(post.pk, an_act(), on=MARCH).until == MARCH
    for day in (MARCH, APRIL):
        with pytest.raises(Refusal, match="is closed from 2026-03-01"):
            close_post(post.pk, an_act(), on=day)
    assert posts_of(person, on=MARCH) == []


def test_a_user_name_is_taken_once():
    register_person(an_act(), username="wang", name="王五", kind="staff", password="a long one")
    assert person_by_username("wang").check_password("a long one")
    with pytest.raises(Refusal, match="wang is taken"):
        register_person(an_act(), username="wang", name="王六", kind="staff")


def test_a_person_without_a_password_cannot_log_in_by_one():
    assert not a_person().has_usable_password()


def test_the_log_tells_of_appointments_and_dismissals_and_of_no_names():
    person, post = a_clerk()
    dismiss(person.pk, an_act(), post_id=post.pk, on=MARCH)
    events = events_of(post.home, post.actor_id)
    assert [event.type for event in events] == [
        "post.opened",
        "person.appointed",
        "person.dismissed",
    ]
    assert events[1].data["person"] == person.pk
    records = [*events, *events_of(0, person.actor_id)]
    assert not any(person.name in str(r.data) or person.username in str(r.data) for r in records)


def test_nobody_acts_in_a_post_before_it_opens_or_after_it_is_closed():
    person, post = a_clerk()
    close_post(post.pk, an_act(), on=MARCH)
    assert posts_of(person, on=MARCH - timedelta(days=1)) == [post]
    assert posts_of(person, on=MARCH) == []
    for day in (MARCH, FIRST_DAY - timedelta(days=1)):
        with pytest.raises(Refusal, match="not open"):
            appoint(a_person().pk, an_act(), post_id=post.pk, since=day)
    assert appoint(a_person().pk, an_act(), post_id=post.pk, since=FIRST_DAY)


def test_a_choice_of_language_is_kept_and_logged_once():
    person = a_person()
    for _ in range(2):
        prefer(person.pk, an_act(), language="en", elder=True)
    person.refresh_from_db()
    assert (person.language, person.elder) == ("en", True)
    types = [event.type for event in events_of(0, person.actor_id)]
    assert types == ["person.registered", "person.preferences_changed"]
