"""The tables of what lets people in: visits, second factors, recovery codes, passwords of the past."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(AbstractBaseUser):
    """账号: how somebody's login stands. It is not active while it is locked, nor once it has ended."""

    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    password_at = models.DateTimeField(_("password set at"), null=True, blank=True)
    must_change = models.BooleanField(_("must change the password"), default=False)

    class Meta:
        abstract = True


class Visit(models.Model):
    """会话: one time that somebody is signed in, from one browser. Ended ones stay as the memory of the last entries."""

    person = models.ForeignKey(
        "identity.Person", models.CASCADE, related_name="+", verbose_name=_("person")
    )
    session = models.CharField(_("session"), max_length=64)
    way = models.CharField(_("way in"), max_length=12)
    agent = models.CharField(_("browser"), max_length=120, blank=True)
    address = models.CharField(_("network"), max_length=60, blank=True)
    began_at = models.DateTimeField(_("began at"))
    seen_at = models.DateTimeField(_("last seen at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [
            models.Index(fields=["person", "-began_at"], name="visit_of_person"),
            models.Index(fields=["session"], name="visit_by_session"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.began_at}"


class SecondFactor(models.Model):
    """动态口令: the secret that a person's authenticator shares with us, sealed; in force once `confirmed_at` is set.

    `step` is the last time step that was used: no code works twice.
    """

    person = models.OneToOneField(
        "identity.Person", models.CASCADE, related_name="+", verbose_name=_("person")
    )
    sealed = models.BinaryField(_("sealed secret"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    step = models.BigIntegerField(_("last step used"), default=0)

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return str(self.person_id)


class RecoveryCode(models.Model):
    """恢复码: lets its person in once without the authenticator; only its keyed digest is kept."""

    person = models.ForeignKey(
        "identity.Person", models.CASCADE, related_name="+", verbose_name=_("person")
    )
    digest = models.CharField(_("digest"), max_length=64)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class PastPassword(models.Model):
    """用过的口令: the hash of a password that somebody had, so that it is not chosen again at once."""

    person = models.ForeignKey(
        "identity.Person", models.CASCADE, related_name="+", verbose_name=_("person")
    )
    hash = models.CharField(_("hash"), max_length=200)
    at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("past password")
        verbose_name_plural = _("past passwords")
        indexes = [models.Index(fields=["person", "-at"], name="past_password_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at}"
