"""案卷页: who may see the whole file, what is logged, and that a closed file says whether it is still the same."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from builders.cases import a_licence
from builders.identity import a_clerk
from tongban.kernel.ledger.models import Event

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not Path(settings.TONGBAN_TYPE).exists(), reason="the type of papers is not installed"
    ),
]


@pytest.fixture
def place():
    return a_licence()


@pytest.fixture
def delivered(place, clock):
    number = place.decided()
    place.on("deliver", number, by=place.people["window"], mode="window",
             happened=place.today(), proof={"recipient": "张三丰"})  # fmt: skip
    clock.now = place.now
    return number


def url(number, name="file"):
    return reverse(f"staff:{name}", args=[number])


def test_the_page_lists_every_piece_in_order(place, as_, delivered):
    said = as_(place.people["leader"]).get(url(delivered)).content.decode()
    assert said.index("准予行政许可决定书") < said.index("办理流程表") < said.index("送达回证")


def test_who_may_not_look_behind_the_mask_gets_no_file(place, as_, delivered):
    stranger = a_clerk()[0]
    for name in ("file", "book", "folder"):
        assert as_(stranger).get(url(delivered, name)).status_code == 404
        assert as_(place.people["window"]).get(url(delivered, name)).status_code == 404
        assert as_(place.citizen).get(url(delivered, name)).status_code == 404
        assert as_(place.people["leader"]).get(url(delivered, name)).status_code == 200


def test_both_forms_can_be_taken_along_and_the_log_says_by_whom(place, as_, delivered):
    leader = as_(place.people["leader"])
    before = Event.objects.filter(type="party.unmasked").count()
    assert len(PdfReader(io.BytesIO(leader.get(url(delivered, "book")).content)).pages) > 6
    with zipfile.ZipFile(io.BytesIO(leader.get(url(delivered, "folder")).content)) as packed:
        assert any(name.endswith("index.json") for name in packed.namelist())
    looks = Event.objects.filter(type="party.unmasked").order_by("at")
    assert looks.count() == before + 2
    assert {look.data["purpose"] for look in looks} == {"archiving"}


def test_a_file_is_closed_once_and_says_that_it_is_still_the_same(place, as_, delivered):
    leader = as_(place.people["leader"])
    version = place.case(delivered).n
    leader.post(url(delivered), {"version": version, "key": "once"})
    assert place.case(delivered).state == "archived"
    said = leader.get(url(delivered)).content.decode()
    assert "卷内文件与归档时一致" in said
    assert 'name="version"' not in said


def test_a_stale_page_closes_nothing(place, as_, delivered):
    as_(place.people["leader"]).post(url(delivered), {"version": 1, "key": "stale"})
    assert place.case(delivered).state == "delivered"
