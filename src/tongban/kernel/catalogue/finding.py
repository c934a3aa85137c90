"""Ranks the versions that answer a question: exact name first, then prefix, words, pinyin."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, Case, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Length

from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.words import Question

_COLUMNS = (
    "matter",
    "name",
    "main_item",
    "power_type",
    "case_type",
    "online",
    "promised_amount",
    "promised_unit",
    "statutory_amount",
    "statutory_unit",
    "visits",
    "organ__short_name",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """目录条目: one row of a list of matters. Limits are as the clock reads them, such as `15wd`."""

    matter_id: int
    version_id: int
    name: str
    main_item: str
    organ_id: int
    organ_name: str
    power_type: int
    power_type_label: str
    case_type: int | None
    online: bool
    promised: str | None
    statutory: str | None
    visits: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """检索结果: how many matters answer, and one page of them; `partial` where none holds every word."""

    total: int
    rows: tuple[Listing, ...]
    page: int
    size: int
    partial: bool = False

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return max(1, -(-self.total // self.size))


class Holds(Func):
    """Asks whether a tsvector answers a tsquery."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def find(within: QuerySet[MatterVersion], asked: Question, *, page: int, size: int) -> Found:
    """Return one page of `within` that answers the question, best first, in at most three queries."""
    if not asked.words:
        listed = within.order_by("-online", "sort_key", "id") if not asked.plain else within.none()
        return _page(listed, page=page, size=size)
    whole = within.filter(_holds(asked.all_of))
    found = _page(_ranked(whole, asked), page=page, size=size)
    if found.total or len(asked.words) == 1:
        return found
    return _page(_overlapping(within, asked), page=page, size=size, partial=True)


def _holds(query: str) -> Holds:
    return Holds("search", Cast(Value(query), SearchQueryField()))


def _ranked(whole: QuerySet[MatterVersion], asked: Question) -> QuerySet[MatterVersion]:
    text = asked.plain
    tiers = (
        Q(plain=text) | Q(pinyin=text),
        Q(plain__startswith=text) | Q(aliases__contains=f" {text} "),
        Q(plain__contains=text) | Q(aliases__contains=text),
        Q(pinyin__startswith=text) | Q(initials=text),
        Q(initials__startswith=text),
        Q(pinyin__contains=text) | Q(initials__contains=text),
    )
    rank = Case(
        *(When(tier, then=Value(place)) for place, tier in enumerate(tiers)),
        default=Value(len(tiers)),
        output_field=IntegerField(),
    )
    return whole.annotate(rank=rank).order_by("rank", "-online", Length("plain"), "sort_key", "id")


def _overlapping(within: QuerySet[MatterVersion], asked: Question) -> QuerySet[MatterVersion]:
    shared = sum(
        (Case(When(_holds(word), then=Value(1)), default=Value(0)) for word in asked.words),
        start=Value(0, output_field=IntegerField()),
    )
    enough = -(-len(asked.words) // 3)
    return (
        within.filter(_holds(asked.any_of))
        .annotate(shared=shared)
        .filter(shared__gte=enough)
        .order_by("-shared", "-online", Length("plain"), "sort_key", "id")
    )


def _page(
    matches: QuerySet[MatterVersion], *, page: int, size: int, partial: bool = False
) -> Found:
    total = matches.order_by().count()
    number = min(max(page, 1), max(1, -(-total // size)))
    start = (number - 1) * size
    columns = matches.select_related("organ").only(*_COLUMNS)
    rows = columns[start : start + size] if total else ()
    return Found(total, tuple(_listing(row) for row in rows), number, size, partial)


def _listing(row: MatterVersion) -> Listing:
    return Listing(
        matter_id=row.matter_id,
        version_id=row.pk,
        name=row.name,
        main_item=row.main_item,
        organ_id=row.organ_id,
        organ_name=row.organ.short_name,
        power_type=row.power_type,
        power_type_label=row.get_power_type_display(),
        case_type=row.case_type,
        online=row.online,
        promised=row.promised,
        statutory=row.statutory,
        visits=row.visits,
    )
