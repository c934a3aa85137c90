"""What each verb on a case takes; `item` is the work item that `tasks` of the case names."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Day, Id, Line, Words

Scalar = str | int | bool | None


class ActedOut(Schema):
    """办理回执: the case, the last entry of its log, the newest seal (number and hash; empty while there is none), the case's new ETag."""

    number: str
    n: int
    hash: str
    seal: str
    etag: str
    href: str


class StepIn(Body):
    """环节: the work item, and for whom it is done where that is another: `behalf` is the user name of who gave a proxy."""

    item: Id
    behalf: Line = ""


class AcceptIn(StepIn):
    """受理: the day of acceptance."""

    happened: Day


class DeclineIn(StepIn):
    """不予受理: why, and which organ is competent."""

    outcome: Literal["not_needed", "not_competent", "not_supplemented"]
    reasons: Words
    organ: Line = ""


class PointIn(Body):
    """补正要求: what is missing or wrong, and how to put it right; `key` is that of the material or field."""

    key: Line
    what: Line
    how: Line = ""


class RequestSupplementIn(StepIn):
    """补正告知: everything that is missing, at once."""

    points: list[PointIn] = Field(max_length=50)
    reason: Words = ""


class ReceiveIn(StepIn):
    """收到代办件: on which day the organ received what an agent took in."""

    happened: Day


class MendIn(StepIn):
    """当场更正: answers by their path, such as `applicant.name`, put right."""

    entries: dict[Line, Scalar] = Field(max_length=50)


class RemarkIn(StepIn):
    """预审: a remark for the applicant before the answer."""

    words: Words


class CheckMaterialIn(StepIn):
    """核验原件: how one material compares with its original."""

    material: Line
    verdict: Literal["same", "different", "not_shown"]


class FillIn(StepIn):
    """填写: what the step may fill in of the form, by path, such as `office.visited_on`; a file by its reference."""

    fields: dict[Line, object] = Field(min_length=1, max_length=200)


class CompleteIn(StepIn):
    """办理: one's opinion, with what the step fills in of the form; in a vote one may abstain."""

    outcome: Literal["agreed", "refused", "abstained"]
    opinion: Words = ""
    fields: dict[Line, object] = Field({}, max_length=200)


class DecideIn(StepIn):
    """决定: granted (`agreed`) or refused, with reasons, and with what the step fills in of the form."""

    outcome: Literal["agreed", "refused", "abstained"]
    reasons: Words = ""
    fields: dict[Line, object] = Field({}, max_length=200)


class ApproveIn(StepIn):
    """批准: whether a second person agrees to what was asked for."""

    outcome: Literal["agreed", "refused"]
    words: Words = ""


class TransferIn(Body):
    """转办: which work item goes to whom of the same organ, by user name, and why."""

    item: Id
    to: Line
    reason: Words


class CirculateIn(Body):
    """传阅: who is asked to read the case, by user names, until which day, and what to look at."""

    readers: list[Line] = Field(min_length=1, max_length=50)
    until: Day | None = None
    words: Words = ""


class NoteReadingIn(Body):
    """已阅: which reading, and perhaps a remark."""

    item: Id
    words: Words = ""


class PauseIn(Body):
    """中止: on which ground of the law, until which day, and why."""

    ground: Line
    until: Day
    reasons: Words


class ResumeIn(Body):
    """恢复: which pause ends."""

    pause: Id


class SupplementIn(Body):
    """补正: the whole form again, with what was missing; entered on the day it came."""

    values: dict[str, object]
    happened: Day


class WithdrawIn(Body):
    """撤回申请: why, if the applicant says so."""

    reason: Words = ""


class DeliverIn(Body):
    """送达: how and when the result reached the applicant, and what proves it."""

    mode: Literal["window", "post", "electronic"]
    happened: Day
    recipient: Line = ""
    relation: Line = ""
    identity: Line = Field(
        "", description="Which document was shown by somebody who collected for another."
    )
    tracking: Line = ""
