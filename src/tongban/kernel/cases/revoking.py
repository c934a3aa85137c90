"""撤销与注销: when two persons have ended a certificate, its case issues the decision and takes back what it relied on."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.commands import run
from tongban.kernel.cases.events import CertificateGiven
from tongban.kernel.cases.labels import in_chinese
from tongban.kernel.cases.papering import issue_paper, long_day, revoke_grants
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.certificates.labels import GROUND_NAMES
from tongban.kernel.certificates.queries import (
    Certificate,
    certificate_by_id,
    prints_of,
    proposals_of,
    words_of,
)
from tongban.kernel.ledger.events import Record

# 撤销 and 注销 have a paper of their own; 撤回 and 吊销 are decided in procedures that this platform does not run yet.
PAPERS: Mapping[str, str] = MappingProxyType({"revoked": "revoked", "cancelled": "cancelled"})
CONFIRMED = "certificate.revocation_confirmed"


def note_ended(records: Sequence[Record]) -> None:
    """Issue the paper of each certificate that was ended by two persons; called after their commit, once or more often."""
    for record in records:
        if record.type == CONFIRMED:
            found = certificate_by_id(int(str(record.data["certificate"])))
            if found is not None and _is_case(found.case_number):
                _noted(found, record)


def _is_case(number: str) -> bool:
    """Tell whether a case of this platform granted it; licences of former years name a case on paper."""
    try:
        parsed_number(number)
    except Refusal:
        return False
    return True


def _noted(found: Certificate, record: Record) -> None:
    how = str(record.data["kind"])

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        newest = prints_of(found)[0]
        proposal = proposals_of(found).get(pk=int(str(record.data["proposal"])))
        recorder.add(CertificateGiven(newest.pk, newest.number, how))
        revoke_grants(recorder)
        if how in PAPERS:
            issue_paper(
                recorder,
                matter,
                PAPERS[how],
                ground=in_chinese(GROUND_NAMES[str(record.data["ground"])]),
                reasons=words_of(proposal.reasons_sealed),
                certificate_number=newest.number,
                valid_from=long_day(newest.valid_from),
                valid_to=long_day(newest.valid_to) if newest.valid_to else "长期",
            )

    act = Act(record.by, record.organ, record.at, f"revoked/{record.stream}/{record.n}")
    run("note_ended", found.case_number, act, work, asked={"n": record.n})
