"""Reading the catalogue: search, guides, versions in force, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tongban.kernel.catalogue import finding, words
from tongban.kernel.catalogue.finding import Found, Listing
from tongban.kernel.catalogue.models import (
    Basis,
    Material,
    Matter,
    MatterCode,
    MatterVersion,
    Review,
)
from tongban.kernel.catalogue.narrowing import EVERYTHING, Choices, Narrowing, choices
from tongban.kernel.catalogue.published import PublishedList
from tongban.kernel.catalogue.reviews import Answer, Asked
from tongban.kernel.catalogue.vocabulary import (
    Audience,
    BodyNature,
    BodyTheme,
    CaseType,
    Channel,
    ClockStart,
    Convenience,
    Delivery,
    Depth,
    Handling,
    PersonTheme,
    PowerType,
    Procedure,
    Purpose,
    Reach,
    ServiceObject,
    SpecialKind,
    Status,
    Unit,
)
from tongban.kernel.identity.queries import Level, Person, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.remembering import remembered

__all__ = [
    "Answer",
    "Asked",
    "Audience",
    "Basis",
    "BodyNature",
    "BodyTheme",
    "CaseType",
    "Channel",
    "Choices",
    "ClockStart",
    "Convenience",
    "Delivery",
    "Department",
    "Depth",
    "Figures",
    "Found",
    "Guide",
    "Handling",
    "Kind",
    "Level",
    "Listing",
    "Material",
    "Matter",
    "MatterCode",
    "MatterVersion",
    "Narrowing",
    "PersonTheme",
    "PowerType",
    "Procedure",
    "PublishedList",
    "Purpose",
    "Reach",
    "Review",
    "ServiceObject",
    "SpecialKind",
    "Status",
    "Unit",
    "agreed_review",
    "base_of",
    "departments",
    "figures",
    "filters",
    "guide",
    "matter_by_code",
    "power_types",
    "published_lists",
    "search",
    "search_online",
    "version_by_id",
    "version_in_force",
    "versions_in_force",
    "versions_visible_to",
]


@dataclass(frozen=True, slots=True)
class Guide:
    """办事指南: one version with its bases, materials and codes, as the public reads it."""

    version: MatterVersion
    bases: Sequence[Basis]
    materials: Sequence[Material]
    codes: Sequence[MatterCode]

    @property
    def matter_id(self) -> int:
        """Return the matter's id."""
        return self.version.matter_id


@dataclass(frozen=True, slots=True)
class Department:
    """部门: an organ and how many of its matters are in force, and open to online application."""

    organ_id: int
    name: str
    matters: int
    online: int


@dataclass(frozen=True, slots=True)
class Kind:
    """权力类型: a power type and how many matters of it are in force."""

    power_type: PowerType
    matters: int


@dataclass(frozen=True, slots=True)
class Figures:
    """目录概况: what is in force on a day."""

    matters: int
    online: int
    departments: int


def versions_in_force(on: date) -> QuerySet[MatterVersion]:
    """Return the published versions valid on that day: what the public may see."""
    return MatterVersion.objects.filter(status=Status.PUBLISHED, valid__contains=on)


def versions_visible_to(reader: Person | None, *, on: date) -> QuerySet[MatterVersion]:
    """Return the versions that `reader` may see on that day.

    A catalogue keeper sees all of the own division, drafts included; everybody else, and `None` for the public,
    sees what is or was published.
    """
    seen = Q(status=Status.PUBLISHED)
    if reader is not None:
        kept = {post.home for post in posts_of(reader, on=on) if post.duty == Duty.KEEPER}
        seen |= Q(matter__home__in=kept)
    return MatterVersion.objects.filter(seen)


def version_in_force(matter_id: int, *, on: date) -> MatterVersion | None:
    """Return the matter's version in force on that day, its organ loaded, or `None`."""
    return versions_in_force(on).filter(matter=matter_id).select_related("organ").first()


@remembered
def version_by_id(version_id: int) -> MatterVersion | None:
    """Return a version whatever its state, its organ loaded: a running case keeps its version for ever."""
    return MatterVersion.objects.filter(pk=version_id).select_related("organ").first()


def base_of(matter_id: int, *, on: date) -> MatterVersion | None:
    """Return what a keeper goes on from: the draft, else what is in force on that day, else the last version."""
    versions = MatterVersion.objects.filter(matter=matter_id).select_related("organ")
    draft = versions.filter(status=Status.DRAFT).first()
    if draft is not None:
        return draft
    now = versions.filter(status=Status.PUBLISHED, valid__contains=on).first()
    return now or versions.order_by("-ordinal").first()


def agreed_review(version: MatterVersion) -> Review | None:
    """Return the review by which a second keeper agreed to this draft as it is now, or `None`.

    Where an import published other words since, the draft would take them back, which nobody has agreed to.
    """
    rows = Review.objects.filter(version=version, asked=Asked.PUBLISH, state=Answer.AGREED)
    agreed = rows.filter(edition=version.edition).order_by("-answered", "-pk").first()
    if agreed is None or agreed.answered is None:
        return None
    others = MatterVersion.objects.filter(matter=version.matter_id, status=Status.PUBLISHED)
    overtaken = others.filter(ordinal__gt=version.ordinal, created__gt=agreed.answered)
    return None if overtaken.exists() else agreed


def matter_by_code(scheme: str, value: str) -> Matter | None:
    """Return the matter that bears this code, or `None`."""
    return Matter.objects.filter(codes__scheme=scheme, codes__value=value).first()


def guide(matter_id: int, *, on: date) -> Guide | None:
    """Return the guide in force on that day, or `None` where the public has nothing to read."""
    version = version_in_force(matter_id, on=on)
    if version is None:
        return None
    return Guide(
        version=version,
        bases=list(Basis.objects.filter(version=version)),
        materials=list(Material.objects.filter(version=version)),
        codes=list(MatterCode.objects.filter(matter=matter_id).order_by("scheme", "value")),
    )


def search(
    text: str,
    *,
    on: date,
    narrowing: Narrowing = EVERYTHING,
    page: int = 1,
    size: int = 20,
) -> Found:
    """Return a page of what is in force on that day and answers `text`, best first; no text lists everything.

    Chinese, everyday words, full pinyin (`gongzufang`), initials (`gzf`), homophones and slips are understood. Where
    no matter holds every word, the closest are returned and `Found.partial` is set.
    """
    return finding.find(
        versions_in_force(on),
        words.question(text),
        page=page,
        size=size,
        narrowing=narrowing,
        answers=_answers(text, on),
    )


def filters(text: str, *, on: date, narrowing: Narrowing = EVERYTHING) -> Choices:
    """Return what each filter offers over what answers `text`, with the length of the list that each value opens."""
    within, asked = versions_in_force(on), words.question(text)
    if asked.parts:
        within = within.filter(pk__in=_answers(text, on)[0])
    return choices(within, narrowing)


@remembered
def _answers(text: str, on: date) -> finding.Answers:
    """Return what answers the text on that day; without words it is nothing."""
    asked = words.question(text)
    return finding.answering(versions_in_force(on), asked) if asked.parts else ([], False)


def search_online(text: str, *, on: date, size: int = 20) -> Found:
    """Return the best of what can be applied for online on that day and answers `text`, as `search` does."""
    within = versions_in_force(on).filter(online=True)
    return finding.find(within, words.question(text), page=1, size=size)


def online_of(matters: Sequence[int], *, on: date) -> list[Listing]:
    """Return those of the matters that can be applied for online on that day, in the order given."""
    within = versions_in_force(on).filter(online=True)
    return finding.of_matters(matters, within) if matters else []


def departments(on: date) -> list[Department]:
    """Return the organs that have matters in force on that day, those with most matters first."""
    rows = (
        versions_in_force(on)
        .values_list("organ_id", "organ__short_name")
        .annotate(matters=Count("id"), online=Count("id", filter=Q(online=True)))
        .order_by("-matters", "organ_id")
    )
    return [Department(*row) for row in rows]


def power_types(on: date) -> list[Kind]:
    """Return the power types that have matters in force on that day, with their counts."""
    rows = (
        versions_in_force(on)
        .values_list("power_type")
        .annotate(matters=Count("id"))
        .order_by("power_type")
    )
    return [Kind(PowerType(power_type), matters) for power_type, matters in rows]


def figures(on: date) -> Figures:
    """Return how many matters and departments are in force on that day."""
    counts = versions_in_force(on).aggregate(
        matters=Count("id"),
        online=Count("id", filter=Q(online=True)),
        departments=Count("organ", distinct=True),
    )
    return Figures(**counts)


def published_lists(home: int) -> QuerySet[PublishedList]:
    """Return the numbered public lists of the county, the latest first."""
    return PublishedList.objects.filter(home=home).order_by("-day", "-number", "-pk")
