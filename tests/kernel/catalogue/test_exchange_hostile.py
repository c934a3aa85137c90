"""Files that are meant to do harm, or do it by accident, are refused in words; nobody's work is lost over them."""

import io
import json
import struct
import zipfile
from time import perf_counter

import pytest
from openpyxl import Workbook, load_workbook

from builders.catalogue import a_draft, a_matter
from builders.exchange import (
    DETAILS,
    a_book,
    a_full_matter,
    a_list,
    brought,
    kept_by_all,
    previewed,
)
from builders.identity import an_act
from tongban.kernel import Refusal
from tongban.kernel.catalogue.exchange import actions
from tongban.kernel.catalogue.exchange.reading import TITLES, bare, read
from tongban.kernel.catalogue.models import MatterCode, MatterVersion
from tongban.kernel.sheets.writing import workbook

pytestmark = pytest.mark.django_db


def code_of(matter) -> str:
    return MatterCode.objects.get(matter=matter).value


def refusal_of(name: str, content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read(name, content)
    return refused.value.code


def test_one_cell_in_the_far_corner_is_refused_before_the_room_for_all_between_is_taken():
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "事项编码", "x"
    file = io.BytesIO()
    book.save(file)
    assert refusal_of("x.xlsx", file.getvalue()) == "sheets.reaches_too_far"


def test_an_archive_that_lies_about_its_size_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    raw = bytearray(file.getvalue())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 100)
    assert refusal_of("x.xlsx", bytes(raw)) == "sheets.unpacks_too_large"


def test_two_materials_of_one_key_refuse_their_matter_and_name_the_row():
    one, two = a_full_matter("甲事项"), a_full_matter("乙事项")
    papers = [["事项编码", "材料标识", "材料名称"]]
    papers += [[code_of(one), "card", "身份证"], [code_of(one), "card", "户口簿"]]
    papers += [[code_of(two), "card", "身份证"]]
    main = [["事项编码"], [code_of(one)], [code_of(two)]]
    plan = previewed("x.xlsx", a_book(("事项", main), ("材料", papers)))
    assert [row.outcome for row in plan.rows] == ["refused", "changed"]
    assert plan.rows[0].remarks[0].field == "材料 · 材料标识"


@pytest.mark.parametrize("odd", ["\x00", "\ud800"])
def test_characters_that_nothing_can_store_are_left_out(odd):
    matter = a_full_matter()
    said = {"item_code": code_of(matter), "content": {"summary": f"甲{odd}乙"}}
    file = json.dumps({"schema_version": 1, "matters": [said]}).encode()
    actions.apply(brought("x.json", file), an_act(), kept=kept_by_all())
    assert MatterVersion.objects.get(matter=matter, status="draft").summary == "甲乙"


def test_a_file_names_nobody_the_draft_of_an_organ_that_is_not_kept():
    matter = a_matter("公开名称")
    a_draft(matter, **(DETAILS | {"name": "未公开名称", "certificate": None, "purposes": ("new",)}))
    file = a_list(["事项编码", "办理时间"], [code_of(matter), "全天"])
    [row] = previewed("x.csv", file, kept=[]).rows
    assert (row.outcome, row.remarks[0].code) == ("refused", "not_kept")
    assert "未公开" not in row.name
    assert row.standing is None


@pytest.mark.parametrize(
    ("title", "cell", "named"),
    [
        ("承诺办结时限", "60个工作日", "承诺办结时限"),
        ("必须现场办理原因", "（清空）", "必须现场办理原因"),
    ],
)
def test_a_row_that_contradicts_itself_names_the_column(title, cell, named):
    matter = a_full_matter()
    rows = [["事项编码", "到办事现场次数", title], [code_of(matter), "2", cell]]
    [row] = previewed("x.csv", a_list(*rows)).rows
    assert [remark.field for remark in row.remarks] == [named]


def test_what_was_written_after_the_preview_is_not_overwritten():
    matter = a_full_matter()
    file = a_list(["事项编码", "办理时间", "咨询方式"], [code_of(matter), "全天", "新电话"])
    seen = previewed("x.csv", file).seal
    waiting = brought("x.csv", file)
    a_draft(matter, **(DETAILS | {"hours": "夜间"}))
    with pytest.raises(Refusal) as refused:
        actions.apply(waiting, an_act(), kept=kept_by_all(), seen=seen)
    assert refused.value.code == "catalogue.preview_stale"
    assert MatterVersion.objects.get(matter=matter, status="draft").hours == "夜间"
    seen = previewed("x.csv", file).seal
    assert actions.apply(waiting, an_act(), kept=kept_by_all(), seen=seen).batches


def test_what_word_puts_between_lines_breaks_no_workbook():
    content = workbook([("变更清单", ("修订理由",), [["甲\x0b乙"], ["=1"]])])
    rows = load_workbook(io.BytesIO(content)).active.values
    assert [cell for (cell,) in rows] == ["修订理由", "甲乙", "'=1"]


def test_a_cell_full_of_brackets_is_read_in_no_time():
    began = perf_counter()
    assert bare("（" * 32_000) not in TITLES
    assert perf_counter() - began < 1
