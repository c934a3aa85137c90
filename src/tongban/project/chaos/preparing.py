"""What a run needs in the house before: the small demo, programs with posts, and cases whose timers are over."""

from datetime import datetime
from typing import Any

from tongban.api.actions import NewClient, add_client
from tongban.api.rules import Scope
from tongban.kernel import Act
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import organs
from tongban.kernel.identity.rules import Duty
from tongban.project.chaos.plan import COLLEAGUE, DEPARTMENTS, LEADER, SUMMARY, WINDOW, Plan
from tongban.project.demo.cases import answers
from tongban.project.demo.courses.course import Course, version_of
from tongban.project.demo.people import CITIZENS, STAFF, number_of

MATTER, TIMED = "public_rental_housing", ("drainage_licence", "qujiang")
LONG_AGO = (9, "11:05")
"""Handed in so many working days ago and answered by nobody: the silence of five days is over."""
POSTS = {
    WINDOW: "wangmin",
    **dict(zip(DEPARTMENTS, ("chenzhiqiang", "liuyang", "zhaojing", "sunlei"), strict=True)),
    COLLEAGUE: "fanrong",
    SUMMARY: "zhouting",
    LEADER: "wujianguo",
}
"""Whose post each program shares."""


def timed(count: int, at: datetime) -> list[str]:
    """Hand in so many cases that nobody answered, and return their numbers."""
    courses = [Course(f"chaos-{number}", day_of(at)) for number in range(count)]
    for course in courses:
        course.submit(*TIMED, LONG_AGO)
    return [course.number for course in courses]


def planned(at: datetime, *, port: int, book: str, seed: int, threads: int) -> Plan:
    """Add the programs and return the client's plan."""
    _username, name, born, _phone = CITIZENS[1]
    return Plan(
        port=port,
        book=book,
        seed=seed,
        threads=threads,
        matter=version_of(MATTER, day_of(at)).matter_id,
        applicant=number_of(born),
        values=_values(name, born),
        people={part: _program(part, at) for part in POSTS},
    )


def _values(name: str, born: str) -> dict[str, Any]:
    return answers(name, born, lambda paper: paper)


def _program(part: str, at: datetime) -> tuple[str, str, str]:
    staff = next(each for each in STAFF if each.username == POSTS[part])
    plan = NewClient(
        username=f"chaos-{part}",
        name=f"Chaos {part}",
        scopes=[Scope.CASES_READ, Scope.CASES_SUBMIT, Scope.CASES_ACT],
        organ_id=organs().get(short_name=staff.organ).pk,
        duty=Duty(staff.duty),
        post=staff.post,
    )
    client, key = add_client(plan, Act("system", "", at, f"chaos/{part}"))
    return client.actor_id, plan.username, key
