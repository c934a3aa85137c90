"""Coming in and going out."""

import pytest
from django.urls import reverse

from builders.identity import a_person, an_act
from tongban.kernel.identity.actions import register_person

PASSWORD = "a long enough one"


@pytest.fixture
def somebody(place):
    """A person with a password."""
    return register_person(an_act(), username="li", name="李四", kind="public", password=PASSWORD)


def test_the_right_password_leads_to_the_page_that_was_asked_for(client, somebody):
    given = {"username": "li", "password": PASSWORD, "next": "/my/"}
    assert client.post(reverse("public:enter"), given).url == "/my/"
    assert client.get("/my/").status_code == 200


def test_a_wrong_name_and_a_wrong_password_look_the_same(client, somebody):
    answers = [
        client.post(reverse("public:enter"), {"username": name, "password": "wrong"})
        for name in ("li", "nobody")
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert all("用户名或密码不正确" in answer.content.decode() for answer in answers)


def test_too_many_wrong_passwords_lock_the_account_and_say_so(client, somebody):
    given = {"username": "li", "password": "wrong"}
    pages = [client.post(reverse("public:enter"), given) for _ in range(6)]
    assert "暂时锁定" in pages[-1].content.decode()
    locked = client.post(reverse("public:enter"), {"username": "li", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert locked.status_code == 429


def test_nobody_is_led_off_the_site_after_signing_in(client, somebody):
    given = {"username": "li", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(reverse("public:enter"), given).url == reverse("public:home")


def test_invented_people_can_be_played_in_a_demonstration(client, place):
    person = a_person("张伟", kind="public", demo=True)
    assert person.username in client.get(reverse("public:home")).content.decode()
    client.post(reverse("public:enter_as"), {"username": person.username})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_outside_a_demonstration_nobody_can_be_played(client, place, settings):
    person = a_person("张伟", kind="public", demo=True)
    settings.TONGBAN_MODE = "production"
    assert "enter/as" not in client.get(reverse("public:home")).content.decode()
    assert "enter/as" not in client.get(reverse("public:enter")).content.decode()
    answer = client.post(reverse("public:enter_as"), {"username": person.username})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_real_person_cannot_be_played_even_in_a_demonstration(client, somebody):
    answer = client.post(reverse("public:enter_as"), {"username": "li"})
    assert answer.status_code == 404
    assert client.post(reverse("public:enter_as"), {"username": "none"}).status_code == 404


def test_leaving_ends_the_visit_and_needs_a_click(client, somebody):
    client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("public:leave")).url == "/"
    assert "_auth_user_id" in client.session
    client.post(reverse("public:leave"))
    assert "_auth_user_id" not in client.session
