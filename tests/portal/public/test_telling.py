"""A case told to citizens: every event has words or is silent on purpose, and what is whose."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from builders.cases import Place, a_licence
from tongban.kernel.cases.actions import Point, Wish
from tongban.kernel.cases.events import TYPES
from tongban.kernel.cases.queries import query_code
from tongban.kernel.cases.story import story_of
from tongban.portal.public.telling import SILENT, TELLERS, TOGETHER, told

POINT = Point("proof", "场所平面图缺少比例尺", "请重新上传")


@pytest.fixture
def place(db: None) -> Place:
    """A place whose matter is a licence."""
    return a_licence()


def lines(place: Place, number: str, *, own: bool, language: str = "zh-hans") -> str:
    with override(language):
        story = story_of(place.case(number), None, at=place.now)
        return "\n".join(f"{one.what} {one.words}" for one in told(story, own=own))


def test_every_event_has_words_or_a_deliberate_silence_and_never_both():
    said, silent = set(TELLERS) | TOGETHER, set(SILENT)
    assert said | silent == set(TYPES.values())
    assert not said & silent


def test_what_the_two_of_the_staff_agree_between_them_stays_inside(place):
    number = place.accepted()
    place.on("ask", number, wish=Wish("extension", {"days": 10, "reason": "需要补充核实"}))
    before = lines(place, number, own=True)
    assert "需要补充核实" not in before
    assert "@" not in before
    place.at("approve", number, "@extension", by=place.people["leader"], outcome="agreed", words="")
    assert "10 个工作日" in lines(place, number, own=True)
    assert "需要补充核实" in lines(place, number, own=True)


def test_the_points_of_a_demand_are_the_applicants_alone_and_its_day_is_everybodys(place):
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=[POINT])
    assert POINT.what in lines(place, number, own=True)
    told_to_all = lines(place, number, own=False)
    assert POINT.what not in told_to_all
    assert "补正" in told_to_all


def test_statements_places_papers_and_proofs_are_the_applicants_alone(place):
    number = place.accepted()
    place.on("hear", number, by=place.citizen, role="applicant", words="我的陈述意见")
    place.on("hear", number, role="third_party", words="邻居的反对意见")
    place.review(number, "health")
    place.decide(number)
    proof = {"recipient": "王小二", "relation": "子女", "identity": "居民身份证"}
    place.on("deliver", number, mode="window", proof=proof, happened=place.today(), by=place.people["window"])  # fmt: skip
    own, others = lines(place, number, own=True), lines(place, number, own=False)
    for words in ("我的陈述意见", "王小二", "材料接收凭证"):
        assert words in own
        assert words not in others
    assert "邻居的反对意见" not in own


def test_no_name_of_the_staff_is_told_in_either_language(place):
    number = place.decided()
    for person in place.people.values():
        for language in ("zh-hans", "en"):
            assert person.name not in lines(place, number, own=True, language=language)


def test_english_and_chinese_tell_the_same_number_of_lines(place):
    number = place.decided()
    counts = {len(lines(place, number, own=True, language=each).splitlines()) for each in ("en", "zh-hans")}  # fmt: skip
    assert len(counts) == 1


def test_the_tracking_page_tells_no_papers_and_the_own_page_does(client, place, signed_in):
    number = place.submit().number
    given = {"number": number, "code": query_code(number)}
    tracked = client.post("/track/", given).content.decode()
    own = signed_in(place.citizen).get(reverse("public:own", args=[number])).content.decode()
    assert "材料接收凭证" in own
    assert "材料接收凭证" not in tracked
