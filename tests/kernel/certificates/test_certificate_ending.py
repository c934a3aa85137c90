"""Revoking, withdrawing, rescinding and cancelling: two persons of the organ, a listed ground, reasons under seal."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.certificates import LAST_DAY, a_registry, stored
from builders.identity import a_clerk, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.certificates import actions
from tongban.kernel.certificates.models import Proposal
from tongban.kernel.identity.actions import NewMandate, grant
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.models import Party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def registry():
    return a_registry()


@pytest.fixture
def row(registry):
    return registry.issue()


def code_of(call, *arguments, **more) -> str:
    with pytest.raises(Refusal) as refused:
        call(*arguments, **more)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("revoked", "deceit_or_bribery"),
        ("withdrawn", "law_changed"),
        ("rescinded", "forged_or_lent"),
        ("cancelled", "organisation_ended"),
    ],
)
def test_what_one_proposes_and_another_confirms_ends_the_certificate(registry, row, kind, ground):
    registry.propose(row, kind=kind, ground=ground)
    assert stored(row).state == "valid"
    registry.confirm(row)
    assert (stored(row).state, stored(row).next_due) == (kind, None)


def test_who_declines_leaves_it_valid_and_says_why(registry, row):
    registry.propose(row)
    assert code_of(registry.confirm, row, agreed=False, words=" ") == "certificate.reasons"
    registry.confirm(row, agreed=False)
    assert stored(row).state == "valid"
    registry.propose(row)


@pytest.mark.parametrize("kind", ["revoked", "withdrawn", "rescinded", "cancelled"])
def test_a_ground_of_another_article_is_refused(registry, row, kind):
    ground = "law_changed" if kind != "withdrawn" else "not_qualified"
    assert code_of(registry.propose, row, kind=kind, ground=ground) == "certificate.no_such_ground"


def test_only_an_application_cancels_as_applied_for(registry, row):
    refused = code_of(registry.propose, row, kind="cancelled", ground="applied")
    assert refused == "certificate.no_such_ground"


def test_a_proposal_without_reasons_is_refused(registry, row):
    assert code_of(registry.propose, row, reasons="  ") == "certificate.reasons"
    assert code_of(registry.propose, row, reasons="因" * 2001) == "certificate.reasons"


def test_nobody_confirms_his_own_proposal_even_with_both_powers(registry, row):
    post = a_clerk(registry.organ, "reviewer")
    plan = NewMandate(
        power=Power.DECIDE, organ_id=registry.organ.pk, grounds="委托", post_id=post[1].pk
    )
    grant(plan, an_act())
    registry.propose(row, by=post[0])
    assert code_of(registry.confirm, row, by=post[0]) == "certificate.second_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(
            agreed=True, decided_by=post[0].actor_id, decided_at=registry.act().at
        )
    registry.confirm(row)


def test_only_officers_of_the_organ_propose_and_only_its_leaders_decide(registry, row):
    elsewhere = an_organ("城市管理局")
    hall_window, _ = a_clerk(an_organ("政务服务中心"), "window")
    for stranger in (a_clerk(elsewhere, "officer")[0], hall_window, registry.leader):
        assert code_of(registry.propose, row, by=stranger) == "certificate.no_mandate"
    registry.propose(row)
    other_officer, _ = a_clerk(registry.organ, "officer")
    for stranger in (a_clerk(elsewhere, "leader")[0], other_officer):
        assert code_of(registry.confirm, row, by=stranger) == "certificate.no_mandate"


def test_the_organ_above_may_act_too(registry):
    above = an_organ("上级机关")
    below = an_organ("下级机关", parent=above)
    row = registry.issue(organ_id=below.pk)
    registry.propose(row, by=a_clerk(above, "officer")[0])
    registry.confirm(row, by=a_clerk(above, "leader")[0])
    assert stored(row).state == "revoked"


def test_a_hall_that_accepts_for_the_organ_does_not_propose(registry, row):
    window, post = a_clerk(an_organ("政务服务中心"), "window")
    plan = NewMandate(
        power=Power.ACCEPT, organ_id=registry.organ.pk, grounds="委托受理", post_id=post.pk
    )
    grant(plan, an_act())
    assert code_of(registry.propose, row, by=window) == "certificate.no_mandate"


def test_nobody_acts_on_his_own_certificate(registry):
    officer, _ = a_clerk(registry.organ, "officer")
    row = registry.issue()
    Party.objects.filter(pk=registry.party).update(person_id=officer.pk)
    assert code_of(registry.propose, row, by=officer) == "certificate.own"


def test_a_second_proposal_waits_for_the_first_but_a_repeated_click_is_the_same(registry, row):
    act = registry.act(registry.officer, key="click")
    first = registry.propose(row, act=act)
    assert registry.propose(row, act=act).pk == first.pk
    assert code_of(registry.propose, row) == "certificate.proposed_already"
    decision = registry.act(registry.leader, key="click-2")
    registry.confirm(row, act=decision)
    assert registry.confirm(row, act=decision).state == "revoked"


def test_without_a_proposal_there_is_nothing_to_confirm(registry, row):
    assert code_of(registry.confirm, row) == "certificate.no_proposal"


def test_a_proposal_goes_on_with_the_next_print(registry, row):
    registry.propose(row)
    new = actions.change(row.pk, registry.act(), case_number="C", terms=None, on=registry.on)
    registry.confirm(row)
    assert (stored(new).state, stored(row).state) == ("revoked", "superseded")


def test_what_was_taken_back_is_cancelled_as_such_and_not_revoked_again(registry, row):
    registry.propose(row)
    registry.confirm(row)
    assert code_of(registry.propose, row) == "certificate.not_valid"
    assert code_of(registry.propose, row, kind="cancelled", ground="organisation_ended") == (
        "certificate.ground_does_not_fit"
    )
    registry.propose(row, kind="cancelled", ground="taken_back")
    registry.confirm(row)
    assert stored(row).state == "cancelled"


def test_what_expired_meanwhile_is_no_longer_revoked_but_cancelled(registry, row):
    registry.propose(row)
    registry.on = LAST_DAY + DAY
    assert code_of(registry.confirm, row) == "certificate.not_valid"
    registry.confirm(row, agreed=False)
    registry.propose(row, kind="cancelled", ground="expired_not_renewed")
    registry.confirm(row)
    assert stored(row).state == "cancelled"


def test_reasons_and_words_are_under_seal_and_not_in_the_log(registry, row):
    proposal = registry.propose(row, reasons="张三丰提交虚假材料")
    registry.confirm(row, words="经查属实")
    told = str([record.data for record in events_of(row.home, f"certificate/{row.pk}")])
    proposal.refresh_from_db()
    assert "张三丰" not in told
    assert "属实" not in told
    assert "张三丰".encode() not in bytes(proposal.reasons_sealed)
    assert "属实".encode() not in bytes(proposal.words_sealed)


def test_who_read_one_proposal_does_not_decide_on_another(registry, row):
    first = registry.propose(row)
    registry.confirm(row, agreed=False)
    registry.propose(row, ground="against_procedure")
    assert code_of(registry.confirm, row, proposal_id=first.pk) == "certificate.no_proposal"
    registry.confirm(row)


def test_a_key_answers_the_same_proposal_and_the_same_decision_and_no_other(registry, row):
    act = registry.act(registry.officer, key="click")
    registry.propose(row, act=act)
    other = {"act": act, "kind": "withdrawn", "ground": "law_changed"}
    assert code_of(registry.propose, row, **other) == "certificate.key"
    decision = registry.act(registry.leader, key="click-2")
    registry.confirm(row, act=decision, agreed=False, words="理由不足")
    assert code_of(registry.confirm, row, act=decision) == "certificate.key"
