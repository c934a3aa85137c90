"""额度台账: what the reader's organs may have, what is taken of it, and the movements behind every figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.allowances.labels import KINDS, class_of
from tongban.kernel.allowances.queries import (
    Account,
    Line,
    Statement,
    account_visible_to,
    accounts_visible_to,
    lines_of,
    statements,
)
from tongban.kernel.allowances.rules import written
from tongban.kernel.identity.queries import Person, names_of
from tongban.kernel.sheets.writing import workbook
from tongban.portal.moments import today
from tongban.portal.staff.desk_sheets import TYPE
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import signed_in
from tongban.ui.templatetags.look import full_day

MOST = 500
PARTS = {
    "approved": gettext_lazy("Approved, with adjustments"),
    "held": pgettext_lazy("allowance", "Held"),
    "committed": pgettext_lazy("allowance", "Committed"),
    "used": pgettext_lazy("allowance", "Used"),
    "available": pgettext_lazy("allowance", "Free"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """额度分项: one figure of an account, as people read it, and where its bar begins and how long it is, in per cent."""

    name: str
    label: object
    figure: str
    left: float = 0
    width: float = 0


@dataclass(frozen=True, slots=True)
class Row:
    """额度表行: an account with its figures."""

    account: Account
    kind: object
    key: object
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """额度台账行: a movement as people read it, with what was free after it."""

    line: Line
    amount: str
    free: str
    by: str


@for_staff
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Show the accounts of the reader's organs and of those that they run; of one kind or year if wished."""
    listed = _listed(request)
    kinds = dict.fromkeys(one.kind for one in accounts_visible_to(signed_in(request), on=today()))
    context = {
        "rows": [row_of(one) for one in listed],
        "kinds": [(each, KINDS.get(each, each)) for each in kinds],
        "kind": request.GET.get("kind", ""),
        "labels": PARTS.values(),
    }
    return render(request, "portal/staff/resources/accounts.html", context)


@for_staff
@require_safe
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one account and its movements, of one figure alone if wished."""
    found = account_visible_to(signed_in(request), account_id, on=today())
    if found is None:
        raise Http404
    chosen = request.GET.get("of", "")
    lines = [line for line in lines_of(found) if touches(line, chosen)]
    people = names_of({line.movement.by for line in lines})
    context = {
        "row": row_of(statements([found])[0]),
        "moves": [move_of(found, line, people) for line in reversed(lines)],
        "chosen": PARTS.get(chosen),
        "of": chosen,
    }
    return render(request, "portal/staff/resources/account.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the accounts as Excel, and every movement behind them on a second sheet: the same as the page, by the same filter."""
    listed = _listed(request)
    title = gettext("Allowances")
    content = workbook(
        [
            (title, _header(), (_cells(row_of(one)) for one in listed)),
            (gettext("Movements"), _moves_header(), _moves([one.account for one in listed])),
        ]
    )
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{title}{today().isoformat()}.xlsx"
    )
    return answer


def row_of(one: Statement) -> Row:
    """Return an account as a row of the page, its bar in parts of what there is to give."""
    account, figures = one.account, one.figures
    shown = {"approved": figures.total} | {
        name: getattr(figures, name) for name in ("used", "committed", "held", "available")
    }
    parts, left = {}, 0.0
    for name, amount in shown.items():
        width = round(float(amount / figures.total * 100), 3) if figures.total else 0
        figure = written(amount, account.counted_in)
        own = name != "approved"
        parts[name] = Part(name, PARTS[name], figure, left if own else 0, width if own else 0)
        left += width if own else 0
    ordered = tuple(parts[name] for name in PARTS)
    kind, key = KINDS.get(account.kind, account.kind), class_of(account.kind, account.key)
    return Row(account, kind, key, ordered)


def touches(line: Line, part: str) -> bool:
    """Tell whether a movement changed a figure; every one does where no figure is asked for."""
    if part not in PARTS:
        return True
    figures = line.movement.figures
    name = "total" if part == "approved" else part
    return bool(getattr(figures, name))


def move_of(account: Account, line: Line, people: dict[str, str]) -> Move:
    """Return a movement as people read it."""
    unit, movement = account.counted_in, line.movement
    name = people.get(movement.by, "") or gettext("the platform")
    return Move(line, written(movement.amount, unit), written(line.after.available, unit), name)


def _listed(request: HttpRequest) -> list[Statement]:
    reader: Person = signed_in(request)
    found = accounts_visible_to(reader, on=today())
    if kind := request.GET.get("kind", ""):
        found = found.filter(kind=kind)
    return statements(found[:MOST])


def _header() -> Sequence[str]:
    names = [gettext("Kind"), gettext("Organ"), gettext("Class"), gettext("Year"), gettext("Unit")]
    return [*names, *map(str, PARTS.values())]


def _cells(row: Row) -> Sequence[str]:
    one = row.account
    what = [
        str(row.kind),
        one.organ.name,
        str(row.key),
        str(one.year or ""),
        one.get_unit_display(),
    ]
    return [*what, *(part.figure for part in row.parts)]


def _moves_header() -> Sequence[str]:
    return [
        gettext("Organ"),
        gettext("Number"),
        gettext("Movement"),
        gettext("Amount"),
        gettext("Free after it"),
        gettext("Cause"),
        gettext("Reason"),
        gettext("Day"),
        gettext("By"),
    ]


def _moves(listed: Sequence[Account]) -> Iterator[Sequence[str]]:
    for one in listed:
        lines = lines_of(one)
        people = names_of({line.movement.by for line in lines})
        for line in lines:
            move, row = move_of(one, line, people), line.movement
            what = [one.organ.name, str(row.n), row.get_code_display(), move.amount, move.free]
            yield [*what, row.cause, row.reason, full_day(row.happened), move.by]
