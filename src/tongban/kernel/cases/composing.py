"""文书成稿: the PDF of a case's paper is made after the commit, from the facts that the case keeps."""

import logging
from collections.abc import Sequence

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.events import PaperIssued, parsed
from tongban.kernel.cases.queries import Case
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.papers.actions import compose
from tongban.kernel.papers.queries import Paper, paper_by_id

log = logging.getLogger(__name__)


def compose_issued(records: Sequence[Record]) -> None:
    """Make the PDF of every paper that a command issued. One that fails is made when it is first asked for."""
    for record in records:
        event = parsed(record.type, dict(record.data)) if record.type == PaperIssued.type else None
        if isinstance(event, PaperIssued):
            try:
                with transaction.atomic():
                    _composed(record.home, record.subject, event, record)
            except Exception:
                log.exception("paper %s could not be composed yet", event.number)


def composed(case: Case, paper_id: int) -> Paper | None:
    """Return a paper of the case with its PDF, made now if it was not yet; `None` when the case has no such paper."""
    for record in events_of(case.home, f"case/{case.number}"):
        event = parsed(record.type, dict(record.data))
        if isinstance(event, PaperIssued) and event.paper == paper_id:
            found = paper_by_id(paper_id)
            if found is not None and found.sha256:
                return found
            return _composed(case.home, case.id, event, record)
    return None


def _composed(home: int, case_id: int, event: PaperIssued, record: Record) -> Paper:
    facts = body_of(home, case_id, event.facts.content)
    act = Act("system", record.organ, record.at, f"compose/{event.paper}")
    return compose(event.paper, facts, act)
