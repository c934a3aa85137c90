"""The staff's certificates: only those of one's organs, holders masked, two persons for an end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.certificates import a_registry, stored
from builders.identity import a_clerk, an_organ
from tongban.kernel.certificates import actions
from tongban.kernel.certificates.models import Proposal
from tongban.kernel.parties.models import Party

LIST = reverse("staff:certificates")
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def registry(clock):
    made = a_registry()
    made.on = clock.now.date()
    return made


@pytest.fixture
def row(registry):
    return registry.issue()


def page(row) -> str:
    return reverse("staff:certificate", args=[row.pk])


def numbers(answer) -> list[str]:
    return [row.line.certificate.number for row in answer.context["rows"]]


def proposal_of(**changes) -> dict[str, str]:
    return {"choice": "revoked/not_qualified", "words": "申请时不具备条件", "key": "k", **changes}


def test_the_list_shows_ones_own_organ_and_no_other(registry, row, as_):
    assert numbers(as_(registry.officer).get(LIST)) == [row.number]
    stranger, _ = a_clerk(an_organ("城市管理局"), "officer")
    assert numbers(as_(stranger).get(LIST)) == []
    assert as_(stranger).get(page(row)).status_code == 404


@pytest.mark.parametrize(("duty", "seen"), [("supervisor", 200), ("keeper", 404), ("window", 404)])
def test_who_supervises_the_county_sees_all_of_it_and_other_duties_of_other_organs_none(
    registry, row, as_, duty, seen
):
    person, _ = a_clerk(an_organ("政务服务中心"), duty)
    assert as_(person).get(page(row)).status_code == seen


def test_the_holder_is_masked_in_list_and_page(registry, row, as_):
    for address in (LIST, page(row)):
        text = as_(registry.officer).get(address).content.decode()
        assert "王小明" not in text
        assert "王*" in text


def test_every_figure_counts_exactly_the_rows_it_leads_to(registry, row, as_, clock):
    soon = registry.issue(valid_to=clock.now.date() + 40 * DAY)
    began, ended = clock.now.date() - 9 * DAY, clock.now.date() - DAY
    over = registry.issue(issued_on=began, valid_from=began, valid_to=ended)
    registry.propose(row)
    act = registry.act(on=clock.now.date())
    actions.ask_renewal(soon.pk, act, case_number="R", asked_on=clock.now.date())
    client = as_(registry.officer)
    shown = {
        group.name: numbers(client.get(LIST, {"only": group.name}))
        for group in client.get(LIST).context["groups"]
    }
    assert shown == {
        "proposed": [row.number],
        "asked": [soon.number],
        "ending": [soon.number],
        "expired": [over.number],
    }
    counts = {group.name: group.count for group in client.get(LIST).context["groups"]}
    assert set(counts.values()) == {1}


def test_a_number_is_found_by_a_part_of_it_and_states_are_filtered(registry, row, as_):
    other = registry.issue()
    actions.change(other.pk, registry.act(), case_number="C", terms=None, on=registry.on)
    client = as_(registry.officer)
    assert numbers(client.get(LIST, {"q": "[2026] 0001"})) == [row.number]
    assert numbers(client.get(LIST, {"q": "0009"})) == []
    assert len(numbers(client.get(LIST))) == 2
    assert numbers(client.get(LIST, {"state": "superseded"})) == [other.number]
    assert numbers(client.get(LIST, {"state": "revoked"})) == []


def test_an_officer_proposes_and_a_leader_confirms_on_the_page(registry, row, as_):
    officer, leader = as_(registry.officer), as_(registry.leader)
    answer = officer.post(page(row) + "propose/", proposal_of())
    assert answer.status_code == 302
    shown = leader.get(page(row)).content.decode()
    assert "申请时不具备条件" in shown
    seen = shown.split('name="proposal" value="')[1].split('"')[0]
    given = {"outcome": "agreed", "words": "", "key": "l", "proposal": seen}
    answer = leader.post(page(row) + "confirm/", given)
    assert answer.status_code == 302
    assert stored(row).state == "revoked"
    assert "已撤销" in leader.get(page(row)).content.decode()


def test_the_forms_are_shown_to_those_who_may_use_them_only(registry, row, as_):
    forms = {"propose": "choices", "confirm": "decides"}
    officer, leader = as_(registry.officer), as_(registry.leader)
    assert officer.get(page(row)).context[forms["propose"]]
    assert not leader.get(page(row)).context[forms["propose"]]
    registry.propose(row)
    assert not officer.get(page(row)).context[forms["confirm"]]
    assert leader.get(page(row)).context[forms["confirm"]]
    assert not officer.get(page(row)).context[forms["propose"]]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"choice": ""}, "请选择"),
        ({"words": " "}, "请填写理由"),
        ({"choice": "withdrawn/not_qualified"}, "不在法定情形之内"),
    ],
)
def test_a_refusal_comes_back_on_the_page_with_what_was_typed(registry, row, as_, given, words):
    answer = as_(registry.officer).post(page(row) + "propose/", proposal_of(**given))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert Proposal.objects.count() == 0
    assert given.get("words", "申请时不具备条件").strip() in text


def test_who_may_not_is_refused_whatever_is_posted(registry, row, as_):
    leader, officer = as_(registry.leader), as_(registry.officer)
    assert leader.post(page(row) + "propose/", proposal_of()).status_code == 422
    registry.propose(row)
    answer = officer.post(page(row) + "confirm/", {"outcome": "agreed", "key": "x"})
    assert answer.status_code == 422
    assert stored(row).state == "valid"
    assert leader.post(page(row) + "confirm/", {"outcome": "maybe"}).status_code == 404
    assert officer.post(page(row) + "propose/", proposal_of(choice="burned/x")).status_code == 404


def test_the_reasons_are_read_by_those_alone_who_propose_or_decide(registry, row, as_):
    registry.propose(row)
    supervisor, _ = a_clerk(an_organ("监督局"), "supervisor")
    text = as_(supervisor).get(page(row)).content.decode()
    assert "不符合法定条件" in text
    assert "申请时不具备条件" not in text


def test_a_replaced_print_leads_to_the_newest_and_offers_nothing(registry, row, as_):
    new = actions.change(row.pk, registry.act(), case_number="C", terms=None, on=registry.on)
    answer = as_(registry.officer).get(page(row))
    text = answer.content.decode()
    assert page(new) in text
    assert 'action="' + page(row) + "propose/" not in text


def test_its_holder_among_the_staff_does_not_find_it_here(registry, row, as_):
    officer, _ = a_clerk(registry.organ, "officer")
    Party.objects.filter(pk=registry.party).update(person_id=officer.pk)
    assert numbers(as_(officer).get(LIST)) == []
    assert as_(officer).get(page(row)).status_code == 404


def test_the_list_asks_the_database_no_more_often_for_more_certificates(
    registry, as_, django_assert_max_num_queries
):
    for _ in range(12):
        registry.issue()
    client = as_(registry.officer)
    client.get(LIST)
    with django_assert_max_num_queries(40):
        assert len(numbers(client.get(LIST))) == 12


def test_what_was_applied_for_is_shown_as_the_form_asked_it_and_masked(registry, place, as_):
    terms = {"answers": {"applicant": {"name": "王小明", "income": 30000}}}
    row = registry.issue(version_id=place.version.pk, terms=terms)
    answer = as_(registry.officer).get(page(row))
    (part,) = answer.context["permitted"].summary
    assert part.title == "申请人"
    assert [line.label for line in part.lines] == ["姓名", "年收入"]
    assert answer.context["permitted"].facts == []
