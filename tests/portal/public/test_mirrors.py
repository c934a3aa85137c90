"""我的办件: what other systems handle for the visitor is listed with its system, read only, and for him alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from builders.identity import a_clerk, a_person, an_act
from builders.mirrors import SYSTEM, a_guide, a_mirror
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.mirrors.queries import query_code_of
from tongban.kernel.mirrors.rules import State, Step
from tongban.kernel.parties.actions import link_person
from tongban.portal.public.tries import TRIES

SEEN = datetime(2026, 2, 14, 1, tzinfo=UTC)


@pytest.fixture
def applicant(place):
    person = a_person("张三丰", kind="public")
    link_person(a_citizen(order=5).pk, an_act(), person_id=person.pk)
    return person


@pytest.fixture
def mirror(place):
    return a_mirror(
        a_guide(online_url="https://province.example.cn/"),
        document=an_identity_number(5),
        received_on=date(2026, 2, 11),
        accepted_on=date(2026, 2, 12),
        promised_on=date(2026, 2, 25),
        reported_at=SEEN,
        steps=(Step(SEEN - timedelta(days=1), "材料已核验"),),
    )


def test_an_own_mirrored_case_stands_under_my_cases_with_its_system(applicant, mirror, signed_in):
    page = signed_in(applicant).get(reverse("public:mine")).content.decode()
    for words in (mirror.title, SYSTEM, mirror.number, "截至 2026年2月14日", "只供查看"):
        assert words in page, words
    assert reverse("public:mirror", args=[mirror.pk]) in page
    assert "还没有办件" not in page


def test_its_page_tells_who_handles_it_and_leads_there(applicant, mirror, signed_in):
    client = signed_in(applicant)
    answer = client.get(reverse("public:mirror", args=[mirror.pk]))
    page = answer.content.decode()
    for words in (f"在{SYSTEM}办理", "https://province.example.cn/", "张三丰", "材料已核验"):
        assert words in page, words
    assert answer["Cache-Control"] == "no-store"
    assert client.post(reverse("public:mirror", args=[mirror.pk])).status_code == 405


def test_for_another_citizen_and_for_who_is_not_signed_in_it_does_not_exist(
    mirror, neighbour, signed_in, client
):
    address = reverse("public:mirror", args=[mirror.pk])
    assert signed_in(neighbour).get(address).status_code == 404
    assert mirror.number not in signed_in(neighbour).get(reverse("public:mine")).content.decode()
    assert client.get(address).status_code == 302


def test_who_handles_such_cases_has_none_of_them_under_his_own(mirror, signed_in):
    officer, _post = a_clerk(mirror.organ)
    assert signed_in(officer).get(reverse("public:mirror", args=[mirror.pk])).status_code == 404
    assert mirror.number not in signed_in(officer).get(reverse("public:mine")).content.decode()


def test_without_any_the_section_is_not_there(neighbour, signed_in):
    assert 'id="mirrors"' not in signed_in(neighbour).get(reverse("public:mine")).content.decode()


def test_a_terminated_case_counts_no_days(applicant, mirror, signed_in):
    later = SEEN + timedelta(minutes=5)
    a_mirror(
        version_in_force(mirror.matter, on=SEEN.date()),
        number=mirror.number,
        state=State.TERMINATED,
        document=an_identity_number(5),
        received_on=date(2026, 2, 11),
        accepted_on=date(2026, 2, 12),
        promised_on=date(2026, 2, 25),
        reported_at=later,
    )
    page = signed_in(applicant).get(reverse("public:mirror", args=[mirror.pk])).content.decode()
    assert "终止办理" in page
    assert 'class="due' not in page


TRACK = "/track/"


def tracked(client, mirror, **more):
    given = {"number": mirror.number, "code": query_code_of(mirror), **more}
    return client.post(TRACK, given)


def test_with_its_number_and_query_code_anybody_follows_it_and_nothing_personal_is_shown(
    mirror, client
):
    answer = tracked(client, mirror)
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    for words in (mirror.title, SYSTEM, "已受理", "材料已核验"):
        assert words in page, words
    assert "张三丰" not in page
    assert query_code_of(mirror) not in page


def test_a_wrong_number_or_code_of_it_shows_nothing_and_cannot_be_guessed(mirror, client):
    for wrong in ({"number": "SC1"}, {"code": "00000000"}, {"number": ""}):
        assert tracked(client, mirror, **wrong).status_code == 422, wrong
    for _ in range(TRIES):
        tracked(client, mirror, code="11111111")
    assert tracked(client, mirror).status_code == 429


def test_two_systems_may_give_one_number_and_each_code_shows_its_own(mirror, client):
    other = a_mirror(
        a_guide(name="社会保障卡申领"), system="国家医保服务平台", number=mirror.number
    )
    assert query_code_of(other) != query_code_of(mirror)
    assert "社会保障卡申领" in tracked(client, other).content.decode()
    assert "社会保障卡申领" not in tracked(client, mirror).content.decode()


def test_its_code_stands_on_the_applicants_own_page(applicant, mirror, signed_in):
    own = signed_in(applicant).get(reverse("public:mirror", args=[mirror.pk])).content.decode()
    assert query_code_of(mirror) in own
