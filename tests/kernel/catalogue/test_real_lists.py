"""The public lists of the real catalogue of Guangan District."""

import pytest

from builders.identity import FIRST_DAY
from tongban.kernel.catalogue.listing import public_list, rows_in_force
from tongban.kernel.catalogue.lists import ListKind
from tongban.kernel.catalogue.models import MatterVersion

HOME = 511602
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("guangan")
def test_the_lists_of_the_real_catalogue_hold_every_matter_once():
    rows = rows_in_force(HOME, on=FIRST_DAY)
    assert len(rows) == len({row.matter for row in rows}) == 791
    assert all(row.code and row.organ for row in rows)
    assert len(public_list(ListKind.DEPARTMENTS, HOME, on=FIRST_DAY).rows) == 791
    permits = public_list(ListKind.PERMITS, HOME, on=FIRST_DAY).rows
    assert len(permits) == MatterVersion.objects.filter(power_type=1).count() > 0
    zero = public_list(ListKind.ZERO, HOME, on=FIRST_DAY)
    assert (zero.rows, zero.unknown) == ((), 791)
