"""The tables that the migrations make are the tables of the models."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_table_was_changed_without_a_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
