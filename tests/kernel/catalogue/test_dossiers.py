"""A dossier makes a listed matter whole, or says what is wrong with it."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from builders.catalogue import HOUSING, HOUSING_CODE, a_row, imported
from builders.identity import FIRST_DAY, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue import actions, dossiers, queries
from tongban.kernel.catalogue.models import MatterVersion

pytestmark = pytest.mark.django_db
DEPARTMENTS = (
    "区住建局",
    "区政务服务中心",
    "区民政局",
    "区公安分局",
    "区自然资源和规划局",
    "区人社局",
)


@pytest.fixture
def listed() -> None:
    """The matter of the dossier is listed, and its departments are there."""
    rows = [a_row(department=name, dept_code="") for name in DEPARTMENTS[1:]]
    imported(a_row(item_code=HOUSING_CODE, name="公共租赁住房申请资格审核认定"), *rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the dossier that may be spoiled."""
    return Path(shutil.copytree(HOUSING, tmp_path / "dossier"))


def loaded(folder: Path) -> MatterVersion:
    return actions.load_dossier(folder, an_act(), on=FIRST_DAY)


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("listed")
def test_a_listed_matter_becomes_one_that_can_be_applied_for(folder):
    version = loaded(folder)
    assert version.online
    assert (version.statutory, version.promised) == ("30wd", "20wd")
    found = queries.search("公租房", on=FIRST_DAY)
    assert (found.total, found.rows[0].online, found.rows[0].version_id) == (1, True, version.pk)


@pytest.mark.usefixtures("listed")
def test_the_guide_says_what_to_bring_on_what_ground_and_what_nobody_has_checked(folder):
    guide = queries.guide(loaded(folder).matter_id, on=FIRST_DAY)
    assert [basis.article for basis in guide.bases] == ["第七条", "第八条", "第九条"]
    assert {basis.confidence for basis in guide.bases} == {"check"}
    assert "identity" in [material.key for material in guide.materials]
    assert "statutory" in guide.version.unverified


@pytest.mark.usefixtures("listed")
def test_the_performers_are_bound_to_the_departments_by_name(folder):
    version = loaded(folder)
    assert version.performers["housing_leader"] == {"organ": version.organ_id, "duty": "leader"}
    organs = {bound["organ"] for bound in version.performers.values()}
    assert len(organs) == len(DEPARTMENTS)


@pytest.mark.usefixtures("listed")
def test_a_town_of_the_county_may_perform_a_matter_and_the_level_is_the_one_it_says(folder):
    town = an_organ(name="龙台镇人民政府", division="511602108")
    spoil(folder, "matter.yaml", "police: {organ: 区公安分局", "police: {organ: 龙台镇人民政府")
    spoil(folder, "matter.yaml", "procedure: conf", "level: 5\nprocedure: conf")
    version = loaded(folder)
    assert version.performers["police"]["organ"] == town.pk
    assert version.level == 5


@pytest.mark.usefixtures("listed")
def test_a_town_of_another_county_cannot_perform_it(folder):
    an_organ(name="龙台镇人民政府", division="511603108")
    spoil(folder, "matter.yaml", "police: {organ: 区公安分局", "police: {organ: 龙台镇人民政府")
    with pytest.raises(Refusal, match="511602 has no such organ"):
        loaded(folder)


@pytest.mark.usefixtures("listed")
def test_the_same_dossier_a_second_time_changes_nothing(folder):
    first = loaded(folder)
    assert loaded(folder).pk == first.pk
    spoil(folder, "matter.yaml", "20wd", "15wd")
    changed = actions.load_dossier(folder, an_act(), on=FIRST_DAY + timedelta(days=9))
    assert changed.ordinal == first.ordinal + 1


@pytest.mark.usefixtures("listed")
def test_importing_the_list_again_leaves_the_dossier_in_force(folder):
    version = loaded(folder)
    row = {name: str(value) for name, value in version.matter.delivered.items()}
    assert imported(a_row(**row, task_type="20")).unchanged == 1
    assert queries.version_in_force(version.matter_id, on=FIRST_DAY) == version


def test_a_dossier_of_a_matter_that_is_not_listed_is_refused(folder):
    with pytest.raises(Refusal, match="No matter is listed under the item code 51201700200003"):
        loaded(folder)


def test_a_performer_whose_organ_is_unknown_is_refused(folder):
    imported(a_row(item_code=HOUSING_CODE))
    with pytest.raises(Refusal, match="“window” is to be 区政务服务中心, but 511602 has no such"):
        loaded(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("flow.bpmn", ' tongban:act="decide"', "", "decide: it has no tongban:act"),
        ("flow.bpmn", ' tongban:performer="police"', "", "police: it has no tongban:performer"),
        ("matter.yaml", "  police: {", "  polite: {", "performer “police” is not bound"),
        ("flow.bpmn", "bpmn:parallelGateway", "bpmn:complexGateway", "flow.bpmn: line"),
        ("matter.yaml", "fee: 不收费", "fees: 不收费", "fees"),
        ("matter.yaml", "promised: 20wd", "promised: 20", "limits/promised"),
        ("matter.yaml", "procedure: confirmation", "procedure: magic", "procedure"),
        ("matter.yaml", "place: 广", "place: [广", "matter.yaml: "),
        ("matter.yaml", "key: identity", "key: passport", "no material in matter.yaml has the key"),
        ("form.schema.json", '"type": "object"', '"type": ', "form.schema.json: "),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(folder, name, old, new, said):
    spoil(folder, name, old, new)
    with pytest.raises(Refusal) as refused:
        dossiers.read(folder)
    assert refused.value.code == "catalogue.dossier_wrong"
    assert said in str(refused.value)


def test_a_form_that_cannot_be_rendered_is_refused_by_the_room_of_forms(folder):
    schema = json.loads((folder / "form.schema.json").read_text(encoding="utf-8"))
    schema["patternProperties"] = {}
    (folder / "form.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(Refusal, match="patternProperties"):
        dossiers.read(folder)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("matter.yaml", b"\xff", "it is not UTF-8"),
        ("matter.yaml", b"name: 2026-01-01", "put the value between quotes"),
        ("matter.yaml", b"[]", "top: "),
        ("form.schema.json", b"[]", "it must be an object"),
        ("flow.bpmn", b" " * (dossiers.LARGEST + 1), "it is larger than"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_its_name(folder, name, content, said):
    (folder / name).write_bytes(content)
    with pytest.raises(Refusal, match=f"{name}: .*{said}"):
        dossiers.read(folder)


@pytest.mark.usefixtures("listed")
def test_a_dossier_does_not_bring_a_cancelled_matter_back(folder):
    version = queries.search("公租房", on=FIRST_DAY).rows[0]
    actions.cancel(version.version_id, an_act(), on=FIRST_DAY)
    with pytest.raises(Refusal, match="No matter is listed"):
        loaded(folder)


@pytest.mark.parametrize("name", dossiers.PARTS)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(Refusal, match=name):
        dossiers.read(folder)


@pytest.mark.usefixtures("listed")
def test_a_promise_beyond_the_statute_and_a_catch_all_material_are_refused(folder):
    spoil(folder, "matter.yaml", "promised: 20wd", "promised: 31wd")
    with pytest.raises(Refusal, match="longer than the statutory limit 30wd"):
        loaded(folder)
    spoil(folder, "matter.yaml", "promised: 31wd", "promised: 30wd")
    spoil(folder, "matter.yaml", "name: 住房情况证明", "name: 其他相关材料")
    with pytest.raises(Refusal, match="could mean any paper"):
        loaded(folder)


@pytest.mark.usefixtures("listed")
def test_a_matter_of_another_system_is_a_guide_that_needs_no_form_and_flow(folder):
    spoil(folder, "matter.yaml", "handling: own", "handling: vertical")
    for name in ("form.schema.json", "flow.bpmn"):
        (folder / name).unlink()
    version = loaded(folder)
    assert (version.online, version.form, version.flow) == (False, None, None)
    assert version.handling == "vertical"
