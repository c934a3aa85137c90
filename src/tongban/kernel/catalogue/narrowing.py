"""Narrows a list of matters, and says what each further choice would leave."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.vocabulary import Audience, Channel, PowerType, ServiceObject
from tongban.kernel.identity.queries import Level, organ_by_id

_BODIES = (
    ServiceObject.ENTERPRISE,
    ServiceObject.INSTITUTION,
    ServiceObject.SOCIETY,
    ServiceObject.UNINCORPORATED,
    ServiceObject.ORGAN,
    ServiceObject.OTHER,
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """筛选条件: what a list of matters is narrowed to; `None` leaves it wide."""

    organ_id: int | None = None
    power_type: int | None = None
    level: int | None = None
    audience: Audience | None = None
    channel: Channel | None = None

    def __bool__(self) -> bool:
        """Say whether anything is narrowed."""
        return self != Narrowing()

    def of(self, rows: QuerySet[MatterVersion]) -> QuerySet[MatterVersion]:
        """Return those of the rows that are left."""
        if self.organ_id is not None:
            rows = rows.filter(organ=self.organ_id)
        if self.power_type is not None:
            rows = rows.filter(power_type=self.power_type)
        if self.level is not None:
            rows = rows.filter(level=self.level)
        if self.audience is not None:
            rows = _said(rows).filter(_for(self.audience))
        return rows if self.channel is None else rows.filter(_through(self.channel))


EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class Choice:
    """筛选项: one value of a filter, its name, and how many matters are listed when it is chosen."""

    value: str
    label: str
    matters: int


@dataclass(frozen=True, slots=True)
class Choices:
    """筛选面板: the values of every filter that leave something, beside what is chosen in the other filters.

    What is chosen is among them, though it leave nothing.
    """

    organs: tuple[Choice, ...]
    power_types: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    channels: tuple[Choice, ...]


def choices(rows: QuerySet[MatterVersion], narrowing: Narrowing) -> Choices:
    """Return what each filter offers over `rows`, which answer the question and are not narrowed yet."""
    organ, power_type, level = narrowing.organ_id, narrowing.power_type, narrowing.level
    return Choices(
        organs=_kept(_organs(replace(narrowing, organ_id=None).of(rows)), organ, _organ_name),
        power_types=_kept(
            _numbered(replace(narrowing, power_type=None).of(rows), "power_type", PowerType),
            power_type,
            lambda chosen: str(PowerType(chosen).label),
        ),
        levels=_kept(
            _numbered(replace(narrowing, level=None).of(rows), "level", Level),
            level,
            lambda chosen: str(Level(chosen).label),
        ),
        audiences=audiences(replace(narrowing, audience=None).of(rows), narrowing.audience),
        channels=_asked(
            replace(narrowing, channel=None).of(rows),
            ((one, _through(one)) for one in Channel),
            narrowing.channel,
        ),
    )


def audiences(rows: QuerySet[MatterVersion], chosen: Audience | None = None) -> tuple[Choice, ...]:
    """Return whom the rows are for, with how many of them."""
    offered = ((one, _for(one)) for one in (Audience.PERSON, Audience.ENTERPRISE))
    return _asked(_said(rows), offered, chosen)


def themes(rows: QuerySet[MatterVersion]) -> Counter[str]:
    """Return how many of the rows belong to each theme; a matter counts under each of its themes."""
    entered = rows.exclude(themes=[]).order_by().values_list("themes", flat=True)
    return Counter(theme for row in entered for theme in dict.fromkeys(row))


def _kept(
    offered: tuple[Choice, ...], chosen: int | None, name: Callable[[int], str]
) -> tuple[Choice, ...]:
    if chosen is None or str(chosen) in {one.value for one in offered}:
        return offered
    return (*offered, Choice(str(chosen), name(chosen), 0))


def _organ_name(organ_id: int) -> str:
    organ = organ_by_id(organ_id)
    return organ.short_name if organ else str(organ_id)


def _said(rows: QuerySet[MatterVersion]) -> QuerySet[MatterVersion]:
    return rows.annotate(said_themes=Cast("themes", TextField()))


def _for(audience: Audience) -> Q:
    """Ask whom a matter is for, where it was entered; what was not entered is nobody's guess."""
    if audience == Audience.PERSON:
        served, theme = Q(serves__contains=ServiceObject.PERSON.value), '"person.'
    else:
        served, theme = Q(), '"body.'
        for body in _BODIES:
            served |= Q(serves__contains=body.value)
    entered = Q(audience__in=(audience, Audience.BOTH))
    return entered | Q(audience__isnull=True) & (served | Q(said_themes__contains=theme))


def _through(channel: Channel) -> Q:
    asked = Q(channels__contains=channel.value)
    return asked | Q(online=True) if channel == Channel.ONLINE else asked


def _organs(rows: QuerySet[MatterVersion]) -> tuple[Choice, ...]:
    counted = (
        rows.order_by()
        .values_list("organ_id", "organ__short_name")
        .annotate(matters=Count("id"))
        .order_by("-matters", "organ_id")
    )
    return tuple(Choice(str(pk), name, matters) for pk, name, matters in counted)


def _numbered(
    rows: QuerySet[MatterVersion], column: str, names: type[PowerType] | type[Level]
) -> tuple[Choice, ...]:
    counted = rows.order_by().values_list(column).annotate(matters=Count("id")).order_by(column)
    return tuple(Choice(str(value), str(names(value).label), matters) for value, matters in counted)


def _asked(
    rows: QuerySet[MatterVersion],
    values: Iterable[tuple[Audience | Channel, Q]],
    chosen: Audience | Channel | None,
) -> tuple[Choice, ...]:
    named = dict(values)
    counts = rows.order_by().aggregate(
        **{f"n_{one.value}": Count("id", filter=asked) for one, asked in named.items()}
    )
    offered = (Choice(one.value, str(one.label), counts[f"n_{one.value}"]) for one in named)
    return tuple(one for one in offered if one.matters or one.value == chosen)
