"""How amounts and figures of cars are written: thousands parted, as accounts are in every language."""

from datetime import datetime
from decimal import Decimal

from django import template

from tongban.domains.vehicles import naming
from tongban.domains.vehicles.accounts.servicing import lines_to_keep
from tongban.domains.vehicles.doors import today
from tongban.domains.vehicles.labels import CARRIERS
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.rules.kinds import Carrier
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person

register = template.Library()


@register.filter
def figure(value: Decimal | int | None, places: int = 2) -> str:
    """Write a number with thousands parted by commas; a dash where there is none."""
    return "–" if value is None else f"{value:,.{places}f}"


@register.filter
def named(car: Vehicle) -> str:
    """Call a car as everybody may read it."""
    return naming.named(car)


@register.filter
def measured(carrier: Carrier) -> str:
    """Return what a carrier is measured in, in words."""
    return str(CARRIERS[carrier.value])


@register.filter
def clock(at: datetime) -> str:
    """Return the time of day in Shanghai, to the minute."""
    return f"{at.astimezone(SHANGHAI):%H:%M}"


@register.inclusion_tag("vehicles/service_note.html")
def service_note(reader: Person) -> dict[str, object]:
    """Tell who keeps the books of cars which of them are due for service."""
    return {"due": lines_to_keep(reader, on=today())}
