"""`tongban bench seed`: copies of played cases are whole cases: their rows are their log's, their chains hold, they are found."""

import argparse
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from builders.cases import a_place
from tongban.kernel import Refusal
from tongban.kernel.cases.contents import bodies
from tongban.kernel.cases.models import Case, Content
from tongban.kernel.cases.queries import content_ids
from tongban.kernel.cases.verify import differences
from tongban.kernel.ledger.queries import events_of, faults
from tongban.kernel.ledger.queries.sealing import seal_faults, waiting_to_be_sealed
from tongban.kernel.overview.verify import differences as miscounted
from tongban.kernel.papers.models import Paper
from tongban.kernel.parties.models import Party
from tongban.project.commands import bench
from tongban.project.seeding import seeding
from tongban.project.seeding.blanks import Cutter, moved
from tongban.project.seeding.templates import templates

COPIES = 60


def seed(place, copies: int = COPIES):
    at = place.now + timedelta(weeks=9)
    return seeding.fill(copies, seed=7, at=at, parts=1, say=lambda words: None)


@pytest.fixture
def place(db):
    """A case whose result was handed out, one that is under way, and one that was just handed in."""
    found = a_place("health")
    given = {"mode": "window", "proof": {"recipient": "张三丰"}, "happened": found.today()}
    found.on("deliver", found.decided(), by=found.people["window"], **given)
    found.accepted()
    found.submit()
    return found


def played() -> set[str]:
    return set(Case.objects.values_list("number", flat=True))


def test_the_rows_of_every_copy_are_what_its_log_adds_up_to(place):
    made = seed(place)
    assert (made.cases, made.templates, Case.objects.count()) == (COPIES, 3, COPIES + 3)
    assert list(differences()) == []


def test_all_chains_and_seals_hold_and_nothing_is_left_to_seal(place):
    seed(place)
    assert [*faults(), *seal_faults()] == []
    assert waiting_to_be_sealed() == 0


def test_the_daily_counts_are_those_of_the_log(place):
    before = list(miscounted())
    seed(place)
    assert len(list(miscounted())) == len(before)


def test_copies_share_no_number_no_hash_no_salt_and_no_code(place):
    originals = played()
    seed(place)
    hashes = [
        one.hash
        for number in played()
        for one in events_of(Case.objects.get(number=number).home, f"case/{number}")
    ]
    assert len(set(hashes)) == len(hashes)
    for column in ("salt", "digest"):
        values = [
            bytes(one) if column == "salt" else one
            for one in Content.objects.values_list(column, flat=True)
        ]
        assert len(set(values)) == len(values)
    assert len(played() - originals) == COPIES
    assert Paper.objects.values("code").distinct().count() == Paper.objects.count()


def test_a_copy_names_its_own_applicant_and_number_and_nothing_of_the_template(place):
    original = Case.objects.order_by("id")[0]
    name = Party.objects.get(pk=original.party).name
    seed(place)
    copy = Case.objects.filter(state=original.state).exclude(id=original.id)[0]
    texts = str(bodies(copy.home, copy.id, content_ids(copy.home, copy.id)))
    told = str([one.data for one in events_of(copy.home, f"case/{copy.number}")])
    assert Party.objects.get(pk=copy.party).name in texts
    for foreign in (name, original.number):
        assert foreign not in texts + told


def test_copies_come_in_over_three_years_and_none_ends_in_the_future(place):
    seed(place)
    days = sorted(Case.objects.values_list("received_on", flat=True))
    assert days[-1] - days[0] > timedelta(days=1000)
    assert max(Case.objects.values_list("at", flat=True)) <= place.now + timedelta(weeks=9)


def test_the_desk_and_its_search_find_copies(place):
    seed(place)
    client = Client()
    client.force_login(place.people["window"], backend="django.contrib.auth.backends.ModelBackend")
    copy = Case.objects.order_by("-id")[0]
    assert copy.number in client.get("/desk/", {"q": copy.number}).content.decode()
    assert client.get(f"/cases/{copy.number}/").status_code == 200


def test_the_next_case_and_paper_of_the_house_come_after_the_copies(place):
    seed(place)
    last = Case.objects.order_by("-id")[0].id
    place.accepted()
    assert Case.objects.order_by("-id")[0].id > last
    assert list(faults()) == []


def test_the_same_seed_gives_the_same_days_and_names(place):
    def told() -> list[tuple[date, str]]:
        names = dict(Party.objects.values_list("id", "name"))
        rows = Case.objects.order_by("id").values_list("received_on", "party")
        return [(on, names[party]) for on, party in rows[3:]]

    def once() -> list[tuple[date, str]]:
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT once")
            seed(place, 20)
            found = told()
            cursor.execute("ROLLBACK TO SAVEPOINT once")
        return found

    assert once() == once()


def test_a_database_with_cases_of_others_is_refused_and_one_with_the_demos_is_not(place):
    with pytest.raises(Refusal) as refused:
        seeding.refuse_others()
    assert refused.value.code == "bench.not_empty"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_commandkey SET key = 'demo/' || key")
    seeding.refuse_others()


def test_a_database_without_a_case_to_copy_is_refused(db):
    assert templates() == []
    with pytest.raises(Refusal) as refused:
        seeding.fill(5, seed=1, at=a_place("health").now, parts=1, say=lambda words: None)
    assert refused.value.code == "bench.no_templates"


def test_invented_cases_go_into_no_production_database(db, monkeypatch):
    monkeypatch.setenv("TONGBAN_MODE", "production")
    monkeypatch.setattr(
        "tongban.project.environment.read", lambda _: argparse.Namespace(demo=False)
    )
    parser = argparse.ArgumentParser()
    bench.add(parser.add_subparsers(required=True))
    with pytest.raises(Refusal) as refused:
        bench.run(parser.parse_args(["bench", "seed", "--cases", "5"]))
    assert refused.value.code == "project.demo_in_production"


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_a_text_that_is_filled_in_with_its_own_words_is_the_same_text(text, words):
    blank = Cutter(words).cut(text)
    assert blank.filled({piece: piece for piece in blank.pieces[1::2]}) == text


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(-150, 150))
def test_a_day_is_moved_as_it_is_written_and_stays_on_its_weekday(day, weeks):
    later = timedelta(weeks=weeks)
    text = f"{day.isoformat()}T09:25:00+08:00，{day.year}年{day.month}月{day.day}日"
    blank = Cutter([]).cut(text)
    written = blank.filled({piece: moved(piece, later) for piece in blank.pieces[1::2]})
    there = day + later
    assert (
        written == f"{there.isoformat()}T09:25:00+08:00，{there.year}年{there.month}月{there.day}日"
    )
    assert there.weekday() == day.weekday()
