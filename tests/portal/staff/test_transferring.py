"""转办: handing one's step on from the page of the case."""

import pytest
from django.urls import reverse

from builders.casepage import do, done, page
from builders.identity import a_clerk


@pytest.fixture
def colleague(place):
    return a_clerk(place.organs["civil"], "officer")[0]


def test_a_step_is_handed_on_from_the_page_and_both_pages_say_so(
    place, accepted, colleague, as_, in_step
):
    in_step(place)
    mine, theirs = as_(place.people["civil"]), as_(colleague)
    assert 'id="handle"' not in page(theirs, accepted)
    done(mine, accepted, "transfer", to=colleague.actor_id, reason="本人出差")
    assert 'id="handle"' in page(theirs, accepted)
    shown = page(mine, accepted)
    assert 'id="handle"' not in shown
    assert "转办给" in shown
    assert "本人出差" in shown
    table = mine.get(reverse("staff:flow_table", args=[accepted])).content.decode()
    assert "已转办" in table
    own = as_(place.citizen).get(reverse("public:own", args=[accepted])).content.decode()
    assert "转办" not in own


def test_without_a_reason_it_comes_back_with_what_was_chosen(
    place, accepted, colleague, as_, in_step
):
    in_step(place)
    client = as_(place.people["civil"])
    answer = do(client, accepted, "transfer", to=colleague.actor_id, reason="")
    assert answer.status_code == 422
    assert f'value="{colleague.actor_id}" selected' in answer.content.decode()
    assert "item.transferred" not in place.types(accepted)


def test_who_has_no_step_or_no_colleague_is_offered_nothing(place, accepted, as_, in_step):
    in_step(place)
    for name in ("leader", "police"):
        assert 'id="do-transfer"' not in page(as_(place.people[name]), accepted)
