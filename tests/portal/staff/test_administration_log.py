"""日志: read by the audit administrator, filtered, proven, handed out; never with personal data, never unnoticed."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from builders.administration import a_house
from builders.identity import a_person, an_act
from tongban.kernel.identity.actions import prefer, rename_organ
from tongban.kernel.ledger.actions import append
from tongban.kernel.ledger.events import Entry
from tongban.kernel.ledger.models import Event
from tongban.portal.staff.administration import log

pytestmark = pytest.mark.django_db
LOG = reverse("administration:log")
ALL = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def audit(house, as_):
    return as_(house.admins["audit"])


def shown(client, **asked: object) -> list[str]:
    rows = client.get(LOG, ALL | asked).context["rows"]
    return [f"{row.event.stream} {row.event.type}" for row in rows]


def entry_of(row: Event) -> str:
    return reverse("administration:log_entry", args=[row.home, row.stream, row.n])


def test_the_log_is_narrowed_by_actor_stream_type_organ_and_days(house, audit):
    rename_organ(house.bureau.pk, house.act("system"), name="区住房局")
    renamed = [f"{house.bureau.actor_id} organ.renamed"]
    assert shown(audit, type="organ.renamed") == renamed
    assert shown(audit, who=house.admins["system"].username) == renamed
    assert shown(audit, who=house.admins["system"].actor_id) == renamed
    assert set(shown(audit, stream=house.bureau.actor_id)) == {
        *renamed,
        f"{house.bureau.actor_id} organ.founded",
    }
    assert shown(audit, organ=house.government.pk, type="organ.renamed") == renamed
    assert shown(audit, type="organ.renamed", until="2026-02-13") == []
    assert shown(audit, who="nobody at all") == []


def test_a_neighbours_entries_do_not_exist_here_and_ours_not_there(house, audit, as_):
    foreign = as_(house.foreign["audit"])
    assert not [each for each in shown(audit) if house.neighbour.actor_id in each]
    assert not [each for each in shown(foreign) if house.bureau.actor_id in each]
    row = Event.objects.get(stream=house.neighbour.actor_id, n=1)
    assert audit.get(entry_of(row)).status_code == 404
    assert foreign.get(entry_of(row)).status_code == 200


def test_reading_is_in_the_log_with_what_was_asked_for_but_no_name(house, audit):
    house.officer.name = "欧阳修"
    house.officer.save()
    audit.get(LOG, ALL | {"who": "欧阳修", "type": "organ.founded"})
    row = Event.objects.filter(type="person.read_log").order_by("-n").first()
    assert row.by == house.admins["audit"].actor_id
    assert row.data["what"] == "list"
    assert "type=organ.founded" in row.data["filters"]
    assert "欧阳修" not in str(row.data)


def test_one_entry_has_its_hash_and_its_proof_and_an_altered_one_is_named(house, audit):
    row = Event.objects.get(stream=house.bureau.actor_id, n=1)
    page = audit.get(entry_of(row))
    assert row.hash in page.content.decode()
    assert page.context["proof"].holds
    Event.objects.filter(stream=row.stream, n=1).update(data=row.data | {"name": "别的局"})
    proof = audit.get(entry_of(row)).context["proof"]
    assert (proof.fits, proof.holds) == (False, False)


def test_a_stream_whose_end_was_cut_off_is_named(house, audit):
    rename_organ(house.bureau.pk, house.act("system"), name="区住房局")
    first = Event.objects.get(stream=house.bureau.actor_id, n=1)
    assert audit.get(entry_of(first)).context["proof"].holds
    Event.objects.filter(stream=house.bureau.actor_id, n=2).delete()
    assert not audit.get(entry_of(first)).context["proof"].followed


def test_the_log_never_shows_personal_data(house, audit):
    citizen = a_person("诸葛亮", kind="public")
    prefer(citizen.pk, an_act(by=citizen.actor_id), language="en", elder=True)
    slipped = {"note": "13800138000 zhang@example.com 51160219880312002X", "list": ["x"]}
    slipped["note"] += " 511602198803120022"
    act = an_act(by=citizen.actor_id)
    append([Entry(house.bureau.home, "test/1", "test.slipped", slipped, act)])
    row = Event.objects.get(stream="test/1")
    pages = [audit.get(LOG, ALL), audit.get(entry_of(row))]
    text = " ".join(page.content.decode() for page in pages)
    for never in ("诸葛亮", "13800138000", "zhang@example.com"):
        assert never not in text
    assert "社会公众" in text
    assert citizen.actor_id in text


def test_excel_has_the_entries_asked_for_up_to_the_limit_and_says_so(house, audit, monkeypatch):
    monkeypatch.setattr(log, "MOST_ROWS", 3)
    answer = audit.get(reverse("administration:log_sheet"), ALL)
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 1 + 3 + 1
    assert "3" in rows[-1][0]
    noted = Event.objects.filter(type="person.read_log").order_by("-n").first()
    assert (noted.data["what"], noted.data["entries"]) == ("sheet", 3)


def test_the_log_is_paged_and_nonsense_asks_for_the_last_days(house, audit):
    for n in range(60):
        rename_organ(house.bureau.pk, house.act("system"), name=f"区住房局{n}")
    first = audit.get(LOG, {"type": "organ.renamed"})
    second = audit.get(LOG, {"type": "organ.renamed", "page": "2"})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 10)
    odd = {"since": "x", "until": "2026-99-99", "organ": "x", "type": "x", "page": "x"}
    assert audit.get(LOG, odd).status_code == 200
