"""What the province's and ministries' systems handle for people of the district, as they reported it: all invented."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext

from tongban.kernel.catalogue import actions as catalogue
from tongban.kernel.catalogue.keeper.queries import said_by
from tongban.kernel.catalogue.queries import matter_by_code, version_in_force
from tongban.kernel.clock import SHANGHAI, Limit, day_of, due
from tongban.kernel.law.queries import calendar
from tongban.kernel.mirrors.actions import report
from tongban.kernel.mirrors.queries import mirrored
from tongban.kernel.mirrors.rules import Outcome, Report, State, Step
from tongban.project.demo.acting import SINCE, as_platform
from tongban.project.demo.people import BODIES, CITIZENS, code_of, number_of
from tongban.standards.calendars import Calendar

ORDER = 80
HOME = 511602
PROVINCE = "四川省一体化政务服务平台"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A matter that another system handles: its code, the system, whom it is for, its promised days, and the work done there."""

    code: str
    handling: str
    system: str
    url: str
    prefix: str
    days: int
    work: str
    bodies: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """How a case stands: so many days after its receipt it was accepted and decided; `ago` is the day of its receipt."""

    state: State
    ago: int
    outcome: Outcome | None = None
    accepted: int | None = 1
    decided: int | None = None


ELSEWHERE = (
    Elsewhere(
        "511A0116400001-511602000000-000-11511300008778693M-1-00", "vertical",
        "国家移民管理局政务服务平台", "https://s.nia.gov.cn/mps/", "HZ", 7, "审批制证",
    ),
    Elsewhere(
        "512023377001-511602000000-000-11511301008778490F-1-00", "provincial",
        PROVINCE, "https://www.sczwfw.gov.cn/", "CS", 3, "助产机构信息核验",
    ),
    Elsewhere(
        "511A0138600000-511602000000-000-115113010833722043-1-00", "vertical",
        "教师资格管理信息系统", "https://www.jszg.edu.cn/", "JS", 20, "专家审查委员会审查",
    ),
    Elsewhere(
        "511F0287700000-511602000000-000-11511301008778298W-1-00", "vertical",
        "全国儿童福利信息系统", "", "SY", 22, "收养评估",
    ),
    Elsewhere(
        "512036004002-511602000000-000-11511301MB15537661-1-00", "vertical",
        "国家医保服务平台", "https://fuwu.nhsa.gov.cn/", "YB", 15, "转出地经办机构传送信息表",
    ),
    Elsewhere(
        "512B0070200006-511602000000-000-1151130108778239R-1-00", "provincial",
        PROVINCE, "https://www.sczwfw.gov.cn/", "SK", 15, "合作银行制卡",
    ),
    Elsewhere(
        "511F3000400008-511602000000-000-11511301MB1549994W-1-00", "vertical",
        "电子税务局", "https://etax.sichuan.chinatax.gov.cn/", "SW", 7, "主管税务机关审核", bodies=True,
    ),
    Elsewhere(
        "511Z07001006-511602000000-000-11511301008778183N-1-00", "provincial",
        "四川省投资项目在线审批监管平台", "https://tzxm.sczwfw.gov.cn/", "TZ", 3, "备案机关核对", bodies=True,
    ),
)  # fmt: skip
STANDS = (
    Told(State.ACCEPTED, 2),
    Told(State.CLOSED, 48, Outcome.GRANTED, decided=6),
    Told(State.RECEIVED, 1, accepted=None),
    Told(State.DECIDED, 9, Outcome.GRANTED, decided=5),
    Told(State.SUPPLEMENTING, 6, accepted=None),
    Told(State.CLOSED, 75, Outcome.REFUSED, decided=9),
    Told(State.ACCEPTED, 12),
    Told(State.PAUSED, 16),
    Told(State.CLOSED, 110, Outcome.GRANTED, decided=3),
    Told(State.ACCEPTED, 4),
    Told(State.TERMINATED, 33),
    Told(State.CLOSED, 20, Outcome.GRANTED, decided=2),
    Told(State.ACCEPTED, 6),
)
COUNT = 40
PEOPLE = (
    "唐桂芳", "蒋志明", "邓晓燕", "贺国强", "廖春梅", "龙云飞", "秦雨欣", "谭俊杰", "姚素芬", "邹文斌", "熊佳慧", "段洪波",
)  # fmt: skip
COMPANIES = (
    ("广安宏图机械加工有限公司", code_of("MA00TC01")),
    ("广安恒达包装制品有限公司", code_of("MA00TC02")),
)


def load(at: datetime) -> str:
    """Publish the guides, and report the cases by the action that imports use, where none was ever reported."""
    if mirrored():
        return ""
    with transaction.atomic():
        matters = [_guide(each, at) for each in ELSEWHERE]
        days = calendar(str(HOME))
        for n in range(COUNT):
            which = n % len(ELSEWHERE)
            for told in _reports(n, ELSEWHERE[which], matters[which], days, at):
                key = f"mirror/{told.number}/{told.reported_at.isoformat()}"
                report(told, as_platform(told.reported_at, key))
    return gettext("{n} cases of other systems").format(n=COUNT)


def _guide(one: Elsewhere, at: datetime) -> int:
    """Return the matter, published as a guide that leads to the system which handles it."""
    matter = matter_by_code("item_code", one.code)
    began = at - SINCE + timedelta(days=1)
    current = version_in_force(matter.pk, on=day_of(at)) if matter else None
    content = said_by(current)
    if current is None or content is None:
        raise LookupError(one.code)
    if current.handling == "own":
        told = replace(
            content,
            handling=one.handling,
            handling_system=one.system,
            online_url=one.url,
            unverified=(*content.unverified, "handling"),
        )
        act = as_platform(began, f"guide/{one.code}")
        draft = catalogue.draft_version(current.matter_id, act, content=told)
        catalogue.publish(draft.pk, act, on=day_of(began))
    return current.matter_id


def _reports(n: int, one: Elsewhere, matter: int, days: Calendar, at: datetime) -> Iterator[Report]:
    """Yield what was told of a case: of every third how it came in, and of each how it stands."""
    stands = STANDS[n % len(STANDS)]
    received = _worked(day_of(at) - timedelta(days=stands.ago), days)
    name, document = _applicant(n, bodies=one.bodies)
    came_in = Report(
        system=one.system,
        number=f"{one.prefix}{received:%Y%m%d}{1000 + 37 * n:06}",
        matter=matter,
        applicant=name,
        document=document,
        state=State.RECEIVED,
        received_on=received,
        reported_at=_at(received, 10),
        promised_on=due(_at(received, 9), Limit.parse(f"{one.days}wd"), days).on,
        steps=(Step(_at(received, 9), "网上申请已提交"),),
    )
    if n % 3 == 0 and stands.state is not State.RECEIVED:
        yield came_in
    yield _stands(came_in, stands, one, days, at)


def _stands(told: Report, stands: Told, one: Elsewhere, days: Calendar, at: datetime) -> Report:
    """Return the last report of a case: what is over was told that evening, what runs this morning or last night."""

    def after(count: int | None) -> date | None:
        return None if count is None else _worked(told.received_on + timedelta(days=count), days)

    accepted, decided = after(stands.accepted), after(stands.decided)
    steps = [
        *told.steps,
        *([Step(_at(accepted, 15), "已受理")] if accepted else []),
        *([Step(_at(accepted, 16), one.work)] if accepted else []),
        *_last(told.received_on, decided, stands.state),
    ]
    latest = steps[-1].at + timedelta(hours=1)
    running = at - timedelta(hours=2)
    over = stands.state in {State.CLOSED, State.TERMINATED}
    return replace(
        told,
        state=stands.state,
        outcome=stands.outcome,
        accepted_on=accepted,
        decided_on=decided,
        reported_at=latest if over else max(latest, running),
        steps=tuple(steps),
    )


def _last(received: date, decided: date | None, state: State) -> list[Step]:
    words = {
        State.SUPPLEMENTING: (2, 11, "材料不齐，已告知补正"),
        State.PAUSED: (3, 11, "发起部门协查，协查时间不计入办理时限"),
        State.TERMINATED: (5, 17, "申请人撤回申请，终止办理"),
    }
    if decided is not None:
        ended = [Step(_at(decided, 17), "已作出决定")]
        return [*ended, Step(_at(decided, 18), "已办结")] if state is State.CLOSED else ended
    if state not in words:
        return []
    days, hour, said = words[state]
    return [Step(_at(received + timedelta(days=days), hour), said)]


def _applicant(n: int, *, bodies: bool) -> tuple[str, str]:
    """Return name and number: of every second case somebody of the demo, else somebody not known here."""
    if bodies:
        known = [(name, code) for _user, kind, name, code, _phone in BODIES if kind == "enterprise"]
        return (
            known[n // len(ELSEWHERE) % len(known)]
            if n % 4 < 3
            else COMPANIES[n // len(ELSEWHERE) % len(COMPANIES)]
        )
    citizens = [(name, number_of(born)) for _user, name, born, _phone in CITIZENS]
    return (
        citizens[(n // 2 + n // len(ELSEWHERE)) % len(citizens)]
        if n % 2 == 0
        else (PEOPLE[n % len(PEOPLE)], "")
    )


def _worked(day: date, days: Calendar) -> date:
    """Return the day, or the last working day before it."""
    while not days.is_working(day):
        day -= timedelta(days=1)
    return day


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
