"""Heads approve trips by their power to decide for their organ, and who sends cars grants by that to keep the register of cars."""

import pytest

from builders.fleet import a_fleet, again
from builders.identity import a_clerk
from builders.registers import refusal_of
from tongban.domains.vehicles.demo import fleet as demo
from tongban.kernel.cases import actions as cases
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.keys import version_of_item
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import may_use, posts_of
from tongban.kernel.identity.rules import Duty, Power

pytestmark = pytest.mark.django_db


@pytest.fixture
def fleet():
    return a_fleet()


def duties(fleet, name):
    return {post.duty for post in posts_of(fleet.who(name), on=day_of(fleet.now))}


def test_the_head_of_the_organ_approves_its_trip_and_reviewers_do_not_get_it(fleet):
    assert duties(fleet, demo.APPROVER) == {Duty.LEADER}
    row = fleet.asked()
    reviewer = a_clerk(row.organ, "reviewer")[0]
    assert not inbox_of_reader(reviewer, on=day_of(fleet.now)).exists()
    assert fleet.agree(row, demo.APPROVER).state == "approved"


def test_a_sealed_day_goes_to_the_head_of_the_fleet_as_well(fleet):
    assert duties(fleet, demo.HEAD) == {Duty.LEADER}
    assert fleet.approved(sealed=True, reason="防汛值班用车").state == "approved"


def test_who_sends_cars_grants_the_request_without_the_power_to_decide(fleet):
    row = fleet.approved()
    sender, on = fleet.who(demo.DISPATCHER), day_of(fleet.now)
    assert not may_use(sender.actor_id, Power.DECIDE, row.keeper, on=on)
    assert fleet.sent(row).state == "planned"
    assert case_by_number(row.number, sender, on=on).outcome == "granted"


def test_the_power_that_the_matter_names_is_asked_for_and_no_other(fleet):
    row = fleet.approved()
    leader, post = a_clerk(row.keeper, "leader")
    on = day_of(fleet.now)
    case = case_by_number(row.number, fleet.who(demo.DISPATCHER), on=on)
    item = inbox_of_reader(fleet.who(demo.DISPATCHER), on=on).get(number=row.number)
    version = version_of_item(case, item.item)
    refused = refusal_of(
        cases.decide, row.number, fleet.act(leader), version=version, item=item.item,
        outcome="agreed", reasons="同意",
    )  # fmt: skip
    assert refused.code == "case.not_found"
    assert again(row).state == "approved"
    assert post.duty == "leader"
