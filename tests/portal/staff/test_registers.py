"""The pages of registers: what one may see and keep, and to everybody else they do not exist."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from builders.depot.models import Generator
from builders.identity import a_person, an_act, an_organ
from builders.registers import KIND, a_generator, a_registrar, amended
from tongban.kernel.registers.actions import label
from tongban.kernel.registers.models import Batch
from tongban.kernel.registers.queries.labels import codes_of, papers_of
from tongban.kernel.registers.queries.verifying import faults
from tongban.portal.moments import today

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 10)
MOVED = date(2026, 2, 1)


def at(name, *more):
    return reverse(f"registers:{name}", args=[KIND, *more])


def client_of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def organ():
    return an_organ("区财政局")


@pytest.fixture
def keeper(organ):
    return client_of(a_registrar(organ))


def test_the_list_shows_what_stood_on_the_day_that_is_asked_for(organ, keeper):
    row = amended(a_generator(organ, on=FIRST, power=Decimal(50)), MOVED, place="西院")
    now = keeper.get(at("entries")).content.decode()
    before = keeper.get(at("entries"), {"on": "2026-01-20"}).content.decode()
    assert row.key in now
    assert ("西院" in now, "东院" in now) == (True, False)
    assert ("西院" in before, "东院" in before) == (False, True)
    assert row.key not in keeper.get(at("entries"), {"q": "没有"}).content.decode()


def test_an_entry_is_entered_and_amended_through_the_form_with_a_reason(organ, keeper):
    posted = {"f-number": "A1", "f-place": "东院", "organ": organ.pk, "reason": "新购", "key": "k1"}
    silent = keeper.post(at("enter"), {**posted, "reason": ""})
    assert (silent.status_code, Generator.objects.count()) == (422, 0)
    assert 'value="A1"' in silent.content.decode()
    assert keeper.post(at("enter"), posted).status_code == 302
    row = Generator.objects.get(key="A1")
    page = keeper.get(at("amend", row.pk))
    assert page.status_code == 200
    change = {"f-number": "A1", "f-place": "西院", "f-mobile": "是", "reason": "搬迁", "version": 1}
    change["on"] = today().isoformat()
    assert keeper.post(at("amend", row.pk), change).status_code == 302
    row.refresh_from_db()
    assert (row.place, row.mobile, row.version) == ("西院", True, 2)
    assert "搬迁" in keeper.get(at("entry", row.pk)).content.decode()


def test_a_second_click_gets_the_first_answer(organ, keeper):
    row = a_generator(organ, on=FIRST)
    change = {
        "f-number": row.number,
        "f-place": "西院",
        "reason": "搬迁",
        "version": 1,
        "key": "k1",
    }
    strike = {"do": "undo", "version": 1, "reason": "重复", "key": "k2"}
    other = a_generator(organ, on=FIRST)
    first = [
        keeper.post(at("amend", row.pk), change).url,
        keeper.post(at("act", other.pk), strike).url,
    ]
    again = [
        keeper.post(at("amend", row.pk), change).url,
        keeper.post(at("act", other.pk), strike).url,
    ]
    assert again == first
    row.refresh_from_db()
    assert (row.place, row.version) == ("西院", 2)
    assert keeper.post(at("amend", row.pk), {**change, "f-place": "南院"}).status_code == 422
    assert keeper.post(at("act", other.pk), {**strike, "key": "k3"}).status_code == 404


def test_an_entry_is_read_as_it_was_recorded_by_an_earlier_day(organ, keeper, clock):
    row = a_generator(
        organ, on=FIRST, act=an_act(on=date(2026, 1, 12)), name="一号", minder="赵六斤"
    )
    amended(row, FIRST, at=date(2026, 2, 3), place="北院", name="二号", minder="钱七两")
    now = keeper.get(at("entry", row.pk)).content.decode().partition('id="papers"')[0]
    then = {"on": "2026-02-10", "known": "2026-02-02"}
    before = keeper.get(at("entry", row.pk), then).content.decode().partition('id="papers"')[0]
    after = keeper.get(at("entry", row.pk), {**then, "known": "2026-02-03"}).content.decode()
    for said, old in ((now, False), (before, True), (after.partition('id="papers"')[0], False)):
        assert [word in said for word in ("东院", "一号", "赵六斤")] == [old] * 3
        assert [word in said for word in ("北院", "二号", "钱七两")] == [not old] * 3
    leader = client_of(a_registrar(organ, duty="leader"))
    assert "赵六斤" not in leader.get(at("entry", row.pk), then).content.decode()
    nobody_knew = keeper.get(at("entry", row.pk), {"known": "2026-01-11"}).content.decode()
    assert "东院" not in nobody_knew.partition('id="papers"')[0]


def test_what_was_not_changed_in_the_form_is_not_carried_back_to_an_earlier_day(organ, keeper):
    row = amended(a_generator(organ, on=FIRST, name="一号"), MOVED, place="西院")
    page = keeper.get(at("amend", row.pk), {"on": "2026-01-20"}).content.decode()
    assert 'value="东院"' in page
    change = {"f-number": row.number, "f-name": "二号", "f-place": "东院", "reason": "更正"}
    change |= {"version": row.version, "on": "2026-01-20"}
    assert keeper.post(at("amend", row.pk), change).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.place) == ("二号", "西院")


def test_closing_reopening_and_striking_go_by_their_buttons(organ, keeper):
    row = a_generator(organ, on=FIRST)
    for version, do in enumerate(("close", "reopen"), start=1):
        keeper.post(at("act", row.pk), {"do": do, "version": version, "reason": "清查"})
        row.refresh_from_db()
        assert (row.closed_on is None, row.version) == (do == "reopen", version + 1)
    other = a_generator(organ, on=FIRST)
    keeper.post(at("act", other.pk), {"do": "undo", "version": 1, "reason": "重复"})
    other.refresh_from_db()
    assert other.struck
    assert keeper.get(at("entry", other.pk)).status_code == 404


def test_a_paper_is_filed_with_its_last_day_and_handed_out_to_readers_alone(organ, keeper):
    row = a_generator(organ, on=FIRST)
    scan = SimpleUploadedFile("检验.pdf", b"%PDF-1.4\n%%EOF")
    posted = {"file": scan, "paper": "check", "until": "2026-05-01", "reason": "年检", "version": 1}
    keeper.post(at("attach", row.pk), posted)
    row.refresh_from_db()
    page = keeper.get(at("entry", row.pk)).content.decode()
    assert "检验报告" in page
    (link,) = re.findall(rf"{KIND}/{row.pk}/papers/(\d+)", page)
    assert b"".join(keeper.get(at("paper", row.pk, int(link)))).startswith(b"%PDF-")
    assert client_of(a_registrar()).get(at("paper", row.pk, int(link))).status_code == 404
    assert list(faults()) == []


@pytest.mark.parametrize(("paper", "answer"), [("card", 404), ("check", 200)])
def test_a_personal_paper_opens_only_for_who_sees_personal_fields(organ, keeper, paper, answer):
    row = a_generator(organ, on=FIRST)
    scan = SimpleUploadedFile("扫描.pdf", b"%PDF-1.4\n%%EOF")
    keeper.post(
        at("attach", row.pk), {"file": scan, "paper": paper, "reason": "归档", "version": 1}
    )
    (kept,) = papers_of(KIND, row.pk)
    door, leader = at("paper", row.pk, kept.document), client_of(a_registrar(organ, duty="leader"))
    for reader, status in ((keeper, 200), (leader, answer)):
        given = reader.get(door)
        assert (given.status_code, b"".join(given).startswith(b"%PDF-")) == (status, status == 200)
    assert (door in leader.get(at("entry", row.pk)).content.decode()) == (answer == 200)


def test_an_import_goes_from_the_file_to_the_preview_to_the_rows_and_back(organ, keeper):
    upload = SimpleUploadedFile(
        "台账.csv", "编号,存放地点,购置日期\nA1,东院,2024.3.5\nA2,,x\n".encode()
    )
    brought = keeper.post(at("bring"), {"file": upload, "organ": organ.pk})
    batch = Batch.objects.get()
    assert brought["Location"] == at("columns", batch.pk)
    columns = {"column-0": "number", "column-1": "place", "column-2": "bought_on"}
    assert keeper.post(at("columns", batch.pk), columns)["Location"] == at("batch", batch.pk)
    preview = keeper.get(at("batch", batch.pk)).content.decode()
    assert "购置日期" in preview
    assert Generator.objects.count() == 0
    keeper.post(at("batch", batch.pk), {"do": "apply", "reason": "清查", "on": today().isoformat()})
    assert Generator.objects.get().bought_on == date(2024, 3, 5)
    written = keeper.get(at("batch", batch.pk)).content.decode()
    assert ("A2" in written, 'value="undo"' in written) == (True, True)
    keeper.post(at("batch", batch.pk), {"do": "undo", "reason": "导错"})
    assert Generator.objects.get().struck


def test_exports_labels_and_templates_are_handed_out_as_files(organ, keeper):
    a_generator(organ, on=FIRST, number="A1", name="=cmd")
    csv = keeper.get(at("export", "csv"))
    assert "'=cmd" in csv.content.decode()
    assert keeper.get(at("export", "xlsx")).content[:2] == b"PK"
    assert keeper.get(at("export", "json")).status_code == 404
    assert keeper.post(at("labels")).content[:5] == b"%PDF-"
    assert keeper.get(at("template")).content[:2] == b"PK"


def test_a_filter_is_saved_used_and_deleted_and_is_ones_own(organ, keeper):
    saved = keeper.post(at("filter_save"), {"name": "柴油", "fuel": "diesel", "q": ""})
    assert (
        saved["Location"].endswith("?kept=open&fuel=diesel") or "fuel=diesel" in saved["Location"]
    )
    assert "柴油" in keeper.get(at("entries")).content.decode()
    other = client_of(a_registrar(organ))
    page = other.get(at("entries")).content.decode()
    assert "fuel=diesel" not in page


def test_no_look_draws_a_label_and_the_buttons_draw_it_once(organ, keeper):
    row, other = a_generator(organ), a_generator(organ)
    for address in (at("entries"), at("entry", row.pk)):
        assert keeper.get(address).status_code == 200
    assert keeper.get(at("labels")).status_code == 302
    assert codes_of(KIND, [row.pk, other.pk]) == {}
    keeper.post(at("act", row.pk), {"do": "label"})
    drawn = codes_of(KIND, [row.pk, other.pk])
    assert set(drawn) == {row.pk}
    assert "receipt-square" in keeper.get(at("entry", row.pk)).content.decode()
    keeper.post(at("labels"))
    assert {**codes_of(KIND, [row.pk, other.pk]), **drawn} == codes_of(KIND, [row.pk, other.pk])
    hidden = a_generator(organ, confidential=True)
    keeper.post(at("act", hidden.pk), {"do": "label"})
    assert codes_of(KIND, [hidden.pk]) == {}


def test_a_label_shows_anybody_the_public_facts_and_nothing_else(organ):
    row = a_generator(organ, on=FIRST, name="应急一号", minder="赵六斤", power=Decimal(50))
    page = Client().get(reverse("public:labelled", args=[label(KIND, row.pk)]))
    said = page.content.decode()
    assert ("应急一号" in said, "区财政局" in said, "赵六斤" in said) == (True, True, False)
    assert page["X-Robots-Tag"] == "noindex"
    assert Client().get(reverse("public:labelled", args=["NOSUCHCODE22"])).status_code == 404


def test_to_strangers_and_to_who_may_not_read_it_no_register_exists(organ):
    row = a_generator(organ, on=FIRST)
    stranger, officer = client_of(a_registrar()), client_of(a_registrar(organ, duty="officer"))
    citizen = client_of(a_person(kind="public"))
    doors = ["entry", "amend"]
    for name in doors:
        assert stranger.get(at(name, row.pk)).status_code == 404
    for client in (officer, citizen):
        assert client.get(at("entries")).status_code == 404
    leader = client_of(a_registrar(organ, duty="leader"))
    assert leader.get(at("entry", row.pk)).status_code == 200
    for door in (at("amend", row.pk), at("enter"), at("bring")):
        assert leader.get(door).status_code == 404
    leader.post(at("act", row.pk), {"do": "close", "version": 1, "reason": "x"})
    row.refresh_from_db()
    assert row.closed_on is None
