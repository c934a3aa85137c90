"""导入导出: a keeper takes files out and in, compares, and sees what is to be sent up; for others the pages do not exist."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from builders.catalogue import a_draft, a_matter, a_published_version, a_row, imported
from builders.exchange import DETAILS, a_full_matter, a_list, out
from builders.identity import a_clerk, an_organ
from tongban.kernel.catalogue.models import (
    ColumnMapping,
    ImportBatch,
    MatterCode,
    MatterVersion,
    WaitingFile,
)

pytestmark = pytest.mark.django_db
FRONT = reverse("staff:exchange")


@pytest.fixture
def matter(db):
    """A whole matter of the housing bureau."""
    return a_full_matter()


@pytest.fixture
def keeper(matter, as_):
    """The browser of the bureau's keeper."""
    return as_(a_clerk(matter.organ, "keeper")[0])


def code_of(matter) -> str:
    return MatterCode.objects.get(matter=matter).value


def bring(browser, *rows, name="list.csv"):
    file = SimpleUploadedFile(name, a_list(*rows))
    return browser.post(reverse("staff:exchange_bring"), {"file": file}, follow=True)


def brought(browser, *rows) -> int:
    bring(browser, *rows)
    return WaitingFile.objects.latest("pk").pk


def to(name, *args):
    return reverse(f"staff:{name}", args=args)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_the_keeper_exports_the_own_matters_and_no_others(keeper, kind):
    a_matter("别局事项", department="别局", dept_code="")
    answer = keeper.get(to("export", kind))
    assert answer.status_code == 200
    if kind == "json":
        names = [each["content"]["name"] for each in json.loads(answer.content)["matters"]]
    elif kind == "xlsx":
        sheet = load_workbook(io.BytesIO(answer.content))["事项"]
        names = [row[5].value for row in sheet.iter_rows(min_row=2)]
    else:
        assert "别局事项" not in answer.content.decode()
        return
    assert names == ["公共租赁住房申请"]


def test_an_export_is_narrowed_by_organ_type_and_words(keeper, matter):
    def found(**asked) -> int:
        return len(json.loads(keeper.get(to("export", "json"), asked).content)["matters"])

    assert found(organ=matter.organ_id, type=20, q="租赁") == 1
    assert (found(type=1), found(q="没有的词")) == (0, 0)
    assert keeper.get(to("export", "json"), {"organ": an_organ().pk}).status_code == 404


def test_a_file_goes_through_columns_and_preview_and_becomes_drafts(keeper, matter):
    answer = bring(keeper, ["实施编码", "办公时间", "备注"], [code_of(matter), "全天", "x"])
    text = answer.content.decode()
    assert "办公时间" in text
    file = WaitingFile.objects.get()
    answer = keeper.post(
        to("exchange_columns", file.pk),
        {"column-0": "item_code", "column-1": "hours", "column-2": "scope"},
        follow=True,
    )
    text = answer.content.decode()
    assert "<del>工作日9:00—17:00</del>" in text
    assert "<ins>x</ins>" in text
    assert MatterVersion.objects.filter(status="draft").count() == 0
    keeper.post(to("exchange_apply", file.pk))
    draft = MatterVersion.objects.get(status="draft")
    assert (draft.hours, draft.scope) == ("全天", "x")


def test_the_choice_of_columns_is_remembered_for_the_next_file_with_this_header(keeper, matter):
    rows = ["甲列", "乙列"], [code_of(matter), "全天"]
    file = brought(keeper, *rows)
    keeper.post(to("exchange_columns", file), {"column-0": "item_code", "column-1": "hours"})
    assert ColumnMapping.objects.get().mapping == {"item_code": 0, "hours": 1}
    again = WaitingFile.objects.get(pk=brought(keeper, *rows))
    assert again.mapping == {"item_code": 0, "hours": 1}


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"column-1": "hours"}, "没有指定哪一列是事项编码"),
        ({"column-0": "item_code", "column-1": "item_code"}, "被指定为同一要素"),
    ],
)
def test_columns_that_cannot_be_used_are_refused(keeper, matter, chosen, words):
    file = brought(keeper, ["事项编码", "办理时间"], [code_of(matter), "全天"])
    answer = keeper.post(to("exchange_columns", file), chosen)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_refused_rows_are_handed_out_with_line_column_reason_and_remedy(keeper, matter):
    file = brought(
        keeper, ["事项编码", "到办事现场次数"], [code_of(matter), "很多次"], ["=没有", "1"]
    )
    text = keeper.get(to("exchange_rejected", file)).content.decode("utf-8-sig")
    assert text.splitlines()[0] == "行号,列名,原因,处理办法,事项编码,到办事现场次数"
    assert "2,到办事现场次数,“很多次”不是0到20之间的整数。" in text
    assert "'=没有" in text


def test_what_cannot_be_read_is_refused_with_the_reason(keeper):
    for content in (b"PK\x03\x04 broken", b"{", b"", b'{"schema_version": 9}'):
        file = SimpleUploadedFile("list.xlsx", content or b" ")
        answer = keeper.post(reverse("staff:exchange_bring"), {"file": file})
        assert answer.status_code == 422
    assert keeper.post(reverse("staff:exchange_bring")).status_code == 422
    assert not WaitingFile.objects.exists()


def test_a_batch_is_undone_on_its_page_and_what_stays_is_named(keeper, matter):
    other = a_full_matter("另一事项")
    rows = [[code_of(each), "全天"] for each in (matter, other)]
    keeper.post(to("exchange_apply", brought(keeper, ["事项编码", "办理时间"], *rows)))
    batch = ImportBatch.objects.latest("pk")
    a_draft(other, **(DETAILS | {"hours": "下午"}))
    text = keeper.post(to("exchange_undo", batch.pk)).content.decode()
    assert "“另一事项”在导入之后又作了修改" in text
    assert [each.matter_id for each in MatterVersion.objects.filter(status="draft")] == [other.pk]


def test_a_batch_that_touched_other_organs_too_is_undone_by_whoever_keeps_them_all(keeper, matter):
    imported(a_row(), a_row(department="别局", dept_code=""))
    batch = ImportBatch.objects.latest("pk")
    assert "撤销本次导入" not in keeper.get(to("exchange_batch", batch.pk)).content.decode()
    keeper.post(to("exchange_undo", batch.pk))
    batch.refresh_from_db()
    assert batch.undone is None


def test_whoever_keeps_nothing_or_keeps_elsewhere_finds_nothing(as_, keeper, matter):
    file = brought(keeper, ["事项编码", "办理时间"], [code_of(matter), "全天"])
    officer = as_(a_clerk(matter.organ)[0])
    elsewhere = as_(a_clerk(an_organ(), "keeper")[0])
    assert officer.get(FRONT).status_code == 404
    pages = [
        to("exchange_preview", file),
        to("exchange_columns", file),
        to("exchange_rejected", file),
    ]
    pages += [to("compare", matter.pk), to("same", matter.pk)]
    for browser in (officer, elsewhere):
        assert {browser.get(page).status_code for page in pages} == {404}
        assert browser.post(to("exchange_apply", file)).status_code == 404
    assert WaitingFile.objects.count() == 1


def test_a_keeper_of_another_organ_changes_nothing_by_a_file(as_, matter):
    elsewhere = as_(a_clerk(an_organ(), "keeper")[0])
    file = brought(elsewhere, ["事项编码", "办理时间"], [code_of(matter), "全天"])
    text = elsewhere.get(to("exchange_preview", file)).content.decode()
    assert "不属于你负责的单位" in text
    elsewhere.post(to("exchange_apply", file))
    assert not MatterVersion.objects.filter(status="draft").exists()


def test_two_versions_are_compared_field_by_field_with_the_words_marked(keeper, matter):
    papers = (DETAILS["materials"][0], type(DETAILS["materials"][0])(key="deed", name="不动产证"))
    a_draft(matter, **(DETAILS | {"fee": "不再收费", "materials": papers}))
    text = keeper.get(to("compare", matter.pk)).content.decode()
    assert "不<ins>再</ins>收费" in text
    assert "收入证明" in text
    assert "不动产证" in text
    assert "常见问题" not in text.partition("<main")[2]


def test_the_same_matter_of_another_organ_stands_beside_ours(keeper, matter):
    other = a_matter("公共租赁住房申请", department="邻水局", dept_code="")
    a_published_version(other, **(DETAILS | {"name": "公共租赁住房申请", "visits": 3}))
    page = to("same", matter.pk)
    text = keeper.get(page).content.decode()
    assert "邻水局" in text
    version = MatterVersion.objects.filter(matter=other).latest("ordinal")
    text = keeper.get(page, {"with": version.pk}).content.decode()
    assert "<del>1</del><ins>3</ins>" in text
    assert keeper.get(page, {"with": 99999}).status_code == 404


def test_the_list_for_the_upper_platform_has_delivered_and_ours(keeper, matter):
    days = {"since": "2026-01-01", "until": "2026-02-14"}
    text = keeper.get(to("changes"), days).content.decode()
    assert "未下发" in text
    assert "申请公共租赁" not in text
    a_published_version(matter, **(DETAILS | {"name": "公租房申请（新）"}))
    text = keeper.get(to("changes"), days).content.decode()
    assert "<del>公共租赁住房申请</del>" in text
    content = keeper.get(to("changes_sheet"), days).content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert ("公共租赁住房申请", "公租房申请（新）") in [row[4:6] for row in rows]


def test_an_exported_file_that_is_brought_again_says_unchanged(keeper):
    upload = SimpleUploadedFile("out.xlsx", out("xlsx"))
    keeper.post(reverse("staff:exchange_bring"), {"file": upload})
    answer = keeper.get(to("exchange_preview", WaitingFile.objects.get().pk))
    counts = {each.outcome: each.count for each in answer.context["figures"]}
    assert counts == {"created": 0, "changed": 0, "unchanged": 1, "refused": 0}


def test_a_published_list_is_asked_back_by_one_keeper_and_taken_back_by_another(as_, matter):
    imported(a_row())
    batch, listed = ImportBatch.objects.latest("pk"), MatterVersion.objects.latest("pk")
    one, two = (as_(a_clerk(listed.organ, "keeper")[0]) for _ in range(2))
    assert "申请撤销" in one.get(to("exchange_batch", batch.pk)).content.decode()
    one.post(to("exchange_undo", batch.pk))
    one.post(to("exchange_undo", batch.pk))
    listed.refresh_from_db()
    assert listed.valid.upper is None
    assert "同意并撤销" in two.get(to("exchange_batch", batch.pk)).content.decode()
    two.post(to("exchange_undo", batch.pk))
    batch.refresh_from_db()
    assert batch.undone_by != batch.undo_asked_by != ""


def test_a_preview_that_others_have_overtaken_is_shown_again(keeper, matter):
    file = brought(keeper, ["事项编码", "办理时间"], [code_of(matter), "全天"])
    page = keeper.get(to("exchange_preview", file))
    a_draft(matter, **(DETAILS | {"hours": "夜间"}))
    answer = keeper.post(to("exchange_apply", file), {"seen": page.context["seal"]}, follow=True)
    assert "预览之后，有人修改了" in answer.content.decode()
    assert MatterVersion.objects.get(matter=matter, status="draft").hours == "夜间"


@pytest.mark.parametrize("page", ["0", "500000000000000000", "9" * 18, "9" * 40])
def test_a_page_that_is_not_there_is_answered_with_the_nearest(keeper, page):
    assert keeper.get(FRONT, {"page": page}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "yesterday"])
def test_a_day_that_has_no_days_around_it_is_told_of(keeper, day):
    for name in ("since", "until"):
        text = keeper.get(to("changes"), {name: day}).content.decode()
        assert "日期格式不正确" in text
        assert keeper.get(to("changes_sheet"), {name: day}).status_code == 200
