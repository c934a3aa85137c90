"""Whatever people try on a case, in whatever order, what must hold holds after each step."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.cases import Place, a_place
from builders.identity import a_clerk
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.inbox import inbox_of
from tongban.kernel.cases.queries import inbox_of_case
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.ledger import queries as ledger

pytestmark = pytest.mark.django_db
NODES = ("accept", "civil", "police", "decide")
# Mostly who should act, so that walks get far; now and then anybody else.
RIGHT = {
    "accept": "window",
    "civil": "civil",
    "police": "police",
    "decide": "leader",
    "withdraw": "citizen",
    "circulate": "window",
    "read": "leader",
    "transfer": "civil",
}
READERS = {"leader", "police", "second"}
WHO = ("", "", "", "", "window", "second", "civil", "police", "leader", "citizen", "colleague")
steps = st.tuples(
    st.sampled_from((*NODES, *NODES, "withdraw", "circulate", "read", "transfer")),
    st.sampled_from(WHO),
    st.sampled_from(("agreed", "refused")),
    st.sampled_from(("", "理由")),
    st.sampled_from((False, False, False, True)),
)


def try_step(place: Place, number: str, step) -> bool:
    """Try one command, perhaps on a stale page; tell whether it was let through."""
    verb, who, outcome, words, stale = step
    person = place.people.get(who or RIGHT[verb], place.citizen)
    try:
        if verb == "withdraw":
            n = place.case(number).n - int(stale)
            actions.withdraw(number, place.act(person), version=n, reason=words)
            return True
        if verb == "circulate":
            n = place.case(number).n - int(stale)
            readers = [one.actor_id for name, one in place.people.items() if name in READERS]
            actions.circulate(number, place.act(person), version=n, readers=readers, words=words)
            return True
        if verb == "read":
            read(place, number, person, words)
            return True
        if verb == "transfer":
            item, seen = place.open(number, "civil")
            given = {"item": item, "version": seen - int(stale), "reason": words}
            to = place.people["colleague"].actor_id
            actions.transfer(number, place.act(person), to=to, **given)
            return True
        version = place.open(number, verb)[1] - int(stale)
        if verb == "accept":
            place.accept(number, by=person, version=version)
        elif verb == "decide":
            place.decide(number, outcome, words, by=person, version=version)
        else:
            place.review(number, verb, outcome, words, by=person, version=version)
    except (Refusal, IndexError, ValueError):
        return False
    return True


def read(place: Place, number: str, person, words: str) -> None:
    """Let the person read what waits for his post, or what waits for another's."""
    case = place.case(number)
    state, posts = load(case.home, case.id), {one.pk for one in posts_of(person, on=place.today())}
    waiting = [one for one in state.items.values() if one.kind == "read" and one.state == "open"]
    (item, *_others) = sorted(waiting, key=lambda one: one.post not in posts)
    seen = state.rounds[item.round].version
    actions.note_reading(number, place.act(person), version=seen, item=item.id, words=words)


def assert_sound(place: Place, number: str) -> None:
    """The invariants of peers-services 3, R1 to R3, and of design 3.1."""
    case = place.case(number)
    state = load(case.home, case.id)
    open_rounds = {each.id for each in state.rounds.values() if each.state == "open"}
    open_items = [each for each in state.items.values() if each.state in {"open", "waiting"}]
    assert {each.round for each in open_items} <= open_rounds
    assert max(Counter(state.rounds[each].token for each in open_rounds).values(), default=1) == 1
    live = {each.id for each in state.tokens.values() if each.state == "live"}
    beside = {each for each in open_rounds if state.rounds[each].act == "read"}
    assert {state.rounds[each].token for each in open_rounds - beside} <= live
    assert inbox_of_case(case.home, case.id).count() == len(inbox_of(state))
    assert (case.closed_at is None) == bool(live)
    until_decision = [one for one in state.limits.values() if one.kind != "delivery"]
    assert len(until_decision) == (2 if case.accepted_at else 0)
    assert len(state.limits) - len(until_decision) == (1 if case.decided_at else 0)
    for person in place.people.values():
        mine = [each for each in state.items.values() if each.by == person.actor_id]
        assert bool(mine) == (
            number in [each.number for each in handled_by(person, on=place.now.date())]
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=st.lists(steps, max_size=14))
def test_any_walk_keeps_rows_log_inbox_and_rounds_in_order(tried):
    with transaction.atomic():
        place = a_place("civil", "police")
        place.people["second"] = a_clerk(place.hall, "window")[0]
        place.people["colleague"] = a_clerk(place.organs["civil"], "officer")[0]
        number = place.submit().number
        for step in tried:
            before = place.case(number).n
            let_through = try_step(place, number, step)
            assert (place.case(number).n > before) == let_through
            assert_sound(place, number)
        assert list(differences()) == []
        assert list(ledger.faults()) == []
        transaction.set_rollback(True)
