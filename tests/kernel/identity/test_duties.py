"""Which duties and powers meet in one hand, and which do not."""

from datetime import date
from itertools import product

import pytest

from tongban.kernel.identity.rules import (
    ADMINISTRATORS,
    HANDLERS,
    POWERS,
    Duty,
    Power,
    excludes,
    holds,
    home_of,
    level_of,
    may_be_granted,
    may_hold,
    own_hand,
)


def test_incompatibility_is_mutual_and_nothing_excludes_itself():
    for one, other in product(Duty, Duty):
        assert excludes(one, other) == excludes(other, one)
    assert not any(excludes(duty, duty) for duty in Duty)


@pytest.mark.parametrize("admin", sorted(ADMINISTRATORS))
def test_an_administrator_has_no_other_work_but_that_of_any_employee(admin):
    for duty in set(Duty) - {admin, Duty.STAFF}:
        assert may_hold([admin], duty) is not None
        assert may_hold([duty], admin) is not None
    assert may_hold([admin], Duty.STAFF) is None


def test_who_supervises_neither_handles_nor_keeps_the_catalogue():
    for duty in HANDLERS | {Duty.KEEPER}:
        assert may_hold([duty], Duty.SUPERVISOR) is not None
    assert may_hold([Duty.STAFF], Duty.SUPERVISOR) is None


def test_who_takes_in_may_handle_but_not_decide():
    assert may_hold([Duty.WINDOW], Duty.OFFICER) is None
    assert may_hold([Duty.WINDOW], Duty.LEADER) is not None
    assert may_hold([Duty.OFFICER], Duty.LEADER) is not None
    assert may_hold([Duty.REVIEWER], Duty.LEADER) is None


def test_one_incompatible_duty_among_several_is_enough_to_refuse():
    refusal = may_hold([Duty.STAFF, Duty.KEEPER, Duty.REVIEWER], Duty.SUPERVISOR)
    assert refusal is not None
    assert refusal.code == "identity.incompatible_duties"
    assert "keeper" in str(refusal)
    assert "supervisor" in str(refusal)


def test_a_window_may_be_delegated_the_decision_but_an_administrator_or_supervisor_may_not():
    assert may_be_granted([Duty.WINDOW], Power.DECIDE) is None
    for duty in (Duty.SUPERVISOR, Duty.KEEPER, *ADMINISTRATORS):
        assert may_be_granted([duty], Power.DECIDE) is not None
    assert may_be_granted([Duty.WINDOW], Power.SUPERVISE) is not None
    assert may_be_granted([Duty.WINDOW], Power.ASSIGN_RIGHTS) is not None


def test_every_duty_may_have_the_powers_it_carries():
    assert set(POWERS) == set(Duty)
    for duty, powers in POWERS.items():
        assert all(may_be_granted([duty], power) is None for power in powers)


@pytest.mark.parametrize(
    ("held", "new", "allowed"),
    [
        ("run_system", "assign_rights", False),
        ("assign_rights", "read_audit", False),
        ("read_audit", "accept", False),
        ("decide", "supervise", False),
        ("keep_catalogue", "decide", False),
        ("accept", "decide", True),
        ("review", "unmask", True),
    ],
)
def test_powers_exclude_each_other_as_the_duties_do_that_bear_them(held, new, allowed):
    for one, other in ((held, new), (new, held)):
        refusal = may_be_granted([Duty.STAFF], Power(other), [Power(one)])
        assert (refusal is None) == allowed


def test_nobody_gives_rights_to_himself():
    assert own_hand("person/1", ["person/2", "person/1"]) is not None
    assert own_hand("person/3", ["person/2", "person/1"]) is None


def test_a_period_holds_on_its_first_day_and_not_on_the_day_it_ends():
    since, until = date(2026, 3, 1), date(2026, 3, 31)
    days = [date(2026, 2, 28), since, date(2026, 3, 30), until]
    assert [holds(since, until, on=day) for day in days] == [False, True, True, False]
    assert holds(since, None, on=date(2099, 1, 1))


@pytest.mark.parametrize(
    ("division", "home", "level"),
    [
        ("000000", 0, 1),
        ("51", 510000, 2),
        ("510000", 510000, 2),
        ("511600", 511600, 3),
        ("511602", 511602, 4),
        ("511602001", 511602, 5),
        ("511602001003", 511602, 6),
    ],
)
def test_a_division_tells_home_and_level(division, home, level):
    assert home_of(division) == home
    assert level_of(division) == level
