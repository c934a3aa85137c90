"""我的反映: own concerns alone, told of the answer, and the contact erased by who left it."""

import pytest
from django.urls import reverse

from builders.identity import a_clerk
from tongban.kernel.concerns.models import Concern
from tongban.kernel.concerns.queries import code_of

TELEPHONE = "13800138000"
LIST = reverse("public:own_concerns")


def send(client, **more):
    told = {"kind": "unresolved", "words": "跑了三次没办成。", "contact": TELEPHONE, **more}
    assert client.post(reverse("public:concerns"), told).status_code == 200
    return Concern.objects.latest("pk")


def page_of(client, told):
    return client.get(reverse("public:own_concern", args=[told.number]))


def shown(answer):
    return answer.content.decode()


@pytest.fixture
def manager(place, signed_in):
    return signed_in(a_clerk(place.hall, "duty_manager")[0])


def answer(manager, told):
    manager.post(reverse("staff:concern", args=[told.pk]), {"words": "已协调窗口，请再来。"})


def test_who_told_something_signed_in_finds_it_with_its_state_and_then_its_answer(
    place, signed_in, manager
):
    citizen = signed_in(place.citizen)
    told = send(citizen)
    assert told.number in shown(citizen.get(LIST))
    assert "已答复" not in shown(citizen.get(LIST))
    assert "尚未答复" in shown(page_of(citizen, told))
    answer(manager, told)
    assert "已答复" in shown(citizen.get(LIST))
    assert "已协调窗口，请再来。" in shown(page_of(citizen, told))


def test_to_a_neighbour_and_to_who_is_not_signed_in_it_does_not_exist(
    client, place, signed_in, neighbour
):
    told = send(signed_in(place.citizen))
    other = signed_in(neighbour)
    erase = reverse("public:own_concern_erase", args=[told.number])
    assert told.number not in shown(other.get(LIST))
    assert page_of(other, told).status_code == other.post(erase).status_code == 404
    assert client.get(LIST).status_code == page_of(client, told).status_code == 302
    assert Concern.objects.get().contact_sealed is not None


def test_what_was_told_without_a_name_is_nobodys_own(client, place, signed_in):
    told = send(client)
    citizen = signed_in(place.citizen)
    assert told.number not in shown(citizen.get(LIST))
    assert page_of(citizen, told).status_code == 404


def test_the_answer_is_told_to_who_asked_and_the_message_leads_to_it(
    place, signed_in, manager, neighbour
):
    citizen, messages = signed_in(place.citizen), reverse("public:messages")
    told = send(citizen)
    assert "您的反映已答复" not in shown(citizen.get(messages))
    answer(manager, told)
    rows = citizen.get(messages).context["rows"]
    assert [(row.words.title, row.about) for row in rows] == [("您的反映已答复", told.number)]
    opened = citizen.get(rows[0].url)
    assert opened.context["lead"] == reverse("public:own_concern", args=[told.number])
    assert citizen.get(opened.context["lead"]).status_code == 200
    assert "您的反映已答复" not in shown(signed_in(neighbour).get(messages))


def test_who_left_the_contact_has_it_erased_and_the_duty_manager_reads_so(
    place, signed_in, manager
):
    citizen = signed_in(place.citizen)
    told = send(citizen)
    assert "138******00" in shown(page_of(citizen, told))
    erase = reverse("public:own_concern_erase", args=[told.number])
    citizen.get(erase)
    assert Concern.objects.get().contact_sealed is not None
    after = citizen.post(erase, follow=True)
    assert "联系方式已删除" in shown(after)
    assert "138******00" not in shown(after)
    assert "删除。" in shown(manager.get(reverse("staff:concern", args=[told.pk])))
    assert "无需删除" in shown(citizen.post(erase, follow=True))


def test_who_is_not_signed_in_erases_it_with_number_and_code_and_not_with_a_wrong_one(
    client, place
):
    told = send(client)
    code, address = code_of(told.number), reverse("public:concern_answer")
    wrong = {"number": told.number, "code": f"{(int(code) + 1) % 10**8:08d}", "do": "erase"}
    assert client.post(address, wrong).status_code == 422
    assert Concern.objects.get().contact_sealed is not None
    page = client.post(address, wrong | {"code": code})
    assert "138******00" not in shown(page)
    assert Concern.objects.get().contact_sealed is None


def test_looking_the_answer_up_erases_nothing(client, place):
    told = send(client)
    client.post(
        reverse("public:concern_answer"), {"number": told.number, "code": code_of(told.number)}
    )
    assert Concern.objects.get().contact_sealed is not None
