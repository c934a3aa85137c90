"""办件页的办理事项: each act done from its own form, refused at its own form, and offered only where it can be done."""

import re
from copy import deepcopy

import pytest
from django.urls import reverse

from builders.casepage import do, done, form_of, page, step_form, step_of, url
from builders.cases import ANSWERS, FORM, a_licence
from builders.identity import a_clerk, an_organ
from tongban.kernel.cases import actions
from tongban.kernel.parties.actions import find_or_register
from tongban.portal.staff.acts import ACTS


@pytest.fixture
def place(db):
    return a_licence("health", "fire")


@pytest.fixture
def office(place, as_, in_step):
    """An officer's session with an accepted case, the clock in step."""
    number = place.accepted()
    in_step(place)
    return as_(place.people["officer"]), number


def test_expert_review_stops_the_clock_and_the_page_says_why_the_day_moved(place, office):
    client, number = office
    before = place.case(number).statutory_on
    given = {"kind": "expert_review", "announced": "2026-02-27", "reasons": "组织专家评审"}
    done(client, number, "open_special", **given)
    shown = page(client, number)
    assert place.case(number).statutory_on > before
    assert "中止 2月13日至2月27日，专家评审；" in shown
    assert 'class="pause' in shown or " pause" in shown
    assert "计时已中止" in shown
    record = {"happened": "2026-02-13", "people": "甲\n乙", "text": "专家组同意"}
    done(client, number, "conclude_special", "-1", **record)
    assert "专家组同意" in page(client, number)


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "", "announced": "2026-02-27", "reasons": "评审"},
        {"kind": "expert_review", "announced": "", "reasons": "评审"},
        {"kind": "expert_review", "announced": "2026-02-27", "reasons": " "},
        {"kind": "expert_review", "announced": "2026-02-13", "reasons": "评审"},
        {"kind": "auction", "announced": "2026-02-27", "reasons": "评审"},
    ],
)
def test_a_special_procedure_that_the_law_does_not_allow_comes_back(place, office, typed):
    client, number = office
    answer = do(client, number, "open_special", **typed)
    assert answer.status_code == 422
    assert f">{typed['reasons'].strip()}</textarea>" in answer.content.decode()
    assert place.case(number).state == "accepted"


def test_a_pause_on_a_ground_of_the_law_ends_early_by_hand(place, office):
    client, number = office
    due = place.case(number).statutory_on
    done(client, number, "pause", ground="appraisal", announced="2026-03-10", reasons="鉴定")
    assert place.case(number).statutory_on > due
    done(client, number, "resume", "-1")
    assert place.case(number).statutory_on == due
    assert "恢复计时" in page(client, number)


def test_a_hearing_is_offered_asked_for_arranged_with_a_chair_and_concluded(place, office, in_step):
    client, number = office
    chair, _post = a_clerk(place.bureau, "reviewer")
    done(client, number, "offer_hearing", words="拟不予许可")
    done(client, number, "ask_hearing", "-1", words="邻户要求听证")
    plan = {"on": "2026-03-10T09:30", "place": "三楼", "people": "记录员甲"}
    assert do(client, number, "arrange_special", "-1", **plan, chair="person/1").status_code == 422
    done(client, number, "arrange_special", "-1", **plan, chair=chair.actor_id)
    assert "三楼" in page(client, number)
    place.wait(days=26)
    in_step(place)
    record = {"happened": "2026-03-10", "people": "甲、乙", "text": "听证笔录"}
    assert do(client, number, "conclude_special", "-1", **record).status_code == 422
    done(client, number, "conclude_special", "-1", **record, signed="1")
    assert "听证笔录" in page(client, number)


def test_a_statement_is_kept(place, office):
    client, number = office
    assert do(client, number, "hear", role="", words="不同意").status_code in (404, 422)
    done(client, number, "hear", role="third_party", words="影响采光")
    assert "利害关系人陈述申辩" in page(client, number)


WISHES = {
    "extension": ({"days": "10", "reason": "案情复杂"}, "leader", "10 个工作日"),
    "termination": ({"ground": "object_lost", "reason": "场所已拆"}, "leader", "场所已拆"),
    "correction": ({"path": "applicant.income", "value": "29000", "reason": "笔误"}, "manager", "29,000"),
}  # fmt: skip


@pytest.mark.parametrize("verb", WISHES)
def test_what_needs_a_second_person_is_asked_shown_in_words_and_approved(
    place, office, as_, in_step, verb
):
    (client, number), (typed, who, said) = office, WISHES[verb]
    done(client, number, verb, **typed)
    in_step(place)
    head = as_(place.people[who])
    assert said in step_form(head, number)
    form = {**step_of(head, number), "outcome": "agreed"}
    assert head.post(reverse("staff:handle", args=[number]), form).status_code == 302
    assert place.last(number, "approval.given")["outcome"] == "granted"


def test_a_request_can_be_refused_with_reasons_only(place, office, as_):
    client, number = office
    done(client, number, "extension", days="5", reason="案情复杂")
    head = as_(place.people["leader"])
    hidden = step_of(head, number)
    door = reverse("staff:handle", args=[number])
    assert head.post(door, {**hidden, "outcome": "refused"}).status_code == 422
    answer = head.post(door, {**hidden, "outcome": "refused", "words": "无需延期"}, follow=True)
    said = answer.content.decode()
    assert "未批准：" in said
    assert "已作出不予决定" not in said
    assert "未批准" in page(client, number)


def test_a_request_is_approved_and_not_the_case(place, office, as_, in_step):
    client, number = office
    done(client, number, "extension", days="5", reason="案情复杂")
    in_step(place)
    head = as_(place.people["leader"])
    form = {**step_of(head, number), "outcome": "agreed"}
    said = head.post(reverse("staff:handle", args=[number]), form, follow=True).content.decode()
    assert "已批准：" in said
    assert "已准予" not in said


def test_nobody_approves_what_he_asked_for_himself(place, as_, in_step):
    number = place.accepted()
    in_step(place)
    leader = as_(place.people["leader"])
    assert do(leader, number, "extension", days="5", reason="案情复杂").status_code == 422
    assert "approval.asked" not in place.types(number)


def test_a_hearing_is_given_up_with_a_second_person_and_the_page_says_so(
    place, office, as_, in_step
):
    client, number = office
    done(client, number, "offer_hearing", words="拟不予许可")
    done(client, number, "ask_hearing", "-1", words="邻户要求听证")
    done(client, number, "waiver", "-1", happened="2026-02-13", reason="书面放弃听证")
    in_step(place)
    head = as_(place.people["leader"])
    form = {**step_of(head, number), "outcome": "agreed"}
    assert head.post(reverse("staff:handle", args=[number]), form).status_code == 302
    assert place.last(number, "special.concluded")["waived"] is True
    assert "已放弃，未举行" in page(client, number)


def test_a_receipt_is_void_once_the_duty_manager_agrees(place, as_, in_step):
    number, client = place.submit().number, as_(place.people["window"])
    in_step(place)
    done(client, number, "void", reason="重复录入")
    assert place.case(number).state == "submitted"
    manager = as_(place.people["manager"])
    hidden = step_of(manager, number)
    manager.post(reverse("staff:handle", args=[number]), {**hidden, "outcome": "agreed"})
    assert place.case(number).state == "void"
    assert "已作废" in page(manager, number)


def test_originals_change_hands_by_signed_lists_only(place, office, as_):
    client, number = office
    rows = {"material": ["proof"], "name": ["营业执照原件"], "copies": ["1"]}
    done(client, number, "take_originals", **rows)
    other = place.people["fire"]
    given = {"originals": ["1"], "to": other.actor_id}
    assert do(client, number, "offer_handover", originals=[], to="party").status_code == 422
    done(client, number, "offer_handover", **given)
    sheet = client.get(reverse("staff:handover", args=[number, 1])).content.decode()
    assert "营业执照原件" in sheet
    assert sheet.count("签名、日期") == 2
    assert 'id="do-sign_handover-1"' not in page(client, number)
    done(as_(other), number, "sign_handover", "-1")
    assert "已签收" in page(client, number)
    assert client.get(reverse("staff:handover", args=[number, 9])).status_code == 404


@pytest.mark.parametrize(
    ("mode", "good", "bad"),
    [
        ("window", {"recipient": "张三丰"}, {"relation": "女儿"}),
        ("window", {"recipient": "李四", "relation": "女儿", "identity": "身份证"}, {"recipient": "李四", "relation": "女儿"}),
        ("post", {"tracking": "EMS123"}, {"tracking": ""}),
    ],
)  # fmt: skip
def test_a_result_is_delivered_with_its_proof_or_not_at_all(place, as_, in_step, mode, good, bad):
    number = place.decided()
    in_step(place)
    client, on = as_(place.people["window"]), "2026-02-13"
    assert do(client, number, "deliver", mode=mode, happened=on, **bad).status_code == 422
    done(client, number, "deliver", mode=mode, happened=on, **good)
    assert place.case(number).state == "delivered"


def test_who_collects_in_person_needs_no_name_and_a_body_always_sends_somebody(place, as_, in_step):
    own = place.decided()
    body = find_or_register(
        "enterprise", "广安某公司", "91350100M000100Y43", "", place.act(place.people["window"])
    )
    theirs = place.decided(by=place.people["window"], party=body.pk, channel="counter")
    in_step(place)
    client, given = as_(place.people["window"]), {"mode": "window", "happened": "2026-02-13"}
    done(client, own, "deliver", **given)
    proof = place.last(own, "case.delivered")["proof"]["content"]
    assert place.content(own, proof)["recipient"] == "张三丰"
    answer = do(client, theirs, "deliver", **given)
    assert answer.status_code == 422
    assert "领取" in answer.content.decode()


def test_electronic_delivery_is_offered_with_consent_only(place, as_, in_step):
    plain, agreed = place.decided(), place.decided(delivery="electronic")
    in_step(place)
    client = as_(place.people["window"])
    assert 'value="electronic"' not in page(client, plain)
    answer = do(client, plain, "deliver", mode="electronic", happened="2026-02-13")
    assert answer.status_code == 422
    assert "已同意电子送达" in page(client, agreed)
    done(client, agreed, "deliver", mode="electronic", happened="2026-02-13")


def test_nothing_is_offered_to_who_only_sees_the_case(place, office, as_):
    _client, number = office
    supervisor = as_(a_clerk(place.hall, "supervisor")[0])
    assert 'id="acts"' not in page(supervisor, number)


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_no_act_is_open_to_a_stranger_or_to_the_public(place, office, as_, verb):
    _client, number = office
    before = place.case(number).n
    form = {"version": before, "item": 1, "about": 1, "key": "k", "reason": "x", "words": "x",
            "announced": "2026-03-01", "happened": "2026-02-13", "on": "2026-03-10T09:00",
            "path": "applicant.income", "value": "1"}  # fmt: skip
    for person in (a_clerk(an_organ())[0], place.citizen):
        assert as_(person).post(url(number, verb), form).status_code == 404
    assert place.case(number).n == before


def test_an_act_that_does_not_exist_and_a_look_at_the_door_are_not_found(office):
    client, number = office
    assert client.post(url(number, "abolish"), {}).status_code == 404
    assert client.get(url(number, "pause")).url == reverse("staff:case", args=[number])


def test_what_was_typed_for_an_act_that_is_not_offered_any_more_stands_on_the_page(office):
    client, number = office
    begun = {"kind": "expert_review", "announced": "2026-02-27", "reasons": "组织专家评审"}
    done(client, number, "open_special", **begun)
    record = {"happened": "2026-02-13", "people": "甲\n乙", "text": "专家组同意"}
    shown = client.get(reverse("staff:case", args=[number])).context["offered"]
    (offer,) = [
        one for group in shown.groups for one in group.offers if one.verb == "conclude_special"
    ]
    form = record | {"version": offer.version, "about": offer.about, "item": offer.item}
    form |= {"_words": ["people", "text"]}
    client.post(url(number, "conclude_special"), form | {"key": "first"})
    late = form | {"key": "second", "text": "Not agreed, see 12"}
    answer = client.post(url(number, "conclude_special"), late)
    assert answer.status_code == 422
    assert answer.context["lost"].words == ["甲\n乙", "Not agreed, see 12"]
    assert "<blockquote>Not agreed, see 12</blockquote>" in answer.content.decode()
    assert "未作任何办理" in answer.content.decode()


def test_every_field_for_words_is_named_by_its_form(office):
    client, number = office
    shown = page(client, number)
    for verb, words in (
        ("open_special", ["reasons"]),
        ("hear", ["words"]),
        ("circulate", ["others", "words"]),
    ):
        form = shown.partition(f'id="do-{verb}"')[2].partition("</form>")[0]
        assert re.findall(r'name="_words" value="(\w+)"', form) == words


def test_what_was_written_for_one_step_never_stands_in_the_form_of_another(place, as_, in_step):
    number = place.accepted()
    place.review(number, "health")
    place.review(number, "fire")
    in_step(place)
    leader = place.people["leader"]
    client = as_(leader)
    form = step_of(client, number) | {"outcome": "refused", "words": "不符合条件"}
    wish = actions.Wish("extension", {"days": 3, "reason": "情况复杂"})
    place.on("ask", number, by=place.people["officer"], wish=wish)
    in_step(place)
    answer = client.post(reverse("staff:handle", args=[number]), form | {"version": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "<blockquote>不符合条件</blockquote>" in shown
    assert ">不符合条件</textarea>" not in shown


def test_the_same_click_twice_is_done_once(place, office):
    client, number = office
    form = {**form_of(client, number, "hear"), "role": "applicant", "words": "说明"}
    first = client.post(url(number, "hear"), form)
    before = place.case(number).n
    again = client.post(url(number, "hear"), form)
    assert first.status_code == again.status_code == 302
    assert place.case(number).n == before


def test_a_page_gone_stale_is_refused_and_keeps_what_was_typed(place, office):
    client, number = office
    form = {**form_of(client, number, "hear"), "role": "applicant", "words": "第二份说明"}
    done(client, number, "hear", role="applicant", words="说明")
    answer = client.post(url(number, "hear"), {**form, "key": "another"})
    assert answer.status_code == 422
    assert ">第二份说明</textarea>" in answer.content.decode()


def test_a_correction_tells_the_words_of_a_choice_and_not_its_code(db, as_, in_step):
    form = deepcopy(FORM)
    choices = [{"const": "a", "title": "自有"}, {"const": "b", "title": "租赁"}]
    form["properties"]["applicant"]["properties"]["house"] = {
        "type": "string",
        "title": "场所来源",
        "oneOf": choices,
    }
    place = a_licence("health", form=form)
    number = place.accepted(values={"applicant": {**ANSWERS["applicant"], "house": "a"}})
    in_step(place)
    client = as_(place.people["officer"])
    done(client, number, "correction", path="applicant.house", value="b", reason="笔误")
    shown = step_form(as_(place.people["manager"]), number)
    assert "自有" in shown
    assert "租赁" in shown
