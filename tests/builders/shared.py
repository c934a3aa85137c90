"""Where the shared test data lies, beside the repository; tests that need it are skipped where it is absent."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
with_shared_data = pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")
