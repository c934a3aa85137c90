"""现状: what the matters say now in the workbench, and who keeps them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.exchange.ground import Ground, Place, Standing, State
from tongban.kernel.catalogue.models import Matter, MatterCode, MatterVersion
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.identity.queries import Organ, organs


@dataclass(frozen=True, slots=True)
class Wanted:
    """筛选: which matters are exported; `None` and empty leave nothing out."""

    organ_id: int | None = None
    power_type: int | None = None
    words: str = ""


def ground_for(codes: Iterable[str], kept: Collection[int], *, on: date) -> Ground:
    """Return what files with these codes are compared with; `kept` are the organs whose catalogue the reader keeps."""
    wanted = MatterCode.objects.filter(value__in=list(codes))
    found = dict.fromkeys(wanted.values_list("matter_id", flat=True))
    standings = _standings(Matter.objects.filter(pk__in=list(found)), kept, on=on)
    by_code = {value: each for each in standings for _scheme, value in each.codes}
    return Ground(by_code, _places(kept))


def standing_of(matter_id: int, kept: Collection[int], *, on: date) -> Standing | None:
    """Return what a matter says now, or `None`."""
    return next(iter(_standings(Matter.objects.filter(pk=matter_id), kept, on=on)), None)


def exported(wanted: Wanted, kept: Collection[int], *, on: date) -> tuple[list[Standing], Ground]:
    """Return the matters of the kept organs that are wanted, in the order of their codes, and the organs that they name."""
    matters = Matter.objects.filter(organ__in=list(kept)).order_by("organ__path", "pk")
    standings = [each for each in _standings(matters, kept, on=on) if _wanted(each, wanted)]
    return standings, Ground({each.code: each for each in standings}, _places(kept))


def places() -> Ground:
    """Return the organs alone, to name them."""
    return Ground({}, _places(()))


def _wanted(standing: Standing, wanted: Wanted) -> bool:
    content = standing.content
    return (
        wanted.organ_id in (None, content.organ_id)
        and wanted.power_type in (None, content.power_type)
        and (wanted.words in content.name or wanted.words in standing.code)
    )


def _places(kept: Collection[int]) -> dict[int, Place]:
    living: QuerySet[Organ] = organs().filter(until__isnull=True)
    return {
        organ.pk: Place(
            organ.pk, organ.name, organ.short_name, organ.division, organ.level, organ.pk in kept
        )
        for organ in living
    }


def _standings(matters: QuerySet[Matter], kept: Collection[int], *, on: date) -> list[Standing]:
    found = list(matters.prefetch_related("codes"))
    best = _best([matter.pk for matter in found], on)
    return [
        Standing(
            matter.pk,
            matter.home,
            tuple(sorted((code.scheme, code.value) for code in matter.codes.all())),
            best[matter.pk][0],
            content_of(best[matter.pk][1]),
            matter.organ_id in kept,
        )
        for matter in found
        if matter.pk in best
    ]


def _best(matter_ids: list[int], on: date) -> dict[int, tuple[State, MatterVersion]]:
    """Return the version of each matter that the workbench goes on from."""
    live = ~Q(status=Status.CANCELLED) | Q(valid__isnull=False)
    rows = (
        MatterVersion.objects.filter(live, matter__in=matter_ids)
        .prefetch_related("bases", "materials")
        .order_by("ordinal")
    )
    found: dict[int, tuple[State, MatterVersion]] = {}
    rank = list(State)
    for version in rows:
        state = _state(version, on)
        before = found.get(version.matter_id)
        if before is None or rank.index(state) <= rank.index(before[0]):
            found[version.matter_id] = (state, version)
    return found


def _state(version: MatterVersion, on: date) -> State:
    if version.status == Status.DRAFT:
        return State.DRAFT
    if version.status != Status.PUBLISHED or version.valid is None:
        return State.OVER
    if version.valid.lower > on:
        return State.COMING
    ended = version.valid.upper is not None and version.valid.upper <= on
    return State.OVER if ended else State.IN_FORCE
