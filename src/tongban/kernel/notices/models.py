"""通知与投递: what an applicant is told, and every way on which it goes out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.notices.labels import FAULTS, STATES
from tongban.kernel.notices.rules import State
from tongban.kernel.parties.labels import CHANNELS
from tongban.kernel.parties.rules import Channel


class Notice(models.Model):
    """通知: one message to one applicant about one thing that happened; its words are made where it is read.

    `stream` and `n` name what happened as the log does, or as the sender does where it is in no log, so that telling
    twice leaves one. `subject` is where the message leads (`case/NUMBER`, `certificate/12`), `title` the name of the
    matter or certificate, `facts` figures and days, never anything personal.
    """

    pk = models.CompositePrimaryKey("party", "stream", "n")
    party = models.BigIntegerField(_("applicant"))
    stream = models.CharField(_("stream"), max_length=80)
    n = models.BigIntegerField(_("event"))
    subject = models.CharField(_("about"), max_length=80)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=60)
    facts = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["party", "-at"], name="notice_by_party"),
            models.Index(fields=["party"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]


class Delivery(models.Model):
    """投递: one notice on its way over one channel; the address it was last tried at is sealed."""

    party = models.BigIntegerField(_("applicant"))
    stream = models.CharField(_("stream"), max_length=80)
    n = models.BigIntegerField(_("event"))
    subject = models.CharField(_("about"), max_length=80)
    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("channel"), max_length=8, choices=CHANNELS)
    message_id = models.CharField(_("message number"), max_length=32, unique=True)
    address_sealed = models.BinaryField(_("address"))
    state = models.CharField(_("state"), max_length=8, choices=list(STATES.items()))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True)
    error = models.CharField(
        _("last fault"), max_length=20, choices=list(FAULTS.items()), blank=True
    )
    at = models.DateTimeField(_("at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["party", "stream", "n", "channel"], name="delivery_once_a_channel"
            ),
            models.CheckConstraint(
                name="delivery_channel_is_known",
                condition=Q(channel__in=[str(channel) for channel in Channel]),
            ),
            models.CheckConstraint(
                name="delivery_is_sent_or_tried_again_or_given_up",
                condition=Q(state=State.SENT.value, sent_at__isnull=False, next_try_at__isnull=True)
                | Q(
                    state__in=[State.WAITING.value, State.FAILED.value],
                    sent_at__isnull=True,
                    next_try_at__isnull=False,
                )
                | Q(state=State.GIVEN_UP.value, sent_at__isnull=True, next_try_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="delivery_to_try",
                condition=Q(next_try_at__isnull=False),
            ),
            models.Index(fields=["-at", "-id"], name="delivery_newest"),
        ]
