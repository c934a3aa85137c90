"""The rota, patrols and first-asked questions: who may do what, and what is kept from whom."""

from datetime import date

import pytest

from builders.halls import MONDAY, a_hall, at, by, planned, tomorrow
from builders.identity import a_clerk
from builders.registers import refusal_of
from tongban.domains.hall.actions import patrols, questions, rota
from tongban.domains.hall.models import FirstAsked, Patrol, Turn
from tongban.domains.hall.queries.places import own_windows, sitting_at
from tongban.domains.hall.queries.records import opened, patrols_of, questions_visible_to
from tongban.domains.hall.rules import rota as rules
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db
ON = MONDAY.date()


@pytest.fixture
def place():
    return a_hall()


def test_b_sits_where_a_is_absent_and_a_is_back_when_noted_so(place):
    deputy = a_clerk(place.organ)[0]
    turn = planned(place, place.clerks[0], window=place.windows[0], deputy=deputy)
    window = place.windows[0]
    assert sitting_at(place.hall, on=ON)[window.pk] == place.clerks[0].actor_id
    rota.mark(turn.pk, by(place.manager), absent=True)
    assert sitting_at(place.hall, on=ON)[window.pk] == deputy.actor_id
    assert own_windows(deputy, on=ON) == [window]
    assert own_windows(place.clerks[0], on=ON) == []
    rota.mark(turn.pk, by(place.manager), absent=False)
    assert own_windows(place.clerks[0], on=ON) == [window]


def test_without_a_deputy_nobody_is_noted_as_absent(place):
    turn = Turn.objects.get(window=place.windows[0])
    refused = refusal_of(rota.mark, turn.pk, by(place.manager), absent=True)
    assert refused.code == "hall.no_deputy"


def test_only_the_duty_manager_plans_and_only_people_of_the_hall(place):
    guide = a_clerk(place.organ)[0]
    new = rules.Turn(rules.Duty.GUIDE, guide.actor_id)
    for person in (place.clerks[0], a_clerk(duty="duty_manager")[0]):
        assert (
            refusal_of(rota.plan, place.hall.pk, [ON], new, by(person)).code == "hall.not_manager"
        )
    stranger = rules.Turn(rules.Duty.GUIDE, a_clerk()[0].actor_id)
    refused = refusal_of(rota.plan, place.hall.pk, [ON], stranger, by(place.manager))
    assert refused.code == "hall.not_of_hall"
    twice = rules.Turn(rules.Duty.GUIDE, place.clerks[0].actor_id)
    assert (
        refusal_of(rota.plan, place.hall.pk, [ON], twice, by(place.manager)).code
        == "hall.turn_twice"
    )


@pytest.mark.parametrize("day", [date(2026, 3, 15), date(2026, 3, 6)])
def test_a_day_off_and_a_day_that_is_over_are_not_planned(place, day):
    new = rules.Turn(rules.Duty.GUIDE, place.manager.actor_id)
    assert (
        refusal_of(rota.plan, place.hall.pk, [day], new, by(place.manager)).code == "hall.turn_days"
    )


def test_the_rota_of_a_day_that_is_over_stays(place):
    turn = Turn.objects.get(window=place.windows[0])
    late = by(place.manager, tomorrow())
    assert refusal_of(rota.take_away, turn.pk, late).code == "hall.turn_over"
    rota.take_away(turn.pk, by(place.manager))
    assert not Turn.objects.filter(pk=turn.pk).exists()


def test_a_finding_has_a_day_and_is_answered_once_in_time_or_late(place):
    act = by(place.manager)
    assert refusal_of(patrols.record, place.hall.pk, act, findings="灯坏了", due_on=None).code == (
        "hall.patrol_day"
    )
    row = patrols.record(place.hall.pk, act, findings="灯坏了", due_on=ON)
    assert patrols.record(place.hall.pk, act, findings="灯坏了", due_on=ON) == row
    patrols.answer(row.pk, by(place.clerks[0], tomorrow()), words="已更换")
    assert Event.objects.get(type="patrol.answered").data == {"late": True}
    again = refusal_of(patrols.answer, row.pk, by(place.clerks[0]), words="已更换")
    assert again.code == "hall.patrol_answered"


def test_a_round_without_findings_needs_no_answer_and_open_findings_come_first(place):
    found = patrols.record(place.hall.pk, by(place.manager), findings="灯坏了", due_on=ON)
    fine = patrols.record(place.hall.pk, by(place.manager, "10:00"), findings=" ", due_on=ON)
    assert fine.due_on is None
    assert list(patrols_of(place.hall)) == [found, fine]
    refused = refusal_of(patrols.answer, fine.pk, by(place.clerks[0]), words="好")
    assert refused.code == "hall.patrol_answered"


def test_only_the_duty_manager_notes_rounds_and_only_the_staff_answer(place):
    for person in (place.clerks[0], a_clerk(duty="duty_manager")[0]):
        refused = refusal_of(patrols.record, place.hall.pk, by(person), findings="", due_on=None)
        assert refused.code == "hall.not_manager"
    row = patrols.record(place.hall.pk, by(place.manager), findings="灯坏了", due_on=ON)
    outside = by(a_clerk()[0])
    assert refusal_of(patrols.answer, row.pk, outside, words="好").code == "hall.not_staff"
    assert Patrol.objects.get().answer == ""


def test_who_was_asked_first_keeps_the_question_until_it_is_handed_on_or_answered(place):
    first, second = place.clerks
    row = questions.ask(place.hall.pk, by(first), words="居住证在哪里办？")
    assert (
        refusal_of(questions.answer, row.pk, by(second), words="二楼").code
        == "hall.question_not_kept"
    )
    questions.hand_on(row.pk, second.actor_id, by(first, at("10:00")))
    assert (
        refusal_of(questions.answer, row.pk, by(first), words="二楼").code
        == "hall.question_not_kept"
    )
    done = questions.answer(row.pk, by(second), words="二楼")
    assert (done.first, done.holder, done.handed) == (first.actor_id, second.actor_id, 1)
    assert (
        refusal_of(questions.answer, row.pk, by(second), words="二楼").code
        == "hall.question_not_kept"
    )


def test_a_question_is_handed_on_to_somebody_else_of_the_hall_alone(place):
    first = place.clerks[0]
    row = questions.ask(place.hall.pk, by(first), words="居住证在哪里办？")
    for other in (first, a_clerk()[0]):
        assert (
            refusal_of(questions.hand_on, row.pk, other.actor_id, by(first)).code == "hall.hand_on"
        )
    outside = by(a_clerk()[0])
    assert (
        refusal_of(questions.ask, place.hall.pk, outside, words="在哪里？").code == "hall.not_staff"
    )


def test_questions_are_sealed_and_seen_by_who_keeps_them_was_asked_or_manages(place):
    first, second = place.clerks
    row = questions.ask(place.hall.pk, by(first), words="张三的居住证在哪里办？")
    seen = {
        one: list(questions_visible_to(one, place.hall, on=ON))
        for one in (first, second, place.manager)
    }
    assert (seen[first], seen[second], seen[place.manager]) == ([row], [], [row])
    assert [one.words for one in opened([row])] == ["张三的居住证在哪里办？"]
    assert "张三".encode() not in bytes(FirstAsked.objects.get().question_sealed)
    assert "张三" not in str(list(Event.objects.values_list("data", flat=True)))
