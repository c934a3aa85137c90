"""通知: what an applicant is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """通知: one message to one applicant about one event of a case; its words are made where it is read."""

    pk = models.CompositePrimaryKey("party", "home", "case_id", "n")
    party = models.BigIntegerField(_("applicant"))
    home = models.BigIntegerField(_("home"))
    case_id = models.BigIntegerField(_("case"))
    n = models.BigIntegerField(_("event"))
    number = models.CharField(_("case number"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=60)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("notice")
        indexes = [models.Index(fields=["party", "-at"], name="notice_by_party")]
