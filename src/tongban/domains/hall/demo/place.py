"""演示大厅: the hall with eight windows, who sits there, and the rota of the next days."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext

from tongban.domains.hall.actions.places import HallTerms, WindowTerms, open_hall, set_window
from tongban.domains.hall.actions.rota import plan
from tongban.domains.hall.models import Hall, Window
from tongban.domains.hall.queries.places import halls_of, turns_of, windows_of, works_on
from tongban.domains.hall.rules.rota import Duty, Turn
from tongban.kernel import Act
from tongban.kernel.catalogue.queries import search
from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import appoint, open_post, register_person
from tongban.kernel.identity.queries import Organ, person_by_username, posts_of
from tongban.kernel.identity.rules import Duty as PostDuty

ORDER = 130
HOME, MANAGER = 511602, "zhengkai"
DAYS = 4
WINDOWS = (
    (1, "综合窗口", "综合服务区", "fuqian", "傅倩"),
    (2, "综合窗口", "综合服务区", "xiangbo", "向波"),
    (3, "综合窗口", "综合服务区", "wangmin", "王敏"),
    (4, "综合窗口", "综合服务区", "lengxue", "冷雪"),
    (5, "企业服务窗口", "企业服务区", "wenjing", "文静"),
    (6, "企业服务窗口", "企业服务区", "tongkai", "童凯"),
    (7, "住房保障专窗", "住房服务区", "jinghui", "景辉"),
    (8, "社会保障专窗", "民生服务区", "yinlan", "尹岚"),
)
OWN = {7: "公租房", 8: "失业"}
"""专窗: the windows that take matters of their own, with the words that find these."""
BESIDE = (("guide", "moyan", "莫燕"), ("helper", "shengjie", "盛杰"))


def load(at: datetime) -> str:
    """Open the hall once, and plan the working days that are next and not planned yet."""
    organ = organ_of(at)
    if organ is None:
        return ""
    new = hall_of_demo() is None
    if new:
        _opened(organ, at)
    for hall in halls_of(HOME)[:1]:
        for day in _days(at):
            _planned(hall, day, at)
    return gettext("a hall with {n} windows").format(n=len(WINDOWS)) if new else ""


def organ_of(at: datetime) -> Organ | None:
    """Return the organ of the demo's duty manager."""
    person = person_by_username(MANAGER)
    posts = posts_of(person, on=day_of(at)) if person else []
    managed = [post.organ for post in posts if post.duty == PostDuty.DUTY_MANAGER]
    return managed[0] if managed else None


def hall_of_demo() -> Hall | None:
    """Return the demo's hall, once it is there."""
    halls = halls_of(HOME)
    return halls[0] if halls else None


def actor(username: str) -> str:
    """Return one of the demo's people as an actor; empty for nobody."""
    person = person_by_username(username)
    return person.actor_id if person else ""


def acting(at: datetime, key: str) -> Act:
    """Return an act of the platform."""
    return Act("system", "", at, f"demo/hall/{key}")


def _opened(organ: Organ, at: datetime) -> None:
    terms = HallTerms("区政务服务中心大厅", "09:00-12:00 13:30-17:30", "广安区金安大道一段")
    hall = open_hall(organ, terms, acting(at, "open"))
    for number, name, area, username, called in WINDOWS:
        words = OWN.get(number)
        found = search(words, on=day_of(at), size=3).rows if words else ()
        window = WindowTerms(
            number, name, area, not found, tuple(one.matter_id for one in found), places=2
        )
        set_window(hall.pk, window, acting(at, f"window/{number}"))
        _known(organ, username, called, at)
    for _duty, username, called in BESIDE:
        _known(organ, username, called, at)


def _known(organ: Organ, username: str, called: str, at: datetime) -> None:
    """Register who is not there yet, in a post of the organ without powers."""
    if person_by_username(username) is not None:
        return
    act = acting(at, f"person/{username}")
    person = register_person(act, username=username, name=called, kind="staff")
    post = open_post(organ.pk, act, name=f"大厅窗口岗（{called}）", duty="staff", since=day_of(at))
    appoint(person.pk, act, post_id=post.pk, since=day_of(at))


def _days(at: datetime) -> list[date]:
    return [day_of(at) + timedelta(days=each) for each in range(DAYS)]


def _planned(hall: Hall, day: date, at: datetime) -> None:
    """Give each window its person, with the one of the next window as deputy."""
    if not works_on(hall, day) or turns_of(hall, [day]):
        return
    windows: dict[int, Window] = {one.number: one for one in windows_of(hall)}
    for place, (number, _name, _area, username, _called) in enumerate(WINDOWS):
        deputy = WINDOWS[(place + 1) % len(WINDOWS)][3]
        turn = Turn(Duty.WINDOW, actor(username), actor(deputy), windows[number].pk)
        plan(hall.pk, [day], turn, acting(at, f"turn/{day}/{number}"))
    for duty, username, _called in BESIDE:
        turn = Turn(Duty(duty), actor(username))
        plan(hall.pk, [day], turn, acting(at, f"turn/{day}/{duty}"))
    turn = Turn(Duty.MANAGER, actor(MANAGER))
    plan(hall.pk, [day], turn, acting(at, f"turn/{day}/manager"))
