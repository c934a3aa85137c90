"""How complete a content is, and what is missing."""

from dataclasses import replace

import pytest

from builders.catalogue import HOUSING, a_guide_draft, a_matter, a_published_version, agreed
from tongban.kernel.catalogue import actions, dossiers
from tongban.kernel.catalogue.actions import storing
from tongban.kernel.catalogue.completeness import CHECKS, NAMES, completeness
from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.models import MatterVersion

BARE = Content(name="公租房申请", power_type=20, organ_id=1, level=4)


def lacking(content: Content) -> list[str]:
    return completeness(content).lacking


def test_a_bare_name_lacks_nearly_everything_the_weightiest_first():
    found = completeness(BARE)
    assert found.score == 0
    assert found.lacking[:3] == ["bases", "materials", "conditions"]
    weights = [one.check.weight for one in found.missing]
    assert weights == sorted(weights, reverse=True)


def test_every_check_has_a_name_of_its_own_and_mends_a_field_of_the_content():
    assert len(set(NAMES)) == len(CHECKS)
    assert all(check.field in Content.__dataclass_fields__ for check in CHECKS)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"procedure": "consultation"}, {"statutory", "promised", "case_type"}),
        ({"fee": "不收费"}, {"charges"}),
        ({"handling": "vertical"}, {"form", "flow"}),
        ({"power_type": 2}, {"materials", "conditions", "visits", "form", "flow"}),
    ],
)
def test_what_does_not_apply_is_not_missing(fields, names):
    assert not names & set(lacking(replace(BARE, **fields)))


def test_who_charges_must_say_how_much_and_why():
    assert "charges" in lacking(replace(BARE, fee="每件 10 元"))
    assert "online_url" in lacking(replace(BARE, handling="provincial"))
    assert "remedies" in lacking(replace(BARE, power_type=1))
    assert "remedies" not in lacking(BARE)


def test_an_unverified_value_counts_half_and_is_named():
    bare, sure = completeness(BARE), completeness(replace(BARE, fee="不收费"))
    half = completeness(replace(BARE, fee="不收费", unverified=("fee",)))
    assert bare.score < half.score < sure.score
    assert [one.unverified for one in half.missing if one.check.name == "fee"] == [True]
    assert "fee" not in sure.lacking


def test_a_basis_that_nobody_looked_up_counts_half():
    check = replace(BARE, bases=(Article("某条例", "第一条", "条文", "check"),))
    sure = replace(BARE, bases=(Article("某条例", "第一条", "条文", "sure"),))
    assert "bases" in lacking(check)
    assert "bases" not in lacking(sure)


def test_materials_need_a_standard_each():
    papers = (Paper(key="a", name="身份证", standard="清晰"), Paper(key="b", name="户口簿"))
    assert "material_standard" in lacking(replace(BARE, materials=papers))
    assert "material_standard" not in lacking(replace(BARE, materials=papers[:1]))


def test_a_whole_dossier_scores_more_than_half():
    fields = dossiers.read(HOUSING).fields
    assert completeness(replace(BARE, **fields)).score > 50


@pytest.mark.django_db
def test_what_is_stored_is_what_is_computed_however_it_came_in():
    matter = a_matter()
    a_published_version(matter, fee="不收费", unverified=("fee",))
    agreed(a_guide_draft(matter, "system", place="大厅"))
    for version in MatterVersion.objects.all():
        found = completeness(storing.content_of(version))
        assert (version.completeness, version.lacking) == (found.score, found.lacking)
    assert MatterVersion.objects.count() == 3


@pytest.mark.django_db
def test_reindexing_measures_anew():
    version = a_published_version()
    before = (version.completeness, version.lacking)
    MatterVersion.objects.update(completeness=1, lacking=[])
    actions.reindex()
    version.refresh_from_db()
    assert (version.completeness, version.lacking) == before
