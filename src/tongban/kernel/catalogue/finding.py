"""Ranks the versions that answer a question: exact name first, then prefix, words, pinyin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQueryField
from django.db.models import (
    BooleanField,
    Case,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Length

from tongban.kernel.catalogue import living
from tongban.kernel.catalogue.everyday import everyday
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.narrowing import EVERYTHING, Narrowing
from tongban.kernel.catalogue.words import WEIGHTS, Question

Answers = tuple[list[int], bool]
# What ts_rank divides a sum of weights by: the sum of 1/n² for all n.
_SQUARES = 1.64493406685
# More than this share of a question must be the words of an event for its matters to come first: before those that
# hold every word, and before those that come closest only.
_COVERS, _COVERS_CLOSEST = 0.5, 0.33
# The share of a question that a matter must hold to be shown at all; letters alone mean less than characters.
_ENOUGH, _ENOUGH_LETTERS = 0.28, 0.6

_UNASKED = ("-online", "sort_key", "id")
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
class Group:
    """一件事: an event of life that the question speaks of and its matters; `leads` where they answer it best."""

    title: str
    rows: tuple[Listing, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Found:
    """检索结果: how many matters answer, and one page of them; `partial` where none holds every word."""

    total: int
    rows: tuple[Listing, ...]
    page: int
    size: int
    partial: bool = False
    event: Group | None = None

    @property
    def answered(self) -> bool:
        """Tell whether the question was understood: an event of life, or matters that hold every word of it."""
        return self.event is not None or (self.total > 0 and not self.partial)

    @property
    def shown(self) -> tuple[Listing, ...]:
        """Return the rows in the order in which a reader sees them, those of the event of life included."""
        if self.event is None:
            return self.rows
        parts = (self.event.rows, self.rows) if self.event.leads else (self.rows, self.event.rows)
        rows = (row for part in parts for row in part)
        return tuple({row.matter_id: row for row in rows}.values())

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return max(1, -(-self.total // self.size))


class Holds(Func):
    """Asks whether a tsvector answers a tsquery."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class Weighs(Func):
    """Adds up the weights of those lexemes of a tsquery that a tsvector holds, as a share of `best`."""

    function = "ts_rank"
    template = "%(function)s('{%(weights)s}'::float4[], %(expressions)s)"
    output_field = FloatField()

    def __init__(self, query: str, *, words: int, best: float) -> None:
        """PostgreSQL divides by the number of lexemes in the query and by the limit of the sum of 1/n²; undo it."""
        weights = ", ".join(str(WEIGHTS[letter]) for letter in "DCBA")
        super().__init__("search", Cast(Value(query), SearchQueryField()), weights=weights)
        self.scale = words * _SQUARES / best

    def share(self) -> CombinedExpression:
        """Return the expression of the share."""
        return self * Value(self.scale, output_field=FloatField())


def find(
    within: QuerySet[MatterVersion],
    asked: Question,
    *,
    page: int,
    size: int,
    narrowing: Narrowing = EVERYTHING,
    answers: Answers | None = None,
) -> Found:
    """Return one page of `within` that answers the question, best first: as written, as it sounds, or closest.

    `answers` is what `answering` returned, where that is known already.
    """
    if not asked.parts:
        rows = within.order_by(*_UNASKED) if not asked.plain else within.none()
        return _page(narrowing.of(rows), page=page, size=size)
    ids, partial = answers or answering(within, asked)
    found = _page_of(narrowed(ids, within, narrowing), within, page=page, size=size)
    event = living.event_of(asked) if found.page == 1 else None
    if event is None:
        return replace(found, partial=partial)
    listed = living.belonging(event, narrowing.of(within), _COLUMNS)
    leads = living.covers(event, asked) > (_COVERS_CLOSEST if partial else _COVERS)
    group = Group(event.title, tuple(_listing(row) for row in listed), leads)
    return replace(found, partial=partial, event=group if group.rows else None)


def listed(within: QuerySet[MatterVersion], narrowing: Narrowing) -> list[int]:
    """Return the ids of all rows that the filters leave, as a list without words shows them."""
    return list(narrowing.of(within.order_by(*_UNASKED)).values_list("pk", flat=True))


def rows_of(ids: list[int], within: QuerySet[MatterVersion]) -> tuple[Listing, ...]:
    """Return the rows with these ids, in their order."""
    return _page_of(ids, within, page=1, size=len(ids)).rows if ids else ()


def answering(within: QuerySet[MatterVersion], asked: Question) -> Answers:
    """Return the ids of the rows that answer a question, best first, and whether none of them holds every word."""
    for query in dict.fromkeys((asked.written, asked.sounding)):
        ids = list(_ranked(within.filter(_holds(query)), asked).values_list("pk", flat=True))
        if ids:
            return ids, False
    return list(_closest(within, asked).values_list("pk", flat=True)), True


def narrowed(ids: list[int], within: QuerySet[MatterVersion], narrowing: Narrowing) -> list[int]:
    """Return those of the ids that the filters leave, in their order."""
    if not narrowing:
        return ids
    left = set(narrowing.of(within.filter(pk__in=ids)).values_list("pk", flat=True))
    return [pk for pk in ids if pk in left]


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
    return whole.annotate(rank=rank, late=_late(asked), share=_share(asked)).order_by(
        "rank", "late", "-online", "-share", Length("plain"), "sort_key", "id"
    )


def _closest(within: QuerySet[MatterVersion], asked: Question) -> QuerySet[MatterVersion]:
    """Return what holds known words of the question, those with most first, or a good share of its letters."""
    if not asked.any_of:
        return within.none()
    enough = _ENOUGH if asked.words else _ENOUGH_LETTERS
    known = sum(
        (
            Case(When(_holds(part.written), then=Value(len(part.text))), default=Value(0))
            for part in asked.parts
            if part.known
        ),
        start=Value(0, output_field=IntegerField()),
    )
    return (
        within.filter(_holds(asked.any_of))
        .annotate(known=known, share=_share(asked), late=_late(asked))
        .filter(Q(known__gt=0) | Q(share__gte=enough))
        .order_by("-known", "-share", "late", "-online", Length("plain"), "sort_key", "id")
    )


def _share(asked: Question) -> CombinedExpression | Value:
    if not asked.any_of:
        return Value(0.0, output_field=FloatField())
    count = len(asked.words) + len(asked.slips)
    return Weighs(asked.any_of, words=count, best=asked.best).share()


def _late(asked: Question) -> Case:
    """Put what changes, renews or ends a thing behind what begins it, unless that was asked for."""
    alone = {part.text for part in asked.parts if len(part.text) == 1}
    later = "|".join(
        word for word in everyday().later if word not in asked.plain and word[0] not in alone
    )
    return Case(When(plain__regex=later, then=Value(1)), default=Value(0))


def of_matters(ids: Sequence[int], within: QuerySet[MatterVersion]) -> list[Listing]:
    """Return the rows of these matters, in their order; those not within are left out."""
    rows = {row.matter_id: row for row in _columns(within.filter(matter__in=ids))}
    return [_listing(rows[each]) for each in ids if each in rows]


def _page(matches: QuerySet[MatterVersion], *, page: int, size: int) -> Found:
    total = matches.count()
    number, start = _place(total, page=page, size=size)
    rows = _columns(matches)[start : start + size] if total else ()
    return Found(total, tuple(_listing(row) for row in rows), number, size)


def _page_of(ids: list[int], within: QuerySet[MatterVersion], *, page: int, size: int) -> Found:
    number, start = _place(len(ids), page=page, size=size)
    chosen = ids[start : start + size]
    rows = {row.pk: row for row in _columns(within.filter(pk__in=chosen))} if chosen else {}
    listed = tuple(_listing(rows[pk]) for pk in chosen if pk in rows)
    return Found(len(ids), listed, number, size)


def _place(total: int, *, page: int, size: int) -> tuple[int, int]:
    number = min(max(page, 1), max(1, -(-total // size)))
    return number, (number - 1) * size


def _columns(rows: QuerySet[MatterVersion]) -> QuerySet[MatterVersion]:
    return rows.select_related("organ").only(*_COLUMNS)


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
