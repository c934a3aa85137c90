"""The table of published lists: numbered, sealed, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue.list_labels import KINDS
from tongban.kernel.catalogue.lists import Row, digest, thawed

_KINDS = [(kind.value, name) for kind, name in KINDS.items()]


class PublishedList(models.Model):
    """公布清单: one numbered version of a public list, its rows as they were on the day `day`, sealed by a digest."""

    home = models.BigIntegerField(_("County division"))
    kind = models.CharField(_("Kind of list"), max_length=12, choices=_KINDS)
    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.PositiveSmallIntegerField(_("Number in the year"))
    day = models.DateField(_("Day of the list"))
    title = models.CharField(_("Title"), max_length=200)
    count = models.PositiveIntegerField(_("Number of matters"))
    rows = models.JSONField(_("Rows"))
    unknown = models.PositiveIntegerField(_("Matters of which it is not entered"))
    digest = models.CharField(_("Digest"), max_length=64)
    at = models.DateTimeField(_("Published at"))
    by = models.CharField(_("Published by"), max_length=60)

    class Meta:
        verbose_name = _("Published list")
        verbose_name_plural = _("Published lists")
        constraints = [
            models.UniqueConstraint(
                "home", "kind", "year", "number", name="a_list_number_is_used_once"
            ),
            models.CheckConstraint(
                name="a_list_number_counts_from_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stream(self) -> str:
        """Return the stream of the log that tells of it."""
        return f"list/{self.pk}"

    @property
    def entries(self) -> tuple[Row, ...]:
        """Return its rows in their order."""
        return tuple(thawed(row) for row in self.rows)

    def recomputed(self) -> str:
        """Return the digest of what is stored now."""
        head: dict[str, str | int] = {
            "home": self.home,
            "kind": self.kind,
            "year": self.year,
            "number": self.number,
            "day": self.day.isoformat(),
            "title": self.title,
            "count": self.count,
            "unknown": self.unknown,
        }
        return digest(head, self.rows)
