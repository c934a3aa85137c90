"""Telling what could not be got done, without a name, and the answer of the duty manager."""

import re

import pytest
from django.urls import reverse

from builders.identity import a_clerk
from tongban.kernel.concerns.models import Concern
from tongban.kernel.concerns.queries import code_of
from tongban.portal.public.tries import TRIES

TOLD = {"kind": "unresolved", "words": "跑了三次没办成。", "contact": "13800138000"}


def send(client, **more):
    return client.post(reverse("public:concerns"), {**TOLD, **more})


def ask(client, number, code):
    return client.post(reverse("public:concern_answer"), {"number": number, "code": code})


@pytest.fixture
def manager(place):
    person, _post = a_clerk(place.hall, "duty_manager")
    return person


def test_a_stranger_is_given_number_and_code_and_reads_the_answer(
    client, place, manager, signed_in
):
    page = send(client, matter=place.version.matter_id).content.decode()
    told = Concern.objects.get()
    assert told.by == "public"
    assert told.number in page
    assert code_of(told.number) in page
    assert "尚未答复" in ask(client, told.number, code_of(told.number)).content.decode()
    session = signed_in(manager)
    listed = session.get(reverse("staff:concerns")).content.decode()
    one = reverse("staff:concern", args=[told.pk])
    assert one in listed
    session.post(one, {"words": "已协调窗口，请再来。"})
    read = ask(client, told.number, code_of(told.number))
    assert "已协调窗口，请再来。" in read.content.decode()
    assert place.version.name in read.content.decode()
    assert read["Cache-Control"] == "no-store"


def test_a_wrong_code_and_a_wrong_number_are_answered_alike(client, place):
    send(client)
    number = Concern.objects.get().number
    pages = [
        re.sub(r'value="[^"]*"', "", ask(client, *tried).content.decode())
        for tried in ((number, "00000000"), ("FY20260101-999", code_of(number)))
    ]
    assert pages[0] == pages[1]
    assert ask(client, number, "1").status_code == 422


def test_nobody_sends_or_guesses_without_end(client, place):
    for _ in range(TRIES):
        assert send(client).status_code == 200
    assert send(client).status_code == 429
    assert Concern.objects.count() == TRIES
    number = Concern.objects.earliest("pk").number
    for _ in range(TRIES):
        ask(client, number, "00000000")
    assert ask(client, number, code_of(number)).status_code == 429


def test_what_was_typed_stays_when_something_is_missing(client, place):
    page = send(client, words=" ", case_number="abc")
    assert page.status_code == 422
    assert "请说明遇到的问题" in page.content.decode()
    assert 'value="13800138000"' in page.content.decode()
    assert not Concern.objects.exists()


def test_who_is_signed_in_raises_it_as_himself_and_a_second_click_nothing_more(place, signed_in):
    session = signed_in(place.citizen)
    for _ in range(2):
        assert send(session, key="one-key").status_code == 200
    assert Concern.objects.get().by == place.citizen.actor_id


def test_only_a_duty_manager_finds_the_desk(client, place, signed_in):
    send(client)
    one = reverse("staff:concern", args=[Concern.objects.get().pk])
    session = signed_in(place.people["window"])
    for address in (reverse("staff:concerns"), one):
        assert session.get(address).status_code == 404
    assert session.post(one, {"words": "好"}).status_code == 404
    contact = reverse("staff:concern_contact", args=[Concern.objects.get().pk])
    assert session.post(contact).status_code == 404


def test_the_contact_is_masked_until_it_is_asked_for(client, place, manager, signed_in):
    send(client)
    pk, session = Concern.objects.get().pk, signed_in(manager)
    page = session.get(reverse("staff:concern", args=[pk])).content.decode()
    assert "13800138000" not in page
    assert "138******00" in page
    shown = session.post(reverse("staff:concern_contact", args=[pk]))
    assert "13800138000" in shown.content.decode()
    answered = reverse("staff:concern", args=[pk])
    assert f'<form method="post" action="{answered}"' in shown.content.decode()


@pytest.mark.parametrize(("said", "shown"), [("yes", ">满意<"), ("no", ">不满意<")])
def test_after_the_answer_the_return_visit_is_noted_once(
    client, place, manager, signed_in, said, shown
):
    send(client)
    one, session = reverse("staff:concern", args=[Concern.objects.get().pk]), signed_in(manager)
    assert session.post(one, {"satisfied": said}).status_code == 422
    session.post(one, {"words": "已办结。"})
    assert "待回访" in session.get(reverse("staff:concerns")).content.decode()
    session.post(one, {"satisfied": said})
    assert shown in session.get(one).content.decode()
    assert session.post(one, {"satisfied": "yes"}).status_code == 422


def test_a_second_answer_is_refused_and_the_first_is_shown(client, place, manager, signed_in):
    send(client)
    one, session = reverse("staff:concern", args=[Concern.objects.get().pk]), signed_in(manager)
    session.post(one, {"words": "第一个答复。"})
    second = session.post(one, {"words": "第二个答复。"})
    assert second.status_code == 422
    assert "已经答复" in second.content.decode()
    assert "第一个答复。" in second.content.decode()
