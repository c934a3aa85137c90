"""Which matters stand on which public list, and how two lists differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.catalogue import lists
from tongban.kernel.catalogue.list_labels import FIELDS, KINDS, MEANINGS
from tongban.kernel.catalogue.lists import ListKind, Row, applied, difference, select, thawed

BARE = Row(matter=1, name="事项", power_type=1, level=4, organ_id=1, organ="区住建局")
EVERY_KIND = st.sampled_from(ListKind)
ROWS = st.lists(
    st.builds(
        Row,
        matter=st.integers(1, 9),
        name=st.sampled_from(["甲", "乙", "丙"]),
        power_type=st.sampled_from([1, 7, 20]),
        level=st.just(4),
        organ_id=st.integers(1, 3),
        organ=st.sampled_from(["区住建局", "区民政局"]),
        case_type=st.sampled_from([None, 1, 2]),
        visits=st.sampled_from([None, 0, 1, 2]),
        themes=st.sampled_from([(), ("person.birth",), ("body.tax", "person.death")]),
        depth=st.sampled_from([(), (1,), (2, 4)]),
        conveniences=st.sampled_from([(), ("agent",), ("agent", "nearby")]),
    ),
    unique_by=lambda row: row.matter,
)


@given(EVERY_KIND, ROWS, ROWS)
def test_the_difference_applied_to_the_first_list_gives_the_second(kind, before, after):
    first, second = select(kind, before).rows, select(kind, after).rows
    assert applied(kind, first, difference(first, second)) == second
    assert bool(difference(first, second)) == (first != second)


@given(ROWS)
def test_every_matter_is_on_the_list_or_off_it_or_not_entered(rows):
    for kind in ListKind:
        found = select(kind, rows)
        off = [row for row in rows if lists.belongs(kind, row) is False]
        assert len(found.rows) + found.unknown + len(off) == len(rows)


@given(ROWS)
def test_powers_and_services_share_nothing_and_leave_nothing_out(rows):
    powers, services = (select(kind, rows).rows for kind in (ListKind.POWERS, ListKind.SERVICES))
    assert sorted(row.matter for row in powers + services) == sorted(row.matter for row in rows)


@given(ROWS)
def test_a_row_comes_back_from_a_sealed_list_as_it_went_in(rows):
    assert [thawed(row.frozen()) for row in rows] == rows


@pytest.mark.parametrize(
    ("kind", "on", "off", "unknown"),
    [
        (ListKind.PERMITS, {}, {"power_type": 7}, None),
        (ListKind.IMMEDIATE, {"case_type": 1}, {"case_type": 2}, {}),
        (ListKind.ONLINE, {"online": True}, {"depth": (1,)}, {}),
        (ListKind.ONLINE, {"depth": (1, 2)}, {"channels": ("window",)}, {}),
        (ListKind.ONLINE, {"channels": ("window", "online")}, {"depth": (8,)}, {}),
        (ListKind.NEARBY, {"conveniences": ("nearby",)}, {"conveniences": ("agent",)}, {}),
        (ListKind.ONCE, {"visits": 1}, {"visits": 2}, {}),
        (ListKind.ONCE, {"visits": 0}, {"visits": 3}, {}),
        (ListKind.ZERO, {"visits": 0}, {"visits": 1}, {}),
        (ListKind.THEMES, {"themes": ("person.birth",)}, None, {}),
    ],
)
def test_a_fact_decides_and_a_missing_one_is_not_taken_for_no(kind, on, off, unknown):
    assert lists.belongs(kind, replace(BARE, **on)) is True
    assert off is None or lists.belongs(kind, replace(BARE, **off)) is False
    assert unknown is None or lists.belongs(kind, replace(BARE, **unknown)) is None


def test_a_change_names_the_fields_that_differ_and_no_other():
    (changed,) = difference([BARE], [replace(BARE, promised="5wd", visits=1)]).changed
    assert changed.fields == ("promised", "visits")


def test_the_digest_moves_with_every_word_of_head_and_rows():
    head = {"title": "清单", "number": 1}
    one = lists.digest(head, [BARE.frozen()])
    assert one == lists.digest(dict(reversed(head.items())), [BARE.frozen()])
    assert one != lists.digest({**head, "number": 2}, [BARE.frozen()])
    assert one != lists.digest(head, [replace(BARE, fee="10元").frozen()])


def test_every_kind_and_every_field_has_its_words():
    assert set(KINDS) == set(MEANINGS) == set(lists.OFFICIAL) == set(ListKind)
    assert set(FIELDS) == set(Row.__dataclass_fields__) - {"matter"}
