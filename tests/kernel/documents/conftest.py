"""Files go to a folder of the test."""

import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.TONGBAN_FILES = tmp_path / "files"
    return settings.TONGBAN_FILES
