"""配备标准: the highest price and displacement of a car, by kind, need and body (CL-03)."""

from dataclasses import dataclass

from tongban.domains.vehicles.rules.grounds import Law
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need
from tongban.standards.parameters import Value

# Which series of caps holds where the rule is left for a reason, and for which bodies.
_EXCEPTIONS: dict[tuple[Kind, Need], tuple[str, frozenset[Body]]] = {
    (Kind.EMERGENCY, Need.BY_NEED): ("emergency_by_need", frozenset({Body.SMALL, Body.MEDIUM})),
    (Kind.OTHER, Need.BY_NEED): ("other_by_need", frozenset({Body.SMALL, Body.MEDIUM})),
    (Kind.ENFORCEMENT, Need.BY_NEED): (
        "enforcement_by_need",
        frozenset({Body.SEDAN, Body.SMALL}),
    ),
    (Kind.ENFORCEMENT, Need.SPECIAL): (
        "enforcement_special",
        frozenset({Body.SMALL, Body.MEDIUM}),
    ),
}
_BIG_BUSES = (Kind.EMERGENCY, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Caps:
    """上限: price in yuan and displacement in millilitres, each with its ground; `None` where none is set."""

    price: Value | None
    displacement: Value | None


def allows(kind: Kind, need: Need, body: Body) -> bool:
    """Tell whether the standard knows such a body for the kind in that situation at all."""
    if kind is Kind.SPECIAL:
        return True
    if body is Body.LARGE:
        return kind in _BIG_BUSES and need is Need.BY_NEED
    if body is Body.MEDIUM:
        return body in _EXCEPTIONS.get((kind, need), ("", frozenset()))[1]
    return body is not Body.WORK


def caps(kind: Kind, need: Need, body: Body, energy: Energy, law: Law) -> Caps:
    """Return the caps of a car.

    特种专业技术用车 have no national number. A sedan of new energy has a price cap of its own; a large bus has no
    limit of displacement. A need that the standard does not know for the kind or the body gives the plain caps.
    """
    if kind is Kind.SPECIAL:
        return Caps(None, None)
    if body is Body.LARGE:
        return Caps(law("price_cap_large_bus"), None)
    series, bodies = _EXCEPTIONS.get((kind, need), (kind.value, frozenset()))
    name = series if body in bodies else kind.value
    price = law(f"price_cap_{name}")
    if body is Body.SEDAN and energy.is_new:
        price = law("price_cap_new_energy_sedan")
    return Caps(price, law(f"displacement_cap_{name}"))
