"""The table of searches that found nothing, or nothing that held every word: what the catalogue does not understand."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue.sounds import fold

LONGEST = 60
# Telephone, identity and card numbers have at least as many digits; nobody looks for a matter by them.
_NUMBERS = re.compile(r"[0-9](?:[\s.·/‐-―-]*[0-9]){5,}(?:[\s.·/‐-―-]*x)?")


class MissedSearch(models.Model):
    """落空检索: how often a question was asked on a day without an answer, and what a keeper did about it."""

    home = models.BigIntegerField(_("County division"))
    question = models.CharField(_("Question"), max_length=LONGEST)
    day = models.DateField(_("Day"))
    partial = models.BooleanField(_("Something came close"))
    count = models.PositiveIntegerField(_("How often"), default=0)
    settled_at = models.DateTimeField(_("Dealt with at"), null=True)
    settled_by = models.CharField(_("Dealt with by"), max_length=60, blank=True)
    note = models.CharField(_("What was done"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Missed search")
        verbose_name_plural = _("Missed searches")
        constraints = [
            models.UniqueConstraint("home", "day", "question", name="a_miss_is_counted_by_the_day"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.day}"


def kept(text: str) -> str:
    """Return what of a question is kept: folded, without numbers that could be somebody's, cut to its length."""
    return " ".join(_NUMBERS.sub(" ", fold(text)).split())[:LONGEST].strip()
