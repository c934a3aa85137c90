"""Reading plans of cars, and what the rules say of them."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from tongban.domains.vehicles.models import Plan, PlanLine
from tongban.domains.vehicles.naming import named
from tongban.domains.vehicles.places.queries import balance_of, law_of
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need
from tongban.domains.vehicles.rules.planning import Origin, Verdict, Wish, check_plan
from tongban.domains.vehicles.rules.renewal import OldCar
from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.reach import organs_within, paths_of
from tongban.kernel.identity.rules import Power


def plans_visible_to(reader: Person, *, on: date) -> QuerySet[Plan]:
    """Return the plans of the organs whose cars the reader may read, the latest first."""
    organs = organs_within(paths_of(reader, Power.READ_REGISTERS, on=on))
    found = Plan.objects.filter(organ__in=organs.order_by().values("pk"))
    return found.select_related("organ").order_by("-year", "-pk")


def plan_visible_to(reader: Person, plan_id: int, *, on: date) -> Plan | None:
    """Return one of them; not found and not allowed look the same."""
    return plans_visible_to(reader, on=on).filter(pk=plan_id).first()


def checked(plan: Plan, *, on: date) -> Verdict:
    """审核: say what is wrong with each line that was not withdrawn and with the plan as a whole, each with its article."""
    lines = lines_of(plan)
    wishes = [wish_of(one) for one in lines]
    kinds = {one.kind for one in wishes}
    balances = {kind: balance_of(plan.organ, kind, on=on) for kind in kinds}
    return check_plan(wishes, balances, on=on, law=law_of(on, plan.home))


def lines_of(plan: Plan) -> list[PlanLine]:
    """Return the lines of a plan that were not withdrawn, in their order."""
    found = plan.lines.exclude(state=PlanLine.State.WITHDRAWN)
    return list(found.select_related("replaces", "vehicle", "plan__organ").order_by("pk"))


def digest_of(lines: Iterable[PlanLine]) -> str:
    """Return the lower-hex SHA-256 of what lines ask for; reasons, and what became of them, are not in it."""
    told = [
        [one.name, one.kind, one.body, one.energy, one.need, one.origin, f"{one.price:.2f}", one.displacement,
         one.replaces_id, one.unfit, one.early, one.domestic, one.luxury]
        for one in lines
    ]  # fmt: skip
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def wish_of(line: PlanLine) -> Wish:
    """Return a line as the rules know it."""
    old = line.replaces
    renewed = None
    if old is not None and old.registered_on is not None:
        renewed = OldCar(
            named(old), old.registered_on, fit=not line.unfit, approved_early=line.early
        )
    return Wish(
        name=line.name,
        kind=Kind(line.kind),
        body=Body(line.body),
        energy=Energy(line.energy),
        price=line.price,
        displacement=line.displacement,
        need=Need(line.need),
        origin=Origin(line.origin),
        replaces=renewed,
        domestic=line.domestic,
        luxury=line.luxury,
        why_not_new=line.why_not_new,
    )
