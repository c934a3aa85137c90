"""Legal numbers: dated, cited, nearest region first."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.standards.parameters import Confidence, Fault, Unit, Value, names, parameter
from tongban.standards.parameters.parameter import fits
from tongban.standards.parameters.reading import read

TODAY = date(2026, 11, 21)
REGIONAL = """
title: 某期限
unit: working_days
values: {2004-07-01: 20, 2020-01-01: 18}
references:
  2004-07-01: [{law: 甲法, article: 第一条, rule: XK-04, confidence: sure}]
  2020-01-01: [{law: 甲法, article: 第二条, rule: XK-04, confidence: sure}]
regions:
  "510000":
    values: {2022-01-01: 15}
    references:
      2022-01-01: [{law: 乙条例, article: 第三条, rule: XK-04, confidence: check}]
  "5116":
    values: {2024-01-01: 12}
    references:
      2024-01-01: [{law: 丙办法, article: 第四条, rule: XK-04, confidence: check}]
"""


def value_of(tmp_path: Path, day: date, region: str) -> Value:
    path = tmp_path / "some.yaml"
    path.write_text(REGIONAL, encoding="utf-8")
    return read(path, "shelf/some").on(day, region=region)


@pytest.mark.parametrize(
    ("name", "number", "unit", "rule"),
    [
        ("licensing/supplement_notice_limit", 5, Unit.WORKING_DAYS, "XK-01"),
        ("licensing/decision_limit", 20, Unit.WORKING_DAYS, "XK-04"),
        ("licensing/decision_extension", 10, Unit.WORKING_DAYS, "XK-04"),
        ("licensing/joint_decision_limit", 45, Unit.WORKING_DAYS, "XK-05"),
        ("licensing/joint_decision_extension", 15, Unit.WORKING_DAYS, "XK-05"),
        ("licensing/first_review_limit", 20, Unit.WORKING_DAYS, "XK-06"),
        ("licensing/delivery_limit", 10, Unit.WORKING_DAYS, "XK-08"),
        ("licensing/inspectors_at_least", 2, Unit.PEOPLE, "XK-10"),
        ("licensing/hearing_request_limit", 5, Unit.WORKING_DAYS, "XK-13"),
        ("licensing/hearing_holding_limit", 20, Unit.WORKING_DAYS, "XK-13"),
        ("licensing/hearing_notice", 7, Unit.WORKING_DAYS, "XK-13"),
        ("licensing/renewal_application", 30, Unit.WORKING_DAYS, "XK-14"),
    ],
)
def test_the_licensing_law_has_these_numbers(name, number, unit, rule):
    value = parameter(name).on(TODAY, region="511602")
    assert (value.number, value.unit, value.rule) == (number, unit, rule)
    assert value.law == "中华人民共和国行政许可法"
    assert value.article.startswith("第")
    assert value.since == date(2004, 7, 1)
    assert value.verified


def test_each_law_counts_its_days_in_its_own_way():
    assert parameter("clock/reconsideration_working_days").on(TODAY).value == (3, 5, 7, 10)
    assert parameter("clock/reconsideration_calendar_days").on(TODAY).value == (30, 60)
    assert parameter("clock/penalty_working_days").on(TODAY).value == (2, 3, 5, 7)
    assert parameter("clock/bidding_days").on(TODAY).value == "calendar_days"
    assert parameter("clock/first_day_counts").on(TODAY).value is False


@given(st.sampled_from(names()), st.dates(date(2024, 1, 1)))
def test_every_number_has_a_ground_on_every_day_since_2024(name, day):
    value = parameter(name).on(day, region="511602001001")
    assert value.law
    assert value.article
    assert value.rule
    assert value.since <= day


def test_before_the_law_there_is_no_number():
    assert parameter("licensing/decision_limit").on(date(2004, 7, 1)).number == 20
    with pytest.raises(Fault) as fault:
        parameter("licensing/decision_limit").on(date(2004, 6, 30))
    assert "the first one holds from 2004-07-01" in str(fault.value)


@pytest.mark.parametrize(
    ("day", "region", "number", "where"),
    [
        (date(2004, 7, 1), "511602", 20, ""),
        (date(2020, 1, 1), "511602", 18, ""),
        (date(2022, 1, 1), "511602", 15, "510000"),
        (date(2024, 1, 1), "511602001001", 12, "511600"),
        (date(2024, 1, 1), "511600", 12, "511600"),
        (date(2024, 1, 1), "510100", 15, "510000"),
        (date(2024, 1, 1), "110101", 18, ""),
        (date(2024, 1, 1), "", 18, ""),
    ],
)
def test_the_nearest_region_with_a_value_in_force_wins(tmp_path, day, region, number, where):
    value = value_of(tmp_path, day, region)
    assert (value.number, value.region) == (number, where)


def test_what_nobody_has_checked_says_so(tmp_path):
    assert value_of(tmp_path, TODAY, "511602").confidence is Confidence.CHECK
    assert not value_of(tmp_path, TODAY, "511602").verified
    assert value_of(tmp_path, TODAY, "110101").verified


def test_an_answer_that_is_no_number_is_not_taken_for_one():
    with pytest.raises(Fault) as fault:
        _ = parameter("licensing/silence_means_accepted").on(TODAY).number
    assert fault.value.code == "parameters.no_number"


def test_an_unknown_name_is_a_fault_and_no_way_to_a_file_elsewhere():
    for name in ("licensing/nothing", "../codes/x", "licensing/../licensing/decision_limit", ""):
        with pytest.raises(Fault) as fault:
            parameter(name)
        assert fault.value.code == "parameters.unknown"


@pytest.mark.parametrize(
    ("value", "unit", "good"),
    [
        (20, Unit.WORKING_DAYS, True),
        (0, Unit.WORKING_DAYS, True),
        (-1, Unit.WORKING_DAYS, False),
        (True, Unit.WORKING_DAYS, False),
        (1.5, Unit.WORKING_DAYS, False),
        (True, Unit.YES_NO, True),
        (1, Unit.YES_NO, False),
        ("", Unit.WORD, False),
        ([], Unit.WORDS, False),
        (["a", 1], Unit.WORDS, False),
        ([7, True], Unit.DAY_COUNTS, False),
        ([7, 15], Unit.DAY_COUNTS, True),
    ],
)
def test_a_value_is_of_the_kind_that_its_unit_asks_for(value, unit, good):
    assert fits(value, unit) is good
