"""Entering the notice of a year that came after the release."""

from datetime import date

import pytest

from builders.law import a_legal_act
from tongban.kernel import Refusal
from tongban.kernel.law import actions, queries

pytestmark = pytest.mark.django_db

NOTICE = """
year: 2031
papers: [https://www.gov.cn/zhengce/example.htm]
days_off:
  春节: [2031-01-22, 2031-01-23, 2031-01-24]
days_worked:
  春节: [2031-01-26]
"""


def test_entering_a_notice_ends_the_guessing_of_that_year():
    assert queries.calendar("511602").provisional(date(2031, 1, 22))
    actions.enter_year(NOTICE, a_legal_act())
    calendar = queries.calendar("511602")
    assert not calendar.provisional(date(2031, 1, 22))
    assert not calendar.is_working(date(2031, 1, 22))
    assert calendar.is_working(date(2031, 1, 26))
    assert "+2031-" in calendar.edition


def test_a_corrected_notice_takes_the_place_of_the_first():
    actions.enter_year(NOTICE, a_legal_act())
    actions.enter_year(NOTICE.replace("2031-01-24]", "2031-01-27]"), a_legal_act())
    assert queries.calendar().is_working(date(2031, 1, 24))
    assert not queries.calendar().is_working(date(2031, 1, 27))


@pytest.mark.parametrize("text", ["", "year: 2031", "]", NOTICE.replace("papers", "paper")])
def test_a_table_that_cannot_be_read_is_refused_and_changes_nothing(text):
    with pytest.raises(Refusal) as refused:
        actions.enter_year(text, a_legal_act())
    assert refused.value.code == "law.year_cannot_be_read"
    assert queries.calendar().provisional(date(2031, 1, 22))
