"""办件命令的框架: lock, look for a repeated key, work, store, all in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg.errors import UniqueViolation

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import State
from tongban.kernel.cases.store import first_result, load, save
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.ledger.queries import event_hash


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执: the case and the last event of the command, with its hash."""

    number: str
    n: int
    hash: str


def stream_of(number: str) -> str:
    """Return the name of a case's stream in the log."""
    return f"case/{number}"


def opened(
    home: int, act: Act, number_of: Callable[[int], str], work: Callable[[Recorder], None]
) -> Receipt:
    """Run the command that brings a case into being; `number_of` makes its number from its id."""
    try:
        with transaction.atomic():
            repeated = first_result(home, act.by, act.key)
            if repeated is not None:
                return _repeated("submit", repeated)
            case_id = _next_id()
            recorder = Recorder(home, case_id, stream_of(number_of(case_id)), act, State())
            work(recorder)
            save(recorder, "submit")
    except UniqueViolation:
        # The same key came in by another thread and was first; whatever else was not unique is no repetition.
        repeated = first_result(home, act.by, act.key)
        if repeated is None:
            raise
        return _repeated("submit", repeated)
    return _receipt(recorder)


def run(
    verb: str, number: str, act: Act, work: Callable[[Recorder, MatterVersion], None]
) -> Receipt:
    """Run a command on a case that exists. A key that was used before gives back its first result."""
    home, case_id = rules.parsed_number(number)
    with transaction.atomic():
        state = load(home, case_id, lock=True)
        if state.case is None or state.case.number != number:
            raise Refusal("case.not_found", "There is no such case. Please check its number.")
        repeated = first_result(home, act.by, act.key)
        if repeated is not None:
            return _repeated(verb, repeated)
        matter = version_by_id(state.case.version)
        if matter is None:
            raise LookupError(state.case.version)
        recorder = Recorder(home, case_id, stream_of(number), act, state)
        work(recorder, matter)
        save(recorder, verb)
    return _receipt(recorder)


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_number')")
        return int(cursor.fetchone()[0])


def _receipt(recorder: Recorder) -> Receipt:
    case = recorder.state.row
    return Receipt(case.number, case.n, case.hash)


def _repeated(verb: str, result: tuple[str, str, int]) -> Receipt:
    first_verb, number, n = result
    if first_verb != verb:
        raise Refusal(
            "case.key", "This key was used for another command. Please load the page again."
        )
    home, _case_id = rules.parsed_number(number)
    return Receipt(number, n, event_hash(home, stream_of(number), n))
