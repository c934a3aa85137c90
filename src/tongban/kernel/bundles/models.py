"""联办: bundles, the editions of their plans, and what was applied for; rows of the latter are the fold of the log."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from tongban.kernel.bundles.labels import KINDS


class Bundle(models.Model):
    """联办事项: several matters that people ask for as one thing, whatever its plans say."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    home = models.BigIntegerField(_("home"))
    organ = models.BigIntegerField(_("leading organ"))
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    name = models.CharField(_("name"), max_length=100)
    english = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """联办方案版本: a plan from one day to another; a joint application keeps its edition."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="editions")
    ordinal = models.PositiveIntegerField(_("edition"))
    plan = models.JSONField(_("plan"))
    digest = models.CharField(_("digest"), max_length=64)
    valid = DateRangeField(_("valid"))
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("edition of a plan")
        verbose_name_plural = _("editions of plans")
        constraints = [
            models.UniqueConstraint("bundle", "ordinal", name="an_edition_number_is_used_once"),
            ExclusionConstraint(
                name="editions_of_a_plan_never_overlap",
                expressions=[
                    (
                        Func(F("bundle"), F("bundle"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Joint(models.Model):
    """联办件: a bundle that somebody applied for."""

    home = models.BigIntegerField(_("home"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    party = models.BigIntegerField(_("applicant"))
    title = models.CharField(_("title"), max_length=100)
    channel = models.CharField(_("channel"), max_length=20)
    project = models.CharField(_("project code"), max_length=40, blank=True)
    since = models.DateTimeField(_("applied for at"))
    running = models.BooleanField(_("under way"), default=True)
    due_on = models.DateField(_("promised day"), null=True)
    n = models.BigIntegerField(_("last event"), default=0)

    class Meta:
        verbose_name = _("joint application")
        verbose_name_plural = _("joint applications")
        indexes = [
            models.Index(fields=["party", "-since"], name="joint_by_party"),
            models.Index(
                fields=["home", "due_on"], name="joint_running_by_due", condition=Q(running=True)
            ),
        ]


class StageRow(models.Model):
    """阶段: one stage that was applied for, with one form."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="stages")
    key = models.CharField(_("stage"), max_length=20)
    state = models.CharField(_("state"), max_length=10)
    outcome = models.CharField(_("outcome"), max_length=10, blank=True)
    limit = models.CharField(_("limit"), max_length=10, blank=True)
    since = models.DateTimeField(_("applied for at"))
    until = models.DateTimeField(_("answered at"), null=True)
    due_on = models.DateField(_("promised day"), null=True)
    late = models.BooleanField(_("late"), default=False)
    by = models.CharField(_("handed in by"), max_length=40)
    asked_key = models.CharField(_("key of the command"), max_length=100)
    asked = models.CharField(_("digest of the wish"), max_length=64)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint("joint", "key", name="a_stage_is_applied_for_once"),
            models.UniqueConstraint("by", "asked_key", name="a_key_applies_for_one_stage"),
        ]


class PartRow(models.Model):
    """分项: one matter of a stage, and its case once it runs."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="parts")
    stage = models.CharField(_("stage"), max_length=20)
    key = models.CharField(_("matter's key"), max_length=20)
    matter = models.BigIntegerField(_("matter"))
    organ = models.BigIntegerField(_("organ"))
    lead = models.BooleanField(_("leads"))
    state = models.CharField(_("state"), max_length=10)
    case = models.CharField(_("case number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("part of a joint application")
        verbose_name_plural = _("parts of joint applications")
        indexes = [models.Index(fields=["organ"], name="part_by_organ")]
        constraints = [
            models.UniqueConstraint("joint", "key", name="a_part_is_named_once"),
            models.UniqueConstraint(
                "case", name="a_case_is_part_of_one_joint_application", condition=~Q(case="")
            ),
        ]


class GatheringRow(models.Model):
    """共同会商: a joint review, survey, signing or acceptance."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="gatherings")
    ordinal = models.PositiveIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12)
    at = models.DateTimeField(_("begins at"))
    state = models.CharField(_("state"), max_length=10)
    organs = models.JSONField(_("organs"))
    result = models.CharField(_("result"), max_length=12, blank=True)

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        constraints = [
            models.UniqueConstraint("joint", "ordinal", name="a_gathering_is_numbered_once"),
        ]


class JointContent(models.Model):
    """联办件内容: forms, invitations and minutes, written once, sealed; the salt is erased with them."""

    joint = models.ForeignKey(Joint, models.PROTECT, related_name="contents")
    number = models.BigIntegerField(_("event"))
    kind = models.CharField(_("kind"), max_length=12)
    sealed = models.BinaryField(_("sealed content"), null=True)
    salt = models.BinaryField(_("salt"), null=True)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("content of a joint application")
        verbose_name_plural = _("contents of joint applications")
        constraints = [models.UniqueConstraint("joint", "number", name="an_event_has_one_content")]
