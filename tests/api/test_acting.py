"""Programs act on cases by the verbs of the kernel, on what they saw, once."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from builders.api import a_program
from builders.cases import ANSWERS, a_licence, a_place
from builders.checkers import ledger_checker
from builders.identity import an_act, an_organ
from tongban.api.moments import now, today
from tongban.kernel.identity.actions import NewMandate, grant
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.queries.bundling import bundle
from tongban.kernel.ledger.queries.sealing import newest_seal, newest_seal_named, seal_key
from tongban.kernel.ledger.seals import shown

pytestmark = pytest.mark.django_db
TODAY = today().isoformat()


def a_case_at_a_window(*reviews):
    """A place, a program that holds the window's post with its mandate, and a case that it handed in."""
    place = a_place(*reviews)
    window = a_program(place.hall)
    (post,) = posts_of(window.person, on=today())
    plan = NewMandate(
        power=Power.ACCEPT, organ_id=place.bureau.pk, grounds="一窗受理委托书", post_id=post.pk
    )
    grant(plan, an_act())
    return place, window, window.submit(place).json()["number"]


def test_a_receipt_names_entry_and_seal_and_the_program_that_shares_no_code_finds_both():
    place, window, number = a_case_at_a_window()
    seal_waiting(now() - timedelta(seconds=1))
    kept = json.dumps(shown(newest_seal()))
    first = window.submit(place, key="wish-1").json()
    body = {"item": window.task(number), "happened": TODAY}
    accepted = window.act(number, "accept", body).json()
    assert first["seal"] == accepted["seal"] == newest_seal_named()
    seal_waiting(now())
    assert window.submit(place, key="wish-1").json() == first
    streams = [f"case/{number}", f"case/{first['number']}"]
    made = json.loads(json.dumps(bundle(511602, streams, case=None)))
    assert {first["hash"], accepted["hash"]} <= {each["hash"] for each in made["proofs"]}
    assert ledger_checker().bundle_faults(made, seal_key(), kept) == []


def test_programs_take_a_case_all_its_way():
    place, window, number = a_case_at_a_window("civil")
    civil = a_program(place.organs["civil"], "officer")
    leader = a_program(place.bureau, "leader")
    officer = a_program(place.bureau, "officer")
    body = {"item": window.task(number), "happened": TODAY}
    assert window.act(number, "accept", body).status_code == 200
    opinion = {"item": civil.task(number), "outcome": "agreed", "opinion": "同意"}
    assert civil.act(number, "complete", opinion).status_code == 200
    decision = {"item": leader.task(number), "outcome": "agreed"}
    assert leader.act(number, "decide", decision).status_code == 200
    proof = {"mode": "window", "happened": TODAY, "recipient": "张三丰"}
    answer = officer.act(number, "deliver", proof)
    assert answer.status_code == 200
    assert officer.get(f"cases/{number}").json()["state"] == "delivered"
    assert answer["ETag"] == officer.get(f"cases/{number}")["ETag"]


def test_what_is_missing_is_asked_for_and_supplied():
    _place, window, number = a_case_at_a_window()
    points = [{"key": "income", "what": "收入证明缺盖章", "how": "到单位盖章"}]
    asked = window.act(
        number, "request_supplement", {"item": window.task(number), "points": points}
    )
    assert asked.status_code == 200
    supplied = window.act(number, "supplement", {"values": ANSWERS, "happened": TODAY})
    assert supplied.status_code == 200, supplied.json()
    types = [event["type"] for event in window.get(f"cases/{number}").json()["events"]]
    assert "case.supplement_requested" in types
    assert "case.supplemented" in types


def test_a_refusal_of_the_kernel_is_said_with_its_code_and_nothing_happens():
    _place, window, number = a_case_at_a_window()
    before = window.get(f"cases/{number}")["ETag"]
    late = (today() + timedelta(days=1)).isoformat()
    answer = window.act(number, "accept", {"item": window.task(number), "happened": late})
    assert (answer.status_code, answer.json()["code"]) == (422, "case.day")
    assert window.get(f"cases/{number}")["ETag"] == before


def test_what_was_seen_must_be_said_and_must_still_be_so():
    _place, window, number = a_case_at_a_window()
    body = {"item": window.task(number), "words": "请带身份证"}
    old = window.get(f"cases/{number}")["ETag"]
    assert window.act(number, "pre_review", body, match="").status_code == 428
    for wrong in ('"1-0000000000000000"', "*", "x", f"W/{old}"):
        assert window.act(number, "pre_review", body, match=wrong).status_code == 412
    assert window.act(number, "pre_review", body, match=old).status_code == 200
    assert window.act(number, "pre_review", body, match=old).status_code == 412


@pytest.mark.parametrize("verb", ["pre_review", "accept"])
def test_a_repeated_key_gets_the_first_answer_and_another_wish_none(verb):
    _place, window, number = a_case_at_a_window()
    old = window.get(f"cases/{number}")["ETag"]
    item = window.task(number)
    more = {"words": "请带身份证"} if verb == "pre_review" else {"happened": TODAY}
    first = window.act(number, verb, {"item": item, **more}, match=old, key="wish-2")
    again = window.act(number, verb, {"item": item, **more}, match=old, key="wish-2")
    assert (again.status_code, again.json()) == (200, first.json())
    nothing = '"0-0000000000000000"'
    unseen = window.act(number, verb, {"item": item, **more}, match=nothing, key="wish-2")
    assert (unseen.status_code, unseen.json()["code"]) == (412, "api.changed")
    other = window.act(number, verb, {"item": item + 1, **more}, match=old, key="wish-2")
    assert (other.status_code, other.json()["code"]) == (409, "case.key")


@pytest.mark.django_db(transaction=True)
def test_of_four_threads_that_saw_the_same_one_acts():
    _place, window, number = a_case_at_a_window()
    body = {"item": window.task(number), "words": "请带身份证"}
    old, statuses, barrier = window.get(f"cases/{number}")["ETag"], [], Barrier(4)

    def remark():
        barrier.wait()
        statuses.append(window.act(number, "pre_review", body, match=old).status_code)
        connection.close()

    threads = [Thread(target=remark) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 412, 412, 412]


def test_the_item_of_another_post_looks_like_none():
    place, window, number = a_case_at_a_window("civil")
    leader = a_program(place.bureau, "leader")
    item, old = window.task(number), leader.get(f"cases/{number}")["ETag"]
    foreign = leader.act(number, "accept", {"item": item, "happened": TODAY}, match=old)
    missing = leader.act(number, "accept", {"item": 99, "happened": TODAY}, match=old)
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json() == missing.json()


def test_without_a_mandate_of_the_organ_a_window_does_not_accept():
    place = a_place()
    window = a_program(place.hall)
    number = window.submit(place).json()["number"]
    answer = window.act(number, "accept", {"item": window.task(number), "happened": TODAY})
    assert (answer.status_code, answer.json()["code"]) == (403, "case.no_mandate")


def test_a_case_of_a_foreign_organ_cannot_be_acted_on():
    _place, window, number = a_case_at_a_window()
    old = window.get(f"cases/{number}")["ETag"]
    answer = a_program(an_organ()).act(number, "pause", pause(), match=old)
    assert (answer.status_code, answer.json()["code"]) == (404, "api.not_found")


def test_the_clock_stops_on_a_ground_of_the_law_and_on_no_other():
    place = a_licence()
    number = place.accepted()
    officer = a_program(place.bureau, "officer")
    assert officer.act(number, "pause", pause("holidays")).status_code == 422
    assert officer.act(number, "pause", pause()).status_code == 200
    assert officer.act(number, "resume", {"pause": 1}).status_code == 200


def pause(ground="expert_review"):
    until = (today() + timedelta(days=5)).isoformat()
    return {"ground": ground, "until": until, "reasons": "需专家评审"}
