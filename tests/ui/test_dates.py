"""Dates as people write them."""

from datetime import UTC, date, datetime

from django.utils.translation import override

from tongban.ui.templatetags.look import day, full_day, iso, moment, weekday

NOVEMBER = date(2026, 11, 27)


def test_a_day_is_written_in_the_manner_of_the_language():
    with override("zh-hans"):
        assert day(NOVEMBER) == "11月27日"
        assert full_day(NOVEMBER) == "2026年11月27日"
        assert weekday(NOVEMBER) == "星期五"
    with override("en"):
        assert day(NOVEMBER) == "Nov 27"
        assert full_day(NOVEMBER) == "Nov 27, 2026"


def test_an_instant_belongs_to_the_day_it_is_in_shanghai():
    evening_in_greenwich = datetime(2026, 11, 26, 17, 5, tzinfo=UTC)
    with override("zh-hans"):
        assert day(evening_in_greenwich) == "11月27日"
        assert moment(evening_in_greenwich) == "11月27日 01:05"
    assert iso(evening_in_greenwich) == "2026-11-27T01:05:00+08:00"


def test_nothing_is_written_for_no_date():
    assert day(None) == full_day(None) == moment(None) == iso(None) == ""
