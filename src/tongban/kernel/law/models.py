"""The tables of what places have set. Rows are added, never changed: the newest of its kind holds."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.standards.parameters import Confidence

_REGION = r"^(\d{6}|\d{9}|\d{12})?$"


def _region_constraint(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{table}_region_is_a_code", condition=models.Q(region__regex=_REGION)
    )


def _filled(table: str, *fields: str) -> models.CheckConstraint:
    empty = models.Q()
    for field in fields:
        empty |= models.Q(**{field: ""})
    return models.CheckConstraint(name=f"{table}_has_a_source", condition=~empty)


class LawEdition(models.Model):
    """法规数据版本: one row whose mark changes with every change of law, so that all processes see it at once."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.CharField(_("mark"), max_length=32)

    class Meta:
        verbose_name = _("edition of local law")
        constraints = [
            models.CheckConstraint(name="there_is_one_edition_of_law", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.mark


class LocalRow(models.Model):
    """本地设定: what every local setting carries: the region, and who set it when under which key."""

    region = models.CharField(
        _("region"), max_length=12, blank=True, validators=[RegexValidator(_REGION)]
    )
    set_at = models.DateTimeField(_("set at"))
    set_by = models.CharField(_("set by"), max_length=40)
    organ = models.CharField(_("organ"), max_length=40, blank=True)
    key = models.CharField(_("key"), max_length=80, unique=True)

    class Meta:
        abstract = True


class LocalDay(LocalRow):
    """本地工作日调整: a region works or does not work on a date, whatever the national table says."""

    day = models.DateField(_("day"))
    working = models.BooleanField(_("working day"))
    name = models.CharField(_("name of the day"), max_length=60)
    notice = models.CharField(_("notice"), max_length=200)

    class Meta:
        verbose_name = _("local working day")
        indexes = [models.Index("region", "day", name="local_day_by_region")]
        constraints = [_region_constraint("local_day"), _filled("local_day", "name", "notice")]

    def __str__(self) -> str:
        return f"{self.region} {self.day} {self.name}"


class LocalYear(LocalRow):
    """年度放假安排: a year's notice that came after this release, as YAML in the form of the shipped years."""

    year = models.PositiveSmallIntegerField(_("year"))
    table = models.TextField(_("table"))

    class Meta:
        verbose_name = _("year entered")
        constraints = [
            models.CheckConstraint(
                name="a_year_is_entered_for_the_whole_country", condition=models.Q(region="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class LocalParameter(LocalRow):
    """本地法定数值: a region's own value of a legal number from a day on, with its source."""

    name = models.CharField(_("parameter"), max_length=100)
    since = models.DateField(_("in force from"))
    value = models.JSONField(_("value"))
    law = models.CharField(_("law"), max_length=200)
    article = models.CharField(_("article"), max_length=100)
    rule = models.CharField(_("rule"), max_length=20, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=8, choices=[(one.value, one.value) for one in Confidence]
    )

    class Meta:
        verbose_name = _("local legal number")
        indexes = [models.Index("name", "region", "since", name="local_parameter_by_name")]
        constraints = [
            _region_constraint("local_parameter"),
            _filled("local_parameter", "law", "article"),
            models.CheckConstraint(
                name="local_parameter_confidence_is_known",
                condition=models.Q(confidence__in=[one.value for one in Confidence]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.name} {self.since}"
