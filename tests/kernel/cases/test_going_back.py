"""退回、撤回、跳转、催办、环节时限、空审批人: other ways than the flow's, and what they never touch."""

import pytest

from builders.cases import a_flow, a_place
from builders.identity import a_clerk, an_act
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
from builders.parties import a_citizen
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Back, Joining, Wish
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.desk import handled_by
from tongban.kernel.cases.story import story_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.identity.actions import dismiss
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.parties.actions import link_person

pytestmark = pytest.mark.django_db


def limits(place, number):
    case = place.case(number)
    return (
        case.promised_on,
        case.statutory_on,
        [(one.due_on, one.state) for one in place.limits(number)],
    )


@pytest.fixture
def place():
    return a_joint_place()


@pytest.fixture
def number(place):
    return at_joint(place)


# 退回到节点


def sent_back(
    place,
    number,
    node="survey",
    *,
    by="civil",
    at="joint",
    straight=False,
    reason="面积不符，请核实。",
):
    item = item_of(place, number, at, place.people[by])
    back = Back(node, straight, reason)
    with_it(place, "send_back", number, item, place.people[by], back=back)


def test_a_review_is_done_again_and_everything_open_at_the_step_ends(place, number):
    say(place, number, "police")
    before = limits(place, number)
    sent_back(place, number)
    assert round_at(place, number, "joint").outcome == "returned"
    assert inbox(place, place.people["fire"]) == []
    assert round_at(place, number, "survey").ordinal == 2
    assert limits(place, number) == before
    place.review(number, "survey")
    again = round_at(place, number, "joint")
    assert again.ordinal == 2
    assert [
        one.outcome for one in state_of(place, number).items.values() if one.round == again.id
    ] == ["", "", ""]
    assert list(differences()) == []


def test_straight_back_comes_to_who_sent_it_and_passes_the_steps_between_by(place, number):
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    sent_back(place, number, by="leader", at="decide", straight=True)
    place.review(number, "survey")
    assert round_at(place, number, "joint").ordinal == 1
    assert round_at(place, number, "decide").ordinal == 2
    place.decide(number)
    assert place.case(number).state == "decided"


@pytest.mark.parametrize("node", ["accept", "decide", "joint", "nowhere"])
def test_it_goes_back_only_to_a_review_that_was_passed(place, number, node):
    assert code(sent_back, place, number, node) == "case.no_way_back"


def test_sending_back_has_its_reasons_and_is_for_who_has_the_step(place, number):
    assert code(sent_back, place, number, reason=" ") == "case.no_words"
    item = item_of(place, number, "joint", place.people["civil"])
    more = {"back": Back("survey", straight=False, reason="理由")}
    assert (
        code(with_it, place, "send_back", number, item, place.people["police"], **more)
        == "case.not_found"
    )


def test_out_of_a_branch_the_other_branches_end_and_are_done_again():
    place = a_place("civil", "police")
    number = place.accepted()
    place.review(number, "civil")
    place.review(number, "police")
    item = item_of(place, number, "decide", place.people["leader"])
    wish = {"back": Back("civil", straight=False, reason="请重审")}
    assert (
        code(with_it, place, "send_back", number, item, place.people["leader"], **wish)
        == "case.no_way_back"
    )


def test_who_was_asked_before_the_decision_can_have_the_case_sent_back_to_him(place, number):
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    leader, survey = place.people["leader"], place.people["survey"]
    joining = Joining("before", (survey.actor_id,), "初审意见是否有补充")
    with_it(place, "add", number, item_of(place, number, "decide", leader), leader, joining=joining)
    with_it(
        place, "answer", number, item_of(place, number, "decide", survey), survey, opinion="有遗漏"
    )
    sent_back(place, number, by="leader", at="decide", straight=True)
    place.review(number, "survey")
    place.decide(number)
    assert place.case(number).state == "decided"


# 撤回


def taken_back(place, number, who, node, reason="填写有误"):
    person = place.people[who]
    item = item_of(place, number, node, person)
    version = place.case(number).n
    actions.take_back(number, place.act(person), version=version, item=item.id, reason=reason)


def test_one_takes_back_what_nobody_went_on_with(place):
    number = place.accepted()
    before = limits(place, number)
    place.review(number, "survey", "agreed", "写错了")
    taken_back(place, number, "survey", "survey")
    assert inbox(place, place.people["civil"]) == []
    assert inbox(place, place.people["survey"]) == [number]
    assert handled_by(place.people["survey"], on=place.today()).count() == 0
    assert round_at(place, number, "joint").state == "cancelled"
    assert limits(place, number) == before
    place.review(number, "survey", "agreed", "改好了")
    assert round_at(place, number, "joint").ordinal == 2
    assert list(differences()) == []


def test_a_vote_in_a_round_still_open_is_taken_back_alone(place, number):
    say(place, number, "civil")
    say(place, number, "police")
    taken_back(place, number, "civil", "joint")
    say(place, number, "fire")
    assert round_at(place, number, "joint").state == "open"
    say(place, number, "civil", "refused", "重新核对后不同意")
    assert round_at(place, number, "joint").outcome == "failed"


def test_what_others_went_on_with_stays(place, number):
    assert code(taken_back, place, number, "survey", "survey", " ") == "case.no_words"
    say(place, number, "civil")
    assert code(taken_back, place, number, "survey", "survey") == "case.went_on"
    for who in ("police", "fire"):
        say(place, number, who)
    assert code(taken_back, place, number, "fire", "joint") == "case.went_on"
    assert code(taken_back, place, number, "window", "accept") == "case.went_on"


def test_a_step_that_somebody_claimed_is_not_taken_away_from_him(place, number):
    item = item_of(place, number, "joint", place.people["civil"])
    with_it(place, "claim", number, item, place.people["civil"])
    assert code(taken_back, place, number, "survey", "survey") == "case.went_on"


def test_the_branches_that_met_stand_apart_again():
    place = a_place("civil", "police")
    number = place.accepted()
    place.review(number, "civil")
    place.review(number, "police")
    assert inbox(place, place.people["leader"]) == [number]
    taken_back(place, number, "police", "police")
    assert inbox(place, place.people["leader"]) == []
    assert round_at(place, number, "civil").ordinal == 1
    place.review(number, "police")
    place.decide(number)
    assert place.case(number).state == "decided"
    assert list(differences()) == []


# 跳转


def asked_jump(place, number, node, *, at="joint", by="officer", reason="原环节设置有误"):
    body = {"round": round_at(place, number, at).id, "node": node, "reason": reason}
    wish = Wish("jump", body)
    act = place.act(place.people[by])
    actions.ask(number, act, version=place.case(number).n, wish=wish)


def approved(place, number, outcome="agreed", words=""):
    state = state_of(place, number)
    round_ = next(
        one for one in state.rounds.values() if one.act == "approve" and one.state == "open"
    )
    item = next(one for one in state.items.values() if one.round == round_.id)
    act = place.act(place.people["leader"])
    actions.approve(number, act, version=round_.version, item=item.id, outcome=outcome, words=words)


def test_a_case_jumps_once_the_head_of_the_organ_agrees(place, number):
    before = limits(place, number)
    asked_jump(place, number, "decide")
    assert round_at(place, number, "joint").state == "open"
    approved(place, number)
    assert round_at(place, number, "joint").outcome == "left"
    assert inbox(place, place.people["civil"]) == []
    assert limits(place, number) == before
    place.decide(number)
    assert place.case(number).state == "decided"
    assert list(differences()) == []


def test_a_jump_refused_moves_nothing(place, number):
    asked_jump(place, number, "decide")
    approved(place, number, "refused", "按流程办理")
    assert round_at(place, number, "joint").state == "open"


@pytest.mark.parametrize("node", ["accept", "joint", "end", "nowhere"])
def test_a_jump_leads_to_a_review_or_a_decision(place, number, node):
    assert code(asked_jump, place, number, node) == "case.jump_to"


def test_a_jump_leaves_an_open_step_and_says_why(place, number):
    assert code(asked_jump, place, number, "decide", at="survey") == "case.jump_from"
    assert code(asked_jump, place, number, "decide", reason="") == "case.no_reasons"


# 催办


def urged(place, number, person, **more):
    actions.urge(number, place.act(person), version=place.case(number).n, **more)


def test_the_applicant_urges_once_a_day_and_no_limit_moves(place, number):
    before = limits(place, number)
    urged(place, number, place.citizen, words="请尽快办理")
    assert place.case(number).urged == 1
    assert code(urged, place, number, place.people["civil"]) == "case.urged_today"
    place.wait(days=1)
    urged(place, number, place.people["civil"])
    assert place.case(number).urged == 2
    assert limits(place, number) == before


def test_a_stranger_urges_nothing_and_nobody_what_is_decided(place, number):
    stranger = a_clerk(place.hall, "supervisor")[0]
    assert code(urged, place, number, stranger) == "case.not_found"
    for who in ("civil", "police", "fire"):
        say(place, number, who)
    place.decide(number)
    assert code(urged, place, number, place.citizen) == "case.ended"


# 环节时限


def test_a_step_that_is_late_reminds_each_working_day_and_decides_nothing():
    place = a_joint_place(first='t:limit="2wd"')
    number = place.accepted()
    before = limits(place, number)
    place.wait(days=14)
    assert place.sweep() == 1
    late = round_at(place, number, "survey")
    assert (late.late, late.state) == (1, "open")
    place.wait(days=3)
    place.sweep()
    assert round_at(place, number, "survey").late == 2
    assert limits(place, number) == before
    place.review(number, "survey")
    place.wait(days=10)
    place.sweep()
    assert round_at(place, number, "survey").late == 2
    assert list(differences()) == []


def test_a_late_step_keeps_the_day_by_which_it_was_due_while_it_reminds():
    place = a_joint_place(first='t:limit="2wd"')
    number = place.accepted()
    who = place.people["survey"]

    def step():
        case = case_by_number(number, who, on=place.today())
        return story_of(case, who, at=place.now).tasks[0]

    before = step()
    place.wait(days=14)
    place.sweep()
    assert (before.late, step().late, step().due) == (False, True, before.due)


def test_a_late_step_is_told_to_the_leaders_of_its_organ_where_the_flow_says_so():
    place = a_joint_place(first='t:limit="2wd" t:overdue="escalate"')
    head = a_clerk(place.organs["survey"], "leader")[0]
    number = place.accepted()
    place.wait(days=14)
    place.sweep()
    reading = [one for one in state_of(place, number).rounds.values() if one.act == "read"]
    assert [one.state for one in reading] == ["open"]
    item = next(one for one in state_of(place, number).items.values() if one.round == reading[0].id)
    assert item.post in {one.pk for one in posts_of(head, on=place.today())}


# 空审批人与本人回避


def nobody(place, who):
    for post in posts_of(place.people[who], on=place.today()):
        dismiss(place.people[who].pk, an_act(on=place.today()), post_id=post.pk, on=place.today())


def test_where_nobody_is_there_the_step_before_is_refused(place):
    nobody(place, "survey")
    number = place.submit().number
    assert code(place.accept, number) == "case.nobody"


def test_the_leader_stands_in_where_the_flow_says_so():
    place = a_joint_place(first='t:nobody="leader"')
    head = a_clerk(place.organs["survey"], "leader")[0]
    nobody(place, "survey")
    number = place.accepted()
    assert inbox(place, head) == [number]
    assert place.last(number, "round.opened")["stood_in"] == "leader"


def test_a_review_is_skipped_where_the_flow_says_so_and_the_log_tells():
    place = a_joint_place(first='t:nobody="skip"')
    nobody(place, "survey")
    number = place.accepted()
    assert place.last(number, "round.skipped")["node"] == "survey"
    assert round_at(place, number, "joint").state == "open"
    assert list(differences()) == []


def test_no_case_begins_or_ends_by_passing_a_review_over():
    place = a_place(
        "civil",
        flow=a_flow("civil").replace('t:performer="civil"', 't:performer="civil" t:nobody="skip"'),
    )
    nobody(place, "civil")
    number = place.accepted()
    place.decide(number)
    assert place.case(number).state == "decided"
    last = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d"><process id="p">'
        '<startEvent id="s"/><userTask id="one" t:act="review" t:performer="civil" t:nobody="skip"/><endEvent id="e"/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="one"/><sequenceFlow id="f2" sourceRef="one" targetRef="e"/>'
        "</process></definitions>"
    )
    ending = a_place(
        "land",
        order=2,
        hall="二厅",
        bureau="二局",
        flow=last.replace("civil", "land"),
        procedure="consultation",
        statutory="",
        promised="",
    )
    nobody(ending, "land")
    assert code(ending.submit) == "case.nobody"


def test_a_vacant_dispatcher_is_not_passed_over_with_the_review():
    hand = 't:hand="dispatch" t:dispatcher="leader" t:nobody="skip"'
    place = a_joint_place(first=hand)
    nobody(place, "leader")
    number = place.submit().number
    assert code(place.accept, number) == "case.nobody"


def test_the_applicant_is_never_his_own_approver():
    place = a_joint_place(first='t:nobody="leader"')
    head = a_clerk(place.organs["survey"], "leader")[0]
    party = a_citizen(order=3)
    link_person(party.pk, an_act(), person_id=place.people["survey"].pk)
    number = place.accepted(by=place.people["survey"], party=party.pk)
    assert inbox(place, head) == [number]
