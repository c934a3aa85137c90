"""证照表: certificates, the numbers given so far, and proposals to end a certificate."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongban.kernel.certificates.labels import KINDS, REQUESTS, STATES
from tongban.kernel.certificates.renewals import Request
from tongban.kernel.certificates.rules import Kind, Life, State


class NumberSeries(models.Model):
    """证号序列: the last number given by one organ under one word in one year."""

    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    series = models.CharField(_("word of the number"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("series of numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "series", "year"], name="number_series_once_per_organ_and_year"
            )
        ]


class Certificate(models.Model):
    """证照: one print of a certificate. A change or a renewal brings a further print (`edition`) of the same number.

    `valid_to` is the last valid day, inclusive; null is long-term (长期). `next_due` is when the sweep looks again.
    `reminded` is the smallest number of days that a reminder was given for. `case_number` granted this print.
    """

    home = models.BigIntegerField(_("home"))
    organ = models.ForeignKey(
        "identity.Organ", models.PROTECT, related_name="+", verbose_name=_("organ")
    )
    matter = models.BigIntegerField(_("matter"))
    version = models.BigIntegerField(_("version of the matter"))
    party = models.ForeignKey(
        "parties.Party", models.PROTECT, related_name="+", verbose_name=_("holder")
    )
    series = models.CharField(_("word of the number"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    running = models.PositiveIntegerField(_("running number"))
    edition = models.PositiveIntegerField(_("print"), default=1)
    number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    case_number = models.CharField(_("case"), max_length=40)
    issued_on = models.DateField(_("issued on"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("last valid day"), null=True)
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=State.VALID.value)
    state_on = models.DateField(_("in this state since"))
    deemed = models.BooleanField(_("renewed by silence"), default=False)
    predecessor = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="successor", verbose_name=_("predecessor")
    )
    request = models.CharField(_("request for renewal"), max_length=20, choices=REQUESTS, null=True)
    request_case = models.CharField(_("case of the request"), max_length=40, blank=True)
    reminded = models.PositiveSmallIntegerField(_("reminded so many days before"), null=True)
    next_due = models.DateField(_("next due"), null=True)
    terms_sealed = models.BinaryField(_("what it permits"))
    terms_salt = models.BinaryField(_("salt"))

    class Meta:
        verbose_name = _("certificate")
        indexes = [
            models.Index(
                fields=["next_due", "id"],
                name="certificate_due",
                condition=Q(next_due__isnull=False),
            ),
            models.Index(fields=["party", "matter"], name="certificate_of_party"),
            models.Index(fields=["matter", "state"], name="certificate_of_matter"),
            models.Index(fields=["organ", "state", "valid_to"], name="certificate_of_organ"),
            models.Index(fields=["home", "state", "valid_to"], name="certificate_of_home"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "series", "year", "running", "edition"],
                name="certificate_number_once",
            ),
            models.UniqueConstraint(
                fields=["home", "number", "edition"], name="certificate_number_once_per_home"
            ),
            models.CheckConstraint(
                name="certificate_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="certificate_state_is_known",
                condition=Q(state__in=[str(state) for state in State]),
            ),
            models.CheckConstraint(
                name="certificate_first_print_has_no_predecessor",
                condition=Q(edition=1, predecessor__isnull=True)
                | Q(edition__gt=1, predecessor__isnull=False),
            ),
            models.CheckConstraint(
                name="certificate_request_names_its_case",
                condition=Q(request__isnull=True, request_case="")
                | (Q(request__isnull=False) & ~Q(request_case="")),
            ),
        ]

    @property
    def life(self) -> Life:
        """Return what decides how it stands."""
        request = Request(self.request) if self.request else None
        return Life(State(self.state), self.valid_from, self.valid_to, self.reminded, request)

    def days_left(self, on: date) -> int | None:
        """Return the natural days after `on` through the last valid day; `None` for long-term."""
        return None if self.valid_to is None else (self.valid_to - on).days


class Proposal(models.Model):
    """取消提议: somebody wants a certificate ended; a second person decides. Reasons and words are sealed."""

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="proposals", verbose_name=_("certificate")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    ground = models.CharField(_("ground"), max_length=40)
    reasons_sealed = models.BinaryField(_("reasons"))
    reasons_salt = models.BinaryField(_("salt"))
    proposed_by = models.CharField(_("proposed by"), max_length=40)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_key = models.CharField(_("key"), max_length=100)
    agreed = models.BooleanField(_("agreed"), null=True)
    words_sealed = models.BinaryField(_("words"), null=True)
    words_salt = models.BinaryField(_("salt"), null=True)
    decided_by = models.CharField(_("decided by"), max_length=40, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_key = models.CharField(_("key"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("proposal to end a certificate")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(agreed__isnull=True),
                name="one_open_proposal_per_certificate",
            ),
            models.CheckConstraint(
                name="proposal_kind_is_known", condition=Q(kind__in=[str(kind) for kind in Kind])
            ),
            models.CheckConstraint(
                name="proposal_is_decided_by_a_second_person",
                condition=Q(agreed__isnull=True, decided_by="", decided_at__isnull=True)
                | (
                    Q(agreed__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(decided_by=F("proposed_by"))
                ),
            ),
        ]
