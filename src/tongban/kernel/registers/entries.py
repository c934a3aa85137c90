"""登记项: what the table of every register has; a domain derives its own from it and adds the columns of its fields."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Entry(models.Model):
    """登记项: one thing that a register keeps, with the values of the day `current_on`; a domain adds the columns.

    `key` is what people call it by, the value of the field that the register names; `next_on` the next day on which a
    value comes into force. Rows are written by `registers.actions` alone. One that is `struck` was entered by mistake.
    """

    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    organ_id: int
    key = models.CharField(pgettext_lazy("register", "key"), max_length=200)
    confidential = models.BooleanField(pgettext_lazy("register", "confidential"), default=False)
    opened_on = models.DateField(pgettext_lazy("register", "kept from"))
    closed_on = models.DateField(pgettext_lazy("register", "closed on"), null=True)
    struck = models.BooleanField(pgettext_lazy("register", "entered by mistake"), default=False)
    version = models.BigIntegerField(pgettext_lazy("register", "version"))
    current_on = models.DateField(pgettext_lazy("register", "values of"))
    next_on = models.DateField(pgettext_lazy("register", "next change on"), null=True)

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["organ", "key"], name="%(class)s_of_organ"),
            models.Index(
                fields=["next_on"],
                name="%(class)s_coming",
                condition=Q(next_on__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["home", "key"],
                condition=Q(closed_on__isnull=True, struck=False),
                name="%(class)s_key_once",
            ),
            models.CheckConstraint(
                name="%(class)s_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
        ]
