"""The tables of parties and of what is known of them; personal data is sealed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.parties.labels import CHANNELS, NUMBER_KINDS, PARTY_KINDS
from tongban.kernel.parties.rules import Channel, NumberKind, PartyKind


class Party(models.Model):
    """申请人: a citizen or an organisation for whom cases run.

    `name_index` is the pinyin sort key; `number_index` the blind index. `person_id` is the login, where there is one.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=PARTY_KINDS)
    name = models.CharField(_("name"), max_length=200)
    name_index = models.CharField(_("name in pinyin"), max_length=600, db_index=True)
    number_kind = models.CharField(_("kind of number"), max_length=16, choices=NUMBER_KINDS)
    number_sealed = models.BinaryField(_("identity or credit number"))
    number_index = models.CharField(_("blind index of the number"), max_length=64)
    phone_sealed = models.BinaryField(_("telephone"), null=True)
    address_sealed = models.BinaryField(_("address"), null=True)
    email_sealed = models.BinaryField(_("e-mail address"), null=True)
    person_id = models.BigIntegerField(_("login account"), null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [models.Index(fields=["name"], name="party_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["number_kind", "number_index"], name="party_number_once"
            ),
            models.CheckConstraint(
                name="party_kind_is_known", condition=Q(kind__in=[str(kind) for kind in PartyKind])
            ),
            models.CheckConstraint(
                name="party_number_kind_is_known",
                condition=Q(number_kind__in=[str(kind) for kind in NumberKind]),
            ),
            models.CheckConstraint(
                name="party_number_index_is_a_digest",
                condition=Q(number_index__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    @property
    def actor_id(self) -> str:
        """Return its opaque id, as the log knows it."""
        return f"party/{self.pk}"


class KnownValue(models.Model):
    """已知信息: the sealed value of one data element of a party, the newest only."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="+", verbose_name=_("party"))
    element = models.CharField(_("data element"), max_length=80)
    value_sealed = models.BinaryField(_("value"))
    source = models.CharField(_("source"), max_length=80)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("known value")
        verbose_name_plural = _("known values")
        constraints = [
            models.UniqueConstraint(fields=["party", "element"], name="known_value_once"),
        ]


class Consent(models.Model):
    """接收同意: a party asked to be told over one channel; the row goes when it no longer wants that."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="+", verbose_name=_("party"))
    channel = models.CharField(_("channel"), max_length=8, choices=CHANNELS)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["party", "channel"], name="consent_once"),
            models.CheckConstraint(
                name="consent_channel_is_known",
                condition=Q(channel__in=[str(channel) for channel in Channel]),
            ),
        ]


class KeyCheck(models.Model):
    """密钥校验: one sealed word that only the right key opens."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed = models.BinaryField(_("sealed word"))

    class Meta:
        verbose_name = _("key check")
        constraints = [models.CheckConstraint(name="key_check_is_one_row", condition=Q(id=1))]
