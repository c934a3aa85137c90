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
    assert words.question("怎么办").words


def test_a_question_of_marks_alone_has_no_words():
    assert words.question("？！ -- '").words == ()


@given(st.text(max_size=300))
def test_whatever_is_typed_the_query_holds_at_most_24_words_and_no_loose_quote(text):
    asked = words.question(text)
    assert len(asked.words) <= 24
    for word in asked.words:
        assert word.count("'") % 2 == 0
        assert "\\" not in word


@given(st.text(max_size=200))
def test_whatever_a_name_holds_its_vector_can_be_written(name):
    for lexeme in words.entry(name).lexemes:
        assert "'" not in lexeme
        assert "\\" not in lexeme


@pytest.mark.parametrize("formal", list(words.everyday().terms))
def test_every_everyday_word_can_be_typed(formal):
    for word in words.everyday().terms[formal]:
        assert words.question(word).words, word
