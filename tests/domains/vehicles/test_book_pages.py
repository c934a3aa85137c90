"""The pages of books, places and plans: who sees what, and what stands on them."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from builders.cars import STATEMENT, a_car, a_fill, a_keeper, by
from builders.identity import a_person, an_organ
from builders.vehicles import at
from tongban.domains.vehicles.models import FuelFile, Outlay, Plan
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay, book
from tongban.domains.vehicles.places import actions as places
from tongban.domains.vehicles.places.actions import Paper
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.domains.vehicles.rules.kinds import Kind

pytestmark = pytest.mark.django_db


def to(name, *args):
    return reverse(f"vehicles:{name}", args=args)


def door(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client, name, *args, **query):
    answer = client.get(to(name, *args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def upload(client, organ, text):
    file = SimpleUploadedFile("三月.csv", text.encode())
    answer = client.post(to("statements"), {"file": file, "organ": organ.pk})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def car(organ, keeper):
    car = a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    a_fill(car, "2026-02-05 09:00", 10_600, "45.5", keeper)
    a_fill(car, "2026-03-05 09:00", 11_100, "42", keeper)
    return car


def test_the_account_says_what_a_kilometre_costs_and_opens_to_its_records(car, keeper):
    page = read(door(keeper), "account", car.pk, year=2026)
    for figure in ("1,020.00", "1,100.0", "0.93", "7.95"):
        assert figure in page
    narrowed = read(door(keeper), "account", car.pk, year=2026, month=2)
    assert ("10,600.0 公里" in narrowed, "11,100.0 公里" in narrowed) == (True, False)


def test_an_outlier_is_named_and_kept_out_of_the_average(organ, keeper):
    car, km = a_car(organ), 20_000
    for day in range(1, 9):
        a_fill(car, f"2026-02-{day:02} 09:00", km, "40", keeper)
        km += 500
    a_fill(car, "2026-02-09 09:00", km, "95", keeper)
    page = read(door(keeper), "account", car.pk, year=2026)
    assert "19.00" in page
    assert "离群值" in page
    assert ">8.00<" in page


def test_litres_and_kwh_of_a_plug_in_car_stand_apart(organ, keeper):
    car = a_car(organ, energy="plug_in")
    for day, km in ((1, 1000), (11, 1500)):
        a_fill(car, f"2026-03-{day:02} 09:00", km, "20", keeper)
        electric = NewOutlay(
            kind=CostKind.ELECTRICITY, at=at(f"2026-03-{day:02} 20:00"), amount=Decimal(30),
            quantity=Decimal(50), full=True, odometer=Decimal(km),
        )  # fmt: skip
        book(car.pk, electric, by(keeper))
    page = read(door(keeper), "account", car.pk, year=2026)
    assert ">4.00<" in page
    assert ">10.00<" in page


def test_every_page_is_closed_to_the_public_and_a_foreign_organ_sees_none_of_it(car):
    names = ["fleet", "papers", "places", "plans"]
    outside, public = door(a_keeper()), door(a_person("李四", kind="public"))
    for name in names:
        assert Client().get(to(name)).status_code == 302
        assert public.get(to(name)).status_code == 404
        assert car.key not in read(outside, name)
    for name in ("account", "account_sheet"):
        assert outside.get(to(name, car.pk)).status_code == 404
    row = Outlay.objects.first()
    for url in (to("book", car.pk), to("dispose", car.pk), to("outlay", row.pk)):
        assert outside.post(url, {"reason": "x"}).status_code == 404
    assert Outlay.objects.count() == 3


def test_a_leader_reads_the_account_and_books_nothing(car, organ):
    leader = door(a_keeper(organ, "leader"))
    assert to("book", car.pk) not in read(leader, "account", car.pk)
    told = {"kind": "toll", "at": "2026-03-01T10:00", "amount": "20"}
    leader.post(to("book", car.pk), told)
    assert Outlay.objects.count() == 3
    door(a_keeper(organ)).post(to("book", car.pk), told)
    assert Outlay.objects.filter(kind="toll").count() == 1


def test_a_statement_goes_from_the_file_to_the_account_and_back(organ, keeper):
    car, client = a_car(organ), door(keeper)
    where = upload(client, organ, STATEMENT.format(plate=car.key))
    before = client.get(where).content.decode()
    assert ("川X99999" in before, Outlay.objects.count()) == (True, 0)
    client.post(where, {"do": "book"})
    assert (FuelFile.objects.get().state, Outlay.objects.count()) == ("booked", 5)
    row = Outlay.objects.get(line=7)
    client.post(to("outlay", row.pk), {"do": "confirm"})
    row.refresh_from_db()
    assert not row.doubtful
    assert "8.05" in read(client, "account", car.pk, year=2026)
    assert door(a_keeper(organ)).get(where).status_code == 404
    client.post(where, {"do": "undo", "reason": "重复"})
    assert sum(one.amount for one in Outlay.objects.all()) == 0


def test_the_yearly_return_has_the_same_figures_as_the_page(car, keeper):
    answer = door(keeper).get(to("fleet_sheet"), {"year": 2026})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    header, row = [[cell.value for cell in line] for line in sheet.iter_rows(max_row=2)]
    found = dict(zip(header, row, strict=True))
    assert (found["合计（元）"], found["元/公里"], found["百公里油耗（升）"]) == (
        "1020.00",
        "0.93",
        "7.95",
    )
    months = load_workbook(
        io.BytesIO(door(keeper).get(to("account_sheet", car.pk), {"year": 2026}).content)
    )
    assert len(months.worksheets) == 3


def test_a_purchase_beyond_the_standard_is_refused_on_the_page_with_the_article(organ, keeper):
    places.approve(organ, Kind.OTHER, 3, Paper("1号", on=date(2026, 1, 5)), by(keeper))
    client = door(keeper)
    client.post(to("plans"), {"organ": organ.pk, "year": "2027", "title": "2027年计划"})
    plan = Plan.objects.get()
    line = {"do": "add", "name": "奥迪A6", "kind": "other", "body": "sedan", "energy": "petrol"}
    line |= {"need": "standard", "origin": "bought", "price": "400000", "displacement": "1984"}
    client.post(to("plan", plan.pk), line)
    page = read(client, "plan", plan.pk)
    assert "超过标准上限" in page
    assert "第" in page
    client.post(to("plan", plan.pk), {"do": "submit"})
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_the_ledger_of_places_shows_who_is_beyond_them(organ, keeper):
    client = door(keeper)
    for _ in range(2):
        a_car(organ)
    told = {"do": "approve", "organ": organ.pk, "kind": "other", "count": "1", "document": "1号"}
    client.post(to("places"), told)
    page = read(client, "places")
    assert "超编" in page
    assert "-1" in page
    stranger = a_keeper()
    door(stranger).post(to("places"), told)
    assert read(client, "places").count("<c-tag") == 0


def test_a_paper_that_lapses_is_listed_with_its_days(organ, keeper):
    a_car(organ, plate="川X00001", inspected_until=date(2026, 1, 31))
    page = read(door(keeper), "papers")
    assert "川X00001" in page
    assert "已过期" in page
