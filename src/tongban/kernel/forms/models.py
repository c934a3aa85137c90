"""The table of drafts; what was typed is sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """草稿: answers that somebody has begun to give, valid or not, until they are submitted or given up.

    `owner` is the opaque id of who types (`person/12`), `purpose` what it is for (`matter-version/12`), `case_id` the
    number reserved for the case it becomes. `sealed` is empty once the draft is closed: the case keeps the answers.
    """

    owner = models.CharField(_("owner"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=120)
    key = models.CharField(_("idempotency key"), max_length=120)
    step = models.CharField(_("step"), max_length=40, blank=True)
    sealed = models.BinaryField(_("answers, sealed"))
    case_id = models.BigIntegerField(_("reserved case"), null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("created at"))
    updated_at = models.DateTimeField(_("updated at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="draft_started_once"),
            models.CheckConstraint(
                name="draft_has_an_owner", condition=~models.Q(owner="") & ~models.Q(purpose="")
            ),
            models.CheckConstraint(
                name="draft_kept_after_it_began",
                condition=models.Q(updated_at__gte=models.F("created_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "-updated_at"],
                name="draft_open",
                condition=models.Q(closed_at__isnull=True),
            )
        ]
