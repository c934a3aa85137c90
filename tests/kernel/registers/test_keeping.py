"""Keeping a register: what is entered stays true of its day, every write has a reason, and the rows are the log's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from builders.depot.models import Generator
from builders.identity import an_act, an_organ
from builders.registers import (
    KIND,
    TODAY,
    a_blind_keeper,
    a_generator,
    a_registrar,
    amended,
    by,
    refusal_of,
    said,
)
from tongban.kernel.ledger.models import Event
from tongban.kernel.registers import actions
from tongban.kernel.registers.models import Change, DatedValue, Series
from tongban.kernel.registers.queries import entry, facts_of
from tongban.kernel.registers.queries.history import as_believed, history, state_of
from tongban.kernel.registers.queries.verifying import faults

FIRST = date(2026, 1, 10)
MOVED = date(2026, 2, 1)
pytestmark = pytest.mark.django_db


def place_on(row, on):
    return facts_of(KIND, [row], on=on)[row.pk]["place"]


def test_what_is_entered_stands_in_the_row_and_in_the_log():
    row = a_generator(on=FIRST, power=Decimal(50), fuel="diesel", bought_on=date(2025, 6, 1))
    row = Generator.objects.get(pk=row.pk)
    assert (row.key, row.power, row.place, row.version) == (row.number, Decimal(50), "东院", 1)
    (event,) = Event.objects.filter(stream=f"entry/{KIND}/{row.pk}")
    assert event.data["values"]["power"] == "50.0"
    assert event.data["dated"] == {"place": "东院"}
    assert list(faults()) == []


def test_a_dated_value_is_true_of_its_days_and_as_of_the_days_before_the_old_one_stands():
    row = amended(a_generator(on=FIRST), MOVED, place="西院")
    assert place_on(row, MOVED - timedelta(days=1)) == "东院"
    assert place_on(row, MOVED) == place_on(row, TODAY) == row.place == "西院"
    assert place_on(row, FIRST - timedelta(days=1)) is None


def test_a_correction_of_the_past_keeps_what_is_known_of_later_days_and_what_was_believed():
    row = amended(a_generator(on=FIRST), MOVED, place="西院")
    row = amended(row, FIRST, at=TODAY + timedelta(days=1), place="北院")
    assert (place_on(row, FIRST), place_on(row, MOVED)) == ("北院", "西院")
    noon = an_act(on=TODAY).at
    believed = as_believed(KIND, row.pk, home=row.home, at=noon)
    assert believed.spans["place"][0].value == "东院"
    assert DatedValue.objects.filter(known_to=row.version, value="东院").count() == 1


def test_a_value_entered_ahead_comes_into_force_on_its_day_by_itself():
    ahead = TODAY + timedelta(days=10)
    row = amended(a_generator(on=FIRST), ahead, at=TODAY, place="新址")
    assert (row.place, row.next_on) == ("东院", ahead)
    assert place_on(row, ahead) == "新址"
    assert actions.come_into_force(ahead - timedelta(days=1)) == 0
    assert actions.come_into_force(ahead) == 1
    row.refresh_from_db()
    assert (row.place, row.current_on, row.next_on) == ("新址", ahead, None)
    assert list(faults()) == []


def test_what_keeps_no_dates_and_the_organ_cannot_be_entered_ahead():
    row = a_generator()
    ahead = TODAY + timedelta(days=1)
    assert refusal_of(amended, row, ahead, at=TODAY, power=Decimal(9)).code == "register.ahead"


def test_nothing_is_written_without_a_reason_and_the_reason_stays_out_of_the_log():
    row = a_generator()
    silent = said(reason="  ", place="西院")
    call = (KIND, row.pk, an_act(on=TODAY))
    assert refusal_of(actions.amend, *call, version=1, written=silent).code == "register.no_reason"
    amended(row, place="西院")
    assert "年度清查" not in str(list(Event.objects.values_list("data", flat=True)))
    assert history(KIND, row.pk, home=row.home)[-1].reason == "年度清查"


def test_personal_values_stay_out_of_the_log_and_are_unreadable_beside_it():
    row = a_generator(minder="赵六斤")
    assert row.minder == "赵六斤"
    assert "赵六斤" not in str(list(Event.objects.values_list("data", flat=True)))
    assert "赵六斤".encode() not in bytes(Change.objects.get().sealed)
    assert state_of(KIND, row.pk, home=row.home).values["minder"] == "赵六斤"


def test_a_stale_page_and_an_unchanged_value_are_refused():
    row = a_generator()
    amended(row, place="西院")
    assert (
        refusal_of(
            actions.amend, KIND, row.pk, an_act(on=TODAY), version=1, written=said(place="南院")
        ).code
        == "register.stale"
    )
    row.refresh_from_db()
    assert refusal_of(amended, row, place="西院").code == "register.nothing_new"


def test_a_repeated_act_enters_and_changes_once():
    act = an_act(on=TODAY)
    row = a_generator(organ := an_organ(), act=act, number="A1")
    assert a_generator(organ, act=act, number="A1").pk == row.pk
    again = an_act(on=TODAY)
    for _time in range(2):
        actions.amend(KIND, row.pk, again, version=1, written=said(place="西院"))
    assert Event.objects.filter(stream=f"entry/{KIND}/{row.pk}").count() == 2


def test_a_key_that_was_used_for_one_change_is_refused_for_any_other():
    act = an_act(on=TODAY)
    row = a_generator(organ := an_organ(), act=act, number="A1")
    other = a_generator(organ, number="A2")
    end = {"on": TODAY, "reason": "报废"}
    for call in (
        lambda: a_generator(organ, act=act, number="A3"),
        lambda: actions.amend(KIND, row.pk, act, version=1, written=said(place="西院")),
        lambda: actions.close(KIND, other.pk, act, version=1, **end),
    ):
        assert refusal_of(call).code == "register.key_used"
    key = an_act(on=TODAY)
    ended = actions.close(KIND, row.pk, key, version=1, **end)
    assert actions.close(KIND, row.pk, key, version=1, **end).version == ended.version == 2
    assert refusal_of(actions.close, KIND, other.pk, key, version=1, **end).code == (
        "register.key_used"
    )


def together(times, call):
    """Call it in as many threads at once; return the results."""

    def run(_time):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_four_threads_enters_and_changes_once():
    act, organ = an_act(on=TODAY), an_organ()
    rows = together(4, lambda: a_generator(organ, act=act, number="A1"))
    assert len({row.pk for row in rows}) == 1
    key, row = an_act(on=TODAY), rows[0]
    call = {"version": 1, "written": said(place="西院")}
    changed = together(4, lambda: actions.amend(KIND, row.pk, key, **call))
    assert {row.version for row in changed} == {2}


def test_a_key_is_taken_while_its_entry_is_kept_and_free_once_it_is_closed():
    organ = an_organ()
    row = a_generator(organ, number="FDJ-900")
    taken = refusal_of(a_generator, organ, number="FDJ-900")
    assert (taken.code, taken.facts["field"]) == ("register.key_taken", "number")
    actions.close(KIND, row.pk, an_act(on=TODAY), version=1, on=TODAY, reason="报废")
    assert a_generator(organ, number="FDJ-900").pk != row.pk


def test_a_closed_entry_is_not_amended_until_it_is_reopened():
    row = a_generator(on=FIRST)
    row = actions.close(KIND, row.pk, an_act(on=TODAY), version=1, on=TODAY, reason="报废")
    assert refusal_of(amended, row, place="西院").code == "register.closed"
    assert entry(KIND, row.pk, on=TODAY) is None
    assert entry(KIND, row.pk, on=TODAY - timedelta(days=1)).facts["place"] == "东院"
    row = actions.reopen(KIND, row.pk, an_act(on=TODAY), version=2, reason="误注销")
    assert amended(row, place="西院").closed_on is None


def test_an_undone_change_stands_as_before_and_an_undone_entering_is_struck():
    row = amended(a_generator(on=FIRST), MOVED, place="西院", power=Decimal(80))
    undo = actions.undo(KIND, row.pk, an_act(on=TODAY), version=2, back_to=1, reason="填错")
    assert (undo.place, undo.power, undo.version) == ("东院", None, 3)
    assert place_on(undo, MOVED) == "东院"
    gone = actions.undo(KIND, row.pk, an_act(on=TODAY), version=3, back_to=0, reason="重复登记")
    assert gone.struck
    assert entry(KIND, row.pk, on=TODAY) is None
    assert list(faults()) == []


def test_a_required_value_cannot_be_taken_away_and_facts_must_go_together():
    row = a_generator(on=FIRST)
    lacking = refusal_of(amended, row, place=None)
    assert (lacking.code, lacking.facts["field"]) == ("register.required", "place")
    later = {"bought_on": TODAY + timedelta(days=1)}
    assert refusal_of(amended, row, **later).code == "depot.bought_later"


def test_before_the_entry_was_kept_nothing_is_known_of_it():
    row = a_generator(on=FIRST)
    early = refusal_of(amended, row, FIRST - timedelta(days=1), place="西院")
    assert early.code == "register.before_it_began"


def test_who_keeps_another_organs_register_or_none_changes_nothing_here():
    organ = an_organ()
    row = a_generator(organ)
    mine, others, officer = a_registrar(organ), a_registrar(), a_registrar(organ, duty="officer")
    call = {"version": 1, "written": said(place="西院")}
    for person in (others, officer):
        found = refusal_of(actions.amend, KIND, row.pk, by(person), **call)
        assert found.code == "register.may_not_keep"
    assert actions.amend(KIND, row.pk, by(mine), **call).place == "西院"


def test_an_entry_goes_over_to_another_organ_of_the_county_that_one_keeps_too():
    above = an_organ()
    row, there = a_generator(above), an_organ(parent=above)
    foreign = an_organ(division="511603")
    move = actions.Written(on=TODAY, reason="调拨", organ=there.pk)
    away = actions.Written(on=TODAY, reason="调拨", organ=foreign.pk)
    call = (KIND, row.pk, by(a_registrar(above)))
    assert refusal_of(actions.amend, *call, version=1, written=away).code == "register.other_county"
    assert actions.amend(*call, version=1, written=move).organ_id == there.pk
    assert list(faults()) == []


def test_the_database_refuses_two_values_of_one_field_on_one_day():
    row = a_generator(on=FIRST)
    series = Series.objects.get(entry=row.pk, field="place")
    with pytest.raises(IntegrityError), transaction.atomic():
        DatedValue.objects.create(series=series, since=MOVED, value="西院", known_from=2)


@pytest.mark.parametrize("minder", ["赵六斤", "钱七两"])
def test_what_is_masked_for_a_keeper_he_neither_changes_nor_guesses(minder):
    organ = an_organ()
    row = a_generator(organ, minder="赵六斤")
    call = {"version": 1, "written": said(minder=minder, place="西院")}
    found = refusal_of(actions.amend, KIND, row.pk, by(a_blind_keeper(organ)), **call)
    assert (found.code, found.facts["field"]) == ("register.masked", "minder")
    assert actions.amend(KIND, row.pk, by(a_registrar(organ)), **call).minder == minder
