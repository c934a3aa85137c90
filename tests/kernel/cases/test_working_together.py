"""认领、派单、委派、加签、减签、票签、依次审批、联审会议: who works on a step, and what never moves by it."""

import pytest

from builders.cases import a_place
from builders.identity import a_clerk, an_act, an_organ
from builders.joint import (
    a_joint_place,
    at_joint,
    code,
    inbox,
    item_of,
    round_at,
    say,
    state_of,
    with_it,
)
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Joining, Minutes
from tongban.kernel.cases.lists import inbox_count
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.actions import appoint, dismiss

pytestmark = pytest.mark.django_db


VOTED = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
    '<process id="p"><startEvent id="start"/>'
    '<userTask id="accept" name="受理" t:act="accept" t:performer="window"/>'
    '<userTask id="decide" name="票决" t:act="decide" t:performer="leader" t:rule="vote" t:quota="2/3" t:unit="post"/>'
    '<endEvent id="end"/><sequenceFlow id="f1" sourceRef="start" targetRef="accept"/>'
    '<sequenceFlow id="f2" sourceRef="accept" targetRef="decide"/><sequenceFlow id="f3" sourceRef="decide" targetRef="end"/>'
    "</process></definitions>"
)


def joint(place, number):
    return round_at(place, number, "joint")


def states(place, number, node="joint"):
    """The items of the node's last round: who has them, of what kind, and how they stand."""
    round_ = round_at(place, number, node)
    organs = {organ.pk: name for name, organ in place.organs.items()}
    return [
        (organs.get(one.organ, "?"), one.kind, one.state)
        for one in state_of(place, number).items.values()
        if one.round == round_.id
    ]


@pytest.fixture
def place():
    return a_joint_place()


@pytest.fixture
def number(place):
    return at_joint(place)


# 会签、或签、票签、依次审批


def test_all_sign_and_the_first_refusal_ends_it(place, number):
    say(place, number, "civil")
    say(place, number, "police")
    assert joint(place, number).state == "open"
    say(place, number, "fire", "refused", "不符合消防要求")
    assert joint(place, number).outcome == "failed"


def test_a_vote_passes_with_its_quota_and_leaves_the_others_out():
    place = a_joint_place('t:rule="vote" t:quota="2/3"')
    number = at_joint(place)
    say(place, number, "civil")
    say(place, number, "police")
    assert joint(place, number).outcome == "passed"
    assert states(place, number)[2] == ("fire", "main", "not_needed")
    assert handled_by(place.people["fire"], on=place.today()).count() == 0


def test_weights_and_a_veto_count_as_the_flow_says():
    place = a_joint_place('t:rule="vote" t:quota=">1/2" t:weights="civil:3" t:veto="fire"')
    number = at_joint(place)
    assert joint(place, number).need == 3
    say(place, number, "civil")
    assert joint(place, number).state == "open", "the veto is still out"
    say(place, number, "fire", "refused", "消防不合格")
    assert joint(place, number).outcome == "failed"


def test_where_all_must_agree_nobody_abstains(place, number):
    assert code(say, place, number, "civil", "abstained", "") == "case.outcome"


def test_in_a_vote_who_abstains_helps_nobody():
    voting = a_joint_place('t:rule="vote" t:quota="2/3"')
    other = at_joint(voting)
    say(voting, other, "civil", "abstained", "")
    say(voting, other, "police")
    assert joint(voting, other).state == "open"
    say(voting, other, "fire", "abstained", "")
    assert joint(voting, other).outcome == "failed"


def test_one_after_another_each_waits_for_his_turn():
    place = a_joint_place('t:order="one-by-one"')
    number = at_joint(place)
    assert inbox(place, place.people["police"]) == []
    assert code(say, place, number, "police") == "case.item_waits"
    say(place, number, "civil")
    assert inbox(place, place.people["police"]) == [number]
    say(place, number, "police")
    say(place, number, "fire")
    assert joint(place, number).outcome == "passed"


def test_in_turn_a_refusal_ends_it_before_the_others_are_asked():
    place = a_joint_place('t:order="one-by-one"')
    number = at_joint(place)
    say(place, number, "civil", "refused", "材料不实")
    assert joint(place, number).outcome == "failed"
    assert inbox(place, place.people["police"]) == []


def test_where_posts_vote_each_person_of_an_organ_has_his_own_voice():
    place = a_joint_place('t:unit="post"')
    second = a_clerk(place.organs["civil"], "officer")[0]
    number = at_joint(place)
    assert joint(place, number).need == 4
    say(place, number, "civil")
    say(place, number, second)
    assert handled_by(second, on=place.today()).count() == 1


# 认领、取消认领、派单


def test_who_claims_a_step_keeps_the_others_of_his_organ_off_it(place):
    second = a_clerk(place.organs["civil"], "officer")[0]
    number = at_joint(place)
    with_it(
        place,
        "claim",
        number,
        item_of(place, number, "joint", place.people["civil"]),
        place.people["civil"],
    )
    assert inbox(place, second) == []
    assert code(say, place, number, second) == "case.item_waits"
    with_it(
        place,
        "release",
        number,
        item_of(place, number, "joint", place.people["civil"]),
        place.people["civil"],
    )
    assert inbox(place, second) == [number]
    say(place, number, second)
    assert states(place, number)[0] == ("civil", "main", "not_needed")


def test_who_shares_the_post_cannot_do_what_another_claimed(place):
    person, post = a_clerk(place.organs["civil"], "officer")

    sharer = a_clerk(an_organ("档案局"), "officer")[0]
    appoint(sharer.pk, an_act(), post_id=post.pk)
    number = at_joint(place)
    item = item_of(place, number, "joint", person)
    with_it(place, "claim", number, item, person)
    for verb, more in (("complete", {"outcome": "agreed", "opinion": ""}), ("claim", {})):
        assert code(with_it, place, verb, number, item, sharer, **more) == "case.claimed"
    assert code(with_it, place, "release", number, item, sharer) == "case.not_claimed"


def test_what_was_claimed_by_somebody_who_left_is_released_by_who_has_the_post():
    place = a_joint_place()
    person, post = a_clerk(place.organs["civil"], "officer")
    number = at_joint(place)
    with_it(place, "claim", number, item_of(place, number, "joint", person), person)
    heir = a_clerk(an_organ("档案局"), "officer")[0]
    appoint(heir.pk, an_act(on=place.today()), post_id=post.pk)
    item = item_of(place, number, "joint", heir)
    assert inbox_count(heir, on=place.today()) == 1
    assert code(with_it, place, "release", number, item, heir) == "case.not_claimed"
    dismiss(person.pk, an_act(on=place.today()), post_id=post.pk, on=place.today())
    with_it(place, "release", number, item, heir)
    say(place, number, heir)
    assert handled_by(heir, on=place.today()).count() == 1


def test_neither_an_answer_nor_handing_out_is_taken_back(place, number):
    helper = a_clerk(an_organ("司法局"), "officer")[0]
    added(place, number, "before", helper)
    item = item_of(place, number, "joint", helper)
    with_it(place, "answer", number, item, helper, opinion="无意见")
    act, version = place.act(helper), place.case(number).n
    wish = {"version": version, "item": item.id, "reason": "写错"}
    assert code(actions.take_back, number, act, **wish) == "case.went_on"


def test_who_was_added_and_took_his_vote_back_cannot_let_himself_go(place, number):
    other = a_clerk(an_organ("交通局"), "officer")[0]
    added(place, number, "beside", other)
    say(place, number, other)
    item = item_of(place, number, "joint", other)
    wish = {"version": place.case(number).n, "item": item.id, "reason": "写错"}
    actions.take_back(number, place.act(other), **wish)
    assert code(removed, place, number, other, by=other) == "case.not_found"
    removed(place, number, other)
    assert joint(place, number).need == 3


def test_a_step_that_must_be_claimed_is_not_done_before():
    place = a_joint_place('t:hand="claim"')
    number = at_joint(place)
    assert code(say, place, number, "civil") == "case.claim_first"
    with_it(
        place,
        "claim",
        number,
        item_of(place, number, "joint", place.people["civil"]),
        place.people["civil"],
    )
    say(place, number, "civil")
    assert states(place, number)[0] == ("civil", "main", "done")


DISPATCH = 't:hand="dispatch" t:dispatcher="leader"'


def dispatched(place, number, *people, by="leader"):
    item = item_of(place, number, "joint", place.people[by])
    with_it(
        place, "assign", number, item, place.people[by], people=[one.actor_id for one in people]
    )


def test_work_is_given_to_one_person_by_who_hands_it_out():
    place = a_joint_place(DISPATCH)
    number = at_joint(place)
    assert inbox(place, place.people["civil"]) == []
    assert inbox(place, place.people["leader"]) == [number]
    both = (place.people["civil"], place.people["police"])
    assert code(dispatched, place, number, *both) == "case.assign_to"
    assert code(dispatched, place, number, place.people["window"]) == "case.cannot_assign"
    for who in ("civil", "police"):
        dispatched(place, number, place.people[who])
        assert inbox(place, place.people["leader"]) == [number], "others wait for their work"
    dispatched(place, number, place.people["fire"])
    assert inbox(place, place.people["leader"]) == []
    say(place, number, "civil")
    assert handled_by(place.people["civil"], on=place.today()).count() == 1


def test_what_was_given_and_released_goes_back_to_who_hands_it_out():
    place = a_joint_place(DISPATCH)
    number = at_joint(place)
    dispatched(place, number, place.people["civil"])
    item = item_of(place, number, "joint", place.people["civil"])
    with_it(place, "release", number, item, place.people["civil"])
    assert inbox(place, place.people["civil"]) == []
    assert inbox(place, place.people["leader"]) == [number]
    dispatched(place, number, place.people["civil"])
    say(place, number, "civil")


def test_a_pool_is_chosen_and_then_claimed():
    place = a_joint_place('t:hand="dispatch-claim" t:dispatcher="leader" t:rule="any"')
    number = at_joint(place)
    dispatched(place, number, place.people["civil"], place.people["police"])
    assert inbox(place, place.people["fire"]) == []
    assert code(say, place, number, "civil") == "case.claim_first"
    item = item_of(place, number, "joint", place.people["police"])
    with_it(place, "claim", number, item, place.people["police"])
    say(place, number, "police")
    assert joint(place, number).outcome == "passed"


def test_who_hands_out_work_decides_nothing_by_it_and_may_decide_later():
    place = a_joint_place('t:hand="dispatch" t:dispatcher="leader" t:rule="any"')
    number = at_joint(place)
    item = item_of(place, number, "joint", place.people["leader"])
    more = {"outcome": "agreed", "opinion": ""}
    assert code(with_it, place, "complete", number, item, place.people["leader"], **more)
    dispatched(place, number, place.people["civil"])
    say(place, number, "civil")
    place.decide(number)
    assert place.case(number).state == "decided"


# 委派、前加签、后加签、并加签、减签


def added(place, number, how, *people, by="civil", reason="请协助", **more):
    person = place.people[by] if isinstance(by, str) else by
    item = item_of(place, number, "joint", person)
    joining = Joining(how, tuple(one.actor_id for one in people), reason, **more)
    with_it(place, "add", number, item, person, joining=joining)


def test_a_delegated_step_comes_back_with_an_answer(place):
    helper = a_clerk(place.organs["civil"], "officer")[0]
    number = at_joint(place)
    before = place.case(number).promised_on
    added(place, number, "delegate", helper)
    assert code(say, place, number, "civil") == "case.item_waits"
    help_item = item_of(place, number, "joint", helper)
    assert (
        code(with_it, place, "complete", number, help_item, helper, outcome="agreed", opinion="")
        == "case.no_voice"
    )
    assert code(with_it, place, "answer", number, help_item, helper, opinion=" ") == "case.no_words"
    with_it(place, "answer", number, help_item, helper, opinion="已核实，情况属实。")
    say(place, number, "civil")
    assert states(place, number)[0] == ("civil", "main", "done")
    assert handled_by(helper, on=place.today()).count() == 1
    assert place.case(number).promised_on == before


def test_one_delegates_to_one_colleague_only(place, number):
    other = a_clerk(place.organs["civil"], "officer")[0]
    third = a_clerk(place.organs["civil"], "leader")[0]
    assert code(added, place, number, "delegate", place.people["police"]) == "case.cannot_join"
    assert code(added, place, number, "delegate", other, third) == "case.delegate_to_one"
    assert code(added, place, number, "delegate", third, reason=" ") == "case.no_words"
    assert code(added, place, number, "delegate") == "case.joining"


def test_several_answer_before_one_decides(place, number):
    first, second = (a_clerk(an_organ(name), "officer")[0] for name in ("司法局", "审计局"))
    added(place, number, "before", first, second)
    with_it(
        place, "answer", number, item_of(place, number, "joint", first), first, opinion="合法。"
    )
    assert code(say, place, number, "civil") == "case.item_waits"
    with_it(
        place, "answer", number, item_of(place, number, "joint", second), second, opinion="无意见。"
    )
    say(place, number, "civil")


def test_who_was_added_after_must_agree_before_the_step_is_over(place, number):
    boss = a_clerk(place.organs["civil"], "officer")[0]
    for who in ("police", "fire"):
        say(place, number, who)
    added(place, number, "after", boss, opinion="拟同意")
    assert joint(place, number).state == "open"
    assert states(place, number)[0] == ("civil", "main", "done")
    say(place, number, boss)
    assert joint(place, number).outcome == "passed"


def test_who_was_added_after_can_fail_the_step(place, number):
    boss = a_clerk(place.organs["civil"], "officer")[0]
    added(place, number, "after", boss)
    say(place, number, boss, "refused", "不同意")
    assert joint(place, number).outcome == "failed"


def test_the_circle_is_enlarged_and_the_need_with_it(place, number):
    other = a_clerk(an_organ("交通局"), "officer")[0]
    assert joint(place, number).need == 3
    added(place, number, "beside", other)
    assert joint(place, number).need == 4
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    assert joint(place, number).state == "open"
    say(place, number, other)
    assert joint(place, number).outcome == "passed"


def test_a_quota_is_reckoned_anew_when_the_circle_grows_and_shrinks():
    place = a_joint_place('t:rule="vote" t:quota="2/3"')
    number = at_joint(place)
    one, two, three = (a_clerk(an_organ(name), "officer")[0] for name in ("甲局", "乙局", "丙局"))
    added(place, number, "beside", one, two, three)
    assert joint(place, number).need == 4
    removed(place, number, one, two)
    assert joint(place, number).need == 3


def test_beside_an_organ_nobody_of_it_or_of_another_in_the_round_is_added(place, number):
    for name in ("civil", "police"):
        colleague = a_clerk(place.organs[name], "officer")[0]
        assert code(added, place, number, "beside", colleague) == "case.cannot_join"


def test_nobody_votes_twice_from_two_posts(place, number):
    post = a_clerk(an_organ("交通局"), "officer")[1]
    appoint(place.people["police"].pk, an_act(on=place.today()), post_id=post.pk)
    assert code(added, place, number, "beside", place.people["police"]) == "case.cannot_join"


def test_who_writes_his_own_id_in_another_way_is_nobody(place, number):
    post = a_clerk(an_organ("交通局"), "officer")[1]
    civil = place.people["civil"]
    appoint(civil.pk, an_act(on=place.today()), post_id=post.pk)
    item = item_of(place, number, "joint", civil)
    joining = Joining("beside", (f"person/0{civil.pk}",), "请会签")
    assert code(with_it, place, "add", number, item, civil, joining=joining) == "case.cannot_join"


def test_a_quota_above_all_votes_asks_for_all_of_them():
    place = a_joint_place('t:rule="vote" t:quota="5"')
    number = at_joint(place)
    say(place, number, "civil")
    assert joint(place, number).state == "open"
    say(place, number, "police")
    say(place, number, "fire")
    assert joint(place, number).outcome == "passed"


def test_a_refusal_by_vote_has_the_reasons_of_those_who_refused():
    place = a_place("civil", flow=VOTED)
    second, third = (a_clerk(place.bureau, "leader")[0] for _ in range(2))
    number = place.accepted()
    for who, outcome, words in ((second, "refused", "面积不符"), (third, "abstained", "")):
        item = item_of(place, number, "decide", who)
        with_it(place, "decide", number, item, who, outcome=outcome, reasons=words)
    assert place.case(number).outcome == "refused"
    assert place.content(number, place.last(number, "case.decided")["reasons"]["content"]) == {
        "text": "面积不符"
    }


def test_beside_is_nothing_where_one_is_enough():
    place = a_joint_place('t:rule="any"')
    number = at_joint(place)
    other = a_clerk(an_organ("交通局"), "officer")[0]
    assert code(added, place, number, "beside", other) == "case.beside_any"


def test_who_was_added_adds_nobody(place, number):
    other, third = (a_clerk(an_organ(name), "officer")[0] for name in ("交通局", "水利局"))
    added(place, number, "beside", other)
    assert code(added, place, number, "beside", third, by=other) == "case.added_adds"


@pytest.mark.parametrize(
    "who", ["oneself", "in it already", "the applicant", "no power", "another county"]
)
def test_nobody_joins_who_may_not(place, number, who):
    people = {
        "oneself": lambda: place.people["civil"],
        "in it already": lambda: place.people["police"],
        "the applicant": lambda: place.citizen,
        "no power": lambda: a_clerk(an_organ("交通局"), "supervisor")[0],
        "another county": lambda: a_clerk(an_organ("外县局", division="511623"), "officer")[0],
    }
    assert code(added, place, number, "beside", people[who]()) == "case.cannot_join"


def test_acceptance_is_signed_by_one_alone(place):
    number = place.submit().number
    item, version = place.open(number, "accept")
    other = a_clerk(place.hall, "window")[0]
    for how in ("after", "beside"):
        wish = {
            "version": version,
            "item": item,
            "joining": Joining(how, (other.actor_id,), "请看"),
        }
        act = place.act(place.people["window"])
        assert code(actions.add, number, act, **wish) == "case.accepts_alone"


def removed(place, number, *people, by="civil", reason="不再需要"):
    person = place.people[by] if isinstance(by, str) else by
    items = [item_of(place, number, "joint", one).id for one in people]
    version = joint(place, number).version
    actions.remove(number, place.act(person), version=version, items=items, reason=reason)


def test_who_added_takes_away_and_only_who_has_not_acted(place, number):
    one, two = (a_clerk(an_organ(name), "officer")[0] for name in ("交通局", "水利局"))
    added(place, number, "beside", one, two)
    say(place, number, one)
    assert code(removed, place, number, one) == "case.acted"
    assert code(removed, place, number, two, by="police") == "case.not_found"
    assert code(removed, place, number, two, reason="") == "case.no_words"
    removed(place, number, two)
    assert joint(place, number).need == 4
    assert ("?", "beside", "removed") in states(place, number)
    assert inbox(place, two) == []


def test_the_leader_of_the_organ_takes_away_too(place, number):
    other, head = (
        a_clerk(an_organ("交通局"), "officer")[0],
        a_clerk(place.organs["civil"], "leader")[0],
    )
    added(place, number, "beside", other)
    removed(place, number, other, by=head)
    assert joint(place, number).need == 3


def test_what_the_flow_named_cannot_be_taken_away(place, number):
    assert code(removed, place, number, place.people["police"], by="civil") == "case.not_found"


def test_a_helper_taken_away_gives_the_step_back(place, number):
    other = a_clerk(an_organ("司法局"), "officer")[0]
    added(place, number, "before", other)
    removed(place, number, other)
    say(place, number, "civil")


def test_in_turn_the_next_may_act_once_who_was_added_is_taken_away():
    place = a_joint_place('t:order="one-by-one"')
    number = at_joint(place)
    other = a_clerk(an_organ("交通局"), "officer")[0]
    added(place, number, "beside", other)
    say(place, number, "civil")
    assert inbox(place, place.people["police"]) == []
    removed(place, number, other)
    assert inbox(place, place.people["police"]) == [number]


def test_the_last_who_is_taken_away_lets_the_step_end(place, number):
    other = a_clerk(an_organ("交通局"), "officer")[0]
    added(place, number, "beside", other)
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    removed(place, number, other)
    assert joint(place, number).outcome == "passed"


def test_all_that_was_added_ends_with_the_step(place, number):
    other = a_clerk(an_organ("司法局"), "officer")[0]
    added(place, number, "before", other)
    say(place, number, "police", "refused", "不同意")
    assert joint(place, number).outcome == "failed"
    assert inbox(place, other) == []
    assert list(differences()) == []


# 联审会议


def met(place, number, by="civil", **more):
    item = item_of(place, number, "joint", place.people[by])
    given = {"outcome": "agreed", "text": "会议一致同意。", **more}
    with_it(place, "meet", number, item, place.people[by], minutes=Minutes(**given))


def test_a_meeting_takes_the_place_of_the_single_opinions(place, number):
    say(place, number, "police")
    absent, said = place.organs["fire"].pk, place.organs["police"].pk
    met(place, number, absent=(absent,), opinions={said: "无异议"})
    assert joint(place, number).outcome == "passed"
    held = place.last(number, "round.met")
    assert held["absent"] == [absent]
    kept = place.content(number, held["minutes"]["content"])
    assert kept["opinions"] == [{"organ": said, "words": "无异议"}]
    assert handled_by(place.people["fire"], on=place.today()).count() == 0
    assert list(differences()) == []


def test_the_organ_in_the_lead_records_it_and_what_it_records_fits(place, number):
    assert code(met, place, number, "police") == "case.not_in_the_lead"
    assert code(met, place, number, text=" ") == "case.no_words"
    assert code(met, place, number, outcome="abstained") == "case.outcome"
    assert code(met, place, number, absent=(place.organs["civil"].pk,)) == "case.meeting_organs"
    assert code(met, place, number, absent=(place.hall.pk,)) == "case.meeting_organs"
    fire = place.organs["fire"].pk
    assert code(met, place, number, absent=(fire,), opinions={fire: "无"}) == "case.meeting_organs"


def test_who_was_taken_away_is_no_organ_of_the_meeting(place):
    number = place.accepted()
    item, version = place.open(number, "survey")
    survey, other = place.people["survey"], a_clerk(an_organ("交通局"), "officer")[0]
    joining = Joining("beside", (other.actor_id,), "请会签")
    actions.add(number, place.act(survey), version=version, item=item, joining=joining)
    row = item_of(place, number, "survey", other)
    version = round_at(place, number, "survey").version
    actions.remove(number, place.act(survey), version=version, items=[row.id], reason="不再需要")
    wish = {"version": round_at(place, number, "survey").version, "item": item}
    act = place.act(survey)
    told = code(actions.meet, number, act, **wish, minutes=Minutes("agreed", "一致同意。"))
    assert told == "case.no_meeting"


def test_one_organ_alone_holds_no_meeting(place):
    number = place.accepted()
    item, version = place.open(number, "survey")
    wish = {"version": version, "item": item, "minutes": Minutes("agreed", "一致同意。")}
    assert (
        code(actions.meet, number, place.act(place.people["survey"]), **wish) == "case.no_meeting"
    )


def test_a_meeting_can_refuse(place, number):
    met(place, number, outcome="refused", text="不具备条件。")
    assert joint(place, number).outcome == "failed"
