"""机构人员版本表: one mark that every change of organs, posts, holdings, mandates, proxies and people replaces.

Triggers do it (migration `0006_edition`), so that no writer can forget it: the mark at the commit, when nothing else is left to be
locked, and for the writing transaction itself a setting that says so.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """机构人员版本: one row whose mark changes with every commit that changes what is kept under it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.CharField(_("mark"), max_length=36)

    class Meta:
        verbose_name = _("edition of organs and people")
        constraints = [
            models.CheckConstraint(
                name="there_is_one_edition_of_identity", condition=models.Q(id=1)
            ),
        ]

    def __str__(self) -> str:
        return self.mark
