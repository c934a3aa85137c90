"""The day in Asia/Shanghai: from instants to dates and back, and the refusals of times that cannot be placed."""

from datetime import UTC, date, datetime, time, timedelta

from tongban.kernel import Refusal
from tongban.standards.calendars import SHANGHAI

EPOCH = datetime(1, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SHOWN = 60


def read_instant(text: object) -> datetime:
    """Read an ISO 8601 instant with its offset; refuse anything else, a time without a zone above all."""
    try:
        instant = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise Refusal(
            "clock.not_an_instant",
            "{text} is not an instant: write a date, a time and an offset, such as 2026-02-13T10:00:00+08:00.",
            text=shown(text),
        ) from None
    return aware(instant)


def aware(instant: datetime) -> datetime:
    """Return the instant itself; refuse one that does not say in which zone it is."""
    if instant.utcoffset() is None:
        raise Refusal(
            "clock.naive_time",
            "{text} has no time zone, so its day is unknown: add the offset, such as +08:00.",
            text=instant.isoformat(),
        )
    return instant


def universal(instant: datetime) -> datetime:
    """Return the same instant in UTC, where arithmetic is true across changes of the offset."""
    try:
        return aware(instant).astimezone(UTC)
    except OverflowError:
        raise beyond_the_years() from None


def microsecond_of(instant: datetime) -> int:
    """Return the instant as microseconds since 0001-01-01 in UTC."""
    return (universal(instant) - EPOCH) // MICROSECOND


def at_microsecond(number: int) -> datetime:
    """Return the instant with that number, on Shanghai's wall clock."""
    try:
        return local(EPOCH + number * MICROSECOND)
    except OverflowError:
        raise beyond_the_years() from None


def local(instant: datetime) -> datetime:
    """Return the same instant as the wall clock in Shanghai shows it."""
    try:
        return aware(instant).astimezone(SHANGHAI)
    except OverflowError:
        raise beyond_the_years() from None


def day_of(instant: datetime) -> date:
    """Return the date in Shanghai on which the instant lies."""
    return local(instant).date()


def end_of(day: date) -> datetime:
    """Return the last microsecond of the day in Shanghai (民法典 203: 二十四时): at it one is in time, after it late."""
    return datetime.combine(day, time.max, SHANGHAI).replace(fold=1)


def beyond_the_years() -> Refusal:
    """Return the refusal of a day that no calendar can hold."""
    return Refusal(
        "clock.beyond_the_years",
        "The day asked for lies outside the years 1 to 9999: check the start, the limit and the pauses.",
    )


def shown(value: object) -> str:
    """Return a value from outside as a short text that a refusal can quote."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
