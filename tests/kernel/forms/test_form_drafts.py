"""A draft keeps everything that was typed, sealed, for its owner alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.forms import actions, queries
from tongban.kernel.forms.models import Draft
from tongban.kernel.sealing import WrongKey

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
CHEN = Act(by="person/1", organ="", at=AT, key="first")
OTHER = Act(by="person/2", organ="", at=AT, key="first")
TYPED = {"applicant": {"identity_number": "511602199003075313", "income": "三千"}}


def begun(act: Act = CHEN):
    return actions.start_draft(act, purpose="matter-version/12", values=TYPED, step="applicant")


def later(hours: int, act: Act = CHEN) -> Act:
    return replace(act, at=AT + timedelta(hours=hours))


def test_what_was_typed_comes_back_valid_or_not():
    draft = begun()
    actions.keep_draft(draft.id, later(1), values={"applicant": {"income": "３,0"}}, step="housing")
    found = queries.draft_of("person/1", draft.id)
    assert found.values == {"applicant": {"income": "３,0"}}
    assert (found.step, found.updated_at, found.purpose) == (
        "housing",
        AT + timedelta(hours=1),
        "matter-version/12",
    )


def test_nothing_of_it_can_be_read_in_the_table():
    begun()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(t::text, ' '), bool_and(length(sealed) > 0) FROM forms_draft t"
        )
        row, sealed = cursor.fetchone()
    assert sealed
    assert bytes.fromhex(row.split("\\\\x")[1].split('"')[0]).find(b"511602199003075313") == -1
    assert "511602199003075313" not in row


def test_the_draft_of_another_does_not_exist():
    draft = begun()
    assert queries.draft_of("person/1", draft.id).id == draft.id
    for stranger in ("person/2", "person/11", ""):
        with pytest.raises(Refusal, match="There is no draft"):
            queries.draft_of(stranger, draft.id)
        assert queries.open_drafts(stranger) == []
    with pytest.raises(Refusal) as missing:
        queries.draft_of("person/1", draft.id + 1)
    assert missing.value.code == "forms.no_draft"


def test_another_can_neither_keep_nor_reserve_nor_close_it():
    draft = begun()
    for attempt in (
        lambda: actions.keep_draft(draft.id, OTHER, values={}, step="x"),
        lambda: actions.reserve_case(draft.id, OTHER, case_id=5),
        lambda: actions.close_draft(draft.id, OTHER),
    ):
        with pytest.raises(Refusal, match="There is no draft"):
            attempt()
    assert queries.draft_of("person/1", draft.id).values == TYPED


def test_the_same_key_starts_one_draft_and_another_key_a_second():
    first = begun()
    assert begun().id == first.id
    assert begun(replace(CHEN, key="second")).id != first.id
    assert begun(OTHER).id != first.id
    assert len(queries.open_drafts("person/1")) == 2


def test_the_last_touched_draft_stands_first():
    first, second = begun(), begun(replace(CHEN, key="second"))
    actions.keep_draft(first.id, later(2), values={}, step="")
    assert [one.id for one in queries.open_drafts("person/1")] == [first.id, second.id]


def test_a_closed_draft_is_empty_and_takes_nothing_more():
    draft = begun()
    actions.close_draft(draft.id, later(1))
    actions.close_draft(draft.id, later(2))
    assert queries.open_drafts("person/1") == []
    found = queries.draft_of("person/1", draft.id)
    assert found.closed
    assert found.values == {}
    assert found.updated_at == AT + timedelta(hours=1)
    with pytest.raises(Refusal, match="is closed"):
        actions.keep_draft(draft.id, later(3), values=TYPED, step="x")


def test_the_first_reserved_case_stays_and_belongs_to_one_draft():
    first, second = begun(), begun(replace(CHEN, key="second"))
    assert actions.reserve_case(first.id, CHEN, case_id=77) == 77
    assert actions.reserve_case(first.id, CHEN, case_id=78) == 77
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.reserve_case(second.id, CHEN, case_id=77)


def test_a_draft_sealed_under_another_key_or_moved_to_another_owner_cannot_be_read(settings):
    draft = begun()
    Draft.objects.filter(pk=draft.id).update(owner="person/2")
    with pytest.raises(WrongKey):
        queries.draft_of("person/2", draft.id)
    settings.TONGBAN_DATA_KEY = "another"
    with pytest.raises(WrongKey):
        queries.draft_of("person/2", draft.id)


def test_a_draft_of_a_megabyte_is_refused_and_the_old_one_stays():
    draft = begun()
    with pytest.raises(Refusal, match="Shorten"):
        actions.keep_draft(draft.id, CHEN, values={"a": "x" * 1_000_000}, step="x")
    assert queries.draft_of("person/1", draft.id).values == TYPED


def test_idle_drafts_are_cleared_and_reserved_or_fresh_ones_stay():
    idle, reserved, fresh = (begun(replace(CHEN, key=key)) for key in "abc")
    actions.reserve_case(reserved.id, CHEN, case_id=9)
    actions.keep_draft(fresh.id, later(48), values={}, step="")
    before = AT + timedelta(hours=24)
    assert queries.idle_drafts(before) == [idle.id, reserved.id]
    assert actions.clear_idle(before) == 1
    assert {one.id for one in queries.open_drafts("person/1")} == {reserved.id, fresh.id}
