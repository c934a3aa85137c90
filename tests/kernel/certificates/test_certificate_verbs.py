"""Change, renewal and cancellation by a case: what each brings, and when the law says no."""

from datetime import date, timedelta

import pytest

from builders.certificates import LAST_DAY, TERMS, a_registry, stored
from tongban.kernel import Refusal
from tongban.kernel.certificates import actions
from tongban.kernel.certificates.queries import terms_of, valid_for
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = date(2028, 6, 1)


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


def renewed(registry, row, on, *, valid_to=date(2036, 3, 1), deemed=False, case="RENEWAL-1"):
    act = registry.act(on=on)
    return actions.renew(row.pk, act, case_number=case, on=on, valid_to=valid_to, deemed=deemed)


def asked(registry, row, on, *, case="RENEWAL-1"):
    return actions.ask_renewal(row.pk, registry.act(on=on), case_number=case, asked_on=on)


def test_a_change_brings_a_print_with_the_same_number_and_the_same_last_day(registry, row):
    new_terms = TERMS | {"经营场所": "广安区金安大道2号"}
    new = actions.change(
        row.pk, registry.act(on=LATER), case_number="CHANGE-1", terms=new_terms, on=LATER
    )
    assert (new.number, new.edition, new.valid_to) == (row.number, 2, LAST_DAY)
    assert dict(terms_of(new)) == new_terms
    assert dict(terms_of(stored(row))) == TERMS
    assert (stored(row).state, new.state, new.predecessor_id) == ("superseded", "valid", row.pk)


def test_a_second_case_that_names_the_old_print_changes_the_newest(registry, row):
    for turn in (1, 2):
        actions.change(row.pk, registry.act(), case_number=f"C{turn}", terms=None, on=LATER)
    assert [each.edition for each in valid_for(registry.party, 7, on=LATER)] == [3]


def test_a_renewal_begins_the_day_after_the_old_period_ends_and_holds_until_then(registry, row):
    on = LAST_DAY - 40 * DAY
    new = renewed(registry, row, on)
    assert (new.valid_from, new.number) == (LAST_DAY + DAY, row.number)
    for day in (on, LAST_DAY, LAST_DAY + DAY, date(2036, 3, 1)):
        assert [each.pk for each in valid_for(registry.party, 7, on=day)] == [new.pk], day
    assert list(valid_for(registry.party, 7, on=date(2036, 3, 2))) == []


def test_a_period_is_renewed_once(registry, row):
    on = LAST_DAY - 40 * DAY
    renewed(registry, row, on)
    assert code_of(renewed, registry, row, on, case="R2") == "certificate.renewed_already"


def test_a_long_term_certificate_has_nothing_to_renew(registry):
    row = registry.issue(valid_to=None)
    assert code_of(renewed, registry, row, LATER) == "certificate.long_term"
    assert code_of(asked, registry, row, LATER) == "certificate.long_term"
    assert row.next_due is None


def test_asked_in_time_and_unanswered_it_goes_on_and_is_renewed_without_a_gap(registry, row):
    asked(registry, row, LAST_DAY - 60 * DAY)
    late = LAST_DAY + 9 * DAY
    actions.sweep(registry.act(on=late).at)
    assert stored(row).state == "valid"
    assert [each.pk for each in valid_for(registry.party, 7, on=late)] == [row.pk]
    new = renewed(registry, row, late, deemed=True)
    assert (new.valid_from, new.deemed) == (LAST_DAY + DAY, True)


def test_silence_renews_nothing_that_was_asked_late_or_has_not_ended(registry, row):
    assert code_of(renewed, registry, row, LAST_DAY + DAY, deemed=True) == (
        "certificate.not_asked_in_time"
    )
    asked(registry, row, LAST_DAY - 60 * DAY)
    assert code_of(renewed, registry, row, LAST_DAY, deemed=True) == (
        "certificate.still_time_to_decide"
    )


def test_asked_thirty_natural_days_before_is_late_but_never_refused(registry, row):
    row = asked(registry, row, LAST_DAY - 30 * DAY)
    assert row.request == "late_but_admissible"
    after = LAST_DAY + 3 * DAY
    assert code_of(renewed, registry, row, after, deemed=True) == "certificate.not_asked_in_time"
    actions.sweep(registry.act(on=after).at)
    assert stored(row).state == "expired"
    assert renewed(registry, row, after).valid_from == after


def test_asked_twenty_nine_days_before_is_refused_with_the_last_day(registry, row):
    with pytest.raises(Refusal) as refused:
        asked(registry, row, LAST_DAY - 29 * DAY)
    assert refused.value.code == "certificate.renewal_too_late"
    assert refused.value.facts["last"] == LAST_DAY - 30 * DAY


def test_a_request_on_paper_that_was_entered_after_the_end_lets_it_stand_again(registry, row):
    actions.sweep(registry.act(on=LAST_DAY + DAY).at)
    assert stored(row).state == "expired"
    posted = LAST_DAY - 60 * DAY
    act = registry.act(on=LAST_DAY + 5 * DAY)
    actions.ask_renewal(row.pk, act, case_number="RENEWAL-1", asked_on=posted)
    assert stored(row).state == "valid"


def test_two_requests_are_not_open_at_once_but_one_may_be_repeated(registry, row):
    on = LAST_DAY - 60 * DAY
    asked(registry, row, on)
    asked(registry, row, on)
    assert code_of(asked, registry, row, on, case="R2") == "certificate.asked_already"


def test_a_request_that_came_to_nothing_lets_it_end_as_printed(registry, row):
    asked(registry, row, LAST_DAY - 60 * DAY)
    act = registry.act(on=LAST_DAY + DAY)
    actions.close_renewal(row.pk, act, case_number="OTHER")
    assert stored(row).request == "in_time"
    actions.close_renewal(row.pk, act, case_number="RENEWAL-1")
    actions.sweep(act.at)
    assert stored(row).state == "expired"


def test_what_expired_without_a_request_is_neither_changed_nor_renewed(registry, row):
    after = LAST_DAY + DAY
    act = registry.act(on=after)
    assert code_of(renewed, registry, row, after) == "certificate.not_valid"
    assert code_of(actions.change, row.pk, act, case_number="C", terms=None, on=after) == (
        "certificate.not_valid"
    )


@pytest.mark.parametrize(
    ("valid_to", "code"),
    [
        (date(2031, 3, 1), "certificate.period"),
        (date(9999, 12, 31), "certificate.no_real_end"),
    ],
)
def test_a_renewal_to_a_day_that_is_none_is_refused(registry, row, valid_to, code):
    on = LAST_DAY - 40 * DAY
    assert code_of(renewed, registry, row, on, valid_to=valid_to) == code


def test_an_application_cancels_in_one_step_on_a_listed_ground_only(registry, row):
    cancel = actions.cancel
    act = registry.act()
    assert code_of(cancel, row.pk, act, ground="tired", case_number="C", on=LATER) == (
        "certificate.no_such_ground"
    )
    assert code_of(cancel, row.pk, act, ground="applied", on=LATER) == (
        "certificate.cancel_needs_two"
    )
    assert code_of(cancel, row.pk, act, ground="taken_back", case_number="C", on=LATER) == (
        "certificate.ground_does_not_fit"
    )
    cancel(row.pk, act, ground="applied", case_number="C", on=LATER)
    assert stored(row).state == "cancelled"
    assert code_of(cancel, row.pk, act, ground="applied", case_number="C", on=LATER) == (
        "certificate.not_valid"
    )


def test_no_event_says_what_the_certificate_permits(registry, row):
    actions.change(row.pk, registry.act(), case_number="C", terms={"经营者": "李四"}, on=LATER)
    told = str([record.data for record in events_of(row.home, f"certificate/{row.pk}")])
    assert "建设路" not in told
    assert "李四" not in told
    assert "建设路".encode() not in bytes(stored(row).terms_sealed)
