"""What /healthz says of each part."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from builders.cases import a_place
from tongban.kernel.ledger.models import Outbox
from tongban.project.health import FRESH, REMEMBERED, _migrations, beat, state

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_all_is_well_with_a_worker_that_beat_just_now():
    beat(AT)
    parts = ("database", "migrations", "worker", "followers")
    assert state(AT) == dict.fromkeys(parts, "ok")


def test_a_worker_that_never_ran_or_fell_silent_is_told():
    cache.clear()
    assert state(AT)["worker"] == "has never run"
    beat(AT)
    assert state(AT + FRESH - timedelta(seconds=1))["worker"] == "ok"
    assert state(AT + FRESH)["worker"].startswith("silent since 2026-03-02T04:00:00")


def test_a_missing_migration_is_told_with_the_remedy():
    recorder = MigrationRecorder(connection)
    ((app, last),) = MigrationLoader(connection).graph.leaf_nodes("concerns")
    recorder.record_unapplied(app, last)
    _migrations.cache_clear()
    told = state(AT)["migrations"]
    _migrations.cache_clear()
    recorder.record_applied(app, last)
    assert "missing" in told
    assert "tongban migrate" in told


def test_the_migrations_are_read_once_in_a_few_seconds(monkeypatch):
    _migrations.cache_clear()
    now = [REMEMBERED * 10]
    monkeypatch.setattr("tongban.project.health.time.monotonic", lambda: now[0])
    for passed in (0.0, REMEMBERED - 1, 1.0):
        now[0] += passed
        state(AT)
    assert (_migrations.cache_info().misses, _migrations.cache_info().hits) == (2, 1)


def test_a_failing_follower_is_told_and_the_house_stays_well(client):
    a_place().submit()
    Outbox.objects.update(attempts=50)
    waiting = Outbox.objects.count()
    beat(datetime.now(UTC))
    answer = client.get("/healthz")
    assert answer.json()["followers"] == f"{waiting} commands failed on a follower"
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert waiting > 0


def test_the_page_answers_200_when_well_and_503_when_not(client):
    cache.clear()
    unwell = client.get("/healthz")
    beat(datetime.now(UTC))
    well = client.get("/healthz")
    assert (unwell.status_code, unwell.json()["status"]) == (503, "unwell")
    assert (well.status_code, well.json()["status"]) == (200, "ok")
    assert "no-store" in well.headers["Cache-Control"]


def test_every_page_forbids_foreign_scripts(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
