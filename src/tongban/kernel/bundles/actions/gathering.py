"""共同会商: joint reviews, surveys, signings and acceptances: called, moved, held, with one common result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles.actions.keeping import Book, locked_for, organs_in
from tongban.kernel.bundles.events import (
    GatheringCalled,
    GatheringCancelled,
    GatheringHeld,
    GatheringMoved,
)
from tongban.kernel.bundles.labels import GATHERINGS, RESULTS, STANDS
from tongban.kernel.bundles.queries import leads
from tongban.kernel.bundles.state import RUNNING, Gathering
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person

LONGEST = 4000
Stands: TypeAlias = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Call:
    """召集通知: what kind, for which stage, when (aware), where, what about; `organs` beside those of the stage."""

    kind: str
    stage: str
    at: datetime
    place: str
    about: str
    organs: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """会议纪要: on which day, how each organ stood (agree, conditions, disagree, absent), the result, and in words."""

    happened: date
    stands: Stands
    result: str
    words: str


def call_gathering(number: str, call: Call, act: Act, reader: Person) -> Gathering:
    """召集: call the organs of a stage together; who leads it, or a duty manager, may."""
    place, about = call.place.strip(), call.about.strip()
    if call.kind not in GATHERINGS or not 0 < len(about) <= LONGEST or not 0 < len(place) <= 200:
        raise Refusal(
            "bundle.call_incomplete",
            "Say what kind of gathering it is, where it takes place and what it is about.",
        )
    if call.at <= act.at:
        raise Refusal(
            "bundle.call_past", "A gathering is called for a time to come. Choose a later one."
        )
    with transaction.atomic():
        book = _led(number, call.stage, act, reader)
        kept, digest = book.sealed("call", {"place": place, "about": about})
        event = GatheringCalled(
            gathering=len(book.standing.gatherings) + 1,
            stage=call.stage,
            kind=call.kind,
            at=call.at.isoformat(),
            organs=tuple(dict.fromkeys([*organs_in(book.standing, call.stage), *call.organs])),
            content=kept,
            digest=digest,
        )
        book.record(act, event)
        return book.standing.gatherings[-1]


def move_gathering(number: str, gathering: int, at: datetime, act: Act, reader: Person) -> None:
    """改期: let it begin at another time to come."""
    with transaction.atomic():
        book, _one = _called(number, gathering, act, reader)
        if at <= act.at:
            raise Refusal(
                "bundle.call_past", "A gathering is called for a time to come. Choose a later one."
            )
        book.record(act, GatheringMoved(gathering, at.isoformat()))


def cancel_gathering(number: str, gathering: int, act: Act, reader: Person) -> None:
    """取消: it does not take place."""
    with transaction.atomic():
        book, _one = _called(number, gathering, act, reader)
        book.record(act, GatheringCancelled(gathering))


def hold_gathering(number: str, gathering: int, minutes: Minutes, act: Act, reader: Person) -> None:
    """形成统一意见: record that it took place: how each organ stood, what all concluded, and the minutes.

    One that passes needs every organ that came to agree, if under conditions; each department still decides its own case.
    """
    with transaction.atomic():
        book, one = _called(number, gathering, act, reader)
        words = minutes.words.strip()
        _complete(one, minutes, words, act)
        kept, digest = book.sealed("minutes", {"words": words})
        event = GatheringHeld(
            gathering=gathering,
            happened=minutes.happened.isoformat(),
            stands={str(organ): minutes.stands[organ] for organ in one.organs},
            result=minutes.result,
            content=kept,
            digest=digest,
        )
        book.record(act, event)


def _complete(one: Gathering, minutes: Minutes, words: str, act: Act) -> None:
    known = all(minutes.stands.get(organ) in STANDS for organ in one.organs)
    if not known or minutes.result not in RESULTS or not 0 < len(words) <= LONGEST:
        raise Refusal(
            "bundle.minutes_incomplete",
            "Say of every organ how it stood, what the result is, and write the minutes.",
        )
    if not day_of(one.at) <= minutes.happened <= day_of(act.at):
        raise Refusal(
            "bundle.minutes_day",
            "It was called for {day}, so it cannot have taken place before, nor after today. Move it first if it was earlier.",
            day=day_of(one.at),
        )
    came = [minutes.stands[organ] for organ in one.organs if minutes.stands[organ] != "absent"]
    if not came or (minutes.result != "failed" and "disagree" in came):
        raise Refusal(
            "bundle.minutes_disagree",
            "One organ does not agree, or none came, so this did not pass. Choose the result that fits how they stood.",
        )
    if minutes.result == "passed" and "conditions" in came:
        raise Refusal(
            "bundle.minutes_conditions",
            "One organ agrees under conditions only. Choose “passed under conditions”.",
        )


def _called(number: str, gathering: int, act: Act, reader: Person) -> tuple[Book, Gathering]:
    """Return the joint application under its lock, and a gathering that was called and has not been held."""
    book = locked_for(number, reader, act)
    one = next((each for each in book.standing.gatherings if each.id == gathering), None)
    if one is None or one.state != "called":
        raise Refusal(
            "bundle.no_gathering",
            "This gathering was held or cancelled already. Open the joint application again.",
        )
    _leads(book, one.stage, act, reader)
    return book, one


def _led(number: str, stage: str, act: Act, reader: Person) -> Book:
    book = locked_for(number, reader, act)
    found = next((one for one in book.standing.stages if one.key == stage), None)
    if found is None or found.state != RUNNING:
        raise Refusal(
            "bundle.stage_not_running",
            "This stage is not under way, so nobody is called together for it.",
        )
    _leads(book, stage, act, reader)
    return book


def _leads(book: Book, stage: str, act: Act, reader: Person) -> None:
    first = organs_in(book.standing, stage)[0]
    if not leads(reader, first, home=book.joint.home, on=day_of(act.at)):
        raise Refusal(
            "bundle.not_leading",
            "The leading organ of the stage calls the others together. Please ask it, or the duty manager, to do so.",
        )
