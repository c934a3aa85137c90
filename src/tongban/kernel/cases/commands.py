"""办件命令的框架: lock, look for a repeated key, work, store, all in one transaction."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import prefetch_related_objects

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.behalf import entitled, honoured, in_person
from tongban.kernel.cases.firing import catch_up
from tongban.kernel.cases.handlers import handle
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import CaseRow, State
from tongban.kernel.cases.store import Repeated, first_result, load_locked, save
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.ledger.queries import event_hash
from tongban.kernel.remembering import remembering
from tongban.kernel.sealing import blind


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执: the case and the last event of the command, with its hash."""

    number: str
    n: int
    hash: str


def stream_of(number: str) -> str:
    """Return the name of a case's stream in the log."""
    return f"case/{number}"


def answered(verb: str, home: int, act: Act, *, asked: Mapping[str, Any]) -> Receipt | None:
    """Return the first answer to this key, before anything else is asked: what was done stays done."""
    repeated = first_result(home, act.by, act.key)
    return None if repeated is None else _first_answer(repeated, _digest(verb, "", asked))


def opened(
    home: int,
    act: Act,
    number_of: Callable[[int], str],
    work: Callable[[Recorder], None],
    *,
    asked: Mapping[str, Any],
) -> Receipt:
    """Run the command that brings a case into being; `number_of` makes its number from its id."""
    in_person(act)
    digest = _digest("submit", "", asked)
    try:
        with remembering(), transaction.atomic():
            repeated = first_result(home, act.by, act.key)
            if repeated is not None:
                return _first_answer(repeated, digest)
            case_id = _next_id()
            recorder = Recorder(home, case_id, stream_of(number_of(case_id)), act, State())
            work(recorder)
            save(recorder, "submit", digest)
            handle(recorder, _matter(recorder.state.row.version))
    except IntegrityError:
        # The same key came in by another thread and was first; whatever else was not unique is no repetition.
        repeated = first_result(home, act.by, act.key)
        if repeated is None:
            raise
        return _first_answer(repeated, digest)
    return _receipt(recorder.state.row)


def run(
    verb: str,
    number: str,
    act: Act,
    work: Callable[[Recorder, MatterVersion], None],
    *,
    asked: Mapping[str, Any],
) -> Receipt:
    """Run a command on a case that exists. A key that was used before gives back its first result.

    `asked` is what the command was given: the same key with another wish is refused, never answered.
    """
    home, case_id = rules.parsed_number(number)
    digest = _digest(verb, number, asked if act.behalf is None else {**asked, "behalf": act.behalf})
    try:
        with remembering(), transaction.atomic():
            state, repeated = load_locked(home, case_id, act)
            if repeated is None:
                entitled(act)
            if state.case is None or state.case.number != number:
                raise rules.not_found()
            if repeated is not None:
                return _first_answer(repeated, digest)
            recorder = Recorder(home, case_id, stream_of(number), act, state)
            matter = _matter(state.case.version)
            catch_up(recorder, matter)
            work(recorder, matter)
            honoured(recorder)
            if recorder.records:
                save(recorder, verb, digest)
                handle(recorder, matter)
    except IntegrityError:
        # The same key came in by another thread and was first; whatever else was not unique is no repetition.
        repeated = first_result(home, act.by, act.key)
        if repeated is None:
            raise
        return _first_answer(repeated, digest)
    return _receipt(recorder.state.row)


@lru_cache(maxsize=256)
def _matter(version_id: int) -> MatterVersion:
    """Return the version that a case runs under: it was published, so what a command reads of it never changes."""
    matter = version_by_id(version_id)
    if matter is None:
        raise LookupError(version_id)
    prefetch_related_objects([matter], "materials", "bases")
    return matter


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_number')")
        return int(cursor.fetchone()[0])


def _receipt(case: CaseRow) -> Receipt:
    return Receipt(case.number, case.n, case.hash)


def _digest(verb: str, number: str, asked: Mapping[str, Any]) -> str:
    """Return a keyed digest of a wish: enough to tell whether it is the same, nothing to read it by."""
    wish = json.dumps([verb, number, asked], ensure_ascii=False, sort_keys=True)
    return blind(wish, purpose="command")


def _first_answer(repeated: Repeated, digest: str) -> Receipt:
    if repeated.asked != digest:
        raise Refusal(
            "case.key", "This key was used for another command. Please load the page again."
        )
    home, _case_id = rules.parsed_number(repeated.number)
    stream = stream_of(repeated.number)
    return Receipt(repeated.number, repeated.n, event_hash(home, stream, repeated.n))
