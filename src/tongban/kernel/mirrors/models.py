"""The tables of mirrored cases; the applicant's name and the words of the steps are sealed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.mirrors.labels import OUTCOMES, STATES
from tongban.kernel.mirrors.rules import (
    LONGEST_NUMBER,
    LONGEST_SYSTEM,
    OVER,
    WITH_OUTCOME,
    Outcome,
    State,
)

_DECIDED = Q(state__in=sorted(str(each) for each in WITH_OUTCOME))


class MirroredCase(models.Model):
    """镜像办件: a case of another system as that system reported it last; nobody acts upon it here.

    `title` is the matter's name as it was. `natural` says that the name is a person's, to be masked. `reported_at` is
    the instant at which the other system says that it stood so, `taken_at` when we were told.
    """

    home = models.BigIntegerField(_("home"))
    system = models.CharField(
        pgettext_lazy("mirror", "reporting system"), max_length=LONGEST_SYSTEM
    )
    number = models.CharField(pgettext_lazy("mirror", "number there"), max_length=LONGEST_NUMBER)
    matter = models.BigIntegerField(_("matter"))
    title = models.CharField(pgettext_lazy("mirror", "name of the matter"), max_length=300)
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, related_name="+", verbose_name=_("party"), null=True
    )
    applicant_sealed = models.BinaryField(pgettext_lazy("mirror", "name of the applicant"))
    natural = models.BooleanField(pgettext_lazy("mirror", "natural person"), default=True)
    state = models.CharField(_("state"), max_length=16, choices=STATES)
    outcome = models.CharField(
        pgettext_lazy("mirror", "outcome"), max_length=16, choices=OUTCOMES, blank=True
    )
    received_on = models.DateField(_("received on"))
    accepted_on = models.DateField(_("accepted on"), null=True)
    promised_on = models.DateField(pgettext_lazy("mirror", "promised day"), null=True)
    decided_on = models.DateField(_("decided on"), null=True)
    reported_at = models.DateTimeField(pgettext_lazy("mirror", "stood so at"))
    taken_at = models.DateTimeField(pgettext_lazy("mirror", "taken over at"))

    class Meta:
        verbose_name = _("mirrored case")
        verbose_name_plural = _("mirrored cases")
        indexes = [
            models.Index(fields=["home", "promised_on"], name="mirror_by_promise"),
            models.Index(fields=["organ", "promised_on"], name="mirror_of_organ"),
            models.Index(fields=["number"], name="mirror_by_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["system", "number"], name="mirror_number_once"),
            models.CheckConstraint(
                name="mirror_state_is_known", condition=Q(state__in=[str(each) for each in State])
            ),
            models.CheckConstraint(
                name="mirror_outcome_is_known",
                condition=Q(outcome__in=["", *(str(each) for each in Outcome)]),
            ),
            models.CheckConstraint(
                name="a_decided_mirror_has_day_and_outcome",
                condition=_DECIDED & ~Q(outcome="") & Q(decided_on__isnull=False)
                | ~_DECIDED & Q(outcome="", decided_on__isnull=True),
            ),
        ]

    @property
    def over(self) -> bool:
        """Tell whether it ended in the system that handled it."""
        return self.state in OVER


class MirrorStep(models.Model):
    """镜像进展: one thing that another system said had happened in its case; once told, it stays."""

    mirror = models.ForeignKey(
        MirroredCase, models.CASCADE, related_name="+", verbose_name=_("mirrored case")
    )
    n = models.PositiveSmallIntegerField(_("ordinal"))
    at = models.DateTimeField(pgettext_lazy("mirror", "happened at"))
    words_sealed = models.BinaryField(pgettext_lazy("mirror", "words"))

    class Meta:
        verbose_name = pgettext_lazy("mirror", "step")
        verbose_name_plural = pgettext_lazy("mirror", "steps")
        constraints = [models.UniqueConstraint(fields=["mirror", "n"], name="mirror_step_once")]
