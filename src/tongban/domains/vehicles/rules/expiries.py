"""证件到期: insurance, inspection and licence: until which day they hold, and which lapse soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tongban.domains.vehicles.rules.grounds import Law
from tongban.domains.vehicles.rules.renewal import age, anniversary
from tongban.domains.vehicles.rules.servicing import after_months


class Paper(StrEnum):
    """证件: 交强险、商业险、年检、驾驶证."""

    COMPULSORY_INSURANCE = "compulsory_insurance"
    INSURANCE = "insurance"
    INSPECTION = "inspection"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True)
class Expiry:
    """到期: a paper, its last valid day, and how many days are left; below zero it has lapsed."""

    paper: Paper
    last_day: date
    days_left: int


def inspection_until(first_registered: date, last_inspected: date, law: Law) -> date:
    """检验有效期止: the last day until which an inspection holds.

    Every two years, from the tenth year on every year (parameters), each time until an anniversary of the
    registration. An inspection may be made some months before it lapses and then counts from the anniversary.
    """
    early = law("inspection_early").number
    years = age(first_registered, after_months(last_inspected, early))
    old = years >= law("inspection_old_from").number
    step = law(f"inspection_interval_{'old' if old else 'young'}").number
    return anniversary(first_registered, years + step)


def expiries(papers: Mapping[Paper, date], *, on: date, ahead: int) -> list[Expiry]:
    """到期提醒: the papers that lapse within `ahead` days, or have, the most urgent first."""
    until = on + timedelta(days=ahead)
    found = [Expiry(paper, day, (day - on).days) for paper, day in papers.items() if day <= until]
    return sorted(found, key=lambda one: (one.days_left, one.paper))
