"""What stands in other people's spreadsheets is read as they meant it, or named."""

from datetime import date
from decimal import Decimal

import pytest

from builders.depot.rules import GENERATORS
from builders.registers import refusal_of
from tongban.kernel.registers.importing.cells import read_cell
from tongban.kernel.registers.importing.tables import checked, guess, read

READ = {
    ("bought_on", "2024.3.5"): date(2024, 3, 5),
    ("bought_on", "2024年3月5日"): date(2024, 3, 5),
    ("bought_on", "２０２４／３／５"): date(2024, 3, 5),
    ("bought_on", "20240305"): date(2024, 3, 5),
    ("bought_on", "45356"): date(2024, 3, 5),
    ("bought_on", "2024-03-05 00:00:00"): date(2024, 3, 5),
    ("power", "１，２５０．５"): Decimal("1250.5"),
    ("power", "50千瓦"): Decimal(50),
    ("hours", "1200.0"): 1200,
    ("fuel", "柴油"): "diesel",
    ("fuel", "petrol"): "petrol",
    ("mobile", "√"): True,
    ("mobile", "否"): False,
    ("user", "区财政局"): 7,
    ("name", "  应急电源  "): "应急电源",
    ("name", " "): None,
}
WRONG = {
    ("bought_on", "2024-02-30"): "register.cell_no_day",
    ("bought_on", "去年"): "register.cell_no_day",
    ("power", "五十"): "register.cell_no_number",
    ("power", "1.25"): "register.too_many_places",
    ("power", "-3"): "register.out_of_bounds",
    ("hours", "3.5"): "register.cell_no_number",
    ("fuel", "煤"): "register.no_such_choice",
    ("mobile", "也许"): "register.cell_neither",
    ("user", "不存在的局"): "register.cell_no_organ",
    ("number", "5.1E+16"): "register.cell_rounded",
    ("number", "长" * 41): "register.bad_text",
}


@pytest.mark.parametrize(("name", "text"), READ)
def test_a_cell_is_read_as_it_was_meant(name, text):
    assert read_cell(GENERATORS[name], text, {"区财政局": 7}) == READ[name, text]


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_cell_that_says_nothing_that_fits_is_refused_and_names_its_field(name, text):
    refusal = refusal_of(read_cell, GENERATORS[name], text, {})
    assert (refusal.code, refusal.facts["field"]) == (WRONG[name, text], name)


def test_the_header_is_found_below_titles_and_its_repetitions_are_left_out():
    lines = "区应急发电机台账\n填报单位：区财政局,,\n设备编号*,存放地点,功率（千瓦）\n,,\nA1,东院,50\n设备编号,存放地点,功率\nA2,西院,60\n"
    table = read(GENERATORS, lines.encode("gb18030"))
    assert guess(GENERATORS, table.header) == {"number": 0, "place": 1, "power": 2}
    assert table.rows == ((5, ("A1", "东院", "50")), (7, ("A2", "西院", "60")))


def test_a_mapping_needs_the_key_and_no_column_twice():
    header = ("甲", "乙")
    without = refusal_of(checked, GENERATORS, {"place": 0}, header)
    twice = refusal_of(checked, GENERATORS, {"number": 0, "place": 0}, header)
    assert (without.code, twice.code) == ("register.mapping_without_key", "register.mapping_twice")
