"""协同办理: claiming and handing out a step, asking others to join it, meeting about it, sending it another way."""

from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.naming import person_named
from tongban.api.shapes.working import (
    AddIn,
    AgainIn,
    AnswerIn,
    AskJumpIn,
    AssignIn,
    ClaimIn,
    MeetIn,
    ReleaseIn,
    RemoveIn,
    SendBackIn,
    TakeBackIn,
    UrgeIn,
)
from tongban.kernel.cases import actions


def _people(names: list[str]) -> list[str]:
    return [person_named(name).actor_id for name in names]


def _assigned(body: AssignIn, _seen: Seen) -> dict[str, Any]:
    return {"item": body.item, "people": _people(body.people)}


def _added(body: AddIn, _seen: Seen) -> dict[str, Any]:
    people = tuple(_people(body.people))
    joining = actions.Joining(body.how, people, body.reason, body.opinion)
    return {"item": body.item, "joining": joining}


def _sent_back(body: SendBackIn, _seen: Seen) -> dict[str, Any]:
    return {"item": body.item, "back": actions.Back(body.node, body.straight, body.reason)}


def _removed(body: RemoveIn, seen: Seen) -> dict[str, Any]:
    """The round's version is that of the first of those who go."""
    return {"items": body.items, "reason": body.reason, "version": seen.version(body.items[0])}


def _met(body: MeetIn, _seen: Seen) -> dict[str, Any]:
    opinions = {one.organ: one.words for one in body.opinions}
    minutes = actions.Minutes(body.outcome, body.minutes, tuple(body.absent), opinions)
    return {"item": body.item, "minutes": minutes}


def _taken_back(body: TakeBackIn, seen: Seen) -> dict[str, Any]:
    return {"item": body.work_item, "reason": body.reason, "version": seen.n}


def _jump(body: AskJumpIn, _seen: Seen) -> dict[str, Any]:
    return {"wish": actions.Wish("jump", body.model_dump(mode="json"))}


VERBS = (
    Verb(
        "claim",
        "认领: take a work item on, so that nobody else of the organ does it.",
        ClaimIn,
        actions.claim,
    ),
    Verb(
        "release", "取消认领: give a work item back that one claimed.", ReleaseIn, actions.release
    ),
    Verb(
        "assign",
        "派单: give the work that one hands out to somebody.",
        AssignIn,
        actions.assign,
        _assigned,
    ),
    Verb(
        "add",
        "加签: ask others to join one's work item, before, after or beside oneself, or delegate it.",
        AddIn,
        actions.add,
        _added,
    ),
    Verb("answer", "答复: say what one was asked as a helper.", AnswerIn, actions.answer),
    Verb(
        "remove",
        "减签: let those go who were added and did not act yet.",
        RemoveIn,
        actions.remove,
        _removed,
    ),
    Verb(
        "meet",
        "联审会议: record a meeting that takes the place of the single opinions.",
        MeetIn,
        actions.meet,
        _met,
    ),
    Verb(
        "send_back",
        "退回到节点: have an earlier review done again.",
        SendBackIn,
        actions.send_back,
        _sent_back,
    ),
    Verb(
        "take_back",
        "撤回: take back what one did last, before anybody went on.",
        TakeBackIn,
        actions.take_back,
        _taken_back,
    ),
    Verb("urge", "催办: remind whoever has the case, once a day.", UrgeIn, actions.urge),
    Verb(
        "apply_again",
        "重新申请: apply anew for what an ended case asked for; the answer is the new case's.",
        AgainIn,
        actions.apply_again,
    ),
    Verb(
        "ask_jump",
        "申请跳转: ask the head of the organ to let the case leave its flow.",
        AskJumpIn,
        actions.ask,
        _jump,
    ),
)
router = offered(*VERBS)
