"""Names and personas for lists, in a constant number of queries."""

import pytest
from django.utils.translation import override

from builders.identity import FIRST_DAY, a_clerk, a_person, a_post, an_act, an_organ
from tongban.kernel.identity.actions import appoint
from tongban.kernel.identity.labels import DUTIES, MANDATE_KINDS, POWERS, in_words
from tongban.kernel.identity.queries import names_of, posts_of
from tongban.kernel.identity.queries.personas import demo_personas
from tongban.kernel.identity.rules import Duty, MandateKind, Power, may_hold

pytestmark = pytest.mark.django_db


def test_names_of_many_actors_of_every_kind_cost_one_query(django_assert_num_queries):
    organ = an_organ("区住建局")
    people = [a_person(f"张{n}") for n in range(5)]
    post = a_post(organ, name="窗口一")
    ids = [*(person.actor_id for person in people), organ.actor_id, post.actor_id]
    with django_assert_num_queries(1):
        names = names_of([*ids, "system", "person/0", "robot/1", "person/x"])
    assert names == {
        **{person.actor_id: person.name for person in people},
        organ.actor_id: "区住建局",
        post.actor_id: "窗口一",
    }


def test_names_of_nobody_cost_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert names_of(["system", ""]) == {}


def test_posts_come_with_organ_and_office_in_one_query(django_assert_num_queries):
    person, _ = a_clerk()
    appoint(person.pk, an_act(), post_id=a_post().pk)
    with django_assert_num_queries(1):
        assert all(post.organ.name for post in posts_of(person, on=FIRST_DAY))


def test_only_active_invented_people_are_personas_with_their_posts_in_two_queries(
    django_assert_num_queries,
):
    a_clerk()
    invented, citizen = a_person(demo=True), a_person(kind="public", demo=True)
    post = a_post()
    appoint(invented.pk, an_act(), post_id=post.pk)
    with django_assert_num_queries(2):
        personas = demo_personas(on=FIRST_DAY)
        assert [(p.person, p.posts) for p in personas] == [(invented, (post,)), (citizen, ())]
        assert personas[0].posts[0].organ.name


@pytest.mark.parametrize(
    ("labels", "values"), [(DUTIES, Duty), (POWERS, Power), (MANDATE_KINDS, MandateKind)]
)
def test_every_duty_power_and_kind_has_a_word(labels, values):
    assert [value for value, _ in labels] == [value.value for value in values]


def test_a_refusal_names_duties_as_people_read_them():
    refusal = may_hold([Duty.WINDOW], Duty.LEADER)
    assert refusal is not None
    with override("en"):
        assert "Comprehensive window and Deciding leader" in str(in_words(refusal))
