"""What the log tells an applicant appears among the own messages, and nobody else reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.notices import a_notice
from tongban.kernel.ledger.actions import drain
from tongban.kernel.notices.actions import tell
from tongban.kernel.notices.queries import notices_of, unread_of
from tongban.kernel.notices.rules import Kind
from tongban.portal.public.messages import lead_of

pytestmark = pytest.mark.django_db
MESSAGES = reverse("public:messages")


@pytest.fixture
def told(place):
    """The number of a case whose receipt and acceptance the worker has handed on."""
    number = place.submit().number
    place.accept(number)
    drain(place.now + timedelta(minutes=1))
    return number


def page(client, address: str = MESSAGES) -> str:
    return client.get(address, headers={"accept-language": "zh-hans"}).content.decode()


def address_of(notice) -> str:
    return reverse("public:message", args=[notice.stream, notice.n])


def test_an_applicant_is_told_of_acceptance_after_the_worker_handed_it_on(place, signed_in):
    number = place.submit().number
    place.accept(number)
    client = signed_in(place.citizen)
    assert "申请已受理" not in page(client, "/my/")
    drain(place.now + timedelta(minutes=1))
    for address in ("/my/", MESSAGES):
        assert "申请已收到" in page(client, address)
        assert "申请已受理" in page(client, address)
        assert number in page(client, address)


def test_opening_a_message_says_what_happened_leads_to_the_case_and_notes_that_it_was_read(
    place, told, signed_in
):
    client = signed_in(place.citizen)
    newest = notices_of(place.party)[0]
    assert unread_of(place.party) == 2
    opened = page(client, address_of(newest))
    assert "您的申请已受理，办理时限开始计算。" in opened
    assert reverse("public:own", args=[told]) in opened
    assert unread_of(place.party) == 1
    page(client, address_of(newest))
    assert unread_of(place.party) == 1


def test_the_bar_counts_what_was_not_opened_and_the_list_shows_that_first(place, told, signed_in):
    client = signed_in(place.citizen)
    assert '消息 <span class="num">2</span>' in page(client, "/")
    newest = notices_of(place.party)[0]
    page(client, address_of(newest))
    listed = page(client)
    assert '消息 <span class="num">1</span>' in listed
    assert listed.index("申请已收到") < listed.index("申请已受理")
    page(client, address_of(notices_of(place.party)[1]))
    assert '消息 <span class="num">' not in page(client)


def test_messages_of_another_do_not_exist_and_are_not_marked_as_read(place, told, signed_in):
    address = address_of(notices_of(place.party)[0])
    for person in (place.people["window"], place.people["leader"]):
        client = signed_in(person)
        assert client.get(address).status_code == 404
        assert told not in page(client)
    assert unread_of(place.party) == 2


@pytest.mark.parametrize("n", [0, 99, 2**63, 2**80])
def test_a_message_that_is_not_there_does_not_exist(place, told, signed_in, n):
    stream = notices_of(place.party)[0].stream
    answer = signed_in(place.citizen).get(reverse("public:message", args=[stream, n]))
    assert answer.status_code == 404


def test_a_message_of_every_kind_can_be_opened_and_an_unknown_subject_leads_nowhere(
    place, signed_in
):
    client = signed_in(place.citizen)
    for n, kind in enumerate(Kind, 1):
        notice = a_notice(place.party, kind=kind, n=n)
        notice.subject = "nothing/1"
        tell([notice])
        assert "查看办件" not in page(client, address_of(notice))


def test_a_message_leads_to_the_page_of_what_it_is_about(place, signed_in):
    assert lead_of("certificate/12") == reverse("public:certificate", args=[12])
    assert lead_of("case/5116") == reverse("public:own", args=["5116"])
    assert [lead_of(subject) for subject in ("certificate/x", "nothing/1", "")] == ["", "", ""]
    notice = a_notice(place.party, kind=Kind.CERTIFICATE_REMINDED)
    notice.subject = "certificate/12"
    tell([notice])
    shown = page(signed_in(place.citizen), address_of(notice))
    assert "查看证件" in shown
    assert lead_of("certificate/12") in shown


def test_long_lists_have_pages_and_a_page_that_is_no_number_is_the_first(place, signed_in):
    tell([a_notice(place.party, n=n) for n in range(1, 26)])
    client = signed_in(place.citizen)
    shown = [len(client.get(MESSAGES, {"page": at}).context["rows"]) for at in ("1", "2", "x", "")]
    assert shown == [20, 5, 20, 20]


def test_who_is_no_applicant_has_an_empty_list_with_a_way_on(place, signed_in):
    shown = page(signed_in(place.people["window"]))
    assert "还没有消息" in shown
    assert reverse("public:mine") in shown
