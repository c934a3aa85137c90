"""When which case comes in, with what plot: seeded, so that one seed and one day give the same life."""

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from tongban.kernel.clock import SHANGHAI
from tongban.project.demo.life.arrival import Arrival
from tongban.project.demo.life.names import Applicant
from tongban.project.demo.life.office import Office
from tongban.project.demo.life.plots import (
    AT_THE_PORTAL,
    CHANNELS,
    LATE,
    PLOTS,
    UNFINISHED,
)
from tongban.project.demo.life.world import Trade

BUSY: Mapping[str, float] = {
    "food_shop_filing": 3.0, "senior_card": 3.0, "transport_certificate": 2.2, "unemployment_registration": 2.4,
    "household_registration": 2.0, "temporary_relief": 1.6, "disability_certificate": 1.2, "drainage_licence": 1.2,
    "unemployment_benefit": 1.4, "school_consultation": 1.3, "public_rental_housing": 0.5, "meteorology_reward": 0.15,
    "enterprise_name_ruling": 0.2, "archive_transfer_delay": 0.15, "project_archive_acceptance": 0.3,
    "taxi_licence": 0.15,
}  # fmt: skip
WEEKDAYS = (1.35, 1.15, 1.0, 1.0, 0.85, 0.0, 0.0)
MONTHS = (0.8, 0.6, 1.15, 1.1, 1.0, 1.05, 1.0, 0.9, 1.15, 0.9, 1.1, 1.05)
FLOODS = frozenset({6, 7, 8, 9})
SCHOOL = frozenset({4, 5, 6, 8})
SEASONS: Mapping[str, Callable[[date], float]] = {
    "disaster_relief": lambda day: 4.0 if day.month in FLOODS else 0.15,
    "school_consultation": lambda day: 3.0 if day.month in SCHOOL else 0.5,
    "meteorology_reward": lambda day: 3.0 if day.month in {1, 12} else 0.3,
}
LIVELY_DAYS = 380


def schedule(
    seed: int, count: int, office: Office, trades: Mapping[str, Trade], crowd: Sequence[Applicant]
) -> list[Arrival]:
    """Return the arrivals in order; each plot and each matter comes at least once, early enough to be told."""
    rng = Random(f"{seed}/schedule")
    needed = _needed(rng, trades)
    drawn: list[tuple[datetime, str, str]] = []
    for place in range(max(count, len(needed))):
        forced, folder = needed[place] if place < len(needed) else ("", "")
        day = _day(rng, office, forced)
        folder = folder or _folder(rng, trades, day)
        plot = forced or _plot(rng, trades[folder], office, day)
        at = datetime.combine(day, time(rng.randint(9, 11), rng.randint(5, 55)), SHANGHAI)
        drawn.append((at + timedelta(hours=4 * rng.randint(0, 1)), folder, plot))
    drawn.sort()
    return [_arrival(rng, n, one, trades[one[1]], crowd) for n, one in enumerate(drawn)]


def _day(rng: Random, office: Office, forced: str) -> date:
    days = office.days
    if forced in UNFINISHED:
        first, last = UNFINISHED[forced]
        days = days[len(days) - first : len(days) - last]
    elif forced:
        days = [day for day in days if (days[-1] - day).days > 200][20:LIVELY_DAYS]
    weights = list(
        accumulate(WEEKDAYS[day.weekday()] * MONTHS[day.month - 1] or 0.3 for day in days)
    )
    return days[min(bisect(weights, rng.random() * weights[-1]), len(days) - 1)]


def _needed(rng: Random, trades: Mapping[str, Trade]) -> list[tuple[str, str]]:
    """Return plots with matters, so that each plot that some matter fits is told and each matter is asked for."""
    chances = {name: sum(plot.fits(one) for plot in PLOTS.values()) for name, one in trades.items()}
    come, needed = Counter[str](), list[tuple[str, str]]()
    for name, plot in PLOTS.items():
        turns = {f: (come[f], chances[f]) for f, one in trades.items() if plot.fits(one)}
        least = min(turns.values(), default=None)
        fitting = [folder for folder, turn in turns.items() if turn == least]
        if fitting:
            folder = rng.choice(fitting)
            come[folder] += 1
            needed.append((name, folder))
    return needed + [("granted", folder) for folder in trades if not come[folder]]


def _folder(rng: Random, trades: Mapping[str, Trade], day: date) -> str:
    weights = [
        BUSY.get(name, 0.8) * (SEASONS[name](day) if name in SEASONS else 1) for name in trades
    ]
    return rng.choices(list(trades), weights)[0]


def _plot(rng: Random, trade: Trade, office: Office, day: date) -> str:
    left = len(office.days) - bisect_left(office.days, day)
    names = [
        name
        for name, one in PLOTS.items()
        if one.fits(trade) and (name not in UNFINISHED or UNFINISHED[name][0] >= left)
    ]
    return rng.choices(names, [PLOTS[name].weight for name in names])[0]


def _arrival(
    rng: Random, n: int, drawn: tuple[datetime, str, str], trade: Trade, crowd: Sequence[Applicant]
) -> Arrival:
    at, folder, plot = drawn
    fitting = [one for one in crowd if one.kind in trade.kinds and _of_age(one, folder, at)]
    if plot in AT_THE_PORTAL:
        fitting = [one for one in fitting if one.online] or fitting
    who = rng.choice(fitting)
    pace = rng.uniform(1.2, 2.6) if plot in LATE else rng.triangular(0.2, 1.08, 0.6)
    return Arrival(n, plot, folder, who.key, at, _channel(rng, who, plot, trade), pace)


def _of_age(who: Applicant, folder: str, at: datetime) -> bool:
    years = (at.date() - who.born).days / 365.25
    if folder == "senior_card":
        return years >= 60
    return folder not in {"unemployment_benefit", "unemployment_registration"} or years < 60


def _channel(rng: Random, who: Applicant, plot: str, trade: Trade) -> str:
    if plot in CHANNELS:
        return CHANNELS[plot]
    if "accept" not in trade.acts:
        return "portal" if who.online else "counter"
    if plot in AT_THE_PORTAL or (who.online and rng.random() < 0.75):
        return "portal"
    return rng.choices(("counter", "agent"), (85, 15))[0]
