"""Constraints that several tables of this room share."""

from collections.abc import Iterable

from django.contrib.postgres.fields import BigIntegerRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


def ends_after_it_begins(table: str) -> models.CheckConstraint:
    """Refuse a period of `table` that ends before it begins."""
    return models.CheckConstraint(
        name=f"{table}_ends_after_it_begins",
        condition=Q(until__isnull=True) | Q(until__gte=F("since")),
        violation_error_message=_("A period must not end before it begins."),
    )


def one_of(table: str, field: str, values: Iterable[object]) -> models.CheckConstraint:
    """Refuse in `field` of `table` what is not among `values`."""
    return models.CheckConstraint(
        name=f"{table}_{field}_is_known", condition=Q(**{f"{field}__in": list(values)})
    )


def exactly(field: str) -> Func:
    """Return an id as a range of one: so it meets an exclusion constraint without btree_gist."""
    return Func(
        F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField()
    )
