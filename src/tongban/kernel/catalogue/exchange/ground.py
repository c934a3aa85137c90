"""What stands in the catalogue while a file is compared with it: matters by their codes, organs by their names. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.exchange.plain import as_plain


class State(StrEnum):
    """状态: which version of a matter is exported and compared: its draft, else the one in force, else the newest."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    COMING = "coming"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Place:
    """实施主体: an organ as files name it. `kept` says whether the reader keeps its catalogue."""

    id: int
    name: str
    short_name: str
    division: str
    level: int
    kept: bool

    @property
    def area_code(self) -> str:
        """Return the division in twelve digits."""
        return self.division.ljust(12, "0")


@dataclass(frozen=True, slots=True)
class Standing:
    """现状: what a matter says now in the workbench."""

    matter_id: int
    home: int
    codes: tuple[tuple[str, str], ...]
    state: State
    content: Content
    kept: bool

    @property
    def code(self) -> str:
        """Return the code by which the matter is named in a file: the item code, else the first there is."""
        return dict(self.codes).get("item_code", self.codes[0][1] if self.codes else "")


@dataclass(frozen=True, slots=True)
class Ground:
    """对照基础: everything that a file is compared with."""

    matters: Mapping[str, Standing]
    places: Mapping[int, Place]

    def place(self, name: str, area: str, home: int | None) -> Place | None:
        """Return the organ of that name; where several have it, that of the division, else of the county, else a kept one."""
        named = [each for each in self.places.values() if name in (each.name, each.short_name)]
        if area:
            named = [each for each in named if each.area_code == area.ljust(12, "0")]
        elif home is not None:
            named = _first(named, lambda each: each.division[:6] == str(home)) or named
        return next(iter(_first(named, lambda each: each.kept) or named), None)

    def record(self, standing: Standing) -> dict[str, Any]:
        """Return the matter as one object of the JSON file."""
        return {
            "item_code": standing.code,
            "codes": [{"scheme": scheme, "value": value} for scheme, value in standing.codes],
            "state": str(standing.state),
            "content": self.outward(standing.content),
        }

    def outward(self, content: Content) -> dict[str, Any]:
        """Return the content with organs by name and division, for ids are ours alone."""
        said = as_plain(content)
        organ = self.places.get(said.pop("organ_id"))
        said.pop("dossier_digest")
        said["performers"] = {
            key: {**one, "organ": self._name(one["organ"])}
            for key, one in said["performers"].items()
        }
        named = {"name": organ.name, "division": organ.division} if organ else None
        return {"organ": named, **said}

    def _name(self, organ_id: object) -> str:
        place = self.places.get(organ_id) if isinstance(organ_id, int) else None
        return place.name if place else str(organ_id)


def _first(places: Iterable[Place], holds: Any) -> list[Place]:  # noqa: ANN401 - a predicate
    return [each for each in places if holds(each)]
