"""Case numbers come from the id and say when a digit was mistyped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel import Refusal
from tongban.kernel.cases.rules import case_number, parsed_number

homes = st.integers(110000, 659999)
ids = st.integers(1, 10**12)
days = st.dates(date(2004, 7, 1), date(2099, 12, 31))


@given(homes, days, ids)
def test_a_number_leads_back_to_its_home_and_id(home, on, case_id):
    assert parsed_number(case_number(home, on, case_id)) == (home, case_id)


@given(homes, days, ids, st.data())
def test_any_one_mistyped_digit_is_refused(home, on, case_id, data):
    number = case_number(home, on, case_id)
    place = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from([each for each in "0123456789" if each != number[place]]))
    with pytest.raises(Refusal):
        parsed_number(number[:place] + digit + number[place + 1 :])


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_crashes(text):
    try:
        home, case_id = parsed_number(text)
    except Refusal:
        return
    assert home >= 0
    assert case_id >= 0
