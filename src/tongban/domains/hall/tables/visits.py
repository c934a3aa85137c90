"""The tables of appointments and tickets. Names and telephones are sealed, and gone when the visit is over."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.domains.hall.rules.telling import written
from tongban.domains.hall.tables.place import Hall, Window


class Appointment(models.Model):
    """大厅预约: somebody comes to a hall at a slot, for a matter or to a general window.

    `booking` is the place that is held for it, `by` who booked (an actor, `public` without signing in); `reach` finds the
    appointments of one telephone without showing it.
    """

    class State(models.TextChoices):
        """预约状态: booked, came, cancelled, missed."""

        BOOKED = "booked", pgettext_lazy("appointment", "booked")
        CAME = "came", pgettext_lazy("appointment", "came")
        CANCELLED = "cancelled", pgettext_lazy("appointment", "cancelled")
        MISSED = "missed", pgettext_lazy("appointment", "did not come")

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("model", "service hall")
    )
    hall_id: int
    matter = models.BigIntegerField(_("matter"), null=True)
    day = models.DateField(pgettext_lazy("hall", "day"))
    starts_at = models.DateTimeField(pgettext_lazy("hall", "slot begins at"))
    ends_at = models.DateTimeField(pgettext_lazy("hall", "slot ends at"))
    booked_on = models.DateField(pgettext_lazy("hall", "booked on"))
    booking = models.BigIntegerField(pgettext_lazy("hall", "booked place"), null=True)
    state = models.CharField(
        pgettext_lazy("hall", "state"), max_length=9, choices=State, default=State.BOOKED
    )
    by = models.CharField(pgettext_lazy("hall", "booked by"), max_length=40)
    name_sealed = models.BinaryField(pgettext_lazy("hall", "who comes"), null=True)
    phone_sealed = models.BinaryField(_("telephone"), null=True)
    reach = models.CharField(pgettext_lazy("hall", "digest of the telephone"), max_length=64)
    key = models.CharField(_("key"), max_length=200)
    n = models.BigIntegerField(_("number in the log"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("model", "appointment at a hall")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="an_appointment_once_a_key"),
        ]
        indexes = [
            models.Index(fields=["hall", "day", "starts_at"], name="appointment_by_slot"),
            models.Index(fields=["reach", "day"], name="appointment_by_reach"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number that people quote."""
        return written(self.booked_on, self.pk)


class Ticket(models.Model):
    """排队号: a number of a series and a day, from the machine to the end at a window.

    `wanted` is the window to which it was sent on, `behind` how many go before it as it did not come when called.
    """

    class State(models.TextChoices):
        """排队状态: waiting, called, serving, done, lapsed."""

        WAITING = "waiting", pgettext_lazy("ticket", "waiting")
        CALLED = "called", pgettext_lazy("ticket", "called")
        SERVING = "serving", pgettext_lazy("ticket", "being served")
        DONE = "done", pgettext_lazy("ticket", "done")
        LAPSED = "lapsed", pgettext_lazy("ticket", "lapsed")

    class Priority(models.TextChoices):
        """优先照顾: none, soldiers, the old, the disabled."""

        NONE = "", pgettext_lazy("priority", "none of these")
        SOLDIER = "soldier", pgettext_lazy("priority", "soldier or veteran")
        ELDER = "elder", pgettext_lazy("priority", "elderly")
        DISABLED = "disabled", pgettext_lazy("priority", "disabled")

    hall = models.ForeignKey(
        Hall, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("model", "service hall")
    )
    hall_id: int
    day = models.DateField(pgettext_lazy("hall", "day"))
    series = models.CharField(pgettext_lazy("hall", "series"), max_length=1)
    sequence = models.PositiveIntegerField(pgettext_lazy("hall", "number in the series"))
    matter = models.BigIntegerField(_("matter"), null=True)
    appointment = models.OneToOneField(
        Appointment,
        models.PROTECT,
        null=True,
        related_name="ticket",
        verbose_name=pgettext_lazy("model", "appointment at a hall"),
    )
    appointment_id: int | None
    slot_at = models.DateTimeField(pgettext_lazy("hall", "slot begins at"), null=True)
    priority = models.CharField(
        pgettext_lazy("hall", "priority"), max_length=8, choices=Priority, blank=True
    )
    state = models.CharField(
        pgettext_lazy("hall", "state"), max_length=7, choices=State, default=State.WAITING
    )
    wanted = models.ForeignKey(
        Window,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("hall", "sent on to"),
    )
    wanted_id: int | None
    window = models.ForeignKey(
        Window,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("model", "window"),
    )
    window_id: int | None
    behind = models.PositiveSmallIntegerField(pgettext_lazy("hall", "behind"), default=0)
    passes = models.PositiveSmallIntegerField(pgettext_lazy("hall", "passed over"), default=0)
    taken_at = models.DateTimeField(pgettext_lazy("ticket", "taken at"))
    called_at = models.DateTimeField(pgettext_lazy("ticket", "called at"), null=True)
    began_at = models.DateTimeField(pgettext_lazy("ticket", "begun at"), null=True)
    ended_at = models.DateTimeField(pgettext_lazy("ticket", "ended at"), null=True)
    key = models.CharField(_("key"), max_length=200)
    last_by = models.CharField(_("last changed by"), max_length=40, blank=True)
    last_key = models.CharField(_("last key"), max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("model", "queue ticket")
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "day", "series", "sequence"], name="a_number_once_a_day"
            ),
            models.UniqueConstraint(fields=["hall", "key"], name="a_ticket_once_a_key"),
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(state__in=["called", "serving"]),
                name="a_window_serves_one_at_once",
            ),
        ]
        indexes = [models.Index(fields=["hall", "day", "state"], name="ticket_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number as the screen shows it: A001."""
        return f"{self.series}{self.sequence:03d}"
