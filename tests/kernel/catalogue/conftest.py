"""The real list of matters, imported once for all tests that only read it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from builders.catalogue import the_real_list
from builders.identity import an_act
from tongban.kernel.catalogue import actions
from tongban.kernel.catalogue.sorting import Report


@pytest.fixture(scope="module")
def guangan(django_db_setup: None, django_db_blocker) -> Iterator[Report]:
    """The 791 matters are in; they are gone again after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield actions.import_matters(the_real_list(), an_act())
        transaction.set_rollback(True)
