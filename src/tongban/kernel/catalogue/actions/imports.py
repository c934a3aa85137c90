"""Importing a file of matters: all of it in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import items, sorting, telling
from tongban.kernel.catalogue.actions import storing
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.actions.periods import make_room
from tongban.kernel.catalogue.actions.versions import next_ordinal, write_lists
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.events import MattersImported, entry
from tongban.kernel.catalogue.items import Item, Remark
from tongban.kernel.catalogue.models import (
    ImportBatch,
    ImportStep,
    Matter,
    MatterCode,
    MatterVersion,
)
from tongban.kernel.catalogue.sheets import Sheet
from tongban.kernel.catalogue.sorting import Report
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.actions import GivenCode, ensure_organ
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import Organ
from tongban.kernel.ledger.actions import append

SCHEME = "item_code"
_BATCH = 1000
Place = tuple[str, str]


@dataclass(slots=True)
class _Work:
    """What one import has found out and written so far."""

    act: Act
    organs: Mapping[Place, Organ]
    odd: Mapping[str, str]
    versions: list[MatterVersion]
    warnings: list[Remark]
    steps: list[tuple[int, ImportStep]]


def import_matters(sheet: Sheet, act: Act, *, dry_run: bool = False) -> Report:
    """导入: list the matters of a file, searchable at once, to be applied for online only when they are whole.

    A matter known by its code is changed only in what the file changed since it was last delivered, by a new
    version from the day of the act; a second run changes nothing. A matter that is not in force on that day is
    left as it is, and a successor prepared for later keeps its day; both are told as warnings.
    A dry run does all of it and takes it back.
    """
    found = sorting.sort(sheet)
    with transaction.atomic():
        _one_at_a_time()
        organs, refused = _organs(found, act)
        taken = [item for item in found.items if _place(item) in organs]
        work = _Work(act, organs, _oddities(found, "odd_item_code"), [], [], [])
        created, updated = _store(taken, work)
        report = Report(
            rows=len(sheet.lines),
            created=created,
            updated=updated,
            unchanged=len(taken) - created - updated + len(found.repeated),
            rejected=(*found.rejected, *refused),
            warnings=(*found.warnings, *work.warnings),
            dry_run=dry_run,
        )
        if created or updated:
            _record(sheet, report, work)
        transaction.set_rollback(dry_run)
    return report


def _one_at_a_time() -> None:
    """Let a second import wait, so that both see the same codes; reading goes on."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_mattercode IN SHARE ROW EXCLUSIVE MODE")


def _place(item: Item) -> Place:
    return item.department, item.area_code


def _oddities(found: sorting.Sorted, code: str) -> dict[str, str]:
    """Return what is odd about each code, in the words that are kept beside it."""
    return {
        str(remark.facts["code"]): telling.reason(remark)
        for remark in found.warnings
        if remark.code == code
    }


def _organs(found: sorting.Sorted, act: Act) -> tuple[dict[Place, Organ], list[Remark]]:
    """Return the organs of the departments, founded where new, and the lines of those that were refused."""
    organs: dict[Place, Organ] = {}
    refused: dict[Place, Refusal] = {}
    odd = _oddities(found, "odd_dept_code")
    for department in sorting.departments(found.items):
        codes = [
            GivenCode(it.scheme, it.value, it.given, odd.get(it.given)) for it in department.codes
        ]
        place = (department.name, department.area_code)
        try:
            with transaction.atomic():
                organ = ensure_organ(
                    name=department.name, division=department.area_code, codes=codes, act=act
                )
                may_keep(act, organ)
            organs[place] = organ
        except Refusal as refusal:
            refused[place] = refusal
    lines = [
        _refused_line(item, refused[_place(item)])
        for item in found.items
        if _place(item) in refused
    ]
    return organs, lines


def _refused_line(item: Item, refusal: Refusal) -> Remark:
    facts = {
        name: fact if isinstance(fact, int) else str(fact) for name, fact in refusal.facts.items()
    }
    remedy = "Correct the department's name or code."
    return Remark(item.line, "department", refusal.code, refusal.words, remedy, facts)


def _store(taken: Sequence[Item], work: _Work) -> tuple[int, int]:
    known = {
        code.value: code.matter
        for code in MatterCode.objects.select_related("matter").filter(
            scheme=SCHEME, value__in=[item.item_code for item in taken]
        )
    }
    new = [item for item in taken if item.item_code not in known]
    changed = [
        (known[item.item_code], item)
        for item in taken
        if item.item_code in known and known[item.item_code].delivered != item.delivered
    ]
    _create(new, work)
    return len(new), sum([_update(matter, item, work) for matter, item in changed])


def _create(new: Sequence[Item], work: _Work) -> None:
    act = work.act
    matters = Matter.objects.bulk_create(
        [
            Matter(
                home=item.home,
                organ=work.organs[_place(item)],
                origin="import",
                delivered=item.delivered,
                created=act.at,
            )
            for item in new
        ],
        batch_size=_BATCH,
    )
    MatterCode.objects.bulk_create(
        [
            MatterCode(
                matter=matter,
                scheme=SCHEME,
                value=item.item_code,
                warning=work.odd.get(item.item_code, ""),
            )
            for matter, item in zip(matters, new, strict=True)
        ],
        batch_size=_BATCH,
    )
    versions = MatterVersion.objects.bulk_create(
        [
            _listed(matter, 1, _content(item, work.organs[_place(item)]), item.department, act)
            for matter, item in zip(matters, new, strict=True)
        ],
        batch_size=_BATCH,
    )
    work.versions += versions
    work.steps += [_step(each.matter, each, None, created=True) for each in versions]


def _step(
    matter: Matter, version: MatterVersion | None, delivered: object, *, created: bool
) -> tuple[int, ImportStep]:
    """Return what is kept of a matter so that the import can be taken back, with its county."""
    name = version.name if version else str((matter.delivered or {}).get("name", ""))
    step = ImportStep(
        matter=matter.pk,
        name=name,
        created=created,
        version=version.pk if version else None,
        delivered=delivered,
    )
    return matter.home, step


def _content(item: Item, organ: Organ) -> Content:
    return Content(
        name=item.name,
        main_item=item.main_item,
        power_type=item.power_type,
        organ_id=organ.pk,
        level=organ.level,
    )


def _listed(
    matter: Matter, ordinal: int, content: Content, department: str, act: Act
) -> MatterVersion:
    return MatterVersion(
        matter=matter,
        ordinal=ordinal,
        status=Status.PUBLISHED,
        valid=DateRange(day_of(act), None),
        created=act.at,
        **storing.columns(content, department=department),
    )


def _update(matter: Matter, item: Item, work: _Work) -> bool:
    """Publish a successor where the version in force says otherwise than the delivery; `False` leaves all as it is."""
    organ, day = work.organs[_place(item)], day_of(work.act)
    may_keep(work.act, matter.organ)
    published = MatterVersion.objects.filter(matter=matter, status=Status.PUBLISHED)
    before = published.filter(valid__contains=day).first()
    if before is None or before.valid is None:
        work.warnings.append(items.not_in_force(item, day))
        return False
    content, until = storing.content_of(before), before.valid.upper
    after = _changed(content, matter.delivered or {}, item, organ)
    delivered = matter.delivered
    matter.delivered, matter.organ = item.delivered, organ
    matter.save(update_fields=["delivered", "organ"])
    if after == content:
        work.steps.append(_step(matter, None, delivered, created=False))
        return True
    if until is not None:
        work.warnings.append(items.prepared(item, until))
    make_room(matter, day)
    version = _listed(matter, next_ordinal(matter), after, item.department, work.act)
    version.valid = DateRange(day, until)
    version.save()
    write_lists(version, after)
    work.versions.append(version)
    work.steps.append(_step(matter, version, delivered, created=False))
    return True


def _changed(content: Content, before: Mapping[str, object], item: Item, organ: Organ) -> Content:
    after = content
    if before.get("name") != item.name:
        after = replace(after, name=item.name)
    if before.get("main_item") != item.main_item:
        after = replace(after, main_item=item.main_item)
    if before.get("power_type") != item.power_type:
        after = replace(after, power_type=item.power_type)
    if before.get("department") != item.department or before.get("area_code") != item.area_code:
        after = replace(after, organ_id=organ.pk, level=organ.level)
    return after


def _record(sheet: Sheet, report: Report, work: _Work) -> None:
    """Write one batch and one event for each county of the file."""
    homes: dict[int, list[int]] = {}
    for organ in work.organs.values():
        homes.setdefault(organ.home, [])
    for version in work.versions:
        homes.setdefault(version.matter.home, []).append(version.pk)
    for home, versions in homes.items():
        batch = ImportBatch.objects.create(
            home=home,
            file_name=sheet.name[:255],
            digest=sheet.digest,
            counts=report.counts,
            at=work.act.at,
            by=work.act.by,
        )
        event = MattersImported(
            batch=batch.pk,
            digest=sheet.digest,
            since=day_of(work.act).isoformat(),
            versions=tuple(versions),
            **{name: count for name, count in report.counts.items() if name != "warnings"},
        )
        append([entry(event, work.act, stream=f"catalogue/{home}", home=home)])
        _keep_steps(batch, [step for county, step in work.steps if county == home])


def _keep_steps(batch: ImportBatch, steps: Sequence[ImportStep]) -> None:
    for step in steps:
        step.batch = batch
    ImportStep.objects.bulk_create(steps, batch_size=_BATCH)
