"""办件全貌: everything the case page tells, gathered in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.deadlines import Deadline
from tongban.kernel.cases.events import CaseEvent, PaperIssued, parsed
from tongban.kernel.cases.fields import hidden_from, shown_only, withheld_in
from tongban.kernel.cases.fold import replayed
from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.labels import event_name
from tongban.kernel.cases.limits import pauses_of
from tongban.kernel.cases.lists import deadline_of
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.originals import named, with_names
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.state import LimitRow, RoundRow, State
from tongban.kernel.cases.tasks import Task, tasks_of
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.clock import DayExplained, Limit, day_of, explain
from tongban.kernel.flows import Flow, Node
from tongban.kernel.forms.rules import Form, narrowed
from tongban.kernel.identity.queries import Person, names_of
from tongban.kernel.law.queries import LawInForce, in_force
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.queries import MaskedParty, parties_masked
from tongban.standards.procedures import Procedure, procedure

StepState: TypeAlias = Literal["passed", "current", "waiting", "cancelled"]

RUNNING = frozenset({"promised", "statutory"})
LEFT = frozenset({"returned", "left"})
"""去而复返的环节: what was sent back or jumped out of has not been passed."""
STANDS: dict[str, StepState] = {"open": "current", "closed": "passed", "cancelled": "cancelled"}


@dataclass(frozen=True, slots=True)
class Step:
    """环节: one task of the flow; `rounds` are its openings so far, `organs` those that take part."""

    node: str
    name: str
    state: StepState
    outcome: str
    organs: tuple[str, ...]
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """日志一行: one event with the names of who did it; `words` is the opinion or the reasons it refers to."""

    record: Record
    event: CaseEvent
    by: str
    organ: str
    words: str
    step: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """意见: what one post said in one step."""

    step: str
    organ: str
    by: str
    outcome: str
    words: str
    at: datetime
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """办件全貌: one case for one reader.

    `form`, `values`, `files` and `texts` are what he may see: nothing at the paths `hidden`, no file of `withheld` (字段权限).
    """

    case: Case
    version: MatterVersion
    applicant: MaskedParty | None
    deadline: Deadline
    limits: Sequence[LimitRow]
    days: Sequence[DayExplained]
    steps: Sequence[Step]
    happened: Sequence[Happened]
    opinions: Sequence[Opinion]
    tasks: Sequence[Task]
    values: Mapping[str, Any]
    files: Mapping[str, str]
    head: str
    state: State
    texts: Mapping[int, Mapping[str, Any]]
    procedure: Procedure
    form: Form
    hidden: frozenset[str]
    withheld: frozenset[str]


def story_of(case: Case, reader: Person | None, *, at: datetime) -> Story:
    """Return the whole story of a case that the reader was already found to see; `None` reads as the applicant does.

    This is the one door to what a case says: whatever is hidden from the reader has left here.
    """
    law = in_force()
    version = version_by_id(case.version)
    if version is None:
        raise LookupError(case.version)
    # The log is read once and folded: whatever is recorded meanwhile, what is shown belongs together.
    records = events_of(case.home, f"case/{case.number}")
    state = replayed(records)
    texts = bodies(case.home, case.id, _contents_of(state, records))
    state = with_names(state, texts, version)
    names = names_of({*_actors(state, records)})
    tasks = tasks_of(state, reader, names, on=day_of(at))
    hidden = _hidden(state, version, reader, tasks, day_of(at))
    whole_form = form_of(version)
    withheld = withheld_in(whole_form, texts.values(), hidden)
    whole = texts.get(case.form, {"values": {}, "files": {}})
    form, values = narrowed(whole_form, whole["values"], hidden)
    texts = {key: dict(shown_only(body, hidden, withheld)) for key, body in texts.items()}
    return Story(
        case=case,
        version=version,
        applicant=parties_masked([case.party]).get(case.party),
        deadline=deadline_of(case, law, today=day_of(at)),
        limits=list(state.limits.values()),
        days=_days(state, law),
        steps=steps_of(state, flow_of(version), names),
        happened=[_happened(record, state, names, texts) for record in records],
        opinions=_opinions(state, names, texts),
        tasks=tasks,
        values=values,
        files=shown_only(whole, hidden, withheld)["files"],
        head=case.hash,
        state=state,
        texts=texts,
        procedure=procedure(case.procedure),
        form=form,
        hidden=hidden,
        withheld=withheld,
    )


def _hidden(
    state: State, version: MatterVersion, reader: Person | None, tasks: Sequence[Task], on: date
) -> frozenset[str]:
    lent = frozenset(task.item for task in tasks if task.behalf)
    actor = None if reader is None else reader.actor_id
    return hidden_from(actor, state, version, on=on, lent=lent)


def _contents_of(state: State, records: Sequence[Record]) -> set[int]:
    found = {state.row.form}
    for record in records:
        # What stands on a paper is read when the paper is made, not to tell the story.
        values = () if record.type == PaperIssued.type else record.data.values()
        for value in values:
            if isinstance(value, dict) and "content" in value:
                found.add(value["content"])
    return found


def _actors(state: State, records: Sequence[Record]) -> set[str]:
    found = {f"organ/{item.organ}" for item in state.items.values()}
    found |= {f"post/{item.post}" for item in state.items.values()}
    found |= {item.holder for item in state.items.values() if item.holder}
    for record in records:
        found |= {record.by, record.organ, record.behalf or ""}
    return found


def steps_of(state: State, flow: Flow, names: Mapping[str, str]) -> list[Step]:
    """Return the tasks of the flow in its order, each as its last round stands, and the events at which it rests."""
    rounds: dict[str, list[RoundRow]] = {}
    for round_ in state.rounds.values():
        rounds.setdefault(round_.node, []).append(round_)
    return [
        _step(node.id, node.name, _now(rounds.get(node.id, []), state), state, names)
        if node.kind == "user"
        else _rest(node, state)
        for node in flow.nodes.values()
        if node.kind == "user" or _rests_alone(node, flow)
    ]


def _now(rounds: Sequence[RoundRow], state: State) -> Sequence[RoundRow]:
    """Return the rounds that say how a step stands: the newest, and those that are open or were opened with it."""
    if not rounds:
        return ()
    at = {one.id: state.tokens[one.token].opened for one in rounds}
    with_it = [one for one in rounds if one.state == "open" or at[one.id] == at[rounds[-1].id]]
    return sorted(
        with_it, key=lambda one: (one.state == "open", one.outcome != "cancelled", one.version)
    )


def _rests_alone(node: Node, flow: Flow) -> bool:
    """Tell whether the flow comes to rest at an event, and not at a gateway before several."""
    before = {flow.nodes[flow.arrows[arrow].source].kind for arrow in node.incoming}
    return (node.kind == "catch" or node.tag == "receiveTask") and "events" not in before


def _rest(node: Node, state: State) -> Step:
    tokens = [one for one in state.tokens.values() if one.node == node.id]
    stands: StepState = "passed" if tokens else "waiting"
    if any(one.state == "live" for one in tokens):
        stands = "current"
    return Step(node.id, str(event_name(node)), stands, "", (), None)


def _step(
    node: str, name: str, rounds: Sequence[RoundRow], state: State, names: Mapping[str, str]
) -> Step:
    """Return a step as the last of its rounds stands, with the organs of all of them."""
    if not rounds:
        return Step(node, name, "waiting", "", (), None)
    round_, ids = rounds[-1], {one.id for one in rounds}
    own = [item for item in state.items.values() if item.round in ids]
    organs = tuple(dict.fromkeys(names.get(f"organ/{item.organ}", "") for item in own))
    stands = "cancelled" if round_.outcome in LEFT else STANDS[round_.state]
    return Step(node, name, stands, round_.outcome, organs, round_.closed_at)


def _happened(
    record: Record, state: State, names: Mapping[str, str], texts: Mapping[int, Mapping[str, Any]]
) -> Happened:
    event = named(parsed(record.type, dict(record.data)), state)
    references = [
        value for value in record.data.values() if isinstance(value, dict) and "content" in value
    ]
    words = texts.get(references[0]["content"], {}).get("text", "") if references else ""
    return Happened(
        record,
        event,
        names.get(record.by, ""),
        names.get(record.organ, ""),
        words,
        _step_name(record, state),
    )


def _step_name(record: Record, state: State) -> str:
    data = record.data
    if "item" in data and isinstance(data["item"], int):
        return state.rounds[state.items[data["item"]].round].name
    if "round" in data and isinstance(data["round"], int):
        return state.rounds[data["round"]].name
    return ""


def _opinions(
    state: State, names: Mapping[str, str], texts: Mapping[int, Mapping[str, Any]]
) -> list[Opinion]:
    done = [item for item in state.items.values() if item.state == "done" and item.closed_at]
    return [
        Opinion(
            step=state.rounds[item.round].name,
            organ=names.get(f"organ/{item.organ}", ""),
            by=names.get(item.by or "", ""),
            outcome=item.outcome,
            words=texts.get(item.opinion or 0, {}).get("text", ""),
            at=item.closed_at,
            behalf=names.get(item.behalf or "", ""),
        )
        for item in sorted(done, key=lambda item: (item.closed_at, item.id))
        if item.closed_at is not None
    ]


def _days(state: State, law: LawInForce) -> list[DayExplained]:
    """Return the statutory limit day by day, or the promised one where no law sets a limit."""
    limits = sorted(
        (one for one in state.limits.values() if one.round is None and one.kind in RUNNING),
        key=lambda limit: (limit.kind != "statutory", -limit.id),
    )
    if not limits:
        return []
    limit, days = limits[0], law.calendar(str(state.row.home))
    pauses = pauses_of(state)
    length = Limit.parse(f"{limit.amount}{limit.unit}")
    told = explain(limit.start, length, days, pauses=pauses, lane=Fraction(limit.lane))
    # A case that ended under another calendar keeps its due day; today's calendar cannot explain that one.
    return told if told[-1].day == limit.due_on else []
