"""管理台: what the administrators do on their pages, and what is refused there."""

from datetime import date

import pytest
from django.urls import reverse

from builders.administration import a_house, with_password
from builders.identity import a_clerk, an_act
from tongban.kernel.identity.actions import NewMandate, grant, securing
from tongban.kernel.identity.models import Holding, Mandate, Organ, Person, Post
from tongban.kernel.identity.rules import Power
from tongban.kernel.law.models import LocalDay, LocalParameter

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def system(house, as_):
    return as_(house.admins["system"])


@pytest.fixture
def security(house, as_):
    return as_(house.admins["security"])


def address(name: str, *parts: object) -> str:
    return reverse(f"administration:{name}", args=parts)


def test_a_system_administrator_founds_opens_registers_and_a_security_administrator_appoints(
    house, system, security
):
    organ = address("organ_act", house.government.pk, "found")
    system.post(organ, {"name": "区医保局", "division": "511602"})
    founded = Organ.objects.get(name="区医保局")
    opening = address("organ_act", founded.pk, "open")
    system.post(opening, {"name": "经办岗", "duty": "officer"})
    post = Post.objects.get(organ=founded)
    given = {"name": "林一", "username": "linyi", "organ": founded.pk}
    assert system.post(address("register"), given).status_code == 302
    person = Person.objects.get(username="linyi")
    assert person.organ == founded
    checked = security.get(address("appoint", person.pk), {"post": post.pk})
    assert checked.context["clashes"] == []
    security.post(address("appoint", person.pk), {"post": post.pk})
    assert Holding.objects.get(person=person).post == post


def test_an_organ_of_a_name_that_is_taken_comes_back_with_what_was_typed(house, system):
    organ = address("organ_act", house.government.pk, "found")
    answer = system.post(organ, {"name": "区住建局", "division": "511602"})
    assert answer.status_code == 422
    assert "已有名为" in answer.content.decode() or "区住建局" in answer.context["fault"]
    assert answer.context["typed"]["name"] == "区住建局"


def test_a_post_elsewhere_is_not_closed_through_an_organ_of_ones_own(house, system):
    elsewhere = a_clerk(house.neighbour)[1]
    closing = address("organ_act", house.bureau.pk, "close-post")
    assert system.post(closing, {"post": elsewhere.pk}).status_code == 404
    assert Post.objects.get(pk=elsewhere.pk).until is None


def test_conflicts_are_named_before_saving_and_refused_at_saving(house, security):
    leading = a_clerk(house.bureau, "leader")[1]
    page = security.get(address("appoint", house.officer.pk), {"post": leading.pk})
    assert "不相容" in page.content.decode()
    assert len(page.context["clashes"]) == 1
    answer = security.post(address("appoint", house.officer.pk), {"post": leading.pk})
    assert answer.status_code == 422
    assert not Holding.objects.filter(person=house.officer, post=leading).exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "nobody"}, set()),
        ({"state": "locked"}, {"locked"}),
        ({"state": "no_post"}, {"vacant"}),
        ({"state": "ending"}, {"ending"}),
        ({"state": "nonsense"}, {"locked", "vacant", "ending", "plain"}),
    ],
)
def test_people_are_narrowed_by_how_their_accounts_stand(house, security, asked, found):
    people = {name: a_clerk(house.bureau)[0] for name in ("locked", "vacant", "ending", "plain")}
    securing.lock(people["locked"].pk, house.act("security"), why="absence")
    Holding.objects.filter(person=people["vacant"]).update(until=date(2026, 2, 1))
    Holding.objects.filter(person=people["ending"]).update(until=date(2026, 3, 1))
    rows = security.get(address("people"), asked).context["rows"]
    shown = {row.person.pk for row in rows}
    assert {name for name, one in people.items() if one.pk in shown} == found


def test_a_person_is_found_by_name_and_by_user_name(house, security):
    house.officer.name = "欧阳修"
    house.officer.save()
    for words in ("欧阳", house.officer.username):
        rows = security.get(address("people"), {"q": words}).context["rows"]
        assert [row.person for row in rows] == [house.officer]


def test_a_mandate_is_checked_granted_and_taken_back(house, security):
    given = {
        "kind": "delegation",
        "power": "accept",
        "organ": house.bureau.pk,
        "post": house.vacant.pk,
        "amount": "500",
        "until": "2026-03-01",
        "grounds": "委托书〔2026〕1号",
    }
    checked = security.post(address("grant"), given | {"do": "check"})
    assert (checked.context["clashes"], checked.context["checked"]) == ([], True)
    assert not Mandate.objects.filter(kind="delegation").exists()
    security.post(address("grant"), given | {"do": "grant"})
    mandate = Mandate.objects.get(kind="delegation")
    assert (mandate.amount_limit, mandate.until) == (500, date(2026, 3, 1))
    assert mandate.grounds in security.get(address("mandates")).content.decode()
    ending = security.get(address("conflicts")).context["mandates"]
    assert [each for each, _matter in ending] == [mandate]
    security.post(address("revoke", mandate.pk), {"on": "2026-02-20"})
    assert Mandate.objects.get(pk=mandate.pk).until == date(2026, 2, 20)


def test_a_mandate_that_clashes_is_named_and_refused_and_what_was_typed_stays(house, security):
    given = {"kind": "delegation", "power": "supervise", "organ": house.bureau.pk}
    given |= {"person": house.officer.username, "grounds": "文件", "do": "grant"}
    answer = security.post(address("grant"), given)
    assert answer.status_code == 422
    assert len(answer.context["clashes"]) == 1
    assert answer.context["typed"]["grounds"] == "文件"
    assert not Mandate.objects.filter(kind="delegation").exists()


@pytest.mark.parametrize(
    "days",
    [{"until": "2026-02-13"}, {"since": "2026-03-02", "until": "2026-03-01"}, {"since": "x"}],
)
def test_a_time_that_ends_before_it_begins_is_refused_and_the_right_one_is_not(
    house, security, days
):
    given = {"kind": "delegation", "power": "accept", "organ": house.bureau.pk, "grounds": "书"}
    given |= {"post": house.vacant.pk, "do": "grant"}
    assert security.post(address("grant"), given | days).status_code == 422
    appointing = address("appoint", house.officer.pk)
    post = {"post": house.vacant.pk}
    assert security.post(appointing, post | days).status_code == 422
    assert not Mandate.objects.filter(kind="delegation").exists()
    assert security.post(appointing, post | {"until": "2026-02-15"}).status_code == 302


def test_a_proxy_stands_in_for_no_post_elsewhere(house, security):
    given = {"kind": "proxy", "power": "review", "organ": house.bureau.pk, "grounds": "书"}
    given |= {"post": house.vacant.pk, "do": "grant"}
    elsewhere = a_clerk(house.neighbour)[1]
    answer = security.post(address("grant"), given | {"stands_in_for": elsewhere.pk})
    assert answer.status_code == 404
    security.post(address("grant"), given | {"stands_in_for": house.post.pk})
    assert Mandate.objects.get(kind="proxy").stands_in_for == house.post


def test_a_division_that_is_no_code_is_refused_with_what_to_do(house, system):
    organ = address("organ_act", house.government.pk, "found")
    for division in ("12345", "x"):
        assert system.post(organ, {"name": "某局", "division": division}).status_code == 422


def test_a_mandate_of_another_county_cannot_be_taken_back_here(house, security):
    plan = NewMandate(power=Power.ACCEPT, organ_id=house.neighbour.pk, grounds="书")
    post = a_clerk(house.neighbour, "reviewer")[1]
    mandate = grant(
        NewMandate(power=plan.power, organ_id=plan.organ_id, grounds="书", post_id=post.pk),
        an_act(),
    )
    assert security.post(address("revoke", mandate.pk)).status_code == 404


def test_a_given_password_is_shown_once_and_works(house, security, client):
    answer = security.post(address("secure", house.officer.pk, "password"))
    given = answer.context["given"]
    assert given in answer.content.decode()
    assert given not in security.get(address("person", house.officer.pk)).content.decode()
    typed = {"username": house.officer.username, "password": given}
    client.post(reverse("public:enter"), typed)
    assert client.get(reverse("staff:desk")).url == reverse("account:password")


def test_a_locked_person_is_out_at_the_next_request(house, security, client):
    with_password(house.officer)
    typed = {"username": house.officer.username, "password": "Correct-horse-7"}
    client.post(reverse("public:enter"), typed)
    assert client.get(reverse("staff:desk")).status_code == 200
    security.post(address("secure", house.officer.pk, "lock"), {"why": "suspicion"})
    assert client.get(reverse("staff:desk")).url.startswith(reverse("public:enter"))
    assert client.post(reverse("public:enter"), typed).status_code == 422


def test_who_lost_the_last_post_is_out_at_the_next_request_and_not_let_in_again(
    house, security, client
):
    with_password(house.officer)
    typed = {"username": house.officer.username, "password": "Correct-horse-7"}
    client.post(reverse("public:enter"), typed)
    security.post(address("secure", house.officer.pk, "dismiss"), {"post": house.post.pk})
    assert client.get(reverse("staff:desk")).url.startswith(reverse("public:enter"))
    answer = client.post(reverse("public:enter"), typed)
    assert answer.status_code == 422
    assert "没有任职" in answer.content.decode()


def test_lock_outs_show_staff_by_name_and_mask_what_is_nobodys(house, security, client):
    for name in [house.officer.username] * 5 + ["511602198803120022"]:
        client.post(reverse("public:enter"), {"username": name, "password": "wrong"})
    page = security.get(address("lockouts")).content.decode()
    assert house.officer.username in page
    assert "51***" in page
    assert "511602198803120022" not in page
    security.post(address("secure", house.officer.pk, "tries"))
    assert house.officer.username not in security.get(address("lockouts")).content.decode()


def test_who_keeps_the_whole_county_sets_days_and_numbers_and_another_does_not(house, system, as_):
    day = {"day": "2026-05-08", "working": "0", "name": "本地节日", "notice": "广区府〔2026〕1号"}
    number = {"number": "licensing/decision_limit", "value": "15", "since": "2026-02-14"}
    number |= {"law": "广安市优化营商环境办法", "article": "第九条"}
    small = as_(a_clerk(house.bureau, "system_admin")[0])
    for what, given in (("days", day), ("numbers", number)):
        assert small.post(address("set_local", what), given).status_code == 404
    assert not LocalDay.objects.exists()
    assert not LocalParameter.objects.exists()
    for what, given in (("days", day), ("numbers", number)):
        system.post(address("set_local", what), given)
    assert LocalDay.objects.get().region == "511602"
    assert LocalParameter.objects.get().value == 15
    assert "15" in system.get(address("local")).content.decode()


def test_the_settings_page_shows_no_secret(system, settings):
    names = {name: value for name, value, _meaning, _own in settings.TONGBAN_SHOWN}
    assert names["DATABASE_URL"] == "***"
    page = system.get(address("local")).content.decode()
    assert "postgres://" not in page
    assert "TONGBAN_PASSWORD_DAYS" in page
