"""Who sees a mirrored case: its applicant, the organ's handlers, who watches the county, and nobody else."""

from datetime import date, timedelta

import pytest

from builders.identity import a_clerk, a_person, an_act, an_organ
from builders.mirrors import NOON, a_guide, a_mirror
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.mirrors.queries import (
    Wanted,
    mirror_by_key,
    mirrors_visible_to,
    narrowed,
    others_mirrors,
    own_mirrors,
    systems_of,
)
from tongban.kernel.mirrors.rules import Outcome, State
from tongban.kernel.parties.actions import link_person

TODAY = date(2026, 3, 2)
LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def a_visitor(order=1):
    """A citizen with a login, who is the applicant of what is reported with his number."""
    person = a_person("张三丰", kind="public")
    link_person(a_citizen(order=order).pk, an_act(), person_id=person.pk)
    return person


def version_of(mirror):
    return version_in_force(mirror.matter, on=TODAY)


@pytest.mark.parametrize("duty", ["window", "officer", "reviewer", "leader"])
def test_the_handlers_of_the_organ_see_it_and_those_of_another_do_not(duty):
    mirror = a_mirror()
    own, _post = a_clerk(mirror.organ, duty)
    other, _post = a_clerk(an_organ(), duty)
    assert mirror_by_key(mirror.pk, own, on=TODAY) == mirror
    assert mirror_by_key(mirror.pk, other, on=TODAY) is None
    assert mirror_by_key(mirror.pk + 1, own, on=TODAY) is None


@pytest.mark.parametrize("duty", ["duty_manager", "supervisor"])
def test_who_watches_the_county_sees_it_and_who_watches_another_does_not(duty):
    mirror = a_mirror()
    own, _post = a_clerk(an_organ(), duty)
    other, _post = a_clerk(an_organ(division="511621"), duty)
    assert list(mirrors_visible_to(own, on=TODAY)) == [mirror]
    assert not mirrors_visible_to(other, on=TODAY).exists()


@pytest.mark.parametrize("duty", ["keeper", "staff", "system_admin", "audit_admin"])
def test_other_duties_of_the_organ_see_none(duty):
    mirror = a_mirror()
    person, _post = a_clerk(mirror.organ, duty)
    assert mirror_by_key(mirror.pk, person, on=TODAY) is None


def test_who_no_longer_holds_the_post_sees_none():
    mirror = a_mirror()
    person, post = a_clerk(mirror.organ)
    dismiss(person.pk, an_act(on=TODAY), post_id=post.pk, on=TODAY)
    assert mirror_by_key(mirror.pk, person, on=TODAY) is None


def test_the_applicant_sees_his_own_and_no_other_citizen_does():
    visitor, neighbour = a_visitor(1), a_visitor(2)
    mirror = a_mirror(document=an_identity_number(1))
    assert list(own_mirrors(visitor, on=TODAY)) == [mirror]
    assert mirror_by_key(mirror.pk, neighbour, on=TODAY) is None
    assert not own_mirrors(neighbour, on=TODAY).exists()
    assert not mirrors_visible_to(a_person(kind="public"), on=TODAY).exists()


def test_ones_own_case_is_not_on_ones_desk():
    mirror = a_mirror(document=an_identity_number())
    clerk, _post = a_clerk(mirror.organ)
    link_person(a_citizen().pk, an_act(), person_id=clerk.pk)
    mirror = a_mirror(version_of(mirror), document=an_identity_number(), reported_at=LATER)
    neighbours = a_mirror(version_of(mirror), number="SC2")
    assert list(others_mirrors(clerk, on=TODAY)) == [neighbours]
    assert list(own_mirrors(clerk, on=TODAY)) == [mirror]


def test_what_runs_stands_by_its_promised_day_and_what_is_over_last():
    version = a_guide()
    over = {"state": State.CLOSED, "outcome": Outcome.GRANTED, "decided_on": date(2026, 3, 1)}
    a_mirror(version, number="over", **over)
    a_mirror(version, number="later", promised_on=date(2026, 3, 20))
    a_mirror(version, number="open", promised_on=None)
    a_mirror(version, number="soon", promised_on=date(2026, 3, 3))
    clerk, _post = a_clerk(version.organ)
    seen = mirrors_visible_to(clerk, on=TODAY)
    assert [each.number for each in seen] == ["soon", "later", "open", "over"]


def test_a_list_is_narrowed_by_system_state_and_the_beginning_of_a_number():
    version = a_guide()
    a_mirror(version, number="AB1")
    a_mirror(version, number="AB2", state=State.PAUSED)
    a_mirror(version, number="CD3", system="国家系统")
    clerk, _post = a_clerk(version.organ)
    seen = mirrors_visible_to(clerk, on=TODAY)

    def shown(**wanted):
        return sorted(each.number for each in narrowed(seen, Wanted(**wanted)))

    assert shown() == ["AB1", "AB2", "CD3"]
    assert shown(system="国家系统") == ["CD3"]
    assert shown(state="paused") == ["AB2"]
    assert shown(number="ab") == ["AB1", "AB2"]
    assert shown(number="B1") == []
    assert len(systems_of(seen)) == 2
