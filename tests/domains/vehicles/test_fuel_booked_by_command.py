"""`tongban vehicles import-fuel --book`: what the page of statements does, in one command; and taking it back."""

import json

import pytest

from builders.cars import STATEMENT, a_car, a_keeper
from builders.identity import an_organ
from tongban.domains.vehicles.commands import vehicles as commands
from tongban.domains.vehicles.models import FuelFile, Outlay
from tongban.kernel import Refusal
from tongban.project.command import parser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def path(tmp_path, organ):
    file = tmp_path / "三月.csv"
    file.write_text(STATEMENT.format(plate=a_car(organ).key), encoding="utf-8")
    return file


def tongban(*words):
    args = parser_of(commands).parse_args(["vehicles", *map(str, words)])
    return args.run(args)


def told(capsys, *words):
    assert tongban(*words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def refused(*words):
    with pytest.raises(Refusal) as caught:
        tongban(*words)
    return caught.value.code.removeprefix("vehicles.")


def test_a_plan_says_what_would_be_booked_and_books_nothing(path, keeper, capsys):
    plan = told(capsys, "import-fuel", path, "--plan", "--as", keeper.username)
    assert (plan["statement"], plan["rows"], plan["to_book"], plan["rejected"]) == (None, 7, 5, 2)
    assert not FuelFile.objects.exists()
    assert not Outlay.objects.exists()


def test_what_is_booked_is_what_was_planned_and_unknown_plates_are_named(path, keeper, capsys):
    plan = told(capsys, "import-fuel", path, "--plan", "--as", keeper.username)
    done = told(capsys, "import-fuel", path, "--book", "--as", keeper.username)
    assert (done["booked"], done["flagged"], done["amount"]) == (plan["to_book"], plan["flagged"], plan["amount"])  # fmt: skip
    assert done["unknown"] == {"川X99999": 1}
    [error] = [one for one in done["errors"] if one["field"] == "vehicle"]
    assert "register the car" in error["remedy"]
    assert Outlay.objects.count() == 5
    assert FuelFile.objects.get().by == keeper.actor_id


def test_people_read_the_number_with_which_it_is_taken_back(path, keeper, capsys):
    tongban("import-fuel", path, "--book", "--as", keeper.username, "--full")
    shown = capsys.readouterr().out
    number = FuelFile.objects.get().pk
    assert "川X99999 (1 rows)" in shown
    assert f"undo-fuel {number}" in shown
    tongban("undo-fuel", number, "--as", keeper.username, "--reason", "导错了")
    assert sum(one.amount for one in Outlay.objects.all()) == 0
    tongban("import-fuel", path, "--book", "--as", keeper.username)


def test_a_statement_that_is_booked_is_refused_and_leaves_nothing_behind(path, keeper):
    tongban("import-fuel", path, "--book", "--as", keeper.username)
    assert refused("import-fuel", path, "--book", "--as", keeper.username) == "statement_booked"
    assert FuelFile.objects.count() == 1


def test_who_keeps_no_cars_there_and_what_the_page_cannot_read_are_refused(path, keeper):
    stranger = a_keeper(an_organ("别处"))
    assert refused("import-fuel", path, "--book", "--as", "") == "nobody_of_that_name"
    assert refused("import-fuel", path, "--book", "--as", stranger.username, "--organ", "区机关事务服务中心") == "organ_not_kept"  # fmt: skip
    assert refused("import-fuel", path, "--book", "--as", keeper.username, "--dates", "dmy") == "booked_as_it_is"  # fmt: skip
    tongban("import-fuel", path, "--book", "--as", keeper.username)
    number = FuelFile.objects.get().pk
    assert refused("undo-fuel", number, "--as", stranger.username, "--reason", "x") == "no_such_statement"  # fmt: skip
