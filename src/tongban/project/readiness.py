"""Making the database ready for a command: open it, create it, bring it up to date."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tongban.kernel import Refusal
from tongban.project import modes
from tongban.project.environment import Environment
from tongban.project.folder import Folder
from tongban.project.postgres.address import from_url
from tongban.project.postgres.opening import Say, ensure_database, opened


def set_up(environment: Environment) -> None:
    """Set Django up; needs no database yet."""
    Folder(environment.data).prepare()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.project.settings")
    django.setup()


@contextmanager
def ready(environment: Environment, say: Say) -> Iterator[None]:
    """Hold a database that answers and is up to date; the embedded one is left as it was found."""
    with at_hand(environment, say):
        if is_outdated():
            if not environment.demo:
                words = "The database is not up to date ({count} migrations are missing); back it up, then run `tongban migrate`."
                raise Refusal("project.outdated", words, count=len(missing_migrations()))
            migrate(environment, say)
        _refuse_other_key()
        yield


@contextmanager
def at_hand(environment: Environment, say: Say) -> Iterator[None]:
    """Hold a database that answers and suits the mode, current or not; create it where it is missing."""
    try:
        if environment.database_url:
            ensure_database(from_url(environment.database_url))
            modes.refuse_other(environment.mode)
            yield
        else:
            with opened(Folder(environment.data), say) as address:
                ensure_database(address)
                modes.refuse_other(environment.mode)
                yield
    finally:
        connections.close_all()


def migrate(environment: Environment, say: Say) -> None:
    """Bring the tables up to date, one process at a time."""
    with Folder(environment.data).locked("migrate"):
        if missing := missing_migrations():
            say(f"bringing the tables up to date ({len(missing)} steps)")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        modes.note(environment.mode)
        modes.refuse_other(environment.mode)
        _refuse_other_key()


def _refuse_other_key() -> None:
    # Loaded by name: it reads tables, and this module is there before Django stands.
    importlib.import_module("tongban.project.keys").refuse_other()


def is_outdated() -> bool:
    """Say whether tables are missing."""
    tables = connection.introspection.table_names()
    return bool(missing_migrations()) or not {"cache", modes.TABLE} <= set(tables)


def missing_migrations() -> list[str]:
    """Return the names of the migrations that were not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]
