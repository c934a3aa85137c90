"""The house is killed under load, part by part, and what it had answered holds; whatever would not hold is named."""

import json
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from builders.cases import a_licence
from tongban.kernel.cases.actions import fire
from tongban.kernel.cases.queries import overdue
from tongban.project.chaos import checks
from tongban.project.chaos.client import OPEN_AT_ONCE, Desk
from tongban.project.chaos.parts import PARTS
from tongban.project.chaos.plan import COLLEAGUE, DEPARTMENTS
from tongban.project.chaos.told import Book, Told, What, read


@pytest.fixture
def place():
    return a_licence()


@pytest.fixture
def told(place):
    """Two commands and their answers, as a client would have read them."""
    handed_in = place.submit(key="api/one")
    accepted = place.accept(handed_in.number, key="api/two")
    done = (
        ("submit", "one", place.citizen, handed_in),
        ("accept", "two", place.people["window"], accepted),
    )
    return [
        Told(What.DONE, who.actor_id, verb, key, one.number, one.n, one.hash)
        for verb, key, who, one in done
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_was_answered_and_is_in_the_log_is_no_fault(told):
    assert list(checks.answers(told)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged",
    [{"hash": "0" * 64}, {"n": 99}, {"number": "511602202602130000000019"}, {"key": "never"}],
    ids=str,
)
def test_a_forged_answer_is_named(told, forged):
    told[1] = replace(told[1], **forged)
    assert any(line.startswith(f"accept {told[1].key}") for line in checks.answers(told))


@pytest.mark.django_db
def test_an_effect_that_came_twice_for_one_answer_is_named(place, told):
    place.submit(key="api/three")
    assert list(checks.answers(told)) == [
        f"{place.citizen.actor_id} was told of 1 case.submitted, the log has 2"
    ]


@pytest.mark.django_db
def test_what_was_refused_and_done_all_the_same_is_named_and_what_was_refused_is_not(place, told):
    by = place.citizen.actor_id
    refused = Told(What.REFUSED, by, "submit", "three", words="412 api.changed")
    assert list(checks.answers([*told, refused])) == []
    place.submit(key="api/three")
    assert "submit three: was refused (412 api.changed) and done" in list(
        checks.answers([*told, refused])
    )


@pytest.mark.django_db
@pytest.mark.parametrize("what", [What.SILENT, What.CHANGED, What.BROKEN])
def test_an_answer_that_never_came_or_came_otherwise_or_a_client_that_broke_is_named(told, what):
    lines = list(checks.answers([*told, Told(what, told[0].by, "submit", "three", words="so")]))
    assert lines == [f"submit three: {what} so"]


@pytest.mark.django_db
def test_a_run_in_which_nothing_was_answered_proves_nothing():
    assert list(checks.answers([])) == ["the client was answered nothing"]


@pytest.mark.django_db
def test_silence_accepts_once_and_a_case_that_it_forgot_is_named(place):
    number = place.submit().number
    assert list(checks.silences([number])) == [f"{number} was accepted by silence 0 times"]
    late = place.act(place.citizen, minutes=60 * 24 * 30)
    assert any(overdue(late.at))
    fire(number, replace(late, by="system"))
    assert list(checks.silences([number])) == []
    assert not any(overdue(late.at))


def test_what_was_read_is_in_the_file_line_by_line(tmp_path):
    one = Told(What.DONE, "person/1", "accept", "k", "51", 3, "ab", tries=2)
    with closing(Book(tmp_path / "answers.jsonl")) as book:
        book.write(one)
        book.write(replace(one, n=4))
    assert list(read(tmp_path / "answers.jsonl")) == [one, replace(one, n=4)]


def test_the_next_stage_begins_when_the_last_of_the_departments_has_acted():
    desk = Desk()
    desk.opened("n")
    desk.acted("n", "window")
    assert desk.waiting["n"] == set(DEPARTMENTS)
    desk.handed_on("n", DEPARTMENTS[0])
    for part in (*DEPARTMENTS[1:], COLLEAGUE):
        assert desk.waiting["n"] != {"housing_officer"}
        desk.acted("n", part)
    assert desk.waiting["n"] == {"housing_officer"}
    desk.acted("n", "housing_officer")
    desk.acted("n", "housing_leader")
    assert desk.waiting == {}


def test_a_new_case_is_handed_in_only_while_few_are_under_way():
    desk = Desk()
    for number in range(OPEN_AT_ONCE):
        assert desk.picked(Random(1)) is None
        desk.opened(str(number))
    assert desk.picked(Random(1)) is not None


@pytest.mark.slow
@pytest.mark.xdist_group("house")
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes by /proc")
def test_each_part_is_killed_under_load_and_nothing_that_was_answered_is_lost():
    command = [sys.executable, "-m", "tongban.project.command", "chaos", "--seconds", "5", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    found = json.loads(run.stdout)
    assert {kill["part"] for kill in found["kills"]} == set(PARTS)
    assert all(kill["recovered"] for kill in found["kills"])
    assert found["ok"]
    assert found["answered"] > 10
    assert found["timers"] > 10
