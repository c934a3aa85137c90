"""Whether the house can serve: database, migrations, worker; and whether all followers of events keep up."""

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.kernel.ledger.queries import stuck

HEARTBEAT = "worker-heartbeat"
FRESH = timedelta(seconds=20)
REMEMBERED = 5.0  # seconds; reading all migrations for every probe would cost more than a page
OK, FOLLOWERS = "ok", "followers"


def beat(at: datetime) -> None:
    """Note that the worker was alive at `at`."""
    cache.set(HEARTBEAT, at, timeout=None)


def state(at: datetime) -> dict[str, str]:
    """Return `ok`, or what is wrong, for each part at `at`."""
    try:
        connection.ensure_connection()
        return {
            "database": OK,
            "migrations": _migrations(int(time.monotonic() / REMEMBERED)),
            "worker": _worker(at),
            FOLLOWERS: _followers(),
        }
    except DatabaseError:
        unknown = dict.fromkeys(("migrations", "worker", FOLLOWERS), "unknown")
        return {"database": "does not answer"} | unknown


@lru_cache(maxsize=1)
def _migrations(_moment: int) -> str:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return OK if missing == 0 else f"{missing} missing: run `tongban migrate`"


def _worker(at: datetime) -> str:
    last: datetime | None = cache.get(HEARTBEAT)
    if last is None:
        return "has never run"
    return OK if at - last < FRESH else f"silent since {last.isoformat(timespec='seconds')}"


def _followers() -> str:
    count = stuck()
    return OK if count == 0 else f"{count} commands failed on a follower"


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 with the state of every part when all are well, else 503; a failing follower is told and no reason."""
    parts = state(datetime.now(UTC))
    well = all(words == OK for part, words in parts.items() if part != FOLLOWERS)
    return JsonResponse({"status": OK if well else "unwell"} | parts, status=200 if well else 503)
