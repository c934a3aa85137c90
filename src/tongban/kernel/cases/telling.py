"""告知: which events of a case its applicant is told of."""

from collections.abc import Sequence

from tongban.kernel.cases.queries import Case, case_by_id
from tongban.kernel.ledger.events import Record
from tongban.kernel.notices.actions import tell as tell_all
from tongban.kernel.notices.queries import Notice

TOLD = frozenset({"case.submitted", "case.accepted", "case.decided", "case.withdrawn"})


def tell(records: Sequence[Record]) -> None:
    """Leave the applicant a notice of each event that matters to him; called after the command's commit."""
    told = [record for record in records if record.subject and record.type in TOLD]
    if not told:
        return
    case = case_by_id(told[0].home, told[0].subject)
    tell_all([_notice(case, record) for record in told])


def _notice(case: Case, record: Record) -> Notice:
    return Notice(
        party=case.party,
        home=case.home,
        case_id=case.id,
        n=record.n,
        number=case.number,
        title=case.title,
        kind=record.type,
        at=record.at,
    )
