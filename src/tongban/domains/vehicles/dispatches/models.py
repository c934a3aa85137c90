"""The table of dispatches: who asked for a car when, which was sent, and how it came back."""

from decimal import Decimal

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.dispatches.labels import FUELS, PURPOSES, STATES
from tongban.domains.vehicles.dispatches.states import State
from tongban.kernel.bookings.rules import Period


class Dispatch(models.Model):
    """派车单: one request for a car, by its case, and what became of it.

    `keeper` is the organ that sends cars, `organ` the one that asks, `asked_by` an actor. Contact and telephone are kept
    until the car is back. Odometers in km; `n` is the number of the last event.
    """

    home = models.BigIntegerField(_("home"))
    number = models.CharField(_("case number"), max_length=40, unique=True)
    keeper = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("fleet")
    )
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("asking organ")
    )
    asked_by = models.CharField(pgettext_lazy("trip", "asked by"), max_length=40)
    contact = models.CharField(pgettext_lazy("trip", "contact"), max_length=50, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    purpose = models.CharField(pgettext_lazy("trip", "purpose"), max_length=20, choices=PURPOSES)
    matter = models.CharField(_("what for"), max_length=100)
    places = models.CharField(_("route"), max_length=100)
    people = models.PositiveSmallIntegerField(pgettext_lazy("trip", "people"))
    wants_driver = models.BooleanField(_("with a driver"))
    sealed = models.BooleanField(_("approved for a sealed day"))
    reason = models.CharField(_("why on a sealed day"), max_length=200, blank=True)
    remarks = models.CharField(_("remarks"), max_length=200, blank=True)
    period = DateTimeRangeField(_("period"))
    state = models.CharField(pgettext_lazy("trip", "state"), max_length=10, choices=STATES)
    car = models.ForeignKey(
        "vehicles.Vehicle", models.PROTECT, null=True, related_name="+", verbose_name=_("car")
    )
    driver = models.ForeignKey(
        "vehicles.Driver", models.PROTECT, null=True, related_name="+", verbose_name=_("driver")
    )
    car_booking = models.BigIntegerField(_("booking of the car"), null=True)
    driver_booking = models.BigIntegerField(_("booking of the driver"), null=True)
    out_at = models.DateTimeField(_("left at"), null=True)
    back_at = models.DateTimeField(_("back at"), null=True)
    km_out = models.DecimalField(
        _("odometer when leaving"), max_digits=9, decimal_places=1, null=True
    )
    km_back = models.DecimalField(
        _("odometer when back"), max_digits=9, decimal_places=1, null=True
    )
    fuel = models.CharField(_("fuel gauge"), max_length=10, choices=FUELS, blank=True)
    damage = models.CharField(_("damage"), max_length=200, blank=True)
    notes = models.CharField(_("notes of the driver"), max_length=200, blank=True)
    n = models.BigIntegerField(_("number in the log"))
    last_by = models.CharField(_("last changed by"), max_length=40)
    last_key = models.CharField(_("last key"), max_length=200)

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        indexes = [
            models.Index(fields=["keeper", "state"], name="dispatch_by_keeper"),
            models.Index(fields=["asked_by"], name="dispatch_by_asker"),
            models.Index(fields=["driver", "state"], name="dispatch_by_driver"),
            models.Index(fields=["car", "out_at"], name="dispatch_by_car"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stream(self) -> str:
        """Return the name of its stream in the log."""
        return f"dispatch/{self.pk}"

    @property
    def stands(self) -> State:
        """Return the state as the rules know it."""
        return State(self.state)

    @property
    def km(self) -> Decimal | None:
        """Return how far it went, once it is back."""
        known = self.km_out is not None and self.km_back is not None
        return self.km_back - self.km_out if known else None  # type: ignore[operator]

    @property
    def span(self) -> Period:
        """Return from when to when the car is needed."""
        return Period(self.period.lower, self.period.upper)
