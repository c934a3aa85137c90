"""The tables that a case has rows in, by which rows are its own, and which cells each copy has of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db import connection
from psycopg import sql

from tongban.kernel.cases.queries import Case
from tongban.project.seeding.blanks import mark

CASE, PARTY, HASH, PREV = mark("case"), mark("party"), mark("hash"), mark("prev")
NOTHING = r"\N"
OWN = {"case_id": CASE, "party": PARTY}


@dataclass(frozen=True, slots=True)
class Table:
    """办件相关表: by which columns the rows of a case are found, and the cells that are marked.

    A mark with `{id}` names the row by its `id`. What is `left` out gets its value from the database.
    """

    name: str
    key: Sequence[str]
    marks: Mapping[str, str] = field(default_factory=lambda: OWN)
    left: Sequence[str] = ()

    def columns(self) -> Sequence[str]:
        """Return the columns that are copied, in their order."""
        return [name for name in _columns(self.name) if name not in self.left]

    def rows(self, values: Sequence[object], columns: Sequence[str]) -> Iterator[dict[str, str]]:
        """Yield the rows with these values in the key, each cell as COPY writes it."""
        where = sql.SQL(" AND ").join(
            sql.SQL("{} = {}").format(sql.Identifier(name), sql.Literal(value))
            for name, value in zip(self.key, values, strict=True)
        )
        statement = sql.SQL("COPY (SELECT {} FROM {} WHERE {} ORDER BY 1, 2, 3) TO STDOUT")
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        with connection.connection.cursor() as cursor:
            asked = statement.format(names, sql.Identifier(self.name), where)
            with cursor.copy(asked) as copy:
                text = b"".join(bytes(each) for each in copy).decode()
        for line in text.splitlines():
            yield dict(zip(columns, line.split("\t"), strict=True))

    def marked(self, row: Mapping[str, str]) -> str:
        """Return the row as a line in which the cells of its own are marked; nothing stays nothing."""
        cells = [
            self.marks[name].format(**row) if name in self.marks and cell != NOTHING else cell
            for name, cell in row.items()
        ]
        return "\t".join(cells) + "\n"


@cache
def _columns(table: str) -> Sequence[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found]


BY_CASE, BY_NUMBER = ("home", "case_id"), ("subject",)
PAPER = mark("paper {id}")
TABLES = (
    Table("cases_case", ("home", "id"), {"id": CASE, "party": PARTY, "hash": HASH}),
    *(
        Table(f"cases_{name}", BY_CASE)
        for name in ("token", "round", "workitem", "pause", "limit", "request", "special", "timer", "original")
    ),
    Table("cases_content", BY_CASE, OWN | {"sealed": mark("sealed {id}"), "salt": mark("salt {id}")}),
    Table("cases_inbox", ("case_home", "case_id")),
    Table("cases_commandkey", BY_CASE, OWN | {"key": mark("key {n} {key}")}),
    Table("documents_use", BY_NUMBER, {}, ("id",)),
    Table("notices_notice", BY_NUMBER),
    Table(
        "papers_paper",
        BY_NUMBER,
        {
            "id": PAPER,
            "running": PAPER,
            "year": mark("year {id}"),
            "code": mark("code {id}"),
            "successor_id": mark("paper {successor_id}"),
        },
    ),
)  # fmt: skip
EVENTS, HEADS, UNSEALED, PARTIES = (
    "ledger_event",
    "ledger_streamhead",
    "ledger_unsealed",
    "parties_party",
)
WRITTEN: Mapping[str, Sequence[str]] = {
    PARTIES: (
        "id", "kind", "name", "name_index", "number_kind", "number_sealed", "number_index", "phone_sealed",
        "address_sealed", "created_at",
    ),
    EVENTS: (
        "home", "subject", "stream", "n", "type", "at", "by", "behalf", "organ", "data", "prev", "hash",
    ),
    HEADS: ("home", "stream", "n", "hash", "at"),
    UNSEALED: ("home", "stream", "first", "hashes"),
}  # fmt: skip
"""The tables that are written from records and applicants, not from a template's rows, by the columns given."""


def key_of(table: Table, case: Case) -> Sequence[object]:
    """Return what the rows of a case have in the key of a table."""
    return (f"case/{case.number}",) if table.key == BY_NUMBER else (case.home, case.id)
