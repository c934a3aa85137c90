"""Numbers of certificates: one after the other for each organ, word and year, and no gap whatever fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from builders.certificates import a_registry, numbers
from builders.identity import an_organ
from tongban.kernel import Refusal
from tongban.kernel.certificates.rules import normal_number


@pytest.mark.django_db
def test_numbers_run_from_one_for_each_word_and_year_of_an_organ():
    registry = a_registry()
    first, second = registry.issue(), registry.issue()
    other_word = registry.issue(series="川广药")
    next_year = registry.issue(issued_on=date(2027, 1, 4), valid_from=date(2027, 1, 4))
    assert [row.number for row in (first, second, other_word, next_year)] == [
        "川广食〔2026〕0001号",
        "川广食〔2026〕0002号",
        "川广药〔2026〕0001号",
        "川广食〔2027〕0001号",
    ]


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap():
    registry = a_registry()
    registry.issue()
    with transaction.atomic():
        registry.issue()
        transaction.set_rollback(True)
    with pytest.raises(Refusal):
        registry.issue(terms={"面积": 1.5})
    assert registry.issue().number == "川广食〔2026〕0002号"
    assert numbers(registry.organ) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_whoever_asks_at_the_same_time_and_whoever_fails():
    registry = a_registry()

    def granted(turn: int) -> None:
        try:
            with transaction.atomic():
                registry.issue()
                if turn % 4 == 0:
                    raise RuntimeError
        except RuntimeError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(granted, range(24)))
    assert numbers(registry.organ) == list(range(1, 19))


@pytest.mark.django_db
@pytest.mark.parametrize("series", ["", "食2026", "食 品", "〔食〕", "食" * 21])
def test_a_word_that_would_spoil_the_number_is_refused(series):
    with pytest.raises(Refusal) as refused:
        a_registry().issue(series=series)
    assert refused.value.code == "certificate.series"


@pytest.mark.django_db
def test_two_organs_of_a_county_never_number_with_the_same_word():
    registry = a_registry()
    registry.issue()
    other = an_organ("卫生健康局")
    with pytest.raises(Refusal) as refused:
        registry.issue(organ_id=other.pk)
    assert refused.value.code == "certificate.series_taken"
    assert registry.issue(organ_id=other.pk, series="川广卫").running == 1


@pytest.mark.parametrize(
    "typed",
    [
        "川广食[2026]0012号",
        " 川广食〔2026〕 0012号",
        "川广食（2026）0012号",
        "川广食【2026】0012号",
    ],
)
def test_a_number_is_found_however_its_brackets_are_typed(typed):
    assert normal_number(typed) == "川广食〔2026〕0012号"
