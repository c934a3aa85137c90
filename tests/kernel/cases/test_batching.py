"""批量办理: several items of one step done with one wish, each by itself; what needs a look is left out by name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.cases import a_flow, a_place
from builders.fields import NOTED, a_guarded_place, at_survey
from builders.identity import a_clerk
from builders.joint import code
from tongban.kernel.cases.batching import MOST, Pick, Wish, carried_out, laid_out
from tongban.kernel.cases.models import CommandKey
from tongban.kernel.cases.verify import differences

pytestmark = pytest.mark.django_db
AGREE = Wish("complete", "agreed", "同意")


@pytest.fixture
def place():
    return a_place("civil")


def cases(place, count=3):
    return [place.accepted() for _ in range(count)]


def picks(place, numbers, node="civil", who="civil", verb="complete"):
    chosen = [Pick(number, place.open(number, node)[0]) for number in numbers]
    return [one.pick for one in laid_out(place.people[who], chosen, verb, at=place.now)]


def told(done):
    return ["done" if one.receipt else one.why.code for one in done]


def carry(place, chosen, wish=AGREE, who="civil", key=""):
    person = place.people[who]
    return carried_out(person, chosen, wish, place.act(person, key=key))


def test_every_item_is_done_with_events_and_a_key_of_its_own(place):
    numbers = cases(place)
    done = carry(place, picks(place, numbers))
    assert told(done) == ["done"] * 3
    for number in numbers:
        records = place.records(number)
        assert [one.type for one in records].count("item.completed") == 2
    assert CommandKey.objects.filter(key__startswith="batch-").count() == 3
    assert list(differences()) == []


def test_one_that_moved_meanwhile_is_refused_and_the_others_go_on(place):
    numbers = cases(place)
    chosen = picks(place, numbers)
    place.review(numbers[1], "civil")
    assert told(carry(place, chosen)) == ["done", "case.item_closed", "done"]


def test_the_same_wish_again_is_answered_as_the_first_time_and_does_nothing_more(place):
    numbers = cases(place)
    chosen = picks(place, numbers)
    first = carry(place, chosen, key="once")
    counts = [place.case(number).n for number in numbers]
    again = carry(place, chosen, key="once")
    assert [one.receipt for one in again] == [one.receipt for one in first]
    assert [place.case(number).n for number in numbers] == counts


def test_a_refusal_without_reasons_is_refused_for_each(place):
    chosen = picks(place, cases(place))
    assert told(carry(place, chosen, Wish("complete", "refused"))) == ["case.no_reasons"] * 3


def test_acceptance_and_decision_are_left_out_by_name(place):
    number = place.submit().number
    for node, who in (("accept", "window"), ("decide", "leader")):
        (row,) = laid_out(
            place.people[who], [Pick(number, place.open(number, node)[0])], "complete", at=place.now
        )
        assert row.why.code == "case.batch_single"
        if node == "accept":
            place.accept(number)
            place.review(number, "civil")


def test_a_decision_is_made_in_bulk_where_its_flow_allows_it():
    flow = a_flow("civil").replace('t:act="decide"', 't:act="decide" t:batch="allow"')
    place = a_place("civil", flow=flow)
    numbers = cases(place, 2)
    for each in numbers:
        place.review(each, "civil")
    chosen = picks(place, numbers, "decide", "leader")
    assert told(carry(place, chosen, Wish("complete", "agreed"), "leader")) == ["done", "done"]


def test_a_review_that_its_flow_forbids_in_bulk_is_left_out():
    place = a_place(
        "civil", flow=a_flow("civil").replace('t:act="review"', 't:act="review" t:batch="forbid"')
    )
    chosen = picks(place, cases(place, 1))
    assert told(carry(place, chosen)) == ["case.batch_single"]


def test_what_must_be_filled_in_is_left_out():
    place = a_guarded_place()
    number = at_survey(place)
    chosen = picks(place, [number], "survey", "survey")
    assert told(carry(place, chosen, who="survey")) == ["case.batch_must"]
    place.at("fill", number, "survey", by=place.people["survey"], fields=NOTED)
    place.review(number, "survey")


def test_items_of_another_step_are_left_out_and_may_be_claimed_together_with_it(place):
    first, second = cases(place, 2)
    place.review(second, "civil")
    leader = place.open(second, "decide")[0]
    chosen = [Pick(first, place.open(first, "civil")[0]), Pick(second, leader)]
    rows = laid_out(place.people["manager"], chosen, "complete", at=place.now)
    assert [row.why.code if row.why else "" for row in rows] == ["", "case.batch_other"]
    rows = laid_out(place.people["manager"], chosen, "claim", at=place.now)
    assert [row.why for row in rows] == [None, None]


def test_anothers_item_and_one_that_is_not_there_look_the_same(place):
    numbers = cases(place, 1)
    (mine,) = picks(place, numbers)
    stranger = a_clerk()[0]
    wrong = [mine, Pick("51160202600000000000", 1), Pick(mine.number, 999)]
    done = carried_out(stranger, wrong, AGREE, place.act(stranger))
    assert told(done) == ["case.not_found"] * 3


def test_items_are_claimed_handed_on_and_given_to_read_together(place):
    numbers = cases(place, 2)
    assert told(carry(place, picks(place, numbers), Wish("claim"))) == ["done", "done"]
    colleague = a_clerk(place.organs["civil"])[0]
    wish = Wish("transfer", words="出差", to=(colleague.actor_id,))
    assert told(carry(place, picks(place, numbers), wish)) == ["done", "done"]
    for number in numbers:
        place.review(number, "civil", by=colleague)
    chosen = picks(place, numbers, "decide", "leader", "circulate")
    wish = Wish("circulate", words="请阅", to=(place.people["officer"].actor_id,))
    assert told(carry(place, chosen, wish, "leader")) == ["done", "done"]


def test_none_and_too_many_are_refused(place):
    person = place.people["civil"]
    assert code(laid_out, person, [], "complete", at=place.now) == "case.batch_none"
    many = [Pick(f"{n}", 1) for n in range(MOST + 1)]
    assert code(laid_out, person, many, "complete", at=place.now) == "case.batch_too_many"


def test_looking_through_costs_as_many_queries_however_many_items_there_are(place):
    def asked(numbers):
        chosen = [Pick(number, place.open(number, "civil")[0]) for number in numbers]
        with CaptureQueriesContext(connection) as queries:
            laid_out(place.people["civil"], chosen, "complete", at=place.now)
        return len(queries)

    assert asked(cases(place, 1)) == asked(cases(place, 4)) <= 20
