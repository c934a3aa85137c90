"""Drafting, publishing and cancelling versions of a matter."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import content as contents
from tongban.kernel.catalogue import reactions, words
from tongban.kernel.catalogue.actions import storing
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.actions.periods import (
    backdated,
    close,
    make_room,
    over,
    reopen_before,
)
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.events import (
    Happening,
    VersionCancelled,
    VersionDrafted,
    VersionPublished,
    entry,
)
from tongban.kernel.catalogue.models import Basis, Material, Matter, MatterVersion, Review
from tongban.kernel.catalogue.queries import agreed_review, base_of
from tongban.kernel.catalogue.reviews import Answer, Asked
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import PLATFORM, organ_by_id
from tongban.kernel.ledger.actions import append


@transaction.atomic
def draft_version(
    matter_id: int, act: Act, *, content: Content, seen: str = "", reason: str = ""
) -> MatterVersion:
    """起草: write the matter's one draft, or rewrite it; what is in force stays as it is.

    `seen` is the stamp of what the writer began from: refused where somebody has written since. Whatever was
    agreed to before is void.
    """
    refusal = contents.fault(content)
    if refusal is not None:
        raise refusal
    matter = hold_matter(matter_id)
    may_keep(act, matter.organ, organ_by_id(content.organ_id))
    if (refusal := _stale(matter, act, seen)) is not None:
        raise refusal
    columns = storing.columns(content, department=_department(content.organ_id))
    draft = MatterVersion.objects.filter(matter=matter, status=Status.DRAFT).first()
    if draft is None:
        draft = MatterVersion(matter=matter, ordinal=next_ordinal(matter), created=act.at)
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.edition += 1
    draft.edited_by, draft.edited, draft.reason = act.by, act.at, reason or draft.reason
    draft.save()
    write_lists(draft, content)
    _void(draft)
    record(VersionDrafted(draft.pk, draft.ordinal, draft.dossier_digest), matter, act)
    return draft


@transaction.atomic
def publish(version_id: int, act: Act, *, on: date) -> MatterVersion:
    """发布: put a draft in force from the day `on`, and end its predecessor's days there.

    `on` may be the day of the act (a same-day correction included) or later, never earlier. A version already
    published for a later day keeps that day: this one is in force until then.
    """
    version = version_of(version_id)
    matter = hold_matter(version.matter_id)
    version.refresh_from_db()
    may_keep(act, matter.organ, version.organ)
    faults = (not_a_draft(version), backdated(act, on), not_whole(version))
    for refusal in (*faults, _not_agreed(version, act)):
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
    record(event, matter, act)
    return version


@transaction.atomic
def cancel(version_id: int, act: Act, *, on: date) -> MatterVersion:
    """取消: drop a draft, or let a published version end on the day `on`; running cases keep it.

    A keeper drops drafts only: what was published ends when a second keeper has agreed, see `agree`.
    """
    version = version_of(version_id)
    matter = hold_matter(version.matter_id)
    version.refresh_from_db()
    may_keep(act, matter.organ, version.organ)
    if version.status != Status.DRAFT and act.by != PLATFORM:
        raise _second_needed(version)
    return ended(version, matter, act, on=on)


def ended(version: MatterVersion, matter: Matter, act: Act, *, on: date) -> MatterVersion:
    """Drop a draft, or end a published version on that day, whoever had to agree to it."""
    for refusal in (over(version, on), backdated(act, on)):
        if refusal is not None:
            raise refusal
    close(version, on)
    _void(version)
    reopen_before(version)
    record(VersionCancelled(version.pk, on.isoformat()), matter, act)
    return version


@transaction.atomic
def reindex() -> int:
    """Write the search columns and the completeness of every version anew; return how many."""
    rows = MatterVersion.objects.select_related("organ").prefetch_related("bases", "materials")
    versions = list(rows)
    for version in versions:
        found = words.entry(version.name, version.main_item, version.organ.short_name)
        columns = storing.indexed(found) | storing.measured(storing.content_of(version))
        for name, value in columns.items():
            setattr(version, name, value)
    names = ["search", "plain", "aliases", "pinyin", "initials", "sort_key"]
    names += ["completeness", "lacking"]
    MatterVersion.objects.bulk_update(versions, names, batch_size=500)
    return len(versions)


def write_lists(version: MatterVersion, content: Content) -> None:
    """Replace the bases and materials of a draft."""
    Basis.objects.filter(version=version).delete()
    Material.objects.filter(version=version).delete()
    Basis.objects.bulk_create(storing.bases(version, content))
    Material.objects.bulk_create(storing.materials(version, content))


def version_of(version_id: int) -> MatterVersion:
    """Return the version; refuse a number that names none."""
    version = MatterVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise Refusal(
            "catalogue.no_version",
            "There is no matter version {version}. Open the catalogue and choose one.",
            version=version_id,
        )
    return version


def hold_matter(matter_id: int) -> Matter:
    """Return the matter, locked until the transaction ends, so that no two change it, or take its last place, at once."""
    matter = Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise Refusal(
            "catalogue.no_matter",
            "There is no matter {matter}. Import it or enter it first.",
            matter=matter_id,
        )
    return matter


def _stale(matter: Matter, act: Act, seen: str) -> Refusal | None:
    now = base_of(matter.pk, on=day_of(act))
    if not seen or now is None or seen == now.stamp:
        return None
    return Refusal(
        "catalogue.edited_meanwhile",
        "“{name}” was changed by somebody else meanwhile. Open it anew, compare, and enter your changes there.",
        name=now.name,
    )


def _void(version: MatterVersion) -> None:
    """Let what was asked or agreed for an earlier wording count no more."""
    waiting = Review.objects.filter(version=version, state__in=(Answer.OPEN, Answer.AGREED))
    waiting.update(state=Answer.VOID)


def disagree(matter: Matter) -> None:
    """Let nothing that was asked or agreed before put the matter in force: two keepers have taken it out of force."""
    publishing = Review.objects.filter(version__matter=matter, asked=Asked.PUBLISH)
    publishing.filter(state__in=(Answer.OPEN, Answer.AGREED)).update(state=Answer.VOID)


def _not_agreed(version: MatterVersion, act: Act) -> Refusal | None:
    if act.by == PLATFORM or agreed_review(version) is not None:
        return None
    return Refusal(
        "catalogue.not_agreed",
        "No second keeper has agreed to version {ordinal} of “{name}” as it is now. Submit it for review first.",
        ordinal=version.ordinal,
        name=version.name,
    )


def _second_needed(version: MatterVersion) -> Refusal:
    return Refusal(
        "catalogue.second_keeper_needed",
        "“{name}” is published: one keeper alone does not end it. Ask for it with a reason, and another keeper agrees.",
        name=version.name,
    )


def _department(organ_id: int) -> str:
    organ = organ_by_id(organ_id)
    return "" if organ is None else organ.short_name


def next_ordinal(matter: Matter) -> int:
    """Return the number of the matter's next version."""
    last = MatterVersion.objects.filter(matter=matter).order_by("-ordinal").first()
    return 1 if last is None else last.ordinal + 1


def not_a_draft(version: MatterVersion) -> Refusal | None:
    """Say that a version is no draft any more; `None` if it is one."""
    if version.status == Status.DRAFT:
        return None
    return Refusal(
        "catalogue.not_a_draft",
        "Version {ordinal} of “{name}” is no draft. Prepare a successor and publish that.",
        ordinal=version.ordinal,
        name=version.name,
    )


def not_whole(version: MatterVersion) -> Refusal | None:
    """Say why a version cannot be put in force; `None` lets it pass."""
    content = storing.content_of(version)
    return (
        contents.fault(content) or contents.not_whole(content) or reactions.fault(content.handlers)
    )


def record(event: Happening, matter: Matter, act: Act) -> None:
    """Write an event into the log of the matter."""
    append([entry(event, act, stream=f"matter/{matter.pk}", home=matter.home)])
