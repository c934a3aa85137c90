"""An import changes what is in force today; what was cancelled or prepared stays as it was settled."""

from datetime import timedelta

import pytest

from builders.catalogue import HEADER, a_draft, a_matter, a_published_version, a_row, imported
from builders.identity import FIRST_DAY, an_act
from tongban.kernel.catalogue import actions, queries, telling
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.sorting import Report

pytestmark = pytest.mark.django_db
NEXT_DAY = FIRST_DAY + timedelta(days=1)
IN_A_MONTH = FIRST_DAY + timedelta(days=30)


def delivered_anew(matter: Matter, *, on=NEXT_DAY, **cells: str) -> Report:
    """The matter's row once more, with these cells changed."""
    matter.refresh_from_db()
    row = {**matter.delivered, "task_type": str(matter.delivered["power_type"]), **cells}
    return imported(a_row(**{name: str(row[name]) for name in HEADER}), on=on)


def name_on(matter: Matter, on) -> str | None:
    version = queries.version_in_force(matter.pk, on=on)
    return None if version is None else version.name


def test_a_prepared_successor_keeps_its_day_and_content_and_is_told_as_a_warning():
    matter = a_matter("旧名称")
    draft = a_draft(matter, name="明年的新规定")
    actions.publish(draft.pk, an_act(), on=IN_A_MONTH)
    report = delivered_anew(matter, name="改后名称")
    assert (report.updated, [it.code for it in report.warnings]) == (1, ["prepared"])
    assert IN_A_MONTH.isoformat() in telling.reason(report.warnings[0])
    assert telling.remedy(report.warnings[0])
    days = (FIRST_DAY, NEXT_DAY, IN_A_MONTH - timedelta(days=1), IN_A_MONTH)
    names = ["旧名称", "改后名称", "改后名称", "明年的新规定"]
    assert [name_on(matter, day) for day in days] == names


def test_an_import_does_not_put_off_the_day_on_which_a_matter_ends():
    matter = a_matter("旧名称")
    version = queries.version_in_force(matter.pk, on=FIRST_DAY)
    actions.cancel(version.pk, an_act(), on=IN_A_MONTH)
    assert [it.code for it in delivered_anew(matter, name="改后名称").warnings] == ["prepared"]
    days = (NEXT_DAY, IN_A_MONTH - timedelta(days=1), IN_A_MONTH)
    assert [name_on(matter, day) for day in days] == ["改后名称", "改后名称", None]


@pytest.mark.parametrize("ended_on", [FIRST_DAY, NEXT_DAY])
def test_a_changed_row_of_a_cancelled_matter_is_left_and_told_each_time(ended_on):
    matter = a_matter("旧名称")
    version = queries.version_in_force(matter.pk, on=FIRST_DAY)
    actions.cancel(version.pk, an_act(), on=ended_on)
    for _ in range(2):
        report = delivered_anew(matter, name="改后名称")
        assert (report.updated, report.unchanged) == (0, 1)
        assert [it.code for it in report.warnings] == ["not_in_force"]
    assert name_on(matter, NEXT_DAY) is None
    assert MatterVersion.objects.filter(matter=matter).count() == 1
    assert delivered_anew(matter).warnings == ()


def test_without_plans_a_change_is_no_warning():
    matter = a_matter("旧名称")
    a_published_version(matter, on=FIRST_DAY, name="旧名称")
    report = delivered_anew(matter, name="改后名称")
    assert (report.updated, report.warnings) == (1, ())
    assert name_on(matter, IN_A_MONTH) == "改后名称"
