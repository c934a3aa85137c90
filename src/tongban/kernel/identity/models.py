"""The tables of organs, offices, posts, people, holdings and mandates."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.identity import rules
from tongban.kernel.identity.accounts import Account
from tongban.kernel.identity.constraints import ends_after_it_begins, exactly, one_of
from tongban.kernel.identity.edition import Edition
from tongban.kernel.identity.labels import (
    DUTIES,
    MANDATE_KINDS,
    POWERS,
    CodeScheme,
    Level,
    Nature,
    PersonKind,
)
from tongban.kernel.identity.proxies import Proxy
from tongban.kernel.identity.rules import Duty, MandateKind, Power

__all__ = [
    "Edition",
    "Holding",
    "Mandate",
    "Office",
    "Organ",
    "OrganCode",
    "Person",
    "Post",
    "Proxy",
]


class Organ(models.Model):
    """机关: a body that may act in the name of the state. `path` holds the ids from the root down, as in `1/14/233/`."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    division = models.CharField(_("division"), max_length=12)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature, default=Nature.STATUTORY)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("superior organ"),
    )
    path = models.CharField(_("path"), max_length=200)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organs")
        ordering = ["path"]
        indexes = [models.Index(OpClass("path", name="text_pattern_ops"), name="organ_path_prefix")]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"],
                condition=Q(until__isnull=True),
                name="organ_name_once_per_division",
            ),
            models.UniqueConstraint(fields=["path"], name="organ_path_once"),
            models.CheckConstraint(
                name="organ_division_is_a_code", condition=Q(division__regex=r"^[0-9]{2,12}$")
            ),
            models.CheckConstraint(
                name="organ_path_is_of_ids", condition=Q(path__regex=r"^([0-9]+/)+$")
            ),
            one_of("organ", "level", Level.values),
            one_of("organ", "nature", Nature.values),
            ends_after_it_begins("organ"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> int:
        """Return its county-level division as a number, the home key of what it owns."""
        return rules.home_of(self.division)

    @property
    def actor_id(self) -> str:
        """Return its opaque id, as the log knows it."""
        return f"organ/{self.pk}"


class OrganCode(models.Model):
    """机关代码: one code of an organ in one scheme, as it was given and as it is compared."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="codes", verbose_name=_("organ"))
    scheme = models.CharField(_("scheme"), max_length=20, choices=CodeScheme)
    value = models.CharField(_("code"), max_length=40)
    given = models.CharField(_("code as given"), max_length=60)
    warning = models.TextField(_("warning"), null=True, blank=True)

    class Meta:
        verbose_name = _("organ code")
        verbose_name_plural = _("organ codes")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="organ_code_once"),
            one_of("organ_code", "scheme", CodeScheme.values),
        ]

    def __str__(self) -> str:
        return self.value


class Office(models.Model):
    """内设机构: a section within an organ."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="office_once_per_organ")
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """岗位: where work arrives. `home` is its organ's county, the key of its inbox."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    name = models.CharField(_("name"), max_length=120)
    duty = models.CharField(_("duty"), max_length=16, choices=DUTIES)
    home = models.BigIntegerField(_("home"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [models.Index(fields=["organ", "duty"], name="post_of_organ_by_duty")]
        constraints = [one_of("post", "duty", list(Duty)), ends_after_it_begins("post")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_id(self) -> str:
        """Return its opaque id, as the log knows it."""
        return f"post/{self.pk}"


class People(BaseUserManager["Person"]):
    """Finds people by user name, as logging in needs it."""


class Person(Account):
    """人员: somebody with a login, of the staff or of the public, or a program with a key; `organ` keeps the account of one of the staff."""

    username = models.CharField(_("user name"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=PersonKind)
    is_active = models.BooleanField(_("active account"), default=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)
    language = models.CharField(_("language"), max_length=12, null=True, blank=True)
    elder = models.BooleanField(_("elder mode"), default=False)
    created_at = models.DateTimeField(_("created at"))
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organ")
    )

    USERNAME_FIELD = "username"
    objects = People()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [one_of("person", "kind", PersonKind.values)]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_id(self) -> str:
        """Return the opaque id, as the log knows it."""
        return f"person/{self.pk}"


class Holding(models.Model):
    """任职: a person holds a post from `since` up to, but without, `until`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("post"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints = [
            ends_after_it_begins("holding"),
            ExclusionConstraint(
                name="holding_once_at_a_time",
                expressions=[
                    (exactly("person"), RangeOperators.OVERLAPS),
                    (exactly("post"), RangeOperators.OVERLAPS),
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

    def __str__(self) -> str:
        return f"{self.person_id} → {self.post_id}"


class Mandate(models.Model):
    """授权、委托: a post or a person may use one power for an organ and those below it, for a period."""

    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    power = models.CharField(_("power"), max_length=16, choices=POWERS)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    matter_id = models.BigIntegerField(_("matter"), null=True, blank=True)
    amount_limit = models.BigIntegerField(_("amount limit (yuan)"), null=True, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=MANDATE_KINDS)
    stands_in_for = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stands in for"),
    )
    grounds = models.TextField(_("grounds"), blank=True)
    granted_by = models.CharField(_("granted by"), max_length=40)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        indexes = [
            models.Index(fields=["post", "power"], name="mandate_of_post"),
            models.Index(fields=["person", "power"], name="mandate_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="mandate_to_a_post_or_a_person",
                condition=Q(post__isnull=True, person__isnull=False)
                | Q(post__isnull=False, person__isnull=True),
            ),
            models.CheckConstraint(
                name="mandate_proxy_names_its_post",
                condition=Q(kind=MandateKind.PROXY.value, stands_in_for__isnull=False)
                | (~Q(kind=MandateKind.PROXY.value) & Q(stands_in_for__isnull=True)),
            ),
            models.CheckConstraint(
                name="mandate_amount_limit_is_no_debt",
                condition=Q(amount_limit__isnull=True) | Q(amount_limit__gte=0),
            ),
            models.CheckConstraint(
                name="mandate_beyond_the_duty_has_grounds",
                condition=Q(kind=MandateKind.DUTY.value) | ~Q(grounds=""),
            ),
            one_of("mandate", "power", list(Power)),
            one_of("mandate", "kind", list(MandateKind)),
            ends_after_it_begins("mandate"),
        ]

    def __str__(self) -> str:
        return f"{self.get_power_display()} · {self.organ}"

    @property
    def organ_path(self) -> str:
        """Return the path of its organ."""
        return self.organ.path
