"""分派: the cases of a stage begin as soon as all they wait for was granted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bundles.actions.keeping import Book
from tongban.kernel.bundles.events import PartDropped, PartOpened, StageEnded
from tongban.kernel.bundles.state import OPEN, RUNNING, WAITING, Part, Stage
from tongban.kernel.cases.actions import Intake, submit
from tongban.kernel.clock import day_of

GRANTED = "granted"


def start_ready(
    book: Book,
    stage: str,
    values: Mapping[str, Mapping[str, Any]],
    act: Act,
    *,
    delivery: str,
    whole: bool = True,
) -> None:
    """Open the case of each part that waits for nobody any more; drop those whose forerunner was not granted.

    Where one may not be opened, all is refused; unless `whole`, only that part is dropped, by the code of its refusal.
    """
    while (part := _next(book.standing.stage(stage))) is not None:
        held = [book.standing.stage(stage).part(key) for key in part.after]
        if any(one.state != GRANTED for one in held):
            book.record(act, PartDropped(stage, part.key, "refused"))
            continue
        try:
            number = _opened(book, part, values.get(part.key, {}), act, delivery)
        except Refusal as refusal:
            if whole:
                raise
            book.record(act, PartDropped(stage, part.key, refusal.code))
        else:
            book.record(act, PartOpened(stage, part.key, number))


def close_stage(book: Book, stage: str, act: Act) -> bool:
    """统一反馈: end a stage of which no part is left; return whether it ended now."""
    one = book.standing.stage(stage)
    if one.state != RUNNING or any(part.state in OPEN for part in one.parts):
        return False
    granted = [part for part in one.parts if part.state == GRANTED]
    outcome = "refused" if not granted else "partly" if len(granted) < len(one.parts) else GRANTED
    due_on = one.due_on.isoformat() if one.due_on else ""
    late = one.due_on is not None and day_of(act.at) > one.due_on
    book.record(act, StageEnded(stage, outcome, due_on, late))
    return True


def _next(stage: Stage) -> Part | None:
    """Return a part that waits, and whose forerunners have all ended."""
    states = {one.key: one.state for one in stage.parts}
    for one in stage.parts:
        if one.state == WAITING and all(states[key] not in OPEN for key in one.after):
            return one
    return None


def _opened(book: Book, part: Part, values: Mapping[str, Any], act: Act, delivery: str) -> str:
    """Hand the part's application in, and return the number of its case."""
    if not values:
        raise Refusal(
            "bundle.form_erased",
            "What was stated for this application was erased, so {part} cannot be applied for from here.",
            part=part.key,
        )
    intake = Intake(
        version=part.version,
        party=book.standing.party,
        values=dict(values),
        channel=book.standing.channel,
        received_on=day_of(act.at),
        delivery=delivery,
    )
    with transaction.atomic():
        return submit(intake, replace(act, key=f"{act.key[:60]}/{part.key}")).number
