"""此前申请: how the ended case went that another one takes up, for the pages of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.urls import reverse

from tongban.kernel.cases.again import earlier_case
from tongban.kernel.cases.events import Decided, Declined, Returned, Terminated, Withdrawn
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.queries.leaving import later_cases
from tongban.kernel.cases.story import Happened, Story, story_of
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person

Tell: TypeAlias = Callable[[Happened, Story], tuple[str, str]]

ENDINGS = (Declined, Returned, Withdrawn, Terminated, Decided)


@dataclass(frozen=True, slots=True)
class Ended:
    """此前申请: number and address of the ended case, how it ended, why and when."""

    number: str
    url: str
    how: str
    why: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Later:
    """重新申请的办件: number and address of a case that takes this one up, and when it came."""

    number: str
    url: str
    at: datetime


def before(
    case: Case,
    reader: Person,
    *,
    at: datetime,
    address: str,
    tell: Tell,
) -> Ended | None:
    """Return how the case went that this one takes up, told by `tell`; `None` where there is none or it is not to be seen."""
    found = earlier_case(case, reader, on=day_of(at))
    if found is None:
        return None
    story = story_of(found, None, at=at)
    ends = [one for one in story.happened if isinstance(one.event, ENDINGS)]
    how, why = tell(ends[-1], story) if ends else ("", "")
    return Ended(
        found.number,
        reverse(address, args=[found.number]),
        how,
        why,
        ends[-1].record.at if ends else found.closed_at,
    )


def after(case: Case, *, address: str) -> Sequence[Later]:
    """Return the cases that take this one up, the first first; they are its applicant's too."""
    return [
        Later(one.number, reverse(address, args=[one.number]), one.submitted_at)
        for one in later_cases(case)
    ]
