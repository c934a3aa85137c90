"""更新: from which day a car may be replaced (CL-05)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tongban.domains.vehicles.rules.grounds import Law, cited
from tongban.kernel import Refusal

MORE_THAN = "more_than"


@dataclass(frozen=True, slots=True)
class OldCar:
    """被更新车辆: the car to be replaced. `fit` says that it can still be used, `approved_early` that safety was heard."""

    plate: str
    first_registered: date
    fit: bool = False
    approved_early: bool = False


def anniversary(day: date, years: int) -> date:
    """对应日: the same day so many years later; from 29 February the last of February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def age(first_registered: date, on: date) -> int:
    """车龄: full years since the first registration, 0 before it."""
    years = on.year - first_registered.year
    return max(0, years if anniversary(first_registered, years) <= on else years - 1)


def renewable_from(first_registered: date, law: Law) -> date:
    """可更新日: the first day on which the car may be replaced.

    “More than 8 years” (超过) is the day after the eighth anniversary, “at least 8 years” (满) the anniversary
    itself; the wording is a dated parameter.
    """
    reached = anniversary(first_registered, law("renewal_age").number)
    strictly = law("renewal_age_wording").value == MORE_THAN
    return reached + timedelta(days=1) if strictly else reached


def check_renewal(car: OldCar, *, on: date, law: Law) -> Refusal | None:
    """Say why a car may not be replaced on a day, or nothing."""
    first = renewable_from(car.first_registered, law)
    if on < first and not car.approved_early:
        return Refusal(
            "vehicles.too_young_to_renew",
            "{plate} was first registered on {registered} and may be replaced from {first} on, after {years} years"
            " ({law}, {article}). Keep it, or have an earlier replacement approved for reasons of safety.",
            plate=car.plate,
            registered=car.first_registered,
            first=first,
            years=law("renewal_age").number,
            **cited(law("renewal_age")),
        )
    if car.fit and not car.approved_early:
        return Refusal(
            "vehicles.still_fit",
            "{plate} may be replaced by its age, but is still fit for use and must be kept ({law}, {article})."
            " Hand in the inspection that says it is not.",
            plate=car.plate,
            **cited(law("renewal_age")),
        )
    return None
