"""Invented people: a citizen, a window clerk, officers of five bureaus, leaders, each in a post."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import NewMandate, appoint, grant, open_post, register_person
from tongban.kernel.identity.queries import Organ, Post, organs, person_by_username
from tongban.kernel.identity.rules import Power
from tongban.kernel.parties.actions import find_or_register, link_person
from tongban.project.demo.acting import SINCE, as_platform
from tongban.project.demo.organs import HALL
from tongban.standards.codes import identity_number

ORDER = 30
BUREAU = "区住建局"


@dataclass(frozen=True, slots=True)
class Staff:
    """One of the staff: user name, name, organ, duty, name of the post."""

    username: str
    name: str
    organ: str
    duty: str
    post: str


STAFF = (
    Staff("wangmin", "王敏", HALL, "window", "综合窗口 3 号"),
    Staff("zhengkai", "郑凯", HALL, "duty_manager", "值班主任"),
    Staff("chenzhiqiang", "陈志强", "区民政局", "officer", "社会救助股经办"),
    Staff("liuyang", "刘洋", "区公安分局", "officer", "户政管理大队经办"),
    Staff("zhaojing", "赵静", "区自然资源和规划局", "officer", "不动产登记中心经办"),
    Staff("sunlei", "孙磊", "区人社局", "officer", "就业和社保股经办"),
    Staff("zhouting", "周婷", BUREAU, "officer", "住房保障股经办"),
    Staff("wujianguo", "吴建国", BUREAU, "leader", "分管住房保障副局长"),
)
CITIZENS = (
    ("lixiuying", "李秀英", "51160219880312", "13800001111"),
    ("zhangwei", "张伟", "51160219920725", "13800002222"),
    ("huanglihua", "黄丽华", "51160219790908", "13800003333"),
)


def load(at: datetime) -> str:
    """Register who is missing, open their posts, appoint them, and let the hall accept for the bureau."""
    since = at - SINCE
    new = [staff for staff in STAFF if person_by_username(staff.username) is None]
    for staff in new:
        _employ(staff, since)
    known = [
        _citizen(*each, since=since) for each in CITIZENS if person_by_username(each[0]) is None
    ]
    count = len(new) + len(known)
    return gettext("{n} invented people").format(n=count) if count else ""


def number_of(born: str) -> str:
    """Return an invented identity number for the division and birth date `born` (14 digits)."""
    body = f"{born}002"
    return body + identity_number.check_character(body)


def _organ(name: str) -> Organ:
    return organs().get(short_name=name)


def _employ(staff: Staff, since: datetime) -> None:
    act = as_platform(since, staff.username)
    person = register_person(act, username=staff.username, name=staff.name, kind="staff", demo=True)
    organ, day = _organ(staff.organ), day_of(since)
    post = open_post(organ.pk, act, name=staff.post, duty=staff.duty, since=day)
    appoint(person.pk, act, post_id=post.pk, since=day)
    if staff.duty == "window":
        _delegate(post, since)


def _delegate(post: Post, since: datetime) -> None:
    """委托受理: the bureau lets the hall's window accept in its name (行政许可法 第二十四条, 第二十六条)."""
    plan = NewMandate(
        power=Power.ACCEPT,
        organ_id=_organ(BUREAU).pk,
        grounds="区住建局委托区政务服务中心综合窗口受理（演示）",
        post_id=post.pk,
        since=day_of(since),
    )
    grant(plan, as_platform(since, "delegate"))


def _citizen(username: str, name: str, born: str, phone: str, *, since: datetime) -> str:
    act = as_platform(since, username)
    person = register_person(act, username=username, name=name, kind="public", demo=True)
    party = find_or_register("person", name, number_of(born), phone, act)
    link_person(party.pk, act, person_id=person.pk)
    return username
