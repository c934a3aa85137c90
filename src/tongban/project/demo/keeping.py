"""What lies on the desks of keepers and duty managers: drafts, reviews, searches in vain, and what could not be got done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from tongban.kernel import Act
from tongban.kernel.catalogue import actions as catalogue
from tongban.kernel.catalogue.content import Paper
from tongban.kernel.catalogue.keeper.queries import said_by, versions_of
from tongban.kernel.catalogue.queries import (
    MatterVersion,
    matter_by_code,
    search,
    version_in_force,
)
from tongban.kernel.clock import day_of
from tongban.kernel.concerns.actions import answer, raise_concern
from tongban.kernel.concerns.rules import ConcernKind, Told
from tongban.kernel.identity.queries import person_by_username
from tongban.project.demo.acting import as_person, as_platform

ORDER = 70
HOME = 511602
KEEPER, SECOND, MANAGER = "chengyuan", "puping", "zhengkai"
HALL: Mapping[str, Any] = {
    "place": "广安区政务服务中心综合窗口",
    "hours": "工作日 9:00—12:00，13:00—17:00",
    "contacts": "咨询：12345 政务服务便民热线，或者区政务服务中心咨询引导台",
    "complaints": "投诉：12345 政务服务便民热线",
    "fee": "不收费",
    "visits": 1,
    "visits_reason": "到窗口核对证件原件，当场办结。",
    "channels": ("window",),
}
"""What is entered of every matter that is worked on."""
CARD = Paper(key="identity", name="居民身份证", kind="copy", standard="正反面，文字清楚。")


@dataclass(frozen=True, slots=True)
class Work:
    """One keeper's work on one matter: how many days ago, what is entered and why, and how far it came.

    `came` is `draft`, `asked`, `returned`, or `agreed`; what is agreed to is published `after` so many days.
    """

    code: str
    ago: int
    reason: str
    entered: Mapping[str, Any]
    came: str
    after: int = 1


@dataclass(frozen=True, slots=True)
class Raised:
    """What somebody told, how many days ago, and what the duty manager answered, if anything; `by` whom, if he was signed in."""

    ago: int
    kind: ConcernKind
    words: str
    contact: str = ""
    answer: str = ""
    by: str = ""


WORKS = (
    Work(
        "512B0066500002-511602000000-000-1151130108778239R-1-00",
        40,
        "补全办事指南",
        {
            "summary": "为有求职要求的劳动者免费提供职业测评、求职咨询和岗位推荐。",
            "conditions": "在法定劳动年龄内、有求职要求的劳动者。",
            "materials": (CARD,),
        },
        "agreed",
    ),
    Work(
        "512B0003600029-511602000000-000-11511301008778298W-1-00",
        6,
        "按新的办公时间修订，下月起执行",
        {"summary": "家庭人均收入低于当地最低生活保障标准的，可以申请最低生活保障。"},
        "agreed",
        20,
    ),
    Work(
        "512B0067700001-511602000000-000-1251130145225903XN-1-00",
        3,
        "补充申请材料",
        {"summary": "取得职业技能等级证书的，可以申领鉴定补贴。", "materials": (CARD,)},
        "asked",
    ),
    Work(
        "512C0053300008-511602000000-000-115113010833722043-1-00",
        9,
        "明确咨询方式",
        {"summary": "咨询从学前教育到高等教育的学生资助政策。"},
        "returned",
    ),
    Work(
        "Z-000077-001-511602000000-000-11511301008778255F-1-00",
        2,
        "整理办理地点",
        {"summary": "物业管理招标人确定中标人后，将中标结果向区住建局备案。"},
        "draft",
    ),
)
ASKED_IN_VAIN = (
    ("电动车上牌", 7), ("充电桩安装", 5), ("加装电梯", 4), ("无人机飞行报备", 3), ("宠物狗上户口", 3), ("民宿开业", 2),
    ("车位被占", 2), ("外卖骑手社保", 2), ("借条公证", 1), ("祖坟迁移", 1),
)  # fmt: skip
"""Questions, and how often each is asked; only those that the search cannot answer are counted."""
RAISED = (
    Raised(
        24,
        ConcernKind.UNRESOLVED,
        "老人卧床来不了窗口，优待证一直没办成，问能不能由社区代办。",
        "13800001111",
        "可以由村（社区）代办点代为申请，也可以预约上门。已请北辰街道便民服务中心当日联系您。",
        by="lixiuying",
    ),
    Raised(
        15,
        ConcernKind.SUGGESTION,
        "二楼叫号屏字太小，排队的人看不清，建议换大一点的屏。",
        answer="二楼已经换用大字版叫号界面，并开启语音播报。谢谢您的建议。",
    ),
    Raised(3, ConcernKind.UNRESOLVED, "排水许可网上交了两次，都提示附件超过大小，打了电话没有人接。", "13900002222"),
    Raised(1, ConcernKind.SUGGESTION, "建议中午也留一个窗口值班，上班族只有午休有空。"),
)  # fmt: skip


def load(at: datetime) -> str:
    """Do each piece of work that was not begun yet."""
    done = [_work(work, at) for work in WORKS]
    if not any(done):
        return ""
    _ask_in_vain(at)
    for n, raised in enumerate(RAISED):
        _raise(f"concern/{n}", raised, at)
    return gettext("{n} matters on the keepers' desks").format(n=sum(done))


def _act(username: str, at: datetime, key: str) -> Act:
    person = person_by_username(username)
    if person is None:
        raise LookupError(username)
    return as_person(person, at, f"keeping/{key}")


def _work(work: Work, at: datetime) -> bool:
    """Take up a matter that nobody has worked on; say whether it was taken up."""
    began = at - timedelta(days=work.ago)
    matter = matter_by_code("item_code", work.code)
    current = version_in_force(matter.pk, on=day_of(began)) if matter else None
    content = said_by(current)
    if current is None or content is None or versions_of(current.matter_id).count() > 1:
        return False
    draft = catalogue.draft_version(
        current.matter_id,
        _act(KEEPER, began, f"draft/{work.code}"),
        content=replace(content, **HALL, **work.entered),
        reason=work.reason,
    )
    if work.came != "draft":
        _review(draft, work, began + timedelta(hours=1))
    return True


def _review(draft: MatterVersion, work: Work, at: datetime) -> None:
    review = catalogue.submit_for_review(draft.pk, _act(KEEPER, at, f"ask/{work.code}"))
    act = _act(SECOND, at + timedelta(hours=2), f"answer/{work.code}")
    if work.came == "returned":
        catalogue.send_back(review.pk, act, words="请写明到哪个科室咨询，补齐后再提交。")
    if work.came == "agreed":
        catalogue.agree(review.pk, act)
        last = _act(KEEPER, at + timedelta(hours=3), f"publish/{work.code}")
        catalogue.publish(draft.pk, last, on=day_of(last.at) + timedelta(days=work.after))


def _ask_in_vain(at: datetime) -> None:
    for question, often in ASKED_IN_VAIN:
        found = search(question, on=day_of(at))
        for n in range(0 if found.answered else often):
            act = as_platform(at - timedelta(days=2 * n), f"search/{question}/{n}")
            catalogue.count_miss(question, act, home=HOME, partial=found.total > 0)


def _raise(key: str, raised: Raised, at: datetime) -> None:
    began = at - timedelta(days=raised.ago)
    told = Told(raised.kind, raised.words, contact=raised.contact)
    act = _act(raised.by, began, key) if raised.by else as_platform(began, key)
    concern = raise_concern(told, act, home=HOME)
    if raised.answer:
        act = _act(MANAGER, began + timedelta(days=1), f"{key}/answer")
        answer(concern.pk, act, words=raised.answer)
