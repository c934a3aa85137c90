"""The table of what was put right in readings of odometers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """里程更正: what a reading of a trip was, what it is since, and who put it right when and why; km. The trip has the right one.

    `leaving` tells the reading at leaving from that at coming back.
    """

    dispatch = models.ForeignKey(
        "vehicles.Dispatch", models.PROTECT, related_name="+", verbose_name=_("dispatch")
    )
    leaving = models.BooleanField(_("read when leaving"))
    was = models.DecimalField(_("odometer as it was entered"), max_digits=9, decimal_places=1)
    km = models.DecimalField(_("odometer"), max_digits=9, decimal_places=1)
    reason = models.CharField(_("why it was corrected"), max_length=200)
    by = models.CharField(_("corrected by"), max_length=40)
    at = models.DateTimeField(_("corrected at"))

    class Meta:
        verbose_name = _("correction of an odometer reading")


class MeterChange(models.Model):
    """里程表更换: the odometer of a car was replaced at an instant: what the old one showed last, and where the new one began; km."""

    vehicle = models.ForeignKey(
        "vehicles.Vehicle", models.PROTECT, related_name="+", verbose_name=_("car")
    )
    vehicle_id: int
    at = models.DateTimeField(_("replaced at"))
    before = models.DecimalField(_("old odometer at its end"), max_digits=9, decimal_places=1)
    after = models.DecimalField(_("new odometer at its beginning"), max_digits=9, decimal_places=1)
    reason = models.CharField(_("why it was replaced"), max_length=200)
    by = models.CharField(_("recorded by"), max_length=40)
    recorded_at = models.DateTimeField(_("recorded at"))
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("replacement of an odometer")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="a_meter_change_once_a_key"),
            models.UniqueConstraint(fields=["vehicle", "at"], name="one_meter_change_at_a_time"),
        ]
