"""办理过程: every event in words, what moved a due day, and no word left untranslated."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from builders.casepage import page
from builders.cases import ANSWERS, Place, a_licence, a_place
from builders.identity import a_clerk
from tongban.kernel.cases import labels
from tongban.kernel.cases.actions import Answer, Point, Wish
from tongban.kernel.cases.events import TYPES
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.story import story_of
from tongban.portal.staff import telling
from tongban.portal.staff.wording import standing_of

# Two English words side by side outside of tags: no data of the tests has that.
ENGLISH = re.compile(r"[A-Za-z]{3,}[ ,][A-Za-z]{2,}")
STATES = (
    "submitted", "supplementing", "accepted", "decided", "delivered", "archived", "declined",
    "returned", "withdrawn", "terminated", "void",
)  # fmt: skip


def visible(shown: str) -> str:
    """The text of a page's main part, without scripts and tags."""
    main = shown.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<(script|style).*?</\1>", "", main, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "\n", main)


def lived(place: Place) -> str:
    """A case to which nearly everything happened; return its number."""
    number = place.submit(delivery="electronic").number
    place.at("pre_review", number, "accept", words="材料基本齐全")
    place.at("check_materials", number, "accept", verdicts={"proof": "different"})
    place.at("mend", number, "accept", entries={"applicant.income": 31000})
    place.at("request_supplement", number, "accept", points=[Point("proof", "缺图", "补一份")])
    place.on("supplement", number, by=place.citizen, values=ANSWERS, happened=place.today())
    place.accept(number)
    place.on("take_originals", number, taken=[("proof", "平面图原件", 1)])
    place.on("offer_handover", number, originals=[1], to=place.people["fire"].actor_id)
    place.on("sign_handover", number, handover=1, by=place.people["fire"])
    later = place.today() + timedelta(days=12)
    place.on("open_special", number, kind="expert_review", announced=later, reasons="评审")
    place.on("hear", number, role="third_party", words="影响采光")
    place.on("ask", number, wish=Wish("extension", {"days": 5, "reason": "案情复杂"}))
    approved(place, number, "extension", "leader")
    wish = {"path": "applicant.income", "value": 29000, "reason": "笔误"}
    place.on("ask", number, wish=Wish("correction", wish))
    approved(place, number, "correction", "manager", "refused")
    place.wait(days=9)
    return number


def approved(place: Place, number: str, kind: str, who: str, outcome: str = "agreed") -> None:
    words = "" if outcome == "agreed" else "不予批准"
    place.at("approve", number, f"@{kind}", outcome=outcome, words=words, by=place.people[who])


def ended(place: Place, number: str) -> None:
    """Conclude, hear, decide and deliver."""
    record = {"text": "同意", "people": ["甲", "乙"], "signed": True, "happened": place.today().isoformat()}  # fmt: skip
    place.on("conclude_special", number, special=1, record=record)
    place.on("offer_hearing", number, words="拟不予许可")
    place.on("ask_hearing", number, special=2, words="要求听证", by=place.citizen)
    on = datetime(2026, 3, 17, 2, tzinfo=UTC)
    chair, _post = a_clerk(place.bureau, "reviewer")
    plan = {"place": "三楼", "chair": chair.actor_id, "chair_name": chair.name, "people": ["甲"]}
    place.on("arrange_special", number, special=2, on=on, plan=plan)
    place.now = on + timedelta(hours=2)
    record = {**record, "happened": "2026-03-17"}
    place.on("conclude_special", number, special=2, record=record)
    for name in place.reviews:
        place.review(number, name)
    place.decide(number, "refused", "不符合条件")
    place.on("deliver", number, mode="electronic", happened=place.today(), proof={})


def test_every_event_has_words_or_is_silent_on_purpose():
    told = [set(telling.TELLERS), set(telling.TOGETHER), set(telling.SILENT)]
    assert set.union(*told) == set(TYPES.values())
    assert sum(map(len, told)) == len(TYPES)


def test_a_whole_life_is_told_without_a_word_of_english(as_, clock, db):
    place = a_licence("health", "fire")
    number = lived(place)
    ended(place, number)
    clock.now = place.now + timedelta(hours=1)
    for who in ("officer", "window", "leader", "fire", "manager"):
        shown = visible(page(as_(place.people[who]), number))
        assert ENGLISH.findall(shown) == [], who
        for said in (
            "与原件核对",
            "当场更正",
            "延长 5 个工作日",
            "听证",
            "年收入",
            "结果已送达",
        ):
            assert said in shown, said


def test_the_same_in_english_has_its_english_words(as_, clock, db):
    place = a_licence("health", "fire")
    number = lived(place)
    clock.now = place.now + timedelta(hours=1)
    client = as_(place.people["officer"])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = client.get(reverse("staff:case", args=[number]), headers={"accept-language": "en"})
    shown = answer.content.decode()
    for said in ("Further acts", "Going on beside the steps", "Clock stopped", "Papers issued"):
        assert said in shown, said


def test_the_page_says_why_the_due_day_moved(clock, db):
    place = a_licence("health", "fire")
    number = lived(place)
    story = story_of(place.case(number), None, at=place.now)
    with override("zh-hans"):
        why = telling.moved_days(story)
    assert "中止 2月13日至2月25日，专家评审；" in why[0]
    assert "2026年3月" in why[0]
    assert why[1].startswith("时限延长 5 个工作日；")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("outcome", ["", "granted", "refused", *labels.DECLINED])
def test_every_state_has_a_name_and_none_is_english(state, outcome, clock):
    case = Case(state=state, outcome=outcome, procedure="licence", materials_on=clock.now.date())
    with override("zh-hans"):
        assert re.search(r"[\u4e00-\u9fff]", standing_of(case).name)


def test_acceptance_by_silence_is_told_as_such(as_, clock, db):
    place = a_licence("health")
    number = place.submit().number
    place.wait(days=30)
    place.sweep()
    clock.now = place.now
    shown = page(as_(place.people["window"]), number)
    assert "逾期未作答复，即为受理" in shown


def test_an_application_that_was_not_taken_on_names_the_right_organ(as_, clock, db):
    place = a_place("civil")
    number = place.submit().number
    answer = Answer("not_competent", "不属于本局", "市住建局")
    place.at("decline", number, "accept", answer=answer)
    shown = page(as_(place.people["window"]), number)
    assert "有权受理的机关：市住建局" in shown
