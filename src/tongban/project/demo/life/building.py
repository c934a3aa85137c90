"""The world of the life, put together once: staff, applicants, matters, the schedule of what comes in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import prefetch_related_objects

from tongban.kernel.catalogue import dossiers
from tongban.kernel.catalogue.queries import guide, matter_by_code
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import holders, organ_by_id, post_by_id
from tongban.kernel.law.queries import in_force
from tongban.project.demo.acting import SINCE
from tongban.project.demo.courses.course import HOME
from tongban.project.demo.dossiers import FOLDERS
from tongban.project.demo.life import names, staff
from tongban.project.demo.life.arrival import Arrival
from tongban.project.demo.life.office import Office
from tongban.project.demo.life.schedule import schedule
from tongban.project.demo.life.world import Trade, World

SEED, CASES, CROWD = 511602, 2000, 320
LENGTH = timedelta(days=548)
"""Eighteen months."""
CLERKS = ("wangmin", "wenjing")


def built(anchor: date, count: int) -> tuple[World, list[Arrival]]:
    """Put everybody in place who is not there yet; return the world up to the evening before `anchor`, and what comes."""
    begin = datetime.combine(anchor, time(9), SHANGHAI) - SINCE
    office = Office(in_force().calendar(str(HOME)), anchor - LENGTH, anchor + timedelta(days=60))
    crowd = (staff.government(anchor), *names.crowd(SEED, min(CROWD, count), anchor))
    with transaction.atomic():
        staff.employ(SEED, begin, anchor)
        known = staff.register(crowd, begin)
    trades = _trades(anchor)
    arrivals = schedule(SEED, count, _until(office, anchor), trades, crowd)
    by_post = holders(on=anchor)
    posts = _posts(tuple(by_post))
    world = World(
        seed=SEED, first=begin.date(), count=len(arrivals), end=datetime.combine(anchor, time.min, SHANGHAI), office=office,
        trades=trades, holders=by_post, posts=posts, known=known, clerks=staff.people_of(CLERKS),
        agents=[by_post[post] for (organ, duty), found in posts.items() if duty == "window" and _is_town(organ)
                for post in found],
    )  # fmt: skip
    return world, arrivals


def _until(office: Office, anchor: date) -> Office:
    shorter = Office.__new__(Office)
    shorter.days = [day for day in office.days if day < anchor]
    return shorter


def _trades(on: date) -> Mapping[str, Trade]:
    """Return the matters with a dossier that are handled here, online and in force."""
    found: dict[str, Trade] = {}
    for folder in FOLDERS:
        matter = matter_by_code("item_code", dossiers.read(folder).item_code)
        seen = guide(matter.pk, on=on) if matter is not None else None
        if seen is not None and seen.version.online and seen.version.form is not None:
            prefetch_related_objects([seen.version], "materials", "bases")
            found[folder.name] = Trade(folder.name, seen.version)
    return found


def _posts(ids: Sequence[int]) -> Mapping[tuple[int, str], Sequence[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    for one in sorted(ids):
        post = post_by_id(one)
        if post is not None:
            found.setdefault((post.organ_id, post.duty), []).append(one)
    return found


def _is_town(organ_id: int) -> bool:
    organ = organ_by_id(organ_id)
    return organ is not None and organ.level >= 5
