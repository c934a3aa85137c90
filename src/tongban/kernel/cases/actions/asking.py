"""报批: what a second person must approve, asked for and answered (XK-04, and where an entry is undone)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import handles
from tongban.kernel.cases.behalf import hands
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.events import ApprovalAsked, ApprovalGiven, RoundOpened
from tongban.kernel.cases.granting import GRANTED, wish_fault
from tongban.kernel.cases.handling import at_item, completed
from tongban.kernel.cases.labels import REQUESTS, in_chinese
from tongban.kernel.cases.proceeding import require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import close, items_for
from tongban.kernel.cases.standing import HEADS, applicant_of, power_to_approve
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Post, held, posts_for, posts_of_duty
from tongban.kernel.identity.rules import Duty

VERBS: Mapping[str, str] = MappingProxyType(
    {
        "extension": "extend",
        "termination": "terminate",
        "correction": "correct",
        "void": "void",
        "waiver": "special",
        # Where a case may still be decided, its flow may still be left.
        "jump": "decide",
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """报批事项. `kind` is a key of `VERBS`; `body` its figures and reasons, all JSON."""

    kind: str
    body: Mapping[str, Any]


def ask(number: str, act: Act, *, version: int, wish: Wish) -> Receipt:
    """报批: ask a second person to approve; `version` is the case's last event as the reader saw it."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        if wish.kind not in VERBS:
            raise rules.not_found()
        require(recorder, VERBS[wish.kind])
        refusal = wish_fault(recorder, matter, wish.kind, wish.body)
        if refusal is not None:
            raise refusal
        _asked(recorder, wish.kind, dict(wish.body))

    asked = {"version": version, "kind": wish.kind, "body": dict(wish.body)}
    return run("ask", number, act, work, asked=asked)


def ask_day(recorder: Recorder, day: date, ground: str) -> None:
    """收件日报批: the materials came on an earlier day than they were entered; the duty manager must agree."""
    _asked(recorder, "receipt_day", {"day": day.isoformat(), "ground": ground, "reason": ""})


def approve(number: str, act: Act, *, version: int, item: int, outcome: str, words: str) -> Receipt:
    """批准: a second person agrees, and what was asked for takes effect; or does not, with reasons."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        rules.outcome_known(outcome)
        rules.reasoned(outcome, words)
        request, power = _request(recorder, item)
        held_by = at_item(recorder, item, version, power=power)
        _second(recorder, request)
        completed(recorder, recorder.state.items[item], held_by, outcome=outcome, words=words)
        agreed = outcome == rules.AGREED
        round_ = recorder.state.rounds[recorder.state.requests[request].round]
        close(recorder, round_, "passed" if agreed else "failed")
        recorder.add(ApprovalGiven(request, "granted" if agreed else "refused"))
        if agreed:
            row = recorder.state.requests[request]
            wish = body_of(recorder.home, recorder.id, row.wish)
            GRANTED[row.kind](recorder, matter, wish)

    asked = {"item": item, "version": version, "outcome": outcome, "words": words}
    return run("approve", number, act, work, asked=asked)


def _request(recorder: Recorder, item_id: int) -> tuple[int, str]:
    item = recorder.state.items.get(item_id)
    for request in recorder.state.requests.values():
        if item is not None and item.round == request.round:
            return request.id, power_to_approve(request.kind)
    raise rules.not_found()


def _second(recorder: Recorder, request: int) -> None:
    if recorder.state.requests[request].by in hands(recorder.act):
        raise Refusal(
            "case.own_request",
            "You asked for this yourself. A second person must approve it.",
        )


def _asked(recorder: Recorder, kind: str, body: dict[str, Any]) -> None:
    if any(one.kind == kind and one.state == "open" for one in recorder.state.requests.values()):
        raise Refusal(
            "case.asked_before", "This was asked for already and waits for its answer. Please wait."
        )
    state = recorder.state
    request, round_ = 1 + max(state.requests, default=0), state.row.last_round + 1
    items = items_for(_approvers(recorder, kind), first=state.row.last_item + 1)
    wish = recorder.content("wish", body)
    recorder.add(ApprovalAsked(request, kind, round_, wish))
    recorder.add(
        RoundOpened(
            round=round_,
            token=-round_,
            node=f"@{kind}",
            name=in_chinese(REQUESTS[kind]),
            ordinal=1,
            act=rules.APPROVE,
            rule="any",
            need=1,
            items=items,
        )
    )


def _approvers(recorder: Recorder, kind: str) -> list[Post]:
    """Return the posts that may approve: the head of the organ, or the hall's duty managers.

    Somebody holds each who may answer: neither who asks nor the applicant.
    """
    on, row = day_of(recorder.act.at), recorder.state.row
    leaders = posts_for(row.organ, Duty.LEADER, on=on)
    managers = posts_of_duty(recorder.home, Duty.DUTY_MANAGER, on=on)
    concerned = {recorder.act.by, applicant_of(row.party) or ""}
    posts = held(leaders if kind in HEADS else managers, on=on, besides=concerned)
    if not posts:
        raise Refusal(
            "case.nobody_approves",
            "Nobody but you or the applicant holds the post that must approve this. Please have its organ appoint somebody, then repeat.",
        )
    return posts
