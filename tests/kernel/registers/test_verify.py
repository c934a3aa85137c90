"""Whatever of an entry is altered beside its log, verify names it."""

from datetime import date
from decimal import Decimal

import pytest

from builders.depot.models import Generator
from builders.registers import a_generator, amended
from tongban.kernel.registers.models import Change, DatedValue
from tongban.kernel.registers.queries.verifying import faults

pytestmark = pytest.mark.django_db
ALTERED = {
    "power": Decimal(99),
    "place": "别处",
    "minder": "别人",
    "key": "X",
    "confidential": True,
    "opened_on": date(2020, 1, 1),
    "closed_on": date(2026, 12, 1),
    "struck": True,
    "version": 9,
    "next_on": date(2026, 12, 1),
}


@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_column_is_named_whichever_it_is(column):
    row = amended(a_generator(power=Decimal(50), minder="赵六斤"), place="西院")
    assert list(faults()) == []
    Generator.objects.filter(pk=row.pk).update(**{column: ALTERED[column]})
    stream = f"entry/depot.generator/{row.pk}"
    assert (stream, f"{column} is not what the log says") in list(faults())


def test_an_altered_dated_value_an_altered_content_and_a_lost_row_are_named():
    row = amended(a_generator(), place="西院")
    DatedValue.objects.filter(value="西院").update(value="别处")
    Change.objects.filter(n=1).update(salt=b"0" * 16)
    assert [reason for _stream, reason in faults()] == [
        "the content of version 1 was altered",
        "the dated values are not what the log says",
    ]
    Generator.objects.all().delete()
    assert list(faults()) == [(f"entry/depot.generator/{row.pk}", "the row is gone")]
