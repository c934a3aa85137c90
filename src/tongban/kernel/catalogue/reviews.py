"""Table of what one keeper asks another to agree to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Asked(models.TextChoices):
    """审核内容: what a keeper may not do alone."""

    PUBLISH = "publish", pgettext_lazy("review", "Publish")
    SUSPEND = "suspend", pgettext_lazy("review", "Suspend")
    RESUME = "resume", pgettext_lazy("review", "Resume")
    CANCEL = "cancel", pgettext_lazy("review", "Cancel")


class Answer(models.TextChoices):
    """审核状态: how it stands with what was asked; a draft that is changed afterwards voids it."""

    OPEN = "open", pgettext_lazy("review", "Waiting for review")
    AGREED = "agreed", pgettext_lazy("review", "Agreed")
    RETURNED = "returned", pgettext_lazy("review", "Sent back")
    VOID = "void", pgettext_lazy("review", "Void")


class Review(models.Model):
    """双人审核: what one keeper asks for a version, and what a second one answers."""

    version = models.ForeignKey("catalogue.MatterVersion", models.PROTECT, related_name="reviews")
    asked = models.CharField(_("Asked for"), max_length=10, choices=Asked)
    edition = models.PositiveIntegerField(_("Edition"))
    on = models.DateField(_("From the day"), null=True)
    reason = models.TextField(_("Reason"))
    by = models.CharField(_("Asked by"), max_length=60)
    at = models.DateTimeField(_("Asked at"))
    state = models.CharField(_("State"), max_length=10, choices=Answer, default=Answer.OPEN)
    answered_by = models.CharField(_("Answered by"), max_length=60, blank=True)
    answered = models.DateTimeField(_("Answered at"), null=True)
    words = models.TextField(_("Words of the reviewer"), blank=True)

    class Meta:
        verbose_name = _("Review")
        verbose_name_plural = _("Reviews")
        constraints = [
            models.UniqueConstraint(
                "version", condition=Q(state="open"), name="a_version_waits_for_one_review"
            ),
            models.CheckConstraint(
                name="nobody_reviews_what_he_asked_for",
                condition=Q(answered_by="") | ~Q(answered_by=models.F("by")),
            ),
        ]

    def __str__(self) -> str:
        return f"review/{self.pk}"
