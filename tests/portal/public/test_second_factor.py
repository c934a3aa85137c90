"""双因素认证和会话: the second step of coming in, what must be done first, and how visits end."""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from builders.administration import PASSWORD, a_house, with_password
from builders.identity import a_person, an_act
from tongban.kernel.identity.accounts import Visit
from tongban.kernel.identity.actions.factors import begin_factor, confirm_factor
from tongban.kernel.identity.queries.accounts import has_factor, open_visits_of
from tongban.kernel.ledger.models import Event
from tongban.portal import moments, sessions

pytestmark = pytest.mark.django_db
ENTER, CODE = reverse("public:enter"), reverse("public:enter_code")
DESK, FRONT = reverse("staff:desk"), reverse("account:front")
PASSWORD_PAGE, FACTOR_PAGE = reverse("account:password"), reverse("account:factor")


def shown(secret: str, *, seconds: int = 0) -> str:
    """What an authenticator shows now, or some seconds from now."""
    clock = TOTP(base64.b32decode(secret))
    clock.time = (moments.now() + timedelta(seconds=seconds)).timestamp()
    return f"{clock.token():06d}"


@pytest.fixture
def house(db):
    return a_house()


@pytest.fixture
def officer(house):
    return with_password(house.officer)


@pytest.fixture
def secret(officer):
    """The secret of the officer's authenticator."""
    act = an_act()
    key = begin_factor(officer.pk, act)
    clock = TOTP(base64.b32decode(key))
    clock.time = act.at.timestamp()
    confirm_factor(officer.pk, act, code=f"{clock.token():06d}")
    return key


@pytest.fixture
def seconds(monkeypatch):
    """A clock of sessions that tests move on."""
    held = [1_800_000_000]
    monkeypatch.setattr(sessions, "time", lambda: held[0])
    return held


def typed(client: Client, person, password: str = PASSWORD):
    return client.post(ENTER, {"username": person.username, "password": password})


def test_the_password_alone_gets_nobody_in_where_an_authenticator_is_tied(client, officer, secret):
    assert typed(client, officer).url == CODE
    assert "_auth_user_id" not in client.session
    assert client.get(DESK).url.startswith(ENTER)
    assert client.post(CODE, {"code": "000000"}).status_code == 422
    assert client.post(CODE, {"code": shown(secret)}).status_code == 302
    assert client.get(DESK).status_code == 200
    assert open_visits_of(officer)[0].way == "totp"


def test_the_code_without_the_password_gets_nobody_in(client, officer, secret):
    assert client.post(CODE, {"code": shown(secret)}).url == ENTER
    assert "_auth_user_id" not in client.session


def test_the_second_step_waits_five_minutes_and_no_longer(client, officer, secret, monkeypatch):
    typed(client, officer)
    half = client.session["half"]
    session = client.session
    session["half"] = half | {"at": half["at"] - 301}
    session.save()
    assert client.post(CODE, {"code": shown(secret)}).url == ENTER


def test_five_wrong_codes_close_the_door_even_to_the_right_one(client, officer, secret):
    typed(client, officer)
    answers = [client.post(CODE, {"code": f"00000{n}"}).status_code for n in range(5)]
    assert answers[:4] == [422] * 4
    assert client.post(CODE, {"code": shown(secret)}).status_code == 429
    other = Client(REMOTE_ADDR="203.0.113.9")
    typed(other, officer)
    assert other.post(CODE, {"code": shown(secret)}).status_code == 429
    assert Event.objects.filter(stream=officer.actor_id, type="person.code_tried").count() == 5


@pytest.mark.parametrize("duty", ["system", "security", "audit"])
def test_in_production_an_administrator_ties_an_authenticator_before_anything_else(
    client, house, settings, duty
):
    person = with_password(house.admins[duty])
    settings.TONGBAN_MODE = "production"
    typed(client, person)
    for page in ("/admin/", DESK, "/"):
        assert client.get(page).url == FACTOR_PAGE
    assert client.post("/admin/people/new/", {"name": "x"}).url == FACTOR_PAGE
    key = client.get(FACTOR_PAGE).context["secret"].replace(" ", "")
    codes = client.post(FACTOR_PAGE, {"code": shown(key)}).context["codes"]
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200
    client.post(reverse("account:drop"), {"code": codes[0]})
    assert has_factor(person)


def test_in_production_an_officer_needs_one_only_if_the_operator_says_so(client, officer, settings):
    settings.TONGBAN_MODE = "production"
    typed(client, officer)
    assert client.get(DESK).status_code == 200
    settings.TONGBAN_FACTOR_DUTIES = ("officer",)
    client.post(reverse("public:leave"))
    typed(client, officer)
    assert client.get(DESK).url == FACTOR_PAGE


def test_who_need_not_have_one_unties_it_by_a_code_only(client, officer, secret):
    typed(client, officer)
    client.post(CODE, {"code": shown(secret)})
    client.post(reverse("account:drop"), {"code": "000000"})
    assert has_factor(officer)
    client.post(reverse("account:drop"), {"code": shown(secret, seconds=30)})
    assert not has_factor(officer)


def test_a_persona_of_the_demonstration_skips_it_and_outside_one_does_not_exist(
    client, house, settings
):
    person = house.admins["system"]
    person.is_demo = True
    person.save()
    client.post(reverse("public:enter_as"), {"username": person.username})
    assert client.get("/admin/").status_code == 200
    settings.TONGBAN_MODE = "production"
    assert client.post(reverse("public:enter_as"), {"username": person.username}).status_code == 404


def test_an_old_password_is_changed_before_anything_else(client, officer, settings):
    settings.TONGBAN_PASSWORD_DAYS = 40
    officer.password_at = an_act().at
    officer.save()
    typed(client, officer)
    assert client.get(DESK).url == PASSWORD_PAGE
    wrong = {"old": PASSWORD, "new": "Another-horse-8", "again": "Another-horse-9"}
    assert client.post(PASSWORD_PAGE, wrong).status_code == 422
    client.post(PASSWORD_PAGE, wrong | {"again": "Another-horse-8"})
    assert client.get(DESK).status_code == 200
    assert typed(Client(), officer).status_code == 422
    assert typed(Client(), officer, "Another-horse-8").status_code == 302


def test_the_present_password_cannot_be_guessed_on_its_page(client, officer):
    typed(client, officer)
    given = {"old": "wrong", "new": "Another-horse-8", "again": "Another-horse-8"}
    pages = [client.post(PASSWORD_PAGE, given) for _ in range(5)]
    assert {page.status_code for page in pages} == {422}
    client.post(PASSWORD_PAGE, given | {"old": PASSWORD})
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_visit_ends_without_a_click_and_goes_on_with_one(client, officer, seconds):
    typed(client, officer)
    seconds[0] += 29 * 60
    assert client.get(DESK).status_code == 200
    seconds[0] += 29 * 60
    assert client.get(DESK).status_code == 200
    seconds[0] += 31 * 60
    assert client.get(DESK).url.startswith(ENTER)
    assert "长时间没有操作" in client.get(ENTER).content.decode()
    assert open_visits_of(officer) == []


def test_what_a_page_asks_by_itself_is_no_click(client, officer, seconds):
    typed(client, officer)
    for _ in range(4):
        seconds[0] += 9 * 60
        answer = client.get(DESK, headers={"hx-request": "true"})
    assert answer.status_code == 302


def test_a_visit_ends_after_a_working_day_however_much_is_clicked(client, officer, seconds):
    typed(client, officer)
    for _ in range(24):
        seconds[0] += 20 * 60
        assert client.get(DESK).status_code == 200
    seconds[0] += 60
    assert client.get(DESK).url.startswith(ENTER)


def test_in_production_a_session_that_this_house_did_not_mark_is_ended(client, officer, settings):
    client.force_login(officer, backend=sessions.BACKEND)
    assert client.get(DESK).status_code == 200
    settings.TONGBAN_MODE = "production"
    assert client.get(DESK).url.startswith(ENTER)


def test_ones_visits_are_listed_and_the_others_ended(client, officer):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    for browser in (other, client):
        typed(browser, officer)
    page = client.get(FRONT)
    assert len(page.context["visits"]) == 2
    assert "Firefox · Windows" in page.content.decode()
    assert Visit.objects.filter(person=officer, address="127.0.0.*").count() == 2
    client.post(reverse("account:end_others"))
    assert other.get(DESK).url.startswith(ENTER)
    assert client.get(DESK).status_code == 200


def test_nobody_sees_or_ends_the_visits_of_another(client, officer, house):
    typed(client, officer)
    stranger = Client()
    typed(stranger, with_password(a_person(kind="public")))
    stranger.post(reverse("account:end_others"))
    assert client.get(DESK).status_code == 200
    assert officer.username not in stranger.get(FRONT).content.decode()


def test_every_entry_is_in_the_log_with_its_way(client, house, officer, secret):
    typed(client, officer)
    client.post(CODE, {"code": shown(secret)})
    row = Event.objects.get(stream=officer.actor_id, type="person.entered")
    assert (row.data["way"], row.organ) == ("totp", house.bureau.actor_id)
