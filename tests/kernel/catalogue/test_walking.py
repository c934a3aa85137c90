"""A search result is walked through from row to row, whatever is published or superseded meanwhile."""

import pytest

from builders.catalogue import a_matter
from builders.identity import FIRST_DAY
from tongban.kernel.catalogue.walking import Place, walk

pytestmark = pytest.mark.django_db


def names(stretch):
    return [row.name for row in stretch.rows]


def test_the_whole_result_is_walked_once_in_the_order_of_the_search():
    for number in range(5):
        a_matter(f"养老服务{number}")
    whole = names(walk("养老", on=FIRST_DAY))
    first = walk("养老", on=FIRST_DAY, size=2)
    second = walk("养老", on=FIRST_DAY, size=2, after=first.next)
    third = walk("养老", on=FIRST_DAY, size=2, after=second.next)
    assert names(first) + names(second) + names(third) == whole
    assert (first.total, third.next) == (5, None)


def test_behind_a_row_that_is_no_longer_there_the_walk_goes_on_by_its_number():
    for number in range(3):
        a_matter(f"养老服务{number}")
    whole = names(walk("", on=FIRST_DAY))
    assert names(walk("", on=FIRST_DAY, after=Place(10**9, 1))) == whole[1:]


def test_a_question_that_nothing_answers_has_no_rows_and_no_end():
    a_matter("养老服务")
    nothing = walk("火箭发射", on=FIRST_DAY)
    assert (names(nothing), nothing.next) == ([], None)
