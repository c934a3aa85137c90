"""What is allowed on a case, and what follows from it: pure."""

from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.state import CaseRow, ItemRow, RoundRow, State

OPEN = frozenset({"open", "waiting"})
APPROVE = "approve"
READ = "read"
NODE_CLOCK = "node"
"""环节时限: the kind of timer that reminds of a node."""
FLOW_TIMER = "flow"
"""流程计时: the kind of timer for which the flow itself waits; it ends with the token that waits for it."""
BESIDE = frozenset({APPROVE, READ})
"""What rounds beside the flow are there for: they take no part in where it goes, and separate nobody from a step."""
HELP = "help"
DISPATCH = "dispatch"
BY_POST = frozenset({READ, HELP})
"""只及本岗的待办: they open the case to the post that was asked, not to its organ."""
BESIDE_VOICES = frozenset({HELP, DISPATCH, READ})
"""待办中无表决权的: helping, handing out, reading."""
LATE_ENTRY = frozenset({"post", "outage"})
AGREED = "agreed"
REFUSED = "refused"
ABSTAINED = "abstained"
OUTCOMES = frozenset({AGREED, REFUSED})
STALE = "Somebody acted on this case after you opened the page. Nothing was changed; please look again and repeat."
DECISIONS = {"passed": "granted", "failed": "refused"}


def case_number(home: int, on: date, case_id: int) -> str:
    """Return 办件编号: home (6), day of submission (8), id (at least 6) and a check digit (ISO 7064, MOD 11,10)."""
    body = f"{home:06d}{on:%Y%m%d}{case_id:06d}"
    return body + _check_digit(body)


def parsed_number(number: str) -> tuple[int, int]:
    """Return (home, id) of a case number; refuses what cannot be one, such as a number with one digit mistyped."""
    number = number.strip().replace(" ", "")
    fits = number.isascii() and number.isdecimal() and 21 <= len(number) <= 32
    if not fits or _check_digit(number[:-1]) != number[-1]:
        raise Refusal(
            "case.number",
            "{number} is not a case number. Please check each digit.",
            number=number[:40],
        )
    return int(number[:6]), int(number[14:-1])


def _check_digit(body: str) -> str:
    product = 10
    for digit in body:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def open_item(state: State, item_id: int, version: int) -> tuple[ItemRow, RoundRow]:
    """Return the item and its round if it may still be done on what the reader saw; else refuse (R4)."""
    running(state.row)
    item = state.items.get(item_id)
    if item is None:
        raise not_found()
    round_ = state.rounds[item.round]
    if item.state == "waiting":
        raise Refusal(
            "case.item_waits",
            "This step waits for others. You can go on with it once they have answered, or once it is your turn.",
        )
    if item.state != "open":
        raise Refusal(
            "case.item_closed",
            "This step was already dealt with. Please open the case again to see how it stands.",
        )
    if round_.version != version:
        raise Refusal("case.stale", STALE)
    return item, round_


def at_hand(item: ItemRow, round_: RoundRow, by: str) -> None:
    """Refuse an item that somebody else took on, or that has to be claimed first (认领)."""
    if item.holder is not None and item.holder != by:
        raise Refusal(
            "case.claimed",
            "Somebody else took this step on. Please ask for it to be released, or to be handed on to you.",
        )
    if item.holder is None and round_.hand != "direct" and item.kind in {"main", "veto"}:
        raise Refusal(
            "case.claim_first",
            "This step waits for somebody to take it on. Please claim it, then do it.",
        )


def decides(item: ItemRow) -> None:
    """Refuse to decide with an item that only hands out work, or that only answers another."""
    if item.kind in BESIDE_VOICES:
        raise Refusal(
            "case.no_voice",
            "You were asked to help with this step, not to decide it. Please use the action that the page offers.",
        )


def running(case: CaseRow) -> None:
    """Refuse anything on a case that has ended."""
    if case.closed_at is not None:
        raise Refusal(
            "case.ended",
            "Case {number} has ended; nothing more can be done on it.",
            number=case.number,
        )


def node_act(round_: RoundRow, act: str) -> None:
    """Refuse a verb at a node that is there for another one."""
    if round_.act != act:
        raise Refusal(
            "case.other_act",
            "The step {name} is not for this. Please use the action it offers.",
            name=round_.name,
        )


def not_found() -> Refusal:
    """Return the one refusal for what does not exist and for what is not the reader's."""
    return Refusal(
        "case.not_found",
        "There is no such case or step. Please check the number and open it again.",
    )


def undecided(case: CaseRow) -> None:
    """Refuse to decide twice."""
    if case.decided_at is not None:
        raise Refusal(
            "case.decided_before", "Case {number} was decided already.", number=case.number
        )


def separated(state: State, by: str, act: str) -> None:
    """Refuse that one person accepts, reviews and decides the same case (受理、审查、决定分离).

    Approving a request, reading, handing out work and answering what one was asked are no such steps: who decides may have
    approved the extension, and who reviewed may be asked before the decision and have the case sent back to him.
    """
    for item in state.items.values():
        done_by = {item.by, item.behalf} if item.state == "done" else set()
        if item.kind in BESIDE_VOICES:
            continue
        round_ = state.rounds[item.round]
        if by in done_by and BESIDE.isdisjoint({act, round_.act}) and round_.act != act:
            raise Refusal(
                "case.same_person",
                "You already dealt with the step {name} of this case. Another person must take this one.",
                name=round_.name,
            )


def outcome_known(outcome: str, rule: str = "") -> None:
    """Refuse an outcome that is neither agreement nor refusal; in a vote one may abstain."""
    if outcome not in OUTCOMES and (rule, outcome) != ("vote", ABSTAINED):
        raise Refusal("case.outcome", "Please choose whether you agree or refuse.")


def reasoned(outcome: str, words: str) -> None:
    """Refuse a refusal without reasons (行政许可法 第三十八条, XK-11)."""
    if outcome == REFUSED and not words.strip():
        raise Refusal(
            "case.no_reasons",
            "A refusal must state its reasons. Please write them and submit again.",
        )


def withdrawable(state: State, version: int) -> None:
    """Refuse to take back a case that was decided or has ended, or that moved since `version` was read."""
    running(state.row)
    if state.row.decided_at is not None:
        raise Refusal(
            "case.decided", "This case was already decided and can no longer be withdrawn."
        )
    if state.row.n != version:
        raise Refusal("case.stale", STALE)


def receivable(received_on: date, today: date, ground: str, channel: str) -> None:
    """Refuse materials that were received after today, or before it without a ground of the closed list.

    What an agent took in the organ has yet to receive: no earlier day can be claimed for it.
    """
    if received_on > today:
        raise Refusal(
            "case.received_late",
            "The day of receipt, {received}, has not come yet.",
            received=received_on,
        )
    if received_on < today and (ground not in LATE_ENTRY or channel == "agent"):
        raise Refusal(
            "case.received_early",
            "What came on {received} is entered today: say whether it came by post or an outage kept it from being entered.",
            received=received_on,
        )


def day_in_order(case: CaseRow, happened: date, today: date) -> None:
    """Refuse a day of acceptance before the receipt or after today."""
    if not (case.materials_on or case.received_on) <= happened <= today:
        raise Refusal(
            "case.day",
            "The day of acceptance must lie between the receipt on {received} and today, {today}.",
            received=case.materials_on or case.received_on,
            today=today,
        )


def unchanged(state: State, version: int) -> None:
    """Refuse what was asked on a page that has gone stale; `version` is the case's last event."""
    if state.row.n != version:
        raise Refusal("case.stale", STALE)


def said(words: str) -> None:
    """Refuse empty words where something must be said."""
    if not words.strip():
        raise Refusal("case.no_words", "Please write what is to be said, and submit again.")


def organ_received(case: CaseRow) -> None:
    """Refuse to act on what only an agent has: an agent's receipt is not the organ's."""
    if case.materials_on is None:
        raise Refusal(
            "case.with_the_agent",
            "The papers are still with the agent. Please note first on which day they reached the organ.",
        )


def receivable_from_agent(case: CaseRow, happened: date, today: date) -> None:
    """Refuse to receive what no agent has, or on a day that cannot be."""
    if case.materials_on is not None:
        raise Refusal(
            "case.received_before", "The organ has received this already. Nothing is left to note."
        )
    if not case.received_on <= happened <= today:
        raise Refusal(
            "case.receipt_day",
            "The day of receipt must lie between {taken}, when the agent took it in, and today, {today}.",
            taken=case.received_on,
            today=today,
        )


def supplied_on(happened: date, today: date) -> None:
    """Refuse another day of supplying than that of the entry: silence counts from it."""
    if happened != today:
        raise Refusal(
            "case.supplied_day",
            "What is supplied is entered on the day it comes. Please enter it with today, {today}.",
            today=today,
        )


def ripe(state: State) -> None:
    """Refuse to decide while a special procedure runs or a hearing may still be asked for."""
    for special in state.specials.values():
        if special.state == "offered":
            raise Refusal(
                "case.hearing_open",
                "A hearing may be asked for until {until}; the decision must wait until then.",
                until=special.until or "",
            )
        if special.state in {"open", "arranged"}:
            raise Refusal(
                "case.special_open",
                "A special procedure still runs. Please conclude it, then decide.",
            )


def not_archived(case: CaseRow) -> None:
    """Refuse to add to a file that is closed."""
    if case.archived_at is not None:
        raise Refusal(
            "case.archived", "The file of this case is closed. Nothing can be added to it."
        )


def not_in_the_chair(state: State, by: str, act: str) -> None:
    """Refuse that who presides at the hearing reviews the application (行政许可法 第四十八条)."""
    if act == "review" and any(one.chair == by for one in state.specials.values()):
        raise Refusal(
            "case.chair_reviews",
            "You preside at the hearing of this case, so somebody else must review the application.",
        )
