"""编报、报送、批复、落实、撤回: the verbs on a plan of cars. Nothing beyond the standard can be submitted."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.models import Plan, PlanLine, Vehicle
from tongban.domains.vehicles.naming import named
from tongban.domains.vehicles.outlays.queries import may_book
from tongban.domains.vehicles.places.actions import freeze, seat, thaw
from tongban.domains.vehicles.places.queries import seat_of
from tongban.domains.vehicles.plans.events import (
    PlanAnswered,
    PlanEvent,
    PlanLineSettled,
    PlanSubmitted,
    entry,
)
from tongban.domains.vehicles.plans.queries import checked, digest_of, lines_of
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need
from tongban.domains.vehicles.rules.planning import Origin
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """拟配备车辆: one car as it is written into a plan; `replaces` is the number of the car that goes for it."""

    name: str
    kind: Kind
    body: Body
    energy: Energy
    price: Decimal
    need: Need = Need.STANDARD
    origin: Origin = Origin.BOUGHT
    displacement: int = 0
    replaces: int | None = None
    unfit: bool = False
    early: bool = False
    domestic: bool = True
    luxury: bool = False
    reason: str = ""
    why_not_new: str = ""


def draft(organ: Organ, year: int, title: str, act: Act) -> Plan:
    """编报计划: begin a plan of an organ for a year."""
    _may(act, Power.KEEP_REGISTERS, organ)
    if not 2000 <= year <= 2999 or not title.strip():
        raise Refusal("vehicles.plan_untitled", "Give the plan a title and a year.", field="title")
    made, _new = Plan.objects.get_or_create(
        drafted_by=act.by,
        key=act.key,
        defaults={
            "home": organ.home,
            "organ": organ,
            "year": year,
            "title": title.strip()[:80],
            "drafted_at": act.at,
        },
    )
    return made


def add_line(plan_id: int, new: NewLine, act: Act) -> PlanLine:
    """增加明细: write a car into a plan that was not submitted; what is wrong with it is told at once, and refused on submission."""
    with transaction.atomic():
        plan = _locked(plan_id, act, Power.KEEP_REGISTERS, Plan.State.DRAFT, Plan.State.RETURNED)
        if not new.name.strip() or not 0 < new.price < 100_000_000:
            raise Refusal(
                "vehicles.line_unnamed", "Name the model and its price in yuan.", field="name"
            )
        if new.replaces is not None and not _own(plan, new.replaces, act):
            raise Refusal(
                "vehicles.replaces_no_car",
                "The organ has no such car that could be replaced, or its day of registration is missing. Choose one from its register.",
                field="replaces",
            )
        facts = asdict(new)
        facts["replaces_id"] = facts.pop("replaces")
        return PlanLine.objects.create(plan=plan, **facts)


def drop_line(line_id: int, act: Act) -> None:
    """删除明细: take a car out of a plan that was not submitted."""
    with transaction.atomic():
        line = PlanLine.objects.filter(pk=line_id).first()
        if line is None:
            raise _no_plan()
        _locked(line.plan_id, act, Power.KEEP_REGISTERS, Plan.State.DRAFT, Plan.State.RETURNED)
        line.delete()


def submit(plan_id: int, act: Act) -> Plan:
    """报送计划: hand a plan in; refused with the article of the first rule that it breaks."""
    with transaction.atomic():
        plan = _locked(plan_id, act, Power.KEEP_REGISTERS, Plan.State.DRAFT, Plan.State.RETURNED)
        lines = lines_of(plan)
        if not lines:
            raise Refusal("vehicles.plan_empty", "The plan has no car yet. Add one first.")
        _refuse_faults(plan, act)
        renewals = sum(one.replaces_id is not None for one in lines)
        event = PlanSubmitted(plan.organ_id, plan.year, len(lines), renewals, digest_of(lines))
        _record(plan, event, act)
        plan.state, plan.submitted_at = Plan.State.SUBMITTED, act.at
        plan.save(update_fields=["state", "submitted_at"])
        return plan


def answer(plan_id: int, act: Act, *, approved: bool, opinion: str) -> Plan:
    """批复计划: approve a plan, which freezes a place for each new car, or send it back with the reason. Never by who drafted it."""
    with transaction.atomic():
        plan = _locked(plan_id, act, Power.DECIDE, Plan.State.SUBMITTED)
        if act.by == plan.drafted_by:
            raise Refusal(
                "vehicles.own_plan",
                "Who drafted a plan does not approve it. Let somebody else decide.",
            )
        if approved:
            _refuse_faults(plan, act)
            for line in lines_of(plan):
                _freeze(plan, line, act)
        elif not opinion.strip():
            raise Refusal("vehicles.no_reason", "Say why. Write a few words.", field="opinion")
        _record(plan, PlanAnswered(approved), act)
        plan.state = Plan.State.APPROVED if approved else Plan.State.RETURNED
        plan.approved_by, plan.approved_at = (act.by, act.at) if approved else ("", None)
        plan.opinion = opinion.strip()[:200]
        plan.save()
        return plan


def register(line_id: int, vehicle_id: int, act: Act) -> PlanLine:
    """落实计划: name the registered car that was bought; it takes the frozen place, or that of the car that has gone."""
    with transaction.atomic():
        line, plan = _frozen(line_id, act)
        vehicle = _car(plan, vehicle_id, act)
        if vehicle is None or vehicle.kind != line.kind:
            raise Refusal(
                "vehicles.not_the_car",
                "This is no car of the organ of that kind. Enter the car in the register first, then choose it.",
                field="vehicle",
            )
        if line.replaces is not None and seat_of(line.replaces) is not None:
            raise Refusal(
                "vehicles.old_car_still_there",
                "{plate} still takes the place. Dispose of it first.",
                plate=named(line.replaces),
            )
        seat(vehicle, act, frozen=line.cause)
        return _settle(plan, line, act, vehicle)


def withdraw(line_id: int, act: Act, *, reason: str) -> PlanLine:
    """撤回购置: give a car of an approved plan up; its frozen place is free again."""
    with transaction.atomic():
        line, plan = _frozen(line_id, act)
        thaw(plan.home, line.cause, act, reason=reason.strip()[:200])
        return _settle(plan, line, act, None)


def _freeze(plan: Plan, line: PlanLine, act: Act) -> None:
    if line.replaces_id is None:
        freeze(plan.organ, Kind(line.kind), line.cause, act)
    line.state = PlanLine.State.FROZEN
    line.save(update_fields=["state"])


def _settle(plan: Plan, line: PlanLine, act: Act, vehicle: Vehicle | None) -> PlanLine:
    _record(plan, PlanLineSettled(line.pk, vehicle.pk if vehicle else None), act)
    line.vehicle = vehicle
    line.state = PlanLine.State.REGISTERED if vehicle else PlanLine.State.WITHDRAWN
    line.save(update_fields=["vehicle", "state"])
    return line


def _frozen(line_id: int, act: Act) -> tuple[PlanLine, Plan]:
    line = PlanLine.objects.filter(pk=line_id).select_related("replaces__organ").first()
    if line is None:
        raise _no_plan()
    plan = _locked(line.plan_id, act, Power.KEEP_REGISTERS, Plan.State.APPROVED)
    line.refresh_from_db(fields=["state"])
    if line.state != PlanLine.State.FROZEN:
        raise Refusal(
            "vehicles.line_settled",
            "This car of the plan was registered or withdrawn already. Load the page again.",
        )
    return line, plan


def _refuse_faults(plan: Plan, act: Act) -> None:
    verdict = checked(plan, on=day_of(act.at))
    for one in (*(fault for car in verdict.cars for fault in car), *verdict.plan):
        raise one


def _own(plan: Plan, vehicle_id: int, act: Act) -> bool:
    """Tell whether the organ has such a car, whose book the actor keeps and whose age is known."""
    found = _car(plan, vehicle_id, act)
    return found is not None and found.registered_on is not None


def _car(plan: Plan, vehicle_id: int, act: Act) -> Vehicle | None:
    found = Vehicle.objects.filter(pk=vehicle_id, organ=plan.organ_id, struck=False).first()
    if not isinstance(found, Vehicle) or not may_book(act.by, found, on=day_of(act.at)):
        return None
    return found


def _record(plan: Plan, event: PlanEvent, act: Act) -> None:
    append([entry(event, act, home=plan.home, stream=plan.stream)])


def _locked(plan_id: int, act: Act, power: Power, *states: Plan.State) -> Plan:
    rows = Plan.objects.select_for_update(of=("self",)).select_related("organ")
    plan = rows.filter(pk=plan_id).first()
    if plan is None or not may_use(act.by, power, plan.organ, on=day_of(act.at)):
        raise _no_plan()
    if plan.state not in states:
        raise Refusal(
            "vehicles.plan_elsewhere",
            "The plan is {state}. Load the page again to see what can be done now.",
            state=str(plan.get_state_display()),
        )
    return plan


def _may(act: Act, power: Power, organ: Organ) -> None:
    if not may_use(act.by, power, organ, on=day_of(act.at)):
        raise _no_plan()


def _no_plan() -> Refusal:
    return Refusal(
        "vehicles.no_such_plan",
        "There is no such plan that you may change. Go back to the list of plans.",
    )
