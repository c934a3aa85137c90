"""Tables of the catalogue: matters, their codes and versions, and what was imported."""

import json
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from tongban.kernel.catalogue import rules
from tongban.kernel.catalogue.batches import ColumnMapping, ImportBatch, ImportStep, WaitingFile
from tongban.kernel.catalogue.misses import MissedSearch
from tongban.kernel.catalogue.published import PublishedList
from tongban.kernel.catalogue.reviews import Review
from tongban.kernel.catalogue.rows import Basis, Material
from tongban.kernel.catalogue.vocabulary import (
    Audience,
    BodyNature,
    CaseType,
    ClockStart,
    Delivery,
    Handling,
    PowerType,
    Procedure,
    Purpose,
    Reach,
    Status,
    Unit,
)
from tongban.kernel.identity.queries import Level

__all__ = [
    "Basis",
    "ColumnMapping",
    "ImportBatch",
    "ImportStep",
    "Material",
    "Matter",
    "MatterCode",
    "MatterVersion",
    "MissedSearch",
    "PublishedList",
    "Review",
    "WaitingFile",
]


def _whole_limit(name: str) -> Q:
    """Ask for amount and unit, or neither. A NULL would let a plain comparison pass."""
    amount, unit = f"{name}_amount", f"{name}_unit"
    none = Q(**{f"{amount}__isnull": True, f"{unit}__isnull": True})
    both = Q(**{f"{amount}__isnull": False, f"{unit}__isnull": False})
    return none | (both & Q(**{f"{amount}__gt": 0, f"{unit}__in": Unit.values}))


class Document(models.TextField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A JSON document as it was written: text, not `jsonb`, for the order of a form's questions is their meaning."""

    def get_prep_value(self, value: Any) -> str | None:  # noqa: ANN401 - any JSON
        """Return the text that is stored."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def from_db_value(self, value: str | None, *_: object) -> Any:  # noqa: ANN401 - any JSON
        """Return the document that was stored."""
        return None if value is None else json.loads(value)


def new_only() -> list[str]:
    """Return what may be asked for where no certificate is given."""
    return [Purpose.NEW.value]


def every_delivery() -> list[str]:
    """Return all ways of delivery."""
    return [each.value for each in Delivery]


class Matter(models.Model):
    """事项: what an organ may or must do for somebody, whatever its versions say."""

    home = models.BigIntegerField(_("County division"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("Implementing organ")
    )
    origin = models.CharField(_("Origin"), max_length=40)
    delivered = models.JSONField(_("Last imported row"), null=True)
    created = models.DateTimeField(_("Created"))

    class Meta:
        verbose_name = _("Matter")
        verbose_name_plural = _("Matters")
        indexes = [models.Index(fields=["home"], name="matter_by_home")]

    def __str__(self) -> str:
        return f"matter/{self.pk}"


class MatterCode(models.Model):
    """事项编码: one code of a matter in one scheme, kept as delivered; odd ones carry a warning."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="codes")
    scheme = models.CharField(_("Code scheme"), max_length=40)
    value = models.CharField(_("Code"), max_length=120)
    warning = models.TextField(_("Warning"), blank=True)

    class Meta:
        verbose_name = _("Matter code")
        verbose_name_plural = _("Matter codes")
        constraints = [
            models.UniqueConstraint("scheme", "value", name="a_code_names_one_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class MatterVersion(models.Model):
    """实施清单: what a matter says from one day to another. A running case keeps its version."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="versions")
    ordinal = models.PositiveIntegerField(_("Version"))
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    online = models.BooleanField(_("Can be applied for online"), default=False)
    valid = DateRangeField(_("Valid period"), null=True, blank=True)
    name = models.CharField(_("Name"), max_length=300)
    main_item = models.CharField(_("Main item"), max_length=300, blank=True)
    power_type = models.PositiveSmallIntegerField(_("Power type"), choices=PowerType)
    procedure = models.CharField(_("Procedure"), max_length=20, choices=Procedure, null=True)
    level = models.PositiveSmallIntegerField(_("Level of exercise"), choices=Level)
    audience = models.CharField(_("Audience"), max_length=10, choices=Audience, null=True)
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("Implementing organ")
    )
    case_type = models.PositiveSmallIntegerField(_("Case type"), choices=CaseType, null=True)
    summary = models.TextField(_("Summary"), blank=True)
    conditions = models.TextField(_("Conditions"), blank=True)
    statutory_amount = models.PositiveIntegerField(_("Statutory limit"), null=True)
    statutory_unit = models.CharField(_("Statutory unit"), max_length=2, choices=Unit, null=True)
    promised_amount = models.PositiveIntegerField(_("Promised limit"), null=True)
    promised_unit = models.CharField(_("Promised unit"), max_length=2, choices=Unit, null=True)
    clock_starts = models.CharField(
        _("Clock starts"), max_length=10, choices=ClockStart, default=ClockStart.ACCEPTANCE
    )
    visits = models.PositiveSmallIntegerField(_("Visits on site"), null=True)
    visits_reason = models.TextField(_("Reason for visits"), blank=True)
    fee = models.TextField(_("Fee"), blank=True)
    result_name = models.CharField(_("Result"), max_length=200, blank=True)
    result_kind = models.CharField(_("Kind of result"), max_length=40, blank=True)
    certificate = models.JSONField(_("Certificate"), null=True)
    purposes = models.JSONField(_("Kinds of application"), default=new_only)
    special = models.JSONField(_("Special procedures"), default=list)
    delivery = models.JSONField(_("Ways of delivery"), default=every_delivery)
    body_nature = models.CharField(
        _("Nature of the body"), max_length=10, choices=BodyNature, null=True
    )
    entrusted = models.CharField(_("Entrusted body"), max_length=200, blank=True)
    serves = models.JSONField(_("Whom it serves"), default=list)
    themes = models.JSONField(_("Themes"), default=list)
    scope = models.TextField(_("Scope"), blank=True)
    quantity = models.TextField(_("Limit in number"), blank=True)
    quota = models.PositiveIntegerField(_("Number at most"), null=True)
    steps = models.JSONField(_("Steps"), default=list)
    charges = models.JSONField(_("Charges"), default=list)
    result_sample = models.CharField(_("Sample of the result"), max_length=200, blank=True)
    result_valid = models.CharField(_("How long the result holds"), max_length=200, blank=True)
    channels = models.JSONField(_("Channels"), default=list)
    depth = models.JSONField(_("Online depth"), default=list)
    online_url = models.CharField(_("Address online"), max_length=300, blank=True)
    reach = models.CharField(_("Taken in across"), max_length=10, choices=Reach, null=True)
    conveniences = models.JSONField(_("Conveniences"), default=list)
    handling = models.CharField(
        _("Handling system"), max_length=10, choices=Handling, default=Handling.OWN
    )
    handling_system = models.CharField(_("Name of the system"), max_length=200, blank=True)
    window = models.CharField(_("Window"), max_length=200, blank=True)
    contacts = models.TextField(_("Enquiries"), blank=True)
    complaints = models.TextField(_("Complaints"), blank=True)
    place = models.TextField(_("Place"), blank=True)
    hours = models.TextField(_("Opening hours"), blank=True)
    remedies = models.JSONField(_("Legal remedies"), default=dict)
    questions = models.JSONField(_("Frequent questions"), default=list)
    agencies = models.JSONField(_("Intermediary services"), default=list)
    supervision = models.TextField(_("Supervision afterwards"), blank=True)
    rated = models.BooleanField(_("Can be rated"), default=True)
    form = Document(_("Form"), null=True)
    flow = models.TextField(_("Flow"), null=True)
    performers = models.JSONField(_("Performers"), default=dict)
    handlers = models.JSONField(_("Handlers"), default=dict)
    dossier_digest = models.CharField(_("Dossier digest"), max_length=64, blank=True)
    unverified = models.JSONField(_("Values to be checked"), default=list)
    completeness = models.PositiveSmallIntegerField(_("Completeness"), default=0)
    lacking = models.JSONField(_("What is missing"), default=list)
    edition = models.PositiveIntegerField(_("Edition"), default=0)
    edited_by = models.CharField(_("Last edited by"), max_length=60, blank=True)
    edited = models.DateTimeField(_("Last edited"), null=True)
    reason = models.TextField(_("Reason for the change"), blank=True)
    created = models.DateTimeField(_("Created"))
    search = SearchVectorField(editable=False)
    plain = models.TextField(editable=False)
    aliases = models.TextField(editable=False, blank=True)
    pinyin = models.TextField(editable=False, db_collation="C")
    initials = models.TextField(editable=False, db_collation="C")
    sort_key = models.TextField(editable=False, db_collation="C")

    class Meta:
        verbose_name = _("Matter version")
        verbose_name_plural = _("Matter versions")
        constraints = [
            models.UniqueConstraint("matter", "ordinal", name="a_version_number_is_used_once"),
            models.UniqueConstraint(
                "matter", condition=Q(status="draft"), name="a_matter_has_one_draft"
            ),
            models.CheckConstraint(
                name="a_published_version_has_its_days",
                condition=~Q(status="published") | Q(valid__isnull=False),
            ),
            models.CheckConstraint(
                name="an_online_version_is_whole",
                condition=Q(status="draft")
                | Q(online=False)
                | Q(procedure__isnull=False, form__isnull=False, flow__isnull=False)
                & (
                    Q(procedure__in=rules.CLOCKLESS)
                    | Q(statutory_amount__isnull=False, promised_amount__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="a_statutory_limit_has_amount_and_unit",
                condition=_whole_limit("statutory"),
            ),
            models.CheckConstraint(
                name="a_promised_limit_has_amount_and_unit",
                condition=_whole_limit("promised"),
            ),
            models.CheckConstraint(
                name="a_promise_is_within_the_statute",
                condition=~Q(promised_unit=F("statutory_unit"))
                | Q(promised_amount__lte=F("statutory_amount"))
                | Q(promised_unit__isnull=True)
                | Q(statutory_unit__isnull=True),
            ),
            models.CheckConstraint(
                name="visits_have_a_reason",
                condition=Q(visits__isnull=True) | Q(visits=0) | ~Q(visits_reason=""),
            ),
            ExclusionConstraint(
                name="published_versions_never_overlap",
                expressions=[
                    (
                        Func("matter", "matter", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(status="published"),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="version_search"),
            models.Index(fields=["plain"], name="version_plain", opclasses=["text_pattern_ops"]),
            models.Index(fields=["pinyin"], name="version_pinyin", opclasses=["text_pattern_ops"]),
            models.Index(
                fields=["initials"], name="version_initials", opclasses=["text_pattern_ops"]
            ),
            models.Index(fields=["organ", "status"], name="version_by_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.ordinal}"

    @property
    def stamp(self) -> str:
        """Return what changes whenever somebody rewrites this draft."""
        return f"{self.pk}.{self.edition}"

    @property
    def statutory(self) -> str | None:
        """Return the statutory limit as the clock reads it, such as `20wd`."""
        return rules.limit_text(self.statutory_amount, self.statutory_unit)

    @property
    def promised(self) -> str | None:
        """Return the promised limit as the clock reads it, such as `15wd`."""
        return rules.limit_text(self.promised_amount, self.promised_unit)
