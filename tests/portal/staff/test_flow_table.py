"""办件流转单: each post's part in a case, from when to when, on one sheet."""

from datetime import UTC, datetime

from django.urls import reverse

from builders.identity import a_clerk, an_organ
from builders.parties import an_identity_number
from tongban.kernel.law.queries import in_force
from tongban.portal.staff.flow_table import working_days


def table(client, number):
    return client.get(reverse("staff:flow_table", args=[number]))


def test_every_part_is_on_the_sheet_in_order_with_who_and_how_long(place, as_, clock, accepted):
    place.now = clock.now = datetime(2026, 2, 26, 2, tzinfo=UTC)
    place.review(accepted, "civil", opinion="收入核对无误。")
    answer = table(as_(place.people["leader"]), accepted)
    stops = answer.context["stops"]
    assert [stop.step for stop in stops] == ["受理", "civil", "police"]
    assert [bool(stop.done) for stop in stops] == [True, True, False]
    assert [stop.days for stop in stops] == [0, 4, 4]
    assert stops[1].by == place.people["civil"].name
    assert stops[1].words == "收入核对无误。"
    page = answer.content.decode()
    assert "收入核对无误。" in page
    assert an_identity_number() not in page


def test_who_may_not_see_the_case_finds_no_sheet(place, as_, accepted):
    stranger = a_clerk(an_organ("水务局"), "officer")[0]
    assert table(as_(stranger), accepted).status_code == 404
    assert table(as_(place.citizen), accepted).status_code == 404
    assert table(as_(place.people["police"]), accepted).status_code == 200


def test_days_are_counted_as_limits_count_them(db):
    calendar = in_force().calendar("511602")
    friday, monday = datetime(2026, 3, 6, 2, tzinfo=UTC), datetime(2026, 3, 9, 2, tzinfo=UTC)
    assert working_days(calendar, friday, friday) == 0
    assert working_days(calendar, friday, monday) == 1
    assert working_days(calendar, monday, friday) == 0
