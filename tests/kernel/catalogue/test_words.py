"""Names and questions become search words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.catalogue import words


def test_a_name_is_found_by_its_characters_pairs_pinyin_and_initials():
    lexemes = words.entry("公租房").lexemes
    assert {"公", "租", "房", "公租", "租房", "p:gongzufang", "i:gzf"} <= set(lexemes)
    assert "公房" not in lexemes


def test_pinyin_from_the_middle_of_a_name_is_indexed_and_from_the_middle_of_a_syllable_is_not():
    lexemes = words.entry("公租房").lexemes
    assert "p:zufang" in lexemes
    assert "p:ongzufang" not in lexemes


def test_a_name_that_holds_an_official_term_is_indexed_under_the_everyday_word():
    entry = words.entry("公共租赁住房申请资格审核认定")
    assert " 公租房 " in entry.aliases
    assert " gzf " in entry.aliases
    assert "p:gongzufang" in entry.lexemes
    assert "公租房" not in words.entry("失业登记").aliases


def test_the_department_is_found_by_word_and_not_by_pinyin():
    lexemes = words.entry("失业登记", "", "区人社局").lexemes
    assert "人社" in lexemes
    assert "i:qrsj" not in lexemes


def test_width_case_marks_and_umlaut_do_not_matter():
    assert words.plain("ＧＺＦ（市级/县级）") == "gzf市级县级"
    assert words.question("lü'shi").plain == "lvshi"


def test_fillers_are_dropped_unless_they_are_all_there_is():
    assert words.question("居住证怎么办").plain == "居住证"
    assert words.question("怎么办").parts


def test_a_question_of_marks_alone_has_no_words():
    assert words.question("？！ -- '").parts == ()


def test_a_question_is_cut_at_the_borders_of_known_words_from_its_end():
    assert [part.text for part in words.question("补社保卡").parts] == ["补", "社保卡"]
    assert [part.text for part in words.question("身份证丢了").parts] == ["身份证", "丢了"]
    assert [part.weak for part in words.question("补社保卡").parts] == [True, False]


def test_a_saying_is_replaced_by_what_names_and_everyday_words_say():
    assert words.question("身份证搞丢了").plain == "身份证丢了"
    assert words.question("想开个饭馆").plain == words.question("想开饭馆").plain


def test_homophones_and_what_the_southwest_confuses_sound_alike():
    heard = {words.question(text).parts[0].sounding for text in ("shengfengzheng", "senfenzen")}
    assert all("'s:senfenzen':*" in one for one in heard)
    assert "s:senfenzen" in words.entry("身份证").lexemes


def test_the_official_words_weigh_more_than_the_everyday_ones_and_those_more_than_sounds():
    weighed = dict(words.entry("公共租赁住房").weighed)
    assert (weighed["租赁"], weighed["租房"], weighed["g:公房"], weighed["房"]) == (
        "A",
        "B",
        "B",
        "D",
    )


@given(st.text(max_size=300))
def test_whatever_is_typed_the_query_holds_at_most_24_words_and_no_loose_quote(text):
    asked = words.question(text)
    assert max(len(asked.words), len(asked.slips)) <= 24
    assert len(asked.parts) <= 12
    for query in (asked.written, asked.sounding, asked.any_of):
        assert query.count("'") % 2 == 0
        assert "\\" not in query


@given(st.text(max_size=200))
def test_whatever_a_name_holds_its_vector_can_be_written(name):
    for lexeme in words.entry(name).lexemes:
        assert "'" not in lexeme
        assert "\\" not in lexeme


@pytest.mark.parametrize("formal", list(words.everyday().terms))
def test_every_everyday_word_can_be_typed(formal):
    for word in words.everyday().terms[formal]:
        assert words.question(word).parts, word
