"""演示排队: today's appointments and tickets, called by seven windows up to now or to the last minute the hall was open."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.utils.translation import gettext

from tongban.domains.hall.actions import booking, calling, patrols, questions, taking
from tongban.domains.hall.demo.place import MANAGER, acting, actor, hall_of_demo
from tongban.domains.hall.models import Hall, Ticket, Window
from tongban.domains.hall.queries.appointments import days_open
from tongban.domains.hall.queries.places import open_windows, sitting_at, works_on
from tongban.domains.hall.queries.tickets import AT_WINDOW, line_of, tickets_of
from tongban.domains.hall.rules.hours import is_open, opening, slots
from tongban.domains.hall.rules.telling import Asked
from tongban.kernel import Act
from tongban.kernel.clock import SHANGHAI, day_of

ORDER = 135
MINUTES, EVERY = 44, 2
"""How long the queue of the demo has been moving, and every how many minutes somebody takes a number."""
SERVICE = (15, 22, 18, 25, 17, 28, 21, 24)
"""How many minutes each window takes, by its place."""
FAVOURED = {5: "elder", 11: "soldier", 17: "disabled"}
COMING = ("贺芳", "严明", "姚丽", "钟强", "谭静", "廖勇", "邱月", "曾伟")
FINDING = "3号窗口叫号屏亮度不足，老年人看不清号码。"
QUESTION = "外地户口的孩子在本区上学，居住证和入学材料分别在哪里办？"


def load(at: datetime) -> str:
    """Let the day come as far as it did, once a day; on a day off and before the hall opens there is none."""
    hall = hall_of_demo()
    if hall is None or not works_on(hall, day_of(at)) or tickets_of(hall, day_of(at)):
        return ""
    until = _last_open(hall, at)
    if until is None:
        return ""
    _books(hall, until)
    _moves(hall, until)
    _records(hall, until)
    count = len(tickets_of(hall, day_of(at)))
    return gettext("{n} tickets in the hall").format(n=count)


def _last_open(hall: Hall, at: datetime) -> datetime | None:
    """Return the instant, or the last minute before it at which the hall was open that day."""
    here = at.astimezone(SHANGHAI).replace(second=0, microsecond=0)
    if is_open(here, hall.hours):
        return here
    ends = [datetime.combine(here.date(), end, SHANGHAI) for _begin, end in opening(hall.hours)]
    past = [one for one in ends if one <= here]
    return past[-1] - timedelta(minutes=1) if past else None


def _books(hall: Hall, until: datetime) -> None:
    """Book some slots of today and of the next working day; two who come now check in."""
    day = until.date()
    asked = datetime.combine(day, time.min, SHANGHAI)
    today = slots(day, hall.hours, hall.slot)
    later = [one for one in days_open(hall, on=day) if one > day][:1]
    coming = [one for one in today if one.end > until][:3]
    coming += [slot for each in later for slot in slots(each, hall.hours, hall.slot)[:5]]
    for place, (slot, name) in enumerate(zip(coming, COMING, strict=False)):
        wish = Asked(None, slot.start, name, f"1390000{place:04d}")
        row = booking.book(hall.pk, wish, _public(asked, f"book/{day}/{place}"))
        if slot.start <= until + timedelta(minutes=hall.slot) and place < 2:
            when = max(until - timedelta(minutes=9 - place), _begins(hall, until))
            taking.check_in(hall.pk, row.number, _public(when, f"check/{day}/{place}"))


def _moves(hall: Hall, until: datetime) -> None:
    """Let people come and seven windows work, minute by minute; at the end two windows have just called."""
    windows, held = open_windows(hall), dict[int, Ticket]()
    matters = [one.matters[0] for one in windows if one.matters]
    sitting = sitting_at(hall, on=until.date())
    at, number = max(until - timedelta(minutes=MINUTES), _begins(hall, until)), 0
    while at <= until:
        if (until - at).seconds // 60 % EVERY == 0:
            number += 1
            matter = matters[number % len(matters)] if matters and number % 4 == 0 else None
            act = _public(at, f"ticket/{at:%Y%m%d%H%M}")
            taking.take(hall.pk, act, matter=matter, priority=FAVOURED.get(number, ""))
        for place, window in enumerate(windows[:-1]):
            who = sitting.get(window.pk, "")
            act = Act(who, "", at, f"demo/hall/step/{window.pk}/{at:%Y%m%d%H%M}")
            _step(window, held, SERVICE[place] if at < until or place > 1 else 0, act)
        at += timedelta(minutes=1)


def _step(window: Window, held: dict[int, Ticket], service: int, act: Act) -> None:
    """Do what a window does in a minute: finish after its time and call, begin a minute later; one in nine does not come."""
    row = held.get(window.pk)
    if row is not None and row.state == Ticket.State.CALLED:
        absent = row.sequence % 9 == 0 and not row.passes
        held[window.pk] = (calling.pass_over if absent else calling.begin)(row.pk, act)
    elif row is not None and row.began_at and act.at - row.began_at >= timedelta(minutes=service):
        held[window.pk] = calling.finish(row.pk, act)
    if row is None or held[window.pk].state not in AT_WINDOW:
        if line_of(window, at=act.at):
            held[window.pk] = calling.call_next(window.pk, replace(act, key=f"{act.key}/next"))
        else:
            held.pop(window.pk, None)


def _records(hall: Hall, until: datetime) -> None:
    day, manager = until.date(), actor(MANAGER)
    act = Act(manager, "", until, f"demo/hall/patrol/{day}")
    patrols.record(hall.pk, act, findings=FINDING, due_on=day + timedelta(days=3))
    questions.ask(hall.pk, Act(manager, "", until, f"demo/hall/question/{day}"), words=QUESTION)


def _begins(hall: Hall, until: datetime) -> datetime:
    """Return when the span of hours began in which the hall was open last."""
    begun = [begin for begin, _end in opening(hall.hours) if begin <= until.time()]
    return datetime.combine(until.date(), begun[-1], SHANGHAI)


def _public(at: datetime, key: str) -> Act:
    return Act("public", "", at, acting(at, key).key)
