"""The tables of import: files that wait, files that changed the catalogue and what each of them wrote."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wrote(models.TextChoices):
    """导入方式: whether a file was published at once, as the list of the upper level is, or wrote drafts."""

    PUBLISHED = "published", _("Published at once")
    DRAFTS = "drafts", _("Drafts")


class ImportBatch(models.Model):
    """导入批次: one file that changed the catalogue."""

    home = models.BigIntegerField(_("County division"))
    file_name = models.CharField(_("File"), max_length=255)
    digest = models.CharField(_("Digest"), max_length=64)
    counts = models.JSONField(_("Counts"))
    wrote = models.CharField(
        _("What it wrote"), max_length=10, choices=Wrote, default=Wrote.PUBLISHED
    )
    at = models.DateTimeField(_("Imported at"))
    by = models.CharField(_("Imported by"), max_length=60)
    undo_asked = models.DateTimeField(_("Undoing asked for at"), null=True)
    undo_asked_by = models.CharField(_("Undoing asked for by"), max_length=60, blank=True)
    undone = models.DateTimeField(_("Undone at"), null=True)
    undone_by = models.CharField(_("Undone by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("Import batch")
        verbose_name_plural = _("Import batches")

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d}"


class ImportStep(models.Model):
    """导入明细: what a batch did to one matter, and what was there before, so that it can be undone.

    `before` is the draft that a file of drafts overwrote; `delivered` the row delivered before by a published list.
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="steps")
    matter = models.BigIntegerField(_("Matter"))
    name = models.CharField(_("Name"), max_length=300)
    created = models.BooleanField(_("Entered the matter"))
    version = models.BigIntegerField(_("Version"), null=True)
    edition = models.PositiveIntegerField(_("Edition"), default=0)
    before = models.JSONField(_("Draft before"), null=True)
    delivered = models.JSONField(_("Row delivered before"), null=True)
    undone = models.BooleanField(_("Undone"), default=False)

    class Meta:
        verbose_name = _("Import step")
        verbose_name_plural = _("Import steps")
        constraints = [
            models.UniqueConstraint("batch", "matter", name="a_batch_touches_a_matter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.name}"


class WaitingFile(models.Model):
    """待导入文件: a file that somebody has brought and looks at; it is gone when it is taken over or discarded."""

    by = models.CharField(_("Brought by"), max_length=60)
    name = models.CharField(_("File"), max_length=255)
    content = models.BinaryField(_("Content"))
    mapping = models.JSONField(_("Columns"), null=True)
    at = models.DateTimeField(_("Brought at"))

    class Meta:
        verbose_name = _("Waiting file")
        verbose_name_plural = _("Waiting files")

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """列对应: which column of files with one header holds which fact, as a county's keepers last chose."""

    home = models.BigIntegerField(_("County division"))
    signature = models.CharField(_("Header"), max_length=64)
    mapping = models.JSONField(_("Columns"))
    at = models.DateTimeField(_("Chosen at"))

    class Meta:
        verbose_name = _("Column mapping")
        verbose_name_plural = _("Column mappings")
        constraints = [
            models.UniqueConstraint("home", "signature", name="a_header_is_mapped_once_a_county"),
        ]

    def __str__(self) -> str:
        return f"{self.home} {self.signature[:12]}"
