"""代理待办: what waits for somebody and for whom he stands in, each piece of work once."""

import pytest

from builders.identity import a_clerk
from builders.joint import a_joint_place, at_joint
from builders.proxies import a_proxy
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.identity.queries import posts_of

pytestmark = pytest.mark.django_db


def waiting(manner, *, before):
    """At whose posts the step waits in the list of a colleague, who came before it opened or after."""
    place = a_joint_place(manner)
    if before:
        colleague = a_clerk(place.organs["civil"], "officer")[0]
    number = at_joint(place)
    if not before:
        colleague = a_clerk(place.organs["civil"], "officer")[0]
    a_proxy(place.people["civil"], colleague, on=place.today())
    own = {one.pk for one in posts_of(colleague, on=place.today())}
    rows = inbox_of_reader(colleague, on=place.today())
    return sorted("own" if row.post in own else "civil" for row in rows if row.number == number)


def test_what_waits_at_the_giver_alone_stands_in_the_list_of_who_stands_in():
    assert waiting("", before=False) == ["civil"]


def test_a_step_for_which_the_organ_has_one_voice_stands_there_once_in_ones_own_name():
    assert waiting("", before=True) == ["own"]


def test_where_each_post_has_a_voice_both_stand_there():
    assert waiting('t:unit="post"', before=True) == ["civil", "own"]
