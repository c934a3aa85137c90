"""What certificates seal is sealed under a key of the tests."""

import pytest


@pytest.fixture(autouse=True)
def _key_of_the_tests(settings):
    settings.TONGBAN_DATA_KEY = "the key of the tests"
