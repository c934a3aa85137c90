"""The tables of cars and drivers, as they stand today; what held when is kept by `kernel.registers`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.tables.costs import FuelFile, Outlay
from tongban.domains.vehicles.tables.odometers import Correction, MeterChange
from tongban.domains.vehicles.tables.plans import Disposal, Plan, PlanLine
from tongban.domains.vehicles.tables.repairs import RepairOrder
from tongban.domains.vehicles.tables.tracks import Fence, Journey, TrackFile
from tongban.kernel.registers.entries import Entry

__all__ = [
    "Correction",
    "Disposal",
    "Driver",
    "Fence",
    "FuelFile",
    "Journey",
    "MeterChange",
    "Outlay",
    "Plan",
    "PlanLine",
    "RepairOrder",
    "TrackFile",
    "Vehicle",
]


class Vehicle(Entry):
    """公务用车: one car, own, pooled or rented. Price in yuan, displacement in cubic centimetres, tank in litres."""

    plate = models.CharField(_("plate"), max_length=20)
    model = models.CharField(_("make and model"), max_length=80, null=True)
    vin = models.CharField(_("vehicle identification number"), max_length=17, null=True)
    engine = models.CharField(_("engine number"), max_length=40, null=True)
    kind = models.CharField(_("kind of vehicle"), max_length=20, null=True)
    body = models.CharField(pgettext_lazy("vehicle", "body"), max_length=10, null=True)
    energy = models.CharField(_("energy"), max_length=10, null=True)
    displacement = models.BigIntegerField(_("displacement"), null=True)
    seats = models.BigIntegerField(_("seats"), null=True)
    tank = models.DecimalField(_("tank"), max_digits=8, decimal_places=1, null=True)
    battery = models.DecimalField(_("battery"), max_digits=8, decimal_places=1, null=True)
    price = models.DecimalField(_("purchase price"), max_digits=14, decimal_places=2, null=True)
    need = models.CharField(_("situation of provision"), max_length=10, null=True)
    source = models.CharField(pgettext_lazy("vehicle", "source"), max_length=10, null=True)
    registered_on = models.DateField(_("first registered on"), null=True)
    user = models.BigIntegerField(_("using organ"), null=True)
    place = models.CharField(_("parking place"), max_length=120, null=True)
    standing = models.CharField(pgettext_lazy("vehicle", "standing"), max_length=20, null=True)
    marked = models.BooleanField(_("official mark"), null=True)
    located = models.BooleanField(_("satellite terminal"), null=True)
    inspected_until = models.DateField(_("inspection valid until"), null=True)
    compulsory_until = models.DateField(_("compulsory insurance until"), null=True)
    service_km = models.BigIntegerField(_("service every km"), null=True)
    service_months = models.BigIntegerField(_("service every months"), null=True)
    insured_until = models.DateField(_("commercial insurance until"), null=True)

    class Meta(Entry.Meta):
        verbose_name = _("official vehicle")


class Driver(Entry):
    """驾驶员: one driver by number, with the licence and until when it is valid."""

    number = models.CharField(_("driver number"), max_length=40)
    name = models.CharField(pgettext_lazy("driver", "name"), max_length=60, null=True)
    username = models.CharField(pgettext_lazy("driver", "account"), max_length=30, null=True)
    licence = models.CharField(_("class of licence"), max_length=4, null=True)
    licence_number = models.CharField(_("licence number"), max_length=40, null=True)
    licence_until = models.DateField(_("licence valid until"), null=True)
    mobile = models.CharField(_("mobile"), max_length=20, null=True)
    standing = models.CharField(pgettext_lazy("driver", "standing"), max_length=20, null=True)

    class Meta(Entry.Meta):
        verbose_name = _("driver")
