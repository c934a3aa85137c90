"""The demo's cases: every turn that a case can take is there, done by its own people in office hours, and only once."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tongban.kernel.archives.building import file_of
from tongban.kernel.cases.queries import case_by_number, every_case
from tongban.kernel.cases.state import State
from tongban.kernel.cases.store import first_result, load
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.queries import Procedure
from tongban.kernel.certificates.queries import upcoming
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.law.queries import in_force
from tongban.kernel.ledger.queries import events_of
from tongban.project.demo import dossiers as published
from tongban.project.demo import matters, organs, people, proceedings
from tongban.project.demo.courses import licences, services
from tongban.project.demo.courses.course import HOME, Course, person, run

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = day_of(NOW)
NAMES = [tell.__name__ for _first, tell in proceedings.COURSES]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _the_demo(
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The demo with its cases, loaded once for the module and forgotten after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for part in (organs, matters, people, published, proceedings):
            part.load(NOW)
        yield
        transaction.set_rollback(True)


def number(name: str) -> str:
    first = next(first for first, tell in proceedings.COURSES if tell.__name__ == name)
    found = first_result(HOME, person(first).actor_id, f"demo/{name.replace('_', '-')}")
    assert found is not None, name
    return found.number


def state(name: str) -> State:
    return load(HOME, int(number(name)[14:-1]))


def events(name: str) -> list[str]:
    return [record.type for record in events_of(HOME, f"case/{number(name)}")]


def test_the_demo_loads_a_second_time_and_weeks_later_without_doubling():
    before = every_case().count()
    assert proceedings.load(NOW) == ""
    assert proceedings.load(NOW + timedelta(days=40)) == ""
    assert every_case().count() == before == len(proceedings.COURSES)


def test_a_start_without_the_type_leaves_the_file_open_and_goes_on(settings, tmp_path):
    settings.TONGBAN_TYPE = tmp_path / "none"
    with transaction.atomic():
        tell = services.card_archived
        assert run("without-type", "wangmin", tell, TODAY)
        found = first_result(HOME, person("wangmin").actor_id, "demo/without-type")
        assert found is not None
        assert load(HOME, int(found.number[14:-1])).row.state == "delivered"
        transaction.set_rollback(True)


def test_a_course_that_breaks_off_leaves_nothing_behind():
    def broken(course: Course) -> None:
        licences.supplement_asked(course)
        course.accept("wangmin", (1, "10:00"))

    before = every_case().count()
    with pytest.raises(LookupError):
        run("broken", "hengsheng", broken, TODAY)
    assert every_case().count() == before
    assert first_result(HOME, person("hengsheng").actor_id, "demo/broken") is None


@pytest.mark.parametrize("name", NAMES)
def test_everything_happened_in_office_hours_of_working_days_and_in_the_past(name):
    calendar = in_force().calendar(str(HOME))
    for record in events_of(HOME, f"case/{number(name)}"):
        assert record.at < NOW
        if record.by == "system":
            continue
        then = record.at.astimezone(SHANGHAI)
        assert calendar.is_working(then.date()), record
        assert time(9) <= then.time() < time(12) or time(13) <= then.time() < time(17), record


def test_the_rows_of_every_case_are_what_its_log_says():
    assert list(differences()) == []


STATES = {
    "granted_and_collected": ("delivered", "granted"),
    "supplement_asked": ("supplementing", ""),
    "accepted_by_silence": ("accepted", ""),
    "expert_review": ("accepted", ""),
    "hearing_arranged": ("accepted", ""),
    "extension_asked": ("accepted", ""),
    "refused": ("delivered", "refused"),
    "granted_and_waiting": ("decided", "granted"),
    "came_by_post": ("submitted", ""),
    "not_competent": ("declined", "not_competent"),
    "decided_on_the_spot": ("delivered", "granted"),
    "filing_before_the_leader": ("accepted", ""),
    "payment_before_the_leader": ("accepted", ""),
    "reward_under_review": ("accepted", ""),
    "ruling_with_originals": ("accepted", ""),
    "card_with_the_agent": ("submitted", ""),
    "consultation_answered": ("decided", "answered"),
    "internal_before_the_leader": ("accepted", ""),
    "card_archived": ("archived", "granted"),
    "renewal_asked": ("accepted", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_stands_where_its_course_leaves_it(name):
    row = state(name).row
    assert (row.state, row.outcome) == STATES[name]


def test_the_demo_has_a_case_of_every_procedure_beside_the_confirmations():
    found = {state(name).row.procedure for name in NAMES}
    assert found == set(Procedure.values) - {Procedure.CONFIRMATION}


def test_a_supplement_can_still_be_handed_in():
    (timer,) = [each for each in state("supplement_asked").timers.values() if each.state == "set"]
    assert timer.kind == "supplement"
    assert timer.due_on > TODAY


def test_silence_accepted_a_licence_as_the_act_of_the_platform():
    (told,) = [
        r
        for r in events_of(HOME, f"case/{number('accepted_by_silence')}")
        if r.type == "case.accepted"
    ]
    assert told.by == "system"
    assert told.data["deemed"] is True


def test_the_clock_of_an_expert_review_stands_until_a_day_ahead_and_moved_the_due_day():
    now = state("expert_review")
    (pause,) = now.pauses.values()
    assert pause.until is None
    assert pause.announced > NOW
    assert "limit.recounted" in events("expert_review")


def test_a_hearing_is_arranged_for_a_day_ahead_and_presided_by_who_did_not_review():
    (special,) = state("hearing_arranged").specials.values()
    assert (special.kind, special.state) == ("hearing", "arranged")
    assert special.on is not None
    assert special.on > NOW
    assert special.chair == person("zengli").actor_id


@pytest.mark.parametrize(
    ("name", "kind", "who"),
    [("extension_asked", "extension", "wujianguo"), ("came_by_post", "receipt_day", "zhengkai")],
)
def test_a_request_waits_for_the_one_who_may_approve_it(name, kind, who):
    now = state(name)
    (request,) = now.requests.values()
    assert (request.kind, request.state) == (kind, "open")
    posts = {post.pk for post in posts_of(person(who), on=TODAY)}
    assert posts & {item.post for item in now.items.values() if item.round == request.round}


def test_originals_wait_for_the_signature_of_who_is_to_have_them():
    originals = state("ruling_with_originals").originals.values()
    assert {one.offered_to for one in originals} == {person("fengtao").actor_id}


def test_an_agent_has_a_case_that_the_hall_has_not_received():
    assert state("card_with_the_agent").row.materials_on is None


def test_two_licences_end_soon_and_one_of_them_is_being_renewed():
    ends = {(row.valid_to - TODAY).days: row for row in upcoming(HOME, on=TODAY, days=90)}
    assert sorted(ends) == [55, 85]
    assert ends[55].request_case == number("renewal_asked")
    assert ends[85].request is None
    assert state("renewal_asked").row.certificate == ends[55].pk
    assert "renewal" in {each.kind for each in state("renewal_asked").timers.values()}


def test_the_closed_file_has_the_digest_that_it_was_closed_with():
    reader = person("wangmin")
    case = case_by_number(number("card_archived"), reader, on=TODAY)
    assert case is not None
    made = file_of(story_of(case, reader, at=NOW), fonts=Path(settings.TONGBAN_TYPE))
    (closed,) = [r for r in events_of(HOME, f"case/{case.number}") if r.type == "case.archived"]
    assert (closed.data["digest"], closed.data["papers"]) == (made.digest, len(made.pieces))


def test_the_cases_were_numbered_in_the_order_in_which_they_were_handed_in():
    rows = [state(name).row for name in NAMES]
    by_day = sorted(rows, key=lambda row: row.submitted_at)
    assert [row.id for row in by_day] == sorted(row.id for row in rows)
