"""转办: a step goes to a colleague of the organ, once, with a reason, and nothing else moves."""

import pytest

from builders.cases import a_place
from builders.identity import a_clerk, an_organ
from builders.joint import code, inbox
from tongban.kernel.cases import actions
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_place("civil", "police")


@pytest.fixture
def number(place):
    return place.accepted()


@pytest.fixture
def colleague(place):
    return a_clerk(place.organs["civil"], "officer")[0]


def handed(place, number, to, *, by="civil", node="civil", reason="出差", **more):
    person = by if not isinstance(by, str) else place.people[by]
    item, version = place.open(number, node)
    wish = {"item": item, "version": version, "to": to.actor_id, "reason": reason, **more}
    return actions.transfer(number, place.act(person), **wish)


def test_the_step_is_the_colleagues_and_no_longer_ones_own(place, number, colleague):
    handed(place, number, colleague)
    assert inbox(place, place.people["civil"]) == []
    assert inbox(place, colleague) == [number]
    assert handled_by(place.people["civil"], on=place.today()).count() == 0
    assert list(differences()) == []


def test_the_colleague_does_it_and_the_round_passes_as_if_it_had_been_his(place, number, colleague):
    handed(place, number, colleague)
    item, version = place.open(number, "civil")
    act = place.act(colleague)
    actions.complete(number, act, version=version, item=item, outcome="agreed", opinion="")
    place.review(number, "police")
    place.decide(number)
    assert place.case(number).state == "decided"
    assert [one.number for one in handled_by(colleague, on=place.today())] == [number]


def test_no_limit_and_no_other_step_moves(place, number, colleague):
    def stands():
        case = place.case(number)
        state = load(case.home, case.id)
        return case.promised_on, case.statutory_on, state.tokens, place.open(number, "police")

    before = stands()
    handed(place, number, colleague)
    assert stands() == before


def test_a_reason_is_asked_for_and_kept(place, number, colleague):
    assert code(handed, place, number, colleague, reason=" ") == "case.no_words"
    handed(place, number, colleague, reason="片区调整")
    kept = place.last(number, "item.transferred")["reason"]["content"]
    assert place.content(number, kept) == {"text": "片区调整"}


@pytest.mark.parametrize("who", ["another organ", "oneself", "no power", "the applicant", "nobody"])
def test_it_goes_only_to_a_colleague_who_may_do_it(place, number, who):
    people = {
        "another organ": lambda: place.people["police"],
        "oneself": lambda: place.people["civil"],
        "no power": lambda: a_clerk(place.organs["civil"], "supervisor")[0],
        "the applicant": lambda: place.citizen,
        "nobody": lambda: a_clerk(an_organ(division="511623"), "officer")[0],
    }
    assert code(handed, place, number, people[who]()) == "case.no_transferee"


def test_who_took_another_step_of_the_case_gets_it_from_nobody(place):
    both = a_clerk(place.hall, "window")[0]
    number = place.submit().number
    place.accept(number)
    place.review(number, "civil")
    place.review(number, "police")
    leader = a_clerk(place.bureau, "leader")[0]
    item, version = place.open(number, "decide")
    wish = {"item": item, "version": version, "to": both.actor_id, "reason": "出差"}
    told = code(actions.transfer, number, place.act(place.people["leader"]), **wish)
    assert told == "case.no_transferee"
    actions.transfer(number, place.act(place.people["leader"]), **{**wish, "to": leader.actor_id})
    place.decide(number, by=leader)
    assert place.case(number).state == "decided"


def test_after_three_times_somebody_has_to_do_it(place, number):
    by = place.people["civil"]
    for _ in range(3):
        to = a_clerk(place.organs["civil"], "officer")[0]
        handed(place, number, to, by=by)
        by = to
    last = a_clerk(place.organs["civil"], "officer")[0]
    assert code(handed, place, number, last, by=by) == "case.transferred_often"


def test_a_stale_page_a_strangers_item_and_a_done_one_are_refused(place, number, colleague):
    item, version = place.open(number, "civil")
    assert code(handed, place, number, colleague, version=version - 1) == "case.stale"
    assert code(handed, place, number, colleague, by="police") == "case.not_found"
    place.review(number, "civil")
    again = {"item": item, "version": version, "to": colleague.actor_id, "reason": "出差"}
    told = code(actions.transfer, number, place.act(place.people["civil"]), **again)
    assert told == "case.item_closed"


def test_what_only_is_to_be_read_or_approved_is_not_handed_on(place, number, colleague):
    wish = actions.Wish("extension", {"days": 3, "reason": "情况复杂"})
    place.on("ask", number, by=place.people["window"], wish=wish)
    other = a_clerk(place.bureau, "leader")[0]
    told = code(handed, place, number, other, by="leader", node="@extension")
    assert told == "case.not_found"
