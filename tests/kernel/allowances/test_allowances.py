"""Allowances: the worked figures, each refusal beside its permission, and the rows against the log."""

from decimal import Decimal

import pytest

from builders.allowances import HOME, an_account, the_ground
from builders.identity import a_clerk, an_act, an_organ
from builders.refusals import refused
from tongban.kernel.allowances import actions, queries
from tongban.kernel.allowances.actions import Ground, Terms
from tongban.kernel.allowances.models import Movement
from tongban.kernel.allowances.rules import Unit

pytestmark = pytest.mark.django_db


def taken(account, amount, cause="project"):
    """What a contract takes: held, committed and used."""
    one = actions.hold(account.pk, Decimal(amount), Ground(cause), an_act())
    one = actions.commit(one, Ground(), an_act())
    return actions.use(one, Ground(), an_act())


def test_the_worked_figures_come_out_to_the_cent():
    account = an_account("500000")
    taken(account, "180000", "contract/1")
    actions.commit(
        actions.hold(account.pk, Decimal("210000.55"), Ground("contract/2"), an_act()),
        Ground(),
        an_act(),
    )
    assert queries.balance(account.pk).available == Decimal("109999.45")
    actions.hold(account.pk, 40000, Ground("request/3"), an_act())
    assert queries.balance(account.pk).available == Decimal("69999.45")


def test_a_contract_that_is_paid_in_parts_falls_by_each_part_and_releases_the_rest_at_its_end():
    account = an_account("500000")
    contract = actions.hold(account.pk, 180000, Ground("contract/1"), an_act())
    contract = actions.commit(contract, Ground(), an_act())
    for part, left in ((100000, 80000), (77000, 3000)):
        contract = actions.use(contract, Ground("payment"), an_act(), amount=part)
        assert contract.figures.committed == left
    contract = actions.release(contract, Ground(reason="合同办结"), an_act())
    assert not contract.open
    assert contract.figures.released == 3000
    assert queries.balance(account.pk).available == 500000 - 177000


def test_what_is_held_once_is_there_for_nobody_else_and_the_refusal_says_the_figures():
    account = an_account("109999.45")
    actions.hold(account.pk, 60000, Ground("request/1"), an_act())
    refusal = refused(lambda: actions.hold(account.pk, 60000, Ground("request/2"), an_act()))
    assert refusal.code == "allowance.short"
    assert "60,000.00 is asked for, but only 49,999.45 of 109,999.45 is available" in str(refusal)
    actions.hold(account.pk, Decimal("49999.45"), Ground("request/2"), an_act())


def test_more_than_a_hold_has_is_neither_committed_nor_used_nor_released():
    account = an_account("500")
    one = actions.hold(account.pk, 100, the_ground(), an_act())
    actions.hold(account.pk, 100, Ground("another"), an_act())
    for verb in (actions.commit, actions.release, actions.use, actions.give_back):
        refusal = refused(lambda verb=verb: verb(one, Ground(), an_act(), amount=101))
        assert refusal.code == "allowance.beyond_hold", verb
    assert actions.commit(one, Ground(), an_act(), amount=100).figures.committed == 100


def test_an_allowance_goes_down_to_what_is_taken_and_no_further():
    account = an_account("500")
    actions.hold(account.pk, 300, the_ground(), an_act())
    lower = Ground("文〔2026〕2号")
    refusal = refused(lambda: actions.adjust(account.pk, Decimal("-200.01"), lower, an_act()))
    assert refusal.code == "allowance.too_low"
    actions.adjust(account.pk, -200, lower, an_act())
    assert queries.balance(account.pk).available == 0


def test_places_are_whole_and_money_ends_at_the_cent():
    places, money = an_account("2", unit=Unit.PLACE), an_account("2")
    for account, wrong in ((places, "0.5"), (money, "0.001"), (money, "0"), (money, "-1")):
        refusal = refused(
            lambda account=account, wrong=wrong: actions.hold(
                account.pk, Decimal(wrong), the_ground(), an_act()
            )
        )
        assert refusal.code == "allowance.amount", wrong
    with pytest.raises(TypeError):
        actions.hold(money.pk, 0.5, the_ground(), an_act())


def test_a_car_that_was_struck_off_gives_its_place_back():
    account = an_account("1", unit=Unit.PLACE)
    car = taken(account, 1, "car/1")
    assert refused(lambda: taken(account, 1, "car/2")).code == "allowance.short"
    actions.give_back(car, Ground(reason="报废注销"), an_act())
    assert taken(account, 1, "car/2").figures.used == 1


def test_the_same_act_moves_once_and_another_amount_under_its_key_is_refused():
    account, act = an_account("500"), an_act()
    first = actions.hold(account.pk, 100, the_ground(), act)
    assert actions.hold(account.pk, 100, the_ground(), act) == first
    assert refused(lambda: actions.hold(account.pk, 99, the_ground(), act)).code == "allowance.key"
    commit, pay, end = an_act(), an_act(), an_act()
    for _again in range(2):
        actions.commit(first, Ground(), commit)
        actions.use(first, Ground(), pay, amount=30)
        assert actions.release(first, Ground(), end, amount=20).figures.released == 20
    assert queries.balance(account.pk).available == 420


def test_a_reversal_is_a_row_that_restores_the_figures_and_is_made_once():
    account = an_account("500")
    before = queries.balance(account.pk)
    one = actions.hold(account.pk, 100, the_ground(), an_act())
    act = an_act()
    undone = actions.reverse(account.pk, one.n, Ground(reason="误录"), act)
    assert actions.reverse(account.pk, one.n, Ground(), act) == undone
    assert queries.balance(account.pk) == before
    again = refused(lambda: actions.reverse(account.pk, one.n, Ground(), an_act()))
    assert again.code == "allowance.reversed_already"
    wrong = refused(lambda: actions.reverse(account.pk, undone.n, Ground(), an_act()))
    assert wrong.code == "allowance.not_reversible"


def test_an_approval_that_was_taken_up_is_not_reversed():
    account = an_account("500")
    actions.hold(account.pk, 1, the_ground(), an_act())
    [approved] = Movement.objects.filter(account=account, code="approve")
    refusal = refused(lambda: actions.reverse(account.pk, approved.n, Ground(), an_act()))
    assert refusal.code == "allowance.too_low"


def test_what_is_transferred_leaves_one_account_and_reaches_the_other():
    rich, poor = an_account("500"), an_account("10")
    ground = Ground("调剂〔2026〕1号")
    actions.transfer(rich.pk, poor.pk, 500, ground, an_act())
    assert queries.balance(rich.pk).available == 0
    assert queries.balance(poor.pk).available == 510
    more = refused(lambda: actions.transfer(rich.pk, poor.pk, 1, ground, an_act()))
    assert more.code == "allowance.too_low"
    cars = an_account("5", unit=Unit.PLACE)
    assert (
        refused(lambda: actions.transfer(cars.pk, poor.pk, 1, ground, an_act())).code
        == "allowance.transfer"
    )


def test_all_that_a_case_holds_is_committed_and_released_by_its_number():
    money, places = an_account("500"), an_account("1", unit=Unit.PLACE)
    actions.hold_all({places.pk: 1, money.pk: 300}, the_ground(), an_act())
    cause = the_ground().cause
    for _again in range(2):
        assert {one.figures.committed for one in actions.commit_for(HOME, cause, an_act())} == {
            1,
            300,
        }
    for _again in range(2):
        actions.release_for(HOME, cause, an_act())
        assert [queries.balance(one.pk).available for one in (money, places)] == [500, 1]
    assert actions.release_for(HOME, "another", an_act()) == []


def test_of_several_holds_all_are_made_or_none():
    money, places = an_account("500"), an_account("1", unit=Unit.PLACE)
    wanted = {money.pk: 300, places.pk: 2}
    assert refused(lambda: actions.hold_all(wanted, the_ground(), an_act())).code == (
        "allowance.short"
    )
    assert queries.balance(money.pk).held == 0


def test_an_account_is_opened_once_and_keeps_its_keeper():
    organ, keeper = an_organ().pk, an_organ().pk
    terms = Terms("test.money", organ, keeper, Unit.YUAN)
    account = actions.open_account(terms, an_act(), home=HOME)
    assert actions.open_account(terms, an_act(), home=HOME) == account
    assert queries.account_of(HOME, "test.money", organ) == account
    other = Terms("test.money", organ, organ, Unit.YUAN)
    refusal = refused(lambda: actions.open_account(other, an_act(), home=HOME))
    assert refusal.code == "allowance.opened_otherwise"


def test_an_account_shows_itself_to_its_organ_and_its_keeper_and_to_nobody_else():
    organ, keeper = an_organ(), an_organ()
    account = an_account("500", organ=organ.pk, keeper=keeper.pk)
    day = an_act().at.date()
    for own in (organ, keeper):
        person, _post = a_clerk(own)
        assert queries.account_visible_to(person, account.pk, on=day) == account
    stranger, _post = a_clerk()
    assert queries.account_visible_to(stranger, account.pk, on=day) is None


def test_each_line_of_the_ledger_shows_the_figures_after_it_and_the_last_is_the_balance():
    account = an_account("500")
    taken(account, 200)
    lines = queries.lines_of(account)
    assert [line.after.available for line in lines] == [500, 300, 300, 300]
    assert lines[-1].after == queries.balance(account.pk)
