"""Data elements: what a field means, and what a good answer looks like."""

import runpy
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.standards import elements as room
from tongban.standards.codes import CHECKS, postal_and_bank, vehicle
from tongban.standards.elements import Fault, Format, Mask, element, elements
from tongban.standards.elements.page import page
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
        ("money.yuan", "金额", False),
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
        ("money.yuan", "0", "-1"),
        ("household.size", "3", "0"),
        ("household.size", "50", "51"),
        ("person.sex", "male", "男"),
        ("person.ethnic_group", "yi", "martian"),
        ("person.nationality", "中国", "国" * 41),
        ("org.kind", "company", "club"),
        ("org.registered_capital", "5000000", "-5"),
        ("org.established_on", "2019-03-05", "2019-13-05"),
        ("org.email", "office@example.cn", "office"),
        ("address.postcode", "638000", "63800"),
        ("address.postcode", "010010", "938000"),
        ("project.code", "2101-511602-04-01-123456", "2113-511602-04-01-123456"),
        ("project.code", "2017-511602-47-03-123456", "2017-991602-47-03-123456"),
        ("project.code", "2101-000000-04-01-123456", "21015116020401123456"),
        ("project.investment", "120000000", "1.2亿"),
        ("premises.area", "120", "-1"),
        ("premises.use", "residential", "palace"),
        ("vehicle.plate", "川X12345", "川I12345"),
        ("vehicle.plate", "川X·1234挂", "川X123456"),
        ("vehicle.plate", "川XD12345", "川XI12345"),
        ("vehicle.plate", "川X12345F", "川X1234FF"),
        ("vehicle.plate", "粤Z1234港", "川X12O45"),
        ("vehicle.vin", "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
        ("vehicle.vin", "11111111111111111", "1M8GDM9AXKP04278"),
        ("vehicle.vin", "1m8gdm9axkp042788", "IM8GDM9AXKP042788"),
        ("vehicle.seats", "5", "0"),
        ("qualification.valid_until", "2031-06-30", "长期"),
        ("bank.card", "6222021234567890128", "6222021234567890129"),
        ("bank.card", "4111111111111111", "4111 1111 1111 1111"),
        ("bank.account", "6214570001000200030", "1" * 33),
        ("agent.identity_number", "11010519491231002X", "110105194912310021"),
        ("household.relation", "配偶父母", "亲" * 21),
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
        (
            "title: 姓名",
            "title: 姓名\n  minimum: 3",
            "minimum, maximum and unit belong to whole numbers",
        ),
        (
            "title: 姓名",
            "title: 姓名\n  choices: {a: [甲, A]}",
            "choices belong to the format choice",
        ),
        ("format: text", "format: choice", "choices belong to the format choice"),
        ("personal: true", "personal: false\n  mask: name", "only what is personal is masked"),
        ("personal: true", "personal: true\n  mask: veil", "format and source must be given"),
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


@pytest.mark.parametrize("one", elements().values(), ids=elements())
def test_nothing_but_personal_data_is_masked_and_all_that_leads_to_a_person_is(one):
    figure = one.format in (Format.CHOICE, Format.INTEGER)
    tells_nothing_of_whose = figure or one.name == "household.relation"
    assert one.personal or one.mask is Mask.NONE
    assert one.mask is not Mask.NONE or not one.personal or tells_nothing_of_whose


def test_only_what_one_states_of_oneself_lasts_and_never_a_number_a_register_vouches_for():
    lasting = {one.name for one in elements().values() if one.lasting}
    assert {element(name).subject for name in lasting} == {"person", "org"}
    vouched = {"person.name", "person.identity_number", "org.name", "org.credit_code"}
    assert lasting.isdisjoint(vouched)
    assert "person.address" in lasting
    assert "person.marital_status" not in lasting


@given(st.text("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", min_size=17, max_size=17), st.integers(0, 16))
def test_one_wrong_character_of_a_vehicles_number_is_noticed(vin, place):
    vin = f"{vin[:8]}{vehicle.check_character(vin)}{vin[9:]}"
    assert vehicle.check_vin(vin) is None
    value = {
        mark: vehicle.check_character("0" * 7 + mark + "0" * 9) for mark in vehicle.VIN_ALPHABET
    }
    other = next(mark for mark in vehicle.VIN_ALPHABET if value[mark] != value[vin[place]])
    if place != 8:
        assert vehicle.check_vin(vin[:place] + other + vin[place + 1 :]) is not None


@given(st.text("0123456789", min_size=11, max_size=18), st.data())
def test_one_wrong_digit_of_a_card_number_is_noticed(body, data):
    card = next(
        f"{body}{last}" for last in "0123456789" if postal_and_bank.luhn(f"{body}{last}") == 0
    )
    assert postal_and_bank.check_bank_card(card) is None
    place = data.draw(st.integers(0, len(card) - 1))
    other = data.draw(st.sampled_from([mark for mark in "0123456789" if mark != card[place]]))
    assert postal_and_bank.check_bank_card(card[:place] + other + card[place + 1 :]) is not None


def test_the_reference_page_is_made_from_the_data_and_printed_by_the_command_that_it_names(capsys):
    kept = Path(__file__).parents[2] / "docs" / "reference" / "elements.md"
    assert kept.read_text(encoding="utf-8") == page(), "make it anew, see its third line"
    with warnings.catch_warnings(action="ignore"):
        runpy.run_module("tongban.standards.elements.page", run_name="__main__")
    assert capsys.readouterr().out == page()
