"""The fuel-card file of a city as it is: its odd records are found, and the command prints them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from builders.shared import DATA, with_shared_data
from builders.vehicles import flags
from tongban.domains.vehicles.fuelcards import reading, sorting
from tongban.domains.vehicles.fuelcards.records import Manner
from tongban.project.command import main

FILE = DATA / "vehicle-fuel-cards" / "fuel_card_even_vehicles.csv"
pytestmark = with_shared_data


@pytest.fixture(scope="module")
def done() -> sorting.Sorted:
    return sorting.sort(reading.read(FILE.name, FILE.read_bytes()), Manner())


def test_every_row_is_counted_once(done):
    assert done.rows == 3325
    assert len(done.accepted) + len(done.flagged) + len(done.rejected) == done.rows
    lines = [one.line for one in done.accepted] + [one.line for one, _why in done.flagged]
    assert sorted(lines) == list(range(2, 3327))


def test_each_absurd_distance_is_flagged_and_none_is_averaged_in(done):
    found = Counter(code for codes in flags(done).values() for code in codes)
    assert found["distance_absurd"] == 57
    assert max(one.distance for one in done.accepted if one.distance) <= 3219


def test_goods_a_discount_and_a_car_wash_are_no_fuel(done):
    lines = {line for line, codes in flags(done).items() if "not_fuel" in codes}
    assert lines == {2, 2731, 2732}
    assert "negative_cost" in flags(done)[2731]
    assert "id_twice" in flags(done)[2731]


def test_products_without_a_name_are_flagged(done):
    found = Counter(code for codes in flags(done).values() for code in codes)
    assert found["product_undefined"] == 39


def test_most_of_the_file_is_sound(done):
    assert len(done.accepted) > 0.85 * done.rows


def test_the_command_prints_the_counts_and_every_flag_with_its_reason(capsys):
    assert main(["vehicles", "import-fuel", str(FILE), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["accepted"] + told["flagged"] + told["rejected"] == told["rows"] == 3325
    assert len(told["flags"]) == told["flagged"]
    assert len(told["errors"]) == told["rejected"]
    assert all(one["reasons"] and one["reasons"][0]["words"] for one in told["flags"])


def test_without_json_the_command_sums_up_by_reason(capsys):
    assert main(["vehicles", "import-fuel", str(FILE)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("3325 rows: ")
    assert "57  distance_absurd" in told
    assert "miles (1.609344 km)" in told


def test_a_file_that_is_not_there_is_refused_in_words(capsys, tmp_path: Path):
    assert main(["vehicles", "import-fuel", str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err
