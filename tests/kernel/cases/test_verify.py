"""Every row is the sum of its log: altered anywhere, the difference is named."""

from dataclasses import fields
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from builders.cases import a_licence
from tongban.kernel.cases.actions import Wish
from tongban.kernel.cases.fold import folded, replayed
from tongban.kernel.cases.inbox import InboxRow
from tongban.kernel.cases.models import Content
from tongban.kernel.cases.queries import every_case
from tongban.kernel.cases.state import CaseRow, State
from tongban.kernel.cases.store import CHILDREN, columns, load
from tongban.kernel.cases.verify import differences, heads
from tongban.kernel.ledger import queries as ledger

pytestmark = pytest.mark.django_db
KEYS = {"home", "id", "case_id", "case_home"}
TABLES = dict(CHILDREN.values()) | {"cases_inbox": InboxRow}


def run_cases():
    place = a_licence("civil", "police")
    numbers = [place.submit().number for _ in range(3)]
    for number in numbers[:2]:
        place.accept(number)
        place.review(number, "civil", opinion="收入符合标准")
    place.review(numbers[0], "police")
    place.decide(numbers[0], "refused", "名下有房")
    at_every_table(place, numbers[1])
    return place, numbers


def at_every_table(place, number):
    """Let a case have rows in each of its tables: a pause with its procedure, a request, originals in keeping."""
    end = place.today() + timedelta(days=5)
    place.on("open_special", number, kind="testing", announced=end, reasons="送检")
    place.on("ask", number, wish=Wish("extension", {"days": 5, "reason": "需要补充检测"}))
    place.on("take_originals", number, by=place.people["window"], taken=[("proof", "平面图", 1)])


def altered(column, kind):
    return {
        "boolean": f"NOT {column}",
        "bigint": f"coalesce({column}, 0) + 1",
        "integer": f"coalesce({column}, 0) + 1",
        "date": f"coalesce({column}, DATE '2026-01-01') + 1",
        "timestamp with time zone": f"coalesce({column}, now()) + interval '1 second'",
    }.get(kind, f"CASE WHEN {column} IN ('accepted', 'open') THEN 'odd' ELSE 'oth' END")


def types(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
            [table],
        )
        return dict(cursor.fetchall())


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def every_column():
    tables = {"cases_case": CaseRow, **TABLES}
    return [
        (table, column)
        for table, kind in tables.items()
        for column in columns(kind)
        if column not in KEYS
    ]


def test_untouched_rows_equal_their_replay():
    run_cases()
    assert list(differences()) == []
    assert list(ledger.faults()) == []


def found_after(statement, *, refused=frozenset()):
    """What verify names after the statement, which is then undone; `refused` where the database does not let it pass."""
    try:
        with transaction.atomic():
            changed = sql(statement)
            found = {(each.table, each.column) for each in differences()}
            transaction.set_rollback(True)
    except IntegrityError:
        return 1, refused
    return changed, found


def test_an_altered_column_is_named_whichever_it_is():
    place, numbers = run_cases()
    case, unnamed = place.case(numbers[1]), []
    for table, column in every_column():
        mine = (
            f"home = {case.home} AND id = {case.id}"
            if table == "cases_case"
            else f"case_id = {case.id}"
        )
        one = f"ctid = (SELECT ctid FROM {table} WHERE {mine} ORDER BY ctid LIMIT 1)"
        value = altered(f'"{column}"', types(table)[column])
        changed, found = found_after(
            f'UPDATE {table} SET "{column}" = {value} WHERE {one}', refused={(table, column)}
        )
        # The inbox is read by post and item, so a row under another key is one missing and one too many.
        names = {(table, column), (table, "*")} if table == "cases_inbox" else {(table, column)}
        if changed != 1 or not names & found:
            unnamed.append((table, column))
    assert unnamed == []


def test_rows_taken_away_are_named_whichever_table_they_were_in():
    place, numbers = run_cases()
    case = place.case(numbers[1])
    for table in TABLES:
        changed, found = found_after(f"DELETE FROM {table} WHERE case_id = {case.id}")
        assert changed
        assert (table, "*") in found


def test_a_case_that_vanished_whole_is_named():
    place, numbers = run_cases()
    case = place.case(numbers[2])
    for table in (*TABLES, "cases_content"):
        sql(f"DELETE FROM {table} WHERE case_id = {case.id}")
    sql(f"DELETE FROM cases_case WHERE id = {case.id}")
    assert {each.number for each in differences()} == {numbers[2]}


def test_altered_content_is_named_in_every_column():
    run_cases()
    changes = {
        "sealed": "'\\x01'", "salt": "'\\x00'", "digest": "repeat('a', 64)", "kind": "'other'", "id": "id + 900",
    }  # fmt: skip
    for column, value in changes.items():
        _changed, found = found_after(f"UPDATE cases_content SET {column} = {value} WHERE id = 1")
        assert {table for table, _column in found} == {"cases_content"}, column


def test_a_log_that_cannot_be_folded_is_one_difference_and_the_other_cases_are_still_checked():
    _place, numbers = run_cases()
    stream = f"case/{numbers[0]}"
    sql(f"DELETE FROM ledger_event WHERE stream = '{stream}' AND type = 'round.opened'")
    sql(f"UPDATE cases_case SET title = 'other' WHERE number = '{numbers[1]}'")
    found = {(each.number, each.table) for each in differences()}
    assert found == {(stream, "ledger_event"), (numbers[1], "cases_case")}


def test_content_that_was_taken_away_is_named():
    run_cases()
    Content.objects.update(sealed=None, salt=None)
    assert {(each.table, each.column) for each in differences()} == {("cases_content", "salt")}


def test_an_inbox_row_of_no_case_is_named():
    run_cases()
    sql(
        "UPDATE cases_inbox SET case_id = 99999 WHERE ctid = (SELECT ctid FROM cases_inbox LIMIT 1)"
    )
    assert "99999" in {each.row for each in differences()}


def test_the_rows_of_the_store_and_of_the_fold_have_the_same_columns():
    for table, kind in {**TABLES, "cases_pause": CHILDREN["pauses"][1]}.items():
        model = next(
            m for m in apps.get_app_config("cases").get_models() if m._meta.db_table == table
        )
        owner = set() if kind is InboxRow else {"home", "case_id"}
        names = {field.column for field in model._meta.fields if field.column} - owner
        assert names == {field.name for field in fields(kind)}, table


def test_every_stream_of_a_case_has_its_head_on_the_case_row():
    run_cases()
    kept = {stream: head for _home, stream, head in heads()}
    for case in every_case():
        last = ledger.events_of(case.home, f"case/{case.number}")[-1]
        assert (kept[f"case/{case.number}"].n, kept[f"case/{case.number}"].hash) == (
            last.n,
            last.hash,
        )


def test_the_fold_of_a_prefix_and_the_rest_is_the_fold_of_the_whole():
    place, numbers = run_cases()
    case = place.case(numbers[0])
    records = ledger.events_of(case.home, f"case/{case.number}")
    state = State()
    for record in records:
        state = folded(state, record)
    assert state == replayed(records) == load(case.home, case.id)
