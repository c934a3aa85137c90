"""Events of life bring the matters that belong to them."""

import pytest

from builders.catalogue import the_real_list
from builders.identity import FIRST_DAY
from tongban.kernel.catalogue import everyday, living, queries, words

NAMES = [line.cells["name"] for line in the_real_list().lines]


def event(text: str) -> str | None:
    found = living.event_of(words.question(text))
    return None if found is None else found.key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("生孩子要办什么", "birth"),
        ("家里老人过世了", "death"),
        ("开饭馆", "restaurant"),
        ("kaifanguan", "restaurant"),
        ("kfg", "restaurant"),
        ("房产证过户", "home"),
        ("公司关门不干了", "closing"),
        ("居住证", None),
        ("hz", None),
    ],
)
def test_an_event_is_known_by_its_words_pinyin_and_initials(text, key):
    assert event(text) == key


@pytest.mark.parametrize("one", everyday.life_events(), ids=lambda one: one.key)
def test_every_matter_of_an_event_is_in_the_real_list(one):
    lost = [part for part in one.matters if not any(part in name for name in NAMES)]
    assert lost == []


def test_no_word_belongs_to_two_events():
    said = [word for one in everyday.life_events() for word in one.words]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("formal", list(words.everyday().terms))
def test_every_official_term_is_in_a_name_of_the_real_list(formal):
    assert any(formal in name for name in NAMES)


@pytest.mark.parametrize("saying", list(words.everyday().sayings))
def test_no_word_that_is_replaced_is_in_an_official_name(saying):
    assert not any(saying in name for name in NAMES)


@pytest.mark.django_db
@pytest.mark.usefixtures("guangan")
def test_an_event_leads_where_it_is_most_of_the_question_and_follows_elsewhere():
    alone = queries.search("生孩子", on=FIRST_DAY)
    assert (alone.event.title, alone.event.leads) == ("生孩子", True)
    assert alone.shown[0].name == "《出生医学证明》首次签发"
    beside = queries.search("招聘会服务招人", on=FIRST_DAY)
    assert not beside.event.leads
    assert queries.search("养老院", on=FIRST_DAY).event is None


@pytest.mark.django_db
@pytest.mark.usefixtures("guangan")
def test_an_event_keeps_to_the_filters_and_is_shown_on_the_first_page_only():
    first = queries.search("户口登记", on=FIRST_DAY).rows[0]
    narrowing = queries.Narrowing(organ_id=first.organ_id)
    rows = queries.search("生孩子", on=FIRST_DAY, narrowing=narrowing).event.rows
    assert {row.organ_name for row in rows} == {"区公安分局"}
    pages = [queries.search("生孩子", on=FIRST_DAY, page=page, size=1) for page in (1, 2)]
    assert [page.event is not None for page in pages] == [True, pages[0].pages == 1]
