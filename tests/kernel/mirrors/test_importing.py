"""A file of reports: whoever wrote it, bad rows are told with line, field and remedy, and the rest goes on."""

import io
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from builders.mirrors import NOON, SYSTEM, TITLES, a_file, a_guide, a_line, the_platform
from tongban.kernel import Refusal
from tongban.kernel.mirrors.actions import import_reports
from tongban.kernel.mirrors.columns import read_outcome, read_state, read_steps, read_when
from tongban.kernel.mirrors.models import MirroredCase, MirrorStep
from tongban.kernel.mirrors.queries import steps_of
from tongban.kernel.mirrors.reading import read
from tongban.kernel.mirrors.telling import told

pytestmark = pytest.mark.django_db


def imported(content, *, dry_run=False):
    sheet = read("cases.csv", content)
    return import_reports(sheet, the_platform(), system=SYSTEM, dry_run=dry_run)


@pytest.fixture
def version():
    return a_guide()


def test_every_row_becomes_a_mirrored_case_and_a_second_run_changes_nothing(version):
    content = a_file(a_line(version), a_line(version, number="SC2"))
    assert imported(content).counts == {
        "rows": 2, "new": 2, "changed": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    assert imported(content).counts["unchanged"] == 2
    row = MirroredCase.objects.get(number="SC2")
    assert (row.accepted_on, row.promised_on) == (date(2026, 2, 25), date(2026, 3, 6))
    assert row.reported_at == datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_a_dry_run_says_the_same_and_leaves_nothing(version):
    content = a_file(a_line(version), a_line(version, number=""))
    tried = imported(content, dry_run=True)
    assert not MirroredCase.objects.exists()
    assert tried.counts == imported(content).counts
    assert MirroredCase.objects.count() == 1


DIRTY = [
    ({"number": ""}, "mirror.cell_empty", "number"),
    ({"number": "1.1511301008778255e+17"}, "mirror.cell_rounded", "number"),
    ({"document": "5.1160219900101e+17"}, "mirror.cell_rounded", "document"),
    ({"item_code": "没有的编码"}, "mirror.no_such_code", "item_code"),
    ({"department": "没有的部门"}, "mirror.no_such_organ", "department"),
    ({"state": "飞走了"}, "mirror.cell_no_state", "state"),
    ({"outcome": "也许"}, "mirror.cell_no_outcome", "outcome"),
    ({"received_on": "2026-02-30"}, "mirror.cell_no_day", "received_on"),
    ({"accepted_on": "昨天"}, "mirror.cell_no_day", "accepted_on"),
    ({"reported_at": "2026-03-02 25:00"}, "mirror.cell_no_day", "reported_at"),
    ({"state": "已办结"}, "mirror.decided_without_outcome", "outcome"),
    ({"accepted_on": "2026-02-01"}, "mirror.days_out_of_order", "accepted_on"),
    ({"steps": "已经受理"}, "mirror.step_without_day", "steps"),
]


def test_dirty_rows_are_told_with_line_field_and_remedy_and_the_rest_goes_on(version):
    lines = [
        a_line(version, **{"number": f"SC{n}", **cells}) for n, (cells, *_) in enumerate(DIRTY)
    ]
    done = imported(a_file(*lines, a_line(version, number="good"), above="四川省办件清单"))
    assert [
        (each.line, each.refusal.code, each.refusal.facts["field"]) for each in done.refused
    ] == [(n, code, field) for n, (_cells, code, field) in enumerate(DIRTY, start=3)]
    assert MirroredCase.objects.get().number == "good"
    with override("zh-hans"):
        said = list(told(done))
    assert said[0].startswith(f"共 {len(DIRTY) + 1} 行")
    assert "第 3 行，办件编号：" in said[1]
    assert "请" in said[1]
    assert len(said) == len(DIRTY) + 1


def test_rows_of_one_case_are_taken_in_the_order_of_their_time(version):
    done = {"state": "已办结", "outcome": "予以批准", "decided_on": "2026-03-01"}
    newest = a_line(version, **done)
    oldest = a_line(version, state="已收件", accepted_on="", reported_at="2026-02-24 10:00")
    counts = imported(a_file(newest, oldest)).counts
    assert (counts["new"], counts["changed"], counts["refused"]) == (1, 1, 0)
    assert MirroredCase.objects.get().state == "closed"
    assert imported(a_file(newest, oldest)).counts["unchanged"] == 2


def test_an_older_file_that_was_never_taken_is_refused_row_by_row(version):
    imported(a_file(a_line(version)))
    (refused,) = imported(a_file(a_line(version, reported_at="2026-03-01"))).refused
    assert refused.refusal.code == "mirror.older"


def a_book(*lines):
    """The rows as an Excel file with Chinese titles, below a title of its own."""
    book = Workbook()
    sheet = book.active
    sheet.append(["省平台办件", None, "2026 年 3 月"])
    sheet.append(list(TITLES.values()))
    for line in lines:
        sheet.append([line.get(field) for field in TITLES])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_dirty_rows_of_an_excel_file_are_told_by_the_line_that_excel_shows(version):
    rounded = a_line(version, number=512302026000000010)
    unknown = a_line(version, number="SC2", state="飞走了")
    done = imported(a_book(rounded, a_line(version, number="good"), unknown))
    found = [(one.line, one.refusal.facts["field"]) for one in done.refused]
    assert found == [(3, "number"), (5, "state")]
    with override("zh-hans"):
        said = list(told(done))
    assert "第 5 行，办件状态：" in said[2]
    assert MirroredCase.objects.get().number == "good"


def test_an_excel_file_with_true_dates_and_a_title_above_is_read(version):
    cells = a_line(
        version,
        received_on=date(2026, 2, 24),
        accepted_on=datetime(2026, 2, 25, 9, 30),
        reported_at=datetime(2026, 3, 2, 12),
        steps="2026-02-24 10:00 已收件\n2026-02-25 已受理",
    )
    assert imported(a_book(cells)).counts["new"] == 1
    row = MirroredCase.objects.get()
    assert (row.received_on, row.accepted_on) == (date(2026, 2, 24), date(2026, 2, 25))
    assert [step.words for step in steps_of(row)] == ["已收件", "已受理"]
    assert MirrorStep.objects.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_file_is_read_in_whichever_encoding(version, encoding):
    content = a_file(a_line(version)).decode().encode(encoding)
    assert imported(content).counts["new"] == 1


def test_english_titles_do_as_well(version):
    text = a_file(a_line(version, state="accepted")).decode().splitlines()
    text[0] = ",".join(TITLES)
    sheet = read("cases.csv", "\n".join(text).encode())
    assert not sheet.chinese
    assert import_reports(sheet, the_platform(), system=SYSTEM).counts["new"] == 1


def test_a_file_without_a_column_that_is_needed_is_refused_as_a_whole():
    for content in (b"", "办件编号,申请人\n1,2\n".encode()):
        with pytest.raises(Refusal) as refused:
            read("cases.csv", content)
        assert refused.value.code == "mirror.file_columns_missing"
    assert "item_code" in str(refused.value)


def test_words_of_days_states_and_steps_are_read_as_people_write_them():
    assert read_when("2026.3.2 9:30", "x").isoformat() == "2026-03-02T09:30:00+08:00"
    assert read_when("2026-03-02 12:00:00", "x") == NOON
    assert read_when("2026年3月2日", "x").isoformat() == "2026-03-02T00:00:00+08:00"
    assert (read_state("办理中"), read_state("办结")) == ("accepted", "closed")
    assert (read_outcome(""), read_outcome("不予许可")) == (None, "refused")
    assert [step.words for step in read_steps("2026-03-02：受理；2026-03-03 10:00 审查")] == [
        "受理",
        "审查",
    ]
