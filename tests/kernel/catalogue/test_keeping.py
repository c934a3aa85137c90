"""Who may write in the catalogue."""

import pytest

from builders.catalogue import a_content, a_draft, a_matter, a_row, a_sheet, agreed
from builders.identity import FIRST_DAY, a_clerk, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.models import Matter
from tongban.kernel.identity.queries import organ_by_id

pytestmark = pytest.mark.django_db


def drafting(matter: Matter, act):
    return actions.draft_version(matter.pk, act, content=a_content(organ_id=matter.organ_id))


def publishing(matter: Matter, act):
    draft = a_draft(matter, form=None, flow=None, online=False)
    agreed(draft)
    return actions.publish(draft.pk, act, on=FIRST_DAY)


def dropping(matter: Matter, act):
    return actions.cancel(a_draft(matter).pk, act, on=FIRST_DAY)


def importing(matter: Matter, act):
    code = matter.codes.get().value
    report = actions.import_matters(a_sheet(a_row(name="改后名称", item_code=code)), act)
    if report.rejected:
        raise Refusal(report.rejected[0].code, "Rejected.")
    return report.updated


@pytest.mark.parametrize("do", [drafting, publishing, dropping, importing])
def test_the_catalogue_is_written_by_its_keeper_for_that_organ_and_the_platform_alone(do):
    matter = a_matter()
    organ = organ_by_id(matter.organ_id)
    for stranger in (a_clerk(organ, "leader")[0], a_clerk(an_organ(), "keeper")[0]):
        with pytest.raises(Refusal) as refused:
            do(matter, an_act(by=stranger.actor_id))
        assert refused.value.code == "catalogue.may_not_keep"
    assert do(matter, an_act(by=a_clerk(organ, "keeper")[0].actor_id))
    assert do(a_matter("另一个事项"), an_act())


def test_a_keeper_drafts_nothing_in_the_name_of_another_organ():
    matter, other = a_matter(), an_organ()
    act = an_act(by=a_clerk(organ_by_id(matter.organ_id), "keeper")[0].actor_id)
    with pytest.raises(Refusal, match=other.name):
        actions.draft_version(matter.pk, act, content=a_content(organ_id=other.pk))
    assert drafting(matter, act)
