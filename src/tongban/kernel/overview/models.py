"""概览: the table of daily counts, kept from the log and never by hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    """日计数: how many cases of an organ, a hall and a matter were received, accepted, decided, delivered or over on a day."""

    pk = models.CompositePrimaryKey("home", "organ", "hall", "matter", "kind", "day")
    home = models.BigIntegerField(_("home"))
    organ = models.BigIntegerField(_("accepting organ"))
    hall = models.BigIntegerField(_("taken in by"))
    matter = models.BigIntegerField(_("matter"))
    kind = models.CharField(_("kind"), max_length=20)
    day = models.DateField(_("day"))
    count = models.IntegerField(_("count"))

    class Meta:
        verbose_name = _("daily count")
        indexes = [models.Index(fields=["home", "day"], name="count_by_day")]
