"""管理台的门: every address of the administration, tried by everybody there is."""

import re

import pytest
from django.test import Client

from builders.administration import ROLES, a_house
from builders.doors import met
from builders.identity import a_clerk, a_person, a_post, an_act
from builders.sources import ROOT
from tongban.kernel import Refusal
from tongban.kernel.cases.actions import Handing, Share, hand_over_all
from tongban.kernel.identity.actions import NewMandate, appoint, grant
from tongban.kernel.identity.labels import DUTIES
from tongban.kernel.identity.rules import Power
from tongban.portal.staff.administration.entry import DUTIES as ADMIN_DUTIES
from tongban.portal.staff.administration.urls import urlpatterns

pytestmark = pytest.mark.django_db
MAY = {
    "system": {"system"},
    "security": {"security"},
    "audit": {"audit"},
    "keepers of accounts": {"system", "security"},
    "administrators": set(ROLES),
}
GONE = (404, 404)


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def addresses(house):
    """Every address of the administration, of things of this district, with the roles that may open it."""
    text = (ROOT / "docs" / "reference" / "addresses.md").read_text(encoding="utf-8")
    declared = dict(re.findall(r"^\| `/(admin/[^`]*)` \| (.+?) \|$", text, re.MULTILINE))
    plan = NewMandate(
        power=Power.ACCEPT, organ_id=house.bureau.pk, grounds="委托书", post_id=house.vacant.pk
    )
    mandate = grant(plan, an_act())
    wish = Handing(house.officer.actor_id, "调离", (Share("1", 1, "person/1"),))
    handing = hand_over_all(wish, house.act("security"))
    parts = {
        "<int:organ_id>": house.bureau.pk,
        "<int:person_id>": house.officer.pk,
        "<int:mandate_id>": mandate.pk,
        "<slug:verb>": "none",
        "<slug:what>": "none",
        "<int:home>": house.bureau.home,
        "<path:stream>": house.bureau.actor_id,
        "<int:n>": 1,
        "<int:handover_id>": handing.pk,
    }
    found = {}
    for address, who in declared.items():
        path = re.sub(r"<\w+:\w+>", lambda part: str(parts[part[0]]), address)
        found[f"/{path}"] = MAY[who]
    assert len(found) == len(urlpatterns)
    return found


def tried(client: Client, address: str) -> tuple[int, int]:
    return met(client.get(address), address), met(client.post(address, {}), address)


@pytest.mark.parametrize("role", ROLES)
def test_each_administrator_opens_the_own_pages_and_none_of_the_others(house, addresses, as_, role):
    client = as_(house.admins[role])
    for address, may in addresses.items():
        answers = tried(client, address)
        if role not in may:
            assert answers == GONE, address
        elif address.endswith("/none/"):
            assert answers == (404, 404), address
        else:
            assert answers != GONE or "/revoke/" in address, address
            assert answers[0] in {200, 404}, address


@pytest.mark.parametrize(
    "duty", [duty for duty, _label in DUTIES if duty not in set(ADMIN_DUTIES.values())]
)
def test_for_every_other_duty_there_is_no_administration(house, addresses, as_, duty):
    client = as_(a_clerk(house.government, duty)[0])
    assert {tried(client, address) for address in addresses} == {GONE}


def test_for_a_citizen_there_is_no_administration(addresses, as_):
    client = as_(a_person(kind="public"))
    assert {tried(client, address) for address in addresses} == {GONE}


def test_a_stranger_is_led_to_the_entrance(addresses, client):
    assert {tried(client, address) for address in addresses} == {(302, 302)}


@pytest.mark.parametrize("role", ROLES)
def test_for_a_neighbours_administrator_what_is_of_this_district_does_not_exist(
    house, addresses, as_, role
):
    client = as_(house.foreign[role])
    own = (str(house.bureau.pk), str(house.officer.pk))
    for address in addresses:
        if any(f"/{each}/" in address for each in own) or house.bureau.actor_id in address:
            assert set(tried(client, address)) <= {404, 405}, address
        answer = client.get(address)
        page = answer.content.decode(errors="replace") if answer.status_code == 200 else ""
        assert house.officer.username not in page, address
        assert "区住建局" not in page, address


def test_an_administrator_who_is_dismissed_finds_the_pages_gone(house, as_):
    client = as_(house.admins["system"])
    assert client.get("/admin/").status_code == 200
    house.admins["system"].is_active = False
    house.admins["system"].save()
    assert client.get("/admin/").status_code == 302


def test_the_front_page_leads_to_the_own_part_alone(house, as_):
    pages = {role: as_(house.admins[role]).get("/admin/").content.decode() for role in ROLES}
    leads = {role: set(re.findall(r"/admin/([a-z]+)/", page)) for role, page in pages.items()}
    assert leads == {
        "system": {"organs", "people", "settings"},
        "security": {"organs", "people", "mandates", "conflicts", "lockouts", "proxies"},
        "audit": {"log"},
    }


def test_a_clerk_with_a_second_post_as_administrator_is_refused(house):
    post = a_post(house.government, "audit_admin")
    with pytest.raises(Refusal, match="must not be in one hand"):
        appoint(house.admins["system"].pk, an_act(), post_id=post.pk)
