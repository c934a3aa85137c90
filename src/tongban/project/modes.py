"""What a database was made for, noted in it once: a demo's is never served as production, nor the other way round."""

from django.db import connection, transaction

from tongban.kernel import Refusal
from tongban.project.variables import DEMO

TABLE = "house_mode"
# One row at most. It is no model: it must be readable before the tables are up to date.
MADE = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    mode varchar(16) NOT NULL CHECK (mode IN ('demo', 'production'))
)
"""


def made_for() -> str | None:
    """Return the mode that the database was made for, or nothing where it is still empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLE])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(f"SELECT mode FROM {TABLE}")  # noqa: S608 - our own constant
        row = cursor.fetchone()
    return str(row[0]) if row else None


def note(mode: str) -> None:
    """Note what the database is made for; what was noted first stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MADE)
        insert = f"INSERT INTO {TABLE} (mode) VALUES (%s) ON CONFLICT DO NOTHING"  # noqa: S608 - our own constant
        cursor.execute(insert, [mode])


def refuse_other(mode: str) -> None:
    """Refuse `mode` on a database that was made for the other one; an empty database suits both."""
    made = made_for()
    if made in {None, mode}:
        return
    if mode == DEMO:
        words = (
            "This database was made for production, but TONGBAN_MODE is demo, in which everybody may play anybody. "
            "Set TONGBAN_MODE=production, or name another database for the demo in DATABASE_URL."
        )
        raise Refusal("project.production_as_demo", words)
    words = (
        "This database was made for a demo and holds invented people, but TONGBAN_MODE is production. "
        "Name an empty database in DATABASE_URL, or set TONGBAN_MODE=demo."
    )
    raise Refusal("project.demo_as_production", words)
