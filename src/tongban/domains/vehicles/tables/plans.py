"""Tables of purchases and disposals: a year's plan with its lines, and how each car went."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.vehicles.labels import BODIES, ENERGIES, KINDS, MANNERS, NEEDS, ORIGINS


class Plan(models.Model):
    """配备更新计划: what cars an organ wants in a year. `approved_by` is never who drafted it."""

    class State(models.TextChoices):
        """计划状态: draft, submitted, approved, sent back."""

        DRAFT = "draft", pgettext_lazy("plan of cars", "draft")
        SUBMITTED = "submitted", pgettext_lazy("plan of cars", "submitted")
        APPROVED = "approved", pgettext_lazy("plan of cars", "approved")
        RETURNED = "returned", pgettext_lazy("plan of cars", "sent back")

    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    organ_id: int
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title of the plan"), max_length=80)
    state = models.CharField(
        pgettext_lazy("plan of cars", "state"), max_length=10, choices=State, default=State.DRAFT
    )
    drafted_by = models.CharField(_("drafted by"), max_length=40)
    drafted_at = models.DateTimeField(_("drafted at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    approved_by = models.CharField(_("approved by"), max_length=40, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("plan of cars")
        constraints = [
            models.UniqueConstraint(fields=["drafted_by", "key"], name="a_plan_once_a_key"),
        ]
        indexes = [models.Index(fields=["organ", "year"], name="plan_of_an_organ")]

    @property
    def stream(self) -> str:
        """Return the name of the plan's stream in the log."""
        return f"car-plan/{self.pk}"


class PlanLine(models.Model):
    """计划明细: one car of a plan: new, or for one that goes (`replaces`). Price in yuan, displacement in millilitres.

    Once the plan is approved its place is frozen, until the car is registered (`vehicle`) or the line withdrawn.
    """

    class State(models.TextChoices):
        """明细状态: wished, frozen, registered, withdrawn."""

        WISHED = "wished", pgettext_lazy("line of a plan", "wished")
        FROZEN = "frozen", pgettext_lazy("line of a plan", "place frozen")
        REGISTERED = "registered", pgettext_lazy("line of a plan", "registered")
        WITHDRAWN = "withdrawn", pgettext_lazy("line of a plan", "withdrawn")

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="lines", verbose_name=_("plan of cars")
    )
    name = models.CharField(_("wished model"), max_length=80)
    kind = models.CharField(_("kind of vehicle"), max_length=20, choices=list(KINDS.items()))
    body = models.CharField(
        pgettext_lazy("vehicle", "body"), max_length=10, choices=list(BODIES.items())
    )
    energy = models.CharField(_("energy"), max_length=10, choices=list(ENERGIES.items()))
    need = models.CharField(_("situation of provision"), max_length=10, choices=list(NEEDS.items()))
    origin = models.CharField(_("way of getting it"), max_length=12, choices=list(ORIGINS.items()))
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2)
    displacement = models.PositiveIntegerField(_("displacement"), default=0)
    replaces = models.ForeignKey(
        "vehicles.Vehicle", models.PROTECT, null=True, related_name="+", verbose_name=_("replaces")
    )
    unfit = models.BooleanField(_("no longer fit"), default=False)
    early = models.BooleanField(_("approved early for safety"), default=False)
    domestic = models.BooleanField(_("of domestic make"), default=True)
    luxury = models.BooleanField(_("luxury fittings"), default=False)
    reason = models.CharField(_("why it is needed"), max_length=200, blank=True)
    why_not_new = models.CharField(_("why not of new energy"), max_length=200, blank=True)
    state = models.CharField(
        pgettext_lazy("line of a plan", "state"),
        max_length=10,
        choices=State,
        default=State.WISHED,
    )
    vehicle = models.ForeignKey(
        "vehicles.Vehicle",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("registered car"),
    )

    class Meta:
        verbose_name = _("line of a plan of cars")
        ordering = ["pk"]

    @property
    def cause(self) -> str:
        """Return the cause under which its place is frozen."""
        return f"car-plan/{self.plan_id}/{self.pk}"


class Disposal(models.Model):
    """车辆处置: how a car went: from when it awaited it, in which manner, what came in, and that it went to the treasury."""

    vehicle = models.OneToOneField(
        "vehicles.Vehicle", models.PROTECT, related_name="+", verbose_name=_("car")
    )
    vehicle_id: int
    manner = models.CharField(_("manner of disposal"), max_length=10, choices=list(MANNERS.items()))
    approval = models.CharField(_("document of approval"), max_length=60)
    asked_on = models.DateField(_("awaits disposal from"))
    asked_by = models.CharField(_("disposal asked by"), max_length=40)
    done_on = models.DateField(_("disposed of on"), null=True)
    proceeds = models.DecimalField(_("proceeds"), max_digits=14, decimal_places=2, null=True)
    receipt = models.CharField(_("treasury receipt"), max_length=60, blank=True)
    done_by = models.CharField(_("recorded by"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("disposal of a car")
