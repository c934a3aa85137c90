"""The people of the whole district: staff in every department, agents in every town, applicants."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random

from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import appoint, ensure_organ, open_post, register_person
from tongban.kernel.identity.queries import (
    Organ,
    Person,
    organ_by_code,
    organs,
    person_by_username,
    posts_for,
)
from tongban.kernel.parties.actions import find_or_register, link_person
from tongban.kernel.parties.queries import party_by_number, party_of
from tongban.project.demo.acting import as_platform
from tongban.project.demo.life.names import COUNTY, Applicant, person_name
from tongban.project.demo.life.world import Known
from tongban.project.demo.organs import HALL
from tongban.standards.codes import divisions

LEADING = (
    ("leader", "分管行政审批负责人"),
    ("officer", "行政审批股经办"),
    ("reviewer", "行政审批股审核岗"),
)
OVER_THE_HALL = (("supervisor", "政务服务监督岗"), ("staff", "综合科科员"))
VILLAGES = 6
GOVERNMENT = "wenlvju"


def employ(seed: int, since: datetime, on: date) -> int:
    """Give every department a leader, an officer and a reviewer, every town and some villages an agent."""
    rng, made = Random(f"{seed}/staff"), 0
    everywhere = list(organs().filter(division__startswith=COUNTY).order_by("path"))
    for organ in everywhere:
        if organ.level == 4 and organ.short_name.startswith("区") and organ.codes.exists():
            made += sum(_post(rng, organ, duty, name, since, on) for duty, name in LEADING)
    for code, name in places():
        made += _post(rng, _place(code, name, since), "window", "便民服务代办点", since, on)
    hall = organs().filter(short_name=HALL).first()
    if hall is not None:
        made += sum(_post(rng, hall, duty, name, since, on) for duty, name in OVER_THE_HALL)
    return made


def places() -> Sequence[tuple[str, str]]:
    """Return code and name of all towns of the district, and of some villages."""
    lower = [one for one in divisions.below(COUNTY) if one.code != COUNTY]
    towns = [
        (one.code, f"{one.name}{'办事处' if one.name.endswith('街道') else '人民政府'}")
        for one in lower
        if len(one.code) == 9
    ]
    villages = [(one.code, f"{one.name}") for one in lower if len(one.code) == 12]
    return towns + villages[:: max(len(villages) // VILLAGES, 1)][:VILLAGES]


def _place(code: str, name: str, since: datetime) -> Organ:
    district = organs().get(name="广安区人民政府")
    above = district if len(code) == 9 else organs().filter(division=code[:9]).first() or district
    return ensure_organ(
        name=name, division=code, codes=[], act=as_platform(since, f"life-{code}"), parent=above
    )


def _post(rng: Random, organ: Organ, duty: str, name: str, since: datetime, on: date) -> bool:
    """Open a post and appoint somebody, unless the organ has one of that duty."""
    username = f"{duty}-{organ.pk}"
    who = person_name(rng)
    if posts_for(organ.pk, duty, on=on):
        return False
    act, day = as_platform(since, f"life-{username}"), day_of(since)
    person = register_person(act, username=username, name=who, kind="staff")
    post = open_post(organ.pk, act, name=name, duty=duty, since=day)
    appoint(person.pk, act, post_id=post.pk, since=day)
    return True


def register(crowd: Sequence[Applicant], since: datetime) -> Mapping[str, Known]:
    """Register the applicants; some of them sign in."""
    return {one.key: _registered(one, since) for one in crowd}


def _registered(one: Applicant, since: datetime) -> Known:
    act = as_platform(since, one.key)
    if one.kind == "government":
        login = person_by_username(GOVERNMENT)
        party = party_of(login) if login else None
        if party is None:
            raise LookupError(GOVERNMENT)
        return Known(one, party.pk, login)
    kind = "identity-number" if one.kind == "person" else "credit-code"
    found = party_by_number(kind, one.number)
    party = found or find_or_register(one.kind, one.name, one.number, one.phone, act)
    login = person_by_username(one.key) if one.online else None
    if one.online and login is None:
        login = register_person(act, username=one.key, name=one.name, kind="public")
        link_person(party.pk, act, person_id=login.pk)
    return Known(one, party.pk, login)


def government(today: date) -> Applicant:
    """Return the organ that asks other organs; who signs in for it is invented."""
    organ = organ_by_code("credit-code", "11511301599994805M")
    name = "广安区文化广播电视和旅游局"
    return Applicant(
        GOVERNMENT, "government", name, "11511301599994805M", "08260002222",
        "广安区北辰街道滨河路 66 号", "覃文", "文雅", today.replace(year=2010, day=1), organ is not None or True,
    )  # fmt: skip


def people_of(names: Sequence[str]) -> Sequence[Person]:
    """Return those of the demo's people who are there."""
    return [one for one in map(person_by_username, names) if one is not None]
