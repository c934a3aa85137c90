"""办理表单: the short forms of a case page, as data: one act, its fields, what was typed and what was refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tongban.portal.staff.posted import Posted

Options: TypeAlias = Sequence[tuple[str, str]]
ROWS = 2


@dataclass(frozen=True, slots=True)
class Control:
    """栏目: one field. `kind` is text, area, date, time, number, choice, checks, tick or rows.

    `only` are the choices of the form for which the field is asked; `columns` are the fields of a row.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    options: Options = ()
    help: str = ""
    required: bool = True
    only: str = ""
    low: str = ""
    high: str = ""
    columns: tuple["Control", ...] = ()
    chosen: tuple[str, ...] = ()
    id: str = ""
    cells: tuple[tuple["Control", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """可办事项: one act that the reader may do now, with its short form.

    `item` is the work item it belongs to, `version` what the reader saw, `about` the row it concerns,
    `giver` the name of whom it is done for by proxy.
    """

    verb: str
    title: str
    button: str
    version: int
    controls: tuple[Control, ...] = ()
    hint: str = ""
    item: int = 0
    about: int = 0
    fault: str = ""
    open: bool = False
    giver: str = ""

    @property
    def id(self) -> str:
        """Return the id of the form on the page."""
        return f"do-{self.verb}-{self.about}" if self.about else f"do-{self.verb}"


@dataclass(frozen=True, slots=True)
class Tried:
    """被退回的一次: what was posted for which act, and why it was refused; `more` rows are to be shown."""

    verb: str
    posted: Posted
    fault: str = ""
    more: bool = False


def prepared(offer: Offer, tried: Tried | None) -> Offer:
    """Return the offer with ids, and open with what was typed if it is the one that was tried."""
    mine = tried is not None and tried.verb == offer.verb
    mine = mine and tried is not None and tried.posted.number("about") == offer.about
    posted = tried.posted if mine and tried is not None else None
    more = bool(mine and tried and tried.more)
    controls = tuple(_prepared(each, offer.id, posted, more=more) for each in offer.controls)
    fault = tried.fault if mine and tried is not None else ""
    return replace(offer, controls=controls, fault=fault, open=offer.open or mine)


def _prepared(control: Control, prefix: str, posted: Posted | None, *, more: bool) -> Control:
    named = replace(control, id=f"{prefix}-{control.name}")
    if control.kind == "rows":
        return replace(named, cells=_cells(named, posted, more=more))
    if posted is None:
        return named
    return replace(named, value=posted.text(control.name), chosen=tuple(posted.texts(control.name)))


def _cells(
    control: Control, posted: Posted | None, *, more: bool
) -> tuple[tuple[Control, ...], ...]:
    names = [each.name for each in control.columns]
    typed = posted.rows(*names) if posted is not None else []
    count = max(ROWS, len(typed) + (1 if more else 0))
    empty = tuple(each.value for each in control.columns)
    rows = [*typed, *[empty] * (count - len(typed))]
    return tuple(
        tuple(
            replace(column, value=value, id=f"{control.id}-{column.name}-{place}")
            for column, value in zip(control.columns, row, strict=True)
        )
        for place, row in enumerate(rows)
    )
