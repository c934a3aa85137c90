"""Every operation × every client that must not get in: no key, an ended key, a missing scope, a foreign organ."""

import pytest

from builders.api import EVERYTHING, Program, a_program, an_application
from builders.cases import a_place
from builders.identity import an_act, an_organ
from builders.mirrors import a_guide
from builders.parties import an_identity_number
from builders.registers import KIND
from tongban.api.actions import end_client
from tongban.api.models import ClientKey
from tongban.api.rules import digest_of
from tongban.api.v1 import api
from tongban.kernel.cases.queries import query_code
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.papers.queries import papers_of

pytestmark = pytest.mark.django_db
NUMBER = {"number_kind": "identity-number", "number": an_identity_number(1)}
BODIES = {
    "find_party": NUMBER,
    "register_party": {"kind": "person", "name": "李四光", "number": an_identity_number(2)},
    "create_webhook": {"url": "https://receiver.example/", "types": ["case.decided"]},
    "accept_case": {"item": 1, "happened": "2026-02-13"},
    "decline_case": {"item": 1, "outcome": "not_needed", "reasons": "无需许可"},
    "request_supplement_case": {"item": 1, "points": [{"key": "x", "what": "缺件"}]},
    "receive_case": {"item": 1, "happened": "2026-02-13"},
    "mend_case": {"item": 1, "entries": {"applicant.income": 1}},
    "pre_review_case": {"item": 1, "words": "请带身份证"},
    "check_material_case": {"item": 1, "material": "x", "verdict": "same"},
    "complete_case": {"item": 1, "outcome": "agreed"},
    "fill_case": {"item": 1, "fields": {"office.finding": "情况属实"}},
    "decide_case": {"item": 1, "outcome": "agreed"},
    "approve_case": {"item": 1, "outcome": "agreed"},
    "transfer_case": {"item": 1, "to": "somebody", "reason": "出差"},
    "circulate_case": {"readers": ["somebody"]},
    "claim_case": {"item": 1},
    "release_case": {"item": 1},
    "assign_case": {"item": 1, "people": ["somebody"]},
    "add_case": {"item": 1, "how": "before", "people": ["somebody"], "reason": "会商"},
    "answer_case": {"item": 1, "opinion": "无意见"},
    "remove_case": {"items": [1], "reason": "不再需要"},
    "meet_case": {"item": 1, "outcome": "agreed", "minutes": "一致同意"},
    "send_back_case": {"item": 1, "node": "survey", "reason": "请核实"},
    "take_back_case": {"work_item": 1, "reason": "填写有误"},
    "urge_case": {},
    "apply_again_case": {},
    "ask_jump_case": {"round": 1, "node": "decide", "reason": "环节有误"},
    "note_reading_case": {"item": 1},
    "pause_case": {"ground": "testing", "until": "2026-03-01", "reasons": "检测"},
    "resume_case": {"pause": 1},
    "supplement_case": {"values": {}, "happened": "2026-02-13"},
    "withdraw_case": {},
    "deliver_case": {"mode": "window", "happened": "2026-02-13"},
    "ask_extension_case": {"days": 5, "reason": "案情复杂"},
    "ask_termination_case": {"ground": "object_lost", "reason": "标的灭失"},
    "ask_correction_case": {"path": "applicant.name", "value": "张三", "reason": "笔误"},
    "ask_void_case": {"reason": "重复录入"},
    "ask_waiver_case": {"special": 1, "happened": "2026-02-13", "reason": "书面放弃"},
    "hear_case": {"words": "情况属实"},
    "note_message_case": {"message": "reply", "words": "复函收悉"},
    "open_special_case": {"kind": "testing", "until": "2026-03-01", "reasons": "检测"},
    "offer_hearing_case": {"words": "可以要求听证"},
    "ask_hearing_case": {"special": 1, "words": "要求听证"},
    "arrange_special_case": {"special": 1, "at": "2026-03-01T10:00:00+08:00", "place": "三楼"},
    "conclude_special_case": {"special": 1, "happened": "2026-02-13", "text": "合格"},
    "take_materials_case": {"materials": [{"material": "x", "how": "seen"}]},
    "take_originals_case": {"originals": [{"material": "x", "name": "原件"}]},
    "offer_handover_case": {"originals": [1]},
    "sign_handover_case": {"handover": 1},
    "enter_entry": {"organ_id": 1, "on": "2026-02-13", "reason": "新购", "values": {}},
    "amend_entry": {"version": 1, "on": "2026-02-13", "reason": "更正"},
    "send_trip": {"version": 1, "car": 1},
    "cancel_trip": {"version": 1},
    "hand_out_trip": {"version": 1, "km": "18210"},
    "bring_back_trip": {"version": 1, "km": "18210"},
    "hand_over_work": {"person": "somebody", "proxies": [1], "reason": "调离"},
}
OPEN = {"list_matters", "get_matter", "list_webhooks", "create_webhook", "verify_paper", "upload_file", "track_case"}  # fmt: skip
"""What has nothing to do with an organ: the public may do it too, or it is the client's own."""


def operations() -> list[tuple[str, str, str, str]]:
    """Return every operation as (name, method, path, scope)."""
    document = api.get_openapi_schema()
    return [
        (said["operationId"], method, path, said["security"][0]["Key"][0])
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    ]


def asked(program: Program, place, number: str, operation: tuple[str, str, str, str]):
    """Send a request of an operation about things that are there."""
    name, method, path, _scope = operation
    paper = papers_of(f"case/{number}")[0].pk
    officer = place.people["officer"].username
    there = {
        "number": number,
        "matter_id": place.version.matter_id,
        "paper_id": paper,
        "username": officer,
    }
    path = path.format(
        **{
            "webhook_id": 10**9,
            "account_id": 10**9,
            "kind": KIND,
            "entry_id": 1,
            "trip_id": 10**9,
            **there,
        }
    )
    more = {"track_case": f"?code={query_code(number)}", "upload_file": "?name=a.pdf", "verify_paper": "?number=x", "list_things": "?start=2026-03-02T01:00:00Z&end=2026-03-02T03:00:00Z"}  # fmt: skip
    if name == "batch_cases":
        body, kind = {"verb": "claim", "items": [{"number": number, "item": 1, "etag": "x"}]}, "application/json"  # fmt: skip
    elif name == "upload_file":
        body, kind = b"%PDF-1.4\n%%EOF", "application/octet-stream"
    elif name == "submit_case":
        body, kind = an_application(place), "application/json"
    elif name == "report_mirror":
        body, kind = a_report(), "application/json"
    elif name == "hand_over_work":
        body, kind = {"person": officer, "reason": "调离"}, "application/json"
    else:
        body, kind = BODIES.get(name, {}), "application/json"
    headers = program.headers(Idempotency_Key="wish-1", If_Match=tag_of_now(place, number))
    send = getattr(program.browser, method)
    given = {} if method == "get" else {"data": body, "content_type": kind}
    return send(path + more.get(name, ""), headers=headers, **given)


def tag_of_now(place, number: str) -> str:
    case = place.case(number)
    return f'"{case.n}-{case.hash[:16]}"'


def a_report() -> dict[str, object]:
    return {
        "system": "省平台",
        "number": "1",
        "matter_id": a_guide().matter_id,
        "applicant": "张三丰",
        "state": "received",
        "received_on": "2026-02-13",
        "reported_at": "2026-02-13T10:00:00+08:00",
    }


def test_without_a_key_or_with_one_that_ended_no_operation_is_open():
    place = a_place()
    number, ended = place.submit().number, a_program(place.hall)
    end_client(ended.person.username, an_act())
    for program in (ended, Program(ended.client, "tbk_guessed"), Program(ended.client, "")):
        for operation in operations():
            answer = asked(program, place, number, operation)
            assert (answer.status_code, answer.json()["code"]) == (401, "api.no_key"), operation
            assert answer["WWW-Authenticate"].startswith("Bearer")


def test_without_its_scope_no_operation_is_open():
    place = a_place()
    number = place.submit().number
    for operation in operations():
        others = [scope for scope in EVERYTHING if scope != operation[3]]
        answer = asked(a_program(scopes=others), place, number, operation)
        assert (answer.status_code, answer.json()["code"]) == (403, "api.scope"), operation


def nothing(said) -> bool:
    """An empty list, or a batch of which each row was refused as a case that does not exist."""
    return said.get("items") == [] or all(
        (row.get("problem") or {}).get("code") == "case.not_found" for row in said["rows"]
    )


def test_to_a_client_of_a_foreign_organ_what_is_not_its_own_does_not_exist():
    place = a_place()
    number = place.submit().number
    before = place.types(number)
    foreign = a_program(an_organ(division="511603"), "officer")
    for operation in operations():
        answer = asked(foreign, place, number, operation)
        if operation[0] not in OPEN:
            assert answer.status_code in {403, 404} or nothing(answer.json()), (
                operation,
                answer.json(),
            )
    assert place.types(number) == before


def test_a_key_is_shown_once_and_kept_as_a_digest_only():
    program = a_program()
    row = ClientKey.objects.get()
    assert row.digest == digest_of(program.key) != program.key
    assert program.key.startswith("tbk_")
    assert len(program.key) >= 47
    assert program.client.person.kind == "program"
    assert not program.client.person.has_usable_password()


def test_who_has_ended_holds_no_post_and_ending_twice_changes_nothing():
    program = a_program(an_organ())
    end_client(program.person.username, an_act())
    client = end_client(program.person.username, an_act())
    assert posts_of(client.person, on=an_act().at.date()) == []


def test_a_client_that_asks_too_often_waits(settings):
    settings.TONGBAN_API_RATE = 3
    one, other = a_program(), a_program()
    codes = [one.get("webhooks").status_code for _ in range(4)]
    assert codes[:2] == [200, 200]
    assert 429 in codes
    assert other.get("webhooks").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"), [("nothing", 404), ("cases/1/acts/fly", 404), ("matters", 405)]
)
def test_what_the_framework_answers_is_a_problem_too(path, status):
    answer = a_program().post(path, {})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.has_header("Allow") is (status == 405)


def test_nothing_is_cached_and_no_session_is_begun():
    answer = a_program().get("matters")
    assert answer["Cache-Control"] == "no-store"
    assert answer.cookies == {}
