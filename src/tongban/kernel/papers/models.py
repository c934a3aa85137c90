"""文书表: papers, their numbers, the rules of numbers, and templates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.papers.labels import KINDS, STAGES, STATES
from tongban.kernel.papers.rules import Kind, Stage, State

_DIGEST = r"^[0-9a-f]{64}$"


class PaperSeries(models.Model):
    """文号序列: the last number given by one organ under one word in one year."""

    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    series = models.CharField(_("word of the number"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("series of paper numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "series", "year"], name="paper_series_once_per_organ_and_year"
            )
        ]


class NumberRule(models.Model):
    """文号规则: how an organ numbers its papers; `organ_word` (机关代字) is empty for its short name."""

    organ = models.OneToOneField(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    pattern = models.CharField(_("pattern"), max_length=60)
    organ_word = models.CharField(_("word of the organ"), max_length=20, blank=True)
    by = models.CharField(_("set by"), max_length=40)
    at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("rule of paper numbers")


class Template(models.Model):
    """文书模板: the wording of one kind of paper, of one organ or of all (`organ` null); versions count by `ordinal`."""

    kind = models.CharField(_("kind"), max_length=20, choices=list(KINDS.items()))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, null=True, related_name="+", verbose_name=_("organ")
    )
    ordinal = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=STAGES, default=Stage.DRAFT.value)
    title = models.CharField(_("title"), max_length=60)
    body = models.TextField(_("text"))
    since = models.DateTimeField(_("in use since"), null=True)
    by = models.CharField(_("written by"), max_length=40)
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("paper template")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organ", "ordinal"],
                name="template_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["kind", "organ"],
                name="template_one_in_use",
                condition=Q(state=Stage.PUBLISHED.value),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["kind", "organ"],
                name="template_one_draft",
                condition=Q(state=Stage.DRAFT.value),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="template_state_is_known",
                condition=Q(state__in=[str(stage) for stage in Stage]),
            ),
            models.CheckConstraint(
                name="template_in_use_says_since_when",
                condition=Q(state=Stage.DRAFT.value) | Q(since__isnull=False),
            ),
        ]


class Paper(models.Model):
    """文书: an official paper. `sha256` and `document` are empty until it is composed, `scan` until it is scanned back.

    `template` is null for the wording that the platform brings.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=list(KINDS.items()))
    subject = models.CharField(_("belongs to"), max_length=80)
    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    series = models.CharField(_("word of the number"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    running = models.PositiveIntegerField(_("running number"))
    number = models.CharField(_("number"), max_length=120)
    code = models.CharField(_("verification code"), max_length=16, unique=True)
    issued_on = models.DateField(_("issued on"))
    issued_by = models.CharField(_("issued by"), max_length=40)
    issued_at = models.DateTimeField(_("issued at"))
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=State.VALID.value)
    state_at = models.DateTimeField(_("in this state since"))
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("superseded by")
    )
    template = models.ForeignKey(
        Template, models.PROTECT, null=True, related_name="+", verbose_name=_("template")
    )
    document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, related_name="+", verbose_name=_("file")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    scan = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("stamped print, scanned"),
    )
    scan_sha256 = models.CharField(_("SHA-256 of the scan"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("paper")
        indexes = [models.Index(fields=["subject"], name="paper_of_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "series", "year", "running"], name="paper_running_number_once"
            ),
            models.UniqueConstraint(fields=["organ", "number"], name="paper_number_once"),
            models.CheckConstraint(
                name="paper_kind_is_known", condition=Q(kind__in=[str(kind) for kind in Kind])
            ),
            models.CheckConstraint(
                name="paper_state_is_known", condition=Q(state__in=[str(state) for state in State])
            ),
            models.CheckConstraint(
                name="paper_code_is_base32", condition=Q(code__regex=r"^[A-Z2-7]{16}$")
            ),
            models.CheckConstraint(
                name="paper_digest_comes_with_its_file",
                condition=Q(document__isnull=True, sha256="")
                | Q(document__isnull=False, sha256__regex=_DIGEST),
            ),
            models.CheckConstraint(
                name="paper_scan_comes_with_its_digest",
                condition=Q(scan__isnull=True, scan_sha256="")
                | Q(scan__isnull=False, scan_sha256__regex=_DIGEST),
            ),
            models.CheckConstraint(
                name="paper_successor_means_superseded",
                condition=Q(successor__isnull=True) | Q(state=State.SUPERSEDED.value),
            ),
        ]

    @property
    def composed(self) -> bool:
        """Return whether its PDF was made."""
        return bool(self.sha256)

    def matches(self, digest: str) -> bool:
        """Return whether a file with that SHA-256 is this paper, as composed or as scanned back."""
        return bool(digest) and digest in {self.sha256, self.scan_sha256}
