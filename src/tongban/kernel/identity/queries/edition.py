"""机构人员版本: what is read of organs, posts, holdings, mandates and proxies is kept per process, under their mark."""

from django.db import connection

from tongban.kernel.remembering import Keeping

ASKED = """
SELECT CASE WHEN coalesce(current_setting('tongban.identity_written', true), '') = '' THEN mark ELSE '' END
FROM identity_edition
"""
"""The mark; empty in a transaction that has written itself what it stands for."""


def mark_of(row: tuple[str] | None) -> str:
    """Return the mark from the answer to `ASKED`; empty while nothing was ever written."""
    return row[0] if row else ""


@Keeping
def standing() -> str:
    """Return the mark that holds now, to keep queries under it."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        return mark_of(cursor.fetchone())
