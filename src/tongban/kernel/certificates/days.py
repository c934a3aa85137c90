"""证照期限: the legal numbers that decide when to remind, and by when a renewal must be asked for."""

from datetime import date

from tongban.kernel.certificates import renewals
from tongban.kernel.certificates.renewals import RenewalDays
from tongban.kernel.certificates.rules import GROUNDS, Kind
from tongban.kernel.clock import Limit, Unit
from tongban.kernel.law.queries import LawInForce, in_force
from tongban.standards.parameters import NATIONAL

REMINDERS = "certificates/reminder_days"
IN_TIME = "licensing/renewal_application"
ADMISSIBLE = "licensing/renewal_never_refused_before"


def reminder_days(home: int, *, on: date, law: LawInForce | None = None) -> tuple[int, ...]:
    """Return how many days before the end the holders of a county are reminded."""
    value = (law or in_force()).parameter(REMINDERS, on=on, region=_region(home)).value
    assert isinstance(value, tuple)  # noqa: S101 - its unit is `day_counts`
    return tuple(int(one) for one in value)


def renewal_days(
    home: int, valid_to: date, *, on: date, law: LawInForce | None = None
) -> RenewalDays:
    """Return the last days of a renewal by the law in force on a day, counted back from the last valid day."""
    law = law or in_force()
    region = _region(home)
    in_time = Limit(law.parameter(IN_TIME, on=on, region=region).number, Unit.WORKING_DAYS)
    admissible = Limit(law.parameter(ADMISSIBLE, on=on, region=region).number, Unit.CALENDAR_DAYS)
    calendar = law.calendar(region)
    return renewals.renewal_days(valid_to, calendar, in_time=in_time, admissible=admissible)


def grounds(kind: Kind, home: int, *, on: date) -> tuple[str, ...]:
    """Return the grounds that the law lists for ending a certificate in that way."""
    value = in_force().parameter(GROUNDS[kind], on=on, region=_region(home)).value
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _region(home: int) -> str:
    """Return the division of a county; none, for who has no post, is the whole country."""
    return str(home) if home else NATIONAL
