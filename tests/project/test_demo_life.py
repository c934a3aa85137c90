"""The demo's life: whatever is told in it is done by the real commands, whole, and the same for one seed and one day."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from tongban.kernel import Refusal
from tongban.kernel.cases import labels
from tongban.kernel.cases.events import TYPES
from tongban.kernel.cases.queries import others_submitted
from tongban.kernel.cases.state import State
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import holders, post_by_id
from tongban.kernel.identity.rules import Duty
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of, events_of_streams, faults, waiting
from tongban.kernel.papers.queries import papers_of
from tongban.kernel.papers.rules import Kind
from tongban.kernel.remembering import remembering
from tongban.portal.public.standing import STATES
from tongban.project.demo import dossiers, matters, organs, people
from tongban.project.demo.courses.course import HOME
from tongban.project.demo.life import building, loading, staff
from tongban.project.demo.life.arrival import Arrival
from tongban.project.demo.life.plots import PLOTS
from tongban.project.demo.life.walk import Walk
from tongban.project.demo.life.world import World
from tongban.standards.procedures import names

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = day_of(NOW)
BASE, COUNT = 1000, 80
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def life(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, list[Arrival]]]:
    """The demo's people and matters, and the world of a short life; forgotten after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in (organs, matters, people, dossiers):
            part.load(NOW)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY SEQUENCE cases_case_number")
        yield building.built(TODAY, COUNT)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walks(life: tuple[World, list[Arrival]]) -> Sequence[Walk]:
    """Every case of the short life, told to its end."""
    with remembering():
        return [loading.told(life[0], one, BASE) for one in life[1]]


def states(walks: Sequence[Walk]) -> list[State]:
    return [load(HOME, int(number[14:-1])) for walk in walks for number in walk.numbers]


def story(walk: Walk) -> list[tuple[str, str, datetime]]:
    return [
        (number, record.type, record.at)
        for number in walk.numbers
        for record in events_of(HOME, f"case/{number}")
    ]


def records(walks: Sequence[Walk]) -> list[Record]:
    numbers = [number for walk in walks for number in walk.numbers]
    return events_of_streams(HOME, [f"case/{number}" for number in numbers])


def test_every_plot_that_some_matter_fits_is_told_and_ends_as_it_says(walks):
    told = {walk.arrival.plot for walk in walks}
    assert told == set(PLOTS)
    ends = [
        (walk.arrival.plot, walk.arrival.folder, walk.state.row.state)
        for walk in walks
        if walk.whole and walk.state.row.state not in PLOTS[walk.arrival.plot].ends
    ]
    assert ends == []


def test_every_dossier_of_the_demo_has_a_form_that_the_life_can_fill_in(life):
    world, arrivals = life
    for n, (folder, trade) in enumerate(world.trades.items()):
        who = next(key for key, one in world.known.items() if one.who.kind in trade.kinds)
        walk = Walk(
            world, Arrival(90000 + n, "granted", folder, who, arrivals[0].at, "counter", 1.0), 1
        )
        with transaction.atomic():
            papers = dict(world.papers)
            assert walk.answers(walk.act(world.clerks[0]), {}), folder
            transaction.set_rollback(True)
        world.papers.clear()
        world.papers.update(papers)


def test_rows_are_the_fold_of_their_log_its_chains_hold_and_all_is_handed_on(walks):
    assert list(differences()) == []
    assert list(faults()) == []
    assert not waiting().filter(stream__regex="^(case|paper)/").exists()


@pytest.mark.parametrize(
    ("kind", "fact", "words"),
    [
        ("case.paused", "ground", set(labels.SPECIALS) - {"site_visit"}),
        ("case.declined", "outcome", set(labels.DECLINED)),
        ("case.terminated", "ground", set(labels.TERMINATED)),
        ("case.decided", "outcome", {"granted", "refused", "answered"}),
        ("case.receipt_day_moved", "ground", set(labels.LATE_ENTRY)),
        ("case.delivered", "mode", set(labels.MODES)),
        ("case.submitted", "purpose", set(labels.PURPOSES)),
        ("case.submitted", "channel", {"portal", "counter", "post", "agent"}),
        ("case.submitted", "procedure", set(names())),
        ("case.material_checked", "verdict", set(labels.VERDICTS)),
        ("approval.asked", "kind", set(labels.REQUESTS)),
        ("approval.given", "outcome", {"granted", "refused"}),
        # A step waits for its post to be filled only where nobody holds it; here everybody's is held. No flow of the
        # demo waits for a time.
        ("timer.set", "kind", set(labels.TIMERS) - {"next_step", "flow"}),
    ],
)  # fmt: skip
def test_every_word_that_the_law_has_for_what_happens_occurs(walks, kind, fact, words):
    said = {record.data[fact] for record in records(walks) if record.type == kind}
    assert words - said == set()


def test_every_event_that_eighteen_months_can_bring_occurs(walks):
    later = {
        "case.erased",
        "timer.moved",
        "case.acted_for",
        "round.skipped",
        "item.handed_over",
        "flow.message_came",
    }
    """Files are erased after years; timers move when the government changes the calendar. Nobody is absent in the life or
    leaves it, every post is held, and no flow of the demo waits for a message."""
    assert set(TYPES) - later - {record.type for record in records(walks)} == set()


def test_a_case_stands_in_every_state_there_is(walks):
    fonts = Path(settings.TONGBAN_TYPE).is_dir()
    missing = set(STATES) - {one.row.state for one in states(walks)}
    assert missing == (set() if fonts else {"archived"})


def test_every_kind_of_paper_occurs(walks):
    rows = states(walks)
    kinds = {paper.kind for one in rows for paper in papers_of(f"case/{one.row.number}")}
    assert set(Kind) - kinds == set()


def test_people_of_every_duty_are_there_in_every_town_and_some_villages(life):
    posts = [post for one in holders(on=TODAY) if (post := post_by_id(one)) is not None]
    trades = {Duty.REGISTRAR}
    """Who keeps registers comes with the trades."""
    assert set(Duty) - {post.duty for post in posts} == trades
    served = {post.organ.division for post in posts if post.duty == Duty.WINDOW}
    assert {code for code, _name in staff.places()} - served == set()
    assert len({code for code, _name in staff.places() if len(code) == 12}) >= 5


def test_every_matter_that_can_be_asked_for_here_is_asked_for(life):
    assert {one.folder for one in life[1]} == set(life[0].trades)


def test_a_case_that_another_process_told_meanwhile_is_not_told_again(walks, life):
    for plot in ("corrected", "revoked", "just_come"):
        walk = next(one for one in walks if one.arrival.plot == plot)
        before = story(walk)
        loading._lived(life[0], walk.arrival, BASE)
        assert story(walk) == before


def test_nothing_happens_outside_the_eighteen_months(walks, life):
    first = life[1][0].at.date()
    for walk in walks:
        for _number, _type, at in story(walk):
            assert first <= day_of(at) <= day_of(life[0].end)
    assert (TODAY - first).days <= building.LENGTH.days


def test_one_seed_and_one_day_give_the_same_numbers_and_events(life):
    world, arrivals = building.built(TODAY, COUNT)
    assert arrivals == life[1]
    twice = []
    for _turn in range(2):
        with transaction.atomic():
            world.papers.clear()
            told = [story(loading.told(world, one, 5000)) for one in _renamed(arrivals[:4])]
            twice.append(told)
            transaction.set_rollback(True)
    assert twice[0] == twice[1]


def test_the_life_goes_into_no_database_with_cases_of_others(monkeypatch):
    monkeypatch.setattr(loading, "_anchor", lambda _today: date(2026, 11, 25))
    monkeypatch.setattr(loading, "submitted_by_key", lambda _prefix: {})
    monkeypatch.setattr(loading, "others_submitted", lambda _prefix: True)
    with pytest.raises(Refusal) as refusal:
        loading.load(TODAY, lambda _words: None)
    assert refusal.value.code == "project.demo_not_empty"


def test_a_case_of_somebody_else_is_seen(walks):
    assert not others_submitted("demo/")
    assert others_submitted("demo/nothing-of-the-life/")


def test_both_processes_have_about_as_much_to_tell_and_no_organ_is_told_by_two(life):
    world, arrivals = life
    trades = [
        [world.trades[one.folder] for one in part] for part in loading._parts(world, arrivals)
    ]
    moves = [sum(len(trade.procedure.moves) for trade in part) for part in trades]
    assert max(moves) < 1.1 * min(moves)
    organs = [{trade.version.organ_id for trade in part} for part in trades]
    assert not organs[0] & organs[1]


def test_a_demo_of_a_shorter_past_is_left_as_it_is(life):
    said: list[str] = []
    loading.load(date(2026, 11, 1), said.append)
    assert len(said) == 1


def _renamed(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Return them as other cases, so that their keys were not used before."""
    return [
        Arrival(7000 + one.n, one.plot, one.folder, one.applicant, one.at, one.channel, one.pace)
        for one in arrivals
    ]
