"""The Chromium of this machine."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Return the browser's program, for `executable_path`; `None` where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
