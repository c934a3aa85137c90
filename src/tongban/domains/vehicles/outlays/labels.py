"""The words people read for kinds of costs and states of a statement."""

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.domains.vehicles.rules.kinds import Carrier

if TYPE_CHECKING:
    from django.utils.functional import Promise

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
