"""信息沉淀: what an applicant stated of itself in a case is known when its next form begins."""

from collections.abc import Sequence

from tongban.kernel import Act
from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.events import Mended, Submitted, Supplemented, parsed
from tongban.kernel.cases.forming import form_of
from tongban.kernel.cases.queries import Case, case_by_id
from tongban.kernel.catalogue.queries import version_by_id
from tongban.kernel.forms.rules import stated
from tongban.kernel.ledger.events import Record
from tongban.kernel.parties.actions import learn
from tongban.kernel.parties.queries import party_by_id
from tongban.kernel.parties.rules import PartyKind, learnable

STATING = (Submitted, Mended, Supplemented)
"""After which events the answers are the applicant's own, new or put right."""


def learn_stated(records: Sequence[Record]) -> None:
    """Keep the lasting facts that the applicant stated of itself, with the case as their source; called after commit."""
    for record in records:
        if record.type in {event.type for event in STATING}:
            event = parsed(record.type, dict(record.data))
            if isinstance(event, STATING):
                _learned(case_by_id(record.home, record.subject), event, record)


def _learned(case: Case, event: Submitted | Mended | Supplemented, record: Record) -> None:
    """Keep what is stated; of answers put right only what is new, so that nothing old or deleted comes back."""
    content, before = event.form.content, getattr(event, "before", 0)
    read = bodies(case.home, case.id, [content, before])
    version, party = version_by_id(case.version), party_by_id(case.party)
    if content not in read or version is None or party is None:
        return  # The answers were erased meanwhile.
    now, once = (
        stated(form_of(version), read[one]["values"]) if one in read else {}
        for one in (content, before)
    )
    changed = {name: value for name, value in now.items() if once.get(name) != value}
    own = learnable(PartyKind(party.kind), changed)
    act = Act("system", record.organ, record.at, f"learn/{record.stream}/{record.n}")
    learn(party.pk, act, values=own, source=f"case/{case.number}")
