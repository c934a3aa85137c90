"""Tables of bookings: things, who has them when, and the feeds of calendars."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy as _

from tongban.kernel.bookings.labels import STATES
from tongban.kernel.bookings.rules import Period, State

HOLDS_PLACE = Q(state__in=["asked", "approved", "taken"])


class Thing(models.Model):
    """可预约物: a car, a driver, a room; `key` is what the domain that owns its `kind` calls it.

    `turnaround` is kept free after each use, `grace` is how long an approved booking waits to be taken (none: for ever).
    """

    home = models.BigIntegerField(_("home"))
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key of its domain"), max_length=60)
    label = models.CharField(_("name"), max_length=100)
    keeper = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("keeper")
    )
    turnaround = models.DurationField(_("turnaround"))
    grace = models.DurationField(_("grace"), null=True)
    retired_at = models.DateTimeField(_("retired at"), null=True)

    class Meta:
        verbose_name = _("bookable thing")
        verbose_name_plural = _("bookable things")
        constraints = [
            models.UniqueConstraint(fields=["home", "kind", "key"], name="a_thing_is_added_once"),
        ]
        indexes = [models.Index(fields=["keeper", "kind"], name="thing_by_keeper")]

    def __str__(self) -> str:
        return self.label

    @property
    def stream(self) -> str:
        """Return the name of the thing's stream in the log."""
        return f"thing/{self.pk}"


class Booking(models.Model):
    """预约: one thing for one period. `occupied` is the period with the turnaround after it; states that hold the place never overlap.

    `organ` and `person` (an actor such as `person/12`, or empty) are whom it is for, `series` the first booking of a series,
    `n` the number of its last event, `due_at` when it is released by itself.
    """

    home = models.BigIntegerField(_("home"))
    thing = models.ForeignKey(
        Thing, models.PROTECT, related_name="bookings", verbose_name=_("bookable thing")
    )
    period = DateTimeRangeField(_("period"))
    occupied = DateTimeRangeField(_("occupied"))
    state = models.CharField(_("state"), max_length=10, choices=STATES)
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    person = models.CharField(_("person"), max_length=40, blank=True)
    cause = models.CharField(_("cause"), max_length=100, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    series = models.BigIntegerField(_("series"), null=True)
    due_at = models.DateTimeField(_("released by itself at"), null=True)
    asked_by = models.CharField(_("asked by"), max_length=40)
    asked_at = models.DateTimeField(_("asked at"))
    asked_key = models.CharField(_("key"), max_length=200)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    back_at = models.DateTimeField(_("brought back at"), null=True)
    n = models.BigIntegerField(_("number in the log"))
    last_by = models.CharField(_("last changed by"), max_length=40)
    last_key = models.CharField(_("last key"), max_length=200)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            ExclusionConstraint(
                name="two_never_have_one_thing_at_once",
                expressions=[
                    (
                        Func("thing", "thing", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("occupied", RangeOperators.OVERLAPS),
                ],
                condition=HOLDS_PLACE,
            ),
            models.UniqueConstraint(
                fields=["thing"], condition=Q(state="taken"), name="a_thing_is_out_once"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=HOLDS_PLACE, name="booking_by_due"),
            models.Index(fields=["home", "cause"], name="booking_by_cause"),
            models.Index(fields=["person", "asked_by"], name="booking_by_person"),
        ]

    def __str__(self) -> str:
        return self.stream

    @property
    def stream(self) -> str:
        """Return the name of the booking's stream in the log."""
        return f"booking/{self.pk}"

    @property
    def stands(self) -> State:
        """Return the state as the rules know it."""
        return State(self.state)

    @property
    def span(self) -> Period:
        """Return the booked period."""
        return Period(self.period.lower, self.period.upper)


class Feed(models.Model):
    """日历订阅: the secret address under which somebody's own calendar reads the bookings; only the digest of its token is kept."""

    person = models.BigIntegerField(_("person"))
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="a_person_has_one_feed",
            ),
        ]

    def __str__(self) -> str:
        return f"feed/{self.pk}"
