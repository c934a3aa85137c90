"""What goes out comes in again unchanged, and what comes in changed becomes a draft that can be taken back."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from builders.catalogue import a_draft, a_matter, a_published_version, a_row, imported
from builders.exchange import (
    DETAILS,
    a_full_matter,
    a_list,
    brought,
    kept_by_all,
    out,
    previewed,
    taken_over,
)
from builders.identity import FIRST_DAY, an_act, an_organ
from tongban.kernel import Refusal
from tongban.kernel.catalogue.actions import publish
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.exchange import actions
from tongban.kernel.catalogue.exchange.plain import as_plain, from_plain
from tongban.kernel.catalogue.models import (
    ImportBatch,
    Matter,
    MatterCode,
    MatterVersion,
    WaitingFile,
)
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db
WORDS = st.text("甲乙 =+-@'1２\t\n“、；：aB", max_size=12)


def code_of(matter) -> str:
    return MatterCode.objects.get(matter=matter).value


def draft_of(matter) -> MatterVersion | None:
    return MatterVersion.objects.filter(matter=matter, status="draft").first()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_what_goes_out_comes_in_unchanged(kind):
    a_full_matter()
    a_draft(a_matter(), **{**DETAILS, "certificate": None, "purposes": ("new",)})
    a_matter("只有七列")
    assert previewed(f"out.{kind}", out(kind)).counts == counts(rows=3, unchanged=3)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(summary=WORDS, contacts=WORDS, law=WORDS.filter(str.strip), visits=st.integers(1, 20))
def test_whatever_words_go_out_come_in_unchanged(kind, summary, contacts, law, visits):
    bases = (DETAILS["bases"][0], type(DETAILS["bases"][0])(law, "一", summary))
    a_full_matter(summary=summary, contacts=contacts, bases=bases, visits=visits)
    plan = previewed(f"out.{kind}", out(kind))
    assert plan.counts["unchanged"] == plan.counts["rows"] > 0
    MatterVersion.objects.all().delete()
    MatterCode.objects.all().delete()
    Matter.objects.all().delete()


def test_a_content_comes_back_from_its_plain_form():
    version = a_published_version(**DETAILS)
    content = content_of(version)
    assert from_plain(json.loads(json.dumps(as_plain(content)))) == content


def test_nothing_in_the_file_is_a_formula_and_codes_are_text():
    a_full_matter()
    book = load_workbook(io.BytesIO(out("xlsx")))
    assert book.sheetnames == ["事项", "依据", "材料", "流程", "收费", "常见问题", "中介服务"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if cell.value.startswith("=")]
    assert "'511602000000" in out("csv").decode("utf-8-sig")


def test_a_changed_cell_becomes_a_draft_and_what_is_in_force_stays():
    matter = a_full_matter()
    applied = taken_over("out.csv", out("csv").replace("不收费".encode(), "每本10元".encode()))
    assert applied.plan.counts == counts(rows=1, changed=1)
    [change] = applied.plan.rows[0].changes
    assert (change.field, change.old, change.new) == ("fee", "不收费", "每本10元")
    assert draft_of(matter).fee == "每本10元"
    assert MatterVersion.objects.get(matter=matter, status="published", valid__contains=FIRST_DAY).fee == "不收费"  # fmt: skip
    assert content_of(draft_of(matter)).materials == DETAILS["materials"]


def test_a_further_sheet_replaces_the_list_of_its_matter_alone():
    matter = a_full_matter()
    file = a_list(["事项编码", "办理时间"], [code_of(matter), "全天"])
    assert taken_over("h.csv", file).plan.counts["changed"] == 1
    record = json.loads(out("json"))
    record["matters"][0]["content"] = {"materials": [{"key": "id", "name": "居民身份证"}]}
    taken_over("m.json", json.dumps(record).encode())
    content = content_of(draft_of(matter))
    assert [paper.name for paper in content.materials] == ["居民身份证"]
    assert (content.hours, content.steps) == ("全天", DETAILS["steps"])


def test_a_new_matter_is_a_draft_that_the_public_does_not_see():
    organ = an_organ("广安区民政局")
    file = a_list(
        ["实施主体", "事项名称", "事项类型", "实施编码"],
        [organ.name, "地名命名审批", "行政许可", "Q-1"],
    )
    assert taken_over("new.csv", file).plan.counts == counts(rows=1, created=1)
    version = MatterVersion.objects.get()
    assert (version.status, version.name, version.power_type) == ("draft", "地名命名审批", 1)
    assert (version.matter.home, version.level, version.organ) == (511602, 4, organ)


def test_taking_over_is_recorded_with_the_digest_of_the_file_and_the_file_is_gone():
    matter = a_full_matter()
    file = a_list(["事项编码", "办理时间"], [code_of(matter), "全天"], ["没有的编码", "全天"])
    batch = taken_over("h.csv", file).batches[0]
    assert batch.counts == counts(rows=2, changed=1, refused=1)
    event = events_of(511602, "catalogue/511602")[-1]
    assert (event.type, event.data["digest"]) == ("matters.taken_over", batch.digest)
    assert not WaitingFile.objects.exists()


def test_the_same_file_again_changes_nothing():
    matter = a_full_matter()
    file = a_list(["事项编码", "办理时间"], [code_of(matter), "全天"])
    taken_over("h.csv", file)
    assert taken_over("h.csv", file).batches == ()
    assert ImportBatch.objects.filter(wrote="drafts").count() == 1


def test_another_persons_file_cannot_be_taken_over():
    matter = a_full_matter()
    file = brought("h.csv", a_list(["事项编码"], [code_of(matter)]), by="person/1")
    with pytest.raises(Refusal) as refused:
        actions.apply(file, an_act(by="person/2"), kept=kept_by_all())
    assert refused.value.code == "catalogue.no_waiting_file"


def test_undoing_drops_the_draft_or_brings_the_former_draft_back():
    untouched, drafted = a_full_matter(), a_full_matter("另一事项")
    a_draft(drafted, **(DETAILS | {"hours": "上午"}))
    rows = [[code_of(each), "全天"] for each in (untouched, drafted)]
    batch = taken_over("h.csv", a_list(["事项编码", "办理时间"], *rows)).batches[0]
    undone = actions.undo(batch.pk, an_act())
    assert (undone.taken_back, undone.kept) == (2, ())
    assert draft_of(untouched) is None
    assert draft_of(drafted).hours == "上午"
    assert events_of(511602, "catalogue/511602")[-1].type == "matters.import_undone"
    with pytest.raises(Refusal, match="undone already"):
        actions.undo(batch.pk, an_act())


def test_undoing_removes_a_matter_that_was_never_published():
    organ = an_organ("广安区民政局")
    file = a_list(["部门", "事项名称", "事项类型", "事项编码"], [organ.name, "甲", "1", "Q-1"])
    batch = taken_over("new.csv", file).batches[0]
    assert actions.undo(batch.pk, an_act()).taken_back == 1
    assert not Matter.objects.exists()


def test_undoing_keeps_what_was_edited_or_published_meanwhile_and_names_it():
    edited, published, other = (a_full_matter(name) for name in ("甲事项", "乙事项", "丙事项"))
    rows = [[code_of(each), "全天"] for each in (edited, published, other)]
    batch = taken_over("h.csv", a_list(["事项编码", "办理时间"], *rows)).batches[0]
    a_draft(edited, **(DETAILS | {"hours": "下午"}))
    publish(draft_of(published).pk, an_act(), on=FIRST_DAY)
    undone = actions.undo(batch.pk, an_act())
    assert undone.taken_back == 1
    assert [(kept.matter_id, kept.why.code) for kept in undone.kept] == [
        (edited.pk, "catalogue.edited_meanwhile"),
        (published.pk, "catalogue.published_meanwhile"),
    ]
    assert draft_of(edited).hours == "下午"


def test_undoing_a_published_list_publishes_the_former_words_from_that_day():
    row = a_row(name="旧名称")
    imported(row)
    imported({**row, "name": "新名称"}, on=FIRST_DAY.replace(day=5))
    batch = ImportBatch.objects.latest("pk")
    actions.undo(batch.pk, an_act(on=FIRST_DAY.replace(day=9)))
    matter = Matter.objects.get()
    names = [(each.name, each.valid.lower.day) for each in matter.versions.order_by("ordinal")]
    assert names == [("旧名称", 1), ("新名称", 5), ("旧名称", 9)]
    assert imported({**row, "name": "新名称"}, on=FIRST_DAY.replace(day=10)).updated == 1


def test_undoing_a_published_list_ends_what_it_listed():
    imported(a_row())
    actions.undo(ImportBatch.objects.get().pk, an_act(on=FIRST_DAY.replace(day=9)))
    assert MatterVersion.objects.get().valid.upper.day == 9


def counts(**figures: int) -> dict[str, int]:
    return {"rows": 0, "created": 0, "changed": 0, "unchanged": 0, "refused": 0} | figures
