"""The closed lists of the catalogue: kinds, levels, states, units."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PowerType(models.IntegerChoices):
    """权力类型 (SX-04): the kind of power or service, numbered as on the national platform."""

    PERMIT = 1, _("Administrative permit")
    PENALTY = 2, _("Administrative penalty")
    COERCION = 3, _("Administrative coercion")
    LEVY = 4, _("Administrative levy")
    PAYMENT = 5, _("Administrative payment")
    INSPECTION = 6, _("Administrative inspection")
    CONFIRMATION = 7, _("Administrative confirmation")
    REWARD = 8, _("Administrative reward")
    RULING = 9, _("Administrative ruling")
    OTHER = 10, _("Other administrative power")
    PUBLIC_SERVICE = 20, _("Public service")


class Procedure(models.TextChoices):
    """办理程序: the body of law that says how a case of the matter runs."""

    LICENCE = "licence", _("Licensing procedure")
    FILING = "filing", _("Filing for the record")
    CONFIRMATION = "confirmation", _("Confirmation procedure")
    PAYMENT = "payment", _("Payment procedure")
    REWARD = "reward", _("Reward procedure")
    RULING = "ruling", _("Ruling procedure")
    PUBLIC_SERVICE = "public_service", _("Public service procedure")
    CONSULTATION = "consultation", _("Consultation")
    INTERNAL = "internal", _("Internal request")


class Status(models.TextChoices):
    """版本状态: a draft is seen by its keepers only."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class Audience(models.TextChoices):
    """服务对象: who may ask for the matter."""

    PERSON = "person", _("Individuals")
    ENTERPRISE = "enterprise", _("Legal persons")
    BOTH = "both", _("Individuals and legal persons")


class CaseType(models.IntegerChoices):
    """办件类型 (SX-10): decided at once, or within a promised limit."""

    IMMEDIATE = 1, _("Decided at once")
    PROMISED = 2, _("Within a promised limit")


class Unit(models.TextChoices):
    """时限单位: the units of the clock."""

    WORKING_DAYS = "wd", _("working days")
    CALENDAR_DAYS = "cd", _("calendar days")
    MONTHS = "mo", _("months")
    YEARS = "y", _("years")
    HOURS = "h", _("hours")


class ClockStart(models.TextChoices):
    """起算点: the event after which the limit runs."""

    RECEIPT = "receipt", _("From receipt")
    ACCEPTANCE = "acceptance", _("From acceptance")


class MaterialKind(models.TextChoices):
    """材料类型: in what shape the paper is handed in."""

    ORIGINAL = "original", pgettext_lazy("material", "Original")
    COPY = "copy", pgettext_lazy("material", "Copy")
    ELECTRONIC = "electronic", pgettext_lazy("material", "Electronic")


class Necessity(models.TextChoices):
    """材料必要性: whether the case can do without."""

    REQUIRED = "required", pgettext_lazy("material", "Required")
    OPTIONAL = "optional", pgettext_lazy("material", "Optional")
    LATER = "later", pgettext_lazy("material", "May follow later")


class MaterialSource(models.TextChoices):
    """来源渠道: who makes the paper."""

    APPLICANT = "applicant", _("Prepared by the applicant")
    GOVERNMENT = "government", _("Issued by a government department")
    OTHER = "other", _("Issued by others")


class Confidence(models.TextChoices):
    """核实状态: whether somebody has compared the statement with its source."""

    SURE = "sure", _("Verified")
    CHECK = "check", _("To be checked")
