"""来件登记: a case waits for a message, which somebody with a right notes once; it goes by what the message says."""

import pytest
from django.utils.translation import override

from builders.cases import a_place
from builders.joint import code, state_of
from builders.waiting import ORGANS, RACE, REPLY, TOLD, edge, message, review, waiting
from tongban.kernel.cases import actions
from tongban.kernel.cases.awaiting import awaited
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.verify import differences
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.dossiers import parts_fault

pytestmark = pytest.mark.django_db


def surveyed(flow):
    place = a_place(*ORGANS, flow=flow)
    number = place.accepted()
    place.review(number, "survey")
    return place, number


def opened(place, number):
    """The nodes at which a round of the flow is open."""
    rounds = state_of(place, number).rounds.values()
    return sorted(one.node for one in rounds if one.state == "open" and one.token > 0)


def note(place, number, event="reply", words="复函收悉。", **more):
    facts = more.pop("facts", {})
    return place.on("note_message", number, message=event, words=words, facts=facts, **more)


def test_a_case_waits_for_a_message_and_goes_by_what_it_says():
    place, number = surveyed(REPLY)
    assert opened(place, number) == []
    (one,) = awaited(state_of(place, number), flow_of(place.version))
    assert (one.name, one.timer) == ("等待复函", None)
    note(place, number, "消防部门复函", facts={"result": "合格", "area": 80})
    assert opened(place, number) == ["decide"]
    place.decide(number)
    assert place.case(number).outcome == "granted"
    assert list(differences()) == []


@pytest.mark.parametrize(
    "facts",
    [{}, {"result": "不合格", "area": 80}, {"result": "合格", "area": 50}, {"result": "合格"}],
)
def test_what_the_message_does_not_say_leads_the_other_way(facts):
    place, number = surveyed(REPLY)
    note(place, number, facts=facts)
    assert opened(place, number) == ["police"]


def test_what_a_message_said_is_kept_sealed_and_the_log_has_its_digest_alone():
    place, number = surveyed(REPLY)
    note(place, number, words="消防验收合格。", facts={"result": "合格"})
    came = place.last(number, "flow.message_came")
    assert came.keys() == {"token", "node", "name", "message"}
    kept = place.content(number, came["message"]["content"])
    assert kept == {"node": "reply", "text": "消防验收合格。", "facts": [["result", "合格"]]}
    assert place.records(number)[-1].by == place.people["officer"].actor_id


def test_what_has_no_name_is_called_in_the_log_in_chinese_whoever_is_at_the_screen():
    place, number = surveyed(TOLD.replace('name="新证据"', ""))
    with override("en"):
        note(place, number, "new")
    assert place.last(number, "flow.message_came")["name"] == "收到来件"
    words = place.content(number, place.last(number, "case.circulated")["words"]["content"])
    assert words["text"] == "环节“civil”已终止：收到来件。您的待办随之关闭，无需再办。"


def test_the_same_message_under_the_same_key_is_answered_as_the_first():
    place, number = surveyed(REPLY)
    version = place.case(number).n
    given = {"version": version, "message": "reply", "words": "复函收悉。", "facts": {}}
    first = actions.note_message(number, place.act(place.people["officer"], key="m1"), **given)
    again = actions.note_message(number, place.act(place.people["officer"], key="m1"), **given)
    assert first == again
    assert place.types(number).count("flow.message_came") == 1
    other = {**given, "words": "另一件。"}
    act = place.act(place.people["officer"], key="m1")
    assert code(actions.note_message, number, act, **other) == "case.key"


def test_a_message_for_which_nobody_waits_is_refused():
    place, number = surveyed(REPLY)
    assert code(note, place, number, "something") == "case.message_not_awaited"
    note(place, number)
    assert code(note, place, number) == "case.message_not_awaited"
    place.on("withdraw", number, by=place.citizen, reason="")
    assert code(note, place, number) == "case.ended"


def test_who_does_not_lead_the_case_notes_no_message():
    place, number = surveyed(REPLY)
    for who in ("survey", "police"):
        assert code(note, place, number, by=place.people[who]) == "case.not_found"
    assert code(note, place, number, by=place.citizen) == "case.not_found"
    note(place, number, by=place.people["window"])
    assert opened(place, number) == ["police"]


def test_a_message_says_something_and_brings_a_few_plain_facts_at_most():
    place, number = surveyed(REPLY)
    assert code(note, place, number, words="  ") == "case.no_words"
    many = {f"fact{each}": 1 for each in range(51)}
    for facts in (many, {"": 1}, {"x" * 101: 1}, {"x": "长" * 2001}):
        assert code(note, place, number, facts=facts) == "case.message_facts"
    assert opened(place, number) == []


def test_who_saw_an_older_state_of_the_case_notes_nothing():
    place, number = surveyed(REPLY)
    version = place.case(number).n
    place.on("urge", number, by=place.citizen)
    act = place.act(place.people["officer"])
    given = {"message": "reply", "words": "复函", "facts": {}}
    assert code(actions.note_message, number, act, version=version, **given) == "case.stale"


def test_of_a_message_and_a_time_the_first_takes_the_other_away():
    place, number = surveyed(RACE)
    note(place, number)
    assert opened(place, number) == ["decide"]
    assert [one.state for one in state_of(place, number).timers.values() if one.node] == ["dropped"]
    place, number = a_second(place)
    place.wait(days=30)
    assert code(note, place, number) == "case.stale"
    place.sweep()
    assert opened(place, number) == ["police"]
    assert code(note, place, number) == "case.message_not_awaited"
    assert list(differences()) == []


def a_second(place):
    number = place.accepted()
    place.review(number, "survey")
    return place, number


def test_a_message_that_interrupts_takes_the_step_away_and_its_people_are_told():
    place, number = surveyed(TOLD)
    note(place, number, "new", "第三方提交新证据。")
    assert opened(place, number) == ["survey"]
    (reading,) = [one for one in state_of(place, number).rounds.values() if one.act == "read"]
    words = place.content(number, place.last(number, "case.circulated")["words"]["content"])
    assert (reading.state, words["text"][:17]) == ("open", "环节“civil”已终止：新证据。")
    place.review(number, "survey")
    place.review(number, "civil")
    place.decide(number)
    assert place.case(number).closed_at is not None
    assert list(differences()) == []


def test_messages_beside_a_step_open_a_branch_each_and_the_step_goes_on():
    place, number = surveyed(TOLD)
    note(place, number, "举报线索", "第一条线索。")
    note(place, number, "举报线索", "第二条线索。")
    assert opened(place, number) == ["civil", "police", "police"]
    place.review(number, "civil")
    assert code(note, place, number, "举报线索") == "case.message_not_awaited"
    place.decide(number)
    assert place.case(number).closed_at is None
    for round_ in [one for one in state_of(place, number).rounds.values() if one.node == "police"]:
        item = next(x for x in state_of(place, number).items.values() if x.round == round_.id)
        given = {"item": item.id, "version": round_.version, "outcome": "agreed", "opinion": "已核"}
        actions.complete(number, place.act(place.people["police"]), **given)
    assert place.case(number).closed_at is not None
    assert list(differences()) == []


SILENT = waiting("survey decide", review("survey"), edge("m", "survey", message()), more=("m end",))
BOUND = {
    name: {"organ": at, "duty": "officer"}
    for at, name in enumerate(("window", "leader", *ORGANS), 1)
}


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        (SILENT, "line 1, m: it ends the case with nothing decided"),
        (
            REPLY.replace("messageEvent", "signalEvent"),
            "line 1, reply: nobody sends a case a signal",
        ),
    ],
)
def test_a_message_that_would_end_the_case_and_a_signal_are_refused_at_publication(flow, reason):
    given = {"name": "甲", "power_type": 7, "organ_id": 1, "level": 4, "performers": BOUND}
    refusal = parts_fault(Content(**given, flow=flow))
    assert refusal is not None
    assert reason in refusal.facts["reasons"]
    for carried in (REPLY, RACE, TOLD):
        assert parts_fault(Content(**given, flow=carried)) is None
