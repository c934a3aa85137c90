"""代理规则: for which steps somebody stands in for an absent colleague, and which proxies must not be: pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from tongban.kernel import Refusal
from tongban.kernel.identity.rules import Power, holds

HANDED = (Power.INTAKE, Power.ACCEPT, Power.REVIEW, Power.DECIDE)
"""可代理的权限: those of handling cases. Nobody stands in for an administrator, a supervisor or a keeper (AQ-02)."""


class ProxyFacts(Protocol):
    """代理授权: the facts of a proxy that decide what it covers."""

    @property
    def matters(self) -> Sequence[int]:
        """Return the matters it is for; empty for all."""

    @property
    def powers(self) -> Sequence[str]:
        """Return the powers it is for; empty for all that may be handed over."""

    @property
    def since(self) -> date:
        """Return the first day."""

    @property
    def until(self) -> date:
        """Return the first day that no longer counts."""


def stands_in(proxy: ProxyFacts, power: str, matter: int, *, on: date) -> bool:
    """Tell whether the proxy covers that power in that matter on that day."""
    return (
        holds(proxy.since, proxy.until, on=on)
        and power in (proxy.powers or HANDED)
        and (not proxy.matters or matter in proxy.matters)
    )


def period_fault(since: date, until: date, *, today: date) -> Refusal | None:
    """Say why a proxy must not run from `since` up to, but without, `until`; `None` allows it."""
    if until <= since:
        return Refusal(
            "identity.proxy_ends_early",
            "The last day of a proxy lies before the first. Enter the days anew.",
        )
    if since < today:
        return Refusal(
            "identity.proxy_backdated",
            "A proxy begins today or later, not on {day}: what was done before was done without it.",
            day=since,
        )
    return None


def powers_fault(powers: Iterable[str]) -> Refusal | None:
    """Refuse a power that is not one of handling cases."""
    if set(powers) <= {str(power) for power in HANDED}:
        return None
    return Refusal(
        "identity.proxy_power",
        "A proxy is for taking in, accepting, reviewing and deciding cases only. Choose among these.",
    )


def reached_from(start: int, given: Mapping[int, Iterable[int]]) -> set[int]:
    """Return everybody to whom the work of `start` would pass if each in turn were absent; `given` are takers by giver."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        for taker in given.get(waiting.pop(), ()):
            if taker not in seen:
                seen.add(taker)
                waiting.append(taker)
    return seen


def ring_fault(giver: int, taker: int, given: Mapping[int, Iterable[int]]) -> Refusal | None:
    """Refuse that work goes round: nobody of a ring would be there to do it."""
    if giver != taker and giver not in reached_from(taker, given):
        return None
    return Refusal(
        "identity.proxy_ring",
        "This colleague has given work over to you, or to somebody whose work would come to you, on the same days. Choose somebody who is there.",
    )


def last_day(until: date) -> date:
    """Return the last day that counts, as people say it."""
    return until - timedelta(days=1)
