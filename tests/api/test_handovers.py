"""离职交接 by a program: it lists and hands over what its post lets it, once, and names what was left."""

import pytest

from builders.api import a_program
from builders.identity import a_clerk
from builders.joint import a_joint_place, at_joint, item_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_joint_place()


@pytest.fixture
def number(place):
    return at_joint(place)


def wish(place, number, taker):
    item = item_of(place, number, "joint", place.people["civil"]).id
    items = [{"number": number, "item": item, "to": taker.username}]
    return {"person": place.people["civil"].username, "items": items, "reason": "调离"}


def test_a_program_with_the_post_lists_and_hands_over_once(place, number):
    keeper = a_program(place.organs["civil"], "security_admin")
    colleague = a_clerk(place.organs["civil"], "reviewer")[0]
    leaver = place.people["civil"]
    listed = keeper.get(f"handovers/{leaver.username}").json()
    assert [(one["number"], one["why"]) for one in listed["items"]] == [(number, "alone")]
    body = wish(place, number, colleague)
    first = keeper.post("handovers", body, Idempotency_Key="once").json()
    assert [row["code"] for row in first["rows"]] == [""]
    assert first["left"] == 0
    assert keeper.post("handovers", body, Idempotency_Key="once").json() == first
    assert place.types(number).count("item.handed_over") == 1
    assert place.records(number)[-1].by == keeper.person.actor_id


def test_who_may_not_have_it_is_named_with_words(place, number):
    keeper = a_program(place.organs["civil"], "security_admin")
    body = wish(place, number, place.people["police"])
    (row,) = keeper.post("handovers", body, Idempotency_Key="once").json()["rows"]
    assert row["code"] == "case.receiver_may_not"
    assert row["detail"]


def test_to_every_other_program_nobody_of_that_name_is_there(place, number):
    body = wish(place, number, a_clerk(place.organs["civil"], "reviewer")[0])
    for organ, duty in (("police", "security_admin"), ("civil", "officer"), ("civil", "leader")):
        other = a_program(place.organs[organ], duty)
        assert other.get(f"handovers/{place.people['civil'].username}").status_code == 404
        assert other.post("handovers", body, Idempotency_Key="x").status_code == 404
    assert "item.handed_over" not in place.types(number)
