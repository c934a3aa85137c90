"""The table of repair orders."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RepairOrder(models.Model):
    """维修单: a repair from the quote over its approval to the acceptance, which books it. Amounts in yuan.

    `answered_by` is never who asked. `outlay` is the record by which it stands in the book.
    """

    class State(models.TextChoices):
        """维修单状态: quoted, approved, refused, accepted."""

        QUOTED = "quoted", pgettext_lazy("repair", "waits for approval")
        APPROVED = "approved", pgettext_lazy("repair", "approved")
        REFUSED = "refused", pgettext_lazy("repair", "refused")
        ACCEPTED = "accepted", pgettext_lazy("repair", "accepted and booked")

    vehicle = models.ForeignKey(
        "vehicles.Vehicle", models.PROTECT, related_name="+", verbose_name=_("car")
    )
    vehicle_id: int
    garage = models.CharField(_("garage"), max_length=80)
    work = models.CharField(_("work to do"), max_length=200)
    quote = models.DecimalField(_("quote in yuan"), max_digits=12, decimal_places=2)
    odometer = models.DecimalField(_("odometer"), max_digits=9, decimal_places=1, null=True)
    state = models.CharField(
        pgettext_lazy("repair", "state"), max_length=8, choices=State, default=State.QUOTED
    )
    asked_by = models.CharField(_("repair asked by"), max_length=40)
    asked_at = models.DateTimeField(_("repair asked at"))
    answered_by = models.CharField(_("answered by"), max_length=40, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)
    accepted_by = models.CharField(_("repair accepted by"), max_length=40, blank=True)
    accepted_at = models.DateTimeField(_("repair accepted at"), null=True)
    outlay = models.OneToOneField(
        "vehicles.Outlay",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("cost of a car"),
    )
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("repair order")
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "key"], name="a_repair_once_a_key"),
        ]
