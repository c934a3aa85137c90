"""办理经过表: requests for approval, special procedures, pauses, timers and original papers of a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.cases.owned import CaseOwned


class Request(CaseOwned):
    """报批: what a second person must approve."""

    kind = models.CharField(_("kind"), max_length=20)
    round = models.BigIntegerField(_("round"))
    wish = models.BigIntegerField(_("wish"))
    state = models.CharField(_("state"), max_length=20)
    by = models.CharField(_("asked by"), max_length=40)
    asked_at = models.DateTimeField(_("asked at"))
    answered_by = models.CharField(_("answered by"), max_length=40, null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("request for approval")
        constraints = [
            models.CheckConstraint(
                name="nobody_approves_his_own_request",
                condition=Q(answered_by__isnull=True)
                | ~Q(state="granted")
                | ~Q(answered_by=models.F("by")),
                violation_error_message=_("A request must be approved by a second person."),
            ),
        ]


class Pause(CaseOwned):
    """中止: an interval that does not count, with its ground, notice and announced end."""

    round = models.BigIntegerField(_("round"), null=True)
    ground = models.CharField(_("ground"), max_length=40)
    notice = models.BigIntegerField(_("notice"))
    since = models.DateTimeField(_("since"))
    announced = models.DateTimeField(_("announced end"))
    until = models.DateTimeField(_("until"), null=True)
    by = models.CharField(_("by"), max_length=40)

    class Meta:
        verbose_name = _("pause")
        constraints = [
            models.CheckConstraint(
                name="a_pause_is_announced_to_end_after_it_begins",
                condition=Q(announced__gte=models.F("since")),
                violation_error_message=_(
                    "The announced end of a pause must lie after its beginning."
                ),
            ),
        ]


class Special(CaseOwned):
    """特别程序: a hearing, inspection, testing, expert review or site visit."""

    kind = models.CharField(_("kind"), max_length=20)
    state = models.CharField(_("state"), max_length=20)
    pause = models.BigIntegerField(_("pause"), null=True)
    until = models.DateField(_("until"), null=True)
    words = models.BigIntegerField(_("words"))
    opened_at = models.DateTimeField(_("opened at"))
    on = models.DateTimeField(_("arranged for"), null=True)
    chair = models.CharField(_("chair"), max_length=40, blank=True)
    people = models.IntegerField(_("people"))
    record = models.BigIntegerField(_("record"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("special procedure")


class Timer(CaseOwned):
    """计时: what happens by itself after an instant; one job sweeps them."""

    kind = models.CharField(_("kind"), max_length=20)
    about = models.BigIntegerField(_("about"), null=True)
    start = models.DateTimeField(_("start"))
    length = models.CharField(_("length"), max_length=12)
    due_on = models.DateField(_("due day"))
    due_at = models.DateTimeField(_("due instant"))
    edition = models.TextField(_("calendar edition"))
    state = models.CharField(_("state"), max_length=20)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    node = models.CharField(_("event of the flow"), max_length=200, default="", blank=True)

    class Meta:
        verbose_name = _("timer")
        indexes = [
            models.Index(fields=["due_at"], name="timer_by_due", condition=Q(state="set")),
            models.Index(
                fields=["home", "edition"], name="timer_by_edition", condition=Q(state="set")
            ),
        ]


class Original(CaseOwned):
    """原件: one original paper in the organ's keeping, and who has it."""

    material = models.CharField(_("material"), max_length=60)
    name = models.CharField(_("name"), max_length=200, blank=True)
    copies = models.IntegerField(_("copies"))
    holder = models.CharField(_("holder"), max_length=40)
    taken_at = models.DateTimeField(_("taken at"))
    handover = models.BigIntegerField(_("hand-over list"), null=True)
    offered_to = models.CharField(_("handed to"), max_length=40, null=True)
    names = models.BigIntegerField(_("content of its name"), null=True)

    class Meta:
        verbose_name = _("original paper")
