"""油卡导入: every row is accepted, flagged with its reasons, or rejected with its remedy."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.vehicles import HEADER, flags, row, sorted_rows, statement
from tongban.domains.vehicles.fuelcards import measures, reading, sorting
from tongban.domains.vehicles.fuelcards.measures import Measure, Order
from tongban.domains.vehicles.fuelcards.records import Manner
from tongban.domains.vehicles.fuelcards.telling import as_object
from tongban.domains.vehicles.rules.sealing import SealedDays
from tongban.kernel import Refusal
from tongban.standards.calendars import national

CARD = ["Transaction Id", "Transaction Item Sequence Number", "Posted Date", "Transaction Date"]
CARD += ["Transaction Time", "Vehicle ID", "Tank Capacity", "Product Class", "Product Description"]
CARD += ["Units", "Unit of Measure", "Net Cost", "Current Odometer", "Adjusted Odometer"]
CARD += ["Distance Driven", "Vehicle Fuel Type", "", "VLookUp"]


def card(**changes: str) -> dict[str, str]:
    facts = {"Transaction Id": "7", "Transaction Item Sequence Number": "1", "Vehicle ID": "22"}
    facts |= {"Posted Date": "12/05/2017", "Transaction Date": "12/03/2017", "Units": "10"}
    facts |= {"Transaction Time": "12:19:36", "Unit of Measure": "GA", "Net Cost": "25.02"}
    facts |= {"Product Class": "Unleaded", "Product Description": "Unleaded 1"}
    return {**facts, "Current Odometer": "1000", "Distance Driven": "200", **changes}


def sorted_cards(*rows: dict[str, str]) -> sorting.Sorted:
    return sorting.sort(reading.read("card.csv", statement(rows, CARD)), Manner())


def test_a_sound_row_is_accepted_as_it_is():
    (record,) = sorted_rows(row()).accepted
    assert (record.vehicle, record.at) == ("川X12345", datetime(2026, 3, 2, 9))
    assert (record.quantity, record.amount, record.odometer) == (40, 300, 10_500)
    assert record.measure is Measure.LITRES


def test_gallons_and_miles_become_litres_and_km_by_their_exact_factors():
    (record,) = sorted_cards(card()).accepted
    assert record.quantity == Decimal("37.85411784")
    assert record.distance == Decimal("321.8688")
    assert record.odometer == Decimal("1609.344")
    assert record.at == datetime(2017, 12, 3, 12, 19, 36)


def test_a_corrected_odometer_goes_before_the_one_that_was_typed():
    (record,) = sorted_cards(card(**{"Adjusted Odometer": "100"})).accepted
    assert record.odometer == Decimal("160.9344")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Distance Driven": "2000.1"}, "distance_absurd"),
        ({"Net Cost": "-0.53"}, "negative_cost"),
        ({"Units": "-1"}, "negative_quantity"),
        ({"Units": "0"}, "nothing_filled"),
        ({"Product Description": "Future Defined"}, "product_undefined"),
        ({"Product Class": "Service", "Product Description": "Car Wash"}, "not_fuel"),
        ({"Product Class": "Non-Fuel", "Unit of Measure": "EA"}, "not_fuel"),
        ({"Tank Capacity": "9.99"}, "more_than_tank"),
        ({"Posted Date": "12/05/2021"}, "date_far_from_posting"),
        ({"Vehicle Fuel Type": "Diesel"}, "wrong_fuel"),
    ],
)
def test_a_doubtful_row_is_booked_and_flagged_with_its_reason(changes, code):
    done = sorted_cards(card(**changes))
    assert (done.accepted, done.rejected) == ((), ())
    assert flags(done) == {2: [code]}


@pytest.mark.parametrize(
    "changes",
    [
        {"Distance Driven": "2000"},
        {"Tank Capacity": "10"},
        {"Tank Capacity": "0"},
        {"Vehicle Fuel Type": "Unleaded"},
        {"Net Cost": "0"},
    ],
)
def test_what_is_just_within_is_accepted(changes):
    assert flags(sorted_cards(card(**changes))) == {}


def test_a_second_item_of_a_transaction_is_flagged_and_the_same_item_again_rejected():
    wash = {"Transaction Item Sequence Number": "2", "Product Class": "Service", "Units": "1"}
    done = sorted_cards(card(), card(**wash, **{"Unit of Measure": "EA"}), card())
    assert flags(done) == {3: ["not_fuel", "id_twice"]}
    (fault,) = done.rejected
    assert (fault.line, fault.refusal.code) == (4, "vehicles.fuel_row_twice")


@pytest.mark.parametrize(
    ("fact", "changes"),
    [
        ("vehicle", {"车牌号": ""}),
        ("at", {"加油时间": "2026-02-30 09:00"}),
        ("at", {"加油时间": ""}),
        ("quantity", {"升数": "四十"}),
        ("quantity", {"升数": ""}),
        ("amount", {"金额": "3O0"}),
        ("odometer", {"里程": "-5"}),
    ],
)
def test_a_row_that_cannot_be_booked_is_rejected_with_field_and_remedy(fact, changes):
    done = sorted_rows(row(**changes))
    (fault,) = done.rejected
    assert (fault.line, fault.fact) == (2, fact)
    told = as_object(done)["errors"][0]
    assert told["field"] == fact
    assert told["reason"]
    assert told["remedy"].endswith("in the file, and import the row again.")


def test_a_fault_names_the_column_as_the_file_does():
    (fault,) = sorted_rows(row(升数="四十")).rejected
    assert str(fault.refusal).startswith("升数: “四十” is no number")
    (fault,) = sorted_cards(card(Units="")).rejected
    assert str(fault.refusal).startswith("The row has no Units.")


def test_an_unknown_car_is_rejected_only_where_the_cars_are_known():
    assert sorted_rows(row(), manner=Manner(known={"川X12345"})).rejected == ()
    (fault,) = sorted_rows(row(), manner=Manner(known={"川X99999"})).rejected
    assert fault.fact == "vehicle"
    assert "register the car" in str(fault.refusal)


def test_a_second_fill_too_soon_names_the_first():
    soon = row(交易流水号="2", 加油时间="2026-03-02 09:29", 里程="10501", 行驶里程="")
    done = sorted_rows(row(), soon)
    assert flags(done) == {3: ["too_soon"]}
    assert "29 minutes after the fill in row 2" in str(done.flagged[0][1][0])
    later = row(交易流水号="2", 加油时间="2026-03-02 09:30", 里程="10501", 行驶里程="")
    assert flags(sorted_rows(row(), later)) == {}


def march(day: int, **changes: str) -> dict[str, str]:
    facts = {
        "交易流水号": str(day),
        "加油时间": f"2026-03-{day:02} 09:00",
        "里程": str(10_000 + 500 * day),
    }
    return row(**{**facts, **changes})


def test_a_fill_at_night_is_odd_for_a_car_that_hardly_ever_fills_then():
    days = [march(day) for day in range(1, 12)]
    assert flags(sorted_rows(*days, march(12, 加油时间="2026-03-12 02:00"))) == {13: ["at_night"]}
    nights = [march(day, 加油时间=f"2026-03-{day:02} 02:00") for day in range(12, 15)]
    assert flags(sorted_rows(*days, *nights)) == {}


def test_one_mistyped_odometer_is_flagged_and_not_those_after_it():
    days = [march(day) for day in range(1, 8)]
    days[3] = march(4, 里程="1200", 行驶里程="3000")
    assert flags(sorted_rows(*days)) == {5: ["odometer_backwards"]}
    days[3] = march(4, 里程="99999", 行驶里程="")
    assert flags(sorted_rows(*days)) == {5: ["odometer_jump"]}


def test_a_fill_of_another_fuel_than_the_car_always_takes_is_flagged():
    days = [march(day) for day in range(1, 7)]
    assert flags(sorted_rows(*days, march(8, 油品="0#柴油"))) == {8: ["wrong_fuel"]}


def test_consumption_far_from_the_median_is_flagged_and_not_averaged_in():
    done = sorted_rows(*[march(day) for day in range(1, 8)], march(9, 升数="400", 行驶里程="500"))
    assert flags(done) == {9: ["consumption_outlier"]}
    assert sorting.average(done.accepted).per_100_km == Decimal("8.00")


def test_a_date_far_outside_the_period_of_the_file_is_flagged():
    rows = [march(day % 28 + 1, 交易流水号=str(day), 车牌号=f"川X1{day:04}") for day in range(40)]
    odd = march(3, 交易流水号="99", 车牌号="川X99999", 加油时间="1999-03-03 09:00")
    late = march(3, 交易流水号="98", 车牌号="川X99998", 加油时间="2021-03-03 09:00")
    assert flags(sorted_rows(*rows, odd, late)) == {
        42: ["date_outside_period"],
        43: ["date_outside_period"],
    }


def test_a_fill_on_a_sealed_day_is_flagged_where_asked():
    content = statement(
        [row(加油时间="2026-10-01 09:00"), row(交易流水号="2", 加油时间="2026-10-10 09:00")]
    )
    read = reading.read("油卡.csv", content)
    assert flags(sorting.sort(read, Manner())) == {}
    assert flags(sorting.sort(read, Manner(), sealed=SealedDays(national()))) == {2: ["sealed_day"]}


def test_an_excel_file_with_a_title_above_its_header_is_read_alike():
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["2026年3月油卡对账单"])
    sheet.append(list(HEADER))
    sheet.append(["1", "川X12345", datetime(2026, 3, 2, 9), "92#汽油", 40.5, 300, 10_500, 500, 60])
    book.save(out)
    (record,) = sorting.sort(reading.read("油卡.xlsx", out.getvalue()), Manner()).accepted
    assert (record.line, record.quantity) == (3, Decimal("40.5"))
    assert record.at == datetime(2026, 3, 2, 9)
    assert record.tank == 60


def test_a_list_of_an_old_office_in_gb_18030_is_read():
    read = reading.read("油卡.csv", statement([row()]).decode().encode("gb18030"))
    assert len(sorting.sort(read, Manner()).accepted) == 1


def test_kilowatt_hours_are_told_by_the_title_of_their_column():
    header = [title.replace("升数", "充电量（kWh）") for title in HEADER]
    facts = row(油品="电")
    facts["充电量（kWh）"] = facts.pop("升数")
    (record,) = sorting.sort(reading.read("电.csv", statement([facts], header)), Manner()).accepted
    assert (record.measure, record.quantity) == (Measure.KILOWATT_HOURS, 40)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "fuel_file_empty"),
        ("甲,乙\n1,2\n".encode(), "fuel_columns_missing"),
        (statement([], [one for one in HEADER if one != "加油时间"]), "fuel_columns_missing"),
    ],
)
def test_a_file_that_is_no_statement_is_refused(content, code):
    with pytest.raises(Refusal) as refusal:
        reading.read("油卡.csv", content)
    assert refusal.value.code == f"vehicles.{code}"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-03-02", Order.MONTH_FIRST, date(2026, 3, 2)),
        ("2026/3/2", Order.MONTH_FIRST, date(2026, 3, 2)),
        ("2026年3月2日", Order.MONTH_FIRST, date(2026, 3, 2)),
        ("20260302", Order.MONTH_FIRST, date(2026, 3, 2)),
        ("03/02/2026", Order.MONTH_FIRST, date(2026, 3, 2)),
        ("03/02/2026", Order.DAY_FIRST, date(2026, 2, 3)),
        ("13/02/2026", Order.MONTH_FIRST, None),
        ("2026-02-30", Order.MONTH_FIRST, None),
    ],
)
def test_a_date_is_read_in_every_spelling_or_not_at_all(text, order, day):
    assert measures.day(text, order) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.50"),
        ("¥300", "300"),
        ("３００", "300"),
        ("-0.53", "-0.53"),
        ("1,23", None),
        ("NaN", None),
        ("1e9", None),
        ("", None),
    ],
)
def test_a_number_is_read_exactly_or_not_at_all(text, value):
    assert measures.number(text) == (None if value is None else Decimal(value))


CELLS = st.sampled_from(
    ["", "0", "-1", "5", "川X1", "2026-03-02 09:00", "99999999", "x", "1,5", "９"]
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(HEADER, CELLS)), max_size=20))
def test_whatever_stands_in_the_rows_each_is_counted_once(rows):
    done = sorted_rows(*rows)
    filled = [each for each in rows if any(each.values())]
    assert done.rows == len(filled)
    assert len(done.accepted) + len(done.flagged) + len(done.rejected) == done.rows
    assert all(remarks for _record, remarks in done.flagged)
