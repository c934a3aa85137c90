"""What an applicant does in an own case: hearing, statement, originals, papers, the result; and others never."""

import pytest
from django.urls import reverse

from builders.cases import Place, a_licence
from tongban.kernel.papers.queries import papers_of


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"


@pytest.fixture
def place(db: None) -> Place:
    """A place whose matter is a licence with a certificate."""
    return a_licence()


@pytest.fixture
def citizen(place, signed_in):
    """The applicant's browser."""
    return signed_in(place.citizen)


def own(client, number):
    return client.get(reverse("public:own", args=[number])).content.decode()


def post(client, name, number, place, *more, **given):
    given = {"version": str(place.case(number).n), "key": f"{name}-1", **given}
    return client.post(reverse(f"public:{name}", args=[number, *more]), given)


def a_hearing(place) -> str:
    number = place.accepted()
    place.on("offer_hearing", number, words="拟不予许可，您有权要求听证。")
    return number


def test_a_hearing_that_was_offered_is_asked_for_until_its_day(citizen, place):
    number = a_hearing(place)
    assert "您有权要求听证" in own(citizen, number)
    answer = post(citizen, "hearing", number, place, special="1", grounds="我要求听证")
    assert answer.status_code == 302
    assert "hearing.asked" in place.types(number)
    assert 'id="hearing"' not in own(citizen, number)


def test_a_hearing_without_reasons_or_not_offered_is_refused_and_the_words_stay(citizen, place):
    number = a_hearing(place)
    assert post(citizen, "hearing", number, place, special="1", grounds="").status_code == 422
    wrong = post(citizen, "hearing", number, place, special="9", grounds="我要求听证")
    assert wrong.status_code == 422
    assert "我要求听证" in wrong.content.decode()
    assert "hearing.asked" not in place.types(number)


def test_a_statement_is_added_once_and_told_to_its_author(citizen, place):
    number = place.accepted()
    given = {"version": str(place.case(number).n), "statement": "请考虑我的情况", "key": "s"}
    for _twice in range(2):
        citizen.post(reverse("public:statement", args=[number]), given)
    assert place.types(number).count("case.heard") == 1
    assert "请考虑我的情况" in own(citizen, number)


def test_a_page_that_has_gone_stale_is_refused_with_what_was_typed(citizen, place):
    number = place.accepted()
    given = {"version": "1", "statement": "请考虑我的情况", "key": "s"}
    answer = citizen.post(reverse("public:statement", args=[number]), given)
    assert answer.status_code == 422
    assert "请考虑我的情况" in answer.content.decode()
    assert "case.heard" not in place.types(number)


def test_originals_that_are_kept_are_shown_and_signed_for_when_they_come_back(citizen, place):
    number = place.accepted()
    place.on("take_originals", number, taken=[("proof", "房产证原件", 2)])
    assert "房产证原件" in own(citizen, number)
    place.on("offer_handover", number, originals=[1], to="party")
    assert "已收到原件，签收" in own(citizen, number)
    post(citizen, "sign", number, place, 1)
    assert place.last(number, "originals.signed")["holder"] == "party"
    assert 'id="originals"' not in own(citizen, number)


def test_a_list_between_colleagues_is_not_for_the_applicant_to_sign(citizen, place):
    number = place.accepted()
    place.on("take_originals", number, taken=[("proof", "房产证原件", 1)])
    place.on("offer_handover", number, originals=[1], to=place.people["leader"].actor_id)
    assert "已收到原件，签收" not in own(citizen, number)
    assert post(citizen, "sign", number, place, 1).status_code == 422
    assert "originals.signed" not in place.types(number)


def test_a_paper_is_listed_with_number_and_state_and_opens_in_the_browser_with_a_trace(citizen, place):  # fmt: skip
    number = place.decided()
    found = {one.kind: one for one in papers_of(f"case/{number}")}
    page, grant = own(citizen, number), found["grant"]
    assert grant.number in page
    assert reverse("public:paper", args=[number, found["process_sheet"].pk]) not in page
    answer = citizen.get(reverse("public:paper", args=[number, grant.pk]))
    assert answer["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_papers_of_the_file_and_of_other_cases_do_not_exist(citizen, place):
    number, second = place.decided(), place.submit().number
    found = {one.kind: one for one in papers_of(f"case/{number}")}
    for case, paper in ((number, found["process_sheet"].pk), (second, found["grant"].pk), (number, 10**9)):  # fmt: skip
        assert citizen.get(reverse("public:paper", args=[case, paper])).status_code == 404


def test_the_result_leads_to_its_certificate_and_shows_the_proof_of_delivery(citizen, place):
    number = place.decided()
    case = place.case(number)
    assert reverse("public:certificate", args=[case.certificate]) in own(citizen, number)
    assert "领取办理结果" in citizen.get(reverse("public:mine")).content.decode()
    proof = {"recipient": "王小二", "relation": "子女", "identity": "居民身份证"}
    place.on("deliver", number, mode="window", proof=proof, happened=place.today(), by=place.people["window"])  # fmt: skip
    assert "王小二" in own(citizen, number)
    assert "领取办理结果" not in citizen.get(reverse("public:mine")).content.decode()


@pytest.mark.parametrize("name", ["statement", "hearing", "withdraw"])
def test_nobody_else_acts_in_an_applicants_name(name, place, signed_in, neighbour):
    number = a_hearing(place)
    for person in (neighbour, place.people["window"], place.people["officer"]):
        client = signed_in(person)
        answer = post(client, name, number, place, special="1", grounds="x", statement="x")
        assert answer.status_code == 404
    assert not {"case.heard", "hearing.asked", "case.withdrawn"} & set(place.types(number))


def test_nobody_else_opens_an_applicants_papers_or_signs_for_originals(place, signed_in, neighbour):
    number = place.accepted()
    place.on("take_originals", number, taken=[("proof", "房产证原件", 1)])
    place.on("offer_handover", number, originals=[1], to="party")
    paper = papers_of(f"case/{number}")[0]
    client = signed_in(neighbour)
    assert client.get(reverse("public:paper", args=[number, paper.pk])).status_code == 404
    assert post(client, "sign", number, place, 1).status_code == 404
    assert "originals.signed" not in place.types(number)
