"""Taking over a file of reports: each row is a report; a bad one is told, and the rest goes on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.queries import matter_by_code
from tongban.kernel.identity.queries import organs
from tongban.kernel.mirrors import columns
from tongban.kernel.mirrors.actions.reporting import Taken, report
from tongban.kernel.mirrors.reading import Row, Sheet
from tongban.kernel.mirrors.rules import Report


@dataclass(frozen=True, slots=True)
class Refused:
    """报送退回: a row that was not taken over, and why."""

    line: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Imported:
    """报送汇总: how many rows were read, how many made or changed a mirrored case, and which were refused."""

    rows: int
    new: int
    changed: int
    refused: tuple[Refused, ...]
    dry_run: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """Return the figures by their names; together the last four are the first."""
        refused = len(self.refused)
        same = self.rows - self.new - self.changed - refused
        figures = {"rows": self.rows, "new": self.new, "changed": self.changed}
        return figures | {"unchanged": same, "refused": refused}


def import_reports(sheet: Sheet, act: Act, *, system: str, dry_run: bool = False) -> Imported:
    """批量报送: take over the reports of a file in the order of their time; a second run changes nothing.

    A dry run does all of it and takes it back.
    """
    refused: list[Refused] = []
    taken: list[Taken] = []
    with transaction.atomic():
        reports = _reports(sheet, system, refused)
        for line, told in sorted(reports, key=lambda each: (each[1].reported_at, each[0])):
            try:
                with transaction.atomic():
                    taken.append(report(told, act))
            except Refusal as refusal:
                refused.append(Refused(line, refusal))
        transaction.set_rollback(dry_run)
    return Imported(
        rows=len(sheet.rows),
        new=sum(each.new for each in taken),
        changed=sum(each.changed for each in taken),
        refused=tuple(sorted(refused, key=lambda each: each.line)),
        dry_run=dry_run,
    )


def _reports(sheet: Sheet, system: str, refused: list[Refused]) -> list[tuple[int, Report]]:
    """Return the reports that the rows hold, by line; leave those that cannot be read among the refused."""
    matters: dict[str, int] = {}
    found: list[tuple[int, Report]] = []
    for row in sheet.rows:
        try:
            found.append((row.line, _report(row, system, matters)))
        except Refusal as refusal:
            refused.append(Refused(row.line, refusal))
    return found


def _report(row: Row, system: str, matters: dict[str, int]) -> Report:
    cells = row.cells
    received = columns.read_when(columns.needed(cells, "received_on"), "received_on").date()
    return Report(
        system=system,
        number=columns.needed(cells, "number"),
        matter=_matter(columns.needed(cells, "item_code"), matters),
        organ=_organ(cells.get("department", "")),
        applicant=columns.needed(cells, "applicant"),
        document=columns.unrounded(cells.get("document", ""), "document"),
        state=columns.read_state(columns.needed(cells, "state")),
        outcome=columns.read_outcome(cells.get("outcome", "")),
        received_on=received,
        accepted_on=columns.read_day(cells.get("accepted_on", ""), "accepted_on"),
        promised_on=columns.read_day(cells.get("promised_on", ""), "promised_on"),
        decided_on=columns.read_day(cells.get("decided_on", ""), "decided_on"),
        reported_at=columns.read_when(columns.needed(cells, "reported_at"), "reported_at"),
        steps=columns.read_steps(cells.get("steps", "")),
    )


def _matter(code: str, matters: dict[str, int]) -> int:
    """Return the matter of that code, looked up once a file."""
    if code not in matters:
        matter = matter_by_code("item_code", code)
        if matter is None:
            raise Refusal(
                "mirror.no_such_code",
                "No matter of the catalogue has the code {item_code}. Correct it, or import the matter first.",
                field="item_code",
                item_code=code,
            )
        matters[code] = matter.pk
    return matters[code]


def _organ(name: str) -> int | None:
    if not name:
        return None
    found = organs().filter(Q(name=name) | Q(short_name=name)).first()
    if found is None:
        raise Refusal(
            "mirror.no_such_organ",
            "There is no department {name}. Correct the name, or leave it out.",
            field="department",
            name=name,
        )
    return found.pk
