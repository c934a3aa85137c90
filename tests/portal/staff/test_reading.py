"""传阅: giving a case to others from its page, and saying that one has read it."""

import pytest
from django.urls import reverse

from builders.casepage import do, done, form_of, page
from builders.identity import a_clerk, an_organ
from tongban.kernel.identity.queries import posts_of


def called(clerk, name):
    """The same person with another name, and the post."""
    person, post = clerk
    person.name = name
    person.save(update_fields=["name"])
    return person, post


@pytest.fixture
def reader(place):
    """Somebody of the county whose organ has no part in the case."""
    return called(a_clerk(an_organ(division="511602"), "officer"), "钱多多")[0]


@pytest.fixture
def office(place, accepted, as_, in_step):
    in_step(place)
    return as_(place.people["civil"])


def listed(client):
    answer = client.get(reverse("staff:reading"))
    return [row.line.case.number for row in answer.context["rows"]], answer.content.decode()


def test_a_case_given_to_somebody_by_name_is_read_and_the_page_says_so(
    place, accepted, office, reader, as_
):
    given = {"others": "钱多多", "until": "2026-02-25", "words": "请核对收入证明"}
    done(office, accepted, "circulate", **given)
    shown = page(office, accepted)
    assert "传阅给 1 人" in shown
    assert "1 人中 1 人未阅" in shown
    client = as_(reader)
    numbers, html = listed(client)
    assert numbers == [accepted]
    assert "请于2月25日前阅毕" in html
    told = page(client, accepted)
    assert "请核对收入证明" in told
    form = form_of(client, accepted, "note_reading")
    answer = client.post(
        reverse("staff:act", args=[accepted, "note_reading"]), {**form, "words": "同意，无补充"}
    )
    assert answer.status_code == 302
    assert listed(client)[0] == []
    assert "同意，无补充" in page(office, accepted)


def test_a_reader_is_offered_nothing_but_reading(place, accepted, office, reader, as_):
    done(office, accepted, "circulate", others="钱多多")
    shown = page(as_(reader), accepted)
    assert 'id="do-note_reading"' in shown
    assert 'id="do-circulate"' not in shown
    assert 'name="outcome"' not in shown


def test_who_has_no_part_is_not_offered_to_give_it_away(place, accepted, as_, in_step):
    in_step(place)
    supervisor = a_clerk(an_organ(division="511602"), "supervisor")[0]
    assert 'id="do-circulate"' not in page(as_(supervisor), accepted)
    answer = as_(supervisor).post(
        reverse("staff:act", args=[accepted, "circulate"]), {"near": supervisor.actor_id}
    )
    assert answer.status_code == 404
    assert "case.circulated" not in place.types(accepted)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("没有此人", "没有名为“没有此人”的在岗人员"),
        ("", "请选择传阅人员"),
    ],
)
def test_names_that_nobody_has_come_back(place, accepted, office, reader, typed, told):
    answer = do(office, accepted, "circulate", others=typed, words="请阅")
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert ">请阅</textarea>" in answer.content.decode()


def test_of_two_people_of_one_name_the_department_decides(place, accepted, office, reader, as_):
    other, post = called(a_clerk(an_organ(division="511602"), "leader"), "钱多多")
    answer = do(office, accepted, "circulate", others="钱多多")
    assert answer.status_code == 422
    assert post.organ.name in answer.content.decode()
    done(office, accepted, "circulate", others=f"钱多多（{post.organ.name}）")
    assert listed(as_(other))[0] == [accepted]
    assert listed(as_(reader))[0] == []


def test_colleagues_are_ticked_and_the_applicant_reads_nothing_of_it(place, accepted, office, as_):
    own_organ = posts_of(place.people["civil"], on=place.today())[0].organ
    colleague, _post = a_clerk(own_organ, "officer")
    assert f'value="{colleague.actor_id}"' in page(office, accepted)
    done(office, accepted, "circulate", near=[colleague.actor_id])
    assert listed(as_(colleague))[0] == [accepted]
    own = as_(place.citizen).get(reverse("public:own", args=[accepted])).content.decode()
    assert "传阅" not in own
