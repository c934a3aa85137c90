"""Reading registers: one door, whose reader sees the own organ and those below, and never what is confidential."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.identity import an_organ
from builders.registers import KIND, TODAY, a_generator, a_registrar, amended, by
from tongban.kernel.registers import actions
from tongban.kernel.registers.queries import (
    Kept,
    Wanted,
    entries_visible_to,
    entry,
    entry_visible_to,
    registers_of,
    shown,
)
from tongban.kernel.registers.queries.labels import labelled

FIRST = date(2026, 1, 10)
pytestmark = pytest.mark.django_db


def seen(reader, **wanted):
    rows = entries_visible_to(reader, KIND, on=TODAY, wanted=Wanted(**wanted))
    return {row.pk for row in rows}


def test_a_reader_sees_the_entries_of_the_own_organ_and_those_below_and_no_others():
    above = an_organ()
    mine, below, beside = a_generator(above), a_generator(an_organ(parent=above)), a_generator()
    reader = a_registrar(above)
    assert seen(reader) == {mine.pk, below.pk}
    assert entry_visible_to(reader, KIND, beside.pk, on=TODAY) is None
    assert seen(a_registrar(above, duty="officer")) == set()
    assert registers_of(a_registrar(above, duty="officer"), on=TODAY) == []


def test_what_is_confidential_and_personal_only_those_see_who_may():
    organ = an_organ()
    hidden = a_generator(organ, confidential=True)
    open_ = a_generator(organ, minder="赵六斤")
    registrar, leader = a_registrar(organ), a_registrar(organ, duty="leader")
    assert seen(registrar) == {hidden.pk, open_.pk}
    assert seen(leader) == {open_.pk}
    (to_leader,) = shown(leader, KIND, [open_], on=TODAY)
    (to_registrar,) = shown(registrar, KIND, [open_], on=TODAY)
    assert (to_leader.masked, to_registrar.masked) == ({"minder"}, frozenset())


def test_a_list_is_searched_and_filtered_by_what_held_on_its_day():
    organ = an_organ()
    row = amended(a_generator(organ, on=FIRST, name="大功率", fuel="diesel"), place="西院")
    reader, before = a_registrar(organ), TODAY - timedelta(days=1)
    assert seen(reader, search="西院") == seen(reader, filters={"place": "西院"}) == {row.pk}
    assert seen(reader, search="西院", as_of=before) == set()
    assert seen(reader, filters={"place": "东院"}, as_of=before) == {row.pk}
    assert seen(reader, search="大功") == seen(reader, filters={"fuel": "diesel"}) == {row.pk}
    assert seen(reader, search="赵") == seen(reader, organ=str(an_organ().pk)) == set()


def test_a_personal_value_is_not_found_by_searching_or_filtering():
    organ = an_organ()
    row = a_generator(organ, minder="赵六斤")
    leader = a_registrar(organ, duty="leader")
    assert seen(leader, search="赵六斤") == set()
    assert seen(leader, filters={"minder": "没有这个人"}) == {row.pk}


def test_a_closed_entry_is_in_the_list_of_the_days_before_and_among_the_closed():
    organ = an_organ()
    row = a_generator(organ, on=FIRST)
    actions.close(KIND, row.pk, by(a_registrar(organ)), version=1, on=TODAY, reason="报废")
    reader = a_registrar(organ)
    assert seen(reader) == set()
    assert seen(reader, as_of=TODAY - timedelta(days=1)) == seen(reader, kept=Kept.CLOSED)
    assert seen(reader, as_of=FIRST - timedelta(days=1), kept=Kept.ALL) == set()


def test_a_list_of_any_length_takes_the_same_few_queries():
    organ = an_organ()
    for _number in range(12):
        a_generator(organ, power=Decimal(10))
    reader = a_registrar(organ)
    with CaptureQueriesContext(connection) as asked:
        rows = entries_visible_to(reader, KIND, on=TODAY, wanted=Wanted(as_of=TODAY))
        assert len(shown(reader, KIND, rows, on=TODAY, as_of=TODAY)) == 12
    tables = [each["sql"] for each in asked if "depot_" in each["sql"] or "dated" in each["sql"]]
    assert len(tables) == 2


def test_other_domains_get_what_is_published_dated_and_none_for_what_is_unknown():
    row = a_generator(on=FIRST, power=Decimal(50), minder="赵六斤")
    found = entry(KIND, row.pk, on=TODAY)
    assert dict(found.facts) == {
        "number": row.number, "power": Decimal(50), "place": "东院", "user": None,
    }  # fmt: skip
    assert entry(KIND, row.pk + 1, on=TODAY) is None
    assert entry(KIND, row.pk, on=FIRST - timedelta(days=1)) is None
    assert entry("premises.building", 1, on=TODAY) is None


def test_a_label_leads_by_a_random_code_to_the_public_facts_alone():
    row = a_generator(name="应急一号", minder="赵六斤")
    code = actions.label(KIND, row.pk)
    assert actions.label(KIND, row.pk) == code
    assert str(row.pk) != code
    assert set(labelled(code, on=TODAY).facts) == {"number", "name", "place"}
    assert labelled("NOSUCHCODE22", on=TODAY) is None
    secret = a_generator(confidential=True)
    assert labelled(actions.label(KIND, secret.pk), on=TODAY) is None
