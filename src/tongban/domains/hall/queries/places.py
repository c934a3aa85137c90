"""Reading halls, windows and the rota, and who may do what in which hall."""

from collections.abc import Iterable
from datetime import date, datetime
from hmac import compare_digest

from django.db.models import Q, QuerySet

from tongban.domains.hall.models import Hall, Turn, Window
from tongban.domains.hall.rules.hours import is_open
from tongban.domains.hall.rules.rota import Duty
from tongban.kernel.catalogue.queries import versions_in_force
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Organ, Person, people_of, posts_of
from tongban.kernel.identity.rules import Duty as PostDuty
from tongban.kernel.law.queries import calendar
from tongban.kernel.sealing import blind

TERMINAL = "hall-terminal"


def halls_of(home: int) -> list[Hall]:
    """Return the halls of a county, the first one first."""
    return list(Hall.objects.filter(home=home).order_by("pk"))


def hall_by_id(hall_id: int) -> Hall | None:
    """Return a hall."""
    return Hall.objects.filter(pk=hall_id).select_related("organ").first()


def managed_halls(reader: Person, *, on: date) -> list[Hall]:
    """Return the halls of the organs in which the reader is duty manager (值班主任)."""
    organs = managed_organs(reader, on=on)
    return list(Hall.objects.filter(organ__in=organs).order_by("pk")) if organs else []


def managed_organs(reader: Person, *, on: date) -> list[Organ]:
    """Return the organs in which the reader is duty manager, whether they have a hall or not."""
    posts = posts_of(reader, on=on)
    found = {post.organ_id: post.organ for post in posts if post.duty == PostDuty.DUTY_MANAGER}
    return list(found.values())


def worked_halls(reader: Person, *, on: date) -> list[Hall]:
    """Return the halls in which the reader works: of the organs in which a post is held, and where the rota of the day says so."""
    organs = {post.organ_id for post in posts_of(reader, on=on)}
    planned = Turn.objects.filter(_planned(reader.actor_id), day=on).values("hall")
    return list(Hall.objects.filter(Q(organ__in=organs) | Q(pk__in=planned)).order_by("pk"))


def works_in(actor: str, hall: Hall, *, on: date) -> bool:
    """Tell whether an actor works in a hall on that day."""
    planned = Turn.objects.filter(_planned(actor), hall=hall, day=on).exists()
    return planned or any(one.actor_id == actor for one in people_of(hall.organ_id, on=on))


def manages(actor: str, hall: Hall, *, on: date) -> bool:
    """Tell whether an actor is duty manager of a hall on that day."""
    people = people_of(hall.organ_id, on=on)
    person = next((one for one in people if one.actor_id == actor), None)
    return person is not None and hall in managed_halls(person, on=on)


def staff_of(hall: Hall, *, on: date) -> list[Person]:
    """Return who may be put on the rota of a hall, by name."""
    return people_of(hall.organ_id, on=on)


def windows_of(hall: Hall) -> QuerySet[Window]:
    """Return the windows of a hall by number, closed ones among them."""
    return Window.objects.filter(hall=hall).order_by("number")


def open_windows(hall: Hall) -> list[Window]:
    """Return the windows of a hall that are not closed, by number."""
    return list(windows_of(hall).filter(closed_at__isnull=True))


def window_by_id(window_id: int) -> Window | None:
    """Return a window with its hall."""
    return Window.objects.filter(pk=window_id).select_related("hall__organ").first()


def turns_of(hall: Hall, days: Iterable[date]) -> list[Turn]:
    """Return the rota of a hall on some days, windows first, by their numbers."""
    rows = Turn.objects.filter(hall=hall, day__in=list(days)).select_related("window")
    return list(rows.order_by("day", "window__number", "duty", "pk"))


def sitting_at(hall: Hall, *, on: date) -> dict[int, str]:
    """Return which actor sits at which window on that day, by window."""
    turns = turns_of(hall, [on])
    return {one.window_id: one.plan.sitting for one in turns if one.window_id is not None}


def own_windows(reader: Person, *, on: date) -> list[Window]:
    """Return the open windows at which the reader sits on that day, by hall and number."""
    rows = Turn.objects.filter(_planned(reader.actor_id), day=on, duty=Duty.WINDOW)
    turns = rows.select_related("window__hall").order_by("hall", "window__number")
    return [
        one.window
        for one in turns
        if one.window and one.window.closed_at is None and one.plan.sitting == reader.actor_id
    ]


def takers(hall: Hall, matter: int | None) -> list[Window]:
    """Return the open windows that take a matter (none: 综合), those that take little else first."""
    found = [one for one in open_windows(hall) if one.takes.take(matter)]
    return sorted(found, key=lambda one: (one.general, one.number))


def matters_named(matters: Iterable[int], *, on: date) -> dict[int, str]:
    """Return the names of matters in force on that day."""
    rows = versions_in_force(on).filter(matter__in=set(matters))
    return dict(rows.values_list("matter_id", "name"))


def offered(hall: Hall, *, on: date) -> list[tuple[int, str]]:
    """Return the matters that have a window of their own, by name."""
    own = {matter for one in open_windows(hall) for matter in one.matters}
    return sorted(matters_named(own, on=on).items(), key=lambda one: one[1])


def works_on(hall: Hall, day: date) -> bool:
    """Tell whether a hall opens on a day, by the calendar of its place."""
    return calendar(f"{hall.home:06d}").is_working(day)


def open_now(hall: Hall, *, at: datetime) -> bool:
    """Tell whether a hall is open at that instant."""
    return works_on(hall, day_of(at)) and is_open(at, hall.hours)


def terminal_token(hall: Hall) -> str:
    """Return the secret part of the address of the machine at the entrance."""
    return f"{hall.pk}-{blind(str(hall.pk), purpose=TERMINAL)[:24]}"


def hall_of_terminal(token: str) -> Hall | None:
    """Return the hall whose machine has this token."""
    number = token.partition("-")[0]
    known = number.isascii() and number.isdecimal() and len(number) < 19
    hall = hall_by_id(int(number)) if known else None
    fits = hall is not None and compare_digest(terminal_token(hall).encode(), token.encode())
    return hall if fits else None


def _planned(actor: str) -> Q:
    return Q(first=actor, absent=False) | Q(deputy=actor, absent=True)
