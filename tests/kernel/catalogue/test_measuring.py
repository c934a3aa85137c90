"""The search is measured by questions as people ask them, over the real list."""

import pytest

from builders.catalogue import DEMO, the_real_list
from builders.identity import FIRST_DAY
from tongban.kernel import Refusal
from tongban.kernel.catalogue import measuring, queries

QUESTIONS = measuring.read((DEMO / "queries.csv").read_text(encoding="utf-8"))
KINDS = {"name", "everyday", "synonym", "pinyin", "initials", "typo", "life event"}


def ask(text: str) -> list[str]:
    return [row.name for row in queries.search(text, on=FIRST_DAY, size=3).shown]


@pytest.mark.django_db
@pytest.mark.usefixtures("guangan")
def test_nine_in_ten_questions_find_a_right_name_among_the_first_three():
    found = measuring.measure(QUESTIONS, ask)
    assert found.whole.at_3 >= measuring.ENOUGH, "\n".join(measuring.told(found))
    assert found.held.at_3 >= 0.8
    assert found.whole.asked == found.tuned.asked + found.held.asked == len(QUESTIONS)


@pytest.mark.django_db
@pytest.mark.usefixtures("guangan")
@pytest.mark.parametrize("text", ["开饭馆", "kfg", "残疾证", "房产证过户"])
def test_the_words_of_the_citizen_find(text):
    right = next(one.accepted for one in QUESTIONS if one.query == text)
    assert set(ask(text)[:3]) & set(right)


def test_the_questions_are_many_of_every_kind_and_a_quarter_was_held_back():
    assert len(QUESTIONS) >= 200
    assert {one.kind for one in QUESTIONS} == KINDS
    assert len({one.query for one in QUESTIONS}) == len(QUESTIONS)
    assert sum(one.held for one in QUESTIONS) >= len(QUESTIONS) / 4


def test_every_accepted_name_is_in_the_real_list():
    names = {line.cells["name"] for line in the_real_list().lines}
    assert [n for one in QUESTIONS for n in one.accepted if n not in names] == []


def test_scores_are_counted_by_place_and_kind_and_misses_are_told():
    text = "query,kind,accepted,held\n甲,name,A | B,\n乙,typo,C,held\n丙,typo,D,\n"
    answers = {"甲": ["X", "B"], "乙": ["C"], "丙": ["X", "Y", "Z", "D"]}
    found = measuring.measure(measuring.read(text), answers.__getitem__)
    assert (found.whole.asked, found.whole.first, found.whole.third) == (3, 1, 2)
    assert found.kinds["typo"].at_3 == 0.5
    assert (found.tuned.at_3, found.held.at_1) == (0.5, 1.0)
    assert "line 4: 丙 → X / Y / Z" in list(measuring.told(found))


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "query,kind,accepted,held\n甲,name,,\n"])
def test_a_file_that_is_not_labelled_is_refused(text):
    with pytest.raises(Refusal):
        measuring.read(text)
