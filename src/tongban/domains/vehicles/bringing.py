"""What this trade brings as Django starts: its registers, the handlers of its matter, its names and its door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.api import OFFERS
from tongban.domains.vehicles.books import DRIVERS, VEHICLES
from tongban.domains.vehicles.dispatches.actions import asking
from tongban.domains.vehicles.labels import KINDS
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.domains.vehicles.places.queries import PLACES
from tongban.kernel import offers
from tongban.kernel.allowances import labels as accounts
from tongban.kernel.bookings.labels import name_kind
from tongban.kernel.cases import handlers
from tongban.kernel.registers import registry
from tongban.ui.doors import Door, bring

TRIPS = "front own schedule driving trips trip assign cancel correct drive"
BOOKS = "fleet account book dispose outlay statements statement repair_ask repairs repair papers places plans plan tracks track_files journey fences service use car_use yearly meter"
"""Which pages belong to which of the two doors."""


def bring_all() -> None:
    """Register everything once."""
    registry.add(VEHICLES, Vehicle)
    registry.add(DRIVERS, Driver)
    handlers.register("vehicles.note_request", asking.note_request)
    handlers.register("vehicles.follow_approval", asking.follow_approval)
    handlers.register("vehicles.settle_request", asking.settle_request)
    handlers.register("vehicles.drop_request", asking.drop_request)
    name_kind("vehicles.vehicle", _("Official vehicles"))
    name_kind("vehicles.driver", _("Drivers"))
    accounts.name_kind(PLACES, _("Places for cars"), KINDS)
    for one in OFFERS:
        offers.offer(one)
    bring(Door(pgettext_lazy("nav", "Cars"), "vehicles:front", _pages(TRIPS)))
    bring(Door(_("Vehicles and their books"), "vehicles:fleet", _pages(BOOKS), VEHICLES.kind))


def _pages(names: str) -> frozenset[str]:
    return frozenset(f"vehicles:{name}" for name in names.split())
