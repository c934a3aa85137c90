"""Whether the house can serve: database, migrations, worker."""

from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT = "worker-heartbeat"
FRESH = timedelta(seconds=20)
OK = "ok"


def beat(at: datetime) -> None:
    """Note that the worker was alive at `at`."""
    cache.set(HEARTBEAT, at, timeout=None)


def state(at: datetime) -> dict[str, str]:
    """Return `ok`, or what is wrong, for each part at `at`."""
    try:
        connection.ensure_connection()
        return {"database": OK, "migrations": _migrations(), "worker": _worker(at)}
    except DatabaseError:
        return {"database": "does not answer", "migrations": "unknown", "worker": "unknown"}


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return OK if missing == 0 else f"{missing} missing: run `tongban migrate`"


def _worker(at: datetime) -> str:
    last: datetime | None = cache.get(HEARTBEAT)
    if last is None:
        return "has never run"
    return OK if at - last < FRESH else f"silent since {last.isoformat(timespec='seconds')}"


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 with the state of every part when all are well, else 503."""
    parts = state(datetime.now(UTC))
    well = all(words == OK for words in parts.values())
    return JsonResponse({"status": OK if well else "unwell"} | parts, status=200 if well else 503)
