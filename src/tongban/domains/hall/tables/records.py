"""The tables of patrols and of first-asked questions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.hall.tables.place import Hall


class Patrol(models.Model):
    """巡查记录: what the duty manager found on a round, by which day it is to be put right, and what was answered."""

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("model", "service hall")
    )
    hall_id: int
    at = models.DateTimeField(pgettext_lazy("patrol", "walked at"))
    by = models.CharField(pgettext_lazy("patrol", "walked by"), max_length=40)
    findings = models.TextField(pgettext_lazy("patrol", "findings"), blank=True)
    due_on = models.DateField(pgettext_lazy("patrol", "to be put right by"), null=True)
    answer = models.TextField(pgettext_lazy("patrol", "answer"), blank=True)
    answered_by = models.CharField(
        pgettext_lazy("patrol", "answered by"), max_length=40, blank=True
    )
    answered_at = models.DateTimeField(pgettext_lazy("patrol", "answered at"), null=True)
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = pgettext_lazy("model", "patrol record")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="a_patrol_once_a_key"),
            models.CheckConstraint(
                name="a_finding_has_a_day",
                condition=Q(findings="", due_on__isnull=True)
                | ~Q(findings="") & Q(due_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["hall", "-at"], name="patrol_by_time")]

    def __str__(self) -> str:
        return f"patrol/{self.pk}"


class FirstAsked(models.Model):
    """首问登记: a question that somebody was asked first; `holder` keeps it until it is answered or handed on."""

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("model", "service hall")
    )
    hall_id: int
    asked_at = models.DateTimeField(pgettext_lazy("first asked", "asked at"))
    first = models.CharField(pgettext_lazy("first asked", "asked first"), max_length=40)
    holder = models.CharField(pgettext_lazy("first asked", "kept by"), max_length=40)
    question_sealed = models.BinaryField(pgettext_lazy("first asked", "question"))
    answer_sealed = models.BinaryField(pgettext_lazy("first asked", "answer"), null=True)
    answered_at = models.DateTimeField(pgettext_lazy("first asked", "answered at"), null=True)
    handed = models.PositiveSmallIntegerField(
        pgettext_lazy("first asked", "times handed on"), default=0
    )
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = pgettext_lazy("model", "first-asked question")
        constraints = [
            models.UniqueConstraint(fields=["first", "key"], name="a_question_once_a_key"),
        ]
        indexes = [models.Index(fields=["hall", "answered_at"], name="question_by_answer")]

    def __str__(self) -> str:
        return f"question/{self.pk}"
