"""The table of concerns; words, answer and contact are sealed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.concerns.labels import KINDS
from tongban.kernel.concerns.rules import LONGEST_CASE_NUMBER, written


class Concern(models.Model):
    """群众反映: what somebody could not get done or suggests, and the one answer to it.

    `matter` and `case_number` are what it was said to be about; nobody's case is opened by them.
    """

    home = models.BigIntegerField(_("home"))
    kind = models.CharField(_("kind"), max_length=16, choices=KINDS)
    words_sealed = models.BinaryField(_("what was told"))
    contact_sealed = models.BinaryField(_("contact"), null=True)
    matter = models.BigIntegerField(_("matter"), null=True)
    case_number = models.CharField(_("case number"), max_length=LONGEST_CASE_NUMBER, blank=True)
    by = models.CharField(_("raised by"), max_length=40)
    key = models.CharField(_("key"), max_length=100, unique=True)
    received_on = models.DateField(_("received on"))
    at = models.DateTimeField(_("raised at"))
    due_on = models.DateField(_("answered by the day"))
    answer_sealed = models.BinaryField(_("answer"), null=True)
    answered_by = models.CharField(_("answer given by"), max_length=40, blank=True)
    answered_at = models.DateTimeField(_("answer given at"), null=True)
    erased_at = models.DateTimeField(_("contact erased at"), null=True)
    satisfied = models.BooleanField(_("satisfied with the answer"), null=True)
    revisited_by = models.CharField(_("return visit by"), max_length=40, blank=True)
    revisited_at = models.DateTimeField(_("return visit at"), null=True)

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        indexes = [
            models.Index(fields=["home", "due_on"], name="concern_by_due"),
            models.Index(fields=["by", "-at"], name="concern_by_raiser"),
            models.Index(
                fields=["home", "due_on"],
                name="concern_keeps_contact",
                condition=Q(contact_sealed__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_answered_concern_says_what_and_by_whom",
                condition=Q(answered_at__isnull=True, answer_sealed__isnull=True, answered_by="")
                | Q(answered_at__isnull=False, answer_sealed__isnull=False) & ~Q(answered_by=""),
                violation_error_message=_("An answer must have its words, a person and a time."),
            ),
            models.CheckConstraint(
                name="an_erased_contact_is_gone",
                condition=Q(erased_at__isnull=True) | Q(contact_sealed__isnull=True),
                violation_error_message=_("A contact that was erased must not be kept."),
            ),
            models.CheckConstraint(
                name="a_return_visit_follows_an_answer",
                condition=Q(satisfied__isnull=True, revisited_at__isnull=True)
                | Q(satisfied__isnull=False, revisited_at__isnull=False, answered_at__isnull=False),
                violation_error_message=_("A return visit comes after the answer."),
            ),
        ]

    @property
    def number(self) -> str:
        """Return the number that people quote."""
        return written(self.received_on, self.pk)
