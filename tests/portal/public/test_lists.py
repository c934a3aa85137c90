"""The public lists on their pages: counted, narrowed, printed, compared, published and verified."""

import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from builders.cases import FRIDAY
from builders.identity import a_clerk, an_act
from tongban.kernel.catalogue.actions import draft_version, publish, publish_list
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.lists import ListKind
from tongban.kernel.catalogue.models import Matter, PublishedList
from tongban.portal.moments import today

HOME = 511602
DAY = FRIDAY.date()


def in_force(matter: Matter, *, on: date = DAY, **fields: object) -> None:
    said = {"name": "食品经营许可", "power_type": 1, "level": 4, "organ_id": matter.organ_id}
    act = an_act(on=on)
    publish(draft_version(matter.pk, act, content=Content(**{**said, **fields})).pk, act, on=on)


@pytest.fixture
def permit(place):
    """A permit of the bureau, beside the place's own matter."""
    bureau = place.bureau
    matter = Matter.objects.create(home=HOME, organ=bureau, origin="test", created=FRIDAY)
    in_force(matter, themes=("body.licensing",))
    return matter


@pytest.fixture
def keeper(place):
    """The keeper of the bureau, which has all the matters here."""
    return a_clerk(place.bureau, "keeper")[0]


def page_of(client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(f"public:{name}", args=args), query).content.decode()


def book_of(answer):
    return load_workbook(io.BytesIO(answer.content)).worksheets[0]


def test_every_list_is_shown_with_its_count_and_opens(client, permit):
    whole = page_of(client, "lists")
    for kind in ListKind:
        assert reverse("public:list", args=[kind.value]) in whole
        assert client.get(reverse("public:list", args=[kind.value])).status_code == 200
    assert "尚未公布" in whole
    assert client.get("/lists/nothing/").status_code == 404


def test_the_page_says_how_many_have_not_entered_what_decides(client, permit):
    page = page_of(client, "list", "zero")
    assert "食品经营许可" not in page
    assert "项在用事项未填写相关内容" in page


def test_a_department_and_a_theme_narrow_a_list_and_nonsense_does_not_break_it(client, permit):
    assert "食品经营许可" in page_of(client, "list", "departments", theme="body.licensing")
    assert "食品经营许可" not in page_of(client, "list", "departments", theme="person.birth")
    assert "食品经营许可" in page_of(client, "list", "permits", department=str(permit.organ_id))
    assert "食品经营许可" not in page_of(client, "list", "permits", department="x", page="-1")
    answer = client.get(reverse("public:list", args=["permits"]), {"on": "31.12.26"})
    assert (answer.status_code, "食品经营许可" in answer.content.decode()) == (422, True)


def test_each_choice_tells_how_many_rows_it_leaves_beside_the_other(client, place, permit):
    hall = place.hall
    other = Matter.objects.create(home=HOME, organ=hall, origin="test", created=FRIDAY)
    in_force(other, name="窗口事项", themes=("body.licensing", "body.land"))
    bureau = str(permit.organ_id)
    page = page_of(client, "list", "permits", department=bureau, theme="body.land")
    assert re.search(rf'<option value="{bureau}" selected>[^<]+ \(0\)<', page)
    assert re.search(rf'<option value="{hall.pk}">[^<]+ \(1\)<', page)
    assert re.search(r'<option value="body.licensing">[^<]+ \(1\)<', page)
    assert re.search(r'<option value="body.land" selected>[^<]+ \(0\)<', page)


def test_a_list_of_a_day_before_the_matter_does_not_hold_it(client, permit):
    before = (DAY - timedelta(days=1)).isoformat()
    assert "食品经营许可" not in page_of(client, "list", "permits", on=before)


def test_the_excel_of_a_list_is_text_alone_with_its_day_and_runs_nothing(client, permit):
    in_force(permit, name='=HYPERLINK("http://x","y")', main_item="+1\x07")
    sheet = book_of(client.get(reverse("public:list_sheet", args=["permits"])))
    assert sheet["A1"].value == "广安区行政许可事项清单"
    assert "2026年2月14日" in sheet["A2"].value
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=5) for cell in row}
    formula = cells['=HYPERLINK("http://x","y")']
    assert (formula.data_type, formula.quotePrefix, formula.number_format) == ("s", True, "@")
    assert "+1" in cells
    assert "f" not in {cell.data_type for cell in cells.values()}
    assert sheet.page_setup.orientation == "landscape"
    assert "实施编码" in [cell.value for cell in sheet[4]]


def test_what_changed_between_two_days_is_told_field_by_field(client, permit):
    in_force(permit, on=DAY + timedelta(days=1), visits=1, visits_reason="核对原件")
    days = {"from": DAY.isoformat(), "to": (DAY + timedelta(days=1)).isoformat()}
    page = page_of(client, "list_changes", "permits", **days)
    assert "新增 0 项，移出 0 项，变更 1 项" in page
    assert "到现场次数" in page
    days["from"] = (DAY - timedelta(days=1)).isoformat()
    assert "新增 1 项，移出 0 项，变更 0 项" in page_of(client, "list_changes", "permits", **days)


def test_the_keeper_publishes_from_the_page_and_nobody_else_can(client, permit, keeper, signed_in):
    door = reverse("public:list_publish", args=["permits"])
    shown = reverse("public:list", args=["permits"])
    leader = signed_in(a_clerk(permit.organ, "leader")[0])
    for stranger in (client, leader):
        assert door not in stranger.get(shown).content.decode()
        assert stranger.post(door).status_code == 404
    browser = signed_in(keeper)
    assert door in browser.get(shown).content.decode()
    answer = browser.post(door, follow=True)
    assert "广安区行政许可事项清单（2026年第1版）" in answer.content.decode()
    assert "与公布时一致" in client.get(answer.redirect_chain[-1][0]).content.decode()
    assert "没有变化" in browser.post(door, follow=True).content.decode()
    assert PublishedList.objects.count() == 1


def test_a_narrowed_list_and_a_day_to_come_are_not_offered_for_publishing(
    permit, keeper, signed_in
):
    browser, door = signed_in(keeper), reverse("public:list_publish", args=["permits"])
    for query in (f"department={permit.organ_id}", "on=2026-12-31"):
        assert browser.post(f"{door}?{query}").status_code == 404
    assert PublishedList.objects.count() == 0


def test_an_altered_list_is_called_that_on_its_page(client, permit):
    made = publish_list(ListKind.PERMITS, an_act(on=DAY), home=HOME, on=DAY)
    assert "与公布时一致" in page_of(client, "sealed_list", made.pk)
    PublishedList.objects.filter(pk=made.pk).update(rows=[{**made.rows[0], "name": "假事项"}])
    assert "与公布时不一致" in page_of(client, "sealed_list", made.pk)
    sheet = book_of(client.get(reverse("public:sealed_sheet", args=[made.pk])))
    assert "与公布时不一致" in sheet["A3"].value
    assert made.digest not in sheet["A3"].value


def test_the_day_of_publishing_is_the_one_in_the_log(client, permit):
    made = publish_list(ListKind.PERMITS, an_act(on=DAY), home=HOME, on=DAY)
    PublishedList.objects.filter(pk=made.pk).update(at=FRIDAY - timedelta(days=400))
    assert f"{(FRIDAY - timedelta(days=400)).year}年" not in page_of(client, "sealed_list", made.pk)


def test_two_published_versions_are_compared_and_printed_with_their_digests(client, permit):
    old = publish_list(ListKind.PERMITS, an_act(on=DAY), home=HOME, on=DAY)
    in_force(permit, name="改名后的许可")
    new = publish_list(ListKind.PERMITS, an_act(on=DAY), home=HOME, on=DAY)
    page = page_of(client, "list_changes", "permits", old=str(old.pk), new=str(new.pk))
    assert "改名后的许可" in page
    assert "变更 1 项" in page
    sheet = book_of(client.get(reverse("public:sealed_sheet", args=[old.pk])))
    assert (sheet["A1"].value, sheet["A3"].value) == (old.title, f"SHA-256 {old.digest}")
    other = {"old": str(old.pk), "new": str(new.pk)}
    assert client.get(reverse("public:list_changes", args=["powers"]), other).status_code == 404
    assert client.get("/lists/sealed/999999/").status_code == 404


def test_a_published_list_of_another_county_is_not_here(client, permit):
    made = publish_list(ListKind.PERMITS, an_act(on=DAY), home=HOME, on=DAY)
    PublishedList.objects.filter(pk=made.pk).update(home=511603)
    assert client.get(reverse("public:sealed_list", args=[made.pk])).status_code == 404


def test_what_changed_is_first_asked_over_the_last_year_when_no_version_was_published(
    client, permit
):
    page = page_of(client, "list_changes", "permits")
    assert f'value="{(today() - timedelta(days=365)).isoformat()}"' in page
