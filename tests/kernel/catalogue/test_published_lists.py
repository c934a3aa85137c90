"""Public lists of a county: drawn on a day, published once, never moved afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders.catalogue import a_content, a_matter, a_published_version
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.listing import public_list, rows_in_force, seal_of
from tongban.kernel.catalogue.lists import ListKind, difference
from tongban.kernel.catalogue.models import Matter, MatterVersion, PublishedList
from tongban.kernel.catalogue.rules import Limit
from tongban.kernel.identity.queries import organ_by_id
from tongban.kernel.ledger.queries import events_of, faults

HOME = 511602
JUNE = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


def a_permit(name: str = "食品经营许可", **fields: object) -> MatterVersion:
    """A permit in force from the first day."""
    return a_published_version(a_matter(name, task_type="1"), name=name, power_type=1, **fields)


def revised(matter: Matter, *, on: date, **fields: object) -> MatterVersion:
    """The matter's successor, in force from the day `on`."""
    content = a_content(organ_id=matter.organ_id, **fields)
    draft = actions.draft_version(matter.pk, an_act(on=on), content=content)
    return actions.publish(draft.pk, an_act(on=on), on=on)


def published(kind: ListKind = ListKind.PERMITS, *, on: date = FIRST_DAY) -> PublishedList:
    return actions.publish_list(kind, an_act(on=on), home=HOME, on=on)


def code_of(do) -> str:
    with pytest.raises(Refusal) as refused:
        do()
    return refused.value.code


def test_rows_are_read_in_three_queries_however_many(django_assert_num_queries):
    for number in range(5):
        a_permit(f"许可{number}")
    with django_assert_num_queries(3):
        rows_in_force(HOME, on=FIRST_DAY)


def test_a_list_speaks_of_its_day_and_of_its_county_alone():
    version = a_permit(promised=Limit(30, "wd"))
    revised(version.matter, on=JUNE, name="食品经营许可（新）", power_type=1)
    spring, summer = (public_list(ListKind.PERMITS, HOME, on=on).rows for on in (FIRST_DAY, JUNE))
    assert ([spring[0].promised, summer[0].promised], summer[0].name) == (
        ["30wd", "20wd"],
        "食品经营许可（新）",
    )
    assert public_list(ListKind.PERMITS, 511603, on=JUNE).rows == ()
    (changed,) = difference(spring, summer).changed
    assert changed.fields == ("name", "promised")


def test_a_published_list_has_its_number_by_county_kind_and_year():
    version = a_permit()
    first = published()
    revised(version.matter, on=JUNE, name="改名", power_type=1)
    assert first.title == "广安区行政许可事项清单（2026年第1版）"
    assert published(on=JUNE).title == "广安区行政许可事项清单（2026年第2版）"
    assert published(ListKind.POWERS, on=JUNE).title == "广安区权力事项清单（2026年第1版）"
    revised(version.matter, on=date(2027, 1, 4), name="又改名", power_type=1)
    assert published(on=date(2027, 1, 4)).title == "广安区行政许可事项清单（2027年第1版）"


def test_a_published_list_does_not_move_when_the_catalogue_changes():
    version = a_permit()
    sealed = published()
    before = public_list(ListKind.PERMITS, HOME, on=FIRST_DAY).rows
    revised(version.matter, on=FIRST_DAY, name="同日更正", power_type=1)
    sealed.refresh_from_db()
    assert sealed.entries == before != public_list(ListKind.PERMITS, HOME, on=FIRST_DAY).rows
    assert seal_of(sealed).holds


def test_the_log_tells_of_a_published_list_with_its_digest():
    a_permit()
    sealed = published()
    (record,) = events_of(HOME, sealed.stream)
    assert record.type == "list.published"
    assert record.data["digest"] == sealed.digest
    assert (record.data["rows"], record.data["day"]) == (1, "2026-01-01")
    assert list(faults()) == []


@pytest.mark.parametrize(
    "tampered",
    [{"title": "假清单"}, {"day": JUNE}, {"number": 7}, {"unknown": 9}, {"count": 2}, {"rows": []}],
)
def test_whatever_is_altered_in_a_published_list_is_noticed(tampered):
    a_permit()
    sealed = published()
    PublishedList.objects.filter(pk=sealed.pk).update(**tampered)
    sealed.refresh_from_db()
    assert not seal_of(sealed).rows_hold


def test_a_list_sealed_anew_over_altered_rows_disagrees_with_the_log():
    a_permit()
    sealed = published()
    sealed.rows = [replace(sealed.entries[0], name="假事项").frozen()]
    sealed.digest = sealed.recomputed()
    sealed.save()
    seal = seal_of(sealed)
    assert seal.rows_hold
    assert not seal.log_holds
    assert not seal.holds


def test_an_unchanged_list_is_refused_until_something_changes():
    version = a_permit()
    published()
    again = FIRST_DAY + timedelta(days=9)
    assert code_of(lambda: published(on=again)) == "catalogue.list_unchanged"
    revised(version.matter, on=again, name="改名", power_type=1)
    assert published(on=again).number == 2


def test_no_list_is_published_of_a_day_to_come_before_the_last_or_without_a_matter():
    assert code_of(published) == "catalogue.list_empty"
    version = a_permit()
    ahead = an_act(on=FIRST_DAY)
    early = lambda: actions.publish_list(ListKind.PERMITS, ahead, home=HOME, on=JUNE)  # noqa: E731
    assert code_of(early) == "catalogue.list_not_yet"
    revised(version.matter, on=JUNE, name="改名", power_type=1)
    published(on=JUNE)
    assert code_of(published) == "catalogue.list_out_of_order"
    assert PublishedList.objects.count() == 1


def test_a_list_is_published_by_who_keeps_the_catalogue_of_every_organ_on_it():
    district = an_organ("广安区人民政府")
    one, other = (an_organ(name, parent=district) for name in ("区水务局", "区林业局"))
    for organ in (one, other):
        a_published_version(
            Matter.objects.create(home=HOME, organ=organ, origin="test", created=an_act().at),
            power_type=1,
        )
    for stranger in (a_clerk(district, "leader"), a_clerk(one, "keeper")):
        act = an_act(by=stranger[0].actor_id)
        do = lambda act=act: actions.publish_list(  # noqa: E731
            ListKind.PERMITS, act, home=HOME, on=FIRST_DAY
        )
        assert code_of(do) == "catalogue.may_not_keep"
    keeper = an_act(by=a_clerk(organ_by_id(district.pk), "keeper")[0].actor_id)
    assert actions.publish_list(ListKind.PERMITS, keeper, home=HOME, on=FIRST_DAY).count == 2
