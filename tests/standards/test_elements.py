"""Data elements: what a field means, and what a good answer looks like."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.standards import elements as room
from tongban.standards.codes import CHECKS
from tongban.standards.elements import Fault, element, elements
from tongban.standards.elements.shelf import read

GOOD = """
name:
  title: 姓名
  english: Name
  format: text
  personal: true
  source: {paper: Tongban, confidence: check}
"""


@pytest.mark.parametrize(
    ("name", "title", "personal"),
    [
        ("person.name", "姓名", True),
        ("person.identity_number", "公民身份号码", True),
        ("person.phone", "联系电话", True),
        ("person.address", "现居住地址", True),
        ("org.name", "单位名称", False),
        ("org.credit_code", "统一社会信用代码", False),
        ("org.legal_representative", "法定代表人", True),
        ("address.division", "行政区划", False),
        ("household.relation", "与申请人关系", True),
        ("money.yuan", "金额（元）", False),
    ],
)
def test_an_element_has_a_title_and_says_whether_it_is_personal(name, title, personal):
    assert (element(name).title, element(name).personal) == (title, personal)
    assert element(name).english
    assert element(name).source.paper


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("person.name", "欧阳·娜娜", "名" * 61),
        ("person.name", "张三", "张\x00三"),
        ("person.identity_number", "11010519491231002x", "110105194912310020"),
        ("person.birth_date", "2024-02-29", "2023-02-29"),
        ("person.birth_date", "2024-02-29", "20240229"),
        ("person.phone", "13812345678", "1381234567"),
        ("person.phone", "0826-2345678", "１3812345678"),
        ("person.email", "name@example.cn", "name@example"),
        ("org.credit_code", "91350100M000100Y43", "91350100M000100Y44"),
        ("address.division", "511602001", "511699"),
        ("money.yuan", "1200", "12.5"),
        ("money.yuan", "0", "012"),
    ],
)
def test_a_good_answer_passes_and_a_bad_one_is_explained(name, good, bad):
    assert element(name).check(good) is None
    fault = element(name).check(bad)
    assert fault is not None
    assert str(fault)


@given(st.sampled_from(sorted(elements())), st.text())
def test_any_answer_is_judged(name, text):
    fault = element(name).check(text)
    assert fault is None or str(fault)


def test_a_code_element_is_judged_by_its_kind_of_code():
    coded = {one.code for one in elements().values() if one.code}
    assert coded <= CHECKS.keys()
    assert "identity-number" in coded


def test_an_unknown_element_is_a_fault_that_lists_the_known_ones():
    with pytest.raises(Fault) as fault:
        element("person.shoe_size")
    assert "person.name" in str(fault.value)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("personal: true", "personal: maybe", "person.name is wrong: it must say whether"),
        ("personal: true", "", "it must say whether"),
        ("format: text", "format: poem", "format and source must be given"),
        ("title: 姓名", "", "title, english"),
        ("title: 姓名", "title: 姓名\n  check: shoe-size", "its check must be one of"),
        ("title: 姓名", "title: 姓名\n  colour: red", "colour is no known key"),
        ("{paper: Tongban, confidence: check}", "Tongban", "source must be given"),
    ],
)
def test_an_element_without_sense_does_not_load(tmp_path: Path, before, after, words):
    path = tmp_path / "person.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert [one.name for one in read(path)] == ["person.name"]
    path.write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(Fault) as fault:
        list(read(path))
    assert words in str(fault.value)


def test_every_subject_is_one_file():
    files = {path.stem for path in Path(room.__file__).parent.glob("*.yaml")}
    assert files == {name.split(".")[0] for name in elements()}
