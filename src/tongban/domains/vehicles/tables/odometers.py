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
