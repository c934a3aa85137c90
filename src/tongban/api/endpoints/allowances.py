"""额度: the accounts of the client's organs, and the movements that each figure is the sum of."""

from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from tongban.api.cursors import LARGEST, SMALLEST, USUAL, link_to, place_in
from tongban.api.keys import Asking
from tongban.api.moments import today
from tongban.api.operations import operation
from tongban.api.problems import not_found
from tongban.api.rules import Scope
from tongban.api.shapes.kinds import Id, OrganOut
from tongban.api.shapes.resources import (
    AccountOut,
    AccountPage,
    FiguresOut,
    MovementOut,
    MovementPage,
)
from tongban.kernel.allowances.queries import (
    Account,
    Line,
    Statement,
    account_visible_to,
    accounts_visible_to,
    lines_of,
    statements,
)
from tongban.kernel.allowances.rules import logged

TAG = "Allowances 额度"
router = Router()


class AccountQuery(Schema):
    """额度筛选: a kind, an organ and a year."""

    kind: str = Field("", max_length=60)
    organ_id: Id | None = None
    year: int | None = Field(None, ge=1900, le=2999)
    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


class MovementQuery(Schema):
    """变动翻页: how many at once."""

    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


@router.get("", **operation(Scope.ALLOWANCES_READ, {200: AccountPage}, tag=TAG))
def list_allowances(request: Asking, asked: Annotated[AccountQuery, Query()]) -> AccountPage:
    """额度账户列表: list the accounts of the organs in which the client has a post, and of those that they run."""
    filters = asked.model_dump(mode="json", exclude={"limit", "cursor"})
    rows = accounts_visible_to(request.auth.person, on=today()).order_by("pk")
    wanted = {"kind": asked.kind or None, "organ": asked.organ_id, "year": asked.year}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if asked.cursor:
        rows = rows.filter(pk__gt=place_in(asked.cursor, name="allowances", filters=filters)[0])
    found = list(rows[: asked.limit + 1])
    shown = found[: asked.limit]
    after = [shown[-1].pk] if len(found) > asked.limit else None
    return AccountPage(
        next=link_to(request, after, name="allowances", filters=filters, limit=asked.limit),
        items=[_account(one) for one in statements(shown)],
    )


@router.get(
    "/{account_id}/movements",
    **operation(Scope.ALLOWANCES_READ, {200: MovementPage}, 404, tag=TAG),
)
def list_movements(
    request: Asking, account_id: Id, asked: Annotated[MovementQuery, Query()]
) -> MovementPage:
    """额度变动列表: list the movements of an account in the order of the log, each with what was available after it."""
    account = account_visible_to(request.auth.person, account_id, on=today())
    if account is None:
        raise not_found()
    filters = {"account": account.pk}
    lines, seen = lines_of(account), 0
    if asked.cursor:
        seen = place_in(asked.cursor, name="movements", filters=filters)[0]
    rest = [line for line in lines if line.movement.n > seen]
    shown = rest[: asked.limit]
    after = [shown[-1].movement.n] if len(rest) > asked.limit else None
    return MovementPage(
        next=link_to(request, after, name="movements", filters=filters, limit=asked.limit),
        items=[_movement(account, line) for line in shown],
    )


def _account(one: Statement) -> AccountOut:
    account, figures = one.account, one.figures
    unit = account.counted_in
    amounts = {"approved": figures.total} | {
        name: getattr(figures, name) for name in ("held", "committed", "used", "available")
    }
    return AccountOut(
        id=account.pk,
        kind=account.kind,
        key=account.key,
        year=account.year,
        unit=account.unit,
        organ=OrganOut(id=account.organ_id, name=account.organ.name),
        keeper=OrganOut(id=account.keeper_id, name=account.keeper.name),
        figures=FiguresOut(**{name: logged(amount, unit) for name, amount in amounts.items()}),
    )


def _movement(account: Account, line: Line) -> MovementOut:
    row, unit = line.movement, account.counted_in
    same = ("n", "code", "part", "hold", "reverses", "other", "cause", "reason", "happened")
    return MovementOut(
        **{name: getattr(row, name) for name in same},
        recorded_at=row.recorded_at,
        amount=logged(row.amount, unit),
        available=logged(line.after.available, unit),
    )
