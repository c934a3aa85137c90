"""The tables of halls, their windows and their rota."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.hall.rules import rota
from tongban.domains.hall.rules.order import Takes


class Hall(models.Model):
    """政务服务大厅: a hall of an organ: its hours on working days, how long a slot is and how many days ahead are open to appointments.

    Who does not come when called stands behind `back_after` others, and loses the ticket the `most_passes`th time.
    """

    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    organ_id: int
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=120, blank=True)
    hours = models.CharField(pgettext_lazy("hall", "opening hours"), max_length=60)
    slot = models.PositiveSmallIntegerField(pgettext_lazy("hall", "minutes of a slot"), default=30)
    ahead = models.PositiveSmallIntegerField(pgettext_lazy("hall", "days ahead"), default=7)
    back_after = models.PositiveSmallIntegerField(
        pgettext_lazy("hall", "called again after so many"), default=3
    )
    most_passes = models.PositiveSmallIntegerField(
        pgettext_lazy("hall", "calls before a ticket lapses"), default=2
    )

    class Meta:
        verbose_name = pgettext_lazy("model", "service hall")
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="a_hall_has_one_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """窗口: a numbered window in an area; a general one (综合窗口) takes every matter, another one those of its list.

    `places` is how many appointments it has in each slot.
    """

    hall = models.ForeignKey(
        Hall,
        models.PROTECT,
        related_name="windows",
        verbose_name=pgettext_lazy("model", "service hall"),
    )
    hall_id: int
    number = models.PositiveSmallIntegerField(pgettext_lazy("hall", "window number"))
    name = models.CharField(_("name"), max_length=40)
    area = models.CharField(pgettext_lazy("hall", "area"), max_length=40, blank=True)
    general = models.BooleanField(pgettext_lazy("hall", "takes every matter"), default=True)
    matters = ArrayField(models.BigIntegerField(), verbose_name=_("matters"), default=list)
    places = models.PositiveSmallIntegerField(
        pgettext_lazy("hall", "appointments in a slot"), default=1
    )
    closed_at = models.DateTimeField(pgettext_lazy("hall", "window closed at"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("model", "window")
        constraints = [
            models.UniqueConstraint(fields=["hall", "number"], name="a_window_number_once_a_hall"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def takes(self) -> Takes:
        """Return what it takes, as the rules know it."""
        return Takes(self.pk, self.general, frozenset(self.matters))


class Turn(models.Model):
    """值班安排: who has which duty on a day: post A, its deputy B, and whether A is absent. People are actors."""

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("model", "service hall")
    )
    hall_id: int
    day = models.DateField(pgettext_lazy("hall", "day"))
    duty = models.CharField(pgettext_lazy("hall", "duty"), max_length=8)
    window = models.ForeignKey(
        Window,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("model", "window"),
    )
    window_id: int | None
    first = models.CharField(pgettext_lazy("hall", "post A"), max_length=40)
    deputy = models.CharField(pgettext_lazy("hall", "post B"), max_length=40, blank=True)
    absent = models.BooleanField(pgettext_lazy("hall", "A is absent"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("model", "turn of duty")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "window"],
                condition=Q(window__isnull=False),
                name="a_window_has_one_turn_a_day",
            ),
            models.UniqueConstraint(
                fields=["hall", "day", "first"], name="somebody_has_one_turn_a_day"
            ),
        ]
        indexes = [models.Index(fields=["day", "first"], name="turn_by_person")]

    def __str__(self) -> str:
        return f"{self.day} {self.duty}"

    @property
    def plan(self) -> rota.Turn:
        """Return it as the rules know it."""
        return rota.Turn(rota.Duty(self.duty), self.first, self.deputy, self.window_id, self.absent)
