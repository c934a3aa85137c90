"""Reminders and expiry: each once, whenever the server stops and starts, and one failure holds up nobody."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from builders.certificates import ISSUED, LAST_DAY, a_registry, noon, stored
from builders.law import a_local_number
from tongban.kernel.certificates import actions
from tongban.kernel.certificates.actions import sweeping
from tongban.kernel.certificates.models import Certificate
from tongban.kernel.certificates.queries import due_reminders, next_events, upcoming
from tongban.kernel.ledger import registry
from tongban.kernel.ledger.actions import drain
from tongban.kernel.ledger.queries import events_of, waiting
from tongban.kernel.notices.queries import notices_of

DAY = timedelta(days=1)
TELLER = "tongban.kernel.certificates.telling.tell"
END = date(2026, 12, 31)


def told(row) -> list[tuple[str, int | None]]:
    """What the calendar brought to a certificate, in order."""
    records = events_of(row.home, f"certificate/{row.pk}")
    return [(one.type, one.data.get("days")) for one in records if one.by == "system"][1:]


class AnyStops(TestCase):
    """Whatever days the server is up."""

    @settings(max_examples=40)
    @given(st.lists(st.integers(0, 130), max_size=12), st.data())
    def test_each_reminder_comes_once_and_of_those_missed_only_the_nearest(self, up, data):
        """Up to twelve days within the last months of a certificate."""
        row = a_registry(order=data.draw(st.integers(1, 900))).issue(valid_to=END)
        awake = sorted({END - 110 * DAY + n * DAY for n in up})
        for day in awake:
            actions.sweep(noon(day))
            actions.sweep(noon(day))
        wanted = []
        first = next((d for d in awake if END - 90 * DAY <= d < END - 60 * DAY), None)
        second = next((d for d in awake if END - 60 * DAY <= d <= END), None)
        wanted += [("certificate.reminded", 90)] if first else []
        wanted += [("certificate.reminded", 60)] if second else []
        wanted += [("certificate.expired", None)] if awake and awake[-1] > END else []
        assert told(row) == wanted


@pytest.mark.django_db
def test_on_its_last_day_it_is_valid_and_on_the_next_it_has_expired():
    row = a_registry().issue()
    actions.sweep(noon(LAST_DAY))
    assert stored(row).state == "valid"
    actions.sweep(noon(LAST_DAY + 3 * DAY))
    assert (stored(row).state, stored(row).state_on) == ("expired", LAST_DAY + DAY)


@pytest.mark.django_db
def test_what_ends_soon_after_its_issue_is_not_reminded_at_once():
    row = a_registry().issue(valid_to=ISSUED + 70 * DAY)
    assert actions.sweep(noon(ISSUED)) == 0
    actions.sweep(noon(ISSUED + 10 * DAY))
    assert told(row) == [("certificate.reminded", 60)]


@pytest.mark.django_db
def test_who_has_asked_for_renewal_is_not_reminded():
    bureau = a_registry()
    row = bureau.issue()
    on = LAST_DAY - 100 * DAY
    actions.ask_renewal(row.pk, bureau.act(on=on), case_number="R", asked_on=on)
    assert actions.sweep(noon(LAST_DAY)) == 0


@pytest.mark.django_db
def test_one_that_fails_is_logged_and_the_others_go_on(monkeypatch, caplog):
    bureau = a_registry()
    rows = [bureau.issue(), bureau.issue(), bureau.issue()]
    step = sweeping._step

    def broken(row, at, on):
        step(row, at, on)
        if row.pk == rows[0].pk:
            raise RuntimeError

    monkeypatch.setattr(sweeping, "_step", broken)
    with caplog.at_level(logging.ERROR):
        assert actions.sweep(noon(LAST_DAY + DAY), most=2) == 2
    assert f"certificate/{rows[0].pk}" in caplog.text
    assert [stored(row).state for row in rows] == ["valid", "expired", "expired"]
    monkeypatch.undo()
    assert actions.sweep(noon(LAST_DAY + DAY)) == 1


@pytest.mark.django_db
def test_no_more_than_asked_for_are_done_at_a_time():
    bureau = a_registry()
    for _ in range(5):
        bureau.issue()
    at = noon(LAST_DAY + DAY)
    assert [actions.sweep(at, most=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_the_holder_is_told_once_of_each_reminder_and_of_the_end(monkeypatch):
    assert TELLER in registry.followers
    monkeypatch.setattr(registry, "followers", [TELLER])
    row = a_registry().issue()
    for day in (LAST_DAY - 90 * DAY, LAST_DAY - 59 * DAY, LAST_DAY + DAY):
        actions.sweep(noon(day))
        drain(noon(day))
        drain(noon(day))
    assert [(row.stream, row.error) for row in waiting() if row.error] == []
    first, second, last = reversed(notices_of(row.party_id))
    assert (first.kind, first.facts["days"], first.subject) == (
        "certificate.reminded",
        90,
        f"certificate/{row.pk}",
    )
    assert first.facts["apply_by"] < first.facts["until"] == LAST_DAY.isoformat()
    assert (second.facts["days"], last.kind) == (59, "certificate.expired")


@pytest.mark.django_db
def test_a_county_may_remind_on_days_of_its_own():
    a_local_number((120, 15), since=ISSUED, name="certificates/reminder_days")
    row = a_registry().issue()
    actions.sweep(noon(LAST_DAY - 90 * DAY))
    actions.sweep(noon(LAST_DAY - 15 * DAY))
    assert told(row) == [("certificate.reminded", 120), ("certificate.reminded", 15)]


@pytest.mark.django_db
def test_the_timers_page_is_told_what_is_due_when():
    bureau = a_registry()
    row, asked = bureau.issue(), bureau.issue()
    on = LAST_DAY - 100 * DAY
    actions.ask_renewal(asked.pk, bureau.act(on=on), case_number="R", asked_on=on)
    found = [(each.on, each.what) for each in next_events(bureau.officer, on=on)]
    assert found == [(LAST_DAY - 90 * DAY, "reminder"), (LAST_DAY, "answer")]
    assert next_events(a_registry("别局", order=2).officer, on=on) == []
    due = due_reminders(noon(LAST_DAY - 60 * DAY))
    assert [(each.pk, days) for each, days in due] == [(row.pk, 60)]
    assert [each.pk for each in upcoming(row.home, on=on, days=100)] == [row.pk, asked.pk]
    assert list(upcoming(row.home, on=on, days=99)) == []


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_do_not_do_the_same_twice():
    row = a_registry().issue()
    with transaction.atomic():
        Certificate.objects.select_for_update().get(pk=row.pk)
        assert _elsewhere(lambda: actions.sweep(noon(LAST_DAY + DAY))) == 0
    assert actions.sweep(noon(LAST_DAY + DAY)) == 1


def _elsewhere(call):
    """Run it in a thread of its own, with its own connection."""

    def alone():
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()
