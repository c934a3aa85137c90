"""Tables of costs: the records, which are only added to, and the statements from which they came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.labels import CARRIERS, COSTS


class FuelFile(models.Model):
    """油卡对账单: a file of fuel cards that somebody brought, how it is read, and what became of it.

    `content` is gone once it was booked or discarded; `digest` tells the same file when it comes again.
    """

    class State(models.TextChoices):
        """对账单状态: looked at, booked, taken back."""

        BROUGHT = "brought", pgettext_lazy("statement", "looked at")
        BOOKED = "booked", pgettext_lazy("statement", "booked")
        UNDONE = "undone", pgettext_lazy("statement", "taken back")

    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    by = models.CharField(_("brought by"), max_length=40)
    at = models.DateTimeField(_("brought at"))
    name = models.CharField(_("file name"), max_length=255)
    digest = models.CharField(_("digest of the file"), max_length=64)
    content = models.BinaryField(_("content of the file"), null=True)
    full = models.BooleanField(_("every fill was full"), default=False)
    state = models.CharField(
        pgettext_lazy("statement", "state"), max_length=8, choices=State, default=State.BROUGHT
    )
    counts = models.JSONField(_("counts"), default=dict)
    errors = models.JSONField(_("rows left out"), default=list)

    class Meta:
        verbose_name = _("fuel-card statement")
        constraints = [
            models.UniqueConstraint(
                fields=["home", "digest"],
                condition=Q(state="booked"),
                name="a_statement_is_booked_once",
            )
        ]


class Outlay(models.Model):
    """费用记录: one cost of one car. Amount in yuan, quantity in litres or kWh, odometer in km; a reversal is below zero.

    `n` is the number of its event in the car's stream. `flags` are its doubts by code with their facts; until somebody
    confirms the record, it is kept out of averages.
    """

    home = models.BigIntegerField(_("home"))
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", models.PROTECT, related_name="outlays", verbose_name=_("car")
    )
    vehicle_id: int
    n = models.BigIntegerField(_("number in the log"))
    kind = models.CharField(_("kind of cost"), max_length=12, choices=list(COSTS.items()))
    at = models.DateTimeField(_("time of the cost"))
    on = models.DateField(_("day of the cost"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=14, decimal_places=2)
    quantity = models.DecimalField(_("quantity put in"), max_digits=10, decimal_places=3, null=True)
    carrier = models.CharField(
        _("measured in"), max_length=3, choices=list(CARRIERS.items()), blank=True
    )
    full = models.BooleanField(_("filled up"), default=False)
    odometer = models.DecimalField(_("odometer"), max_digits=9, decimal_places=1, null=True)
    supplier = models.CharField(_("supplier"), max_length=80, blank=True)
    document = models.CharField(_("number of the voucher"), max_length=60, blank=True)
    reason = models.CharField(_("reason of the cost"), max_length=200, blank=True)
    flags = models.JSONField(_("doubts"), default=list)
    confirmed_by = models.CharField(_("doubts confirmed by"), max_length=40, blank=True)
    confirmed_at = models.DateTimeField(_("doubts confirmed at"), null=True)
    statement = models.ForeignKey(
        FuelFile, models.PROTECT, null=True, related_name="outlays", verbose_name=_("statement")
    )
    line = models.PositiveIntegerField(_("line of the statement"), default=0)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by", verbose_name=_("takes back")
    )
    by = models.CharField(_("recorded by"), max_length=40)
    recorded_at = models.DateTimeField(_("recorded at"))
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("cost of a car")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["vehicle", "n"], name="an_outlay_has_its_number"),
            models.UniqueConstraint(fields=["by", "key"], name="an_outlay_once_a_key"),
            models.CheckConstraint(
                name="only_a_reversal_is_without_doubts_below_zero",
                condition=Q(amount__gte=0) | Q(reverses__isnull=False) | ~Q(flags=[]),
            ),
        ]
        indexes = [
            models.Index(fields=["vehicle", "on"], name="outlay_of_a_car_by_day"),
        ]

    @property
    def doubtful(self) -> bool:
        """Tell whether it is flagged and nobody confirmed it."""
        return bool(self.flags) and not self.confirmed_by
