"""What a list of cases is narrowed to, however much is typed."""

from datetime import date

import pytest

from tongban.kernel.cases.narrowing import MOST_WORDS, Wanted, narrowed
from tongban.kernel.cases.queries import Case

pytestmark = pytest.mark.django_db


def asked(words: int) -> str:
    wanted = Wanted(words=" ".join(["字"] * words))
    return str(narrowed(Case.objects.all(), wanted, today=date(2026, 3, 2)).query)


def test_each_word_narrows_and_no_more_of_them_than_anybody_types():
    assert len(asked(1)) < len(asked(2)) < len(asked(MOST_WORDS))
    assert asked(500) == asked(MOST_WORDS)
