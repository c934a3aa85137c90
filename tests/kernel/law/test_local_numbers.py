"""Legal numbers that a place sets for itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from builders.law import a_legal_act, a_local_number
from tongban.kernel import Refusal
from tongban.kernel.law import actions, queries
from tongban.kernel.law.models import LocalParameter
from tongban.kernel.law.rules import Ground
from tongban.standards.parameters import Confidence, Fault

pytestmark = pytest.mark.django_db
LIMIT = "licensing/decision_limit"
NEW_YEAR = date(2026, 1, 1)
GROUND = Ground(law="某市办法", article="第三条", confidence=Confidence.CHECK)


def limit_on(day: date, region: str) -> int:
    return queries.parameter(LIMIT, on=day, region=region).number


def test_where_nothing_was_set_the_national_number_holds():
    value = queries.parameter(LIMIT, on=NEW_YEAR, region="511602")
    assert (value.value, value.region, value.article) == (20, "", "第四十二条第一款")


def test_a_county_number_holds_there_from_its_day_and_not_next_door():
    a_local_number(15, since=NEW_YEAR)
    assert limit_on(NEW_YEAR, "511602") == 15
    assert limit_on(date(2025, 12, 31), "511602") == 20
    assert limit_on(NEW_YEAR, "511603") == 20


def test_a_village_falls_back_to_county_city_province_and_nation_in_turn():
    village = "511602001001"
    for number, region in ((19, "510000"), (18, "511600"), (17, "511602"), (16, "511602001")):
        a_local_number(number, since=NEW_YEAR, region=region)
        assert limit_on(NEW_YEAR, village) == number
    a_local_number(15, since=NEW_YEAR, region="")
    assert limit_on(NEW_YEAR, village) == 16
    assert limit_on(NEW_YEAR, "110101") == 15


def test_what_is_not_verified_says_so_and_names_its_ground():
    a_local_number(15, since=NEW_YEAR)
    value = queries.parameter(LIMIT, on=NEW_YEAR, region="511602")
    assert not value.verified
    assert (value.law, value.article, value.region, value.since) == (
        "某市办法",
        "第三条",
        "511602",
        NEW_YEAR,
    )


def test_the_newer_setting_of_the_same_day_goes_first():
    a_local_number(15, since=NEW_YEAR)
    a_local_number(14, since=NEW_YEAR)
    assert limit_on(NEW_YEAR, "511602") == 14
    assert [row.value for row in queries.local_parameters("511602")] == [14, 15]


def test_a_list_comes_back_as_it_was_set():
    actions.set_parameter(
        "511602",
        a_legal_act(),
        name="licensing/pause_grounds",
        since=NEW_YEAR,
        value=("hearing", "testing"),
        ground=GROUND,
    )
    value = queries.parameter("licensing/pause_grounds", on=NEW_YEAR, region="511602")
    assert value.value == ("hearing", "testing")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "licensing/nothing"}, "law.unknown_parameter"),
        ({"value": True}, "law.value_does_not_fit"),
        ({"value": "15"}, "law.value_does_not_fit"),
        ({"value": -1}, "law.value_does_not_fit"),
        (
            {"ground": Ground(law=" ", article="", confidence=Confidence.KNOWN)},
            "law.parameter_without_source",
        ),
    ],
)
def test_a_number_without_name_kind_or_source_is_refused(change, code):
    good = {"name": LIMIT, "since": NEW_YEAR, "value": 15, "ground": GROUND}
    with pytest.raises(Refusal) as refused:
        actions.set_parameter("511602", a_legal_act(), **{**good, **change})
    assert refused.value.code == code
    assert actions.set_parameter("511602", a_legal_act(), **good).value == 15


def test_the_database_itself_refuses_a_number_without_source():
    row = a_local_number(15, since=NEW_YEAR)
    with pytest.raises(IntegrityError, match="local_parameter_has_a_source"), transaction.atomic():
        LocalParameter.objects.filter(pk=row.pk).update(article="")
    with pytest.raises(IntegrityError, match="confidence"), transaction.atomic():
        LocalParameter.objects.filter(pk=row.pk).update(confidence="surely")


def test_a_number_asked_for_by_a_wrong_name_is_a_fault():
    with pytest.raises(Fault, match="licensing/nothing") as fault:
        queries.parameter("licensing/nothing", on=NEW_YEAR)
    assert fault.value.code == "parameters.unknown"
