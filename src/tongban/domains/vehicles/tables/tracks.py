"""Tables of tracks: the files that were brought, the trips cut from them, and the fences that cars should not leave."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.bookings.rules import Period


class TrackFile(models.Model):
    """轨迹文件: a file of positions that somebody brought. The file itself is not kept; `digest` tells it when it comes again.

    `counts` says how many points were read and dropped, how many trips were kept, and which cars nobody knew.
    """

    class State(models.TextChoices):
        """轨迹文件状态: kept, taken back."""

        KEPT = "kept", pgettext_lazy("track", "kept")
        UNDONE = "undone", pgettext_lazy("track", "taken back")

    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    by = models.CharField(_("brought by"), max_length=40)
    at = models.DateTimeField(_("brought at"))
    name = models.CharField(_("file name"), max_length=255)
    digest = models.CharField(_("digest of the file"), max_length=64)
    state = models.CharField(
        pgettext_lazy("track", "state"), max_length=8, choices=State, default=State.KEPT
    )
    counts = models.JSONField(_("counts"), default=dict)

    class Meta:
        verbose_name = _("file of tracks")
        constraints = [
            models.UniqueConstraint(
                fields=["home", "digest"],
                condition=Q(state="kept"),
                name="a_track_is_kept_once",
            )
        ]


class Journey(models.Model):
    """入库行程: one trip of one car as its track shows it, in metres.

    `path` is where it went, sealed under the operator's key. `left_at` is when it first was outside of every fence in
    force on its day; empty where it stayed within, or none was in force.
    """

    home = models.BigIntegerField(_("home"))
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", models.PROTECT, related_name="+", verbose_name=_("car")
    )
    vehicle_id: int
    file = models.ForeignKey(
        TrackFile, models.PROTECT, related_name="journeys", verbose_name=_("file of tracks")
    )
    period = DateTimeRangeField(_("period"))
    metres = models.PositiveIntegerField(_("length in metres"))
    points = models.PositiveIntegerField(_("points"))
    path = models.BinaryField(_("path, sealed"))
    left_at = models.DateTimeField(_("left its fences at"), null=True)

    class Meta:
        verbose_name = _("journey")
        indexes = [models.Index(fields=["vehicle", "period"], name="journey_of_a_car")]

    @property
    def span(self) -> Period:
        """Return from when to when it went."""
        return Period(self.period.lower, self.period.upper)


class Fence(models.Model):
    """电子围栏: an area of an organ's fleet, a circle (`radius` in metres) or a polygon, in force from one day to before another.

    `corners` are latitude and longitude in degrees as text, WGS-84; of a circle its centre alone.
    """

    class Shape(models.TextChoices):
        """围栏形状: circle, polygon."""

        CIRCLE = "circle", pgettext_lazy("fence", "circle")
        POLYGON = "polygon", pgettext_lazy("fence", "polygon")

    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    organ_id: int
    name = models.CharField(_("name of the fence"), max_length=40)
    shape = models.CharField(pgettext_lazy("fence", "shape"), max_length=8, choices=Shape)
    corners = models.JSONField(_("corners"))
    radius = models.PositiveIntegerField(_("radius in metres"), null=True)
    since = models.DateField(pgettext_lazy("fence", "in force from"))
    until = models.DateField(pgettext_lazy("fence", "in force until"), null=True)
    by = models.CharField(pgettext_lazy("fence", "set by"), max_length=40)
    at = models.DateTimeField(pgettext_lazy("fence", "set at"))
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("fence")
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="a_fence_once_a_key")]

    @property
    def stream(self) -> str:
        """Return the name of its stream in the log."""
        return f"fence/{self.pk}"
