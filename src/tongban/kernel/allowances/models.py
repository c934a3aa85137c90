"""Tables of allowances: accounts, and their movements, which are only added to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongban.kernel.allowances.labels import CODES, UNITS
from tongban.kernel.allowances.rules import Figures, Part, Unit

DIGITS, PLACES = 18, 3


class Account(models.Model):
    """额度账户: what an organ may have of one thing, in one year or open-ended. `keeper` is the organ that runs it.

    It holds no figure: each is the sum of its movements.
    """

    home = models.BigIntegerField(_("home"))
    kind = models.CharField(_("kind"), max_length=60)
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    keeper = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("keeper")
    )
    key = models.CharField(_("class"), max_length=60, blank=True)
    unit = models.CharField(_("unit of account"), max_length=12, choices=UNITS)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    opened_by = models.CharField(_("account opened by"), max_length=40)
    opened_at = models.DateTimeField(_("account opened at"))

    class Meta:
        verbose_name = _("allowance account")
        verbose_name_plural = _("allowance accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["home", "kind", "organ", "key", "year"],
                name="an_organ_has_one_account_of_a_kind",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["keeper", "kind"], name="account_by_keeper")]

    def __str__(self) -> str:
        return self.stream

    @property
    def stream(self) -> str:
        """Return the name of the account's stream in the log."""
        return f"allowance/{self.pk}"

    @property
    def counted_in(self) -> Unit:
        """Return the unit as the rules know it."""
        return Unit(self.unit)


class Movement(models.Model):
    """额度台账: one line of the ledger of an account; `n` is the number of its event in the account's stream.

    `hold` is the number of the hold that it belongs to, 0 for none. The last six columns say what it adds to each figure.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="movements", verbose_name=_("allowance account")
    )
    home = models.BigIntegerField(_("home"))
    n = models.BigIntegerField(_("number in the log"))
    code = models.CharField(_("movement"), max_length=10, choices=CODES)
    amount = models.DecimalField(_("amount"), max_digits=DIGITS, decimal_places=PLACES)
    part = models.CharField(_("part"), max_length=10, blank=True)
    hold = models.BigIntegerField(_("hold"), default=0)
    cause = models.CharField(_("cause"), max_length=100)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    reverses = models.BigIntegerField(_("reverses"), null=True)
    other = models.BigIntegerField(_("other account"), null=True)
    happened = models.DateField(_("day of the fact"))
    recorded_at = models.DateTimeField(_("recorded at"))
    by = models.CharField(_("recorded by"), max_length=40)
    act = models.CharField(_("key"), max_length=200)
    approved = models.DecimalField(
        pgettext_lazy("allowance", "approved"), default=0, max_digits=DIGITS, decimal_places=PLACES
    )
    adjusted = models.DecimalField(
        pgettext_lazy("allowance", "adjusted"), default=0, max_digits=DIGITS, decimal_places=PLACES
    )
    held = models.DecimalField(
        pgettext_lazy("allowance", "held"), default=0, max_digits=DIGITS, decimal_places=PLACES
    )
    committed = models.DecimalField(
        pgettext_lazy("allowance", "committed"), default=0, max_digits=DIGITS, decimal_places=PLACES
    )
    used = models.DecimalField(
        pgettext_lazy("allowance", "used"), default=0, max_digits=DIGITS, decimal_places=PLACES
    )
    released = models.DecimalField(
        pgettext_lazy("allowance", "released"), default=0, max_digits=DIGITS, decimal_places=PLACES
    )

    class Meta:
        verbose_name = _("allowance movement")
        verbose_name_plural = _("allowance movements")
        constraints = [
            models.UniqueConstraint(fields=["account", "n"], name="a_movement_has_its_number"),
            models.UniqueConstraint(
                fields=["account", "reverses"], name="a_movement_is_reversed_once"
            ),
            models.CheckConstraint(
                name="a_movement_moves_something",
                condition=Q(code__in=["adjust", "transfer"]) & ~Q(amount=0) | Q(amount__gt=0),
            ),
            models.CheckConstraint(
                name="a_hold_begins_itself", condition=~Q(code="hold") | Q(hold=F("n"))
            ),
            models.CheckConstraint(
                name="a_reversal_names_what_it_reverses",
                condition=Q(code="reverse", reverses__lt=F("n"))
                | ~Q(code="reverse") & Q(reverses__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["home", "cause"], name="movement_by_cause")]

    def __str__(self) -> str:
        return f"{self.account_id}#{self.n}"

    @property
    def figures(self) -> Figures:
        """Return what it adds to each figure."""
        return Figures(
            self.approved, self.adjusted, self.held, self.committed, self.used, self.released
        )

    @property
    def freed(self) -> Part:
        """Return which part a release freed."""
        return Part(self.part)
