"""概览数字: each number with what it counts and the address of exactly its cases."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tongban.kernel.identity.queries import Level
from tongban.kernel.overview.queries import FIGURES, Asked, matter_names
from tongban.portal.staff.overview.asking import NAMES, TONES

Tallies = Mapping[tuple[int, int], Mapping[str, int]]


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
    """概览一行: one organ, matter or level with its figures."""

    name: str
    figures: tuple[Figure, ...]


def figures(
    counts: Mapping[str, int], asked: Mapping[str, str | int], names: Sequence[str] = FIGURES
) -> tuple[Figure, ...]:
    """Return the named figures of these counts, each with the address of its list."""
    return tuple(
        Figure(
            name,
            NAMES[name],
            counts.get(name, 0),
            f"{reverse('staff:overview_cases')}?{urlencode({'figure': name, **asked})}",
            TONES.get(name, "") if counts.get(name) else "",
        )
        for name in names
    )


def groups(found: Tallies, asked: Asked, span: str) -> dict[str, list[Group]]:
    """Return the figures by organ, by matter and by level; who has nothing to count is left out."""
    organs = {organ.pk: organ for organ in asked.organs}
    levels = {organ.level: str(Level(organ.level).label) for organ in asked.organs}
    matters = matter_names(organs) if found else {}
    names = {pk: organ.name for pk, organ in organs.items()}
    return {
        "organ": _grouped(found, names, lambda organ, _matter: organ, "organ", span),
        "matter": _grouped(found, matters, lambda _organ, matter: matter, "matter", span),
        "level": _grouped(found, levels, lambda organ, _matter: organs[organ].level, "level", span),
    }


def _grouped(
    found: Tallies,
    names: Mapping[int, str],
    of: Callable[[int, int], int],
    by: str,
    span: str,
) -> list[Group]:
    parts: dict[int, list[Mapping[str, int]]] = {}
    for (organ, matter), counts in found.items():
        parts.setdefault(of(organ, matter), []).append(counts)
    order = [key for key in names if key in parts] + sorted(set(parts) - set(names))
    return [
        Group(names.get(key, str(key)), figures(total(parts[key]), {"span": span, by: key}))
        for key in order
    ]


def total(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return each figure added up over the parts."""
    kept = list(parts)
    return {name: sum(part.get(name, 0) for part in kept) for name in FIGURES}
