"""The last place in fifty hands at once, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from builders.allowances import an_account
from builders.identity import an_act
from tongban.kernel import Refusal
from tongban.kernel.allowances import actions, queries
from tongban.kernel.allowances.actions import Ground
from tongban.kernel.allowances.rules import Unit
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls):
    """Run all calls in ten threads; return the codes of refusals and `held` for the others."""

    def run(call):
        try:
            call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "held"

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(run, calls))


def holding(account, amount, number):
    act = an_act()
    return lambda: actions.hold(account.pk, amount, Ground(f"case/{number}"), act)


def test_of_fifty_requests_for_the_last_place_exactly_one_gets_it():
    account = an_account("1", unit=Unit.PLACE)
    results = at_once([holding(account, 1, number) for number in range(50)])
    assert (results.count("held"), results.count("allowance.short")) == (1, 49)
    assert queries.balance(account.pk).available == 0
    assert list(faults()) == []


def test_of_two_requests_for_sixty_thousand_exactly_one_passes():
    account = an_account("109999.45")
    results = at_once([holding(account, 60000, number) for number in range(2)])
    assert sorted(results) == ["allowance.short", "held"]
    assert queries.balance(account.pk).available == Decimal("49999.45")


def test_who_needs_two_accounts_never_waits_in_a_ring():
    one, two = an_account("20", unit=Unit.PLACE), an_account("20", unit=Unit.PLACE)
    pairs = [(one.pk, two.pk), (two.pk, one.pk)] * 10

    def both(pair, number, act):
        return lambda: actions.hold_all(dict.fromkeys(pair, 1), Ground(f"case/{number}"), act)

    results = at_once([both(pair, number, an_act()) for number, pair in enumerate(pairs)])
    assert results == ["held"] * 20
    assert [queries.balance(each.pk).available for each in (one, two)] == [0, 0]
