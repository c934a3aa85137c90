"""办理程序: whether a verb may be done on a case now, by its procedure."""

from tongban.kernel import Refusal
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import CaseRow
from tongban.kernel.clock import day_of
from tongban.kernel.law.queries import parameter
from tongban.standards.parameters import Value
from tongban.standards.procedures import Procedure, procedure


def procedure_of(case: CaseRow) -> Procedure:
    """Return the procedure under which the case runs."""
    return procedure(case.procedure)


def may(case: CaseRow, verb: str) -> Refusal | None:
    """Say why the verb may not be done on the case as it stands; `None` allows it."""
    one = procedure_of(case)
    if one.allows(verb, case.state):
        return None
    if verb not in one.moves:
        return Refusal(
            "case.not_in_procedure",
            "The procedure of this matter knows no such step. Please use one of those that the page offers.",
        )
    return Refusal(
        "case.not_now",
        "Case {number} does not stand where this can be done. Please open it again to see how it stands.",
        number=case.number,
    )


def require(recorder: Recorder, verb: str) -> None:
    """Refuse a verb that the procedure does not allow on the case as it stands."""
    refusal = may(recorder.state.row, verb)
    if refusal is not None:
        raise refusal


def legal(recorder: Recorder, name: str) -> Value:
    """Return a legal number as it stands in the case's county on the day of the act."""
    return parameter(name, on=day_of(recorder.act.at), region=str(recorder.home))
