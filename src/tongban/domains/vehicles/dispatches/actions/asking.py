"""用车申请的联动处理: what the matter's handlers do, inside the case's own transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tongban.domains.vehicles.dispatches.actions.recording import record, record_first
from tongban.domains.vehicles.dispatches.events import (
    DispatchApproved,
    DispatchAsked,
    DispatchCancelled,
    instant,
)
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.queries import unsealed
from tongban.domains.vehicles.dispatches.states import State
from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import actions as bookings
from tongban.kernel.bookings.rules import Period, checked
from tongban.kernel.cases.handlers import Happening
from tongban.kernel.cases.standing import applicant_of, organ_of_applicant
from tongban.kernel.clock import SHANGHAI, day_of

BEFORE_A_CAR = (State.ASKED, State.APPROVED, State.PLANNED)


class Asked(NamedTuple):
    """申请内容: from when to when, and the columns of a dispatch that the form fills."""

    period: Period
    facts: Mapping[str, Any]


def note_request(told: Happening) -> None:
    """登记用车申请: keep what is asked, or what was corrected; refuse a sealed day for which nobody is asked (CL-08)."""
    asked, case = _asked(told.answers()), told.case
    checked(asked.period, at=told.act.at)
    organ = organ_of_applicant(case.party, on=day_of(told.act.at))
    by = applicant_of(case.party)
    if organ is None or by is None:
        raise Refusal(
            "vehicles.not_of_an_organ",
            "Official cars are for the staff of organs, and you hold no post in any. Ask the system administrator to appoint you.",
        )
    row = _row(case.number)
    new = row is None
    if row is None:
        row = Dispatch(
            home=case.home, number=case.number, keeper_id=case.organ, state=State.ASKED.value
        )
    row.organ_id, row.asked_by = organ, by
    row.period = DateTimeTZRange(asked.period.start, asked.period.end)
    for name, value in asked.facts.items():
        setattr(row, name, value)
    _sealed_days(row)
    start, end = instant(asked.period.start), instant(asked.period.end)
    event = DispatchAsked(case.number, organ, start, end, row.people, sealed=row.sealed)
    (record_first if new else record)(row, event, told.act)


def follow_approval(told: Happening) -> None:
    """批准用车: once the case comes to who sends cars, the request waits for one."""
    row = _row(told.case.number)
    if getattr(told.event, "act", "") == "decide" and row is not None and row.stands is State.ASKED:
        row.state = State.APPROVED.value
        record(row, DispatchApproved(), told.act)


def settle_request(told: Happening) -> None:
    """决定用车: a refusal lets all go; a grant leaves it to who sends cars."""
    if told.case.outcome != "granted":
        drop_request(told)


def drop_request(told: Happening) -> None:
    """终止用车申请: what the case comes to nothing for needs no car any more; what left already comes back as usual."""
    row = _row(told.case.number)
    if row is not None and row.stands in BEFORE_A_CAR:
        let_go(row, "ended", told.act)


def let_go(row: Dispatch, ground: str, act: Act) -> None:
    """Cancel a locked dispatch that has not left, and free what was booked for it."""
    bookings.release_for(row.home, row.number, act)
    row.state, row.contact, row.phone = State.CANCELLED.value, "", ""
    record(row, DispatchCancelled(ground), act)


def _row(number: str) -> Dispatch | None:
    return Dispatch.objects.select_for_update(of=("self",)).filter(number=number).first()


def _sealed_days(row: Dispatch) -> None:
    days = unsealed(row.home, row, row.period.lower, row.period.upper)
    if days:
        raise Refusal(
            "vehicles.sealed_day",
            "Cars stay in on {day}, a holiday (党政机关公务用车管理办法, 节假日封存停驶). Choose another day, or say that it is a sealed day and why it cannot wait; it then needs the fleet's leader too.",
            day=days[0],
        )


def _asked(answers: Mapping[str, Any]) -> Asked:
    """Return what the form says. Times are those of Shanghai."""
    trip, contact = answers["trip"], answers["applicant"]
    start = _moment(trip["from_day"], trip["from_time"])
    facts = {
        "contact": contact["name"],
        "phone": contact["phone"],
        "purpose": trip["purpose"],
        "matter": trip["matter"],
        "places": trip["places"],
        "people": trip["people"],
        "wants_driver": trip["driver"],
        "sealed": trip["sealed"],
        "reason": trip.get("reason", ""),
        "remarks": trip.get("remarks", ""),
    }
    return Asked(Period(start, _moment(trip["to_day"], trip["to_time"])), facts)


def _moment(day: str, clock: str) -> datetime:
    midnight = datetime.fromisoformat(day).replace(tzinfo=SHANGHAI)
    hours, minutes = clock.split(":")
    return midnight + timedelta(hours=int(hours), minutes=int(minutes))
