"""Who may keep organs and posts: the system administrator; who may assign rights: the security administrator; nobody both."""

from collections.abc import Callable

import pytest

from builders.identity import FIRST_DAY, a_clerk, a_person, a_post, an_act, an_organ
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.actions import (
    NewMandate,
    NewOrgan,
    appoint,
    close_post,
    dismiss,
    found_organ,
    grant,
    open_post,
    revoke,
)
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power

pytestmark = pytest.mark.django_db


def plan_for(organ: Organ, **receiver: int) -> NewMandate:
    return NewMandate(power=Power.REVIEW, organ_id=organ.pk, grounds="授权书", **receiver)


def acts_in(organ: Organ) -> dict[str, Callable[[Act], object]]:
    """Each act of assigning rights in the organ, ready to be done by anybody."""
    person, post = a_clerk(organ)
    vacant, leaving = a_post(organ), a_post(organ)
    mandate = grant(plan_for(organ, post_id=post.pk), an_act())
    return {
        "found": lambda act: found_organ(
            NewOrgan(name=f"{organ.name}分局", division=organ.division, parent_id=organ.pk), act
        ),
        "open": lambda act: open_post(organ.pk, act, name="承办岗", duty="officer"),
        "appoint": lambda act: appoint(person.pk, act, post_id=vacant.pk),
        "grant": lambda act: grant(plan_for(organ, person_id=person.pk), act),
        "revoke": lambda act: revoke(mandate.pk, act),
        "dismiss": lambda act: dismiss(person.pk, act, post_id=post.pk),
        "close": lambda act: close_post(leaving.pk, act),
    }


KEEPING = ("found", "open", "close")
ASSIGNING = ("appoint", "grant", "revoke", "dismiss")


def refused_to_all_but(duty: str, code: str, name: str) -> None:
    """Try the act as everybody else, then as whoever has the duty above."""
    root = an_organ()
    bureau = an_organ(parent=root)
    do = acts_in(bureau)[name]
    others = {"system_admin", "security_admin", "audit_admin", "leader"} - {duty}
    strangers = [a_person(), a_clerk(an_organ(parent=root), duty)[0]]
    strangers += [a_clerk(root, other)[0] for other in sorted(others)]
    for by in [*(person.actor_id for person in strangers), "person/0", bureau.actor_id, ""]:
        with pytest.raises(Refusal) as refused:
            do(an_act(by=by))
        assert refused.value.code == code
    assert do(an_act(by=a_clerk(root, duty)[0].actor_id))


@pytest.mark.parametrize("name", ASSIGNING)
def test_rights_are_assigned_by_the_security_administrator_there_or_above_alone(name):
    refused_to_all_but("security_admin", "identity.may_not_assign", name)


@pytest.mark.parametrize("name", KEEPING)
def test_organs_and_posts_are_kept_by_the_system_administrator_there_or_above_alone(name):
    refused_to_all_but("system_admin", "identity.may_not_keep", name)


@pytest.mark.parametrize("name", KEEPING + ASSIGNING)
def test_the_platform_itself_assigns_rights(name):
    assert acts_in(an_organ())[name](an_act())


def test_a_root_is_founded_by_the_platform_alone():
    admin = a_clerk(duty="system_admin")[0]
    plan = NewOrgan(name="省政府", division="51")
    with pytest.raises(Refusal, match="Name its superior organ"):
        found_organ(plan, an_act(by=admin.actor_id))
    assert found_organ(plan, an_act())


def test_an_inactive_account_uses_no_power():
    organ = an_organ()
    admin = a_clerk(organ, "security_admin")[0]
    asked = {"power": Power.ASSIGN_RIGHTS, "organ": organ, "on": FIRST_DAY}
    assert may_use(admin.actor_id, **asked)
    admin.is_active = False
    admin.save(update_fields=["is_active"])
    assert not may_use(admin.actor_id, **asked)
