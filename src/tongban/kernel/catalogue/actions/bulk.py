"""批量: one change to many matters; what is refused is told, the rest goes on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, Q, When

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue import content as contents
from tongban.kernel.catalogue.actions import reviewing, storing, versions
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.amending import Difference, amended, differences
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.queries import version_by_id
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.plans import day_of


@dataclass(frozen=True, slots=True)
class Amended:
    """批量修改的一项: what changed in one matter, nothing where it says so already, or why it was refused."""

    matter_id: int
    name: str
    changes: tuple[Difference, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """批量办理的拒绝: which matter was left as it is, and why."""

    matter_id: int
    name: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Outcome:
    """批量办理的结果: how many went through, and what was refused."""

    done: int
    refused: tuple[Refused, ...]


def amend(
    matter_ids: Iterable[int],
    act: Act,
    *,
    changes: Mapping[str, Any],
    reason: str,
    dry_run: bool = False,
) -> list[Amended]:
    """批量修改: enter the same values in the draft of each matter, made where there is none; a dry run only says what would change."""
    if not reason.strip() and not dry_run:
        raise Refusal(
            "catalogue.reason_needed",
            "Nothing was said why. Give the reason; it is kept with the matter.",
        )
    ids, said = list(matter_ids), "" if dry_run else reason.strip()
    bases = _bases(ids, act)
    refused: dict[int, Refusal | None] = {}
    return [
        _gone(each)
        if (base := bases.get(each)) is None
        else _amended(base, act, changes, said, refused)
        for each in ids
    ]


def _bases(matter_ids: list[int], act: Act) -> dict[int, MatterVersion]:
    """Return what a keeper goes on from in each of these matters, as `base_of` does for one."""
    now = Q(status=Status.PUBLISHED, valid__contains=day_of(act))
    rank = Case(
        When(status=Status.DRAFT, then=0), When(now, then=1), default=2, output_field=IntegerField()
    )
    rows = MatterVersion.objects.filter(matter__in=matter_ids).annotate(rank=rank)
    first = rows.order_by("matter", "rank", "-ordinal").distinct("matter")
    found = first.select_related("organ", "matter__organ").prefetch_related("bases", "materials")
    return {one.matter_id: one for one in found}


def _may_not(base: MatterVersion, act: Act, refused: dict[int, Refusal | None]) -> Refusal | None:
    """Say why the actor may not write the matter; each organ is asked about once."""
    for organ in (base.matter.organ, base.organ):
        if organ.pk not in refused:
            try:
                may_keep(act, organ)
                refused[organ.pk] = None
            except Refusal as refusal:
                refused[organ.pk] = refusal
        if (told := refused[organ.pk]) is not None:
            return told
    return None


def submit_all(version_ids: Iterable[int], act: Act) -> Outcome:
    """批量提交审核: submit each draft for review."""
    return _each(version_ids, act, reviewing.submit_for_review)


def publish_all(version_ids: Iterable[int], act: Act, *, on: date) -> Outcome:
    """批量发布: publish each draft from the day `on`."""
    return _each(version_ids, act, lambda pk, one: versions.publish(pk, one, on=on))


def agree_all(reviews: Mapping[int, int], act: Act, *, words: str = "") -> Outcome:
    """批量审核通过: agree to each review; `reviews` maps a version to its review."""
    return _each(reviews, act, lambda pk, one: reviewing.agree(reviews[pk], one, words=words))


def send_all_back(reviews: Mapping[int, int], act: Act, *, words: str) -> Outcome:
    """批量审核退回: send each back with the same words; `reviews` maps a version to its review."""
    return _each(reviews, act, lambda pk, one: reviewing.send_back(reviews[pk], one, words=words))


def _each(version_ids: Iterable[int], act: Act, do: Callable[[int, Act], object]) -> Outcome:
    done, refused = 0, []
    for pk in version_ids:
        try:
            with transaction.atomic():
                do(pk, replace(act, key=f"{act.key}-{pk}"))
            done += 1
        except Refusal as refusal:
            version = version_by_id(pk)
            if version is None:
                raise
            refused.append(Refused(version.matter_id, version.name, refusal))
    return Outcome(done, tuple(refused))


def _amended(
    base: MatterVersion,
    act: Act,
    changes: Mapping[str, Any],
    reason: str,
    refused: dict[int, Refusal | None],
) -> Amended:
    """Amend one matter, in a draft if there is a reason; without one, say what would come of it."""
    before = storing.content_of(base)
    after = amended(before, changes)
    found = differences(before, after)
    refusal = contents.fault(after) if found else None
    try:
        if (refusal := refusal or _may_not(base, act, refused)) is not None:
            raise refusal
        if reason and found:
            one = replace(act, key=f"{act.key}-{base.matter_id}")
            versions.draft_version(
                base.matter_id, one, content=after, seen=base.stamp, reason=reason
            )
    except Refusal as told:
        return Amended(base.matter_id, base.name, found, told)
    return Amended(base.matter_id, base.name, found)


def _gone(matter_id: int) -> Amended:
    refusal = Refusal(
        "catalogue.no_matter",
        "There is no matter {matter}. Import it or enter it first.",
        matter=matter_id,
    )
    return Amended(matter_id, "", refusal=refusal)
