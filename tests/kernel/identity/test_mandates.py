"""What a mandate covers, and which one is found."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.identity import FIRST_DAY, a_clerk, a_person, a_post, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.identity.actions import NewMandate, appoint, close_post, grant, revoke
from tongban.kernel.identity.queries import (
    Mandate,
    mandate_for,
    mandate_of_person,
    organs_in_reach,
)
from tongban.kernel.identity.rules import MandateKind, Power

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def found(post, organ, *, power=Power.DECIDE, matter_id=None, on=MARCH, amount=None):
    return mandate_for(
        post=post, power=power, organ=organ, matter_id=matter_id, on=on, amount=amount
    )


def granted(post, organ, **facts):
    plan = NewMandate(
        power=facts.pop("power", Power.DECIDE),
        organ_id=organ.pk,
        post_id=post.pk,
        grounds="广安区委编办〔2026〕1号",
        **facts,
    )
    return grant(plan, an_act())


def test_a_post_has_the_powers_of_its_duty_from_its_first_day_and_no_others():
    organ = an_organ()
    leader = a_post(organ, "leader")
    assert found(leader, organ, on=FIRST_DAY).kind == MandateKind.DUTY
    assert found(leader, organ, on=FIRST_DAY - timedelta(days=1)) is None
    assert found(leader, organ, power=Power.ACCEPT) is None


def test_a_closed_post_has_no_powers():
    organ = an_organ()
    leader = a_post(organ, "leader")
    close_post(leader.pk, an_act(), on=MARCH)
    assert found(leader, organ, on=MARCH - timedelta(days=1)) is not None
    assert found(leader, organ, on=MARCH) is None


def test_a_mandate_is_found_in_one_query_however_many_there_are(django_assert_num_queries):
    organ = an_organ()
    window = a_post(organ, "window")
    for matter_id in range(5):
        granted(window, organ, matter_id=matter_id)
    with django_assert_num_queries(1):
        assert found(window, organ, matter_id=4) is not None


def test_a_mandate_reaches_the_organs_below_but_not_beside_or_above():
    root = an_organ()
    bureau = an_organ(parent=root)
    station = an_organ(parent=bureau)
    leader = a_post(bureau, "leader")
    assert found(leader, bureau) is not None
    assert found(leader, station) is not None
    assert found(leader, root) is None
    assert found(leader, an_organ(parent=root)) is None


def test_a_delegation_holds_in_its_period_for_its_matter_and_up_to_its_amount():
    organ = an_organ()
    window = a_post(organ, "window")
    mandate = granted(window, organ, matter_id=7, amount_limit=5000, since=MARCH, until=APRIL)
    assert found(window, organ, matter_id=7, amount=5000) == mandate
    assert found(window, organ, matter_id=7, amount=5001) is None
    assert found(window, organ, matter_id=8, amount=1) is None
    assert found(window, organ, matter_id=7, on=APRIL) is None
    assert found(window, organ, matter_id=7, on=FIRST_DAY) is None


def test_an_unknown_amount_is_not_within_a_limit():
    organ = an_organ()
    window = a_post(organ, "window")
    granted(window, organ, amount_limit=5000)
    assert found(window, organ, amount=None) is None
    assert found(window, organ, amount=0) is not None


def test_the_mandate_that_names_the_matter_comes_before_the_general_one():
    organ = an_organ()
    leader = a_post(organ, "leader")
    special = granted(leader, organ, matter_id=7)
    assert found(leader, organ, matter_id=7) == special
    assert found(leader, organ, matter_id=8).kind == MandateKind.DUTY


def test_a_revoked_mandate_holds_until_the_day_before():
    organ = an_organ()
    window = a_post(organ, "window")
    mandate = granted(window, organ)
    revoke(mandate.pk, an_act(on=MARCH))
    assert found(window, organ, on=MARCH - timedelta(days=1)) == mandate
    assert found(window, organ, on=MARCH) is None
    with pytest.raises(Refusal, match="ended on 2026-03-01"):
        revoke(mandate.pk, an_act(on=APRIL))


def test_a_power_by_duty_is_not_revoked():
    organ = an_organ()
    mandate = found(a_post(organ, "leader"), organ)
    with pytest.raises(Refusal, match="duty of the post"):
        revoke(mandate.pk, an_act(on=MARCH))


def test_a_mandate_by_name_is_the_persons_and_not_the_posts():
    organ = an_organ()
    person, post = a_clerk(organ, "window")
    grant(
        NewMandate(power=Power.DECIDE, organ_id=organ.pk, person_id=person.pk, grounds="授权书"),
        an_act(),
    )
    asked = {"power": Power.DECIDE, "organ": organ, "matter_id": None, "on": MARCH}
    assert mandate_of_person(person=person, **asked) is not None
    assert mandate_of_person(person=a_person(), **asked) is None
    assert found(post, organ) is None


def test_a_proxy_names_the_post_it_stands_in_for_and_comes_last():
    organ = an_organ()
    deputy, leader = a_post(organ, "reviewer"), a_post(organ, "leader")
    with pytest.raises(Refusal, match="stands in for a post"):
        granted(deputy, organ, kind=MandateKind.PROXY)
    proxy = granted(deputy, organ, kind=MandateKind.PROXY, stands_in_for_id=leader.pk)
    assert found(deputy, organ) == proxy
    own = granted(deputy, organ)
    assert found(deputy, organ) == own


@pytest.mark.parametrize("grounds", ["", "  "])
def test_a_grant_without_grounds_is_refused(grounds):
    organ = an_organ()
    post = a_post(organ)
    plan = NewMandate(power=Power.DECIDE, organ_id=organ.pk, post_id=post.pk, grounds=grounds)
    with pytest.raises(Refusal) as refused:
        grant(plan, an_act())
    assert refused.value.code == "identity.grounds_missing"


def test_a_grant_goes_to_exactly_one_receiver():
    organ = an_organ()
    person, post = a_clerk(organ)
    for receivers in ({}, {"post_id": post.pk, "person_id": person.pk}):
        plan = NewMandate(power=Power.DECIDE, organ_id=organ.pk, grounds="授权书", **receivers)
        with pytest.raises(Refusal, match="one of the two"):
            grant(plan, an_act())


def test_a_grant_is_refused_where_a_holder_of_the_post_has_an_excluding_duty():
    organ = an_organ()
    person, staff_post = a_clerk(organ, "staff")
    assert granted(staff_post, organ, power=Power.REVIEW)
    watcher = a_post(organ, "supervisor")
    with pytest.raises(Refusal) as refused:
        granted(watcher, organ)
    assert refused.value.code == "identity.incompatible_power"
    with pytest.raises(Refusal) as refused:
        appoint(person.pk, an_act(), post_id=watcher.pk)
    assert refused.value.code == "identity.incompatible_power"


def test_nobody_grants_to_his_own_post_but_another_may():
    organ = an_organ()
    admin, post = a_clerk(organ, "security_admin")
    plan = NewMandate(
        power=Power.ASSIGN_RIGHTS, organ_id=organ.pk, post_id=post.pk, grounds="授权书"
    )
    with pytest.raises(Refusal, match="to himself"):
        grant(plan, an_act(by=admin.actor_id))
    other = a_clerk(organ, "security_admin")[0]
    assert grant(plan, an_act(by=other.actor_id)).granted_by == other.actor_id


@pytest.mark.parametrize("first", [Power.RUN_SYSTEM, Power.ASSIGN_RIGHTS, Power.READ_AUDIT])
def test_an_administrators_power_meets_no_other_power_in_a_post_of_no_duty(first):
    organ = an_organ()
    post = a_clerk(organ, "staff")[1]
    granted(post, organ, power=first)
    assert granted(post, organ, power=first)
    for power in set(Power) - {first}:
        with pytest.raises(Refusal) as refused:
            granted(post, organ, power=power)
        assert refused.value.code == "identity.incompatible_powers"


def test_powers_are_compared_across_a_persons_posts_and_what_is_given_by_name():
    organ = an_organ()
    person, post = a_clerk(organ, "staff")
    other = a_post(organ, "staff")
    appoint(person.pk, an_act(), post_id=other.pk)
    decide = granted(post, organ, power=Power.DECIDE, until=APRIL)
    plan = NewMandate(
        power=Power.SUPERVISE, organ_id=organ.pk, person_id=person.pk, grounds="授权书"
    )
    for give in (lambda: grant(plan, an_act()), lambda: granted(other, organ, power=plan.power)):
        with pytest.raises(Refusal, match="must not be in one hand"):
            give()
    revoke(decide.pk, an_act(on=MARCH))
    assert granted(other, organ, power=Power.SUPERVISE, since=MARCH)


def test_a_mandate_is_not_revoked_for_a_day_that_has_passed():
    organ = an_organ()
    window = a_post(organ, "window")
    mandate = granted(window, organ)
    with pytest.raises(Refusal, match="has passed"):
        revoke(mandate.pk, an_act(on=APRIL), on=MARCH)
    assert found(window, organ, on=MARCH) == mandate
    assert revoke(mandate.pk, an_act(on=APRIL)).until == APRIL


@pytest.mark.parametrize(
    "wrong",
    [
        {"post": None},
        {"amount_limit": -1},
        {"power": "anything"},
        {"kind": "proxy"},
        {"grounds": ""},
        {"until": FIRST_DAY - timedelta(days=1)},
    ],
)
def test_the_database_refuses_an_impossible_mandate(wrong):
    organ = an_organ()
    facts = {
        "post": a_post(organ),
        "organ": organ,
        "power": "decide",
        "kind": "delegation",
        "grounds": "授权书",
        "since": FIRST_DAY,
        "granted_by": "system",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(**{**facts, **wrong})
    assert Mandate.objects.create(**facts)


def test_whoever_keeps_for_a_government_by_mandate_reaches_what_stands_below_it_and_nothing_else():
    district, hall = an_organ("区人民政府"), an_organ("区政务服务中心")
    bureau, _elsewhere = an_organ("区水务局", parent=district), an_organ("邻区水务局")
    keeper, post = a_clerk(hall, "keeper")
    assert organs_in_reach(keeper, Power.KEEP_CATALOGUE, on=FIRST_DAY) == [hall]
    granted(post, district, power=Power.KEEP_CATALOGUE, since=FIRST_DAY)
    reached = organs_in_reach(keeper, Power.KEEP_CATALOGUE, on=FIRST_DAY)
    assert set(reached) == {hall, district, bureau}
    assert organs_in_reach(keeper, Power.DECIDE, on=FIRST_DAY) == []
