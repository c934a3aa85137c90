"""A list of cars as bureaus have it: Excel 97–2003, a title above the header, real dates, numbers as numbers, one cell wrong.

`files/old-list.xls` was written with xlwt; nothing in it is real.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from builders.cars import KIND, a_keeper, by
from builders.identity import an_organ
from tongban.domains.vehicles.models import Vehicle
from tongban.kernel.registers import actions
from tongban.kernel.registers.queries.batches import plan, read_batch
from tongban.kernel.registers.queries.verifying import faults

OLD = Path(__file__).parent / "files" / "old-list.xls"
TODAY = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


def test_the_cars_of_an_old_xls_file_are_entered_and_the_wrong_cell_is_named():
    with override("zh-hans"):
        brought_and_entered()
    car = Vehicle.objects.get(key="川X20001")
    assert (car.registered_on, car.displacement, car.price) == (date(2015, 6, 12), 1798, Decimal("179800.50"))  # fmt: skip
    assert (car.kind, car.body, car.energy, car.source) == ("other", "sedan", "petrol", "own")
    assert not Vehicle.objects.filter(key="川X20003").exists()
    assert list(faults()) == []


def brought_and_entered():
    organ = an_organ("区机关事务服务中心")
    keeper = a_keeper(organ)
    content = OLD.read_bytes()
    assert content[:4] == b"\xd0\xcf\x11\xe0"
    batch = actions.bring(KIND, OLD.name, content, by(keeper), organ=organ.pk)
    found = read_batch(batch)
    rows = plan(found, found.table.rows, on=TODAY, today=TODAY)
    assert [one.verdict.value for one in rows] == ["enter", "enter", "error"]
    done = actions.start(batch.pk, KIND, by(keeper), on=TODAY, reason="旧台账入册")
    assert done.counts == {"enter": 2, "error": 1}
