"""Setting the law of a place: its working days, its legal numbers, the notice of a new year."""

import hashlib
import uuid
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from tongban.kernel import Act, Refusal
from tongban.kernel.law import rules
from tongban.kernel.law.events import DaySet, Happening, ParameterSet, YearEntered, entry
from tongban.kernel.law.models import LawEdition, LocalDay, LocalParameter, LocalRow, LocalYear
from tongban.kernel.law.rules import Ground
from tongban.kernel.ledger.actions import append
from tongban.standards.calendars import CalendarFault, read_year
from tongban.standards.parameters import NATIONAL, Answer

RowT = TypeVar("RowT", bound=LocalRow)


def set_day(region: str, act: Act, *, day: date, working: bool, name: str, notice: str) -> LocalDay:
    """调整工作日: say that a region works, or does not, on a day. A later setting of the same day goes first."""
    _allow(rules.may_set_day(region, name=name, notice=notice))
    place = rules.canonical(region)
    row = LocalDay(region=place, day=day, working=working, name=name, notice=notice)
    event = DaySet(place, day.isoformat(), working=working, name=name, notice=notice)
    return _stored(LocalDay.objects.all(), row, event, act)


def enter_year(text: str, act: Act) -> LocalYear:
    """录入年度放假安排: enter a year's notice for the whole country, as YAML in the form of the shipped years."""
    try:
        table = read_year(text, source="YAML")
    except CalendarFault as fault:
        raise Refusal(
            "law.year_cannot_be_read",
            "The arrangement of the year cannot be read: {reason} Correct the table and enter it again.",
            reason=str(fault),
        ) from fault
    row = LocalYear(region=NATIONAL, year=table.year, table=text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _stored(LocalYear.objects.all(), row, YearEntered(NATIONAL, table.year, digest), act)


def set_parameter(
    region: str, act: Act, *, name: str, since: date, value: Answer, ground: Ground
) -> LocalParameter:
    """设定数值: give a region its own value of a legal number from a day on, with its source."""
    _allow(rules.may_set_parameter(region, name=name, value=value, ground=ground))
    place = rules.canonical(region)
    row = LocalParameter(
        region=place,
        name=name,
        since=since,
        value=value,
        law=ground.law,
        article=ground.article,
        rule=ground.rule,
        confidence=ground.confidence,
    )
    event = ParameterSet(
        place,
        name,
        since.isoformat(),
        value,
        ground.law,
        ground.article,
        ground.rule,
        str(ground.confidence),
    )
    return _stored(LocalParameter.objects.all(), row, event, act)


def _stored(rows: QuerySet[RowT], row: RowT, event: Happening, act: Act) -> RowT:
    """Store one setting with its line in the log, or return what the key stored before."""
    with transaction.atomic():
        LawEdition.objects.get_or_create(pk=1, defaults={"mark": _new_mark()})
        edition = LawEdition.objects.select_for_update().get(pk=1)
        first = rows.filter(key=act.key).first()
        if first is not None:
            return first
        row.set_at, row.set_by, row.organ, row.key = act.at, act.by, act.organ, act.key
        row.save(force_insert=True)
        edition.mark = _new_mark()
        edition.save(update_fields=["mark"])
        append([entry(event, act)])
    return row


def _new_mark() -> str:
    # Never used before: a mark that a rolled-back transaction left in some process's memory cannot come again.
    return uuid.uuid4().hex


def _allow(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
