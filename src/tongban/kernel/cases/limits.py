"""办理时限: the promised and the statutory limit, as they start and end."""

from datetime import datetime
from fractions import Fraction

from tongban.kernel import Refusal
from tongban.kernel.cases.events import LimitEnded, LimitRecounted, LimitStarted
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import Limit, Pause, day_of, due
from tongban.kernel.law.queries import calendar


def start_limits(recorder: Recorder, version: MatterVersion, start: datetime) -> None:
    """Start both limits of the version from `start`; each event keeps every figure its due day came from."""
    for kind, amount, unit in (
        ("statutory", version.statutory_amount, version.statutory_unit),
        ("promised", version.promised_amount, version.promised_unit),
    ):
        if amount is not None and unit is not None:
            recorder.add(_started(recorder, version, start, (kind, amount, unit)))


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


def end_limits(recorder: Recorder, *, ended: bool = False) -> None:
    """End the running limits: met or late by the instant of the act, or ended because the case did."""
    at = recorder.act.at
    for limit in list(recorder.state.limits.values()):
        if limit.state == "running":
            how = "ended" if ended else "met" if at <= limit.due_at else "late"
            recorder.add(LimitEnded(limit.id, how))


def recount_limits(recorder: Recorder) -> None:
    """Reckon the running limits anew where the calendar is another than the one they were reckoned by."""
    days = calendar(str(recorder.home))
    state = recorder.state
    pauses = [Pause(each.since, each.until or each.announced) for each in state.pauses.values()]
    for limit in list(state.limits.values()):
        if limit.state == "running" and limit.edition != days.edition:
            length = Limit.parse(f"{limit.amount}{limit.unit}")
            reached = due(limit.start, length, days, pauses=pauses, lane=Fraction(limit.lane))
            event = LimitRecounted(
                limit=limit.id,
                before=limit.due_on.isoformat(),
                due_on=(reached.on or day_of(reached.at)).isoformat(),
                due_at=reached.at.isoformat(),
                edition=days.edition,
                provisional=reached.provisional,
            )
            recorder.add(event)
