"""机关、岗位、人员管理: renamed and ended by the system administrator, never with a right given or taken."""

import pytest

from builders.administration import DAY, a_house
from builders.identity import an_act
from tongban.kernel import Refusal
from tongban.kernel.identity import actions
from tongban.kernel.identity.labels import DUTIES
from tongban.kernel.identity.models import Person
from tongban.kernel.identity.queries import may_use, posts_of
from tongban.kernel.identity.queries.conflicts import clashes_of_appointing, standing_clashes
from tongban.kernel.identity.queries.reach import paths_of, people_within
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return a_house()


def registered(house, username: str = "xinlai") -> Person:
    act = house.act("system")
    return actions.register_staff(house.bureau.pk, act, username=username, name="新来")


DOING = {
    "rename organ": lambda house, act: actions.rename_organ(house.bureau.pk, act, name="区住房局"),
    "rename post": lambda house, act: actions.rename_post(house.post.pk, act, name="经办岗"),
    "register": lambda house, act: actions.register_staff(
        house.bureau.pk, act, username="xinren", name="新人"
    ),
    "rename person": lambda house, act: actions.rename_person(house.officer.pk, act, name="李四"),
    "close": lambda house, act: actions.close_post(house.vacant.pk, act),
}


@pytest.mark.parametrize("name", DOING)
def test_the_system_administrator_there_keeps_and_nobody_else(house, name):
    others = [house.admins["security"], house.admins["audit"], house.foreign["system"]]
    for other in [*others, house.officer]:
        with pytest.raises(Refusal) as refused:
            DOING[name](house, an_act(by=other.actor_id, on=DAY))
        assert refused.value.code == "identity.may_not_keep"
    assert DOING[name](house, house.act("system"))


def test_the_system_administrator_takes_no_right_by_closing_or_ending(house):
    with pytest.raises(Refusal) as refused:
        actions.close_post(house.post.pk, house.act("system"))
    assert refused.value.code == "identity.post_held"
    with pytest.raises(Refusal) as refused:
        actions.end_person(house.officer.pk, house.act("system"))
    assert refused.value.code == "identity.holds_posts"
    actions.dismiss(house.officer.pk, house.act("security"), post_id=house.post.pk)
    actions.close_post(house.post.pk, house.act("system"))
    assert not actions.end_person(house.officer.pk, house.act("system")).is_active


def test_an_organ_ends_only_once_nothing_is_left_in_it(house):
    with pytest.raises(Refusal) as refused:
        actions.end_organ(house.bureau.pk, house.act("system"))
    assert refused.value.code == "identity.organ_in_use"
    actions.dismiss(house.officer.pk, house.act("security"), post_id=house.post.pk)
    for post in (house.post, house.vacant):
        actions.close_post(post.pk, house.act("system"))
    assert actions.end_organ(house.bureau.pk, house.act("system")).until == DAY


def test_who_is_registered_can_do_nothing_until_appointed(house):
    person = registered(house)
    assert not person.has_usable_password()
    assert posts_of(person, on=DAY) == []
    actions.appoint(person.pk, house.act("security"), post_id=house.vacant.pk)
    asked = {"power": Power.REVIEW, "organ": house.bureau, "on": DAY}
    assert may_use(person.actor_id, **asked)


@pytest.mark.parametrize(
    "username", ["x", "Upper", "with space", "511602198803120022x" * 2, "名字"]
)
def test_a_user_name_that_is_none_is_refused(house, username):
    with pytest.raises(Refusal) as refused:
        registered(house, username)
    assert refused.value.code == "identity.bad_username"


def test_the_log_of_a_renamed_person_has_no_name(house):
    actions.rename_person(house.officer.pk, house.act("system"), name="欧阳修")
    rows = Event.objects.filter(stream=house.officer.actor_id)
    assert not [row for row in rows if "欧阳修" in str(row.data)]


@pytest.mark.parametrize("role", ["system", "security", "audit"])
def test_an_administrator_sees_the_people_of_the_own_reach_alone(house, role):
    power = {"system": Power.RUN_SYSTEM, "security": Power.ASSIGN_RIGHTS, "audit": Power.READ_AUDIT}
    seen = set(people_within(paths_of(house.admins[role], power[role], on=DAY)))
    assert house.officer in seen
    assert not seen & set(house.foreign.values())
    others = set(power) - {role}
    assert [paths_of(house.admins[role], power[each], on=DAY) for each in sorted(others)] == [
        (),
        (),
    ]


@pytest.mark.parametrize("duty", [value for value, _label in DUTIES])
def test_what_is_named_before_appointing_is_what_is_refused_then(house, duty):
    post = actions.open_post(house.bureau.pk, house.act("system"), name=f"岗{duty}", duty=duty)
    named = clashes_of_appointing(house.officer, post, [house.post], since=DAY)
    act = house.act("security")
    if not named:
        assert actions.appoint(house.officer.pk, act, post_id=post.pk)
        return
    with pytest.raises(Refusal) as refused:
        actions.appoint(house.officer.pk, act, post_id=post.pk)
    assert str(refused.value) == str(named[0])


def test_what_stands_in_one_hand_and_must_not_is_found(house):
    paths = (house.government.path,)
    assert standing_clashes(paths, on=DAY) == []
    post = actions.open_post(house.bureau.pk, an_act(), name="督办岗", duty="staff")
    actions.appoint(house.officer.pk, an_act(), post_id=post.pk)
    post.duty = "supervisor"  # as if a rule came after the appointment
    post.save()
    found = standing_clashes(paths, on=DAY)
    assert [(each.person, each.refusal.code) for each in found] == [
        (house.officer, "identity.incompatible_duties")
    ]
