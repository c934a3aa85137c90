"""A database remembers what it was made for, and is not used for anything else."""

import pytest

from tongban.kernel import Refusal
from tongban.project import demo, modes, readiness
from tongban.project.commands import demo as demo_command
from tongban.project.environment import read


@pytest.fixture
def empty(db):
    assert modes.made_for() is None


@pytest.mark.usefixtures("empty")
def test_an_empty_database_suits_both_modes_and_the_first_one_stays():
    for mode in ("demo", "production"):
        modes.refuse_other(mode)
    modes.note("production")
    modes.note("demo")
    assert modes.made_for() == "production"


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("made", "asked", "remedy"),
    [
        ("production", "demo", "Set TONGBAN_MODE=production"),
        ("demo", "production", "Name an empty database"),
    ],
)
def test_the_other_mode_is_refused_with_the_remedy_and_its_own_goes_on(made, asked, remedy):
    modes.note(made)
    modes.refuse_other(made)
    with pytest.raises(Refusal, match=remedy):
        modes.refuse_other(asked)


@pytest.mark.usefixtures("empty")
def test_no_command_gets_hold_of_a_production_database_in_a_demo(monkeypatch, settings, tmp_path):
    modes.note("production")
    monkeypatch.setattr(readiness, "ensure_database", lambda _address: None)
    monkeypatch.setattr(readiness.connections, "close_all", lambda: None)
    environment = read({"DATABASE_URL": "postgres://a@127.0.0.1/b", "TONGBAN_DATA": str(tmp_path)})
    with pytest.raises(Refusal, match="made for production"), readiness.ready(environment, print):
        pytest.fail("the database was handed out")


@pytest.mark.usefixtures("empty")
def test_bringing_up_to_date_notes_the_mode(tmp_path):
    environment = read({"TONGBAN_DATA": str(tmp_path)})
    (tmp_path / "data").mkdir()
    readiness.migrate(environment, print)
    assert modes.made_for() == "demo"


@pytest.mark.usefixtures("empty")
def test_invented_people_do_not_go_into_a_production_database(monkeypatch):
    modes.note("production")
    monkeypatch.delenv("TONGBAN_MODE", raising=False)
    monkeypatch.setattr(demo, "load", lambda *_: pytest.fail("loaded"))
    with pytest.raises(Refusal, match="made for production"):
        demo_command.run(None)
