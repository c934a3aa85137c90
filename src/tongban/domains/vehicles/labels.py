"""The words people read for kinds of cars, what moves them and how they stand."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.domains.vehicles.rules.establishment import Standing
from tongban.domains.vehicles.rules.expiries import Paper
from tongban.domains.vehicles.rules.kinds import Body, Carrier, Energy, Kind, Need
from tongban.domains.vehicles.rules.planning import Origin

if TYPE_CHECKING:
    from django.utils.functional import Promise

KINDS: "dict[str, Promise]" = {
    Kind.CONFIDENTIAL.value: _("Confidential communication"),
    Kind.EMERGENCY.value: _("Emergency support"),
    Kind.ENFORCEMENT.value: _("Law enforcement on duty"),
    Kind.SPECIAL.value: _("Special professional technology"),
    Kind.OTHER.value: _("Other official use"),
}
NEEDS: "dict[str, Promise]" = {
    Need.STANDARD.value: _("By the standard"),
    Need.BY_NEED.value: _("Where the work needs it"),
    Need.SPECIAL.value: _("In a special situation"),
}
BODIES: "dict[str, Promise]" = {
    Body.SEDAN.value: _("Sedan"),
    Body.SMALL.value: _("Other small passenger car"),
    Body.MEDIUM.value: _("Medium bus"),
    Body.LARGE.value: _("Large bus"),
    Body.WORK.value: _("Special-purpose vehicle"),
}
ENERGIES: "dict[str, Promise]" = {
    Energy.PETROL.value: _("Petrol"),
    Energy.DIESEL.value: _("Diesel"),
    Energy.GAS.value: _("Gas"),
    Energy.HYBRID.value: _("Hybrid without a plug"),
    Energy.PLUG_IN.value: _("Plug-in hybrid"),
    Energy.ELECTRIC.value: _("Battery electric"),
    Energy.FUEL_CELL.value: _("Fuel cell"),
}
STANDINGS: "dict[str, Promise]" = {
    Standing.IN_USE.value: pgettext_lazy("vehicle", "in use"),
    Standing.AWAITING_DISPOSAL.value: pgettext_lazy("vehicle", "awaiting disposal"),
    Standing.STRUCK_OFF.value: pgettext_lazy("vehicle", "struck off"),
}
ORIGINS: "dict[str, Promise]" = {
    Origin.BOUGHT.value: pgettext_lazy("way of getting a car", "bought"),
    Origin.TRANSFERRED.value: pgettext_lazy("way of getting a car", "transferred"),
    Origin.BORROWED.value: pgettext_lazy("way of getting a car", "borrowed"),
    Origin.DONATED.value: pgettext_lazy("way of getting a car", "donated"),
    Origin.EXCHANGED.value: pgettext_lazy("way of getting a car", "exchanged"),
}
SOURCES: "dict[str, Promise]" = {
    "own": _("Own"),
    "pooled": _("Pooled over organs"),
    "rented": _("Rented"),
}
COSTS: "dict[str, Promise]" = {
    CostKind.FUEL.value: pgettext_lazy("cost", "Fuel"),
    CostKind.ELECTRICITY.value: pgettext_lazy("cost", "Charging"),
    CostKind.REPAIR.value: pgettext_lazy("cost", "Repair"),
    CostKind.SERVICE.value: pgettext_lazy("cost", "Service"),
    CostKind.INSURANCE.value: pgettext_lazy("cost", "Insurance"),
    CostKind.INSPECTION.value: pgettext_lazy("cost", "Inspection"),
    CostKind.TOLL.value: pgettext_lazy("cost", "Toll"),
    CostKind.PARKING.value: pgettext_lazy("cost", "Parking"),
    CostKind.ACCIDENT.value: pgettext_lazy("cost", "Accident"),
    CostKind.VIOLATION.value: pgettext_lazy("cost", "Violation"),
    CostKind.WASH.value: pgettext_lazy("cost", "Washing"),
    CostKind.OTHER.value: pgettext_lazy("cost", "Other costs"),
}
CARRIERS: "dict[str, Promise | str]" = {
    Carrier.LITRES.value: pgettext_lazy("cost", "litres"),
    Carrier.KILOWATT_HOURS.value: "kWh",
}
CARRIED = {
    CostKind.FUEL: Carrier.LITRES,
    CostKind.ELECTRICITY: Carrier.KILOWATT_HOURS,
}
"""What fuel and electricity are measured in; other costs have no quantity."""
MANNERS: "dict[str, Promise]" = {
    "auction": pgettext_lazy("disposal", "auction"),
    "take_back": pgettext_lazy("disposal", "trade-in"),
    "scrap": pgettext_lazy("disposal", "scrapping"),
    "transfer": pgettext_lazy("disposal", "transfer to another organ"),
}
"""公开拍卖、厂家回收、报废、调剂."""
PAPERS: "dict[str, Promise]" = {
    Paper.COMPULSORY_INSURANCE.value: pgettext_lazy("paper of a car", "Compulsory insurance"),
    Paper.INSURANCE.value: pgettext_lazy("paper of a car", "Commercial insurance"),
    Paper.INSPECTION.value: pgettext_lazy("paper of a car", "Inspection"),
    Paper.LICENCE.value: pgettext_lazy("paper of a car", "Driving licence"),
}
LOOKS: "dict[str, Promise]" = {
    "mileage": pgettext_lazy("purpose of looking", "Compare mileage"),
    "sealed_day": pgettext_lazy("purpose of looking", "A trip on a sealed day"),
    "private_use": pgettext_lazy("purpose of looking", "Suspected private use"),
    "accident": pgettext_lazy("purpose of looking", "An accident or a violation"),
    "audit": pgettext_lazy("purpose of looking", "Audit or discipline inspection"),
}
"""查阅轨迹的用途: for what one may look where a car went."""
SERVICES: "dict[str, Promise]" = {
    "due": pgettext_lazy("service", "due"),
    "soon": pgettext_lazy("service", "due soon"),
    "unknown": pgettext_lazy("service", "not known"),
    "later": pgettext_lazy("service", "later"),
}
"""保养状态: how the next service of a car stands."""
