"""Tables of what a version lists: its bases and its materials."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue import rules
from tongban.kernel.catalogue.vocabulary import (
    Confidence,
    MaterialKind,
    MaterialSource,
    Necessity,
)


class Basis(models.Model):
    """设定依据: an article on which a version rests."""

    version = models.ForeignKey("catalogue.MatterVersion", models.CASCADE, related_name="bases")
    order = models.PositiveSmallIntegerField(_("Sequence number"))
    law = models.CharField(_("Law"), max_length=200)
    article = models.CharField(_("Article"), max_length=100, blank=True)
    text = models.TextField(_("Text of the article"), blank=True)
    confidence = models.CharField(_("Confidence"), max_length=5, choices=Confidence)
    number = models.CharField(_("Number of the document"), max_length=100, blank=True)
    since = models.CharField(_("In force since"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("Legal basis")
        verbose_name_plural = _("Legal bases")
        ordering = ["order"]

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


class Material(models.Model):
    """申请材料 (SX-16): one paper that the applicant hands in, or need not."""

    version = models.ForeignKey("catalogue.MatterVersion", models.CASCADE, related_name="materials")
    order = models.PositiveSmallIntegerField(_("Sequence number"))
    key = models.SlugField(_("Material key"), max_length=60)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=MaterialKind)
    copies = models.PositiveSmallIntegerField(_("Copies"), default=1)
    necessity = models.CharField(_("Necessity"), max_length=20, choices=Necessity)
    source = models.CharField(_("Source"), max_length=20, choices=MaterialSource)
    form = models.CharField(_("Blank form"), max_length=200, blank=True)
    sample = models.CharField(_("Sample"), max_length=200, blank=True)
    standard = models.TextField(_("Acceptance standard"), blank=True)
    shared = models.BooleanField(_("Obtained by data sharing"), default=False)
    exempt = models.BooleanField(_("Need not be submitted"), default=False)

    class Meta:
        verbose_name = _("Material")
        verbose_name_plural = _("Materials")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint("version", "key", name="a_material_key_is_used_once"),
            models.CheckConstraint(
                name="no_catch_all_material", condition=~Q(name__regex=rules.CATCH_ALL)
            ),
        ]

    def __str__(self) -> str:
        return self.name
