"""How many bytes a case takes, table by table, its indexes included."""

import json

from django.db import connection

_SIZES = """
SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  AND relname ~ '^(cases|ledger|papers|documents|notices|parties|overview)_'
"""
LEAST = 20
"""Tables with fewer bytes a case are added up."""


def main(cases: int) -> None:
    """Print a line for each table that counts, one for the rest, one for all."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        sizes = {name: (table, index) for name, table, index in cursor.fetchall()}
    big = {name: both for name, both in sizes.items() if sum(both) >= LEAST * cases}
    rest = [both for name, both in sizes.items() if name not in big]
    for name in sorted(big, key=lambda each: -sum(big[each])):
        _tell(cases, name, *big[name])
    _tell(cases, "others", sum(table for table, _ in rest), sum(index for _, index in rest))
    _tell(cases, "all", *(sum(both[side] for both in sizes.values()) for side in (0, 1)))


def _tell(cases: int, table: str, rows: int, index: int) -> None:
    told = {"bench": "bytes", "cases": cases, "table": table}
    print(
        json.dumps(told | {"rows": round(rows / cases), "index": round(index / cases)}), flush=True
    )
