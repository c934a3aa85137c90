"""The tables that all registers share; each domain keeps its entries in its own, derived from `entries.Entry`."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_KIND = pgettext_lazy("register", "kind")
_ENTRY = pgettext_lazy("register", "entry")


class Change(models.Model):
    """变更: one write to an entry, and what its event must not hold: the reason and personal values, sealed.

    `by` and `key` are the actor and the idempotency key of the act, `asked` the digest of its wish; `sealed` is gone once it
    was erased.
    """

    kind = models.CharField(_KIND, max_length=41)
    entry = models.BigIntegerField(_ENTRY)
    n = models.BigIntegerField(pgettext_lazy("register", "version"))
    by = models.CharField(_("by"), max_length=40)
    key = models.CharField(_("key"), max_length=100)
    asked = models.CharField(
        pgettext_lazy("register", "digest of the wish"), max_length=64, default=""
    )
    sealed = models.BinaryField(pgettext_lazy("register", "content"), null=True)
    salt = models.BinaryField(_("salt"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("register", "change")
        constraints = [
            models.UniqueConstraint(fields=["kind", "entry", "n"], name="change_once_a_version"),
            models.UniqueConstraint(fields=["by", "key"], name="change_once_a_key"),
        ]


class Series(models.Model):
    """值序列: one dated field of one entry."""

    kind = models.CharField(_KIND, max_length=41)
    entry = models.BigIntegerField(_ENTRY)
    field = models.CharField(pgettext_lazy("register", "field"), max_length=60)

    class Meta:
        verbose_name = pgettext_lazy("register", "series of values")
        constraints = [
            models.UniqueConstraint(fields=["kind", "entry", "field"], name="series_once"),
        ]


class DatedValue(models.Model):
    """有效值: what held from `since` up to, but without, `until`, as it was known from the version `known_from` on.

    What another version replaced stays, with `known_to`: that was believed until then.
    """

    series = models.ForeignKey(
        Series, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("register", "series")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True)
    value = models.JSONField(pgettext_lazy("register", "value"), null=True)
    known_from = models.BigIntegerField(pgettext_lazy("register", "known from version"))
    known_to = models.BigIntegerField(pgettext_lazy("register", "known to version"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("register", "dated value")
        indexes = [
            models.Index(
                fields=["series", "since"],
                name="dated_value_believed",
                condition=Q(known_to__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="dated_value_holds_a_day",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            ExclusionConstraint(
                name="dated_values_never_overlap",
                condition=Q(known_to__isnull=True),
                expressions=[
                    (
                        Func(
                            F("series"),
                            F("series"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class Paper(models.Model):
    """证件资料: a file that belongs to an entry, of which kind it is and up to which day it is good."""

    kind = models.CharField(_KIND, max_length=41)
    entry = models.BigIntegerField(_ENTRY)
    document = models.BigIntegerField(pgettext_lazy("register", "file"))
    paper = models.CharField(pgettext_lazy("register", "kind of paper"), max_length=60)
    until = models.DateField(pgettext_lazy("register", "good until"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("register", "paper of an entry")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "entry", "document"], name="paper_once_an_entry"
            ),
        ]


class Label(models.Model):
    """标签码: the random code on the label of an entry; it leads to its public page and tells nothing by itself."""

    code = models.CharField(pgettext_lazy("register", "code"), max_length=16, unique=True)
    kind = models.CharField(_KIND, max_length=41)
    entry = models.BigIntegerField(_ENTRY)

    class Meta:
        verbose_name = pgettext_lazy("register", "label")
        constraints = [models.UniqueConstraint(fields=["kind", "entry"], name="label_once")]


class Batch(models.Model):
    """导入批次: a file that somebody brought to a register, how it is read, how far it was written, and what became of it.

    `content` is the file; it is gone once all was written or the file was discarded. `total` are its rows, `done` those
    that were gone through; `on` and `reason` are what each write says.
    """

    class State(models.TextChoices):
        """导入状态: looked at, being written, written, or taken back."""

        BROUGHT = "brought", pgettext_lazy("register", "looked at")
        RUNNING = "running", pgettext_lazy("register", "being written")
        DONE = "done", pgettext_lazy("register", "written")
        UNDONE = "undone", pgettext_lazy("register", "taken back")

    kind = models.CharField(_KIND, max_length=41)
    organ = models.BigIntegerField(_("organ"))
    by = models.CharField(_("by"), max_length=40)
    at = models.DateTimeField(pgettext_lazy("register", "brought at"))
    name = models.CharField(pgettext_lazy("register", "file name"), max_length=255)
    content = models.BinaryField(pgettext_lazy("register", "file"), null=True)
    mapping = models.JSONField(pgettext_lazy("register", "columns"), default=dict)
    state = models.CharField(
        pgettext_lazy("register", "state"), max_length=8, choices=State, default=State.BROUGHT
    )
    on = models.DateField(pgettext_lazy("register", "day of the facts"), null=True)
    reason = models.CharField(pgettext_lazy("register", "reason"), max_length=500, default="")
    total = models.PositiveIntegerField(pgettext_lazy("register", "rows"), default=0)
    done = models.PositiveIntegerField(pgettext_lazy("register", "rows done"), default=0)
    counts = models.JSONField(pgettext_lazy("register", "counts"), default=dict)

    class Meta:
        verbose_name = pgettext_lazy("register", "import batch")
        indexes = [models.Index(fields=["at"], name="batch_running", condition=Q(state="running"))]


class BatchStep(models.Model):
    """导入明细: what a batch did to one entry, and between which versions; or the `fault` for which a row was left out."""

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="+", verbose_name=pgettext_lazy("register", "batch")
    )
    line = models.PositiveIntegerField(pgettext_lazy("register", "line"))
    key = models.CharField(pgettext_lazy("register", "key"), max_length=200)
    entry = models.BigIntegerField(_ENTRY, null=True)
    fault = models.JSONField(pgettext_lazy("register", "fault"), null=True)
    before = models.BigIntegerField(pgettext_lazy("register", "version before"), default=0)
    after = models.BigIntegerField(pgettext_lazy("register", "version after"), default=0)
    undone = models.BooleanField(pgettext_lazy("register", "taken back"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("register", "import step")
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="batch_step_once_a_line"),
        ]


class Mapping(models.Model):
    """列对应: which column of files with one header holds which field, as one of the staff chose last."""

    by = models.CharField(_("by"), max_length=40)
    kind = models.CharField(_KIND, max_length=41)
    signature = models.CharField(pgettext_lazy("register", "header"), max_length=64)
    mapping = models.JSONField(pgettext_lazy("register", "columns"))

    class Meta:
        verbose_name = pgettext_lazy("register", "column mapping")
        constraints = [
            models.UniqueConstraint(fields=["by", "kind", "signature"], name="mapping_once"),
        ]


class SavedFilter(models.Model):
    """常用筛选: how one of the staff narrows the list of a register, under a name of his own."""

    by = models.CharField(_("by"), max_length=40)
    kind = models.CharField(_KIND, max_length=41)
    name = models.CharField(pgettext_lazy("register", "name of the filter"), max_length=20)
    query = models.CharField(pgettext_lazy("register", "query"), max_length=800)

    class Meta:
        verbose_name = pgettext_lazy("register", "saved filter")
        constraints = [
            models.UniqueConstraint(fields=["by", "kind", "name"], name="saved_filter_once"),
        ]
