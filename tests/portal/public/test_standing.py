"""How a case stands, in plain words, with what happens next and until when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from builders.cases import Place, a_licence, a_place
from tongban.kernel.cases.actions import Answer, Point, Wish
from tongban.kernel.cases.queries import query_code
from tongban.kernel.cases.story import story_of
from tongban.portal.public.following import followed_in, last_days
from tongban.portal.public.moving import moved_days
from tongban.portal.public.standing import STATES, Standing, standing_of
from tongban.standards.procedures import names, procedure
from tongban.ui.templatetags.look import day

POINT = Point("proof", "平面图不清晰", "")
SELF = {"recipient": "张三丰"}


@pytest.fixture
def place(db: None) -> Place:
    """A place whose matter is a licence."""
    return a_licence()


def stands(place: Place, number: str) -> Standing:
    with override("zh-hans"):
        story = story_of(place.case(number), None, at=place.now)
        return standing_of(story.case, last_days(story))


def test_every_state_that_a_procedure_knows_has_words():
    states = {
        state
        for one in map(procedure, names())
        for move in one.moves.values()
        for state in (*move.sources, move.target)
    }
    assert states - {"new", "same"} <= set(STATES)


def test_what_was_sent_says_by_when_it_is_answered_and_what_silence_means(place):
    number = place.submit().number
    with override("zh-hans"):
        last = day(last_days(story_of(place.case(number), None, at=place.now))["silence"])
    assert last in stands(place, number).words
    assert "即为受理" in stands(place, number).words


def test_what_is_missing_says_by_when_to_supply_it(place):
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=[POINT])
    with override("zh-hans"):
        until = day(last_days(story_of(place.case(number), None, at=place.now))["supplement"])
    found = stands(place, number)
    assert found.name == "待补正"
    assert f"请于{until}前（含当日）补正" in found.words


def test_a_hearing_that_may_be_asked_for_and_a_pause_say_until_when(place):
    number = place.accepted()
    place.on("offer_hearing", number, words="拟不予许可")
    assert "要求听证" in stands(place, number).words
    place.on("ask_hearing", number, by=place.citizen, special=1, words="要求听证")
    assert "暂停计算" in stands(place, number).words


def test_what_was_returned_declined_withdrawn_or_void_says_so(place):
    declined = place.submit().number
    place.at(
        "decline", declined, "accept", answer=Answer("not_competent", "属于县级权限", "岳池县")
    )
    withdrawn = place.submit().number
    place.on("withdraw", withdrawn, by=place.citizen, reason="")
    supplied = place.submit().number
    place.at("request_supplement", supplied, "accept", points=[POINT])
    place.wait(days=90)
    place.sweep()
    names = [stands(place, each).name for each in (declined, withdrawn, supplied)]
    assert names == ["不属于本机关职权", "已撤回", "逾期未补正，已退回"]


def test_a_result_is_named_as_its_procedure_names_it_and_says_how_it_comes(place):
    number = place.decided()
    assert stands(place, number).name == "准予行政许可"
    assert "窗口领取" in stands(place, number).words
    place.on("deliver", number, mode="window", proof=SELF, happened=place.today(), by=place.people["window"])  # fmt: skip
    assert "送达" in stands(place, number).words


def an_enquiry() -> Place:
    """A place where questions are asked, which a bureau answers at once."""
    flow = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:tongban:bpmn:1" id="d">'
        '<process id="p" name="咨询"><startEvent id="s"/><sequenceFlow id="a" sourceRef="s" targetRef="answer"/>'
        '<userTask id="answer" name="答复" t:act="review" t:performer="answer"/>'
        '<sequenceFlow id="b" sourceRef="answer" targetRef="e"/><endEvent id="e"/></process></definitions>'
    )
    return a_place(
        "answer", procedure="consultation", power_type=20, flow=flow, statutory="", promised=""
    )


def test_an_enquiry_shows_its_answer_to_who_asked_and_no_limit(db, signed_in, client):
    place = an_enquiry()
    number = place.submit().number
    citizen = signed_in(place.citizen)
    done = citizen.get(reverse("public:done", args=[number])).content.decode()
    assert "办理时限" not in done
    assert "有结果后即予答复" in done
    place.review(number, "answer", opinion="户口迁入后即可报名。")
    own = citizen.get(reverse("public:own", args=[number])).content.decode()
    assert "户口迁入后即可报名。" in own
    assert 'class="days"' not in own
    assert 'class="due' not in own
    tracked = client.post("/track/", {"number": number, "code": query_code(number)})
    assert "户口迁入后即可报名。" not in tracked.content.decode()


def test_the_receipt_of_a_licence_names_its_limit(place, signed_in):
    number = place.submit().number
    done = signed_in(place.citizen).get(reverse("public:done", args=[number]))
    assert "办理时限" in done.content.decode()


def test_why_the_due_day_moved_is_said_with_ground_and_days(place):
    number = place.accepted()
    until = place.today() + timedelta(days=10)
    place.on("open_special", number, kind="expert_review", announced=until, reasons="需要专家评审")
    with override("zh-hans"):
        story = story_of(place.case(number), None, at=place.now)
        (words,) = moved_days(story, own=True)
        assert followed_in(story, at=place.now, own=False).moved == [words]
    assert words.startswith("专家评审")
    assert "不计入办理时限" in words
    assert "承诺" in words


def test_the_reasons_of_an_extension_are_for_the_applicant(place):
    number = place.accepted()
    place.on("ask", number, wish=Wish("extension", {"days": 10, "reason": "案情复杂"}))
    place.at("approve", number, "@extension", by=place.people["leader"], outcome="agreed", words="")
    with override("zh-hans"):
        story = story_of(place.case(number), None, at=place.now)
        assert "案情复杂" in moved_days(story, own=True)[0]
        assert "案情复杂" not in moved_days(story, own=False)[0]
