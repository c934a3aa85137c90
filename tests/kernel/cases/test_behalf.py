"""代理办理: a step done for an absent colleague: both are named, and what keeps one from it keeps both."""

from dataclasses import replace

import pytest

from builders.cases import ANSWERS, a_place
from builders.identity import a_clerk, an_act
from builders.parties import a_citizen
from builders.proxies import a_proxy
from tongban.kernel import Refusal
from tongban.kernel.cases import actions
from tongban.kernel.cases.models import WorkItem
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.cases.store import load
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.identity.actions.proxies import recall_proxy
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
def colleague(place):
    return a_clerk(place.organs["civil"], "officer")[0]


def code(call, *args, **more):
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    return told.value.code


def done_for(place, number, by, *, giver="civil", node="civil", **more):
    """Somebody gives his opinion for the giver."""
    giver = place.people[giver] if isinstance(giver, str) else giver
    act = replace(place.act(by, key=more.pop("key", "")), behalf=giver.actor_id)
    item, version = place.open(number, node)
    wish = {"item": item, "version": version, "outcome": "agreed", "opinion": "同意", **more}
    return actions.complete(number, act, **wish)


def test_the_record_names_who_acted_for_whom_and_under_which_proxy(place, number, colleague):
    proxy = a_proxy(place.people["civil"], colleague, on=place.today())
    done_for(place, number, colleague)
    giver = place.people["civil"].actor_id
    last = {one.type: one for one in place.records(number)[-2:]}
    assert {(one.by, one.behalf) for one in last.values()} == {(colleague.actor_id, giver)}
    assert place.last(number, "case.acted_for")["proxy"] == proxy.pk
    done = WorkItem.objects.get(case_id=place.case(number).id, by=colleague.actor_id)
    assert (done.behalf, done.proxy, done.state) == (giver, proxy.pk, "done")
    assert list(differences()) == []


def test_it_is_the_own_act_of_who_acted_and_not_of_who_was_named(place, number, colleague):
    a_proxy(place.people["civil"], colleague, on=place.today())
    done_for(place, number, colleague)
    assert handled_by(colleague, on=place.today()).count() == 1
    assert handled_by(place.people["civil"], on=place.today()).count() == 0


def test_the_mandate_is_that_of_the_post_that_was_stood_in_for(place, number, colleague):
    place.review(number, "police")
    a_proxy(place.people["civil"], colleague, on=place.today())
    done_for(place, number, colleague)
    done = WorkItem.objects.get(case_id=place.case(number).id, by=colleague.actor_id)
    other = place.last(number, "item.completed")
    assert done.mandate == other["mandate"]
    assert done.organ == place.organs["civil"].pk


def test_without_a_proxy_on_that_day_nobody_acts_for_another(place, number, colleague):
    assert code(done_for, place, number, colleague) == "case.no_proxy"
    a_proxy(place.people["civil"], colleague, on=place.today(), days=1)
    place.wait(days=1)
    assert code(done_for, place, number, colleague) == "case.no_proxy"


def test_a_recalled_proxy_covers_nothing_and_a_repeated_click_still_gets_its_answer(
    place, number, colleague
):
    giver = place.people["civil"]
    proxy = a_proxy(giver, colleague, on=place.today())
    first = done_for(place, number, colleague, key="once")
    wish = {"item": place.open(number, "civil")[0], "version": place.open(number, "civil")[1]}
    recall_proxy(proxy.pk, an_act(by=giver.actor_id, on=place.today()))
    assert code(done_for, place, number, colleague, **wish) == "case.no_proxy"
    assert first.number == number


def test_a_proxy_for_other_matters_or_powers_covers_this_step_not(place, number, colleague):
    giver, on = place.people["civil"], place.today()
    a_proxy(giver, colleague, on=on, matters=(place.version.matter_id + 1,))
    a_proxy(giver, colleague, on=on, powers=("decide",))
    assert code(done_for, place, number, colleague) == "case.proxy_elsewhere"
    a_proxy(giver, colleague, on=on, matters=(place.version.matter_id,), powers=("review",))
    done_for(place, number, colleague)


def test_another_step_than_the_givers_does_not_exist_for_who_stands_in(place, number, colleague):
    a_proxy(place.people["civil"], colleague, on=place.today())
    assert code(done_for, place, number, colleague, node="police") == "case.not_found"


def test_who_left_it_to_the_proxy_alone_does_not_do_it_himself(place, number, colleague):
    proxy = a_proxy(place.people["civil"], colleague, on=place.today(), only_taker=True)
    assert code(place.review, number, "civil") == "case.left_to_proxy"
    recall_proxy(proxy.pk, an_act(by=place.people["civil"].actor_id, on=place.today()))
    place.review(number, "civil")


def test_with_an_ordinary_proxy_the_giver_may_still_act(place, number, colleague):
    a_proxy(place.people["civil"], colleague, on=place.today())
    place.review(number, "civil")


@pytest.mark.parametrize(("who", "refused"), [("taker", "case.own"), ("giver", "case.not_found")])
def test_the_applicant_acts_for_nobody_and_nobody_acts_for_the_applicant(
    place, colleague, who, refused
):
    giver = place.people["civil"]
    a_proxy(giver, colleague, on=place.today())
    own, applicant = a_citizen(order=7), colleague if who == "taker" else giver
    link_person(own.pk, an_act(), person_id=applicant.pk)
    number = place.submit(by=applicant, party=own.pk).number
    place.accept(number)
    assert code(done_for, place, number, colleague) == refused
    done_for(place, place.accepted(), colleague)


def test_both_hands_are_kept_from_another_step_of_the_case(place, number):
    bureau, leader = place.bureau, place.people["leader"]
    deputy = a_clerk(bureau, "leader")[0]
    helper = a_clerk(place.organs["civil"], "reviewer")[0]
    a_proxy(leader, deputy, on=place.today())
    a_proxy(place.people["civil"], helper, on=place.today())
    done_for(place, number, helper)
    place.review(number, "police")
    WorkItem.objects.filter(case_id=place.case(number).id, by=helper.actor_id).update(
        behalf=leader.actor_id
    )
    act = replace(place.act(deputy), behalf=leader.actor_id)
    item, version = place.open(number, "decide")
    wish = {"item": item, "version": version, "outcome": "agreed", "reasons": ""}
    assert code(actions.decide, number, act, **wish) == "case.same_person"


def test_what_is_no_step_is_not_done_for_another(place, number, colleague):
    giver = place.people["civil"]
    a_proxy(giver, colleague, on=place.today())
    act = replace(place.act(colleague), behalf=giver.actor_id)
    wish = {
        "version": place.case(number).n,
        "readers": [giver.actor_id],
        "until": None,
        "words": "",
    }
    before = place.case(number).n
    assert code(actions.circulate, number, act, **wish) == "case.behalf"
    assert place.case(number).n == before


def test_an_application_is_not_handed_in_under_a_proxy(place, colleague):
    a_proxy(place.people["civil"], colleague, on=place.today())
    act = replace(place.act(place.citizen), behalf=place.people["civil"].actor_id)
    given = {"channel": "portal", "received_on": place.today(), "values": ANSWERS}
    intake = actions.Intake(version=place.version.pk, party=place.party, **given)
    assert code(actions.submit, intake, act) == "case.behalf"
    actions.submit(intake, replace(act, behalf=None))


def test_who_left_the_organ_stands_in_no_longer(place, number, colleague):
    a_proxy(place.people["civil"], colleague, on=place.today(), days=60)
    (post,) = posts_of(colleague, on=place.today())
    place.wait(days=1)
    dismiss(colleague.pk, an_act(on=place.today()), post_id=post.pk)
    assert code(done_for, place, number, colleague) == "case.proxy_elsewhere"


def test_a_step_is_claimed_for_the_absent_who_can_then_do_it_himself(place, number, colleague):
    giver = place.people["civil"]
    a_proxy(giver, colleague, on=place.today())
    item, version = place.open(number, "civil")
    act = replace(place.act(colleague), behalf=giver.actor_id)
    actions.claim(number, act, version=version, item=item)
    assert WorkItem.objects.get(case_id=place.case(number).id, id=item).holder == giver.actor_id
    place.review(number, "civil")


def test_what_a_third_colleague_claimed_is_not_done_for_the_absent(place, number, colleague):
    third = a_clerk(place.organs["civil"], "officer")[0]
    other = place.submit()
    place.accept(other.number)
    a_proxy(place.people["civil"], colleague, on=place.today())
    state = load(*parsed_number(other.number))
    (post,) = posts_of(third, on=place.today())
    item = next(one for one in state.items.values() if one.post == post.pk)
    version = state.rounds[item.round].version
    actions.claim(other.number, place.act(third), version=version, item=item.id)
    assert code(done_for, place, other.number, colleague) in {"case.claimed", "case.item_waits"}
