"""Reading the catalogue as its keepers do: what is worked on, what waits, what is suspended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.models import MatterVersion, MissedSearch, Review
from tongban.kernel.catalogue.queries import versions_in_force
from tongban.kernel.catalogue.reviews import Answer, Asked
from tongban.kernel.catalogue.vocabulary import Status

__all__ = [
    "Missed",
    "MissedSearch",
    "content_of",
    "in_force_beside",
    "kept_versions",
    "missed_searches",
    "names_of_matters",
    "open_reviews",
    "reviews_of",
    "said_by",
    "settled_misses",
    "suspension_of",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class Missed:
    """落空问句: a question asked in vain, how often and on how many days, and whether something came close."""

    question: str
    count: int
    days: int
    last: date
    partial: bool


def kept_versions(organ_ids: Iterable[int], *, on: date) -> QuerySet[MatterVersion]:
    """Return one version of every matter of these organs: its draft, else what is in force, else the last.

    Each says whether it waits for a review (`waiting`), was agreed to (`agreed`), is in force (`in_force`) or over,
    and whether something is `prepared` for a later day.
    """
    published = Q(status=Status.PUBLISHED)
    rank = Case(
        When(status=Status.DRAFT, then=Value(0)),
        When(published & Q(valid__contains=on), then=Value(1)),
        When(published, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    first = (
        MatterVersion.objects.filter(matter__organ__in=organ_ids)
        .annotate(rank=rank)
        .order_by("matter", "rank", "-ordinal")
        .distinct("matter")
    )
    theirs = MatterVersion.objects.filter(matter=OuterRef("matter"), status=Status.PUBLISHED)
    reviews = Review.objects.filter(version=OuterRef("pk"), asked=Asked.PUBLISH)
    agreed = reviews.filter(state=Answer.AGREED, edition=OuterRef("edition"))
    return (
        MatterVersion.objects.filter(pk__in=first.values("pk"))
        .select_related("organ")
        .annotate(
            waiting=Exists(Review.objects.filter(version=OuterRef("pk"), state=Answer.OPEN)),
            agreed=Exists(agreed),
            in_force=Exists(theirs.filter(valid__contains=on)),
            prepared=Exists(theirs.filter(valid__startswith__gt=on)),
        )
    )


def versions_of(matter_id: int) -> QuerySet[MatterVersion]:
    """Return all versions of a matter, the newest first."""
    rows = MatterVersion.objects.filter(matter=matter_id).select_related("organ", "matter__organ")
    return rows.prefetch_related("bases", "materials").order_by("-ordinal")


def names_of_matters(matter_ids: Iterable[int]) -> dict[int, str]:
    """Return what each of the matters is called in the last version that was published, in force or not."""
    rows = MatterVersion.objects.filter(matter__in=matter_ids).exclude(status=Status.DRAFT)
    last = rows.order_by("matter", "-ordinal").distinct("matter")
    return dict(last.values_list("matter", "name"))


def reviews_of(matter_id: int) -> QuerySet[Review]:
    """Return what was asked and answered about the versions of a matter, the newest first."""
    rows = Review.objects.filter(version__matter=matter_id).select_related("version")
    return rows.order_by("-at", "-pk")


def open_reviews(organ_ids: Iterable[int]) -> QuerySet[Review]:
    """Return what waits for an answer about the matters of these organs, the oldest first."""
    rows = Review.objects.filter(state=Answer.OPEN, version__matter__organ__in=organ_ids)
    return rows.select_related("version__organ", "version__matter").order_by("at", "pk")


def in_force_beside(reviews: Iterable[Review], *, on: date) -> dict[int, MatterVersion]:
    """Return what is in force on that day of the matters that the reviews are about, by matter, lists included."""
    matters = [review.version.matter_id for review in reviews]
    rows = versions_in_force(on).filter(matter__in=matters)
    return {one.matter_id: one for one in rows.prefetch_related("bases", "materials")}


def suspension_of(matter_id: int, *, on: date) -> Review | None:
    """Return the suspension under which a matter is out of force on that day; `None` where there is none.

    It is the last thing that was agreed and has begun; whoever reads it knows that no version is in force.
    """
    ends = (Asked.SUSPEND, Asked.CANCEL, Asked.RESUME)
    agreed = Review.objects.filter(
        version__matter=matter_id, asked__in=ends, state=Answer.AGREED, on__lte=on
    )
    last = agreed.select_related("version__organ").order_by("-on", "-answered", "-pk").first()
    return last if last is not None and last.asked == Asked.SUSPEND else None


def said_by(version: MatterVersion | None) -> Content | None:
    """Return what a stored version says, or `None` where there is none."""
    return None if version is None else content_of(version)


def missed_searches(home: int, *, since: date, most: int) -> list[Missed]:
    """Return what was asked in vain in the county since that day and is not dealt with, the most frequent first."""
    rows = (
        MissedSearch.objects.filter(home=home, day__gte=since, settled_at__isnull=True)
        .values("question")
        .annotate(
            total=Sum("count"),
            days=Count("id"),
            last=Max("day"),
            close=Count("id", filter=Q(partial=True)),
        )
        .order_by("-total", "-last", "question")
    )
    return [
        Missed(row["question"], row["total"], row["days"], row["last"], bool(row["close"]))
        for row in rows[:most]
    ]


def settled_misses(home: int, *, since: date, most: int) -> list[MissedSearch]:
    """Return what was dealt with in the county and asked since that day, the latest first, each question once."""
    rows = MissedSearch.objects.filter(home=home, day__gte=since, settled_at__isnull=False)
    latest = rows.order_by("question", "-settled_at", "-day").distinct("question")
    return list(rows.filter(pk__in=latest.values("pk")).order_by("-settled_at", "question")[:most])
