"""核验: whether rows, dated values and papers of every entry are what its log says."""

from collections.abc import Iterator
from typing import Any

from tongban.kernel.ledger.queries import streams_beginning
from tongban.kernel.registers.dated import Span
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.events import stream_of
from tongban.kernel.registers.folding import State, folded
from tongban.kernel.registers.models import Paper
from tongban.kernel.registers.queries.history import history
from tongban.kernel.registers.queries.standing import believed
from tongban.kernel.registers.registry import Brought, brought


def faults() -> Iterator[tuple[str, str]]:
    """Yield what is wrong as (stream, reason); nothing when every row is the fold of its log."""
    for each in brought():
        kind, logged = each.register.kind, set(streams_beginning(f"entry/{each.register.kind}/"))
        for row in each.model.objects.order_by("pk").iterator(chunk_size=500):
            stream = stream_of(kind, row.pk)
            logged.discard(stream)
            for reason in _faults_of(each, row):
                yield stream, reason
        for stream in sorted(logged):
            yield stream, "the row is gone"


def _faults_of(known: Brought, row: Entry) -> Iterator[str]:
    kind = known.register.kind
    passed = history(kind, row.pk, home=row.home)
    yield from (f"the content of version {each.n} was altered" for each in passed if not each.whole)
    state = folded(each.step for each in passed)
    for name, value in columns(known, state, row).items():
        if getattr(row, name) != value:
            yield f"{name} is not what the log says"
    if _spans(kind, row.pk) != {name: list(spans) for name, spans in state.spans.items() if spans}:
        yield "the dated values are not what the log says"
    kept = Paper.objects.filter(kind=kind, entry=row.pk).order_by("document")
    told = sorted((each.document, each.paper, each.until) for each in state.papers)
    if list(kept.values_list("document", "paper", "until")) != told:
        yield "the papers are not what the log says"


def columns(known: Brought, state: State, row: Entry) -> dict[str, Any]:
    """Return what the columns of a row must hold by the state, its values as of the row's own day."""
    if state.opened_on is None:
        return {"struck": True, "version": state.version, "next_on": None}
    facts = state.facts(known.register, row.current_on)
    return {
        **facts,
        "key": str(facts[known.register.key]),
        "organ_id": state.organ,
        "confidential": state.confidential,
        "opened_on": state.opened_on,
        "closed_on": state.closed_on,
        "struck": False,
        "version": state.version,
        "next_on": state.changes_after(row.current_on),
    }


def _spans(kind: str, entry_id: int) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    rows = believed(kind).filter(series__entry=entry_id).order_by("series__field", "since")
    for name, since, until, value in rows.values_list("series__field", "since", "until", "value"):
        found.setdefault(name, []).append(Span(since, until, value))
    return found
