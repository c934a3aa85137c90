"""事项工作台: a keeper finds what is incomplete, mends it, and another agrees before it is published."""

import re

import pytest
from django.urls import reverse

from builders.catalogue import a_guide_draft, a_matter, two_keepers
from builders.identity import a_clerk, an_organ
from tongban.kernel.catalogue.models import MatterVersion, Review
from tongban.kernel.catalogue.queries import base_of, version_in_force
from tongban.portal.moments import today

pytestmark = pytest.mark.django_db
LIST, BULK, REVIEWS = (reverse(f"staff:{name}") for name in ("matters", "bulk", "reviews"))


def url(name: str, matter) -> str:
    return reverse(f"staff:{name}", args=[matter.pk])


def drafted(matter) -> MatterVersion:
    return MatterVersion.objects.get(matter=matter, status="draft")


def fields_of(page) -> dict[str, object]:
    """What the editor's form would send as it stands."""
    said: dict[str, object] = {"seen": page.context["edited"].seen, "do": "save"}
    for part in page.context["parts"]:
        for control in part.controls:
            _add(said, control)
    return said


def _add(said, control) -> None:
    if control.asks.kind == "rows":
        said[f"{control.name}-count"] = len(control.rows)
        for row in control.rows:
            for cell in row:
                _add(said, cell)
    elif control.asks.kind in ("one", "many"):
        said[control.name] = [one.value for one in control.options if one.chosen]
    elif control.asks.kind == "limit":
        said |= {control.name: control.value, f"{control.name}-unit": control.unit}
    elif control.asks.kind != "yes" or control.value:
        said[control.name] = control.value


@pytest.fixture
def matter(db):
    return a_matter("公租房租金缴纳")


@pytest.fixture
def keepers(matter):
    return two_keepers(matter)


@pytest.fixture
def browser(keepers, as_):
    return as_(keepers[0])


def test_the_least_complete_stand_first_and_the_list_can_be_narrowed(browser, matter):
    a_guide_draft(a_matter("全的事项"), "system", fee="不收费", place="大厅")
    rows = browser.get(LIST).context["rows"]
    assert rows[0].name == "公租房租金缴纳"
    assert rows[0].completeness < rows[1].completeness
    for query in (
        "?q=公租房",
        "?missing=fee",
        f"?department={matter.organ_id}&q=公租房",
        "?state=over",
    ):
        names = {one.name for one in browser.get(LIST + query).context["rows"]}
        assert names == (set() if "over" in query else {"公租房租金缴纳"})
    assert [one.status for one in browser.get(LIST + "?state=draft").context["rows"]] == ["draft"]


def test_who_keeps_nothing_and_who_keeps_elsewhere_finds_no_page(as_, matter):
    officer, elsewhere = as_(a_clerk(matter.organ)[0]), as_(a_clerk(an_organ(), "keeper")[0])
    for name in ("matter", "matter_edit", "matter_form"):
        assert officer.get(url(name, matter)).status_code == 404
        assert elsewhere.get(url(name, matter)).status_code == 404
    assert elsewhere.post(url("matter_act", matter), {"do": "drop"}).status_code == 404
    assert officer.get(LIST).status_code == officer.get(REVIEWS).status_code == 404
    assert list(elsewhere.get(LIST).context["rows"]) == []
    answer = elsewhere.post(BULK, {"matter": [matter.pk], "do": "edit"})
    assert answer.status_code == 302


def test_the_editor_saves_a_draft_of_every_field_and_leaves_what_is_in_force(browser, matter):
    said = fields_of(browser.get(url("matter_edit", matter)))
    said |= {"place": "大厅二楼", "themes": ["person.housing"], "promised": "10", "statutory": "20"}
    said |= {"bases-count": 1, "bases-0-law": "某办法", "bases-0-confidence": "sure"}
    said |= {"court": "广安区人民法院", "fee": "不收费", "reason": "补全"}
    assert browser.post(url("matter_edit", matter), said).status_code == 302
    draft = drafted(matter)
    assert (draft.place, draft.themes, draft.promised) == ("大厅二楼", ["person.housing"], "10wd")
    assert (draft.bases.get().law, draft.remedies) == ("某办法", {"court": "广安区人民法院"})
    assert (draft.reason, version_in_force(matter.pk, on=today()).place) == ("补全", "")


def test_what_is_sent_as_it_stands_changes_nothing(browser, matter):
    a_guide_draft(matter, "system", fee="不收费", special=({"kind": "hearing", "limit": "20wd"},))
    before = fields_of(browser.get(url("matter_edit", matter)))
    assert browser.post(url("matter_edit", matter), before).status_code == 302
    after = fields_of(browser.get(url("matter_edit", matter)))
    assert before.pop("seen") != after.pop("seen")
    assert before == after


def test_a_wrong_field_is_told_at_the_field_and_nothing_typed_is_lost(browser, matter):
    said = fields_of(browser.get(url("matter_edit", matter)))
    said |= {"promised": "30", "statutory": "20", "place": "大厅二楼"}
    page = browser.post(url("matter_edit", matter), said)
    assert page.status_code == 422
    assert [(one.field) for one in page.context["faults"]] == ["f-promised"]
    text = page.content.decode()
    assert 'id="f-promised-fault"' in text
    assert "大厅二楼" in text
    said |= {"promised": "三十", "quota": "x"}
    assert {
        one.field for one in browser.post(url("matter_edit", matter), said).context["faults"]
    } == {
        "f-promised",
        "f-quota",
    }
    assert not MatterVersion.objects.filter(status="draft").exists()


def test_rows_are_added_and_removed_by_buttons_that_keep_what_was_typed(browser, matter):
    said = fields_of(browser.get(url("matter_edit", matter)))
    page = browser.post(url("matter_edit", matter), said | {"do": "add:steps", "place": "大厅"})
    said = fields_of(page)
    assert (said["steps-count"], said["place"]) == (1, "大厅")
    said |= {"steps-0-name": "受理", "steps-0-role": "窗口", "do": "add:steps"}
    said = fields_of(browser.post(url("matter_edit", matter), said))
    assert (said["steps-count"], said["steps-0-name"]) == (2, "受理")
    page = browser.post(url("matter_edit", matter), said | {"do": "remove:steps:0"})
    assert fields_of(page)["steps-count"] == 1
    said |= {"do": "save", "steps-1-role": "科室"}
    page = browser.post(url("matter_edit", matter), said)
    assert [one.field for one in page.context["faults"]] == ["f-steps-1-name"]


@pytest.mark.parametrize(("count", "kept"), [(70, True), (401, False)])
def test_no_row_of_a_long_list_is_lost_without_a_word(browser, matter, count, kept):
    said = fields_of(browser.get(url("matter_edit", matter)))
    said["steps-count"] = count
    for number in range(count):
        said |= {f"steps-{number}-name": f"环节{number}", f"steps-{number}-role": "科室"}
    page = browser.post(url("matter_edit", matter), said)
    if kept:
        assert len(drafted(matter).steps) == count
    else:
        assert "f-steps" in {one.field for one in page.context["faults"]}
        assert not MatterVersion.objects.filter(status="draft").exists()
        page = browser.post(url("matter_edit", matter), said | {"do": "remove:steps:0"})
        assert fields_of(page)["steps-count"] == count - 1


def test_a_flow_or_form_that_does_not_compile_is_told_with_its_fault(browser, matter):
    said = fields_of(browser.get(url("matter_edit", matter)))
    page = browser.post(url("matter_edit", matter), said | {"flow": "<x/>", "form": "{"})
    assert {one.field for one in page.context["faults"]} == {"f-flow", "f-form"}
    assert "form.schema.json" in page.content.decode()


def test_two_keepers_at_once_do_not_overwrite_each_other(browser, keepers, as_, matter):
    other = as_(keepers[1])
    mine, theirs = (fields_of(one.get(url("matter_edit", matter))) for one in (browser, other))
    browser.post(url("matter_edit", matter), mine | {"place": "一楼"})
    page = other.post(url("matter_edit", matter), theirs | {"place": "二楼"})
    assert page.status_code == 422
    assert "二楼" in page.content.decode()
    assert drafted(matter).place == "一楼"


def test_a_second_keeper_agrees_and_then_it_is_published(browser, keepers, as_, matter):
    draft = a_guide_draft(matter, keepers[0].actor_id, place="大厅二楼")
    version = {"version": draft.pk}
    assert (
        browser.post(
            url("matter_act", matter), version | {"do": "publish", "on": today()}
        ).status_code
        == 422
    )
    assert browser.post(url("matter_act", matter), version | {"do": "submit"}).status_code == 302
    review = {"review": Review.objects.get().pk}
    assert browser.post(url("matter_act", matter), review | {"do": "agree"}).status_code == 422
    other = as_(keepers[1])
    assert "大厅二楼" in other.get(REVIEWS).content.decode()
    assert other.post(url("matter_act", matter), review | {"do": "agree"}).status_code == 302
    browser.post(url("matter_act", matter), version | {"do": "publish", "on": today()})
    assert version_in_force(matter.pk, on=today()).place == "大厅二楼"


def test_versions_and_reviews_of_other_matters_are_not_reached_from_here(browser, keepers, matter):
    draft = a_guide_draft(a_matter("别的"), keepers[0].actor_id)
    for do in ("submit", "publish", "drop", "suspend"):
        said = {"do": do, "version": draft.pk, "on": today(), "reason": "x"}
        assert browser.post(url("matter_act", matter), said).status_code == 404
    assert browser.post(url("matter_act", matter), {"do": "agree", "review": 1}).status_code == 404
    assert browser.post(url("matter_act", matter), {"do": "burn"}).status_code == 404


def test_a_draft_is_dropped_by_its_keeper(browser, keepers, matter):
    draft = a_guide_draft(matter, keepers[0].actor_id)
    browser.post(url("matter_act", matter), {"do": "drop", "version": draft.pk})
    assert base_of(matter.pk, on=today()).ordinal == 1


def test_a_suspended_matter_says_so_to_the_public(browser, keepers, as_, matter, client):
    version = version_in_force(matter.pk, on=today())
    said = {"do": "suspend", "version": version.pk, "on": today(), "reason": "办法停止执行"}
    assert browser.post(url("matter_act", matter), said).status_code == 302
    other = as_(keepers[1])
    other.post(url("matter_act", matter), {"do": "agree", "review": Review.objects.get().pk})
    guide = client.get(reverse("public:guide", args=[matter.pk]))
    assert guide.status_code == 200
    assert "办法停止执行" in guide.content.decode()
    assert "恢复" in browser.get(url("matter", matter)).content.decode()


def test_a_reason_comes_back_into_the_form_that_it_was_typed_into(browser, matter):
    version = version_in_force(matter.pk, on=today())
    said = {"do": "suspend", "version": version.pk, "on": "2020-01-01", "reason": "办法停止执行"}
    answer = browser.post(url("matter_act", matter), said)
    assert answer.status_code == 422
    forms = re.findall(r"<form.*?</form>", answer.content.decode(), re.DOTALL)
    (own,) = [one for one in forms if "办法停止执行" in one]
    assert 'name="do" value="suspend"' in own


def test_the_preview_of_a_form_speaks_the_keepers_language(browser, matter):
    question = {"type": "string", "title": "申请人", "maxLength": 40}
    form = {
        "type": "object",
        "title": "申请表",
        "additionalProperties": False,
        "properties": {
            "applicant": {
                "type": "object",
                "title": "申请人信息",
                "properties": {"name": question},
                "required": ["name"],
                "additionalProperties": False,
            }
        },
    }
    a_guide_draft(matter, "system", form=form)
    page = browser.get(url("matter_form", matter), headers={"accept-language": "zh-Hans"})
    assert "必填" in page.content.decode()
    assert "required)" not in page.content.decode()
