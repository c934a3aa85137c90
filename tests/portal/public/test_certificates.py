"""The holder's certificates: one's own alone, with what can be done about each while it can be done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.certificates import a_registry
from tongban.kernel.certificates import actions
from tongban.portal.moments import today

LIST = reverse("public:certificates")
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def registry(place):
    """An organ whose certificates belong to the matter of the place."""
    made = a_registry()
    made.matter, made.on = place.version.matter_id, today()
    return made


def held(registry, days=400, **more):
    """A certificate that ends so many days from today."""
    began = today() - 200 * DAY
    given = {"issued_on": began, "valid_from": began, "valid_to": today() + days * DAY, **more}
    return registry.issue(**given)


def cards(client):
    return client.get(LIST).context["cards"]


def ways(card) -> list[str]:
    return [way.url.partition("?")[2].partition("&")[0] for way in card.ways]


def test_one_sees_ones_own_certificates_and_nobody_elses(registry, signed_in, place):
    row = held(registry)
    mine = signed_in(registry.holder)
    assert [card.line.certificate.pk for card in cards(mine)] == [row.pk]
    assert mine.get(reverse("public:certificate", args=[row.pk])).status_code == 200
    stranger = signed_in(place.citizen)
    assert cards(stranger) == []
    assert stranger.get(reverse("public:certificate", args=[row.pk])).status_code == 404


def test_the_staff_do_not_see_others_certificates_here(registry, signed_in):
    row = held(registry)
    officer = signed_in(registry.officer)
    assert cards(officer) == []
    assert officer.get(reverse("public:certificate", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("days", "offered"),
    [
        (400, ["purpose=renewal", "purpose=change", "purpose=cancellation"]),
        (30, ["purpose=renewal", "purpose=change", "purpose=cancellation"]),
        (29, ["", "purpose=change", "purpose=cancellation"]),
        (-1, [""]),
    ],
)
def test_what_can_be_done_depends_on_how_long_it_still_holds(registry, signed_in, days, offered):
    held(registry, days)
    (card,) = cards(signed_in(registry.holder))
    assert ways(card) == offered


def test_renewal_is_the_first_thing_to_do_only_when_the_end_is_near(registry, signed_in):
    held(registry, 400)
    held(registry, 80)
    primary = [card.ways[0].primary for card in cards(signed_in(registry.holder))]
    assert sorted(primary) == [False, True]


def test_a_long_term_certificate_is_said_to_be_so_and_is_not_renewed(registry, signed_in):
    held(registry, valid_to=None)
    client = signed_in(registry.holder)
    (card,) = cards(client)
    assert ways(card) == ["purpose=change", "purpose=cancellation"]
    assert card.due is None
    assert "长期" in client.get(LIST, headers={"accept-language": "zh-hans"}).content.decode()


def test_who_has_asked_in_time_is_told_that_it_goes_on(registry, signed_in):
    row = held(registry, 80)
    actions.ask_renewal(row.pk, registry.act(), case_number="R", asked_on=today())
    (card,) = cards(signed_in(registry.holder))
    assert ways(card) == ["purpose=change", "purpose=cancellation"]
    assert card.standing.words
    assert card.renewal == ""


def test_what_was_revoked_offers_a_new_application_and_says_on_which_ground(registry, signed_in):
    row = held(registry)
    registry.propose(row)
    registry.confirm(row)
    client = signed_in(registry.holder)
    assert ways(cards(client)[0]) == [""]
    address = reverse("public:certificate", args=[row.pk])
    text = client.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    assert "不符合法定条件" in text
    assert "申请时不具备条件" not in text


def test_a_replaced_print_leaves_the_list_and_leads_to_the_newest(registry, signed_in):
    row = held(registry)
    new = actions.change(row.pk, registry.act(), case_number="C", terms=None, on=today())
    client = signed_in(registry.holder)
    assert [card.line.certificate.pk for card in cards(client)] == [new.pk]
    answer = client.get(reverse("public:certificate", args=[row.pk]))
    assert reverse("public:certificate", args=[new.pk]) in answer.content.decode()
    assert answer.context["card"].ways == []


def test_a_matter_that_is_no_longer_offered_leads_nowhere(registry, signed_in):
    registry.matter = 999_999
    held(registry)
    assert cards(signed_in(registry.holder))[0].ways == []


def test_who_holds_nothing_is_told_where_to_begin(place, signed_in):
    answer = signed_in(place.people["window"]).get(LIST)
    assert reverse("public:matters") in answer.content.decode()
