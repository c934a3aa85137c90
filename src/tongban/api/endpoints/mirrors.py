"""镜像办件: another system reports how its cases stand, so that applicants find them here too."""

from dataclasses import fields
from uuid import uuid4

from ninja import Router

from tongban.api.keys import Asking, act_of
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import Faulty, spoken
from tongban.api.rules import Scope
from tongban.api.shapes.mirrors import How, MirrorIn, MirrorOut
from tongban.kernel import Refusal
from tongban.kernel.mirrors.actions import Taken, report
from tongban.kernel.mirrors.queries import query_code_of
from tongban.kernel.mirrors.rules import Report, Step

TAG = "Mirrors 镜像办件"
OUR_NAMES = {"item_code": "matter_id", "department": "organ_id"}
"""Fields that a list brings under another name."""
router = Router()


@router.post("", **operation(Scope.MIRRORS_WRITE, {200: MirrorOut}, 409, *READS_BODY, tag=TAG))
def report_mirror(request: Asking, body: MirrorIn) -> MirrorOut:
    """报送办件状态: report how a case of another system stands; told again it changes nothing, an older report is refused.

    Only for a client that is a duty manager of the county or runs the system there.
    """
    try:
        taken = report(_told(body), act_of(request.auth, key=uuid4().hex))
    except Refusal as refusal:
        raise _named(refusal) from None
    return MirrorOut(
        system=taken.mirror.system,
        number=taken.mirror.number,
        state=taken.mirror.state,
        query_code=query_code_of(taken.mirror),
        taken=_what(taken),
    )


def _told(body: MirrorIn) -> Report:
    known = {each.name for each in fields(Report)}
    given = {name: value for name, value in body if name in known and name != "steps"}
    steps = tuple(Step(one.at, one.words) for one in body.steps)
    return Report(**given, matter=body.matter_id, organ=body.organ_id, steps=steps)


def _what(taken: Taken) -> How:
    if taken.new:
        return "new"
    return "changed" if taken.changed else "known"


def _named(refusal: Refusal) -> Refusal:
    """Return the refusal with the field that it is about, by the name that it has here."""
    name = str(refusal.facts.get("field", ""))
    field = f"body.{OUR_NAMES.get(name, name)}"
    return Faulty(refusal, [(field, spoken(refusal))]) if name else refusal
