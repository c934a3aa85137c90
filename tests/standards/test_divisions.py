"""Divisions from province to village."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.shared import DATA, with_shared_data
from tongban.standards.codes import divisions
from tongban.standards.codes.divisions import Level

SHARED = DATA / "divisions"


@pytest.mark.parametrize(
    ("text", "code", "name", "level"),
    [
        ("51", "510000", "四川省", Level.PROVINCE),
        ("510000", "510000", "四川省", Level.PROVINCE),
        ("5116", "511600", "广安市", Level.CITY),
        ("511602", "511602", "广安区", Level.COUNTY),
        ("511602000000", "511602", "广安区", Level.COUNTY),
        ("511602001", "511602001", "浓洄街道", Level.STREET),
        ("511602001000", "511602001", "浓洄街道", Level.STREET),
        ("511602001001", "511602001001", "翠屏路社区居委会", Level.VILLAGE),
        ("441900", "441900", "东莞市", Level.CITY),
        ("441900003", "441900003", "东城街道", Level.STREET),
        ("710000", "710000", "台湾省", Level.PROVINCE),
        ("810000", "810000", "香港特别行政区", Level.PROVINCE),
        ("82", "820000", "澳门特别行政区", Level.PROVINCE),
    ],
)
def test_a_division_is_known_by_each_length_of_its_code(text, code, name, level):
    division = divisions.parse(text)
    assert (division.code, division.name, division.level) == (code, name, level)
    assert division.padded == code.ljust(12, "0")


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("", "code.empty", "no code"),
        ("51160", "code.length", "5 characters; it must have 2 or 4 or 6 or 9 or 12"),
        ("5116O2", "code.character", "Character 5 is “O”"),
        ("511602００１", "code.character", "Character 7"),
        ("99", "division.unknown", "no division 99"),
        ("519900", "division.unknown", "no division 5199"),
        ("511699", "division.unknown", "no division 511699"),
        ("511699001001", "division.unknown", "no division 511699 in"),
        ("511602999", "division.unknown", "no division 511602999"),
        ("511602001999", "division.unknown", "no division 511602001999"),
        ("000000", "division.unknown", "no division 00"),
        ("4400", "division.unknown", "no division 4400"),
    ],
)
def test_a_fault_names_the_first_level_that_is_unknown(text, fault, words):
    found = divisions.check(text)
    assert found is not None
    assert found.code == fault
    assert words in str(found)


def test_a_path_leads_from_province_to_village():
    village = divisions.parse("511602001001")
    assert [step.name for step in village.path][:3] == ["四川省", "广安市", "广安区"]
    assert village.full_name == "四川省广安市广安区浓洄街道翠屏路社区居委会"
    assert village.parent == divisions.parse("511602001")
    assert divisions.parse("51").parent is None


def test_an_address_leaves_out_rows_that_stand_for_no_place():
    assert divisions.parse("110101").full_name == "北京市东城区"
    assert divisions.parse("429004").full_name == "湖北省仙桃市"


def test_children_are_the_divisions_directly_below():
    assert [child.code for child in divisions.parse("511600").children] == [
        "511602",
        "511603",
        "511621",
        "511622",
        "511623",
        "511681",
    ]
    assert len(divisions.provinces()) == 34
    assert divisions.parse("4419").children[0].level is Level.STREET
    assert divisions.parse("710000").children == ()


def test_a_village_elsewhere_is_known_by_its_street_and_has_no_name():
    assert divisions.parse("110101001001").name == ""
    assert divisions.find("110101999001") is None


@given(st.sampled_from(sorted(divisions._names())))
def test_a_child_is_found_among_the_children_of_its_parent(bare):
    division = divisions.parse(bare)
    siblings = division.parent.children if division.parent else divisions.provinces()
    assert division in siblings
    assert divisions.parse(division.padded) == division
    assert divisions.lineage(division.code) == tuple(d.code for d in reversed(division.path))


@given(st.text())
def test_any_text_is_answered(text):
    fault = divisions.check(text)
    assert fault is None or str(fault)
    assert divisions.lineage(text) is not None


def test_a_look_up_is_fast():
    divisions.parse("511602001001")
    start = time.perf_counter()
    for _ in range(1000):
        divisions.parse("511602001001")
    assert time.perf_counter() - start < 0.5


@with_shared_data
@pytest.mark.parametrize(
    "name", ["provinces", "cities", "areas", "streets", "villages_5116_guangan"]
)
def test_every_row_of_the_source_is_shipped(name):
    with (SHARED / f"{name}.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            assert divisions.parse(row["code"]).name == row["name"]


def test_the_shipped_list_stays_small():
    packed = Path(divisions.__file__).with_name("divisions.csv.gz")
    assert packed.stat().st_size < 400_000
