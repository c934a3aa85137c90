"""The rows of an account are the fold of its log; whatever is altered is named."""

import pytest

from builders.allowances import an_account, the_ground
from builders.identity import an_act
from tongban.kernel.allowances import actions
from tongban.kernel.allowances.actions import Ground
from tongban.kernel.allowances.models import Account, Movement
from tongban.kernel.allowances.verify import Difference, differences

pytestmark = pytest.mark.django_db


def an_account_with_everything():
    account, other = an_account("500"), an_account("10")
    one = actions.hold(account.pk, 200, the_ground(), an_act())
    actions.commit(one, Ground(), an_act(), amount=150)
    actions.use(one, Ground(), an_act(), amount=100)
    actions.give_back(one, Ground(), an_act(), amount=20)
    actions.release(one, Ground(), an_act())
    actions.transfer(account.pk, other.pk, 30, Ground("调剂"), an_act())
    undone = actions.adjust(account.pk, -5, Ground("调整"), an_act())
    actions.reverse(account.pk, undone.n, Ground(reason="误录"), an_act())
    return account


def test_every_kind_of_movement_is_what_its_log_says():
    an_account_with_everything()
    assert {row.code for row in Movement.objects.all()} == {
        "approve", "hold", "commit", "use", "give_back", "release", "transfer", "adjust", "reverse",
    }  # fmt: skip
    assert list(differences()) == []


@pytest.mark.parametrize("column", ["amount", "held", "available", "hold", "cause", "by", "other"])
def test_an_altered_row_is_named_by_its_account_and_number(column):
    account = an_account_with_everything()
    [hold] = Movement.objects.filter(account=account, code="hold")
    values = {
        "amount": 1,
        "held": 1,
        "available": 1,
        "hold": hold.n,
        "cause": "x",
        "by": "person/9",
        "other": 3,
    }
    changes = {"used": 1} if column == "available" else {column: values[column]}
    if column == "hold":
        Movement.objects.filter(account=account, code="use").update(hold=hold.n + 1)
    else:
        Movement.objects.filter(pk=hold.pk).update(**changes)
    [found] = differences()
    assert (found.account, found.n >= hold.n) == (account.pk, True)


def test_a_row_that_is_gone_and_an_account_that_changed_hands_are_named():
    account = an_account("500")
    Movement.objects.filter(account=account).delete()
    assert list(differences()) == [Difference(account.pk, 2)]
    Account.objects.filter(pk=account.pk).update(unit="place")
    assert list(differences()) == [Difference(account.pk, 1)]
