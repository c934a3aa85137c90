"""What a form says by itself is said in Chinese too, with the same places."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tongban.kernel.forms import words


@pytest.mark.parametrize("word", sorted(words.FAULTS + words.LABELS))
def test_every_word_of_a_form_has_its_chinese_with_the_same_places(word):
    with translation.override("zh-hans"):
        chinese = gettext(word)
    assert re.findall(r"\{\w+\}", chinese) == re.findall(r"\{\w+\}", word)
    assert chinese != word or not re.search("[a-z]", re.sub(r"\{\w+\}", "", word))


def test_the_lists_hold_every_word():
    said = {
        value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)
    }
    assert said == set(words.FAULTS + words.LABELS)
