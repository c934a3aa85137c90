"""Many hands at once: one case never takes two steps at the same place, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from builders.cases import ANSWERS, a_licence, a_place
from builders.identity import a_clerk, an_act
from builders.joint import a_joint_place, at_joint, item_of, round_at
from builders.waiting import LATE, ORGANS
from tongban.kernel import Act, Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.models import Case, Round, WorkItem
from tongban.kernel.cases.sweeping import sweep
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.actions import appoint, dismiss
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.ledger import queries as ledger

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads of their own; return their results, refusals by their code."""

    def run(call):
        try:
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_clicks_on_one_item_do_it_once():
    place = a_place("civil")
    number = place.submit().number
    item, version = place.open(number, "accept")
    acts = [place.act(place.people["window"]) for _ in range(4)]
    day = place.now.date()

    def click(act):
        return lambda: actions.accept(number, act, version=version, item=item, happened=day)

    results = at_once(*[click(act) for act in acts])
    assert sorted(isinstance(each, str) for each in results) == [False, True, True, True]
    assert set(results) & {"case.item_closed", "case.stale"}
    assert list(differences()) == []


def test_the_same_key_from_four_threads_opens_one_case():
    place = a_place("civil")
    act = Act(place.citizen.actor_id, "", place.now, "draft/7")
    intake = Intake(place.version.pk, place.party, ANSWERS, "portal", place.now.date())
    results = at_once(*[lambda: actions.submit(intake, act)] * 4)
    assert len({each.number for each in results}) == 1
    assert Case.objects.count() == 1
    assert list(ledger.faults()) == []


def test_parallel_departments_at_the_same_instant_are_all_recorded_and_joined_once():
    names = ("civil", "police", "land", "work")
    place = a_place(*names)
    number = place.submit().number
    place.accept(number)
    place.now += timedelta(hours=1)

    def opinion(name):
        item, version = place.open(number, name)
        act = place.act(place.people[name])
        return lambda: actions.complete(
            number, act, version=version, item=item, outcome="agreed", opinion=name
        )

    results = at_once(*[opinion(name) for name in names])
    assert not [each for each in results if isinstance(each, str)]
    assert WorkItem.objects.filter(state="done").count() == 5
    assert Round.objects.filter(node="decide").count() == 1
    assert list(differences()) == []
    assert list(ledger.faults()) == []


def test_two_grants_at_once_cannot_both_take_the_last_place():
    place = a_licence(quota=1)
    numbers = [place.accepted() for _ in range(2)]
    for number in numbers:
        place.review(number, "health")
    acts = [
        (number, place.act(place.people["leader"]), *place.open(number, "decide"))
        for number in numbers
    ]

    def grant(number, act, item, version):
        return lambda: actions.decide(
            number, act, item=item, version=version, outcome="agreed", reasons=""
        )

    results = at_once(*[grant(*each) for each in acts])
    assert sorted(isinstance(each, str) for each in results) == [False, True]
    assert "case.no_place" in results
    assert Case.objects.filter(outcome="granted").count() == 1


def opinions_at_once(place, number, *people):
    """Everybody gives his opinion on the joint step as it stood for all of them."""
    version = round_at(place, number, "joint").version

    def opinion(person):
        item, act = item_of(place, number, "joint", person), place.act(person)
        given = {"version": version, "item": item.id, "outcome": "agreed", "opinion": "同意"}
        return lambda: actions.complete(number, act, **given)

    return at_once(*[opinion(person) for person in people])


def test_of_two_officers_at_once_one_speaks_for_their_organ():
    place = a_joint_place('t:rule="any"')
    second = a_clerk(place.organs["civil"], "officer")[0]
    number = at_joint(place)
    results = opinions_at_once(place, number, place.people["civil"], second)
    assert sorted(isinstance(each, str) for each in results) == [False, True]
    assert WorkItem.objects.filter(state="done", kind="main").count() == 3
    assert Round.objects.filter(node="decide").count() == 1
    assert list(differences()) == []


def test_on_the_last_vote_of_a_quota_the_round_ends_once():
    place = a_joint_place('t:rule="vote" t:quota="1/3"')
    number = at_joint(place)
    results = opinions_at_once(
        place, number, *[place.people[one] for one in ("civil", "police", "fire")]
    )
    assert [isinstance(each, str) for each in results].count(False) == 1
    assert Round.objects.filter(node="decide").count() == 1
    assert list(ledger.faults()) == []


def test_withdrawing_and_deciding_at_once_leave_one_end():
    place = a_place("civil")
    number = place.accepted()
    place.review(number, "civil")
    (item, version), n = place.open(number, "decide"), place.case(number).n
    leader, citizen = place.act(place.people["leader"]), place.act(place.citizen)
    given = {"version": version, "item": item, "outcome": "agreed", "reasons": ""}
    results = at_once(
        lambda: actions.decide(number, leader, **given),
        lambda: actions.withdraw(number, citizen, version=n, reason=""),
    )
    assert sorted(isinstance(each, str) for each in results) == [False, True]
    assert place.case(number).state in {"decided", "withdrawn"}
    assert list(differences()) == []


def test_of_fifty_who_claim_one_step_one_has_it_and_the_same_key_gets_the_first_answer():
    place = a_joint_place()
    number = at_joint(place)
    civil = place.people["civil"]
    item, version = item_of(place, number, "joint", civil), round_at(place, number, "joint").version
    acts = [place.act(civil) for _ in range(25)]
    calls = [
        lambda act=act: actions.claim(number, act, version=version, item=item.id)
        for act in (*acts, *acts)
    ]
    results = at_once(*calls)
    let_through = [each for each in results if not isinstance(each, str)]
    assert len({each.hash for each in let_through}) == 1
    assert len(let_through) == 2
    assert set(results) - set(let_through) <= {"case.stale", "case.claimed"}
    assert list(differences()) == []
    assert list(ledger.faults()) == []


def test_an_officer_who_was_dismissed_beside_may_not_take_the_next_step_of_a_case_he_knows():
    place = a_place("civil")
    numbers = [place.accepted(), place.accepted()]
    officer = place.people["civil"]
    place.review(numbers[0], "civil")
    (post,) = posts_of(officer, on=place.today())
    act = an_act(on=place.today())
    assert not isinstance(at_once(lambda: dismiss(officer.pk, act, post_id=post.pk))[0], str)
    assert at_once(lambda: place.review(numbers[1], "civil")) == ["case.not_found"]
    appoint(a_clerk(place.organs["civil"])[0].pk, act, post_id=post.pk)
    assert list(differences()) == []


def test_a_time_that_is_over_comes_once_however_many_sweep_and_act():
    place = a_place(*ORGANS, flow=LATE)
    number = place.accepted()
    place.review(number, "survey")
    item, version = place.open(number, "civil")
    act = place.act(place.people["civil"], minutes=60 * 24 * 30)
    given = {"version": version, "item": item, "outcome": "agreed", "opinion": "同意"}
    sweeps = [lambda: sweep(place.now)] * 4
    results = at_once(*sweeps, lambda: actions.complete(number, act, **given), *sweeps)
    assert results[4] == "case.item_closed"
    assert sum(results[:4] + results[5:]) >= 1
    assert place.types(number).count("timer.ended") == 1
    assert round_at(place, number, "police").ordinal == 1
    assert list(differences()) == []
