"""事项检索: what a search page asks for and what its filters offer."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from tongban.kernel import Act
from tongban.kernel.catalogue.actions import count_miss
from tongban.kernel.catalogue.narrowing import Choice, Choices, Narrowing
from tongban.kernel.catalogue.queries import Audience, Channel, Found, Level, PowerType
from tongban.portal.moments import now
from tongban.portal.place import home

LONGEST_QUESTION = 60
Picked = TypeVar("Picked", Audience, Channel)


@dataclass(frozen=True, slots=True)
class Asked:
    """检索请求: the words and the filters of an address."""

    question: str
    narrowing: Narrowing
    page: int


@dataclass(frozen=True, slots=True)
class Filter:
    """筛选框: one select of the search page."""

    name: str
    label: str
    whole: str
    chosen: str
    choices: tuple[Choice, ...]


def asked_by(request: HttpRequest) -> Asked:
    """Return what the address asks for; what it does not say rightly is not narrowed."""
    question = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    narrowing = Narrowing(
        organ_id=_number(request, "department"),
        power_type=_number_of(request, "type", PowerType.values),
        level=_number_of(request, "level", Level.values),
        audience=_one_of(request, "for", (Audience.PERSON, Audience.ENTERPRISE)),
        channel=_one_of(request, "channel", Channel),
    )
    return Asked(question, narrowing, _number(request, "page") or 1)


def filters_of(choices: Choices, narrowing: Narrowing) -> list[Filter]:
    """Return the selects that have something to choose; what is chosen is always among it."""
    anybody, anywhere = gettext("Everybody"), gettext("Anywhere")
    organ, power_type = gettext("All departments"), gettext("All kinds")
    whom, where = pgettext("search", "For whom"), pgettext("search", "Where to apply")
    offered = (
        ("for", whom, anybody, narrowing.audience, choices.audiences),
        ("department", gettext("Department"), organ, narrowing.organ_id, choices.organs),
        ("type", gettext("Power type"), power_type, narrowing.power_type, choices.power_types),
        (
            "level",
            gettext("Level of exercise"),
            gettext("All levels"),
            narrowing.level,
            choices.levels,
        ),
        ("channel", where, anywhere, narrowing.channel, choices.channels),
    )
    return [
        Filter(name, said, whole, _text(at), values)
        for name, said, whole, at, values in offered
        if values
    ]


def note_miss(asked: Asked, found: Found) -> None:
    """Let the keepers see a question that the whole catalogue cannot answer; a filter or a page is not its fault."""
    if asked.question and not asked.narrowing and asked.page == 1 and not found.answered:
        act = Act(by="system", organ="", at=now(), key=uuid4().hex)
        count_miss(asked.question, act, home=home(), partial=found.total > 0)


def _text(chosen: object) -> str:
    return "" if chosen is None else str(getattr(chosen, "value", chosen))


def _one_of(request: HttpRequest, name: str, values: Iterable[Picked]) -> Picked | None:
    return next((one for one in values if one.value == request.GET.get(name)), None)


def _number_of(request: HttpRequest, name: str, values: Container[int]) -> int | None:
    number = _number(request, name)
    return number if number in values else None


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None
