"""传阅: who may ask whom to read a case, what a reader sees, and that it decides and delays nothing."""

from datetime import timedelta

import pytest

from builders.cases import a_licence, a_place
from builders.identity import a_clerk, a_person, an_organ
from builders.parties import a_citizen
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.queries import case_by_number, inbox_of_posts
from tongban.kernel.cases.queries.desk import handled_by, to_be_read_by
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.parties.actions import link_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_place("civil", "police")


@pytest.fixture
def number(place):
    return place.accepted()


@pytest.fixture
def reader(place):
    """Somebody of the county whose organ has no part in the case."""
    return a_clerk(an_organ(division="511602"), "officer")[0]


def asked(place, number, *readers, by="civil", **more):
    ids = [one if isinstance(one, str) else one.actor_id for one in readers]
    return place.on("circulate", number, by=place.people[by], readers=ids, **more)


def items(place, number):
    case = place.case(number)
    return [one for one in load(case.home, case.id).items.values() if one.kind == "read"]


def read(place, number, person, words="", *, item=None, version=None):
    case = place.case(number)
    state, posts = load(case.home, case.id), {one.pk for one in posts_of(person, on=place.today())}
    found = item or next(one.id for one in items(place, number) if one.post in posts)
    seen = version or state.rounds[state.items[found].round].version
    act = place.act(person)
    return actions.note_reading(number, act, version=seen, item=found, words=words)


def refused(call, *args, **more):
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    return told.value.code


def test_a_reader_sees_the_case_from_when_he_is_asked_and_nobody_else_of_his_organ(
    place, number, reader
):
    on, (post,) = place.today(), posts_of(reader, on=place.today())
    colleague = a_clerk(post.organ, "leader")[0]
    assert case_by_number(number, reader, on=on) is None
    asked(place, number, reader)
    assert case_by_number(number, reader, on=on) is not None
    assert case_by_number(number, colleague, on=on) is None


def test_what_is_to_be_read_stands_under_it_and_not_among_what_is_to_do(place, number, reader):
    on, until = place.today(), place.today() + timedelta(days=3)
    asked(place, number, reader, until=until)
    (found,) = to_be_read_by(reader, on=on)
    assert (found.number, found.read_until) == (number, until)
    assert list(inbox_of_posts(posts_of(reader, on=on))) == []


def test_who_has_read_finds_it_under_done_and_may_still_look(place, number, reader):
    on = place.today()
    asked(place, number, reader)
    read(place, number, reader, "已阅，无意见")
    assert list(to_be_read_by(reader, on=on)) == []
    assert [one.number for one in handled_by(reader, on=on)] == [number]
    assert case_by_number(number, reader, on=on) is not None


def test_the_soonest_day_comes_first_and_what_has_none_last(place, reader):
    days = {place.accepted(): days for days in (9, None, 2)}
    for number, later in days.items():
        until = None if later is None else place.today() + timedelta(days=later)
        asked(place, number, reader, until=until)
    shown = [days[one.number] for one in to_be_read_by(reader, on=place.today())]
    assert shown == [2, 9, None]


def test_reading_moves_neither_the_flow_nor_a_limit(place, number, reader):
    def stands():
        limits = [(one.kind, one.due_on) for one in place.limits(number)]
        case = place.case(number)
        tokens = load(case.home, case.id).tokens
        return limits, tokens, case.state, case.promised_on

    before = stands()
    asked(place, number, reader)
    read(place, number, reader)
    assert stands() == before
    assert place.records(number)[-1].data["outcome"] == "passed"
    assert list(differences()) == []


def test_of_two_readers_the_first_makes_the_others_page_not_stale(place, number, reader):
    other = a_clerk(an_organ(division="511602"), "leader")[0]
    asked(place, number, reader, other)
    case = place.case(number)
    seen = load(case.home, case.id).rounds[items(place, number)[0].round].version
    read(place, number, reader, version=seen)
    read(place, number, other, version=seen)
    assert {one.state for one in items(place, number)} == {"done"}


def test_who_has_read_may_still_decide(place, number):
    leader = place.people["leader"]
    asked(place, number, leader)
    read(place, number, leader)
    place.review(number, "civil")
    place.review(number, "police")
    place.decide(number)
    assert place.case(number).state == "decided"


def test_a_decision_ends_what_nobody_read(place, number, reader):
    asked(place, number, reader)
    place.review(number, "civil")
    place.review(number, "police")
    place.decide(number)
    assert [one.state for one in items(place, number)] == ["cancelled"]
    assert list(to_be_read_by(reader, on=place.today())) == []
    assert list(differences()) == []


def test_supplying_waits_for_the_applicant_and_not_for_a_reader(place, reader):
    number = place.submit().number
    asked(place, number, reader, by="window")
    item, version = place.open(number, "accept")
    points = [actions.Point("other", "缺少印章", "请补盖")]
    window = place.act(place.people["window"])
    actions.request_supplement(number, window, version=version, item=item, points=points)
    assert [one.state for one in items(place, number)] == ["open"]
    read(place, number, reader)
    assert [one.state for one in items(place, number)] == ["done"]


@pytest.mark.parametrize("who", ["self", "applicant", "stranger", "abroad", "nobody"])
def test_nobody_is_asked_who_has_no_business_to_read(place, number, who):
    abroad = a_clerk(an_organ(division="511623"), "officer")[0]
    readers = {
        "self": place.people["civil"],
        "applicant": place.citizen,
        "stranger": a_person(kind="public"),
        "abroad": abroad,
        "nobody": "",
    }
    assert refused(asked, place, number, readers[who]) == "case.no_reader"


def test_an_official_who_is_the_applicant_is_not_asked(place, reader):
    party = a_citizen(order=2)
    number = place.submit(by=place.people["window"], party=party.pk, channel="counter").number
    place.accept(number)
    link_person(party.pk, place.act(reader), person_id=reader.pk)
    assert refused(asked, place, number, reader) == "case.no_reader"


def test_nobody_is_asked_twice_before_he_has_read(place, number, reader):
    asked(place, number, reader)
    assert refused(asked, place, number, reader) == "case.readers"
    assert refused(asked, place, number) == "case.readers"
    read(place, number, reader)
    asked(place, number, reader)
    assert [one.state for one in items(place, number)] == ["done", "open"]


def test_two_circulations_run_side_by_side_with_a_request_for_approval(place, number, reader):
    other = a_clerk(an_organ(division="511602"), "leader")[0]
    wish = actions.Wish("extension", {"days": 3, "reason": "情况复杂"})
    place.on("ask", number, by=place.people["window"], wish=wish)
    asked(place, number, reader)
    asked(place, number, other)
    assert [one.state for one in items(place, number)] == ["open", "open"]
    assert list(differences()) == []


def test_who_has_no_part_in_the_case_asks_nobody_and_a_reader_neither(place, number, reader):
    place.people["reader"] = reader
    other = a_clerk(an_organ(division="511602"), "leader")[0]
    assert refused(asked, place, number, other, by="reader") == "case.not_found"
    asked(place, number, reader)
    assert refused(asked, place, number, other, by="reader") == "case.not_found"


def test_a_day_that_is_over_is_refused(place, number, reader):
    yesterday = place.today() - timedelta(days=1)
    assert refused(asked, place, number, reader, until=yesterday) == "case.reading_day"


def test_a_stale_page_asks_nobody(place, number, reader):
    n, act = place.case(number).n, place.act(place.people["civil"])
    told = refused(actions.circulate, number, act, version=n - 1, readers=[reader.actor_id])
    assert told == "case.stale"


def test_another_persons_reading_and_a_step_of_the_flow_are_not_ones_to_read(place, number, reader):
    asked(place, number, reader)
    (item,) = items(place, number)
    other = a_clerk(an_organ(division="511602"), "leader")[0]
    assert refused(read, place, number, other, item=item.id) == "case.not_found"
    own, _version = place.open(number, "civil")
    assert refused(read, place, number, place.people["civil"], item=own) == "case.not_found"


def test_what_was_read_is_read_once(place, number, reader):
    asked(place, number, reader)
    (item,) = items(place, number)
    read(place, number, reader)
    assert refused(read, place, number, reader, item=item.id) == "case.item_closed"


def test_an_ended_case_is_given_to_nobody(place, number, reader):
    place.review(number, "civil")
    place.review(number, "police")
    place.decide(number)
    assert refused(asked, place, number, reader) == "case.ended"


def test_readers_do_not_stand_on_the_process_sheet():
    place = a_licence("health", "fire")
    reader = a_clerk(an_organ(division="511602"), "officer")[0]
    number = place.accepted()
    asked(place, number, reader, by="officer")
    read(place, number, reader, "已阅")
    place.review(number, "health")
    place.review(number, "fire")
    place.decide(number)
    steps = [row["step"] for row in place.paper(number, "process_sheet")["opinions"]]
    assert steps
    assert "传阅" not in steps
