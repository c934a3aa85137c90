"""批量办理: one wish for several work items of one step, each done by a command of its own; what needs a look is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions, rules
from tongban.kernel.cases.actions import Receipt
from tongban.kernel.cases.fields import rights_at
from tongban.kernel.cases.lists import Line, lines
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.queries.batch import Round, items_of
from tongban.kernel.cases.queries.standing_in import inbox_of_reader, stood_in_for
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person
from tongban.standards.procedures import procedure

MOST = 100
"""一次最多办理的件数: two pages of the desk, which somebody can still look through; done one by one they take some seconds,
well within the minute after which a browser or a relay gives up."""
VERBS = ("complete", "claim", "transfer", "circulate")


@dataclass(frozen=True, slots=True)
class Pick:
    """所选待办: a work item; `version` is what the reader saw of its round, `behalf` the actor for whom he does it."""

    number: str
    item: int
    version: int = 0
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """批量事项: a verb of `VERBS`; `outcome` and `words` complete a step, `to` are actor ids, `words` the reason too."""

    verb: str
    outcome: str = ""
    words: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """批量一行: what was picked, the case as lists show it, its step and act, and why it is left out, if it is."""

    pick: Pick
    line: Line | None
    step: str = ""
    act: str = ""
    why: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """办理结果: what was done of a row, or why it was refused."""

    row: Row
    receipt: Receipt | None = None
    why: Refusal | None = None


def counted(picks: Sequence[Pick]) -> None:
    """Refuse none, and more than `MOST` at once."""
    if not picks:
        raise Refusal(
            "case.batch_none", "Nothing is chosen. Please choose one or more items of the list."
        )
    if len(picks) > MOST:
        raise Refusal(
            "case.batch_too_many",
            "At most {most} can be done at once. Please choose fewer; the others can follow.",
            most=MOST,
        )


def laid_out(reader: Person, picks: Sequence[Pick], verb: str, *, at: datetime) -> list[Row]:
    """Return what was picked as it stands, in that order, in a constant number of queries.

    A pick without version gets the one of now. What cannot be done together says why: another step than the first, a step
    that must be looked at by itself, or one that is not the reader's (`case.not_found`).
    """
    counted(picks)
    on = day_of(at)
    found = items_of(reader, [(one.number, one.item) for one in picks], on=on)
    shown = {one.case.number: one for one in lines([case for case, *_ in found.values()], at=at)}
    versions = {one: version_by_id(one) for one in {case.version for case, *_ in found.values()}}
    lent = _lent(reader, picks, on) if any(not one.version for one in picks) else {}
    rows: list[Row] = []
    first: tuple[int, str] | None = None
    for pick in picks:
        entry = found.get((pick.number, pick.item))
        version = versions.get(entry[0].version) if entry is not None else None
        if entry is None or version is None:
            rows.append(Row(pick, None, why=rules.not_found()))
            continue
        case, _item, round_ = entry
        step = (case.matter, round_.node)
        first = first or step
        why = _other(round_) if verb == "complete" and step != first else None
        why = why or _single(version, case, round_, verb)
        seen = replace(
            pick,
            version=_version(case, round_, verb),
            behalf=lent.get((pick.number, pick.item), ""),
        )
        rows.append(
            Row(pick if pick.version else seen, shown[case.number], round_.name, round_.act, why)
        )
    return rows


def _version(case: Case, round_: Round, verb: str) -> int:
    return int(case.n) if verb == "circulate" else round_.version


def _lent(reader: Person, picks: Sequence[Pick], on: date) -> Mapping[tuple[str, int], str]:
    """Return for whom the reader does what is not at a post of his own."""
    rows = inbox_of_reader(reader, on=on).filter(number__in=[one.number for one in picks])
    waiting = list(rows)
    given = stood_in_for(reader, waiting, on=on)
    proxies = {
        (one.number, one.item): given.get((one.case_home, one.case_id, one.item)) for one in waiting
    }
    return {key: one.giver.actor_id for key, one in proxies.items() if one is not None}


def _other(round_: Round) -> Refusal:
    return Refusal(
        "case.batch_other",
        "The step {step} is another one than that of the first item. Only items of the same matter and step are completed together; please do it by itself.",
        step=round_.name,
    )


def _single(version: MatterVersion, case: Case, round_: Round, verb: str) -> Refusal | None:
    """Say why a step is looked at by itself: it decides, it answers somebody, or it fills in something."""
    if verb != "complete":
        return None
    node = flow_of(version).nodes.get(round_.node)
    said = node.manner.batch if node is not None else "by-act"
    allowed = said == "allow" or (said == "by-act" and round_.act == "review")
    if round_.act not in {"review", "decide"} or not allowed:
        return Refusal(
            "case.batch_single",
            "The step {step} is not completed in bulk: the law asks that each case is looked at and decided by itself. Please open the case.",
            step=round_.name,
        )
    if "answer" in procedure(case.procedure).moves:
        return Refusal(
            "case.batch_answer",
            "At the step {step} the applicant gets an answer of his own. Please open the case and write it.",
            step=round_.name,
        )
    if rights_at(version, round_.node).must:
        return Refusal(
            "case.batch_must",
            "At the step {step} something must be filled in for each case. Please open the case.",
            step=round_.name,
        )
    return None


def key_of(key: str, pick: Pick) -> str:
    """Return the key of one row: the same wish sent again is answered row by row as the first time."""
    return f"batch-{sha256(f'{key}/{pick.number}/{pick.item}'.encode()).hexdigest()[:48]}"


def carried_out(reader: Person, picks: Sequence[Pick], wish: Wish, act: Act) -> list[Done]:
    """Do what was picked, each row in a transaction and with events of its own; a refusal stops no other row."""
    rows = laid_out(reader, picks, wish.verb, at=act.at)
    return [_done(row, wish, act) for row in rows]


def _done(row: Row, wish: Wish, act: Act) -> Done:
    if row.why is not None:
        return Done(row, why=row.why)
    own = replace(act, key=key_of(act.key, row.pick), behalf=row.pick.behalf or None)
    try:
        return Done(row, _command(row, wish, own))
    except Refusal as refusal:
        return Done(row, why=refusal)


def _command(row: Row, wish: Wish, act: Act) -> Receipt:
    number, item, seen = row.pick.number, row.pick.item, row.pick.version
    match wish.verb:
        case "claim":
            return actions.claim(number, act, version=seen, item=item)
        case "transfer":
            to = wish.to[0] if wish.to else ""
            return actions.transfer(number, act, version=seen, item=item, to=to, reason=wish.words)
        case "circulate":
            return actions.circulate(number, act, version=seen, readers=wish.to, words=wish.words)
        case "complete" if row.act == "decide":
            return actions.decide(
                number, act, version=seen, item=item, outcome=wish.outcome, reasons=wish.words
            )
        case "complete":
            return actions.complete(
                number, act, version=seen, item=item, outcome=wish.outcome, opinion=wish.words
            )
        case _:
            raise rules.not_found()
