"""Import, export and comparison in Chromium, wide and narrow: a keeper brings a foreign list and sees what it would do."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.catalogue import a_draft, a_matter, a_published_version
from builders.exchange import DETAILS, a_full_matter, a_list
from builders.identity import a_clerk
from builders.looks import assert_sound, enter
from tongban.kernel.catalogue.models import MatterCode, MatterVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def matter(page, live_server):
    """A whole matter, its keeper signed in."""
    made = a_full_matter()
    keeper = a_clerk(made.organ, "keeper")[0]
    enter(page, live_server.url, keeper)
    return made


def test_a_keeper_brings_a_foreign_list_looks_takes_it_over_and_undoes_it(
    page, live_server, matter, tmp_path
):
    code = MatterCode.objects.get(matter=matter).value
    file = tmp_path / "外来清单.csv"
    rows = ["实施编码", "办公时间", "到现场次数"], [code, "全天", "0"], ["没有的编码", "全天", "x"]
    file.write_bytes(a_list(*rows))
    page.goto(live_server.url + reverse("staff:exchange"))
    assert_sound(page)
    page.set_input_files("#file", file)
    follow(page, "#import .btn-main")
    expect(page.locator("#column-1")).to_have_value("hours")
    assert_sound(page)
    follow(page, "main .btn-main")
    assert_sound(page)
    follow(page, "text=退回 >> nth=0")
    assert_sound(page)
    follow(page, "main .btn-main")
    assert "变更草稿1项" in page.inner_text("main")
    assert_sound(page)
    follow(page, "#undo button")
    assert "已撤销 1 项" in page.inner_text("main")
    assert_sound(page)
    assert not MatterVersion.objects.filter(status="draft").exists()


def test_versions_organs_and_changes_are_compared(page, live_server, matter):
    other = a_matter("公共租赁住房申请", department="邻水局", dept_code="")
    a_published_version(other, **(DETAILS | {"name": "公共租赁住房申请", "visits": 3}))
    a_draft(matter, **(DETAILS | {"fee": "不再收费", "materials": (), "visits": 2}))
    page.goto(live_server.url + reverse("staff:compare", args=[matter.pk]))
    assert page.inner_text(".runs ins >> nth=0")
    assert_sound(page)
    follow(page, "text=同一事项对比")
    follow(page, "text=邻水局")
    assert_sound(page)
    page.goto(live_server.url + reverse("staff:changes") + "?since=2026-01-01&until=2026-02-01")
    assert "未下发" in page.inner_text("main")
    assert_sound(page)
