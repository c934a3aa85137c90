"""What is searched in vain is counted without personal data, settled by a keeper, and forgotten."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.catalogue import a_matter
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue.actions import count_miss, settle_misses
from tongban.kernel.catalogue.forgetting import forget_misses
from tongban.kernel.catalogue.keeper.queries import missed_searches, settled_misses
from tongban.kernel.catalogue.misses import LONGEST, kept
from tongban.kernel.catalogue.models import MissedSearch
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db
HOME = 511602


def missed(text: str, *, times: int = 1, on=FIRST_DAY, home: int = HOME, partial=False) -> None:
    for _ in range(times):
        count_miss(text, an_act(on=on), home=home, partial=partial)


def listed(home: int = HOME) -> list[tuple[str, int, int]]:
    rows = missed_searches(home, since=FIRST_DAY - timedelta(days=30), most=10)
    return [(row.question, row.count, row.days) for row in rows]


def test_a_question_is_counted_by_the_day_and_the_most_frequent_comes_first():
    missed("挖矿")
    missed("火星移民", times=2)
    missed("火星移民", on=FIRST_DAY + timedelta(days=1))
    missed("火星移民", home=HOME + 1)
    missed("老皇历", on=FIRST_DAY - timedelta(days=31))
    assert listed() == [("火星移民", 3, 2), ("挖矿", 1, 1)]


def test_telephone_and_identity_numbers_are_not_kept():
    assert kept("身份证 51160219900101123X 丢了") == "身份证 丢了"
    assert kept("找１３８００１３８０００") == "找"
    assert kept("电话 138 0013-8000 换了") == "电话 换了"
    assert kept("身份证 511602 19900101 123 X 丢了") == "身份证 丢了"
    assert kept("2026 年 1 月") == "2026 年 1 月"
    missed("13800138000")
    assert not MissedSearch.objects.exists()


@given(st.text(max_size=200))
def test_whatever_is_typed_is_kept_short_and_without_long_numbers(text):
    question = kept(text)
    assert len(question) <= LONGEST
    assert not any(question[at : at + 6].isdecimal() and question[at : at + 6].isascii() for at in range(len(question) - 5))  # fmt: skip


def test_a_keeper_settles_a_question_with_a_note_and_it_comes_again_when_asked_later():
    organ = a_matter("测试").organ
    keeper = a_clerk(organ, "keeper")[0]
    missed("火星移民", times=2, home=organ.home)
    act = an_act(by=keeper.actor_id)
    assert settle_misses("火星移民", act, organ=organ, note="已增加常用词") == 1
    assert listed(organ.home) == []
    settled = settled_misses(organ.home, since=FIRST_DAY, most=10)
    assert [(one.question, one.note) for one in settled] == [("火星移民", "已增加常用词")]
    missed("火星移民", on=FIRST_DAY + timedelta(days=1), home=organ.home)
    assert listed(organ.home) == [("火星移民", 1, 1)]


def test_the_log_says_that_it_was_settled_and_holds_neither_question_nor_note():
    organ = a_matter("测试").organ
    missed("火星移民", home=organ.home)
    settle_misses("火星移民", an_act(), organ=organ, note="已增加常用词")
    event = Event.objects.get(type="search.settled")
    assert set(event.data) == {"misses"}


def test_nobody_else_settles_and_nothing_is_settled_without_note_or_twice():
    organ = a_matter("测试").organ
    missed("火星移民", home=organ.home)
    stranger = a_clerk(an_organ(), "keeper")[0]
    for by, note, code in (
        (stranger.actor_id, "已处理", "catalogue.may_not_keep"),
        ("system", "  ", "catalogue.miss_without_note"),
    ):
        with pytest.raises(Refusal) as refused:
            settle_misses("火星移民", an_act(by=by), organ=organ, note=note)
        assert refused.value.code == code
    settle_misses("火星移民", an_act(), organ=organ, note="已处理")
    with pytest.raises(Refusal, match="dealt with already"):
        settle_misses("火星移民", an_act(), organ=organ, note="已处理")


def test_old_questions_are_forgotten_after_the_days_of_the_parameter():
    missed("旧的")
    at = an_act(on=FIRST_DAY + timedelta(days=180)).at
    assert forget_misses(at) == 0
    assert forget_misses(at + timedelta(days=1)) == 1
