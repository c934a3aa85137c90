"""Courses of the other procedures, one of each at another stage."""

from pathlib import Path

from django.conf import settings

from tongban.kernel.archives.building import file_of
from tongban.kernel.cases import actions
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.story import story_of
from tongban.kernel.clock import day_of
from tongban.project.demo.courses.course import Course, When, person


def filing_before_the_leader(course: Course) -> None:
    """备案: accepted, and waiting for the leader."""
    course.submit("food_shop_filing", "longtai", (2, "10:50"))
    course.accept("wangmin", (1, "09:45"))


def payment_before_the_leader(course: Course) -> None:
    """给付: checked by the office of relief, and waiting for the decision."""
    course.submit("disaster_relief", "lixiuying", (8, "15:30"))
    course.accept("wangmin", (7, "10:05"))
    course.review("pengbo", (3, "16:15"), "经入户核实，房屋严重损坏属实，建议给予过渡期生活救助。")


def reward_under_review(course: Course) -> None:
    """奖励: accepted, and being examined."""
    course.submit("meteorology_reward", "lixiuying", (15, "09:20"))
    course.accept("wangmin", (14, "14:25"))


def ruling_with_originals(course: Course) -> None:
    """裁决: the other side was heard; original papers wait for the officer's signature on the list."""
    course.submit("enterprise_name_ruling", "qujiang", (6, "10:25"), delivery="post")
    course.accept("wenjing", (5, "11:40"))
    taken = [
        ("application", "企业名称争议裁决申请书（正本和副本）", 2),
        ("evidence", "购销合同和客户投诉信原件", 5),
    ]
    course.whole(actions.take_originals, "wenjing", (5, "11:50"), taken=taken)
    words = "被申请人陈述：本公司名称经登记使用，没有误导客户的意思，愿意参加调解。"
    course.whole(actions.hear, "fengtao", (2, "15:00"), role="third_party", words=words)
    to = person("fengtao").actor_id
    course.whole(
        actions.offer_handover,
        "wenjing",
        (1, "14:30"),
        originals=sorted(course.state().originals),
        to=to,
    )


def card_with_the_agent(course: Course) -> None:
    """公共服务: the street's agent took it in; the hall has yet to note that it arrived."""
    course.submit(
        "senior_card",
        "luoguilan",
        (2, "09:40"),
        {"card.reason": "lost", "card.helper": "罗小川"},
        by="liangchen",
        channel="agent",
    )


def consultation_answered(course: Course) -> None:
    """咨询: a question, answered the next day."""
    course.submit("school_consultation", "lixiuying", (4, "16:40"), delivery="electronic")
    words = (
        "您好。小学一年级招生报名一般在每年 6 月开始，具体时间以当年公布的招生方案为准。"
        "请准备户口簿、房屋产权或者居住证明和儿童预防接种证，按划片到学校报名。"
    )
    course.review("duanqian", (3, "10:55"), words)


def internal_before_the_leader(course: Course) -> None:
    """内部请示: one organ asks another; reviewed, and waiting for the leader."""
    course.submit("archive_transfer_delay", "wenlvju", (7, "11:20"), delivery="electronic")
    course.accept("shixin", (6, "09:30"))
    course.review("renjie", (2, "14:10"), "理由正当，保管条件符合要求，建议同意延期一年。")


def card_archived(course: Course) -> None:
    """归档: granted, collected, and its file closed."""
    course.submit("senior_card", "luoguilan", (25, "09:10"), by="wangmin", channel="counter")
    course.accept("wangmin", (25, "09:25"))
    course.decide("yelan", (22, "15:45"), "符合条件，准予发放。")
    course.collected("wangmin", (19, "10:30"), "罗桂兰")
    _archived(course, "yelan", (18, "16:20"))


def _archived(course: Course, who: str, when: When) -> None:
    """Close the file, where the type is there in which its papers are set; without it the case stays delivered."""
    type_folder, reader, at = Path(settings.TONGBAN_TYPE), person(who), course.at(when)
    if not type_folder.is_dir():
        return
    case = case_by_number(course.number, reader, on=day_of(at))
    if case is None:
        raise LookupError(course.number)
    made = file_of(story_of(case, reader, at=at), fonts=type_folder)
    course.whole(actions.archive, who, when, digest=made.digest, papers=len(made.pieces))
