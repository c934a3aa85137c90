"""离职交接表: which handovers of work there were, and what came of each row. The moves themselves stand in the cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkHandover(models.Model):
    """交接单: what hung on somebody was handed to others in one go. `rows` says of each wish whether it was done.

    `by` and `giver` are actor ids; `asked` is the keyed digest of what was wished under `key`.
    """

    by = models.CharField(_("by"), max_length=40)
    key = models.CharField(_("key"), max_length=100)
    asked = models.CharField(_("keyed digest of what was asked"), max_length=64)
    giver = models.CharField(_("whose work it was"), max_length=40)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    rows = models.JSONField(_("rows"), default=list)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("handover of work")
        constraints = [
            models.UniqueConstraint(
                name="a_handover_is_done_once",
                fields=["by", "key"],
                violation_error_message=_("This handover was done already."),
            ),
        ]
        indexes = [models.Index(fields=["giver", "-id"], name="handover_by_giver")]
