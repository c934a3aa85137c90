"""Local law in one readable line."""

from datetime import UTC, date, datetime
from itertools import count

from tongban.kernel import Act
from tongban.kernel.law import actions
from tongban.kernel.law.models import LocalDay, LocalParameter
from tongban.kernel.law.rules import Ground
from tongban.standards.parameters import Confidence

DISTRICT = "511602"
_numbers = count(1)


def a_legal_act(key: str = "") -> Act:
    """The platform's administrator acts at noon in Shanghai."""
    at = datetime(2026, 3, 2, 4, tzinfo=UTC)
    return Act(by="system", organ="", at=at, key=key or f"law-{next(_numbers)}")


def a_local_day(
    day: date, *, working: bool, region: str = DISTRICT, act: Act | None = None
) -> LocalDay:
    """A day that the district works, or not, by a notice of its own."""
    return actions.set_day(
        region,
        act or a_legal_act(),
        day=day,
        working=working,
        name="抗洪调休",
        notice="区府办发〔2026〕3号",
    )


def a_local_number(
    value: int, *, since: date, region: str = DISTRICT, name: str = "licensing/decision_limit"
) -> LocalParameter:
    """A legal number of the region's own."""
    ground = Ground(law="某市办法", article="第三条", confidence=Confidence.CHECK)
    return actions.set_parameter(
        region, a_legal_act(), name=name, since=since, value=value, ground=ground
    )
