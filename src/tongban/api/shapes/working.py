"""What the verbs take by which a step is shared out, shared, and sent another way than its flow."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Id, Line, Words


class ClaimIn(Body):
    """认领: which work item."""

    item: Id


class ReleaseIn(Body):
    """取消认领: which work item that one claimed."""

    item: Id


class AssignIn(Body):
    """派单: one's own work item of handing out, and who gets the work, by user names."""

    item: Id
    people: list[Line] = Field(min_length=1, max_length=10)


class AddIn(Body):
    """委派、加签: who is asked to join one's work item, by user names, in which way, and why; `opinion` goes with `after`."""

    item: Id
    how: Literal["delegate", "before", "after", "beside"]
    people: list[Line] = Field(min_length=1, max_length=10)
    reason: Words
    opinion: Words = ""


class AnswerIn(Body):
    """答复: what one says to what one was asked."""

    item: Id
    opinion: Words


class RemoveIn(Body):
    """减签: which work items of those who were added; all by one of them."""

    items: list[Id] = Field(min_length=1, max_length=10)
    reason: Words


class SaidIn(Schema):
    """会议意见: what one organ said in the meeting, by its id."""

    organ: Id
    words: Words


class MeetIn(Body):
    """联审会议: what the meeting came to, its minutes, which organs were absent, and what single ones said."""

    item: Id
    outcome: Literal["agreed", "refused"]
    minutes: Words
    absent: list[Id] = Field([], max_length=50)
    opinions: list[SaidIn] = Field([], max_length=50)


class SendBackIn(Body):
    """退回到节点: to which node of the flow, whether straight back from there, and why."""

    item: Id
    node: Line
    straight: bool = False
    reason: Words


class TakeBackIn(Body):
    """撤回: which work item that one did, and why."""

    work_item: Id
    reason: Words


class UrgeIn(Body):
    """催办: what is urgent about it."""

    words: Words = ""


class AgainIn(Body):
    """重新申请: what is new or was put right, by section; what still fits the form is taken over, files too."""

    values: dict[str, Any] = Field(default_factory=dict)
    channel: Literal["portal", "counter", "post", "phone"] = "portal"


class AskJumpIn(Body):
    """申请跳转: which round is left for which node, and why; the head of the organ must agree."""

    round: Id
    node: Line
    reason: Words
