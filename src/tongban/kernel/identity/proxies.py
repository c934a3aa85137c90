"""代理授权表: who stands in for whom, when, for what."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.identity.labels import POWERS
from tongban.kernel.identity.proxying import last_day


class Proxy(models.Model):
    """代理授权: `taker` does the steps of `giver` in the giver's name, from `since` up to, but without, `until`.

    Empty `matters` or `powers` are all. With `only_taker` the giver leaves these steps alone meanwhile.
    """

    giver = models.ForeignKey(
        "identity.Person", models.PROTECT, related_name="+", verbose_name=_("gives the work over")
    )
    taker = models.ForeignKey(
        "identity.Person", models.PROTECT, related_name="+", verbose_name=_("stands in")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    matters = ArrayField(
        models.BigIntegerField(), verbose_name=_("matters that it covers"), default=list
    )
    powers = ArrayField(
        models.CharField(max_length=16, choices=POWERS),
        verbose_name=_("powers that it covers"),
        default=list,
    )
    only_taker = models.BooleanField(_("the giver leaves it alone"), default=False)
    grounds = models.TextField(_("grounds"))
    set_by = models.CharField(_("set by"), max_length=40)
    recalled_on = models.DateField(_("recalled on"), null=True)

    class Meta:
        verbose_name = _("proxy")
        verbose_name_plural = _("proxies")
        indexes = [
            models.Index(fields=["taker", "until"], name="proxy_of_taker"),
            models.Index(fields=["giver", "until"], name="proxy_of_giver"),
        ]
        constraints = [
            models.CheckConstraint(name="proxy_is_for_another", condition=~Q(giver=F("taker"))),
            models.CheckConstraint(
                name="proxy_ends_after_it_begins", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="proxy_has_grounds", condition=~Q(grounds="")),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"

    @property
    def last(self) -> date:
        """Return the last day on which it counts."""
        return last_day(self.until)
