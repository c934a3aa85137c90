"""年度配备更新计划: what is wrong with a car to be bought, and with a year's plan; every refusal cites its rule (CL-02…06, 08)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tongban.domains.vehicles.rules.establishment import Balance
from tongban.domains.vehicles.rules.grounds import Law, cited, whole
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need
from tongban.domains.vehicles.rules.renewal import OldCar, check_renewal
from tongban.domains.vehicles.rules.standard import allows, caps
from tongban.kernel import Refusal


class Origin(StrEnum):
    """取得方式: bought, moved from another organ (调剂), or in a way that is forbidden."""

    BOUGHT = "bought"
    TRANSFERRED = "transferred"
    BORROWED = "borrowed"
    DONATED = "donated"
    EXCHANGED = "exchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """拟配备车辆: one car of a plan. `price` in yuan with taxes as the standard counts it, `displacement` in millilitres, 0 without an engine.

    `replaces` is the car that goes for it, whose place it takes. `why_not_new` is the reason where a kind that is
    normally of new energy is not.
    """

    name: str
    kind: Kind
    body: Body
    energy: Energy
    price: Decimal
    displacement: int = 0
    need: Need = Need.STANDARD
    origin: Origin = Origin.BOUGHT
    replaces: OldCar | None = None
    domestic: bool = True
    luxury: bool = False
    fixed_route: bool = False
    why_not_new: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """审核意见: what is wrong with each car, in the order of the plan, and with the plan as a whole."""

    cars: tuple[tuple[Refusal, ...], ...]
    plan: tuple[Refusal, ...]

    @property
    def passes(self) -> bool:
        """Whether nothing was found."""
        return not self.plan and not any(self.cars)


def check_plan(
    wishes: Sequence[Wish], balances: Mapping[Kind, Balance], *, on: date, law: Law
) -> Verdict:
    """Check a year's plan of one organ: each car, the places of each kind, and the share of new energy."""
    return Verdict(
        tuple(tuple(check_car(wish, on=on, law=law)) for wish in wishes),
        (*_places(wishes, balances, law), *_share(wishes, law)),
    )


def check_car(wish: Wish, *, on: date, law: Law) -> list[Refusal]:
    """Check one car by itself: standard, way of getting it, outfit, make, energy, and the car it replaces."""
    renewal = wish.replaces and check_renewal(wish.replaces, on=on, law=law)
    return [
        *_standard(wish, law),
        *_manner(wish, law),
        *_energy(wish, law),
        *([renewal] if renewal else []),
    ]


def _standard(wish: Wish, law: Law) -> Iterable[Refusal]:
    found = caps(wish.kind, wish.need, wish.body, wish.energy, law)
    if not allows(wish.kind, wish.need, wish.body) and found.price is not None:
        yield Refusal(
            "vehicles.body_not_in_standard",
            "{name}: the standard has no {body} body for {kind} cars in this situation ({law}, {article}). Choose a smaller one, or state the situation.",
            name=wish.name,
            body=wish.body.value,
            kind=wish.kind.value,
            **cited(found.price),
        )
    if found.price is not None and wish.price > found.price.number:
        yield Refusal(
            "vehicles.price_beyond_standard",
            "{name} costs {price} yuan; at most {cap} yuan are allowed ({law}, {article}). Choose a cheaper car.",
            name=wish.name,
            price=str(wish.price),
            cap=found.price.number,
            **cited(found.price),
        )
    if found.displacement is not None and wish.displacement > found.displacement.number:
        yield Refusal(
            "vehicles.displacement_beyond_standard",
            "{name} has {displacement} ml; at most {cap} ml are allowed ({law}, {article}). Choose a smaller engine.",
            name=wish.name,
            displacement=wish.displacement,
            cap=found.displacement.number,
            **cited(found.displacement),
        )


def _manner(wish: Wish, law: Law) -> Iterable[Refusal]:
    if whole(law("forbidden_origins"), wish.origin):
        yield Refusal(
            "vehicles.forbidden_origin",
            "{name} would be {origin}; no car may be got so ({law}, {article}). Return it, and buy or transfer one.",
            name=wish.name,
            origin=wish.origin.value,
            **cited(law("forbidden_origins")),
        )
    if wish.luxury and law("luxury_forbidden").value is True:
        yield Refusal(
            "vehicles.luxury",
            "{name} has luxury fittings, which are forbidden ({law}, {article}). Leave them away.",
            name=wish.name,
            **cited(law("luxury_forbidden")),
        )
    if not wish.domestic and law("domestic_only").value is True:
        yield Refusal(
            "vehicles.not_domestic",
            "{name} is not of domestic make ({law}, {article}). Choose one from the list of models.",
            name=wish.name,
            **cited(law("domestic_only")),
        )


def _energy(wish: Wish, law: Law) -> Iterable[Refusal]:
    normally = law("new_energy_normally")
    wanted = whole(normally, wish.kind) or (wish.kind is Kind.ENFORCEMENT and wish.fixed_route)
    if wanted and not wish.energy.is_new and not wish.why_not_new.strip():
        yield Refusal(
            "vehicles.normally_new_energy",
            "{name} is of a kind that normally runs on new energy ({law}, {article}). Choose such a car, or give the reason why not.",
            name=wish.name,
            **cited(normally),
        )


def _places(
    wishes: Sequence[Wish], balances: Mapping[Kind, Balance], law: Law
) -> Iterable[Refusal]:
    rule = law("slot_needed")
    wanted = Counter(wish.kind for wish in wishes if wish.replaces is None)
    for kind, count in wanted.items():
        free = balances[kind].free if kind in balances else 0
        if rule.value is True and count > max(0, free):
            yield Refusal(
                "vehicles.no_free_place",
                "{count} cars of kind {kind} are asked for; {free} places are free ({law}, {article}). Ask for fewer, or for more places first.",
                count=count,
                kind=kind.value,
                free=max(0, free),
                **cited(rule),
            )


def _share(wishes: Sequence[Wish], law: Law) -> Iterable[Refusal]:
    rule = law("new_energy_share")
    fresh = sum(wish.energy.is_new for wish in wishes)
    if fresh * 100 < rule.number * len(wishes):
        yield Refusal(
            "vehicles.new_energy_share",
            "{fresh} of {all} cars are of new energy; at least {needed} must be, {share} percent ({law}, {article}). Choose more of them.",
            fresh=fresh,
            all=len(wishes),
            needed=-(-rule.number * len(wishes) // 100),
            share=rule.number,
            **cited(rule),
        )
