"""Drafting, publishing and cancelling versions of a matter."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import content as contents
from tongban.kernel.catalogue import words
from tongban.kernel.catalogue.actions import storing
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.events import (
    Happening,
    VersionCancelled,
    VersionDrafted,
    VersionPublished,
    entry,
)
from tongban.kernel.catalogue.models import Basis, Material, Matter, MatterVersion
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import organ_by_id
from tongban.kernel.ledger.actions import append


@transaction.atomic
def draft_version(matter_id: int, act: Act, *, content: Content) -> MatterVersion:
    """起草: write the matter's one draft, or rewrite it; what is in force stays as it is."""
    refusal = contents.fault(content)
    if refusal is not None:
        raise refusal
    matter = _locked(matter_id)
    may_keep(act, matter.organ, organ_by_id(content.organ_id))
    columns = storing.columns(content, department=_department(content.organ_id))
    draft = MatterVersion.objects.filter(matter=matter, status=Status.DRAFT).first()
    if draft is None:
        draft = MatterVersion(matter=matter, ordinal=next_ordinal(matter), created=act.at)
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.save()
    write_lists(draft, content)
    _record(VersionDrafted(draft.pk, draft.ordinal, draft.dossier_digest), matter, act)
    return draft


@transaction.atomic
def publish(version_id: int, act: Act, *, on: date) -> MatterVersion:
    """发布: put a draft in force from the day `on`, and end its predecessor's days there.

    `on` may be the day of the act (a same-day correction included) or later, never earlier. A version already
    published for a later day keeps that day: this one is in force until then.
    """
    version = _draft(version_id)
    matter = _locked(version.matter_id)
    version.refresh_from_db()
    may_keep(act, matter.organ, version.organ)
    for refusal in (_not_a_draft(version), _backdated(act, on), _not_whole(version)):
        if refusal is not None:
            raise refusal
    closed, until = make_room(matter, on)
    version.status, version.valid = Status.PUBLISHED, DateRange(on, until)
    version.save(update_fields=["status", "valid"])
    event = VersionPublished(
        version.pk,
        version.ordinal,
        version.online,
        on.isoformat(),
        None if until is None else until.isoformat(),
        closed,
    )
    _record(event, matter, act)
    return version


@transaction.atomic
def cancel(version_id: int, act: Act, *, on: date) -> MatterVersion:
    """取消: drop a draft, or let a published version end on the day `on`; running cases keep it."""
    version = _draft(version_id)
    matter = _locked(version.matter_id)
    version.refresh_from_db()
    may_keep(act, matter.organ, version.organ)
    for refusal in (_over(version, on), _backdated(act, on)):
        if refusal is not None:
            raise refusal
    _close(version, on)
    _reopen_before(version)
    _record(VersionCancelled(version.pk, on.isoformat()), matter, act)
    return version


@transaction.atomic
def reindex() -> int:
    """Write the search columns of every version anew, after the everyday words changed; return how many."""
    versions = list(MatterVersion.objects.select_related("organ"))
    for version in versions:
        found = words.entry(version.name, version.main_item, version.organ.short_name)
        for name, value in storing.indexed(found).items():
            setattr(version, name, value)
    names = ["search", "plain", "aliases", "pinyin", "initials", "sort_key"]
    MatterVersion.objects.bulk_update(versions, names, batch_size=500)
    return len(versions)


def write_lists(version: MatterVersion, content: Content) -> None:
    """Replace the bases and materials of a draft."""
    Basis.objects.filter(version=version).delete()
    Material.objects.filter(version=version).delete()
    Basis.objects.bulk_create(storing.bases(version, content))
    Material.objects.bulk_create(storing.materials(version, content))


def _draft(version_id: int) -> MatterVersion:
    version = MatterVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise Refusal(
            "catalogue.no_version",
            "There is no matter version {version}. Open the catalogue and choose one.",
            version=version_id,
        )
    return version


def _locked(matter_id: int) -> Matter:
    matter = Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise Refusal(
            "catalogue.no_matter",
            "There is no matter {matter}. Import it or enter it first.",
            matter=matter_id,
        )
    return matter


def _department(organ_id: int) -> str:
    organ = organ_by_id(organ_id)
    return "" if organ is None else organ.short_name


def next_ordinal(matter: Matter) -> int:
    """Return the number of the matter's next version."""
    last = MatterVersion.objects.filter(matter=matter).order_by("-ordinal").first()
    return 1 if last is None else last.ordinal + 1


def _not_a_draft(version: MatterVersion) -> Refusal | None:
    if version.status == Status.DRAFT:
        return None
    return Refusal(
        "catalogue.not_a_draft",
        "Version {ordinal} of “{name}” is no draft. Prepare a successor and publish that.",
        ordinal=version.ordinal,
        name=version.name,
    )


def _over(version: MatterVersion, on: date) -> Refusal | None:
    ended = (
        version.valid is not None and version.valid.upper is not None and version.valid.upper <= on
    )
    if version.status != Status.CANCELLED and not ended:
        return None
    return Refusal(
        "catalogue.already_over",
        "Version {ordinal} of “{name}” has ended already. Nothing is left to do.",
        ordinal=version.ordinal,
        name=version.name,
    )


def _backdated(act: Act, on: date) -> Refusal | None:
    if on >= day_of(act):
        return None
    return Refusal(
        "catalogue.backdated",
        "{day} has passed: cases were accepted under what was in force then. Choose today or a later day.",
        day=on,
    )


def _not_whole(version: MatterVersion) -> Refusal | None:
    content = storing.content_of(version)
    return contents.fault(content) or contents.not_whole(content)


def make_room(matter: Matter, on: date) -> tuple[int | None, date | None]:
    """End the version in force on that day; return its id and the day the next one begins."""
    published = MatterVersion.objects.filter(matter=matter, status=Status.PUBLISHED)
    current = published.filter(valid__contains=on).first()
    later = published.filter(valid__startswith__gt=on).order_by("valid").first()
    if current is not None:
        _close(current, on)
    return (
        None if current is None else current.pk,
        None if later is None or later.valid is None else later.valid.lower,
    )


def _close(version: MatterVersion, on: date) -> None:
    """End a version's days; one that would have none is cancelled, its days kept as they were."""
    if version.valid is None or on <= version.valid.lower:
        version.status = Status.CANCELLED
    else:
        version.valid = DateRange(version.valid.lower, on)
    version.save(update_fields=["status", "valid"])


def _reopen_before(version: MatterVersion) -> None:
    """Let a predecessor run on where the successor that would have ended it was cancelled before its first day."""
    if version.status != Status.CANCELLED or version.valid is None:
        return
    published = MatterVersion.objects.filter(matter=version.matter_id, status=Status.PUBLISHED)
    before = published.filter(valid__endswith=version.valid.lower).first()
    if before is not None and before.valid is not None:
        before.valid = DateRange(before.valid.lower, version.valid.upper)
        before.save(update_fields=["valid"])


def _record(event: Happening, matter: Matter, act: Act) -> None:
    append([entry(event, act, stream=f"matter/{matter.pk}", home=matter.home)])
