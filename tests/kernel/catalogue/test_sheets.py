"""Files of matters are read within limits, or refused with a remedy."""

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.catalogue import CHINESE, HEADER, a_row, csv_of
from tongban.kernel import Refusal
from tongban.kernel.catalogue import sheets
from tongban.kernel.sheets.reading import LARGEST_FILE
from tongban.kernel.sheets.unpacking import LARGEST_UNPACKED


def an_xlsx(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_offices_use(encoding):
    sheet = sheets.read("x.csv", csv_of(a_row(name="公租房，租金")).encode(encoding))
    assert sheet.lines[0].cells["name"] == "公租房，租金"


def test_a_chinese_header_is_understood_and_decides_the_language():
    sheet = sheets.read("x.csv", csv_of(a_row(), header=CHINESE).encode())
    assert sheet.lines[0].cells["department"] == "区住建局"
    assert sheet.chinese
    assert not sheets.read("x.csv", csv_of(a_row()).encode()).chinese


def test_a_line_knows_its_number_after_blank_lines_and_cells_of_several_lines():
    text = csv_of(a_row(name="第一\n行"), a_row()).replace("\r\n", "\r\n\r\n", 1)
    assert [line.number for line in sheets.read("x.csv", text.encode()).lines] == [3, 5]


def test_semicolons_and_tabs_part_cells_too():
    for mark in ";\t":
        sheet = sheets.read("x.csv", csv_of(a_row()).replace(",", mark).encode())
        assert sheet.lines[0].cells["task_type"] == "20"


def test_an_xlsx_is_read_with_whole_numbers_and_formulas_as_text():
    sheet = sheets.read("x.xlsx", an_xlsx(("局", "", "'=1+1", 511602000000, "X-1", 20, "")))
    cells = sheet.lines[0].cells
    assert cells["area_code"] == "511602000000"
    assert cells["name"] == "'=1+1"


def test_missing_columns_are_all_named():
    with pytest.raises(Refusal, match=r"area_code \(行政区划代码\), item_code"):
        sheets.read("x.csv", b"department,name,task_type\na,b,1\n")


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(Refusal, match="Two columns hold the name"):
        sheets.read("x.csv", csv_of(a_row()).replace("main_item", "名称", 1).encode())


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff", b"PK\x03\x04rubbish", b"\xff\xfe\x00"])
def test_what_is_no_list_is_refused_in_words(content):
    with pytest.raises(Refusal) as refused:
        sheets.read("x", content)
    assert refused.value.code.startswith(("catalogue.file_", "sheets."))


def test_an_archive_that_is_no_workbook_is_refused_in_words():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("letter.txt", "no workbook")
    with pytest.raises(Refusal, match="no readable xlsx"):
        sheets.read("x.xlsx", content.getvalue())


def test_a_row_that_goes_on_for_ever_is_refused():
    with pytest.raises(Refusal, match="more than 200 columns"):
        sheets.read("x.csv", csv_of(a_row()).encode() + b"," * 300)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (LARGEST_UNPACKED + 1))
    assert len(content.getvalue()) < LARGEST_FILE
    with pytest.raises(Refusal, match="would unpack to"):
        sheets.read("x.xlsx", content.getvalue())


def test_a_file_that_is_too_large_or_too_long_is_refused(monkeypatch):
    with pytest.raises(Refusal, match="at most"):
        sheets.read("x.csv", b"a" * (LARGEST_FILE + 1))
    monkeypatch.setattr(sheets, "MOST_ROWS", 1)
    with pytest.raises(Refusal, match="more than 1 rows"):
        sheets.read("x.csv", csv_of(a_row(), a_row()).encode())


def test_an_open_quote_is_refused_with_its_line():
    with pytest.raises(Refusal, match="begins on line 3"):
        sheets.read("x.csv", csv_of(a_row()).encode() + b'"open, and never closed')


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Refusal):
        sheets.read("x", content)


@given(st.binary(max_size=300))
def test_any_bytes_after_a_good_header_are_read_or_refused(content):
    try:
        sheet = sheets.read("x.csv", ",".join(HEADER).encode() + b"\n" + content)
    except Refusal:
        return
    assert all(line.number > 1 for line in sheet.lines)
