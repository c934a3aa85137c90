"""有效期: what held from which day to which, without gaps overlapping. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tongban.kernel.registers.declaring import Plain


@dataclass(frozen=True, slots=True)
class Span:
    """有效区间: a value holds from `since` up to, but without, `until`; `None` while no end is known."""

    since: date
    until: date | None
    value: Plain

    def has(self, on: date) -> bool:
        """Tell whether the value holds on that day."""
        return self.since <= on and (self.until is None or on < self.until)


def placed(spans: Iterable[Span], since: date, value: Plain) -> tuple[Span, ...]:
    """Return the spans once `value` holds from `since` to the next day from which something else is known.

    What begins later stays as it is; what began on the same day is replaced.
    """
    known = list(spans)
    until = min((each.since for each in known if each.since > since), default=None)
    cut = [
        replace(each, until=since) if each.has(since) and each.since < since else each
        for each in known
        if each.since != since
    ]
    return tuple(sorted([*cut, Span(since, until, value)], key=lambda each: each.since))


def value_on(spans: Iterable[Span], on: date) -> Plain:
    """Return the value on that day; `None` where nothing is known."""
    return next((each.value for each in spans if each.has(on)), None)


def next_change(spans: Iterable[Span], after: date) -> date | None:
    """Return the first day after `after` on which another value comes into force."""
    return min((each.since for each in spans if each.since > after), default=None)
