"""办理时限: the promised and the statutory limit, as they start and end."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Protocol

from tongban.kernel import Refusal
from tongban.kernel.cases.events import LimitEnded, LimitExtended, LimitRecounted, LimitStarted
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import LimitRow, State
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import Due, Limit, Pause, day_of, due
from tongban.kernel.law.queries import calendar
from tongban.standards.calendars import Calendar


class Ground(Protocol):
    """依据: the law and article behind a limit."""

    @property
    def law(self) -> str:
        """Return the law."""

    @property
    def article(self) -> str:
        """Return the article."""


def start_limits(
    recorder: Recorder, version: MatterVersion, start: datetime, *, deemed: bool = False
) -> None:
    """Start both limits of the version from `start`; each event keeps every figure its due day came from.

    Where silence accepted, hours run from the act: what nobody did has no hour.
    """
    for kind, amount, unit in (
        ("statutory", version.statutory_amount, version.statutory_unit),
        ("promised", version.promised_amount, version.promised_unit),
    ):
        if amount is not None and unit is not None:
            begin = recorder.act.at if deemed and unit == "h" else start
            recorder.add(_started(recorder, version, begin, (kind, amount, unit)))


def _started(
    recorder: Recorder, version: MatterVersion, start: datetime, limit: tuple[str, int, str]
) -> LimitStarted:
    kind, amount, unit = limit
    if unit == "h" and start < recorder.act.at:
        raise Refusal(
            "case.hours_backdated",
            "A limit in hours cannot begin on an earlier day. Please choose today.",
        )
    days = calendar(str(recorder.home))
    reached = due(start, Limit.parse(f"{amount}{unit}"), days)
    basis = version.bases.first()
    return LimitStarted(
        limit=recorder.state.row.last_limit + 1,
        kind=kind,
        round=None,
        start=start.isoformat(),
        amount=amount,
        unit=unit,
        lane="1",
        due_on=(reached.on or day_of(reached.at)).isoformat(),
        due_at=reached.at.isoformat(),
        edition=days.edition,
        provisional=reached.provisional,
        law=basis.law if basis else "",
        article=basis.article if basis else "",
    )


def end_delivery(recorder: Recorder, happened: date) -> None:
    """End the time for delivery: met or late by the day on which the result was delivered, not that of its entry."""
    for limit in list(recorder.state.limits.values()):
        if limit.state == "running" and limit.kind == "delivery":
            recorder.add(LimitEnded(limit.id, "met" if happened <= limit.due_on else "late"))


def end_limits(recorder: Recorder, *, by: datetime | None = None, ended: bool = False) -> None:
    """End the running limits: met or late by the act's instant or another one, or ended because the case did."""
    at = by or recorder.act.at
    for limit in list(recorder.state.limits.values()):
        if limit.state == "running":
            how = "ended" if ended else "met" if at <= limit.due_at else "late"
            recorder.add(LimitEnded(limit.id, how))


def restart_limits(recorder: Recorder, start: datetime) -> None:
    """Let the limits that run from the receipt run from another day, with what was added and paused since.

    From an earlier day, a limit in hours stays: no earlier day has an hour.
    """
    days = calendar(str(recorder.home))
    for limit in list(recorder.state.limits.values()):
        hourless = limit.unit == "h" and start < recorder.act.at
        if limit.state != "running" or hourless:
            continue
        reached = _reached(recorder.state, replace(limit, start=start), days)
        recorder.add(LimitEnded(limit.id, "ended"))
        recorder.add(
            LimitStarted(
                limit=recorder.state.row.last_limit + 1,
                kind=limit.kind,
                round=None,
                start=start.isoformat(),
                amount=limit.amount,
                unit=limit.unit,
                lane=limit.lane,
                due_on=(reached.on or day_of(reached.at)).isoformat(),
                due_at=reached.at.isoformat(),
                edition=days.edition,
                provisional=reached.provisional,
                law=limit.law,
                article=limit.article,
            )
        )


def start_delivery(recorder: Recorder, amount: int, law: Ground, *, start: datetime) -> None:
    """Start the limit within which the result must be delivered, from the decision (XK-08)."""
    days = calendar(str(recorder.home))
    reached = due(start, Limit.parse(f"{amount}wd"), days)
    recorder.add(
        LimitStarted(
            limit=recorder.state.row.last_limit + 1,
            kind="delivery",
            round=None,
            start=start.isoformat(),
            amount=amount,
            unit="wd",
            lane="1",
            due_on=(reached.on or day_of(reached.at)).isoformat(),
            due_at=reached.at.isoformat(),
            edition=days.edition,
            provisional=reached.provisional,
            law=law.law,
            article=law.article,
        )
    )


def pauses_of(state: State) -> list[Pause]:
    """Return the pauses of a case as the clock takes them; an open one ends when it was announced to."""
    return [Pause(each.since, each.until or each.announced) for each in state.pauses.values()]


def recount_limits(recorder: Recorder, *, anyway: bool = False) -> None:
    """Reckon the running limits anew where the calendar is another than they were reckoned by, or `anyway`.

    The time for delivery runs after the decision: no pause touches it.
    """
    days = calendar(str(recorder.home))
    for limit in list(recorder.state.limits.values()):
        if limit.state != "running" or (limit.edition == days.edition and not anyway):
            continue
        reached = _reached(recorder.state, limit, days)
        on = (reached.on or day_of(reached.at)).isoformat()
        if limit.edition == days.edition and reached.at == limit.due_at:
            continue
        recorder.add(
            LimitRecounted(
                limit=limit.id,
                before=limit.due_on.isoformat(),
                due_on=on,
                due_at=reached.at.isoformat(),
                edition=days.edition,
                provisional=reached.provisional,
            )
        )


def extend_limits(recorder: Recorder, added: int) -> None:
    """Make the running promised and statutory limits longer by `added` of their units (XK-04).

    One that has passed stays as it is: a promise that was broken is not healed afterwards.
    """
    days = calendar(str(recorder.home))
    for limit in list(recorder.state.limits.values()):
        broken = limit.due_at < recorder.act.at
        if limit.state != "running" or limit.kind == "delivery" or broken:
            continue
        reached = _reached(recorder.state, replace(limit, amount=limit.amount + added), days)
        recorder.add(
            LimitExtended(
                limit=limit.id,
                added=added,
                before=limit.due_on.isoformat(),
                due_on=(reached.on or day_of(reached.at)).isoformat(),
                due_at=reached.at.isoformat(),
                edition=days.edition,
                provisional=reached.provisional,
            )
        )


def _reached(state: State, limit: LimitRow, days: Calendar) -> Due:
    pauses = [] if limit.kind == "delivery" else pauses_of(state)
    length = Limit.parse(f"{limit.amount}{limit.unit}")
    return due(limit.start, length, days, pauses=pauses, lane=Fraction(limit.lane))
