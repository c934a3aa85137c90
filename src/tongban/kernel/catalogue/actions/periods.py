"""The days of versions: making room, ending, letting a predecessor run on."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of


def make_room(matter: Matter, on: date) -> tuple[int | None, date | None]:
    """End the version in force on that day; return its id and the day the next one begins."""
    published = MatterVersion.objects.filter(matter=matter, status=Status.PUBLISHED)
    current = published.filter(valid__contains=on).first()
    later = published.filter(valid__startswith__gt=on).order_by("valid").first()
    if current is not None:
        close(current, on)
    return (
        None if current is None else current.pk,
        None if later is None or later.valid is None else later.valid.lower,
    )


def close(version: MatterVersion, on: date) -> None:
    """End a version's days; one that would have none is cancelled, its days kept as they were."""
    if version.valid is None or on <= version.valid.lower:
        version.status = Status.CANCELLED
    else:
        version.valid = DateRange(version.valid.lower, on)
    version.save(update_fields=["status", "valid"])


def reopen_before(version: MatterVersion) -> None:
    """Let a predecessor run on where the successor that would have ended it was cancelled before its first day."""
    if version.status != Status.CANCELLED or version.valid is None:
        return
    published = MatterVersion.objects.filter(matter=version.matter_id, status=Status.PUBLISHED)
    before = published.filter(valid__endswith=version.valid.lower).first()
    if before is not None and before.valid is not None:
        before.valid = DateRange(before.valid.lower, version.valid.upper)
        before.save(update_fields=["valid"])


def over(version: MatterVersion, on: date) -> Refusal | None:
    """Say that a version has ended by that day; `None` while it has not."""
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


def backdated(act: Act, on: date) -> Refusal | None:
    """Say that a day has passed; `None` where it is today or later."""
    if on >= day_of(act):
        return None
    return Refusal(
        "catalogue.backdated",
        "{day} has passed: cases were accepted under what was in force then. Choose today or a later day.",
        day=on,
    )
