"""A list of matters goes in once, whole, and nothing in it is lost."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.catalogue import (
    HEADER,
    a_matter,
    a_published_version,
    a_row,
    csv_of,
    imported,
)
from builders.identity import FIRST_DAY, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions, queries, sheets, telling
from tongban.kernel.catalogue.models import ImportBatch, Matter, MatterCode, MatterVersion
from tongban.kernel.identity.queries import Organ, OrganCode, organ_by_code
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
NEXT_DAY = FIRST_DAY + timedelta(days=1)


def test_an_imported_matter_is_listed_and_cannot_be_applied_for_online():
    version = a_published_version_of(a_row())
    assert version.status == "published"
    assert not version.online
    assert version.procedure is None


def test_the_placeholder_for_unclassified_is_no_main_item():
    assert a_published_version_of(a_row(main_item="未分类")).main_item == ""
    assert a_published_version_of(a_row(main_item="烟草专卖")).main_item == "烟草专卖"


@pytest.mark.parametrize(("given_type", "power_type"), [("1", 1), ("05", 5), ("公共服务", 20)])
def test_the_task_type_becomes_the_power_type(given_type, power_type):
    assert a_published_version_of(a_row(task_type=given_type)).power_type == power_type


def test_a_second_run_changes_nothing_not_even_the_log():
    rows = (a_row(), a_row())
    imported(*rows)
    before = (len(events_of(511602, "catalogue/511602")), MatterVersion.objects.count())
    report = imported(*rows, on=NEXT_DAY)
    assert report.counts == counts(rows=2, unchanged=2)
    assert (len(events_of(511602, "catalogue/511602")), MatterVersion.objects.count()) == before
    assert ImportBatch.objects.count() == 1


def test_a_dry_run_counts_the_same_and_leaves_nothing_behind():
    rows = (a_row(department="新设局", dept_code=""), a_row(task_type="99"))
    dry = imported(*rows, dry_run=True)
    assert (Matter.objects.count(), Organ.objects.count()) == (0, 0)
    assert dry.counts == imported(*rows).counts == counts(rows=2, created=1, rejected=1)


def test_a_changed_row_makes_a_successor_and_the_old_version_stays():
    row = a_row(name="旧名称")
    imported(row)
    report = imported({**row, "name": "新名称"}, on=NEXT_DAY)
    assert report.counts == counts(rows=1, updated=1)
    matter = Matter.objects.get()
    assert in_force(matter, FIRST_DAY).name == "旧名称"
    assert in_force(matter, NEXT_DAY).name == "新名称"


def test_a_correction_on_the_day_of_the_import_replaces_what_was_wrong():
    row = a_row(name="旧名称")
    imported(row)
    imported({**row, "name": "新名称"})
    assert in_force(Matter.objects.get(), FIRST_DAY).name == "新名称"


def test_another_code_of_the_same_department_is_an_update_without_a_new_version():
    row = a_row(dept_code="")
    imported(row)
    assert imported({**row, "dept_code": "083372204"}, on=NEXT_DAY).updated == 1
    assert in_force(Matter.objects.get(), NEXT_DAY).ordinal == 1


def test_a_matter_that_moves_to_another_department_is_found_under_the_new_one():
    row = a_row(department="甲局", dept_code="")
    imported(row)
    imported({**row, "department": "乙局"}, on=NEXT_DAY)
    version = in_force(Matter.objects.get(), NEXT_DAY)
    assert (version.organ.name, version.matter.organ.name) == ("乙局", "乙局")


def test_an_update_keeps_what_was_entered_by_hand():
    matter = a_matter()
    a_published_version(matter, on=NEXT_DAY, name="编办修订的名称")
    cells = {**matter.delivered, "task_type": "7", "main_item": "新主项"}
    imported(a_row(**{name: str(cells[name]) for name in HEADER}), on=NEXT_DAY)
    version = in_force(matter, NEXT_DAY)
    assert (version.name, version.power_type, version.main_item) == ("编办修订的名称", 7, "新主项")
    assert version.online
    assert version.bases.count() == 1


def test_the_list_delivered_again_does_not_undo_a_revision():
    matter = a_matter()
    a_published_version(matter, on=NEXT_DAY, name="编办修订的名称")
    cells = {**matter.delivered, "task_type": "20"}
    report = imported(a_row(**{name: str(cells[name]) for name in HEADER}), on=NEXT_DAY)
    assert report.unchanged == 1
    assert in_force(matter, NEXT_DAY).name == "编办修订的名称"


def test_a_row_that_repeats_another_is_unchanged_and_one_that_contradicts_it_is_rejected():
    row = a_row()
    report = imported(row, row, {**row, "name": "另一个名称"})
    assert report.counts == counts(rows=3, created=1, unchanged=1, rejected=1, warnings=1)
    assert [(it.line, it.code) for it in report.rejected] == [(4, "conflict")]


def test_one_department_is_built_with_its_several_codes_and_odd_ones_carry_a_warning():
    name = "区人社局"
    codes = ("1151130108778239R", "1151130108778239R_5143", "3946653276082720768", "083372204")
    imported(*(a_row(department=name, dept_code=code) for code in codes))
    organ = Organ.objects.get()
    kept = {code.given: code for code in OrganCode.objects.filter(organ=organ)}
    assert set(kept) == set(codes)
    assert {code for code in codes if kept[code].warning} == set(codes[:3])
    assert organ_by_code("system", codes[2]) == organ


def test_a_code_under_two_departments_stays_with_the_first_and_both_are_built():
    report = imported(a_row(department="甲局"), a_row(department="乙局"))
    assert Organ.objects.count() == 2
    assert organ_by_code("credit-code", "11511301008778255F").name == "甲局"
    assert [it.code for it in report.warnings] == ["shared_dept_code"]


def test_a_department_whose_code_belongs_to_another_organ_is_rejected_with_the_reason():
    imported(a_row(department="甲局"))
    an_organ("乙局")
    report = imported(a_row(department="乙局"), a_row(department="丙局", dept_code=""))
    assert report.counts == counts(rows=2, created=1, rejected=1)
    assert report.rejected[0].facts["organ"] == "甲局"


def test_an_odd_item_code_is_kept_as_it_is_with_a_warning():
    code = "511F0045400001-511602000000-000-11511301452259996u-1-00"
    with override("en"):
        imported(a_row(item_code=code))
    assert "lower-case" in MatterCode.objects.get(value=code).warning


def test_two_matters_of_one_name_are_both_kept_and_pointed_out():
    report = imported(a_row(name="求职创业补贴申领"), a_row(name="求职创业补贴申领"))
    assert report.counts == counts(rows=2, created=2, warnings=1)
    assert report.warnings[0].code == "namesake"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"department": ""}, "department"),
        ({"name": " "}, "name"),
        ({"name": "长" * 301}, "name"),
        ({"name": "响\x07铃"}, "name"),
        ({"area_code": "511699000000"}, "area_code"),
        ({"area_code": "51160２000000"}, "area_code"),
        ({"item_code": ""}, "item_code"),
        ({"dept_code": "1.1511301008778255e+17"}, "dept_code"),
        ({"task_type": "11"}, "task_type"),
        ({"task_type": "许可"}, "task_type"),
    ],
)
def test_a_row_that_cannot_be_kept_is_rejected_with_line_field_reason_and_remedy(cells, field):
    report = imported(a_row(), a_row(**cells))
    assert report.counts == counts(rows=2, created=1, rejected=1)
    remark = report.rejected[0]
    assert (remark.line, remark.field) == (3, field)
    assert telling.reason(remark)
    assert telling.remedy(remark)


def test_an_unquoted_comma_that_shifts_the_columns_is_rejected():
    text = csv_of(a_row(name="甲乙")).replace("甲乙", "甲,乙")
    report = actions.import_matters(sheets.read("x.csv", text.encode()), an_act())
    assert [it.code for it in report.rejected] == ["surplus"]


def test_one_import_is_one_event_in_the_log_of_the_division():
    imported(a_row(), a_row(task_type="99"))
    (event,) = events_of(511602, "catalogue/511602")
    assert event.type == "matters.imported"
    assert event.data["created"] == 1
    assert event.data["versions"] == [MatterVersion.objects.get().pk]


def test_nothing_half_done_stays_when_an_import_fails(monkeypatch):
    def fail(*_args: object) -> None:
        raise Refusal("test.stop", "Stop.")

    monkeypatch.setattr("tongban.kernel.catalogue.actions.imports._record", fail)
    with pytest.raises(Refusal, match="Stop"):
        imported(a_row())
    assert (Matter.objects.count(), Organ.objects.count()) == (0, 0)


cells = st.one_of(
    st.sampled_from(["", "区住建局", "511602000000", "1", "20", "X-1", "X-2", "083372204", "=1+1"]),
    st.text(max_size=12),
)
dirty = st.lists(st.lists(cells, max_size=9), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(dirty)
def test_whatever_the_rows_hold_nothing_crashes_and_nothing_is_lost(rows):
    lines = [HEADER, *rows]
    text = "\n".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in lines
    )
    sheet = sheets.read("x.csv", text.encode("utf-8", "ignore"))
    first, again = (actions.import_matters(sheet, an_act()) for _ in range(2))
    for report in (first, again):
        kept = report.created + report.updated + report.unchanged
        assert report.rows == kept + len(report.rejected) == len(sheet.lines)
    assert (again.created, again.updated) == (0, 0)
    assert len({remark.line for remark in first.rejected}) == len(first.rejected)


def counts(**some: int) -> dict[str, int]:
    names = ("rows", "created", "updated", "unchanged", "rejected", "warnings")
    return {name: some.get(name, 0) for name in names}


def a_published_version_of(row: dict[str, str]) -> MatterVersion:
    imported(row)
    return MatterVersion.objects.get(matter__codes__value=row["item_code"])


def in_force(matter: Matter, on: date) -> MatterVersion:
    version = queries.version_in_force(matter.pk, on=on)
    assert version is not None
    return version
