"""Versions are drafted, published and cancelled, and never overlap."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from builders.catalogue import a_content, a_draft, a_matter, a_published_version
from builders.identity import FIRST_DAY, a_clerk, an_act
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions, queries
from tongban.kernel.catalogue.content import Paper
from tongban.kernel.catalogue.models import Basis, ImportBatch, Matter, MatterVersion
from tongban.kernel.catalogue.rules import Limit
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
IN_A_MONTH = FIRST_DAY + timedelta(days=30)
IN_A_WEEK = FIRST_DAY + timedelta(days=7)


def in_force(matter: Matter, on: date) -> int | None:
    version = queries.version_in_force(matter.pk, on=on)
    return None if version is None else version.ordinal


def published(matter: Matter, *, on: date, today: date = FIRST_DAY) -> MatterVersion:
    return actions.publish(a_draft(matter, on=today).pk, an_act(on=today), on=on)


def test_a_successor_is_prepared_while_the_old_version_lives_and_takes_over_on_its_day():
    matter = a_matter()
    published(matter, on=IN_A_MONTH)
    assert in_force(matter, IN_A_MONTH - timedelta(days=1)) == 1
    assert in_force(matter, IN_A_MONTH) == 2


def test_a_correction_on_the_same_day_leaves_only_the_corrected_version_in_force():
    matter = a_matter()
    published(matter, on=FIRST_DAY)
    assert in_force(matter, FIRST_DAY) == 2
    assert MatterVersion.objects.get(matter=matter, ordinal=1).status == "cancelled"


def test_a_version_published_before_a_scheduled_one_ends_where_that_begins():
    matter = a_matter()
    published(matter, on=IN_A_MONTH)
    published(matter, on=IN_A_WEEK)
    days = (FIRST_DAY, IN_A_WEEK, IN_A_MONTH - timedelta(days=1), IN_A_MONTH)
    assert [in_force(matter, day) for day in days] == [1, 3, 3, 2]


def test_a_scheduled_successor_that_is_cancelled_lets_its_predecessor_run_on():
    matter = a_matter()
    successor = published(matter, on=IN_A_MONTH)
    actions.cancel(successor.pk, an_act(), on=FIRST_DAY)
    assert in_force(matter, IN_A_MONTH) == 1


def test_a_cancelled_matter_is_no_longer_found_and_its_version_can_still_be_read():
    version = a_published_version()
    actions.cancel(version.pk, an_act(), on=IN_A_WEEK)
    assert queries.search(version.name, on=IN_A_WEEK).total == 0
    assert queries.search(version.name, on=FIRST_DAY).total == 1
    assert queries.version_by_id(version.pk) == version
    with pytest.raises(Refusal, match="has ended already"):
        actions.cancel(version.pk, an_act(on=IN_A_MONTH), on=IN_A_MONTH)


def test_a_running_case_keeps_its_version_after_the_successor_came():
    matter = a_matter()
    before = queries.version_in_force(matter.pk, on=FIRST_DAY)
    published(matter, on=FIRST_DAY)
    assert queries.version_by_id(before.pk).name == before.name


def test_the_database_refuses_two_published_versions_of_a_matter_on_one_day():
    version = a_published_version()
    with (
        pytest.raises(IntegrityError, match="published_versions_never_overlap"),
        transaction.atomic(),
    ):
        MatterVersion.objects.filter(matter=version.matter).update(
            status="published", valid=DateRange(FIRST_DAY, None)
        )
    a_published_version(a_matter("另一个事项"))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"form": None}, "an_online_version_is_whole"),
        ({"procedure": None}, "an_online_version_is_whole"),
        ({"promised_amount": 31}, "a_promise_is_within_the_statute"),
        ({"promised_unit": None}, "a_promised_limit_has_amount_and_unit"),
        ({"statutory_amount": None}, "a_statutory_limit_has_amount_and_unit"),
        ({"visits": 1}, "visits_have_a_reason"),
        ({"valid": None}, "a_published_version_has_its_days"),
    ],
)
def test_the_database_refuses_the_impossible(fields, constraint):
    version = a_published_version()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MatterVersion.objects.filter(pk=version.pk).update(**fields)


def test_everything_that_is_missing_for_online_application_is_named():
    draft = a_draft(a_matter(), bases=(), online=True)
    with pytest.raises(Refusal, match="basis not entered") as refused:
        actions.publish(draft.pk, an_act(), on=FIRST_DAY)
    assert refused.value.code == "catalogue.not_whole"


def test_a_guide_without_flow_and_form_is_published_when_it_is_not_online():
    version = a_published_version(a_matter(), form=None, flow=None, online=False)
    assert in_force(version.matter, FIRST_DAY) == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"promised": Limit(31, "wd")}, "catalogue.promise_too_long"),
        ({"promised": Limit(40, "wd"), "statutory": Limit(1, "mo")}, "catalogue.promise_too_long"),
        ({"visits": 2}, "catalogue.visits_without_reason"),
        ({"materials": (Paper(key="rest", name="其他材料"),)}, "catalogue.catch_all_material"),
    ],
)
def test_a_draft_that_may_not_stand_is_refused_at_once(fields, code):
    with pytest.raises(Refusal) as refused:
        a_draft(**fields)
    assert refused.value.code == code
    assert not MatterVersion.objects.filter(status="draft").exists()


def test_the_database_refuses_a_catch_all_material_too():
    version = a_published_version(materials=(Paper(key="card", name="居民身份证"),))
    with pytest.raises(IntegrityError, match="no_catch_all_material"), transaction.atomic():
        version.materials.update(name="其他相关材料")


def test_a_guide_may_promise_nothing_yet():
    version = a_published_version(a_matter(), promised=None, statutory=None, online=False)
    assert (version.promised, version.statutory) == (None, None)


def test_a_draft_that_is_dropped_leaves_what_is_in_force_alone():
    draft = a_draft()
    assert actions.cancel(draft.pk, an_act(), on=FIRST_DAY).status == "cancelled"
    assert in_force(draft.matter, FIRST_DAY) == 1


def test_a_cancelled_first_version_that_never_began_leaves_no_version():
    version = MatterVersion.objects.get(matter=a_matter())
    actions.cancel(version.pk, an_act(), on=FIRST_DAY)
    assert in_force(version.matter, FIRST_DAY) is None
    later = published(version.matter, on=IN_A_WEEK)
    actions.cancel(later.pk, an_act(), on=FIRST_DAY)
    assert in_force(version.matter, IN_A_WEEK) is None


def test_every_row_names_itself():
    version = a_published_version(materials=(Paper(key="card", name="居民身份证"),))
    assert str(version) == f"{version.name} v2"
    assert str(version.matter) == f"matter/{version.matter_id}"
    assert str(version.bases.get()) == "《公共租赁住房管理办法》第七条"
    assert str(version.materials.get()) == "居民身份证"
    assert str(version.matter.codes.get()).startswith("item_code:")
    assert str(ImportBatch.objects.get()) == "list.csv 2026-01-01"
    assert queries.guide(version.matter_id, on=FIRST_DAY).matter_id == version.matter_id


def test_a_draft_is_rewritten_rather_than_doubled():
    matter = a_matter()
    first, second = a_draft(matter), a_draft(matter, name="改后的名称")
    assert first.pk == second.pk
    assert Basis.objects.filter(version=second).count() == 1
    assert MatterVersion.objects.get(pk=first.pk).name == "改后的名称"


def test_a_published_version_is_never_published_again():
    version = a_published_version()
    with pytest.raises(Refusal, match="is no draft"):
        actions.publish(version.pk, an_act(), on=FIRST_DAY)


def test_nothing_is_published_for_a_day_that_has_passed_and_the_day_is_shanghais():
    draft = a_draft()
    act = an_act(on=IN_A_WEEK)
    with pytest.raises(Refusal, match="has passed"):
        actions.publish(draft.pk, act, on=IN_A_WEEK - timedelta(days=1))
    assert actions.publish(draft.pk, act, on=IN_A_WEEK).status == "published"


def test_a_matter_or_version_that_is_not_there_is_refused_in_words():
    with pytest.raises(Refusal, match="There is no matter version 0"):
        actions.publish(0, an_act(), on=FIRST_DAY)
    with pytest.raises(Refusal, match="There is no matter 0"):
        actions.draft_version(0, an_act(), content=a_content())


def test_each_step_leaves_its_line_in_the_log_of_the_matter():
    version = a_published_version()
    actions.cancel(version.pk, an_act(), on=IN_A_WEEK)
    stream = f"matter/{version.matter_id}"
    events = events_of(version.matter.home, stream)
    assert [it.type for it in events] == ["matter.drafted", "matter.published", "matter.cancelled"]
    assert (
        events[1].data["closed"] == MatterVersion.objects.get(matter=version.matter, ordinal=1).pk
    )


def test_drafts_are_seen_by_the_keeper_of_the_division_and_by_nobody_else():
    draft = a_draft()
    keeper, officer = a_clerk(duty="keeper")[0], a_clerk(duty="officer")[0]
    assert draft in queries.versions_visible_to(keeper, on=FIRST_DAY)
    assert draft not in queries.versions_visible_to(officer, on=FIRST_DAY)
    assert draft not in queries.versions_visible_to(None, on=FIRST_DAY)
    assert queries.search(draft.name, on=FIRST_DAY).total == 0
