"""The tables of stored files and of what they are used for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.documents.rules import MEDIA_TYPES
from tongban.kernel.documents.scanning import Verdict

VERDICTS = {
    Verdict.NOT_SCANNED: _("not scanned"),
    Verdict.CLEAN: _("nothing found"),
}


class Document(models.Model):
    """文件: one file that somebody uploaded. The bytes are on disk under `path`; the row changes once at most.

    That is when it is erased: then it has another name and, once the bytes are gone, no `path`.
    """

    owner = models.CharField(_("owner"), max_length=80)
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("type"), max_length=120)
    size = models.BigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    path = models.CharField(_("place"), max_length=80, unique=True, null=True)
    created_at = models.DateTimeField(_("created at"))
    scanned = models.CharField(_("scan"), max_length=16, choices=list(VERDICTS.items()))
    scanner = models.CharField(_("scanner"), max_length=40)
    erased_at = models.DateTimeField(_("erased at"), null=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                name="document_type_is_known",
                condition=Q(media_type__in=list(MEDIA_TYPES.values())),
            ),
            models.CheckConstraint(name="document_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="document_digest_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="document_place_is_random",
                condition=Q(path__regex=r"^[0-9a-f]{2}/[0-9a-f]{32}$"),
            ),
            models.CheckConstraint(
                name="document_is_not_infected", condition=Q(scanned__in=[str(v) for v in VERDICTS])
            ),
            models.CheckConstraint(
                name="document_has_a_place_or_was_erased",
                condition=Q(path__isnull=False) | Q(erased_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["owner"], name="document_owner"),
            models.Index(
                fields=["erased_at"],
                name="document_bytes_to_remove",
                condition=Q(erased_at__isnull=False, path__isnull=False),
            ),
        ]

    @property
    def reference(self) -> str:
        """Return how answers refer to it: `document/12`."""
        return f"document/{self.pk}"


class Use(models.Model):
    """使用: a file belongs to something, such as `case/123`; without a use it is cleared away after a day."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("file"))
    subject = models.CharField(_("used by"), max_length=120)
    at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        constraints = [
            models.UniqueConstraint(fields=["document", "subject"], name="document_used_once"),
        ]
        indexes = [models.Index(fields=["subject"], name="document_use_subject")]
