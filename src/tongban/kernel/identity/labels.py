"""The words people read for duties, powers, levels and kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.kernel import Refusal
from tongban.kernel.identity.rules import Duty, MandateKind, Power

DUTIES = [
    (Duty.WINDOW.value, _("Comprehensive window")),
    (Duty.DUTY_MANAGER.value, _("Duty manager")),
    (Duty.OFFICER.value, _("Case officer")),
    (Duty.REVIEWER.value, _("Reviewer")),
    (Duty.LEADER.value, _("Deciding leader")),
    (Duty.SUPERVISOR.value, _("Supervisor")),
    (Duty.KEEPER.value, _("Catalogue keeper")),
    (Duty.REGISTRAR.value, _("Registrar")),
    (Duty.STAFF.value, _("Staff member")),
    (Duty.SYSTEM_ADMIN.value, _("System administrator")),
    (Duty.SECURITY_ADMIN.value, _("Security administrator")),
    (Duty.AUDIT_ADMIN.value, _("Audit administrator")),
]
POWERS = [
    (Power.INTAKE.value, _("Take applications in")),
    (Power.ACCEPT.value, _("Accept applications")),
    (Power.REVIEW.value, _("Review cases")),
    (Power.DECIDE.value, _("Decide cases")),
    (Power.SUPERVISE.value, _("Supervise cases")),
    (Power.KEEP_CATALOGUE.value, _("Keep the catalogue")),
    (Power.UNMASK.value, _("See personal data unmasked")),
    (Power.READ_REGISTERS.value, _("Read registers")),
    (Power.KEEP_REGISTERS.value, _("Keep registers")),
    (Power.SEE_CONFIDENTIAL.value, _("See what is confidential in registers")),
    (Power.RUN_SYSTEM.value, _("Run the system")),
    (Power.ASSIGN_RIGHTS.value, _("Assign rights")),
    (Power.READ_AUDIT.value, _("Read the audit log")),
]
MANDATE_KINDS = [
    (MandateKind.DUTY.value, _("By duty of the post")),
    (MandateKind.DELEGATION.value, _("By delegation")),
    (MandateKind.PROXY.value, _("As a proxy")),
]


class Level(models.IntegerChoices):
    """行使层级 (SX-09)."""

    NATION = 1, _("National")
    PROVINCE = 2, _("Provincial")
    CITY = 3, _("City")
    COUNTY = 4, _("County")
    TOWNSHIP = 5, _("Township")
    VILLAGE = 6, _("Village")


class Nature(models.TextChoices):
    """实施主体性质 (SX-13)."""

    STATUTORY = "statutory", _("Statutory organ")
    AUTHORISED = "authorised", _("Authorised organisation")
    ENTRUSTED = "entrusted", _("Entrusted organisation")


class CodeScheme(models.TextChoices):
    """Who gives out the code."""

    CREDIT_CODE = "credit-code", _("Unified social credit code")
    ORGANISATION_CODE = "organisation-code", _("Organisation code")
    SYSTEM = "system", _("System number")
    OTHER = "other", _("Other code")


class PersonKind(models.TextChoices):
    """On which side of the counter; a program has a key and no password."""

    STAFF = "staff", _("Member of the staff")
    PUBLIC = "public", _("Member of the public")
    PROGRAM = "program", _("Program of an organ")


class LockReason(models.TextChoices):
    """锁定原因."""

    SUSPICION = "suspicion", _("Suspicion of misuse")
    ABSENCE = "absence", _("Long absence")
    LEAVING = "leaving", _("Leaving the service")
    ASKED = "asked", _("Asked for by the person")


def in_words(refusal: Refusal) -> Refusal:
    """Return the refusal with duties and powers among its facts as people read them."""
    words = {str(value): str(label) for value, label in [*DUTIES, *POWERS]}
    facts = {name: words.get(str(fact), fact) for name, fact in refusal.facts.items()}
    return Refusal(refusal.code, refusal.words, **facts)
