"""The tables of the log."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """日志: one thing that happened. Rows are added, never changed."""

    pk = models.CompositePrimaryKey("home", "stream", "n")
    home = models.BigIntegerField(_("home"))
    subject = models.BigIntegerField(_("case"))
    stream = models.CharField(_("stream"), max_length=80)
    n = models.BigIntegerField(_("number"))
    type = models.CharField(_("type"), max_length=60)
    at = models.DateTimeField(_("recorded at"))
    by = models.CharField(_("by"), max_length=40)
    behalf = models.CharField(_("on behalf of"), max_length=40, null=True)
    organ = models.CharField(_("organ"), max_length=40, blank=True)
    data = models.JSONField(_("data"))
    prev = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("log entry")
        indexes = [
            models.Index(fields=["home", "subject", "n"], name="event_by_case"),
            # Whoever reads the log reads days; the log is written in the order of time, so a few bytes a block are enough.
            BrinIndex(fields=["at"], name="event_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                name="an_event_is_numbered_from_one", condition=models.Q(n__gte=1)
            ),
        ]


class StreamHead(models.Model):
    """链首: the end of a stream that no case owns; the row is locked while the stream grows."""

    pk = models.CompositePrimaryKey("home", "stream")
    home = models.BigIntegerField(_("home"))
    stream = models.CharField(_("stream"), max_length=80)
    n = models.BigIntegerField(_("number"))
    hash = models.CharField(_("hash"), max_length=64)
    at = models.DateTimeField(_("recorded at"), null=True)

    class Meta:
        verbose_name = _("stream head")


class Outbox(models.Model):
    """发件箱: the events of one command, waiting for those who follow the log after commit.

    `told` names the followers that have them already; after a failure nothing is tried before `next_at`.
    """

    pk = models.CompositePrimaryKey("home", "stream", "first")
    home = models.BigIntegerField(_("home"))
    subject = models.BigIntegerField(_("case"))
    stream = models.CharField(_("stream"), max_length=80)
    first = models.BigIntegerField(_("first number"))
    last = models.BigIntegerField(_("last number"))
    told = models.JSONField(_("followers told"), default=list, db_default=[])
    attempts = models.PositiveIntegerField(_("attempts"), default=0, db_default=0)
    next_at = models.DateTimeField(_("not before"), null=True)
    error = models.TextField(_("last error"), default="", db_default="")

    class Meta:
        verbose_name = _("outbox row")


class Unsealed(models.Model):
    """待封日志: the events of one command from the number `first` on, waiting for the next seal.

    `hashes` are their hashes one after the other, 32 bytes each.
    """

    pk = models.CompositePrimaryKey("home", "stream", "first")
    home = models.BigIntegerField(_("home"))
    stream = models.CharField(_("stream"), max_length=80)
    first = models.BigIntegerField(_("first number"))
    hashes = models.BinaryField(_("hashes"))

    class Meta:
        verbose_name = _("unsealed events")


class Sealed(models.Model):
    """已封日志: where in which seal the events of one command stand, the first of them at the leaf `leaf` of the seal `k`."""

    pk = models.CompositePrimaryKey("home", "stream", "first")
    home = models.BigIntegerField(_("home"))
    stream = models.CharField(_("stream"), max_length=80)
    first = models.BigIntegerField(_("first number"))
    k = models.BigIntegerField(_("number"))
    leaf = models.BigIntegerField(_("leaf"))
    hashes = models.BinaryField(_("hashes"))

    class Meta:
        verbose_name = _("sealed events")
        indexes = [models.Index(fields=["k", "leaf"], name="sealed_by_leaf")]


class Seal(models.Model):
    """日志封签: the signed root of a tree over events, chained to the seal before. Rows are added, never changed."""

    k = models.BigIntegerField(_("number"), primary_key=True)
    first = models.BigIntegerField(_("first number"))
    count = models.BigIntegerField(_("events"))
    root = models.CharField(_("root"), max_length=64)
    prev = models.CharField(_("hash before"), max_length=64)
    at = models.DateTimeField(_("recorded at"))
    hash = models.CharField(_("hash"), max_length=64)
    signature = models.CharField(_("signature"), max_length=128)

    class Meta:
        verbose_name = _("seal of the log")


class SealHead(models.Model):
    """封签链首: the end of the chain of seals; the one row is locked while the chain grows."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    k = models.BigIntegerField(_("number"), default=0)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("end of the seals")
        constraints = [
            models.CheckConstraint(name="there_is_one_end_of_seals", condition=models.Q(id=1)),
        ]
