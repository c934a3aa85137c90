"""窗口收件: taking in for somebody at the counter, from the search to the receipt and on to acceptance."""

import pytest
from django.test import Client
from django.urls import reverse

from builders.catalogue import a_matter
from builders.identity import a_clerk, an_act, an_organ
from builders.known import STATED, ask_of_elements, hand_on
from builders.parties import an_identity_number
from tongban.kernel.cases.models import Case
from tongban.kernel.cases.queries import query_code
from tongban.kernel.forms.models import Draft
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.parties.actions import learn
from tongban.kernel.parties.models import Party
from tongban.kernel.parties.queries import known_values, party_by_id
from tongban.portal.public.drafting import begin

COUNTER, BEGIN = reverse("staff:counter"), reverse("staff:begin")
ANSWERS = {"applicant.name": "何小兰", "applicant.income": "30000"}


@pytest.fixture
def clerk(place, as_):
    return as_(place.people["window"])


def typed(place, **more):
    applicant = {
        "kind": "person",
        "name": "何小兰",
        "number": an_identity_number(7),
        "phone": "13900001234",
    }
    return {"matter": place.version.matter_id, "key": "page-1", **applicant, **more}


def begun(clerk, place, **more):
    """The address of what was begun."""
    return clerk.post(BEGIN, typed(place, **more)).url


@pytest.fixture
def filled(place, clerk):
    """The address of what was begun; posting the answers there hands them in."""
    return begun(clerk, place)


def test_the_counter_is_open_to_the_window_alone(place, as_, clerk):
    assert clerk.get(COUNTER).status_code == 200
    assert as_(place.people["civil"]).get(COUNTER).status_code == 404
    assert as_(place.people["civil"]).post(BEGIN, typed(place)).status_code == 404
    assert as_(place.citizen).get(COUNTER).status_code == 404
    assert Client().get(COUNTER).status_code == 302


def test_only_who_may_take_in_is_led_to_the_counter(place, as_, clerk):
    link = f'href="{COUNTER}"'
    assert link in clerk.get(reverse("staff:desk")).content.decode()
    assert link not in as_(place.people["civil"]).get(reverse("staff:desk")).content.decode()


def test_only_matters_that_can_be_applied_for_are_found(place, clerk):
    a_matter("公共租赁住房租金缴纳")
    found = clerk.get(COUNTER, {"q": "gonggongzulin"}).context["offered"].rows
    assert [row.name for row in found] == [place.version.name]
    assert not clerk.get(COUNTER, {"q": "烟花爆竹"}).context["offered"].rows


def test_an_applicant_who_is_new_is_registered_and_asked_for_nothing_twice(place, clerk):
    asked = place.version.form["properties"]["applicant"]["properties"]
    for name, element in (("name", "person.name"), ("number", "person.identity_number")):
        asked[name] = {"type": "string", "title": name, "maxLength": 50, "x-element": element}
    place.version.save()
    page = clerk.get(begun(clerk, place)).content.decode()
    assert Party.objects.filter(name="何小兰").count() == 1
    assert 'value="何小兰"' in page
    assert f'value="{an_identity_number(7)}"' in page


def test_an_applicant_who_is_known_is_not_registered_twice(place, clerk):
    number = f" {an_identity_number()[:6]} {an_identity_number()[6:]}"
    assert clerk.post(BEGIN, typed(place, name="张三丰", number=number)).status_code == 302
    assert Party.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "control"),
    [
        ({"number": "511602199001010019"}, "number"),
        ({"name": ""}, "name"),
        ({"name": "李四光", "number": an_identity_number()}, "name"),
        ({"phone": "12"}, "phone"),
        ({"matter": "999999"}, "matter"),
        ({"kind": "ghost"}, "kind"),
    ],
)
def test_a_refusal_names_the_field_and_keeps_what_was_typed(place, clerk, wrong, control):
    answer = clerk.post(BEGIN, typed(place, **wrong))
    assert answer.status_code == 422
    assert answer.context["screen"].faults[0].field == control
    assert answer.context["screen"].applicant.phone == wrong.get("phone", "13900001234")
    assert not Draft.objects.exists()


def test_handing_in_makes_a_case_of_the_counter_and_a_receipt_to_print(place, clerk, filled):
    seal = seal_waiting(place.now)
    answer = clerk.post(filled, ANSWERS, follow=True)
    case = Case.objects.get()
    page = answer.content.decode()
    assert case.channel == "counter"
    assert case.party == Party.objects.get(name="何小兰").pk
    for words in (
        case.number,
        query_code(case.number),
        case.title,
        "政务服务中心",
        "承诺 10 个工作日",
        case.hash,
        f"1:{seal.hash}",
    ):
        assert words in page, words


def test_the_clerk_acts_in_the_name_of_the_hall(place, clerk, filled):
    clerk.post(filled, ANSWERS)
    case = reverse("staff:case", args=[Case.objects.get().number])
    page = clerk.get(case).content.decode()
    assert "窗口收件 · 张三丰 · 政务服务中心" in page


def test_the_receipt_leads_straight_to_acceptance_and_no_more_once_accepted(place, clerk, filled):
    receipt = clerk.post(filled, ANSWERS).url
    case = Case.objects.get()
    to_accept = f"{reverse('staff:case', args=[case.number])}#handle"
    assert to_accept in clerk.get(receipt).content.decode()
    place.now = case.submitted_at
    place.accept(case.number)
    assert to_accept not in clerk.get(receipt).content.decode()


def test_handing_in_twice_makes_one_case(clerk, filled):
    receipt = clerk.post(filled, ANSWERS).url
    assert clerk.post(filled, ANSWERS).url == receipt
    assert Case.objects.count() == 1


def test_nothing_is_handed_in_while_an_answer_is_missing_and_what_was_typed_stays(place, clerk):
    url = begun(clerk, place)
    answer = clerk.post(url, {"applicant.income": "41000", "came": "post"})
    assert answer.status_code == 422
    assert not Case.objects.exists()
    for page in (answer, clerk.get(url)):
        assert 'value="41000"' in page.content.decode()
        assert '<option value="post" selected>' in page.content.decode()


def test_the_same_page_sent_for_another_applicant_opens_another_application(place, clerk):
    first = begun(clerk, place)
    assert begun(clerk, place, name="张三丰", number=an_identity_number()) != first
    assert begun(clerk, place) == first


def test_what_was_begun_waits_at_the_counter_until_it_is_given_up(place, clerk):
    step = begun(clerk, place)
    clerk.post(step, {"applicant.name": "何小兰", "_later": "1"})
    assert [one.applicant for one in clerk.get(COUNTER).context["started"]] == ["何**"]
    clerk.post(reverse("staff:discard", args=[Draft.objects.get().pk]))
    assert clerk.get(COUNTER).context["started"] == []
    assert clerk.get(begun(clerk, place)).status_code == 200


def test_another_clerk_does_not_open_what_this_one_began(place, as_, clerk):
    step = begun(clerk, place)
    other, _post = a_clerk(place.hall, "window")
    assert as_(other).get(step).status_code == 404
    assert as_(a_clerk(an_organ())[0]).get(step).status_code == 404


def test_what_a_clerk_begins_for_himself_is_no_intake_and_no_intake_is_his_own(place, clerk):
    window = place.people["window"]
    own = begin(place.version, window, party_by_id(place.party), key="own")
    taken = clerk.post(BEGIN, typed(place)).url
    assert clerk.get(own).status_code == 302
    assert clerk.get(taken).status_code == 200
    for url in (own.replace("/apply/", "/counter/"), taken.replace("/counter/", "/apply/")):
        assert clerk.get(url).status_code == 404, url
    assert len(clerk.get(COUNTER).context["started"]) == 1
    assert len(clerk.get(reverse("public:mine")).context["drafts"]) == 1


def test_a_receipt_is_for_cases_of_the_counter_and_for_the_counter(place, as_, clerk, filled):
    receipt = clerk.post(filled, ANSWERS).url
    online = reverse("staff:receipt", args=[place.submit().number])
    assert clerk.get(receipt).status_code == 200
    assert clerk.get(online).status_code == 404
    assert as_(place.people["leader"]).get(receipt).status_code == 404


def unmaskings(party):
    return [
        one.data["purpose"]
        for one in events_of(0, f"party/{party}")
        if one.type == "party.unmasked"
    ]


def test_what_an_applicant_stated_before_fills_the_form_at_the_counter_too_and_is_logged(
    place, clerk
):
    ask_of_elements(place)
    learn(place.party, an_act(), values={"person.address": "滨河路 18 号"}, source="case/1")
    own = {"name": "张三丰", "number": an_identity_number()}
    page = clerk.get(begun(clerk, place, **own)).content.decode()
    assert 'value="滨河路 18 号"' in page
    assert "的申请" in page
    assert "（1）" not in page
    assert unmaskings(place.party) == ["intake"]


def test_what_the_clerk_typed_goes_before_what_was_stated_and_nothing_is_logged(place, clerk):
    ask_of_elements(place)
    learn(place.party, an_act(), values={"person.phone": "13700000000"}, source="case/1")
    own = {"name": "张三丰", "number": an_identity_number()}
    page = clerk.get(begun(clerk, place, **own)).content.decode()
    assert 'value="13900001234"' in page
    assert "13700000000" not in page
    assert unmaskings(place.party) == []


def test_what_is_handed_in_at_the_counter_is_learned_of_the_applicant_and_not_of_the_clerk(
    place, clerk
):
    ask_of_elements(place)
    own = {"applicant.name": "何小兰", "applicant.identity_number": an_identity_number(7)}
    clerk.post(begun(clerk, place), {**own, **STATED, "agent.name": "赵六"})
    hand_on()
    party = Party.objects.get(name="何小兰")
    assert known_values(party.pk)["person.phone"].value == STATED["applicant.phone"]
    assert known_values(place.party) == {}
