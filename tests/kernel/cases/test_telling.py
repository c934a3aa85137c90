"""The applicant is told of what matters to him, once, with its day, and of nothing else."""

from datetime import timedelta

import pytest

from builders.cases import a_licence
from tongban.kernel.cases.actions import Point, Wish
from tongban.kernel.cases.events import TYPES
from tongban.kernel.cases.telling import TOLD, tell
from tongban.kernel.notices.queries import notices_of
from tongban.kernel.notices.rules import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_licence()


def told(place, number):
    """Hand the whole log to the follower twice; return the kinds and facts of the notices left, oldest first."""
    for _turn in range(2):
        tell(place.records(number))
    rows = notices_of(place.party).filter(subject=f"case/{number}")
    return [(row.kind, row.facts) for row in sorted(rows, key=lambda row: row.n)]


def test_what_is_told_are_events_and_kinds_that_exist():
    assert set(TOLD) <= set(TYPES)
    assert set(TOLD.values()) <= {str(kind) for kind in Kind}


def test_a_demand_is_told_with_its_last_day(place):
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=[Point("income", "缺")])
    until = place.last(number, "case.supplement_requested")["until"]
    assert told(place, number)[-1] == ("case.supplement_requested", {"until": until})


def test_silence_pause_and_hearing_are_told_and_inner_steps_are_not(place):
    number = place.submit().number
    place.wait(days=30)
    place.sweep()
    end = place.today() + timedelta(days=5)
    place.on("pause", number, ground="testing", announced=end, reasons="送检")
    place.on("offer_hearing", number, words="有权要求听证")
    place.review(number, "health")
    kinds = told(place, number)
    assert [kind for kind, _facts in kinds] == [
        "case.submitted", "case.deemed_accepted", "case.paused", "hearing.offered",
    ]  # fmt: skip
    assert kinds[2][1] == {"until": end.isoformat()}


def test_a_decision_and_a_certificate_to_collect_are_told(place):
    assert [kind for kind, _facts in told(place, place.decided())][-2:] == [
        "case.decided", "case.ready",
    ]  # fmt: skip


def test_a_hearing_that_was_given_up_is_told(place):
    number = place.accepted()
    place.on("offer_hearing", number, words="有权要求听证")
    place.on("ask_hearing", number, by=place.citizen, special=1, words="要求听证")
    body = {"special": 1, "reason": "书面放弃听证", "happened": place.today().isoformat()}
    place.on("ask", number, wish=Wish("waiver", body))
    leader = place.people["leader"]
    place.at("approve", number, "@waiver", by=leader, outcome="agreed", words="")
    assert "hearing.waived" in {kind for kind, _facts in told(place, number)}
