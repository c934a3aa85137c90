"""Invented people and bodies: applicants, window clerks, officers and leaders of the bureaus, each in a post."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from tongban.kernel.catalogue.queries import matter_by_code
from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import NewMandate, appoint, grant, open_post, register_person
from tongban.kernel.identity.queries import (
    Organ,
    Post,
    mandate_for,
    organs,
    person_by_username,
    posts_for,
)
from tongban.kernel.identity.rules import Power
from tongban.kernel.parties.actions import (
    change_contact,
    choose_channels,
    find_or_register,
    link_person,
)
from tongban.kernel.parties.rules import Channel
from tongban.project.demo.acting import SINCE, as_platform
from tongban.project.demo.organs import DISTRICT, HALL, STREET, TOWN
from tongban.standards.codes import credit_code, identity_number, organisation_code

ORDER = 30
BUREAU = "区住建局"
MARKET, EMERGENCY, WEATHER, HEALTH, TRANSPORT, ARCHIVES = (
    "区市监局",
    "区应急管理局",
    "区气象局",
    "区卫健局",
    "区交通运输局",
    "区委办",
)
CIVIL, DISABLED, POLICE = "区民政局", "区残联", "区公安分局"
PLANNING, WATER, LABOUR, FOREST = ("区自然资源和规划局", "区水务局", "区人社局", "区林业局")
TAX, FIRE, STREETS, INVESTMENT, NATURE = (
    "广安区税务局",
    "区消防大队",
    "区综合执法局",
    "区发改局",
    "区生态环境局",
)
DELEGATING = (
    BUREAU, MARKET, EMERGENCY, WEATHER, HEALTH, TRANSPORT, PLANNING, WATER, LABOUR, FOREST, CIVIL, DISABLED, POLICE,
    TAX, FIRE, STREETS, INVESTMENT, NATURE,
)  # fmt: skip
"""The bureaus that let the hall's windows accept in their name."""
ON_THE_SPOT = (
    TRANSPORT,
    "511A1839900006-511602000000-000-11511301008778386B-1-00",
    "综合窗口 3 号",
)
"""委托决定: the bureau, the item code of its matter, and the window that decides it at once (XK-09)."""
IN_THE_TOWN = (
    PLANNING,
    "511A0149700000-511602000000-000-11511301008778255F-1-00",
    "分管村镇建设副镇长",
)
"""委托决定: the bureau, the item code of its matter, and the town's post that decides it (XK-15)."""
IN_THE_STREET = (
    LABOUR,
    "512B0066800002-511602000000-000-1151130108778239R-1-00",
    "便民服务中心就业服务窗口",
)
"""委托决定: the bureau, the item code of its matter, and the street's window that decides it at once."""
GRANTED = {
    Power.ACCEPT: "受理",
    Power.DECIDE: "决定",
    Power.KEEP_CATALOGUE: "管理全区政务服务事项",
    Power.RUN_SYSTEM: "管理全区机关、岗位和人员",
    Power.ASSIGN_RIGHTS: "管理全区任职、授权和账号安全",
    Power.READ_AUDIT: "审计全区日志",
}
FOR_THE_DISTRICT = (
    ("keeper", Power.KEEP_CATALOGUE),
    ("system_admin", Power.RUN_SYSTEM),
    ("security_admin", Power.ASSIGN_RIGHTS),
    ("audit_admin", Power.READ_AUDIT),
)
"""What the hall's keepers and administrators do for the whole district."""


def code_of(body: str) -> str:
    """Return an invented credit code of an enterprise of the district; `body` are the eight characters in it."""
    organisation = body + organisation_code.check_character(body)
    return f"91511602{organisation}{credit_code.check_character(f'91511602{organisation}')}"


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
    Staff("wenjing", "文静", HALL, "window", "企业服务窗口 5 号"),
    Staff("zhengkai", "郑凯", HALL, "duty_manager", "值班主任"),
    Staff("liangchen", "梁晨", STREET, "window", "便民服务中心代办窗口"),
    Staff("chenzhiqiang", "陈志强", "区民政局", "officer", "社会救助股经办"),
    Staff("liuyang", "刘洋", "区公安分局", "officer", "户政管理大队经办"),
    Staff("zhaojing", "赵静", "区自然资源和规划局", "officer", "不动产登记中心经办"),
    Staff("sunlei", "孙磊", "区人社局", "officer", "就业和社保股经办"),
    Staff("zhouting", "周婷", BUREAU, "officer", "住房保障股经办"),
    Staff("wujianguo", "吴建国", BUREAU, "leader", "分管住房保障副局长"),
    Staff("tangli", "唐丽", BUREAU, "reviewer", "城市排水审查岗"),
    Staff("zengli", "曾莉", BUREAU, "reviewer", "政策法规审查岗"),
    Staff("fengtao", "冯涛", MARKET, "officer", "登记注册和食品经营股经办"),
    Staff("qinhong", "秦红", MARKET, "leader", "分管登记注册副局长"),
    Staff("pengbo", "彭波", EMERGENCY, "officer", "救灾和物资保障股经办"),
    Staff("xiejun", "谢军", EMERGENCY, "leader", "分管救灾副局长"),
    Staff("caoyue", "曹悦", WEATHER, "officer", "防灾减灾股经办"),
    Staff("jiangping", "蒋平", WEATHER, "leader", "局长"),
    Staff("yelan", "叶兰", HEALTH, "leader", "分管老龄健康副局长"),
    Staff("yubin", "余斌", PLANNING, "officer", "规划公示和行政审批股经办"),
    Staff("denghai", "邓海", PLANNING, "reviewer", "规划管理股审查岗"),
    Staff("gongwei", "龚伟", PLANNING, "leader", "分管规划副局长"),
    Staff("fangxia", "方霞", WATER, "officer", "水土保持股经办"),
    Staff("lujian", "陆健", WATER, "reviewer", "水土保持方案审查岗"),
    Staff("xuchuan", "徐川", WATER, "leader", "分管水土保持副局长"),
    Staff("heping", "何平", TRANSPORT, "officer", "交通运输综合执法大队核查岗"),
    Staff("yuanjie", "袁杰", TRANSPORT, "reviewer", "运输管理股审查岗"),
    Staff("daizhong", "戴忠", TRANSPORT, "leader", "分管运输副局长"),
    Staff("wanlin", "万琳", HEALTH, "officer", "医政股经办"),
    Staff("laihong", "赖宏", HEALTH, "reviewer", "医政股现场审查岗"),
    Staff("peiqing", "裴青", LABOUR, "leader", "分管人力资源市场副局长"),
    Staff("jianghua", "江华", FOREST, "officer", "资源管理股限额管理岗"),
    Staff("muqing", "穆青", FOREST, "reviewer", "资源管理股伐区审查岗"),
    Staff("linfeng", "林峰", FOREST, "leader", "分管资源管理副局长"),
    Staff("yangsen", "杨森", BUREAU, "officer", "市政设施管理股经办"),
    Staff("guanlei", "关磊", "区公安分局", "reviewer", "交警大队道路秩序审查岗"),
    Staff("longquan", "龙泉", TOWN, "officer", "村镇建设办经办"),
    Staff("tianyong", "田勇", TOWN, "leader", "分管村镇建设副镇长"),
    Staff("heqing", "何晴", STREET, "window", IN_THE_STREET[2]),
    Staff("fanrong", "范蓉", CIVIL, "reviewer", "社会救助股审核岗"),
    Staff("dengtao", "邓涛", CIVIL, "leader", "分管社会救助副局长"),
    Staff("laiyu", "赖玉", LABOUR, "reviewer", "失业保险股审核岗"),
    Staff("mengfei", "孟飞", LABOUR, "leader", "分管就业和社保副局长"),
    Staff("xulan", "许兰", DISABLED, "officer", "康复股残疾评定经办"),
    Staff("suying", "苏颖", DISABLED, "reviewer", "残疾人证审核岗"),
    Staff("kongde", "孔德", DISABLED, "leader", "理事长"),
    Staff("leiming", "雷鸣", POLICE, "leader", "分管户政副局长"),
    Staff("duanqian", "段倩", "区教科体局", "officer", "基础教育股经办"),
    Staff("shixin", "石欣", ARCHIVES, "officer", "档案业务股经办"),
    Staff("renjie", "任洁", ARCHIVES, "officer", "档案接收保管股经办"),
    Staff("maoyong", "毛勇", ARCHIVES, "leader", "分管档案副主任"),
    Staff("jiating", "贾婷", TAX, "leader", "第一税务分局局长"),
    Staff("huolin", "霍林", FIRE, "officer", "行政审批岗"),
    Staff("yanwu", "严武", FIRE, "reviewer", "消防监督检查岗"),
    Staff("qiuzheng", "邱峥", FIRE, "leader", "大队长"),
    Staff("luxiang", "卢翔", STREETS, "officer", "市容管理股经办"),
    Staff("tongwei", "童伟", STREETS, "leader", "分管市容管理副局长"),
    Staff("zhuomin", "卓敏", INVESTMENT, "officer", "投资股经办"),
    Staff("lingkai", "凌凯", INVESTMENT, "leader", "分管投资副局长"),
    Staff("shuyue", "舒悦", NATURE, "officer", "行政审批股公示岗"),
    Staff("ouhao", "欧浩", NATURE, "reviewer", "环境影响评价审查岗"),
    Staff("jingfeng", "景峰", NATURE, "leader", "分管环境影响评价副局长"),
    Staff("hanmei", "韩梅", BUREAU, "keeper", "事项和文书管理岗"),
    Staff("bailu", "白璐", BUREAU, "keeper", "事项审核岗"),
    Staff("chengyuan", "程远", HALL, "keeper", "事项管理科事项编制岗"),
    Staff("puping", "蒲萍", HALL, "keeper", "事项管理科事项审核岗"),
    Staff("hejun", "何军", HALL, "system_admin", "系统管理员"),
    Staff("luoyan", "罗燕", HALL, "security_admin", "安全保密管理员"),
    Staff("gaofeng", "高峰", HALL, "audit_admin", "安全审计员"),
)
CITIZENS = (
    ("lixiuying", "李秀英", "51160219880312", "13800001111"),
    ("zhangwei", "张伟", "51160219920725", "13800002222"),
    ("huanglihua", "黄丽华", "51160219790908", "13800003333"),
    ("luoguilan", "罗桂兰", "51160219580506", "13800004444"),
)
BODIES = (
    ("qujiang", "enterprise", "广安渠江豆制品有限公司", code_of("MA00TB01"), "08260001111"),
    ("hengsheng", "enterprise", "广安恒升洗涤服务有限公司", code_of("MA00TB02"), "08260003333"),
    ("longtai", "enterprise", "广安龙台米粉有限公司", code_of("MA00TB03"), "08260004444"),
    ("anchang", "enterprise", "广安安畅出租汽车有限公司", code_of("MA00TB11"), "08260005555"),
    ("renhe", "enterprise", "广安仁和医院有限公司", code_of("MA00TB12"), "08260006666"),
    ("zhixin", "enterprise", "广安智新人力资源有限公司", code_of("MA00TB13"), "08260007777"),
    ("yuwei", "enterprise", "广安渝味轩餐饮有限公司", code_of("MA00TB14"), "08260008888"),
    ("juli", "enterprise", "广安巨力机械制造有限公司", code_of("MA00TB15"), "08260009999"),
    # The organ and its code are real, who signs in for it is not.
    ("wenlvju", "government", "广安区文化广播电视和旅游局", "11511301599994805M", "08260002222"),
)
# Who asked to be told outside the site too; in a demonstration that is a line of the worker's log.
EMAILS = {"lixiuying": "lixiuying@example.com"}


def load(at: datetime) -> str:
    """Register who is missing, open their posts, appoint them, and let the hall accept for the bureaus."""
    since = at - SINCE
    new = [staff for staff in STAFF if person_by_username(staff.username) is None]
    for staff in new:
        _employ(staff, since)
    for window in posts_for(_organ(HALL).pk, "window", on=day_of(at)):
        _delegate(window, since, on=day_of(at))
    for post in posts_for(_organ(TOWN).pk, "leader", on=day_of(at)):
        _entrust(post, IN_THE_TOWN, since, on=day_of(at))
    for post in posts_for(_organ(STREET).pk, "window", on=day_of(at)):
        _entrust(post, IN_THE_STREET, since, on=day_of(at))
    for duty, power in FOR_THE_DISTRICT:
        for post in posts_for(_organ(HALL).pk, duty, on=day_of(at)):
            _grant(post, power, DISTRICT, since=since, on=day_of(at))
    known = [
        _citizen(*each, since=since) for each in CITIZENS if person_by_username(each[0]) is None
    ]
    bodies = [_body(*each, since=since) for each in BODIES if person_by_username(each[0]) is None]
    count = len(new) + len(known) + len(bodies)
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


def _delegate(window: Post, since: datetime, *, on: date) -> None:
    """委托: the bureaus let the window accept in their name, one of them decide too (行政许可法 第二十四条, 第二十六条)."""
    for bureau in DELEGATING:
        _grant(window, Power.ACCEPT, bureau, since=since, on=on)
    _entrust(window, ON_THE_SPOT, since, on=on)


def _entrust(post: Post, given: tuple[str, str, str], since: datetime, *, on: date) -> None:
    """委托决定: let the post decide the one matter of the bureau, if it is the post that is meant."""
    bureau, code, name = given
    matter = matter_by_code("item_code", code)
    if matter is not None and post.name == name:
        _grant(post, Power.DECIDE, bureau, since=since, on=on, matter=matter.pk)


def _grant(
    post: Post, power: Power, bureau: str, *, since: datetime, on: date, matter: int | None = None
) -> None:
    """Grant what the post does not have yet."""
    organ = _organ(bureau)
    if mandate_for(post=post, power=power, organ=organ, matter_id=matter, on=on):
        return
    plan = NewMandate(
        power=power,
        organ_id=organ.pk,
        grounds=f"{bureau}委托{post.organ.short_name}{post.name}{GRANTED[power]}（演示）",
        post_id=post.pk,
        matter_id=matter,
        since=day_of(since),
    )
    grant(plan, as_platform(since, f"delegate-{power}-{bureau}-{post.pk}"))


def _citizen(username: str, name: str, born: str, phone: str, *, since: datetime) -> str:
    act = as_platform(since, username)
    person = register_person(act, username=username, name=name, kind="public", demo=True)
    party = find_or_register("person", name, number_of(born), phone, act)
    link_person(party.pk, act, person_id=person.pk)
    if email := EMAILS.get(username):
        change_contact(party.pk, act, email=email)
        choose_channels(party.pk, act, channels=tuple(Channel))
    return username


def _body(username: str, kind: str, name: str, code: str, phone: str, *, since: datetime) -> str:
    act = as_platform(since, username)
    person = register_person(act, username=username, name=name, kind="public", demo=True)
    party = find_or_register(kind, name, code, phone, act)
    link_person(party.pk, act, person_id=person.pk)
    return username
