"""Import: nothing is written before it was looked at, what is wrong is named, and a batch can be taken back."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from builders.depot.models import Generator
from builders.depot.rules import GENERATORS
from builders.identity import a_post, an_act, an_organ
from builders.registers import (
    KIND,
    TODAY,
    a_blind_keeper,
    a_generator,
    a_registrar,
    amended,
    by,
    refusal_of,
)
from tongban.kernel.identity.actions import appoint, dismiss
from tongban.kernel.registers import actions, exporting
from tongban.kernel.registers.actions import importing
from tongban.kernel.registers.importing.planning import Verdict
from tongban.kernel.registers.models import Batch, BatchStep
from tongban.kernel.registers.queries import entries_visible_to, shown
from tongban.kernel.registers.queries.batches import plan, read_batch
from tongban.kernel.registers.queries.verifying import faults

HEADER = "设备编号,名称,存放地点,购置日期,登记机关"
pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return an_organ("区财政局")


@pytest.fixture
def keeper(organ):
    return a_registrar(organ)


def brought(keeper, organ, *rows):
    content = "\n".join([HEADER, *rows]).encode()
    return actions.bring(KIND, "台账.csv", content, by(keeper), organ=organ.pk)


def planned(batch):
    found = read_batch(batch)
    return plan(found, found.table.rows, on=TODAY, today=TODAY)


def started(batch, keeper):
    return actions.start(batch.pk, KIND, by(keeper), on=TODAY, reason="年度清查导入")


def test_a_file_says_row_by_row_what_it_would_do_and_writes_nothing(keeper, organ):
    a_generator(organ, number="A1", on=date(2026, 1, 5))
    a_generator(organ, number="A2", on=date(2026, 1, 5))
    batch = brought(keeper, organ, "A1,一号,东院", "A2,,东院", "A3,,西院", "A4,,", "A3,,南院")
    rows = planned(batch)
    assert [row.verdict.value for row in rows] == ["amend", "same", "enter", "error", "error"]
    assert [fault.code for row in rows for fault in row.faults] == [
        "register.required",
        "register.row_twice",
    ]
    assert (rows[0].before, rows[0].values) == ({"name": None}, {"name": "一号"})
    assert Generator.objects.count() == 2


def test_what_was_planned_is_written_with_day_reason_and_who(keeper, organ):
    old = a_generator(organ, number="A1", on=date(2026, 1, 5))
    done = started(brought(keeper, organ, "A1,,西院", "A3,三号,北院", "A4,,"), keeper)
    assert done.counts == {"amend": 1, "enter": 1, "error": 1}
    assert (done.state, done.content) == ("done", None)
    old.refresh_from_db()
    assert (old.place, Generator.objects.get(key="A3").organ) == ("西院", organ)
    assert BatchStep.objects.get(key="A4").fault["code"] == "register.required"
    assert list(faults()) == []


def test_a_second_import_of_the_same_file_changes_nothing(keeper, organ):
    started(brought(keeper, organ, "A1,一号,东院,2024.3.5"), keeper)
    (row,) = planned(brought(keeper, organ, "A1,一号,东院,2024.3.5"))
    assert row.verdict is Verdict.SAME


def test_an_import_is_taken_back_but_for_what_was_changed_since(keeper, organ):
    old = a_generator(organ, number="A1", on=date(2026, 1, 5))
    done = started(brought(keeper, organ, "A1,,西院", "A2,,北院", "A3,,北院"), keeper)
    amended(Generator.objects.get(key="A3"), name="三号")
    stay = actions.take_back(done.pk, KIND, by(keeper), reason="导错文件")
    assert [step.key for step in stay] == ["A3"]
    old.refresh_from_db()
    assert (old.place, Generator.objects.get(key="A2").struck) == ("东院", True)
    assert not Generator.objects.get(key="A3").struck
    assert list(faults()) == []
    assert actions.take_back(done.pk, KIND, by(keeper), reason="再试") == stay


def test_what_the_importer_may_no_longer_keep_stays_and_the_rest_is_taken_back(keeper, organ):
    post = a_post(an_organ("区教育局"), "registrar")
    appoint(keeper.pk, an_act(), post_id=post.pk)
    done = started(brought(keeper, organ, "A1,,西院", "A2,,北院,,区教育局"), keeper)
    dismiss(keeper.pk, an_act(on=TODAY), post_id=post.pk)
    stay = actions.take_back(done.pk, KIND, by(keeper), reason="导错文件")
    assert [step.key for step in stay] == ["A2"]
    assert [row.struck for row in Generator.objects.order_by("pk")] == [True, False]
    assert list(faults()) == []


def test_a_long_file_is_written_slice_by_slice_by_the_worker(keeper, organ, monkeypatch):
    monkeypatch.setattr(importing, "SLICE", 2)
    batch = started(brought(keeper, organ, *(f"B{n},,东院" for n in range(5))), keeper)
    assert (batch.state, batch.done, Generator.objects.count()) == ("running", 0, 0)
    assert actions.write_waiting(by(keeper).at, most=2) == 2
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total) == ("running", 4, 5)
    assert actions.write_waiting(by(keeper).at) == 1
    assert Batch.objects.get().state == "done"
    assert Generator.objects.count() == 5


def test_an_organ_or_entry_that_the_importer_does_not_keep_is_named(keeper, organ):
    other = an_organ("区教育局")
    a_generator(other, number="A1")
    rows = planned(brought(keeper, organ, "A1,,西院", "A2,,西院,,区教育局", "A3,,西院,,区财政局"))
    assert [[fault.code for fault in row.faults] for row in rows] == [
        ["register.row_of_another"],
        ["register.row_of_no_organ"],
        [],
    ]
    stranger = a_registrar(other)
    again = refusal_of(actions.start, 0, KIND, by(stranger), on=TODAY, reason="x")
    assert again.code == "register.no_such_batch"
    content = HEADER.encode()
    call = (KIND, "x.csv", content, by(stranger))
    assert refusal_of(actions.bring, *call, organ=organ.pk).code == "register.may_not_keep"


def test_columns_once_chosen_are_remembered_for_the_same_header(keeper, organ):
    content = "机号,位置\nA1,东院\n".encode()
    call = (KIND, "x.csv", content, by(keeper))
    batch = actions.bring(*call, organ=organ.pk)
    assert batch.mapping == {}
    actions.map_columns(batch.pk, KIND, by(keeper), mapping={"number": 0, "place": 1})
    assert actions.bring(*call, organ=organ.pk).mapping == {"number": 0, "place": 1}


def test_what_goes_out_comes_in_again_and_no_formula_runs(keeper, organ):
    a_generator(organ, number="A1", name="=1+1", user=organ.pk, fuel="diesel", minder="赵六斤")
    rows = entries_visible_to(keeper, KIND, on=TODAY)
    names = {organ.pk: organ.name}
    cells = [exporting.cells(GENERATORS, row, names) for row in shown(keeper, KIND, rows, on=TODAY)]
    content = exporting.as_excel(GENERATORS, cells)
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet.cell(2, 3).value == "'=1+1"
    batch = actions.bring(KIND, "x.xlsx", content, by(keeper), organ=organ.pk)
    assert [row.verdict for row in planned(batch)] == [Verdict.SAME]


def test_what_a_reader_may_not_see_is_masked_in_the_export(organ):
    a_generator(organ, number="A1", minder="赵六斤")
    leader = a_registrar(organ, duty="leader")
    rows = entries_visible_to(leader, KIND, on=TODAY)
    (row,) = shown(leader, KIND, rows, on=TODAY)
    content = exporting.as_csv(GENERATORS, [exporting.cells(GENERATORS, row, {})])
    assert "赵六斤" not in content.decode()
    assert "***" in content.decode()


def test_a_file_tells_its_importer_nothing_of_what_is_masked_for_him(organ):
    a_generator(organ, number="A1", name="一号", minder="赵六斤", on=date(2026, 1, 5))
    blind = a_blind_keeper(organ)
    content = "设备编号,名称,存放地点,保管人\nA1,{},东院,{}\n"

    def told(name, minder, keeper=blind):
        call = (KIND, "x.csv", content.format(name, minder).encode(), by(keeper))
        (row,) = planned(actions.bring(*call, organ=organ.pk))
        return row

    right, wrong = told("一号", "赵六斤"), told("一号", "钱七两")
    assert (right.verdict, right.left, right.values) == (Verdict.SAME, ("minder",), {})
    assert (wrong.verdict, wrong.left, wrong.before) == (Verdict.SAME, ("minder",), {})
    assert told("二号", "钱七两").values == {"name": "二号"}
    open_ = told("一号", "钱七两", a_registrar(organ))
    assert (open_.before, open_.left) == ({"minder": "赵六斤"}, ())


def test_the_template_is_read_back_and_tells_of_each_column(keeper, organ):
    content = exporting.template(GENERATORS)
    batch = actions.bring(KIND, "模板.xlsx", content, by(keeper), organ=organ.pk)
    assert set(batch.mapping) == {*GENERATORS.names, "organ"}
    notes = load_workbook(io.BytesIO(content)).worksheets[1]
    assert "柴油" in str([[cell.value for cell in row] for row in notes.rows])
