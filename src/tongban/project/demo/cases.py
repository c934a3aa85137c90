"""Invented applications at every stage: just handed in, under review, before the leader, decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from django.utils.translation import gettext

from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.store import first_result
from tongban.kernel.cases.story import story_of
from tongban.kernel.catalogue.queries import MatterVersion, search, version_by_id
from tongban.kernel.clock import SHANGHAI, Limit, before, day_of, due
from tongban.kernel.documents.actions import keep
from tongban.kernel.identity.queries import Person, person_by_username
from tongban.kernel.law.queries import in_force
from tongban.kernel.parties.queries import party_of
from tongban.project.demo.acting import as_person
from tongban.project.demo.papers import paper
from tongban.project.demo.people import number_of

ORDER = 50
HOME = 511602
MATTER = "公共租赁住房申请资格审核认定"
OPINIONS = {
    "civil_affairs": ("chenzhiqiang", "经核对，家庭人均月收入低于规定标准，财产情况符合规定。"),
    "police": ("liuyang", "户籍信息属实，名下无机动车。"),
    "real_estate": ("zhaojing", "经查询，申请人及家庭成员在本区无不动产登记。"),
    "employment": ("sunlei", "就业和社会保险参保记录与申报一致。"),
    "summary": ("zhouting", "四部门核对一致，符合公共租赁住房保障条件，拟同意。"),
}
NODES = tuple(OPINIONS)


@dataclass(frozen=True, slots=True)
class Sample:
    """One application: who applies, how many working days ago, and how many steps were taken since."""

    citizen: str
    born: str
    days: int
    steps: int
    refused: bool = False


SAMPLES = (
    Sample("zhangwei", "51160219920725", 26, 7),
    Sample("huanglihua", "51160219790908", 24, 7, refused=True),
    Sample("huanglihua", "51160219790908", 21, 3),
    Sample("zhangwei", "51160219920725", 19, 6),
    Sample("lixiuying", "51160219880312", 9, 4),
    Sample("zhangwei", "51160219920725", 3, 1),
    Sample("huanglihua", "51160219790908", 1, 0),
    Sample("lixiuying", "51160219880312", 12, 5),
)


def load(at: datetime) -> str:
    """Hand the samples in and take each so far as it says; a sample that is there already stays as it is."""
    version = _version(at)
    if version is None:
        return ""
    new = [each for each in enumerate(SAMPLES) if not _there(*each)]
    for order, sample in new:
        _run(order, sample, version, _morning(day_of(at), sample.days))
    return gettext("{n} applications at every stage").format(n=len(new)) if new else ""


def _there(order: int, sample: Sample) -> bool:
    """Tell whether the sample's last step was taken before."""
    last = _node(sample.steps - 1) if sample.steps else ""
    person = _person(_who(last) if last else sample.citizen)
    key = f"demo/case-{order}-{last}" if last else f"demo/case-{order}"
    return first_result(HOME, person.actor_id, key) is not None


def _version(at: datetime) -> MatterVersion | None:
    found = next(iter(search(MATTER, on=day_of(at)).rows), None)
    return version_by_id(found.version_id) if found and found.online else None


def _morning(today: date, days: int) -> datetime:
    back = before(today, Limit.parse(f"{days}wd"), in_force().calendar("511602"))
    return datetime.combine(back, time(9, 30), SHANGHAI)


def _person(username: str) -> Person:
    person = person_by_username(username)
    if person is None:
        raise LookupError(username)
    return person


def _run(order: int, sample: Sample, version: MatterVersion, at: datetime) -> None:
    number = _submitted(order, sample, version, at)
    for step in range(sample.steps):
        _step(order, sample, number, step, _office_hour(at, step))


def _office_hour(submitted: datetime, step: int) -> datetime:
    """Return when a step is taken: accepted within the hour, the departments on the days after, in office hours."""
    calendar, days = in_force().calendar(str(HOME)), (0, 1, 1, 2, 3, 5, 6)[step]
    day = due(submitted, Limit.parse(f"{days}wd"), calendar).on if days else day_of(submitted)
    hour = (
        time(10, 12),
        time(9, 40),
        time(15, 5),
        time(10, 26),
        time(16, 18),
        time(14, 33),
        time(11, 2),
    )[step]
    return datetime.combine(day or day_of(submitted), hour, SHANGHAI)


def _submitted(order: int, sample: Sample, version: MatterVersion, at: datetime) -> str:
    citizen = _person(sample.citizen)
    party = party_of(citizen)
    if party is None:
        raise LookupError(sample.citizen)
    act = as_person(citizen, at, f"case-{order}")

    def attached(name: str) -> str:
        document = keep(
            BytesIO(paper(name)), name=f"{name}.pdf", act=act, allowed=["pdf"], max_bytes=100_000
        )
        return document.reference

    values = answers(citizen.name, sample.born, attached)
    intake = Intake(version.pk, party.pk, values, "portal", day_of(at))
    return actions.submit(intake, act).number


def answers(name: str, born: str, attached: Callable[[str], str]) -> dict[str, Any]:
    """Return a whole form; `attached` keeps a paper of that name and returns its reference."""
    return {
        "applicant": {
            "name": name,
            "identity_number": number_of(born),
            "phone": "13800001234",
            "address": "广安区北辰街道滨河路 18 号 3 栋 502 室",
            "category": "local",
            "marital_status": "unmarried",
        },
        "household": {
            "members": [
                {
                    "name": "王小宁",
                    "relation": "child",
                    "identity_number": number_of("51160220150601"),
                    "yearly_income": 0,
                    "employment": "student",
                }
            ]
        },
        "housing": {
            "situation": "renting",
            "monthly_rent": 800,
            "floor_area": 42,
            "monthly_income": 3600,
            "has_vehicle": False,
        },
        "materials": {
            "identity": attached("身份证明"),
            "household_register": attached("户口簿"),
            "housing_proof": attached("住房情况证明"),
        },
        "pledge": {"truthful": True, "consent": True},
    }


def _step(order: int, sample: Sample, number: str, step: int, at: datetime) -> None:
    node = _node(step)
    person = _person(_who(node))
    task = _task(number, person, at)
    if task is None:
        return
    item, version = task
    act = as_person(person, at, f"case-{order}-{node}")
    if node == "accept":
        actions.accept(number, act, version=version, item=item, happened=day_of(at))
    elif node == "decide":
        outcome, words = (
            ("refused", "家庭人均月收入超过规定标准。") if sample.refused else ("agreed", "同意。")
        )
        actions.decide(number, act, version=version, item=item, outcome=outcome, reasons=words)
    else:
        words = OPINIONS[node][1]
        actions.complete(number, act, version=version, item=item, outcome="agreed", opinion=words)


def _node(step: int) -> str:
    return ("accept", *NODES, "decide")[step]


def _who(node: str) -> str:
    return {"accept": "wangmin", "decide": "wujianguo"}.get(node) or OPINIONS[node][0]


def _task(number: str, person: Person, at: datetime) -> tuple[int, int] | None:
    case = case_by_number(number, person, on=day_of(at))
    tasks = story_of(case, person, at=at).tasks if case else []
    return (tasks[0].item, tasks[0].version) if tasks else None
