"""重放: what the log of each stream says its row must be; reads nothing but the records."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeAlias

from tongban.domains.vehicles.dispatches.states import State
from tongban.kernel.ledger.events import Record

Row: TypeAlias = dict[str, object]
Fold: TypeAlias = Callable[[Iterable[Record]], Row]

_DISPATCH = {
    "dispatch.approved": State.APPROVED,
    "dispatch.reopened": State.ASKED,
    "dispatch.assigned": State.PLANNED,
    "dispatch.left": State.OUT,
    "dispatch.returned": State.BACK,
    "dispatch.cancelled": State.CANCELLED,
}


def dispatch(records: Iterable[Record]) -> Row:
    """派车单: period, organ, state, car, driver and odometers of one dispatch."""
    row: Row = dict.fromkeys(("car", "driver", "car_booking", "driver_booking", "out_at", "km_out", "back_at", "km_back"))  # fmt: skip
    for one in records:
        data = dict(one.data)
        if one.type == "dispatch.asked":
            row |= {"state": row.get("state", State.ASKED.value), **data}
        elif one.type in _DISPATCH:
            row["state"] = _DISPATCH[one.type].value
        if one.type == "dispatch.corrected":
            row["km_out" if data["leaving"] else "km_back"] = _number(data["km"])
        if one.type == "dispatch.assigned":
            row |= data
        if one.type == "dispatch.left":
            row |= {"out_at": one.at, "km_out": _number(data["km"])}
        if one.type == "dispatch.returned":
            row |= {"back_at": one.at, "km_back": _number(data["km"])}
        row |= {"n": one.n, "last_by": one.by}
    return row


def book(records: Iterable[Record]) -> Row:
    """费用账: each record of a car's book by the number of its event, with who confirmed it."""
    rows: dict[int, Row] = {}
    for one in records:
        data = dict(one.data)
        if one.type == "outlay.booked":
            measured = {name: _number(data[name]) for name in ("amount", "quantity", "odometer")}
            at = datetime.fromisoformat(str(data["at"]))
            rows[one.n] = {
                **data,
                **measured,
                "at": at,
                "by": one.by,
                "confirmed_by": "",
                "confirmed_at": None,
            }
        if one.type == "outlay.confirmed":
            rows[int(str(data["n"]))] |= {"confirmed_by": one.by, "confirmed_at": one.at}
    return {str(n): row for n, row in rows.items()}


def plan(records: Iterable[Record]) -> Row:
    """配备更新计划: its organ, year and state, who approved it, the digest of its lines, and what became of each that was settled."""
    row: Row = {"state": "draft", "approved_by": "", "approved_at": None}
    settled: dict[str, object] = {}
    for one in records:
        data = dict(one.data)
        if one.type == "car_plan.submitted":
            row |= {"state": "submitted", "submitted_at": one.at, **data}
        elif one.type == "car_plan.answered":
            done = bool(data["approved"])
            row["state"] = "approved" if done else "returned"
            if not done:
                row = {name: row[name] for name in row if name not in {"cars", "renewals", "lines"}}
            row |= {"approved_by": one.by if done else "", "approved_at": one.at if done else None}
        elif one.type == "car_plan.settled":
            settled[str(data["line"])] = data["vehicle"]
    return {**row, "settled": settled}


def repair(records: Iterable[Record]) -> Row:
    """维修单: its car, quote and state, who answered and accepted it when, and the record by which it was booked."""
    row: Row = dict.fromkeys(("answered_at", "accepted_at", "amount", "outlay"))
    row |= {"answered_by": "", "accepted_by": ""}
    for one in records:
        data = dict(one.data)
        if one.type == "repair.quoted":
            row |= {"state": "quoted", "asked_by": one.by, "asked_at": one.at}
            row |= {"vehicle": data["vehicle"], "quote": _number(data["quote"])}
        elif one.type == "repair.answered":
            row |= {"state": "approved" if data["approved"] else "refused"}
            row |= {"answered_by": one.by, "answered_at": one.at}
        elif one.type == "repair.accepted":
            row |= {"state": "accepted", "accepted_by": one.by, "accepted_at": one.at}
            row |= {"amount": _number(data["amount"]), "outlay": data["n"]}
    return row


def disposal(records: Iterable[Record]) -> Row:
    """车辆处置: how a car goes, from when, and what came of it."""
    row: Row = {"done_on": None, "proceeds": None, "done_by": ""}
    for one in records:
        data = dict(one.data)
        if one.type == "disposal.asked":
            row |= {"manner": data["manner"], "asked_on": data["on"], "asked_by": one.by}
        elif one.type == "disposal.done":
            row |= {"done_on": data["on"], "proceeds": _number(data["proceeds"]), "done_by": one.by}
    return row


def meter(records: Iterable[Record]) -> Row:
    """里程表更换: when the odometer of a car was replaced, and what the old one and the new one showed."""
    row: Row = {}
    for one in records:
        data = dict(one.data)
        at = datetime.fromisoformat(str(data["at"])).astimezone(UTC)
        row[at.isoformat()] = (_number(data["before"]), _number(data["after"]), one.by)
    return row


def track(records: Iterable[Record]) -> Row:
    """车辆轨迹: how many trips, of how many metres together, are kept of a car by file."""
    row: Row = {}
    for one in records:
        data = dict(one.data)
        if one.type == "track.kept":
            row[str(data["file"])] = (data["journeys"], data["metres"])
        elif one.type == "track.erased":
            row.pop(str(data["file"]), None)
    return row


def fence(records: Iterable[Record]) -> Row:
    """电子围栏: its area, and from when to when it holds."""
    row: Row = {"until": None}
    for one in records:
        row |= dict(one.data)
    return row


def _number(text: object) -> Decimal | None:
    """Return a figure that an event writes as text."""
    return None if text is None else Decimal(str(text))
