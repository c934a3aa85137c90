"""百公里消耗: between two full fills, partial fills included, levels never, litres and kWh apart, outliers named."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from builders.vehicles import fill
from tongban.domains.vehicles.rules.consumption import average, stretches
from tongban.domains.vehicles.rules.kinds import Carrier
from tongban.domains.vehicles.rules.outliers import against_peers, median, spread

LITRES, POWER = Carrier.LITRES, Carrier.KILOWATT_HOURS
HUNDREDTHS = st.integers(1, 9_000).map(lambda number: Decimal(number) / 100)
JUDGE = {"deviations": Decimal(6), "apart": Decimal("0.25")}


def test_what_is_put_in_between_two_full_fills_counts_and_the_first_does_not():
    (one,) = stretches([fill(1, 10_000, "50"), fill(9, 10_500, "40")], LITRES)
    assert one.per_100_km == 8


def test_partial_fills_between_count_to_the_stretch():
    fills = [fill(1, 10_000, "50"), fill(4, 10_200, "10", full=False), fill(9, 10_500, "30")]
    assert [one.per_100_km for one in stretches(fills, LITRES)] == [8]


def test_without_a_second_full_fill_nothing_is_reckoned():
    assert stretches([fill(1, 10_000, "50"), fill(4, 10_200, "10", full=False)], LITRES) == []
    assert average([]) is None


def test_the_average_weighs_by_km_and_is_not_the_mean_of_the_stretches():
    fills = [fill(1, 0, "50"), fill(5, 100, "20"), fill(9, 1000, "72")]
    found = stretches(fills, LITRES)
    assert [one.per_100_km for one in found] == [20, 8]
    assert average(found) == Decimal("9.20")


def test_litres_and_kilowatt_hours_of_a_plug_in_car_are_never_mixed():
    fills = [
        fill(1, 10_000, "40"),
        fill(2, 10_050, "9", carrier=POWER),
        fill(5, 10_200, "18", carrier=POWER),
        fill(9, 10_500, "20"),
    ]
    assert average(stretches(fills, LITRES)) == Decimal("4.00")
    assert average(stretches(fills, POWER)) == Decimal("12.00")


def test_a_doubtful_fill_is_kept_out_of_the_average_on_both_its_sides():
    fills = [fill(1, 0, "50"), fill(3, 500, "40"), fill(5, 1000, "400"), fill(9, 1500, "40")]
    assert average(stretches(fills, LITRES)) == Decimal("32.00")
    fills[2] = replace(fills[2], doubtful=True)
    found = stretches(fills, LITRES)
    assert [one.doubtful for one in found] == [False, True, True]
    assert average(found) == Decimal("8.00")


def test_a_stretch_over_which_the_car_did_not_move_is_not_reckoned():
    assert stretches([fill(1, 500, "50"), fill(2, 500, "3")], LITRES) == []


@given(st.lists(st.tuples(HUNDREDTHS, st.integers(1, 900)), min_size=2, max_size=12), st.data())
def test_splitting_a_fill_into_partial_fills_changes_no_consumption(steps, data):
    km, fills = 0, []
    for day, (litres, driven) in enumerate(steps, start=1):
        km += driven
        fills.append(fill(day, km, str(litres)))
    place = data.draw(st.integers(1, len(fills) - 1))
    part = data.draw(st.integers(0, 100)) * fills[place].quantity / 100
    first = replace(fills[place], quantity=part, full=False)
    rest = replace(fills[place], quantity=fills[place].quantity - part)
    split = [*fills[:place], first, rest, *fills[place + 1 :]]
    assert average(stretches(split, LITRES)) == average(stretches(fills, LITRES))


@given(
    st.lists(st.tuples(HUNDREDTHS, st.integers(1, 900)), min_size=2, max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_entry_does_not_matter(steps, chance):
    km, fills = 0, []
    for day, (litres, driven) in enumerate(steps, start=1):
        km += driven
        fills.append(fill(day, km, str(litres)))
    mixed = fills[:]
    chance.shuffle(mixed)
    assert stretches(mixed, LITRES) == stretches(fills, LITRES)


def figures(*values: str) -> dict[int, Decimal]:
    return {number: Decimal(value) for number, value in enumerate(values)}


def test_an_absurd_figure_is_named_and_does_not_shift_the_median():
    found = spread(figures("8.1", "7.9", "8.0", "8.2", "7.8", "800"), **JUDGE)
    assert found.apart == {5}
    assert found.median == Decimal("8.05")


def test_figures_close_together_are_left_alone_however_close_they_are():
    assert spread(figures("8.00", "8.00", "8.01", "8.00", "8.01", "8.9"), **JUDGE).apart == set()


def test_where_most_are_equal_one_far_away_is_still_found():
    assert spread(figures(*["8"] * 30, "80"), **JUDGE).apart == {30}


def test_of_few_figures_nothing_is_said():
    assert spread(figures("8", "8", "8", "800"), **JUDGE).median is None


def test_a_car_with_few_figures_is_judged_by_its_kind():
    peers = {f"peer{number}": Decimal(8) + Decimal(number) / 10 for number in range(8)}
    peers["odd"] = Decimal(90)
    own = {"a": Decimal("8.2"), "b": Decimal(60)}
    assert against_peers(own, peers, **JUDGE).apart == {"b"}


def test_the_middle_of_an_even_number_is_between_the_two():
    assert median([Decimal(4), Decimal(1), Decimal(3), Decimal(2)]) == Decimal("2.5")


@given(st.lists(st.integers(700, 900), min_size=5, max_size=40), st.integers(10_000, 90_000))
def test_one_figure_ten_times_as_great_is_always_found(usual, odd):
    values = {number: Decimal(value) / 100 for number, value in enumerate(usual)}
    found = spread({**values, -1: Decimal(odd) / 100}, **JUDGE)
    assert -1 in found.apart
