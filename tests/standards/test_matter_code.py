"""Codes of matters in several schemes (SX-04 to SX-09)."""

import csv
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.shared import DATA, with_shared_data
from tongban.standards.codes import Fault, matter_code
from tongban.standards.codes.matter_code import Scheme

MATTERS = DATA / "gov-matters/guangan_matters.csv"
BODY = "115113010833722043"
TAIL = f"511602000000-000-{BODY}-1-00"


@pytest.mark.parametrize(
    ("text", "scheme", "parts"),
    [
        ("000114006000", Scheme.BASIC, {"catalogue_region": "00", "power_type": "01"}),
        ("512014006001", Scheme.BASIC, {"catalogue_region": "51", "sub_item": "001"}),
        (f"{BODY}4512014006000", Scheme.IMPLEMENTATION, {"credit_code": BODY, "level": "4"}),
        (f"{BODY}451201400600002", Scheme.BUSINESS, {"business_item": "02"}),
        ("XK00010001", Scheme.GUIZHOU, {"kind": "XK", "main_item": "00010"}),
        ("4201060011001201", Scheme.HUBEI, {"region": "420106", "agency": "001"}),
        (f"511A0138000000-{TAIL}", Scheme.SICHUAN, {"region": "511602000000", "body": BODY}),
        (f"512014006000-{TAIL}", Scheme.SICHUAN, {"catalogue": "512014006000"}),
        (f"G-000007-001-{TAIL}", Scheme.SICHUAN, {"catalogue": "G-000007-001"}),
        (f"1J-5100-00027-{TAIL}", Scheme.SICHUAN, {"catalogue": "1J-5100-00027"}),
        ("512C0107400001-511602000000-000-00877868-5-1-00", Scheme.SICHUAN, {"body": "00877868-5"}),
    ],
)
def test_a_code_is_read_by_the_scheme_that_its_form_tells(text, scheme, parts):
    code = matter_code.parse(text.lower())
    assert (code.text, code.scheme, str(code)) == (text, scheme, text)
    for name, value in parts.items():
        assert code.part(name) == value
    assert code.part("colour") is None


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("", "code.empty", "no code"),
        ("1234", "matter_code.scheme", "4 characters"),
        ("001114006000", "matter_code.power_type", "power type 11"),
        ("990114006000", "division.unknown", "no division 99"),
        ("00011400600A", "code.character", "Character 12 is “A”"),
        ("1K00010001", "code.character", "Character 1 is “1”; only A-Z"),
        (f"{BODY}8512014006000", "matter_code.level", "level 8"),
        (f"{BODY[:-1]}44512014006000", "matter_code.body", "is “4” but “3” follows"),
        ("4299990011001201", "division.unknown", "no division 4299"),
        ("E-000004-001-11511301008778386B", "matter_code.area", "No area of 12 digits"),
        ("511A0138000000-511602000000-000", "matter_code.parts", "stand 1 parts"),
        (f"511A013800000-{TAIL}", "matter_code.part", "catalogue is 511A013800000"),
        (f"511A0138000000-{TAIL}0", "matter_code.part", "variant is 000; it must be 2 digits"),
        (f"511A0138000000-511699{TAIL[6:]}", "division.unknown", "no division 511699"),
        (f"511A0138000000-{TAIL.replace(BODY, BODY[:-1])}", "matter_code.body", "17 characters"),
        (f"511A0138000000-{TAIL} ", "code.character", "U+0020"),
    ],
)
def test_a_fault_says_what_is_wrong(text, fault, words):
    found = matter_code.check(text)
    assert found is not None
    assert found.code == fault
    assert words in str(found)
    with pytest.raises(Fault, match=re.escape(words)):
        matter_code.parse(text)


@given(st.text() | st.text("-0123456789AX", max_size=60))
def test_any_text_is_answered(text):
    fault = matter_code.check(text)
    assert fault is None or str(fault)


@with_shared_data
def test_of_the_real_codes_only_those_with_an_odd_body_or_no_area_are_faulted():
    with MATTERS.open(encoding="utf-8-sig") as lines:
        found = [matter_code.check(row["item_code"]) for row in csv.DictReader(lines)]
    counts = Counter(fault.code if fault else "good" for fault in found)
    assert counts == {"good": 669, "matter_code.body": 119, "matter_code.area": 3}
