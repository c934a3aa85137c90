"""The words people read for kinds of cars, what moves them and how they stand."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.rules.establishment import Standing
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need

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
SOURCES: "dict[str, Promise]" = {
    "own": _("Own"),
    "pooled": _("Pooled over organs"),
    "rented": _("Rented"),
}
