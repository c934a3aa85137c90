"""Sums a log up: as an object for programs, and in words for people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tongban.kernel.mining.figures import (
    Followed,
    Punctuality,
    Variant,
    directly_follows,
    durations,
    punctuality,
    quantile,
    variants,
)
from tongban.kernel.mining.log import NEVER, Log

SHOWN: Final = 10
Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Summary:
    """概况: what a log holds; durations in seconds, `None` where no case has a known time."""

    cases: int
    events: int
    activities: int
    untimed: int
    variants: list[Variant]
    follows: list[Followed]
    median: float | None
    p90: float | None
    punctuality: Punctuality | None


def summary(log: Log, deadline: str = "", end: str = "") -> Summary:
    """Sum a log up; with a deadline, also how many cases were on time. Raises Refusal as `punctuality` does."""
    taken = durations(log)
    return Summary(
        cases=log.cases,
        events=log.events,
        activities=len(set(log.activity.codes.tolist())),
        untimed=int((log.time == NEVER).sum()),
        variants=variants(log),
        follows=directly_follows(log),
        median=quantile(taken, 0.5),
        p90=quantile(taken, 0.9),
        punctuality=punctuality(log, deadline, end) if deadline else None,
    )


def as_object(found: Summary) -> dict[str, Any]:
    """Return it for JSON; what was not asked is null."""
    timely = found.punctuality
    return {
        "cases": found.cases,
        "events": found.events,
        "events_without_time": found.untimed,
        "activities": found.activities,
        "variants": len(found.variants),
        "directly_follows": [list(each) for each in found.follows],
        "duration": {"median": found.median, "p90": found.p90},
        "closed": timely and timely.closed,
        "on_time": timely and timely.on_time,
        "late": timely and timely.late,
        "without_deadline": timely and timely.without,
    }


def in_words(found: Summary, _: Translate) -> list[str]:
    """Return lines for people, translated by `_`."""
    lines = [
        _("{cases} cases, {events} events, {activities} activities").format(
            cases=f"{found.cases:,}", events=f"{found.events:,}", activities=found.activities
        )
    ]
    if found.untimed:
        lines.append(_("Without a time: {count} events").format(count=f"{found.untimed:,}"))
    lines.append(
        _("From first to last event: median {median}, nine in ten within {p90}").format(
            median=length(found.median, _), p90=length(found.p90, _)
        )
    )
    if found.punctuality is not None:
        lines.append(_timely(found.punctuality, _))
    return [*lines, "", *_ways(found, _), "", *_steps(found, _)]


def length(seconds: float | None, _: Translate) -> str:
    """Return a length of time for people, such as `3.5 days`; `–` where it is not known."""
    if seconds is None:
        return "–"
    units = (
        (86_400, _("{number} days")),
        (3_600, _("{number} hours")),
        (60, _("{number} minutes")),
        (1, _("{number} seconds")),
    )
    size, words = next((each for each in units if seconds >= each[0]), units[-1])
    return words.format(number=f"{seconds / size:.1f}")


def _timely(found: Punctuality, _: Translate) -> str:
    return _("Closed: {closed}, of them on time {on_time}, late {late}, without a deadline {without}").format(
        closed=f"{found.closed:,}", on_time=f"{found.on_time:,}", late=f"{found.late:,}", without=f"{found.without:,}"
    )  # fmt: skip


def _ways(found: Summary, _: Translate) -> list[str]:
    lines = [_("{count} ways through, the most frequent first:").format(count=len(found.variants))]
    for each in found.variants[:SHOWN]:
        share = f"{each.cases / found.cases:.1%}"
        lines.append(f"  {each.cases:>8,}  {share:>6}  {' → '.join(each.activities)}")
    return lines


def _steps(found: Summary, _: Translate) -> list[str]:
    words = _("What follows what, the most frequent first (how often, how long on average):")
    return [
        words,
        *(
            f"  {each.times:>8,}  {length(each.mean, _):>12}  {each.before} → {each.after}"
            for each in found.follows[:SHOWN]
        ),
    ]
