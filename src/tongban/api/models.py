"""接入方、密钥、代办关联、事件订阅与推送: who may use the API, for whom, and what is pushed to whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.api.rules import PushState


class Client(models.Model):
    """接入方: a program that uses the API. It is a person that holds posts, or that is linked with a party."""

    person = models.OneToOneField(
        "identity.Person", models.PROTECT, related_name="+", verbose_name=_("person")
    )
    scopes = models.JSONField(_("scopes"))
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("API client")
        verbose_name_plural = _("API clients")

    @property
    def actor_id(self) -> str:
        """Return the opaque id under which the log knows what it does."""
        return f"person/{self.person_id}"


class ClientKey(models.Model):
    """接口密钥: a key of a client, of which a digest alone is kept; it opens nothing after `until`.

    `used_at` is when it was last used, to the minute.
    """

    client = models.ForeignKey(
        Client, models.PROTECT, related_name="+", verbose_name=_("API client")
    )
    digest = models.CharField(_("digest of the key"), max_length=64, unique=True)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("valid until"), null=True)
    used_at = models.DateTimeField(_("last used at"), null=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = [
            models.CheckConstraint(
                name="client_key_is_a_digest", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            )
        ]


class PartyLink(models.Model):
    """代办关联: the party whose own program a client is, and what it may do for that party."""

    client = models.ForeignKey(
        Client, models.PROTECT, related_name="+", verbose_name=_("API client")
    )
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, related_name="+", verbose_name=_("party")
    )
    powers = models.JSONField(_("powers"))
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("link with a party")
        verbose_name_plural = _("links with parties")
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(ended_at__isnull=True), name="party_link_once"
            )
        ]


class Webhook(models.Model):
    """事件订阅: where a client is told of which events; the secret that signs them is sealed.

    After a failure it rests until `rests_until`, so that one that does not answer costs the others no time.
    """

    client = models.ForeignKey(
        Client, models.PROTECT, related_name="+", verbose_name=_("API client")
    )
    url = models.CharField(_("web address"), max_length=500)
    types = models.JSONField(_("types of events"))
    secret_sealed = models.BinaryField(_("secret"))
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    rests_until = models.DateTimeField(_("rests until"), null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "url"],
                condition=Q(ended_at__isnull=True),
                name="webhook_once_an_address",
            )
        ]


class Push(models.Model):
    """推送: one event on its way to one webhook; those of one subject, such as `case/12`, go in their order."""

    webhook = models.ForeignKey(
        Webhook, models.PROTECT, related_name="+", verbose_name=_("webhook")
    )
    event = models.CharField(_("event"), max_length=120)
    subject = models.CharField(_("subject"), max_length=60)
    type = models.CharField(_("type"), max_length=60)
    body = models.JSONField(_("body"))
    state = models.CharField(_("state"), max_length=8, default=PushState.WAITING.value)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True)
    answered = models.PositiveSmallIntegerField(_("last answer"), null=True)
    fault = models.CharField(_("last fault"), max_length=20, blank=True)
    at = models.DateTimeField(_("at"))
    ended_at = models.DateTimeField(_("taken or given up at"), null=True)

    class Meta:
        verbose_name = _("push")
        verbose_name_plural = _("pushes")
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="push_once_a_webhook"),
            models.CheckConstraint(
                name="push_is_taken_or_tried_again_or_given_up",
                condition=Q(
                    state__in=[PushState.SENT.value, PushState.GIVEN_UP.value],
                    next_try_at__isnull=True,
                    ended_at__isnull=False,
                )
                | Q(
                    state__in=[PushState.WAITING.value, PushState.FAILED.value],
                    next_try_at__isnull=False,
                    ended_at__isnull=True,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="push_to_try", condition=Q(next_try_at__isnull=False)
            ),
            models.Index(
                fields=["webhook", "subject", "id"],
                name="push_in_order",
                condition=Q(next_try_at__isnull=False),
            ),
        ]
