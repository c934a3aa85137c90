"""A hall with windows, its people and its queue, in one readable line."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from builders.identity import a_clerk, an_organ
from tongban.domains.hall.actions import booking, rota, taking
from tongban.domains.hall.actions.places import HallTerms, WindowTerms, open_hall, set_window
from tongban.domains.hall.models import Appointment, Hall, Ticket, Window
from tongban.domains.hall.queries.appointments import free_slots
from tongban.domains.hall.rules.rota import Duty, Turn
from tongban.domains.hall.rules.telling import Asked
from tongban.kernel import Act
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Organ, Person

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=SHANGHAI)
_keys = count(1)


def at(text: str) -> datetime:
    """An instant of the Monday in Shanghai, such as `09:30`."""
    return datetime.combine(MONDAY.date(), datetime.strptime(text, "%H:%M").time(), SHANGHAI)


def by(person: Person | str, when: datetime | str = MONDAY, key: str = "") -> Act:
    """An act of somebody, or of an actor such as `public`."""
    actor = person if isinstance(person, str) else person.actor_id
    return Act(actor, "", at(when) if isinstance(when, str) else when, key or f"hall-{next(_keys)}")


@dataclass
class APlace:
    """A hall with its manager, windows 1 and 2 (general), and who sits there."""

    organ: Organ
    hall: Hall
    manager: Person
    windows: list[Window] = field(default_factory=list)
    clerks: list[Person] = field(default_factory=list)

    def ticket(self, when: str = "09:10", **more: Any) -> Ticket:
        """A number taken at the machine."""
        return taking.take(self.hall.pk, by("public", when), **more)

    def booked(
        self, when: str = "10:00", *, phone: str = "", on: str = "09:00", who: str = "public"
    ) -> Appointment:
        """An appointment of that Monday; each has a telephone of its own."""
        wish = Asked(None, at(when), "李秀英", phone or f"138{next(_keys):08d}")
        return booking.book(self.hall.pk, wish, by(who, on))

    def free(self, when: str = "10:00", on: str = "09:00") -> int:
        """How many places are free in a slot of that Monday."""
        found = free_slots(self.hall, None, MONDAY.date(), at=at(on))
        return next(left for slot, left in found if slot.start == at(when))


def a_hall(windows: int = 2, *, organ: str = "区政务服务中心", **terms: Any) -> APlace:
    """A hall of nine to twelve and one to five, in slots of half an hour; each window has one place in each."""
    body = an_organ(organ)
    manager, _post = a_clerk(body, "duty_manager")
    set_up = HallTerms("政务服务大厅", "09:00-12:00 13:00-17:00", "金安大道一段", **terms)
    place = APlace(body, open_hall(body, set_up, by(manager)), manager)
    for number in range(1, windows + 1):
        a_window(place, number)
    return place


def a_window(place: APlace, number: int, **terms: Any) -> Window:
    """A window with somebody at it this week."""
    new = WindowTerms(number, terms.pop("name", "综合窗口"), "综合服务区", **terms)
    window = set_window(place.hall.pk, new, by(place.manager))
    clerk, _post = a_clerk(place.organ, "window")
    planned(place, clerk, window=window)
    place.windows.append(window)
    place.clerks.append(clerk)
    return window


def planned(
    place: APlace,
    first: Person,
    *,
    window: Window | None = None,
    deputy: Person | None = None,
    day: date | None = None,
) -> Any:
    """A turn of one day."""
    duty = Duty.GUIDE if window is None else Duty.WINDOW
    turn = Turn(
        duty, first.actor_id, deputy.actor_id if deputy else "", window.pk if window else None
    )
    return rota.plan(place.hall.pk, [day or MONDAY.date()], turn, by(place.manager))[0]


def tomorrow() -> datetime:
    """The Tuesday at nine."""
    return MONDAY + timedelta(days=1)
