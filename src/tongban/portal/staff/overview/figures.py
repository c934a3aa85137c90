"""概览数字: each number with what it counts and the address of exactly its cases."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from tongban.kernel.catalogue.keeper.queries import names_of_matters
from tongban.kernel.identity.queries import Level, organs
from tongban.kernel.overview.queries import FIGURES, Asked, Share
from tongban.portal.staff.overview.asking import TONES, Chosen, labels_of

Tallies = Mapping[Share, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Figure:
    """概览数字: a number, what it counts, and the address of exactly its cases."""

    name: str
    label: object
    count: int
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class Group:
    """概览一行: one organ, window, matter or level with its figures."""

    name: str
    figures: tuple[Figure, ...]


def figures(
    counts: Mapping[str, int], labels: Mapping[str, object], address: Mapping[str, str | int]
) -> tuple[Figure, ...]:
    """Return the figures that have a label, each with the address of its list."""
    return tuple(
        Figure(
            name,
            label,
            counts.get(name, 0),
            f"{reverse('staff:overview_cases')}?{urlencode({'figure': name, **address})}",
            TONES.get(name, "") if counts.get(name) else "",
        )
        for name, label in labels.items()
    )


def groups(found: Tallies, asked: Asked, chosen: Chosen) -> dict[str, list[Group]]:
    """Return the figures by organ, by window, by matter and by level; who has nothing to count is left out."""
    levels = {organ.pk: organ.level for organ in asked.organs}
    parts: dict[str, tuple[Mapping[int, str], Callable[[Share], int]]] = {
        "organ": ({organ.pk: organ.name for organ in asked.organs}, lambda share: share.organ),
        "hall": (halls_of(share.hall for share in found), lambda share: share.hall),
        "matter": (
            names_of_matters({share.matter for share in found}),
            lambda share: share.matter,
        ),
        "level": (
            {level: str(Level(level).label) for level in levels.values()},
            lambda share: levels[share.organ],
        ),
    }
    labels = labels_of(asked)
    return {
        by: [
            Group(names.get(key, str(key)), figures(counts, labels, {**chosen.address, by: key}))
            for key, counts in _summed(found, names, of)
        ]
        for by, (names, of) in parts.items()
    }


def halls_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the halls by name, and before them what came online, over no window."""
    known = {organ.pk: organ.name for organ in organs().filter(pk__in=set(ids))}
    return {0: pgettext("overview", "Online"), **known}


def _summed(
    found: Tallies, names: Mapping[int, str], of: Callable[[Share], int]
) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the sums in the order of the names; who has none comes last, under the number alone."""
    parts: dict[int, list[Mapping[str, int]]] = {}
    for share, counts in found.items():
        parts.setdefault(of(share), []).append(counts)
    for key in [*(key for key in names if key in parts), *sorted(set(parts) - set(names))]:
        yield key, total(parts[key])


def total(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return each figure added up over the parts."""
    kept = list(parts)
    return {name: sum(part.get(name, 0) for part in kept) for name in FIGURES}
