"""开立额度账户: what an organ may have, before anything is approved."""

from dataclasses import dataclass

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.allowances.events import AllowanceOpened, entry
from tongban.kernel.allowances.models import Account
from tongban.kernel.allowances.rules import Unit
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True)
class Terms:
    """开户条件: whose account of what it is. `keeper` is the organ that runs it; `year` is left out of open-ended ones."""

    kind: str
    organ: int
    keeper: int
    unit: Unit
    key: str = ""
    year: int | None = None


def open_account(terms: Terms, act: Act, *, home: int) -> Account:
    """开立额度账户: return the account of these terms; one that is there already must have the same keeper and unit."""
    with transaction.atomic():
        account, new = Account.objects.get_or_create(
            home=home,
            kind=terms.kind,
            organ_id=terms.organ,
            key=terms.key,
            year=terms.year,
            defaults={
                "keeper_id": terms.keeper,
                "unit": terms.unit.value,
                "opened_by": act.by,
                "opened_at": act.at,
            },
        )
        if new:
            opened = AllowanceOpened(
                terms.kind, terms.organ, terms.keeper, terms.key, terms.unit.value, terms.year
            )
            append([entry(opened, act, home=home, stream=account.stream)])
        elif (account.keeper_id, account.unit) != (terms.keeper, terms.unit.value):
            raise Refusal(
                "allowance.opened_otherwise",
                "This account was opened with another keeper or unit. Use it as it is, or open one of another kind.",
            )
    return account
