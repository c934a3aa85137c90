"""Programs ask for approval, hear, run special procedures, keep originals and close files, each as the pages let people."""

from copy import deepcopy
from datetime import UTC, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from builders.api import a_program
from builders.cases import ANSWERS, FORM, a_licence, a_place
from builders.identity import a_clerk, an_act, an_organ
from builders.waiting import ORGANS, RACE
from tongban.api.actions import end_client
from tongban.api.moments import now, today
from tongban.kernel.archives import closing

pytestmark = pytest.mark.django_db
PLACE = {"place": "政务中心3楼"}


@pytest.fixture
def place():
    """A licence with special procedures, whose cases begin a little ago."""
    made = a_licence()
    made.now = now().astimezone(UTC) - timedelta(minutes=20)
    return made


@pytest.fixture
def officer(place):
    return a_program(place.bureau, "officer")


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def code(answer):
    return (answer.status_code, answer.json().get("code"))


def test_more_time_is_asked_for_by_who_handles_and_granted_by_a_second_program(place, officer):
    number, leader = place.accepted(), a_program(place.bureau, "leader")
    wish = {"days": 10, "reason": "案情复杂"}
    assert code(officer.act(number, "ask_extension", {**wish, "days": 99}))[0] == 422
    assert officer.act(number, "ask_extension", wish).status_code == 200
    assert code(officer.act(number, "ask_extension", wish)) == (422, "case.asked_before")
    (request,) = officer.get(f"cases/{number}").json()["requests"]
    assert (request["kind"], request["state"]) == ("extension", "open")
    task = next(t for t in leader.get(f"cases/{number}").json()["tasks"] if t["act"] == "approve")
    before = place.case(number).statutory_on
    answer = {"item": task["item"], "outcome": "agreed"}
    assert leader.act(number, "approve", answer).status_code == 200
    assert place.case(number).statutory_on > before


@pytest.mark.parametrize(
    ("verb", "body", "who", "early"),
    [
        ("ask_termination", {"ground": "not_cooperating"}, "leader", False),
        ("ask_correction", {"path": "applicant.name", "value": "张三"}, "manager", False),
        ("ask_void", {}, "manager", True),
    ],
)
def test_each_request_reaches_the_second_person_that_the_law_names(place, verb, body, who, early):
    number = place.submit().number if early else place.accepted()
    asker = a_program(place.hall) if early else a_program(place.bureau, "officer")
    answer = asker.act(number, verb, {**body, "reason": "核实"})
    assert answer.status_code == 200, answer.json()
    kind = verb.removeprefix("ask_")
    outcome = place.at("approve", number, f"@{kind}", by=place.people[who],
                       outcome="refused", words="不同意")  # fmt: skip
    assert outcome.n == place.case(number).n
    (request,) = asker.get(f"cases/{number}").json()["requests"]
    assert (request["kind"], request["state"]) == (kind, "refused")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("applicant.name", "张三", "姓名：由“张三丰”更正为“张三”"),
        ("applicant.married", False, "已婚：由“是”更正为“否”"),
        ("applicant.house", "b", "场所来源：由“自有”更正为“租赁”"),
        ("applicant.note", "自住", "备注：由“未填写”更正为“自住”"),
        ("applicant.income", 31000, "年收入：由“30,000 元”更正为“31,000 元”"),
    ],
)
def test_a_notice_of_correction_says_in_words_what_the_entry_said_and_is_to_say(path, value, said):
    place = a_licence(form=a_form_of_every_kind())
    place.now = now().astimezone(UTC) - timedelta(minutes=20)
    answers = {**ANSWERS["applicant"], "married": True, "house": "a"}
    number = place.accepted(values={"applicant": answers})
    officer = a_program(place.bureau, "officer")
    wish = {"path": path, "value": value, "reason": "笔误"}
    assert officer.act(number, "ask_correction", wish).status_code == 200
    place.at("approve", number, "@correction", by=place.people["manager"],
             outcome="agreed", words="")  # fmt: skip
    notice = place.last(number, "paper.issued_in_case")
    assert notice["kind"] == "correction"
    assert place.content(number, notice["facts"]["content"])["items"] == [said]


def a_form_of_every_kind():
    """The form of the builders, with a choice, a yes or no, a note and a unit more."""
    form = deepcopy(FORM)
    asked = form["properties"]["applicant"]["properties"]
    choices = [{"const": "a", "title": "自有"}, {"const": "b", "title": "租赁"}]
    asked["house"] = {"type": "string", "title": "场所来源", "oneOf": choices}
    asked["note"] = {"type": "string", "title": "备注", "maxLength": 50}
    asked["married"] = {"type": "boolean", "title": "已婚"}
    asked["income"]["x-unit"] = "元"
    return form


def test_a_correction_sent_again_gets_the_first_answer_even_after_it_was_granted(place, officer):
    number = place.accepted()
    old = officer.get(f"cases/{number}")["ETag"]
    wish = {"path": "applicant.name", "value": "张三", "reason": "笔误"}
    first = officer.act(number, "ask_correction", wish, match=old, key="once")
    place.at("approve", number, "@correction", by=place.people["manager"],
             outcome="agreed", words="")  # fmt: skip
    again = officer.act(number, "ask_correction", wish, match=old, key="once")
    assert (again.status_code, again.json()) == (200, first.json())


def test_who_does_not_handle_the_case_asks_for_nothing(place):
    number = place.accepted()
    reviewer = a_program(place.organs["health"], "officer")
    body = {"days": 5, "reason": "案情复杂"}
    assert code(reviewer.act(number, "ask_extension", body)) == (404, "case.not_found")
    assert "approval.asked" not in place.types(number)


def test_a_visit_on_site_is_begun_arranged_and_ended_by_two(place, officer):
    number = place.accepted()
    wish = {"kind": "site_visit", "until": in_days(5), "reasons": "现场核查"}
    assert officer.act(number, "open_special", {**wish, "kind": "auction"}).status_code == 422
    assert officer.act(number, "open_special", wish).status_code == 200
    (special,) = officer.get(f"cases/{number}").json()["specials"]
    at = (now() + timedelta(days=1)).isoformat()
    plan = {"special": special["id"], "at": at, **PLACE, "people": ["王一"]}
    refused = officer.act(number, "arrange_special", plan)
    assert code(refused) == (422, "case.too_few_inspectors")
    two = {**plan, "people": ["王一", "李二"]}
    assert officer.act(number, "arrange_special", two).status_code == 200
    record = {"special": special["id"], "happened": today().isoformat(), "text": "符合要求"}
    answer = officer.act(number, "conclude_special", {**record, "people": ["王一", "李二"]})
    assert code(answer) == (422, "case.special_day")
    number = place.accepted()
    review = {"kind": "expert_review", "until": in_days(5), "reasons": "专家评审"}
    assert officer.act(number, "open_special", review).status_code == 200
    assert officer.get(f"cases/{number}").json()["pauses"][0]["until"] is None
    assert officer.act(number, "conclude_special", record).status_code == 200
    told = officer.get(f"cases/{number}").json()
    assert (told["specials"][0]["state"], told["pauses"][0]["until"] is None) == ("done", False)


def test_a_hearing_is_offered_asked_for_presided_over_and_given_up(place, officer):
    number = place.accepted()
    assert officer.act(number, "ask_hearing", {"special": 1, "words": "要求"}).status_code == 404
    assert officer.act(number, "offer_hearing", {"words": "可以要求听证"}).status_code == 200
    assert officer.act(number, "ask_hearing", {"special": 1, "words": "要求"}).status_code == 200
    at = (now() + timedelta(days=18)).isoformat()
    plan = {"special": 1, "at": at, **PLACE, "chair": place.people["window"].username}
    assert code(officer.act(number, "arrange_special", plan)) == (422, "api.no_person")
    plan["chair"] = place.people["leader"].username
    answer = officer.act(number, "arrange_special", plan)
    assert answer.status_code == 200, answer.json()
    given_up = {"special": 1, "happened": today().isoformat(), "reason": "书面放弃"}
    assert officer.act(number, "ask_waiver", given_up).status_code == 200


def test_who_presides_or_goes_there_is_named_by_a_user_name_of_the_organ_or_refused(place, officer):
    number = place.accepted()
    wish = {"kind": "expert_review", "until": in_days(5), "reasons": "专家评审"}
    assert officer.act(number, "open_special", wish).status_code == 200
    at = (now() + timedelta(days=1)).isoformat()
    plan = {"special": 1, "at": at, **PLACE, "people": ["王一"]}
    for nobody in ("nobody", place.people["leader"].actor_id, place.people["window"].username):
        answer = officer.act(number, "arrange_special", {**plan, "chair": nobody})
        assert code(answer) == (422, "api.no_person")
        assert nobody in answer.json()["detail"]
    assert "special.arranged" not in place.types(number)
    assert officer.act(number, "arrange_special", plan).status_code == 200


def test_a_plan_sent_again_gets_the_first_answer_after_the_chair_left_the_organ(place, officer):
    number, chair = place.accepted(), a_program(place.bureau, "leader")
    wish = {"kind": "expert_review", "until": in_days(5), "reasons": "专家评审"}
    assert officer.act(number, "open_special", wish).status_code == 200
    at, old = (now() + timedelta(days=1)).isoformat(), officer.get(f"cases/{number}")["ETag"]
    plan = {"special": 1, "at": at, **PLACE, "chair": chair.person.username}
    first = officer.act(number, "arrange_special", plan, match=old, key="plan")
    assert first.status_code == 200, first.json()
    end_client(chair.person.username, an_act(on=today()))
    again = officer.act(number, "arrange_special", plan, match=old, key="plan")
    assert (again.status_code, again.json()) == (200, first.json())


def test_what_a_third_party_says_is_kept_by_who_takes_part_and_by_nobody_else(place, officer):
    number = place.accepted()
    old = officer.get(f"cases/{number}")["ETag"]
    words = {"role": "third_party", "words": "油烟扰民"}
    assert a_program(an_organ()).act(number, "hear", words, match=old).status_code == 404
    assert officer.act(number, "hear", words).status_code == 200
    assert place.last(number, "case.heard")["role"] == "third_party"


def test_a_program_notes_a_message_that_the_case_waits_for_once_and_by_who_leads_it():
    place = a_place(*ORGANS, flow=RACE)
    place.now = now().astimezone(UTC) - timedelta(minutes=20)
    officer, number = a_program(place.bureau, "officer"), place.accepted()
    place.review(number, "survey")
    seen = officer.get(f"cases/{number}")
    told = [(one["event"], one["sort"], one["until"] is None) for one in seen.json()["awaited"]]
    assert told == [("reply", "message", True), ("late", "timer", False)]
    body = {"message": "消防部门复函", "words": "验收合格。", "facts": {"result": "合格"}}
    stranger, partner = a_program(an_organ()), a_program(place.organs["police"], "officer")
    for nobody in (stranger, partner):
        answer = nobody.act(number, "note_message", body, match=seen["ETag"])
        assert answer.status_code == 404
    wrong = officer.act(number, "note_message", {**body, "message": "x"})
    assert code(wrong) == (422, "case.message_not_awaited")
    given = {"match": seen["ETag"], "key": "reply-1"}
    first = officer.act(number, "note_message", body, **given)
    assert first.status_code == 200, first.json()
    assert officer.act(number, "note_message", body, **given).json() == first.json()
    assert officer.get(f"cases/{number}").json()["awaited"] == []
    assert place.types(number).count("flow.message_came") == 1


def test_originals_go_from_hand_to_hand_and_back_and_only_their_keeper_hands_them_on(place):
    window, officer = a_program(place.hall), a_program(place.bureau, "officer")
    number = place.accepted()
    kept = {"originals": [{"material": "proof", "name": "场所平面图"}]}
    assert window.act(number, "take_originals", kept).status_code == 200
    back = {"originals": [1]}
    assert code(officer.act(number, "offer_handover", back)) == (422, "case.not_the_holder")
    over = {"originals": [1], "to": officer.person.username}
    for nobody in ("nobody", officer.person.actor_id):
        answer = window.act(number, "offer_handover", {**over, "to": nobody})
        assert code(answer) == (422, "api.no_person")
        assert nobody in answer.json()["detail"]
    assert window.act(number, "offer_handover", over).status_code == 200
    assert window.act(number, "sign_handover", {"handover": 1}).status_code == 404
    assert officer.act(number, "sign_handover", {"handover": 1}).status_code == 200
    (original,) = officer.get(f"cases/{number}").json()["originals"]
    assert (original["holder"], original["handover"]) == ("client", 1)
    assert officer.act(number, "offer_handover", back).status_code == 200
    assert officer.act(number, "sign_handover", {"handover": 2}).status_code == 200
    assert window.get(f"cases/{number}").json()["originals"][0]["holder"] == "party"


def test_a_material_that_came_later_is_noted_only_as_it_came(place):
    window, number = a_program(place.hall), place.accepted()
    later = {"materials": [{"material": "report", "how": "seen"}]}
    assert window.act(number, "take_materials", later).status_code == 200
    wrong = {"materials": [{"material": "report", "how": "missing"}]}
    assert window.act(number, "take_materials", wrong).status_code == 422
    assert place.last(number, "case.materials_taken")["taken"][0]["how"] == "seen"


def test_of_a_case_that_has_not_ended_no_file_is_even_made(place, monkeypatch):
    made = []
    monkeypatch.setattr(closing, "file_of", lambda *given, **_more: made.append(given))
    number, leader = place.decided(), a_program(place.bureau, "leader")
    assert code(leader.act(number, "archive", {})) == (422, "case.not_now")
    assert made == []


def delivered(place) -> str:
    number = place.decided()
    place.on("deliver", number, by=place.people["window"], mode="window",
             happened=place.today(), proof={"recipient": "张三丰"})  # fmt: skip
    return number


@pytest.mark.django_db(transaction=True)
def test_while_a_file_is_made_nobody_waits_for_the_case(monkeypatch):
    place, held = a_licence(), []
    place.now = now().astimezone(UTC) - timedelta(minutes=20)

    def made(*_given, **_more):
        held.append(connection.in_atomic_block)
        return SimpleNamespace(digest="0" * 64, pieces=[])

    monkeypatch.setattr(closing, "file_of", made)
    number, leader = delivered(place), a_program(place.bureau, "leader")
    assert leader.act(number, "archive", {}).status_code == 200
    assert held == [False]


def test_a_file_of_a_case_that_went_on_while_it_was_made_is_not_closed(place, monkeypatch):
    number, leader = delivered(place), a_program(place.bureau, "leader")

    def made(*_given, **_more):
        place.on("take_originals", number, taken=[("proof", "平面图原件", 1)])
        return SimpleNamespace(digest="0" * 64, pieces=[])

    monkeypatch.setattr(closing, "file_of", made)
    assert code(leader.act(number, "archive", {})) == (412, "api.changed")
    assert place.case(number).state == "delivered"


def test_who_sees_the_case_but_not_behind_the_mask_is_told_so_and_closes_no_file(place):
    number = delivered(place)
    answer = a_program(place.hall).act(number, "archive", {})
    assert code(answer) == (403, "archives.masked")
    old = a_program(place.bureau, "leader").get(f"cases/{number}")["ETag"]
    stranger = a_program(an_organ()).act(number, "archive", {}, match=old)
    assert code(stranger) == (404, "api.not_found")


@pytest.mark.skipif(
    not Path(settings.TONGBAN_TYPE).exists(), reason="the type of papers is not installed"
)
def test_a_file_is_closed_once_by_who_may_see_all_of_it(place, officer):
    number, leader = place.decided(), a_program(place.bureau, "leader")
    assert code(leader.act(number, "archive", {}))[0] == 422
    place.on("deliver", number, by=place.people["window"], mode="window",
             happened=place.today(), proof={"recipient": "张三丰"})  # fmt: skip
    old = leader.get(f"cases/{number}")["ETag"]
    first = leader.act(number, "archive", {}, match=old, key="close")
    assert first.status_code == 200, first.json()
    assert leader.act(number, "archive", {}, match=old, key="close").json() == first.json()
    assert place.case(number).state == "archived"
    assert place.last(number, "case.archived")["papers"] > 0


def test_a_case_is_given_to_others_to_read_by_user_name_and_read_by_a_program(place, officer):
    number = place.accepted()
    reader = a_program(an_organ(division="511602"))
    assert reader.get(f"cases/{number}").status_code == 404
    wish = {"readers": [reader.client.person.username], "until": in_days(3), "words": "请阅"}
    unknown = officer.act(number, "circulate", {**wish, "readers": ["nobody-of-that-name"]})
    assert code(unknown) == (422, "api.no_person")
    assert officer.act(number, "circulate", wish).status_code == 200
    (task,) = reader.get(f"cases/{number}").json()["tasks"]
    assert task["act"] == "read"
    noted = {"item": task["item"], "words": "已阅"}
    assert code(officer.act(number, "note_reading", noted)) == (404, "case.not_found")
    assert reader.act(number, "note_reading", noted).status_code == 200
    assert reader.get(f"cases/{number}").json()["tasks"] == []


def test_a_program_hands_its_step_on_to_a_colleague_and_to_nobody_else(place):
    health = a_program(place.organs["health"], "officer")
    number = place.accepted()
    colleague = a_clerk(place.organs["health"], "officer")[0]
    (task,) = health.get(f"cases/{number}").json()["tasks"]
    wish = {"item": task["item"], "to": colleague.username, "reason": "分工调整"}
    nobody = health.act(number, "transfer", {**wish, "to": "nobody"})
    assert code(nobody) == (422, "api.no_person")
    assert health.act(number, "transfer", wish).status_code == 200
    assert health.get(f"cases/{number}").json()["tasks"] == []
