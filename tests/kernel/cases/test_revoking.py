"""When two persons have ended a licence, its case issues the decision, and the paper that granted it holds no longer."""

import pytest

from builders.cases import a_licence
from builders.identity import a_clerk
from tongban.kernel.cases.revoking import note_ended
from tongban.kernel.cases.verify import of_case
from tongban.kernel.certificates.actions import confirm_revocation, propose_revocation
from tongban.kernel.certificates.queries import certificate_by_id
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.papers.queries import papers_of

pytestmark = pytest.mark.django_db


def revoked(*, agreed):
    place = a_licence()
    officer = a_clerk(place.bureau, "officer")[0]
    number = place.decided()
    held = place.case(number).certificate
    given = {"kind": "revoked", "ground": "deceit_or_bribery", "reasons": "提供虚假材料。"}
    one = propose_revocation(held, place.act(officer), **given)
    leader = place.act(place.people["leader"])
    confirm_revocation(held, leader, proposal_id=one.pk, agreed=agreed, words="同意撤销。")
    records = events_of(certificate_by_id(held).home, f"certificate/{held}")
    for _turn in range(2):
        note_ended(records)
    return place, number


def states(number):
    return {paper.kind: paper.state for paper in papers_of(f"case/{number}")}


def test_the_decision_is_issued_once_and_the_grant_no_longer_holds():
    place, number = revoked(agreed=True)
    kinds = [paper.kind for paper in papers_of(f"case/{number}")]
    assert kinds.count("revocation") == 1
    assert (states(number)["grant"], states(number)["revocation"]) == ("revoked", "valid")
    facts = place.paper(number, "revocation")
    assert facts["reasons"] == "提供虚假材料。"
    assert "行政复议" in facts["remedies"]
    case = place.case(number)
    assert list(of_case(case.home, case.id, f"case/{number}")) == []


def test_what_a_second_person_declined_changes_no_paper():
    _place, number = revoked(agreed=False)
    assert states(number)["grant"] == "valid"
    assert "revocation" not in states(number)


def test_a_licence_of_former_years_has_no_case_to_tell_and_keeps_no_other_waiting():
    place = a_licence()
    officer = a_clerk(place.bureau, "officer")[0]
    held = place.case(place.decided()).certificate
    certificate_by_id(held).__class__.objects.filter(pk=held).update(
        case_number="2021 年纸质办件第 17 号"
    )
    given = {"kind": "revoked", "ground": "deceit_or_bribery", "reasons": "提供虚假材料。"}
    one = propose_revocation(held, place.act(officer), **given)
    confirm_revocation(
        held, place.act(place.people["leader"]), proposal_id=one.pk, agreed=True, words="同意。"
    )
    note_ended(events_of(certificate_by_id(held).home, f"certificate/{held}"))
    assert certificate_by_id(held).state == "revoked"
