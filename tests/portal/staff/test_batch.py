"""The desk's items done together: ticked, looked through, done, and told one by one."""

import re

import pytest
from django.urls import reverse

from builders.cases import a_place

pytestmark = pytest.mark.django_db
PICK = r'name="pick" value="(.*?)"'


@pytest.fixture
def place(in_step):
    made = a_place("civil")
    in_step(made)
    return made


def asked(client, address, **more):
    answer = client.post(reverse(f"staff:{address}"), {"verb": "complete", **more})
    return answer, answer.content.decode()


def test_what_is_ticked_on_the_desk_is_looked_through_done_and_told(place, as_):
    numbers = [place.accepted() for _ in range(3)]
    client = as_(place.people["civil"])
    ticked = re.findall(PICK, client.get(reverse("staff:desk")).content.decode())
    assert sorted(one.partition(":")[0] for one in ticked) == sorted(numbers)
    _answer, shown = asked(client, "batch", pick=ticked)
    place.review(numbers[2], "civil")
    given = {"pick": re.findall(PICK, shown), "outcome": "agreed", "words": "同意", "key": "k"}
    answer, told = asked(client, "batch_done", **given)
    assert answer.status_code == 200
    assert told.count('class="tag ok"') == 2
    assert [place.case(number).n for number in numbers[:2]]
    assert "case" in told


def test_a_decision_is_named_and_cannot_be_sent(place, as_):
    number = place.accepted()
    place.review(number, "civil")
    client = as_(place.people["leader"])
    item = place.open(number, "decide")[0]
    _answer, shown = asked(client, "batch", pick=[f"{number}:{item}"])
    assert re.findall(PICK, shown) == []
    before = place.case(number).n
    version = place.open(number, "decide")[1]
    _answer, told = asked(
        client, "batch_done", pick=[f"{number}:{item}:{version}:"], outcome="agreed"
    )
    assert 'class="tag late"' in told
    assert place.case(number).n == before


@pytest.mark.parametrize("more", [{}, {"verb": "transfer"}, {"outcome": "refused"}, {"pick": "x"}])
def test_what_is_not_whole_comes_back_and_does_nothing(place, as_, more):
    number = place.accepted()
    item, version = place.open(number, "civil")
    before = place.case(number).n
    given = {"pick": [f"{number}:{item}:{version}:"], **more} if more else {}
    answer, _shown = asked(as_(place.people["civil"]), "batch_done", **given)
    assert answer.status_code == 422
    assert place.case(number).n == before


def test_only_the_staff_gets_there_and_only_by_posting(place, as_, client):
    assert client.post(reverse("staff:batch")).status_code in {302, 403, 404}
    assert as_(place.people["civil"]).get(reverse("staff:batch")).status_code == 302
