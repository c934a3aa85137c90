"""查阅条件: what the audit administrator asks the log for, and which of it the power reaches."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict

from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import organs
from tongban.kernel.identity.queries.people import actors_called, streams_within
from tongban.kernel.identity.queries.reach import Paths, organs_within
from tongban.kernel.ledger.queries import Asked, Readable
from tongban.portal.moments import day_in, today
from tongban.portal.place import home
from tongban.portal.staff.administration.log_words import TYPES

SHOWN_DAYS = 7
NOBODY = "person/0"


@dataclass(frozen=True, slots=True)
class Wanted:
    """查阅条件 as typed, as asked of the log, and as told to the log: without what could be somebody's name."""

    who: str
    stream: str
    type: str
    organ: str
    first: date
    until: date
    asked: Asked
    told: tuple[str, ...]


def wanted_of(query: QueryDict, paths: Paths) -> Wanted:
    """Return what the address asks for; the last seven days where it names none."""
    who, stream = query.get("who", "").strip()[:60], query.get("stream", "").strip()[:80]
    kind = query.get("type", "") if query.get("type", "") in TYPES else ""
    organ = query.get("organ", "")
    known = organ.isdecimal() and organs_within(paths).filter(pk=int(organ[:18])).exists()
    organ = organ if known else ""
    until = _day(query.get("until", ""), today())
    first = _day(query.get("since", ""), until - timedelta(days=SHOWN_DAYS - 1))
    by = _actors(who, paths)
    asked = Asked(
        first=_midnight(first),
        last=_midnight(until + timedelta(days=1)),
        by=by,
        stream=stream,
        type=kind,
        organ=f"organ/{organ}" if organ else "",
    )
    told = [f"since={first}", f"until={until}"]
    told += [f"by={len(by)}"] if by else []
    told += [f"{name}={value}" for name, value in (("type", kind), ("organ", organ)) if value]
    told += ["stream"] if stream else []
    return Wanted(who, stream, kind, organ, first, until, asked, tuple(told))


def readable_by(paths: Paths) -> Readable:
    """Return the entries in reach: whole counties where all their organs are, else the acts of the organs alone.

    Streams of nobody's county are accounts: those of the staff in reach, and where this house's county is, the public's.
    """
    mine = list(organs_within(paths))
    homes = _whole_homes({organ.home for organ in mine}, paths)
    streams, strangers = streams_within(paths)
    return Readable(
        homes=tuple(sorted(homes)),
        organs=tuple(organ.actor_id for organ in mine),
        streams=streams,
        nowhere=home() in homes,
        strangers=strangers,
    )


def _whole_homes(candidates: set[int], paths: Paths) -> set[int]:
    """Return those of the counties whose every living organ is in reach."""
    whole = set(candidates)
    for organ in organs().filter(until__isnull=True):
        if organ.home in whole and not organ.path.startswith(paths):
            whole.discard(organ.home)
    return whole - {0}


def _actors(who: str, paths: Paths) -> tuple[str, ...]:
    """Return whom a name, user name or opaque id means; nobody where it means none in reach."""
    if not who:
        return ()
    if "/" in who or who == "system":
        return (who,)
    return tuple(actors_called(paths, who)) or (NOBODY,)


def _day(text: str, otherwise: date) -> date:
    try:
        return day_in(text)
    except ValueError:
        return otherwise


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)
