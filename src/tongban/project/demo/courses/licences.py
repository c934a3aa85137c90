"""Courses of licences: from a demand to supplement to a licence that lies ready at the window."""

from datetime import datetime, time

from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Answer, Point, Wish
from tongban.kernel.clock import SHANGHAI
from tongban.project.demo.courses.course import Course, person

LICENCE = "drainage_licence"
WINDOW, REVIEWER, CHAIR, LEADER = "wangmin", "tangli", "zengli", "wujianguo"


def supplement_asked(course: Course) -> None:
    """补正: two things are missing, and the applicant has some days left."""
    course.submit(
        LICENCE,
        "hengsheng",
        (4, "10:20"),
        {"discharge.place": "广安区枣山街道迎宾大道 27 号洗涤车间"},
    )
    points = [
        Point(
            "water_report",
            "水质检测报告没有计量认证标志，采样日期已超过三个月",
            "请重新采样，提交有资质机构出具的报告",
        ),
        Point(
            "drainage_plan",
            "图纸没有标出专用检测井的位置",
            "请补标检测井位置和口径，加盖公章后重新上传",
        ),
    ]
    course.item(actions.request_supplement, WINDOW, (3, "15:10"), points=points)


def accepted_by_silence(course: Course) -> None:
    """视为受理: nobody answered within the five days, so the platform notes that it counts as accepted."""
    course.submit(
        LICENCE, "qujiang", (9, "11:05"), {"discharge.place": "广安区官盛新区渠江大道 9 号二期厂房"}
    )
    course.let_time_pass("silence")


def expert_review(course: Course) -> None:
    """专家评审: the clock stands still until an announced day, and the due day has moved."""
    changes = {"discharge.place": "广安区龙台镇工业路 5 号", "discharge.daily_volume": 180}
    course.submit(LICENCE, "longtai", (12, "09:35"), changes, delivery="electronic")
    course.accept(WINDOW, (11, "10:30"))
    words = "日排水量较大，预处理工艺需要组织专家评审，评审时间不计入办理期限。"
    course.whole(
        actions.open_special,
        REVIEWER,
        (9, "14:20"),
        kind="expert_review",
        announced=course.ahead(4),
        reasons=words,
    )


def hearing_arranged(course: Course) -> None:
    """听证: offered, asked for in time, and arranged for a day ahead, with a chair who did not review."""
    course.submit(
        LICENCE, "qujiang", (18, "09:50"), {"discharge.place": "广安区浓洄街道五福西街 3 号"}
    )
    course.accept(WINDOW, (17, "11:15"))
    words = "排放口邻近居民取水点，涉及他人重大利益关系，现告知申请人、利害关系人有权要求听证。"
    course.whole(actions.offer_hearing, REVIEWER, (15, "10:00"), words=words)
    words = "我公司认为排放口位置符合规划，要求举行听证，当面说明。"
    course.whole(actions.ask_hearing, "qujiang", (12, "16:05"), special=1, words=words)
    chair = person(CHAIR)
    plan = {
        "place": "广安区政务服务中心四楼听证室",
        "chair": chair.actor_id,
        "chair_name": chair.name,
        "people": ["唐丽", "周婷"],
    }
    on = datetime.combine(course.ahead(3), time(9, 30), SHANGHAI)
    course.whole(actions.arrange_special, REVIEWER, (10, "15:40"), special=1, on=on, plan=plan)


def extension_asked(course: Course) -> None:
    """延期报批: after a visit on site, ten days are not enough; the leader has not approved yet."""
    course.submit(
        LICENCE, "hengsheng", (9, "14:35"), {"discharge.place": "广安区枣山街道火车站路 12 号"}
    )
    course.accept(WINDOW, (8, "09:25"))
    _visited(course)
    reason = "现场核查发现雨污管网需要整改，整改后要再次核查，期限内不能作出决定。"
    wish = Wish("extension", {"days": 8, "reason": reason})
    course.whole(actions.ask, REVIEWER, (1, "16:10"), wish=wish)


def _visited(course: Course) -> None:
    """现场核查: two officials go and write down what they saw."""
    words = "核对排放口、检测井和预处理设施。"
    course.whole(
        actions.open_special,
        REVIEWER,
        (6, "10:10"),
        kind="site_visit",
        announced=course.ago(4),
        reasons=words,
    )
    people = ["唐丽", "曾莉"]
    on = course.at((5, "10:00"))
    plan = {"place": "广安区枣山街道火车站路 12 号", "people": people}
    course.whole(actions.arrange_special, REVIEWER, (6, "10:30"), special=1, on=on, plan=plan)
    record = {
        "text": "检测井位置与图纸一致；厂区东侧雨水口接入污水管，当场要求整改。",
        "people": people,
        "signed": True,
        "happened": course.ago(5).isoformat(),
    }
    course.whole(actions.conclude_special, REVIEWER, (5, "15:20"), special=1, record=record)


def refused(course: Course) -> None:
    """不予许可: refused with its reasons, after the applicant was heard, and sent by post."""
    changes = {
        "discharge.place": "广安区龙台镇老街 41 号",
        "discharge.facility": "只有沉淀池，没有隔油和除渣设施。",
    }
    course.submit(LICENCE, "longtai", (17, "10:45"), changes, delivery="post")
    course.accept(WINDOW, (16, "09:40"))
    words = "我公司正在联系安装隔油池，请求给予时间。"
    course.whole(actions.hear, "longtai", (12, "11:30"), role="applicant", words=words)
    words = "只有沉淀池，没有按规定建设隔油、除渣等预处理设施，不符合《城镇污水排入排水管网许可管理办法》规定的条件，建议不予许可。"
    course.review(REVIEWER, (9, "14:50"), words, outcome="refused")
    words = "排放的污水含油脂和悬浮物，没有按照规定建设相应的预处理设施，不符合许可条件。设施建成后可以重新申请。"
    course.decide(LEADER, (7, "10:15"), words, outcome="refused")
    proof = {"recipient": "蒲小兰", "tracking": "1276543210987"}
    course.whole(
        actions.deliver, WINDOW, (3, "16:30"), mode="post", happened=course.ago(4), proof=proof
    )


def granted_and_collected(course: Course) -> None:
    """准予许可: granted, the certificate given, and collected at the window."""
    course.submit(LICENCE, "hengsheng", (24, "09:30"))
    course.accept(WINDOW, (23, "10:20"))
    course.review(REVIEWER, (19, "15:35"), "排放口设置、水质和预处理设施均符合规定，建议准予许可。")
    course.decide(LEADER, (17, "11:10"), "符合许可条件，准予许可。")
    course.collected(WINDOW, (14, "09:55"), "彭静")


def granted_and_waiting(course: Course) -> None:
    """待领取: granted some days ago; the certificate lies ready at the window."""
    course.submit(LICENCE, "qujiang", (12, "15:15"))
    course.accept(WINDOW, (11, "16:20"))
    course.review(REVIEWER, (6, "10:40"), "经审查，材料齐全，水质达标，建议准予许可。")
    course.decide(LEADER, (2, "15:25"), "符合许可条件，准予许可。")


def came_by_post(course: Course) -> None:
    """收件日报批: the papers came by post two days before they were entered; the duty manager must approve that day."""
    course.submit(
        LICENCE,
        "longtai",
        (1, "10:15"),
        {"discharge.place": "广安区龙台镇工业路 5 号冷库"},
        by=WINDOW,
        channel="post",
        received_on=course.ago(3),
        ground="post",
        delivery="post",
    )


def not_competent(course: Course) -> None:
    """不予受理: the place lies in another district, whose organ is named."""
    course.submit(
        LICENCE, "hengsheng", (6, "09:15"), {"discharge.place": "广安市前锋区工业大道 88 号"}
    )
    organ = "广安市前锋区住房和城乡建设局"
    words = "排水地点位于前锋区，不属于本机关职权范围，请向前锋区排水主管部门申请。"
    answer = Answer("not_competent", words, organ)
    course.item(actions.decline, WINDOW, (5, "10:35"), answer=answer)


def decided_on_the_spot(course: Course) -> None:
    """当场决定: at the counter, decided and handed over within the hour."""
    course.submit("transport_certificate", "qujiang", (2, "14:05"), by=WINDOW, channel="counter")
    course.decide(WINDOW, (2, "14:20"), "材料齐全，符合法定形式，当场补发。")
    course.collected(WINDOW, (2, "14:40"), "范小雨")
